/* Repeated bisection: exactly k clusters, planted topics found, min_size honoured, one answer. */
#include "clusters_fixture.h"

static tt_kmeans_opts trials(int32_t n)
{
    tt_kmeans_opts opts = tt_kmeans_opts_default();
    opts.trials = n;
    return opts;
}

static void test_planted(void **state)
{
    (void)state;
    int32_t truth[600];
    tt_csr x = rows_weighted(600, 120, 6, 1, truth, NULL);
    tt__cluster_state c = clusters_over(&x, NULL, 6, 5);
    tt_kmeans_opts opts = trials(5);
    assert_int_equal(tt__cluster_bisect_all(&c, &opts, NULL), TT_OK);
    assert_sound(&c);
    assert_true(nmi_of(truth, c.label, 600) > .9);
    assert_true(clusters_i2(&c) > .98 * rows_i2(&x, NULL, truth, 6)); /* nearly as good as what was planted */
    clusters_free(&c);
    tt_csr_free(&x);
}

/* Every number of clusters from one to one a row, on rows without structure. */
static void test_every_k(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(30, 40, 1, 2, NULL, NULL);
    double before = 0;
    tt_kmeans_opts opts = trials(8);
    for (int32_t k = 1; k <= 30; k++) {
        tt__cluster_state c = clusters_over(&x, NULL, k, 1);
        assert_int_equal(tt__cluster_bisect_all(&c, &opts, NULL), TT_OK);
        assert_sound(&c);
        double i2 = clusters_i2(&c);
        assert_true(i2 > before); /* a split never loses */
        before = i2;
        clusters_free(&c);
    }
    assert_near(before, 30, 1e-5); /* every row by itself */
    tt_csr_free(&x);
}

static void test_min_size(void **state)
{
    (void)state;
    enum { N = 60 };
    tt_csr x = rows_weighted(N, 40, 4, 3, NULL, NULL);
    tt_kmeans_opts opts = trials(3);
    for (int32_t k = 1; k <= N; k++) { /* N / k: no smaller size is possible; often k * (N / k) == N */
        tt__cluster_state c = clusters_over(&x, NULL, k, N / k);
        assert_int_equal(tt__cluster_bisect_all(&c, &opts, NULL), TT_OK);
        assert_int_equal(c.min_size, N / k);
        assert_sound(&c);
        clusters_free(&c);
    }
    tt_csr_free(&x);
}

/* Topics of very unlike sizes: nearly all rows are one topic, min_size takes some of them along. */
static void test_min_size_against_the_grain(void **state)
{
    (void)state;
    double table[40 * 4] = {0};
    for (int r = 0; r < 40; r++) table[r * 4] = 1, table[r * 4 + 1] = r * .001;
    table[39 * 4] = 0, table[39 * 4 + 2] = 1; /* one row of its own kind */
    tt_csr x = rows_from(table, 40, 4);
    tt__matrix_csr_unit_rows(&x);
    tt_kmeans_opts opts = trials(5);
    tt__cluster_state c = clusters_over(&x, NULL, 4, 10);
    assert_int_equal(tt__cluster_bisect_all(&c, &opts, NULL), TT_OK);
    assert_sound(&c);
    for (int i = 0; i < 4; i++) assert_int_equal(c.mass[i], 10);
    clusters_free(&c);
    tt_csr_free(&x);
}

static void test_weights(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(50, 40, 4, 4, NULL, NULL);
    int32_t weight[50];
    for (int r = 0; r < 50; r++) weight[r] = 1 + (r % 10 == 0) * 20;
    tt_kmeans_opts opts = trials(3);
    for (int32_t k = 2; k <= 9; k++) { /* five of 21 documents, and 45 single ones for four more */
        tt__cluster_state c = clusters_over(&x, weight, k, 10);
        assert_int_equal(tt__cluster_bisect_all(&c, &opts, NULL), TT_OK);
        assert_sound(&c);
        clusters_free(&c);
    }
    int32_t heavy[] = {1, 1, 4};
    tt_csr three = rows_from((double[]){1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3);
    tt__cluster_state c = clusters_over(&three, heavy, 3, 2); /* six documents, but four of them are one row */
    assert_int_equal(tt__cluster_bisect_all(&c, &opts, NULL), TT_ERR_SHAPE);
    assert_string_equal(tt_error_message(),
                        "3 topics of at least 2 documents each cannot be made: too many documents are alike");
    clusters_free(&c);
    tt_csr_free(&three);
    tt_csr_free(&x);
}

static void test_all_alike(void **state)
{
    (void)state;
    double table[12];
    for (int i = 0; i < 12; i++) table[i] = 1;
    tt_csr x = rows_from(table, 12, 1);
    tt_kmeans_opts opts = trials(2);
    for (int32_t k = 1; k <= 12; k++) {
        tt__cluster_state c = clusters_over(&x, NULL, k, 12 / k);
        assert_int_equal(tt__cluster_bisect_all(&c, &opts, NULL), TT_OK);
        assert_sound(&c);
        clusters_free(&c);
    }
    tt_csr_free(&x);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(400, 60, 5, 6, NULL, NULL);
    tt_kmeans_opts opts = trials(4);
    tt__cluster_state one = clusters_over(&x, NULL, 12, 3), more = clusters_over(&x, NULL, 12, 3),
                      other = clusters_over(&x, NULL, 12, 3);
    assert_int_equal(tt__cluster_bisect_all(&one, &opts, &(tt_run){.threads = 1}), TT_OK);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        assert_int_equal(tt__cluster_bisect_all(&more, &opts, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(more.label, one.label, 400 * sizeof *one.label);
    }
    opts.seed = 77; /* and the seed is not ignored */
    opts.trials = 1;
    assert_int_equal(tt__cluster_bisect_all(&other, &opts, NULL), TT_OK);
    assert_true(memcmp(other.label, one.label, 400 * sizeof *one.label) != 0);
    clusters_free(&one);
    clusters_free(&more);
    clusters_free(&other);
    tt_csr_free(&x);
}

/* The first of many trials is the same as the only one: the best of all is no worse. */
static void test_best_trial_wins(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(80, 60, 3, 8, NULL, NULL);
    double before = 0;
    for (int32_t n = 1; n <= 32; n += 31) {
        tt_kmeans_opts opts = trials(n);
        tt__cluster_state c = clusters_over(&x, NULL, 2, 1);
        assert_int_equal(tt__cluster_bisect_all(&c, &opts, NULL), TT_OK);
        assert_true(clusters_i2(&c) >= before - 1e-6);
        before = clusters_i2(&c);
        clusters_free(&c);
    }
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt__cluster_state c = clusters_over(arg, NULL, 3, 2); /* six rows: stuck, then mended */
    tt_kmeans_opts opts = trials(1);
    tt_status status = tt__cluster_bisect_all(&c, &opts, &(tt_run){.threads = 1});
    assert_int_equal(c.min_size, 2);
    clusters_free(&c);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(6, 12, 2, 9, NULL, NULL);
    assert_true(until_memory_suffices(call, &x) >= 8);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_planted),
                                       cmocka_unit_test(test_every_k),
                                       cmocka_unit_test(test_min_size),
                                       cmocka_unit_test(test_min_size_against_the_grain),
                                       cmocka_unit_test(test_weights),
                                       cmocka_unit_test(test_all_alike),
                                       cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_best_trial_wins),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
