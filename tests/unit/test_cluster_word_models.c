/* tf rows, their sums by cluster, and moves, each against its definition. */
#include "clusters_fixture.h"

#include "cluster/word_models.h"

enum { N = 120, V = 40, K = 19 };

/* x over idf, each row of length 1; a term without an idf keeps x's value. */
static void test_rows(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){.6, .8, 0, 0, .6, .8, 0, 0, 0}, 3, 3);
    const double idf[] = {.3, .8, 0};
    tt__cluster_state c = clusters_over(&x, NULL, 2, 1);
    tt__cluster_word_models words;
    assert_int_equal(tt__cluster_word_models_begin(&words, &c, idf, NULL), TT_OK);
    const double expected[] = {2 / sqrt(5), 1 / sqrt(5), .75 / sqrt(.75 * .75 + .64), .8 / sqrt(.75 * .75 + .64)};
    assert_int_equal(words.y.ptr[3], 4);
    for (int p = 0; p < 4; p++) assert_float_equal(words.y.val[p], expected[p], 1e-6);
    tt__cluster_word_models_end(&words);
    clusters_free(&c);
    tt_csr_free(&x);
}

static void test_sums(void **state)
{
    (void)state;
    double *idf, naive[V][K] = {{0}}, mass[K], weighed[K] = {0};
    int32_t weight[N];
    tt_csr x = rows_weighted(N, V, 4, 1, NULL, &idf);
    for (int32_t r = 0; r < N; r++) weight[r] = 1 + r % 3;
    tt__cluster_state c = clusters_over(&x, weight, K, 1);
    clusters_deal(&c, in_turn);
    tt__cluster_word_models words;
    tt__matrix_panel sums, again;
    assert_int_equal(tt__cluster_word_models_begin(&words, &c, idf, NULL), TT_OK);
    assert_int_equal(tt__matrix_panel_alloc(&sums, V, K), TT_OK);
    assert_int_equal(tt__matrix_panel_alloc(&again, V, K), TT_OK);
    for (int32_t r = 0; r < N; r++)
        for (int64_t p = words.y.ptr[r]; p < words.y.ptr[r + 1]; p++) {
            naive[words.y.idx[p]][c.label[r]] += weight[r] * (double)words.y.val[p];
            weighed[c.label[r]] += weight[r] * (double)words.y.val[p];
        }
    tt__cluster_word_models_sum(&sums, mass, &words);
    for (int t = 0; t < V; t++)
        for (int i = 0; i < K; i++) assert_float_equal(*tt__matrix_panel_at(&sums, t, i), naive[t][i], 1e-4);
    for (int i = 0; i < K; i++) assert_near(mass[i], weighed[i], 1e-4);
    words.threads = 3;
    tt__cluster_word_models_sum(&again, mass, &words); /* over what the first left in rows and start */
    assert_memory_equal(again.val, sums.val, (size_t)(V * sums.stride) * sizeof *sums.val);
    tt__matrix_panel_free(&sums);
    tt__matrix_panel_free(&again);
    tt__cluster_word_models_end(&words);
    clusters_free(&c);
    tt_csr_free(&x);
    free(idf);
}

/* As many rows go as leave min_size behind at the time. */
static void test_moves(void **state)
{
    (void)state;
    double *idf;
    tt_csr x = rows_weighted(8, V, 2, 2, NULL, &idf);
    tt__cluster_state c = clusters_over(&x, NULL, 2, 3);
    clusters_deal(&c, in_turn);
    tt__cluster_word_models words;
    assert_int_equal(tt__cluster_word_models_begin(&words, &c, idf, NULL), TT_OK);
    for (int32_t r = 0; r < 8; r++) words.target[r] = 0;
    assert_int_equal(tt__cluster_word_models_move(&words), 1); /* of 1, 3, 5, 7 the first alone */
    assert_int_equal(c.label[1], 0);
    assert_int_equal(c.label[3], 1);
    assert_int_equal(c.mass[0], 5);
    assert_sound(&c);
    for (int32_t r = 0; r < 8; r++) words.target[r] = 1 - r % 2;
    assert_int_equal(tt__cluster_word_models_move(&words),
                     7); /* 1 is there; the others go in turn, so that there is always one to spare */
    assert_sound(&c);
    tt__cluster_word_models_end(&words);
    clusters_free(&c);
    tt_csr_free(&x);
    free(idf);
}

static tt_status call(void *arg)
{
    static const double idf[V] = {1, 1, 1};
    tt__cluster_state c = clusters_over(arg, NULL, 2, 1);
    tt__cluster_word_models words;
    tt_status status = tt__cluster_word_models_begin(&words, &c, idf, NULL);
    tt__cluster_word_models_end(&words);
    clusters_free(&c);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(10, V, 2, 3, NULL, NULL);
    assert_int_equal(until_memory_suffices(call, &x), 6);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_moves),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
