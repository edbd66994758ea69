/* Cluster sums: a naive sum's figures, ascending terms, the same bytes for any number of threads. */
#include "rows_fixture.h"

enum { N = 300, V = 70, K = 9 };

typedef struct problem {
    tt_csr x;
    int32_t label[N], weight[N];
} problem;

static problem pose(void)
{
    problem p = {.x = rows_weighted(N, V, 4, 3, NULL, NULL)};
    for (int32_t r = 0; r < N; r++) {
        p.label[r] = r * 7 % K;
        p.weight[r] = 1 + r % 4;
    }
    return p;
}

static tt_status sum(tt_csr *out, problem *p, bool weighted, int threads)
{
    tt_kmeans_input in = {.x = &p->x, .weight = weighted ? p->weight : NULL};
    tt_partition partition = {.n = N, .k = K, .label = p->label};
    return tt_cluster_sums(out, &in, &partition, &(tt_run){.threads = threads});
}

static void test_naive(void **state)
{
    (void)state;
    problem p = pose();
    double *table = rows_table(&p.x);
    for (int weighted = 0; weighted < 2; weighted++) {
        tt_csr sums;
        assert_int_equal(sum(&sums, &p, weighted, 2), TT_OK);
        double expected[K * V] = {0}, *got = rows_table(&sums);
        for (int32_t r = 0; r < N; r++)
            for (int32_t t = 0; t < V; t++)
                expected[p.label[r] * V + t] += table[r * V + t] * (weighted ? p.weight[r] : 1);
        for (int32_t i = 0; i < K * V; i++) assert_near(got[i], expected[i], 1e-6 * (1 + fabs(expected[i])));
        free(got);
        tt_csr_free(&sums);
    }
    free(table);
    tt_csr_free(&p.x);
}

static void test_structure(void **state)
{
    (void)state;
    problem p = pose();
    tt_csr sums;
    assert_int_equal(sum(&sums, &p, false, 3), TT_OK);
    assert_int_equal(sums.n_rows, K);
    assert_int_equal(sums.n_cols, V);
    for (int32_t c = 0; c < K; c++)
        for (int64_t q = sums.ptr[c] + 1; q < sums.ptr[c + 1]; q++) assert_true(sums.idx[q - 1] < sums.idx[q]);
    tt_csr_free(&sums);
    tt_csr_free(&p.x);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    problem p = pose();
    tt_csr one, more;
    assert_int_equal(sum(&one, &p, true, 1), TT_OK);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        assert_int_equal(sum(&more, &p, true, threads), TT_OK);
        assert_memory_equal(more.ptr, one.ptr, (K + 1) * sizeof *one.ptr);
        assert_memory_equal(more.idx, one.idx, (size_t)one.ptr[K] * sizeof *one.idx);
        assert_memory_equal(more.val, one.val, (size_t)one.ptr[K] * sizeof *one.val);
        tt_csr_free(&more);
    }
    tt_csr_free(&one);
    tt_csr_free(&p.x);
}

/* Rows that cancel, rows without a term, one cluster for each row. */
static void test_edges(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){.6, -.8, -.6, .8, 0, 0}, 3, 2), sums;
    tt_kmeans_input in = {.x = &x};
    tt_partition together = {.n = 3, .k = 1, .label = (int32_t[]){0, 0, 0}},
                 apart = {.n = 3, .k = 3, .label = (int32_t[]){2, 1, 0}};
    assert_int_equal(tt_cluster_sums(&sums, &in, &together, NULL), TT_OK);
    for (int64_t p = 0; p < sums.ptr[1]; p++) assert_true(sums.val[p] == 0.0F);
    tt_csr_free(&sums);
    assert_int_equal(tt_cluster_sums(&sums, &in, &apart, NULL), TT_OK);
    assert_int_equal(sums.ptr[1], 0);
    assert_memory_equal(sums.val + 2, x.val, 2 * sizeof *x.val);
    assert_memory_equal(sums.val, x.val + 2, 2 * sizeof *x.val);
    tt_csr_free(&sums);
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt_csr sums = {.n_rows = 77};
    tt_status status = sum(&sums, arg, true, 2);
    if (status == TT_OK)
        tt_csr_free(&sums);
    else
        assert_int_equal(sums.n_rows, 77);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    problem p = pose();
    assert_true(until_memory_suffices(call, &p) >= 10);
    tt_csr_free(&p.x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_naive), cmocka_unit_test(test_structure),
                                       cmocka_unit_test(test_any_number_of_threads), cmocka_unit_test(test_edges),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
