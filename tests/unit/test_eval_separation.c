/* Separation of sibling leaves against the cosines of all their pairs. */
#include "topics_fixture.h"

#include "base/random.h"
#include "eval/coherence.h"

enum { N = 48, WORDS = 7, M = 7 };

/* Documents of three or four words each; every word stands in many of them. */
static tt_corpus *words_at_random(gsl_rng *rng)
{
    static const char *const word[WORDS] = {"apple", "pear", "plum", "cherry", "fig", "quince", "lemon"};
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int i = 0; i < N; i++) {
        char id[16], text[64] = "";
        for (int k = 0; k < 3 + i % 2; k++) strcat(strcat(text, word[gsl_rng_uniform_int(rng, WORDS)]), " ");
        snprintf(id, sizeof id, "d%03d", i);
        fixture_add(corpus, id, text, NULL, 0);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

/* 0 (1 2 3 4 (5 6)): of the leaves 1, 2, 3 are siblings, and 5, 6. */
static tt_topics topics_at_random(gsl_rng *rng, int32_t n)
{
    static const int32_t parent[M] = {TT_NO_NODE, 0, 0, 0, 0, 4, 4}, leaves[] = {1, 2, 3, 5, 6};
    int32_t leaf[N + 2];
    for (int i = 0; i < n; i++) leaf[i] = leaves[gsl_rng_uniform_int(rng, 5)];
    return fixture_topics(M, parent, n, leaf);
}

static void centroid(double *sum, const tt_csr *x, const tt_tree *tree, int32_t leaf)
{
    double norm2 = 0;
    for (int32_t c = 0; c < x->n_cols; c++) sum[c] = 0;
    for (int32_t i = 0; i < N; i++)
        for (int64_t p = x->ptr[i]; tree->leaf[i] == leaf && p < x->ptr[i + 1]; p++)
            sum[x->idx[p]] += (double)x->val[p];
    for (int32_t c = 0; c < x->n_cols; c++) norm2 += sum[c] * sum[c];
    for (int32_t c = 0; c < x->n_cols; c++) sum[c] /= sqrt(norm2);
}

static double slowly(const tt_topics *topics, const tt_corpus *corpus)
{
    static const int32_t pair[][2] = {{1, 2}, {1, 3}, {2, 3}, {5, 6}};
    double cosines = 0, a[WORDS], b[WORDS];
    tt_csr x = {0};
    assert_int_equal(tt__eval_weigh_corpus(&x, corpus, NULL), TT_OK);
    assert_in_range(x.n_cols, 2, WORDS);
    for (int k = 0; k < 4; k++) {
        centroid(a, &x, &topics->tree, pair[k][0]);
        centroid(b, &x, &topics->tree, pair[k][1]);
        for (int32_t c = 0; c < x.n_cols; c++) cosines += a[c] * b[c];
    }
    tt_csr_free(&x);
    return 1 - cosines / 4;
}

static void as_pair_by_pair(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(2, 0);
    for (int round = 0; round < 5; round++) {
        double fast;
        tt_corpus *corpus = words_at_random(rng);
        tt_topics topics = topics_at_random(rng, N);
        assert_int_equal(tt__eval_separation(&fast, &topics, corpus, NULL), TT_OK);
        assert_near(fast, slowly(&topics, corpus), 1e-9);
        assert_true(fast > 0 && fast < 1);
        tt_topics_free(&topics);
        tt_corpus_free(corpus);
    }
    gsl_rng_free(rng);
}

static void strange_documents_do_not_count(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(8, 0);
    double fast;
    tt_corpus *corpus = words_at_random(rng);
    tt_topics topics = topics_at_random(rng, N + 2); /* d048 and d049 are not in the corpus */
    assert_int_equal(tt__eval_separation(&fast, &topics, corpus, NULL), TT_OK);
    assert_near(fast, slowly(&topics, corpus), 1e-9);
    tt_topics_free(&topics);
    tt_corpus_free(corpus);
    gsl_rng_free(rng);
}

static void no_siblings_no_number(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(2, 0);
    double separation = 0;
    int32_t leaf[N];
    for (int i = 0; i < N; i++) leaf[i] = i % 2 ? 1 : 3;
    tt_corpus *corpus = words_at_random(rng);
    tt_topics topics = fixture_topics(4, (int32_t[]){TT_NO_NODE, 0, 0, 2}, N, leaf); /* 1's sibling is no leaf */
    assert_int_equal(tt__eval_separation(&separation, &topics, corpus, NULL), TT_OK);
    assert_true(isnan(separation));
    tt_topics_free(&topics);
    tt_corpus_free(corpus);
    gsl_rng_free(rng);
}

static void rows_have_unit_length(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(2, 0);
    tt_csr x = {0};
    tt_corpus *corpus = words_at_random(rng);
    assert_int_equal(tt__eval_weigh_corpus(&x, corpus, NULL), TT_OK);
    assert_int_equal(x.n_rows, N);
    for (int32_t i = 0; i < N; i++) {
        double norm2 = 0;
        for (int64_t p = x.ptr[i]; p < x.ptr[i + 1]; p++) norm2 += (double)x.val[p] * (double)x.val[p];
        if (x.ptr[i] < x.ptr[i + 1]) assert_near(norm2, 1, 1e-5);
    }
    tt_csr_free(&x);
    tt_corpus_free(corpus);
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    fixture_add(corpus, "d", "the", NULL, 0); /* a stop word alone */
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    assert_int_equal(tt__eval_weigh_corpus(&x, corpus, NULL), TT_ERR_EMPTY);
    tt_corpus_free(corpus);
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_pair_by_pair), cmocka_unit_test(strange_documents_do_not_count),
        cmocka_unit_test(no_siblings_no_number), cmocka_unit_test(rows_have_unit_length)};
    return cmocka_run_group_tests_name("meaning/separation", tests, NULL, NULL);
}
