/* TF-IDF: the formula of every variant, scikit-learn's figures, unit rows, rows that no idf tells apart. */
#include "rows_fixture.h"

enum { N = 60, V = 45 };

static double tf(tt_tf kind, double count)
{
    return kind == TT_TF_LOG ? 1 + log(count) : kind == TT_TF_SQRT ? sqrt(count) : kind == TT_TF_BINARY ? 1 : count;
}

static double idf(tt_idf kind, double n, double df, double power)
{
    return pow(kind == TT_IDF_PLAIN ? log(n / df) : kind == TT_IDF_SMOOTH ? log((1 + n) / (1 + df)) + 1 : 1, power);
}

static void assert_formula(const double *counts, const tt_csr *x, const double *got_idf, const tt_weights_opts *opts)
{
    double df[V] = {0};
    double *got = rows_table(x);
    for (int32_t t = 0; t < V; t++)
        for (int32_t r = 0; r < N; r++) df[t] += counts[r * V + t] > 0;
    for (int32_t t = 0; t < V; t++)
        assert_near(got_idf[t], df[t] > 0 ? idf(opts->idf, N, df[t], opts->idf_power) : 0, 1e-12);
    for (int32_t r = 0; r < N; r++) {
        double square = 0, w[V];
        for (int32_t t = 0; t < V; t++) {
            w[t] =
                counts[r * V + t] > 0 ? tf(opts->tf, counts[r * V + t]) * idf(opts->idf, N, df[t], opts->idf_power) : 0;
            square += w[t] * w[t];
        }
        for (int32_t t = 0; t < V; t++) assert_near(got[r * V + t], w[t] / sqrt(square), 1e-6);
    }
    free(got);
}

static void test_formula(void **state)
{
    (void)state;
    const double power[] = {0, 1, 1.5, 2};
    for (int kind = 0; kind < 4 * 3 * 4; kind++) {
        tt_weights_opts opts = {.tf = (tt_tf)(kind % 4), .idf = (tt_idf)(kind / 4 % 3), .idf_power = power[kind / 12]};
        tt_csr x = rows_planted(N, V, 3, 4, NULL);
        double *counts = rows_table(&x), *weights = NULL;
        assert_int_equal(tt_weights_apply(&x, &weights, &opts, NULL), TT_OK);
        assert_formula(counts, &x, weights, &opts);
        for (int32_t r = 0; r < N; r++) assert_near(rows_dot(&x, r, r), 1, 1e-6);
        free(counts);
        free(weights);
        tt_csr_free(&x);
    }
}

/* Per case: tf idf power, then n x v weights. */
static void test_reference(void **state)
{
    (void)state;
    int64_t n_numbers;
    double *number = read_numbers("tests/reference/tfidf.txt", &n_numbers);
    int32_t n = (int32_t)number[0], v = (int32_t)number[1], cases = (int32_t)number[2];
    const double *counts = number + 3, *at = counts + n * v;
    for (int32_t i = 0; i < cases; i++) {
        tt_weights_opts opts = {.tf = (tt_tf)at[0], .idf = (tt_idf)at[1], .idf_power = at[2]};
        tt_csr x = rows_from(counts, n, v);
        at += 3;
        assert_int_equal(tt_weights_apply(&x, NULL, &opts, NULL), TT_OK);
        double *got = rows_table(&x);
        for (int32_t j = 0; j < n * v; j++) assert_near(got[j], *at++, 1e-6);
        free(got);
        tt_csr_free(&x);
    }
    assert_true(cases >= 6);
    assert_int_equal(at - number, n_numbers);
    free(number);
}

/* Terms that stand in every document have no idf: a row with other terms goes by those, one with none by its tf. */
static void test_no_idf(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 4, 0, 1, 4, 2, 1, 1, 0}, 3, 3);
    double *weights;
    assert_int_equal(tt_weights_apply(&x, &weights, &(tt_weights_opts){.tf = TT_TF_RAW, .idf_power = 1}, NULL), TT_OK);
    double *got = rows_table(&x);
    const double expected[] = {1 / sqrt(17), 4 / sqrt(17), 0, 0, 0, 1, sqrt(.5), sqrt(.5), 0};
    for (int i = 0; i < 9; i++) assert_near(got[i], expected[i], 1e-6);
    assert_near(weights[0], 0, 0);
    free(weights);
    free(got);
    tt_csr_free(&x);
}

static void test_no_terms(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){0, 0, 0, 2, 0, 0, 0, 0, 1}, 3, 3);
    double *weights;
    assert_int_equal(tt_weights_apply(&x, &weights, NULL, NULL), TT_OK);
    assert_int_equal(x.ptr[1], 0);
    assert_near((double)x.val[0], 1, 1e-7);
    assert_near(weights[1], 0, 0); /* a term that no document has */
    free(weights);
    tt_csr_free(&x);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    tt_csr one = rows_planted(5000, 60, 4, 8, NULL);
    assert_int_equal(tt_weights_apply(&one, NULL, NULL, &(tt_run){.threads = 1}), TT_OK);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        tt_csr more = rows_planted(5000, 60, 4, 8, NULL);
        assert_int_equal(tt_weights_apply(&more, NULL, NULL, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(more.val, one.val, (size_t)one.ptr[5000] * sizeof *one.val);
        tt_csr_free(&more);
    }
    tt_csr_free(&one);
}

static void test_wrong(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){2, 3}, 1, 2);
    tt_weights_opts good = tt_weights_opts_default(), bad[5] = {good, good, good, good, good};
    assert_null(tt_weights_opts_check(&good));
    bad[0].tf = (tt_tf)4;
    bad[1].idf = (tt_idf)3;
    bad[2].idf_power = 10.1;
    bad[3].idf_power = (double)NAN;
    bad[4].idf_power = 1e9;
    for (int i = 0; i < 5; i++) {
        assert_non_null(tt_weights_opts_check(&bad[i]));
        assert_int_equal(tt_weights_apply(&x, NULL, &bad[i], NULL), TT_ERR_ARGUMENT);
        assert_string_equal(tt_error_message(), tt_weights_opts_check(&bad[i]));
        assert_true(x.val[0] == 2.0F && x.val[1] == 3.0F); /* untouched */
    }
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt_csr *x = arg;
    return tt_weights_apply(x, NULL, NULL, NULL);
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){2, 3, 0, 1}, 2, 2);
    assert_true(until_memory_suffices(call, &x) >= 1);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_formula),
                                       cmocka_unit_test(test_reference),
                                       cmocka_unit_test(test_no_idf),
                                       cmocka_unit_test(test_no_terms),
                                       cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_wrong),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
