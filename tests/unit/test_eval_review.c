/* The verdict on planted faults: twins, a mixed leaf, strays, too many children; and nothing on a clean tree. */
#include "topics_fixture.h"

#include <math.h>

enum { LEAVES = 8, EACH = 12, N = LEAVES * EACH };

/* A root over leaves of the given sizes (the last is one more document each where the sizes say so). */
static tt_topics flat(const int32_t *size, int32_t k)
{
    int32_t parent[40] = {TT_NO_NODE}, leaf[1000], n = 0;
    for (int32_t c = 0; c < k; c++)
        for (int32_t i = 0; i < size[c]; i++) leaf[n++] = c + 1;
    tt_topics t = fixture_topics(k + 1, parent, n, leaf);
    for (int32_t i = 0; i < n; i++) t.document[i].score = .5F;
    return t;
}

/* The cohesion of n documents whose mean cosine with each other is given. */
static double cohesion(double coherence, int32_t n)
{
    return sqrt(coherence + (1 - coherence) / n);
}

static void set_coherence(tt_topics *t, const double *coherence)
{
    for (int32_t v = 1; v < t->tree.m; v++)
        t->topic[v].cohesion = cohesion(coherence[v - 1], t->tree.end[v] - t->tree.begin[v]);
}

static tt_review judged(const tt_topics *t, const tt_corpus *corpus)
{
    tt_review v = {0};
    assert_int_equal(tt_eval_review(&v, t, corpus, NULL), TT_OK);
    return v;
}

static void assert_clean(const tt_topics *t, const tt_corpus *corpus)
{
    tt_review v = judged(t, corpus);
    assert_int_equal(v.n, 0);
    tt_review_free(&v);
}

static const int32_t even[LEAVES] = {EACH, EACH, EACH, EACH, EACH, EACH, EACH, EACH};
static const double usual[LEAVES] = {.20, .22, .18, .25, .21, .19, .24, .17};

static void test_clean(void **state)
{
    (void)state;
    tt_topics t = flat(even, LEAVES);
    set_coherence(&t, usual);
    assert_clean(&t, NULL);
    tt_topics_free(&t);
    /* sizes alone are no fault, nor is what small leaves gain by their size */
    t = flat((int32_t[]){2, 3, 4, 60, 12, 100, 12, 9}, LEAVES);
    set_coherence(&t, usual);
    assert_clean(&t, NULL);
    tt_topics_free(&t);
    t = flat((int32_t[]){30, 1, 1, 1}, 4); /* too few leaves to tell what is usual */
    set_coherence(&t, (double[]){.01, 1, 1, 1});
    assert_clean(&t, NULL);
    tt_topics_free(&t);
}

static void test_broad_and_weak(void **state)
{
    (void)state;
    tt_topics t = flat((int32_t[]){12, 40, 12, 12, 5, 12, 12, 1}, LEAVES);
    set_coherence(&t, (double[]){.20, .05, .18, .25, .01, .19, .24, .17});
    tt_review v = judged(&t, NULL);
    assert_int_equal(v.n, 2);
    assert_int_equal(v.objection[0].kind, TT_ISSUE_BROAD);
    assert_int_equal(v.objection[0].topic, 2);
    assert_int_equal(v.objection[0].count, 40);
    assert_int_equal(v.objection[0].with, TT_NO_NODE);
    assert_int_equal(v.objection[1].kind, TT_ISSUE_WEAK);
    assert_int_equal(v.objection[1].topic, 5);
    tt_review_free(&v);
    t.tree.outliers = 5; /* the last node would be the tree's way; here it shows that no one objects to what is known */
    v = judged(&t, NULL);
    assert_int_equal(v.n, 1);
    assert_int_equal(v.objection[0].topic, 2);
    tt_review_free(&v);
    tt_topics_free(&t);
}

static void test_crowded(void **state)
{
    (void)state;
    int32_t size[33];
    double coherence[33];
    for (int i = 0; i < 33; i++) size[i] = 4, coherence[i] = .2 + .001 * i;
    tt_topics t = flat(size, 33);
    set_coherence(&t, coherence);
    tt_review v = judged(&t, NULL);
    assert_int_equal(v.n, 1);
    assert_int_equal(v.objection[0].kind, TT_ISSUE_CROWDED);
    assert_int_equal(v.objection[0].topic, 0);
    assert_int_equal(v.objection[0].count, 33);
    tt_review_free(&v);
    t.tree.outliers = 33; /* one of them is no topic */
    assert_clean(&t, NULL);
    tt_topics_free(&t);
}

static void test_strays(void **state)
{
    (void)state;
    tt_topics t = flat(even, LEAVES);
    set_coherence(&t, usual);
    for (int32_t i = 0; i < N; i++) t.document[i].score = (float)(.4 + .002 * i);
    t.document[5].score = t.document[50].score = .05F;
    tt_review v = judged(&t, NULL);
    assert_int_equal(v.n, 1);
    assert_int_equal(v.objection[0].kind, TT_ISSUE_STRAYS);
    assert_int_equal(v.objection[0].count, 2);
    assert_int_equal(v.objection[0].topic, 0);
    tt_review_free(&v);
    for (int32_t i = 0; i < N; i++) t.document[i].score = (float)NAN; /* a tree written without members */
    assert_clean(&t, NULL);
    tt_topics_free(&t);
}

/* Document i is of kind i / EACH and has six of its kind's ten words; the first document of all has no word. */
static tt_corpus *kinds(void)
{
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int i = 0; i < N; i++) {
        char id[8], text[256] = "", *at = text;
        snprintf(id, sizeof id, "d%03d", i);
        for (int w = 0; w < 6; w++)
            at += sprintf(at, "kind%cword%c ", 'a' + i / EACH, 'a' + (i * 3 + w * (1 + i % 2)) % 10);
        fixture_add(corpus, id, i ? text : "the", NULL, 0);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static tt_topics over_kinds(const int32_t *leaf_of_kind, int32_t second_half)
{
    int32_t leaf[N], parent[LEAVES + 2] = {TT_NO_NODE};
    for (int i = 0; i < N; i++) leaf[i] = i / EACH == 3 && i % 4 > 1 ? second_half : leaf_of_kind[i / EACH];
    tt_topics t = fixture_topics(LEAVES + 2, parent, N, leaf);
    for (int32_t v = 1; v < t.tree.m; v++) t.topic[v].cohesion = .6;
    for (int32_t i = 0; i < N; i++) t.document[i].score = .5F;
    return t;
}

static void test_twins(void **state)
{
    (void)state;
    tt_corpus *corpus = kinds();
    const int32_t own[LEAVES] = {1, 2, 3, 4, 5, 6, 7, 8};
    tt_topics t = over_kinds(own, 9);
    tt_review v = judged(&t, corpus);
    assert_int_equal(v.n, 1);
    assert_int_equal(v.objection[0].kind, TT_ISSUE_TWINS);
    assert_int_equal(v.objection[0].topic, 4);
    assert_int_equal(v.objection[0].with, 9);
    assert_int_equal(v.objection[0].count, EACH);
    assert_true(v.objection[0].strength > .8 &&
                v.objection[0].strength < 1.3); /* near 1, but for what few documents leave */
    tt_review_free(&v);
    assert_clean(&t, NULL); /* unknown without the corpus */
    tt_topics_free(&t);
    t = over_kinds(own, 4); /* every kind in one leaf, the last leaf empty */
    assert_clean(&t, corpus);
    tt_topics_free(&t);
    tt_corpus_free(corpus);
}

/* Nothing to compare by, documents that are not there, a tree of one leaf. */
static void test_next_to_nothing(void **state)
{
    (void)state;
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    fixture_add(corpus, "other", "the", NULL, 0);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    tt_topics t = fixture_topics(1, (int32_t[]){TT_NO_NODE}, 3, (int32_t[]){0, 0, 0});
    assert_clean(&t, corpus);
    tt_topics_free(&t);
    tt_corpus_free(corpus);
    corpus = kinds();
    t = fixture_topics(3, (int32_t[]){TT_NO_NODE, 0, 0}, 0, NULL);
    assert_clean(&t, corpus);
    tt_topics_free(&t);
    tt_corpus_free(corpus);
}

typedef struct call_args {
    tt_topics topics;
    tt_corpus *corpus;
} call_args;

static tt_status call(void *arg)
{
    call_args *a = arg;
    tt_review v = {0};
    tt_status status = tt_eval_review(&v, &a->topics, a->corpus, &(tt_run){.threads = 1});
    if (status < 0) assert_null(v.objection);
    tt_review_free(&v);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    const int32_t own[LEAVES] = {1, 2, 3, 4, 5, 6, 7, 8};
    call_args a = {over_kinds(own, 9), kinds()};
    assert_true(until_memory_suffices(call, &a) >= 20);
    tt_corpus_free(a.corpus);
    tt_topics_free(&a.topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_clean),   cmocka_unit_test(test_broad_and_weak),
                                       cmocka_unit_test(test_crowded), cmocka_unit_test(test_strays),
                                       cmocka_unit_test(test_twins),   cmocka_unit_test(test_next_to_nothing),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
