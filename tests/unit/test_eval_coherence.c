/* NPMI of labels, worked out by hand on four documents. */
#include "topics_fixture.h"

#include "eval/coherence.h"

static tt_corpus *orchard(void)
{
    static const char *const text[] = {"Apple cider", "the APPLE, a cider", "plum jam", "apple-tree"};
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int i = 0; i < 4; i++) fixture_add(corpus, (const char *[]){"a", "b", "c", "d"}[i], text[i], NULL, 0);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

/* A root with two leaves. */
static tt_topics two(void)
{
    return fixture_topics(3, (int32_t[]){TT_NO_NODE, 0, 0}, 4, (int32_t[]){1, 1, 2, 2});
}

static void set_terms(tt_topics *topics, int32_t v, const char *const *text, int32_t n)
{
    tt_topic *topic = &topics->topic[v];
    topic->terms = fixture_room((size_t)n, sizeof *topic->terms);
    topic->n_terms = n;
    for (int32_t t = 0; t < n; t++) topic->terms[t] = (tt_term){.text = fixture_string(text[t]), .weight = 1};
}

/* The coherence where leaf 1 has these terms, the other none. */
static double coherence_of(const char *const *text, int32_t n)
{
    double npmi = 7;
    tt_topics topics = two();
    tt_corpus *corpus = orchard();
    set_terms(&topics, 0, (const char *[]){"apple", "plum"}, 2); /* the root's: left out */
    set_terms(&topics, 1, text, n);
    assert_int_equal(tt__eval_coherence(&npmi, &topics, corpus), TT_OK);
    tt_corpus_free(corpus);
    tt_topics_free(&topics);
    return npmi;
}

static void pairs_by_hand(void **state)
{
    (void)state;
    assert_near(coherence_of((const char *[]){"plum", "JAM"}, 2), 1, 1e-12);
    assert_near(coherence_of((const char *[]){"plum", "cider"}, 2), -1, 0);
    /* 3 and 2 of 4 documents, 2 with both */
    assert_near(coherence_of((const char *[]){"apple", "cider"}, 2), log(2. * 4 / (3 * 2)) / log(4. / 2), 1e-12);
    assert_near(coherence_of((const char *[]){"apple", "cider", "plum"}, 3), (log(4. / 3) / log(2) - 2) / 3, 1e-12);
}

static void phrases_stand_side_by_side(void **state)
{
    (void)state;
    /* "apple cider" is in the first document alone: a break parts the words of the second */
    assert_near(coherence_of((const char *[]){"apple cider", "cider"}, 2), log(1. * 4 / (1 * 2)) / log(4), 1e-12);
    assert_near(coherence_of((const char *[]){"cider apple", "cider"}, 2), -1, 0);
}

static void no_pair_is_no_number(void **state)
{
    (void)state;
    assert_true(isnan(coherence_of((const char *[]){"apple"}, 1)));
    assert_true(isnan(coherence_of((const char *[]){"apple", "Apple", "!"}, 3))); /* one word, and none */
    const char *many[] = {"plum", "Plum", "PLUM", "plum", "plum", "plum", "plum", "plum", "plum", "plum", "jam"};
    assert_true(isnan(coherence_of(many, TT__EVAL_FIRST_TERMS + 1))); /* the eleventh is not looked at */
}

typedef struct call_args {
    tt_topics topics;
    tt_corpus *corpus;
} call_args;

static tt_status call(void *arg)
{
    double npmi;
    return tt__eval_coherence(&npmi, &((call_args *)arg)->topics, ((call_args *)arg)->corpus);
}

static void out_of_memory(void **state)
{
    (void)state;
    call_args a = {two(), orchard()};
    set_terms(&a.topics, 2, (const char *[]){"apple cider", "plum"}, 2);
    assert_true(until_memory_suffices(call, &a) >= 8);
    tt_corpus_free(a.corpus);
    tt_topics_free(&a.topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pairs_by_hand), cmocka_unit_test(phrases_stand_side_by_side),
                                       cmocka_unit_test(no_pair_is_no_number), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/coherence", tests, NULL, NULL);
}
