/* Figures without labels, worked out by hand on a small tree. */
#include "topics_fixture.h"

#include <math.h>

/* 0 root
 *   1 inner: 2 leaf {d0 d1}, 3 leaf {d2}
 *   4 leaf {d3} */
static tt_topics small(void)
{
    return fixture_topics(5, (int32_t[]){-1, 0, 1, 1, 0}, 4, (int32_t[]){2, 2, 3, 4});
}

static void set_terms(tt_topics *topics, int32_t v, const char *const *text, int32_t n)
{
    tt_topic *topic = &topics->topic[v];
    topic->terms = fixture_room((size_t)n, sizeof *topic->terms);
    topic->n_terms = n;
    for (int32_t t = 0; t < n; t++) topic->terms[t] = (tt_term){.text = fixture_string(text[t]), .weight = n - t};
}

static tt_inner_quality inner(const tt_topics *topics, const tt_corpus *corpus)
{
    tt_inner_quality q;
    assert_int_equal(tt_eval_inner(&q, topics, corpus, NULL), TT_OK);
    return q;
}

static void test_shape(void **state)
{
    (void)state;
    tt_topics topics = small();
    topics.topic[2].cohesion = .5;
    topics.topic[3].cohesion = 1;
    topics.topic[4].cohesion = .75;
    topics.topic[1].cohesion = topics.topic[0].cohesion = 77; /* inner nodes do not count */
    tt_inner_quality q = inner(&topics, NULL);
    assert_int_equal(q.leaves, 3);
    assert_int_equal(q.depth, 2);
    assert_int_equal(q.max_children, 2);
    assert_int_equal(q.largest_leaf, 2);
    assert_int_equal(q.smallest_leaf, 1);
    assert_near(q.cohesion, (2 * .5 + 1 + .75) / 4, 1e-12);
    assert_near(q.balance, (.5 * log(2) + .5 * log(4)) / log(3), 1e-12);
    assert_true(isnan(q.npmi));
    assert_true(isnan(q.separation));
    assert_true(isnan(q.sibling_distinct)); /* no terms at all */
    tt_topics_free(&topics);
}

static void test_one_leaf(void **state)
{
    (void)state;
    tt_topics topics = fixture_topics(1, (int32_t[]){-1}, 3, (int32_t[]){0, 0, 0});
    tt_inner_quality q = inner(&topics, NULL);
    assert_int_equal(q.leaves, 1);
    assert_int_equal(q.depth, 0);
    assert_int_equal(q.smallest_leaf, 3);
    assert_near(q.balance, 1, 0);
    assert_true(isnan(q.parent_distinct));
    tt_topics_free(&topics);
}

static void test_distinctness(void **state)
{
    (void)state;
    tt_topics topics = small();
    set_terms(&topics, 0, (const char *[]){"orchard", "apple"}, 2); /* the root's terms are no reproach to anyone */
    set_terms(&topics, 1, (const char *[]){"apple", "pear", "tree"}, 3);
    set_terms(&topics, 2, (const char *[]){"apple", "cider"}, 2);
    set_terms(&topics, 3, (const char *[]){"pear", "apple", "juice", "jam"}, 4);
    set_terms(&topics, 4, (const char *[]){"tree", "wood"}, 2);
    tt_inner_quality q = inner(&topics, NULL);
    /* 1: 2 of 3 (tree is 4's too), 4: 1 of 2; 2: 1 of 2, 3: 3 of 4 */
    assert_near(q.sibling_distinct, (2. / 3 + 1. / 2 + 1. / 2 + 3. / 4) / 4, 1e-12);
    /* 2: cider; 3: juice, jam */
    assert_near(q.parent_distinct, (1. / 2 + 2. / 4) / 2, 1e-12);
    tt_topics_free(&topics);
}

static void test_only_first_terms(void **state)
{
    (void)state;
    tt_topics topics = small();
    const char *many[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "shared"};
    set_terms(&topics, 1, many, 11);
    set_terms(&topics, 4, (const char *[]){"shared", "shared"}, 2); /* a topic's own repetition is no sibling's */
    assert_near(inner(&topics, NULL).sibling_distinct, 1, 0);
    tt_topics_free(&topics);
}

/* Eight documents; every word of interest is in at least one. */
static tt_corpus *garden(void)
{
    const char *text[] = {"Sweet APPLE cider here", "apple press and cider",    "apple pie", "old pear tree",
                          "the apple. tree",        "a tall Apple tree stands", "cider",     "nothing"};
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int i = 0; i < 8; i++) {
        char id[8];
        snprintf(id, sizeof id, "d%03d", i);
        fixture_add(corpus, id, text[i], NULL, 0);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static double pair(double a, double b, double both)
{
    return log(both * 8 / (a * b)) / -log(both / 8);
}

static void test_npmi(void **state)
{
    (void)state;
    tt_topics topics = small();
    tt_corpus *corpus = garden();
    set_terms(&topics, 0, (const char *[]){"sweet", "nothing"}, 2); /* the root does not count */
    set_terms(&topics, 1, (const char *[]){"Cider", "apple"}, 2);   /* 3 and 5 documents, 2 together */
    assert_near(inner(&topics, corpus).npmi, pair(3, 5, 2), 1e-12);
    /* the phrase stands side by side in d005 alone: d004 has a full stop between */
    set_terms(&topics, 2, (const char *[]){"apple tree", "tall"}, 2);
    assert_near(inner(&topics, corpus).npmi, (pair(3, 5, 2) + 1) / 2, 1e-12);
    /* pairs: never together, and a word that is in no document at all */
    set_terms(&topics, 3, (const char *[]){"pear", "cider"}, 2);
    set_terms(&topics, 4, (const char *[]){"zebra", "apple", "Apple", "!"}, 4); /* the same word twice is no pair */
    assert_near(inner(&topics, corpus).npmi, (pair(3, 5, 2) + 1 - 1 - 1) / 4, 1e-12);
    tt_corpus_free(corpus);
    tt_topics_free(&topics);
}

/* Four kinds of documents with words of their own, six documents each; ids in order. */
static tt_corpus *kinds(void)
{
    const char *text[] = {"alpha beta", "gamma delta", "alpha beta", "kappa lambda"};
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int i = 0; i < 24; i++) {
        char id[8];
        snprintf(id, sizeof id, "d%03d", i);
        fixture_add(corpus, id, text[i / 6], NULL, 0);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static double separation_of(const int32_t *kind_leaf)
{
    int32_t leaf[24];
    for (int i = 0; i < 24; i++) leaf[i] = kind_leaf[i / 6];
    tt_topics topics = fixture_topics(6, (int32_t[]){-1, 0, 0, 0, 3, 3}, 24, leaf);
    tt_corpus *corpus = kinds();
    double separation = inner(&topics, corpus).separation;
    tt_corpus_free(corpus);
    tt_topics_free(&topics);
    return separation;
}

static void test_separation(void **state)
{
    (void)state;
    /* nodes: 0 root > 1, 2 leaves, 3 inner > 4, 5 leaves; two pairs of sibling leaves */
    assert_near(separation_of((int32_t[]){1, 2, 4, 5}), 1, 1e-6);  /* both pairs share no word */
    assert_near(separation_of((int32_t[]){1, 4, 2, 5}), .5, 1e-6); /* 1 and 2 hold the same texts */
    /* 1 holds alphas and gammas in equal parts, 2 alphas; 5 is empty, so 4 has no sibling to differ from */
    assert_near(separation_of((int32_t[]){1, 1, 2, 4}), 1 - sqrt(.5), 1e-6);
}

static void test_separation_without_terms(void **state)
{
    (void)state;
    tt_topics topics = small();
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    fixture_add(corpus, "d000", "the", NULL, 0);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    tt_inner_quality q = inner(&topics, corpus);
    assert_true(isnan(q.separation));
    assert_true(isnan(q.npmi));
    assert_int_equal(q.leaves, 3);
    tt_corpus_free(corpus);
    tt_topics_free(&topics);
}

typedef struct call_args {
    tt_topics topics;
    tt_corpus *corpus;
} call_args;

static tt_status call(void *arg)
{
    call_args *a = arg;
    tt_inner_quality q;
    return tt_eval_inner(&q, &a->topics, a->corpus, NULL);
}

static void test_memory(void **state)
{
    (void)state;
    call_args a = {small(), kinds()};
    set_terms(&a.topics, 1, (const char *[]){"alpha beta", "gamma"}, 2);
    assert_true(until_memory_suffices(call, &a) >= 20);
    tt_corpus_free(a.corpus);
    tt_topics_free(&a.topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shape),
                                       cmocka_unit_test(test_one_leaf),
                                       cmocka_unit_test(test_distinctness),
                                       cmocka_unit_test(test_only_first_terms),
                                       cmocka_unit_test(test_npmi),
                                       cmocka_unit_test(test_separation),
                                       cmocka_unit_test(test_separation_without_terms),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
