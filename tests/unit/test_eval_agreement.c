/* Agreement of two partitions: scikit-learn's figures, and what must hold for any two. */
#include "testing.h"

#include <math.h>

static void same_figures(const tt_agreement *a, const double *expected)
{
    assert_int_equal(a->clusters, (int32_t)expected[0]);
    assert_int_equal(a->classes, (int32_t)expected[1]);
    assert_near(a->nmi, expected[2], 1e-9);
    assert_near(a->ari, expected[3], 1e-9);
    assert_near(a->purity, expected[4], 1e-12);
    assert_near(a->inverse_purity, expected[5], 1e-12);
    assert_near(a->homogeneity, expected[6], 1e-9);
    assert_near(a->completeness, expected[7], 1e-9);
}

static void test_reference(void **state)
{
    (void)state;
    int64_t n_numbers, cases = 0;
    double *number = read_numbers("tests/reference/agreement.txt", &n_numbers);
    for (int64_t at = 0; at < n_numbers; cases++) {
        int32_t n = (int32_t)number[at++];
        int32_t truth[512], found[512];
        assert_in_range(n, 1, 512);
        for (int32_t i = 0; i < n; i++) truth[i] = (int32_t)number[at + i];
        for (int32_t i = 0; i < n; i++) found[i] = (int32_t)number[at + n + i];
        tt_agreement a;
        assert_int_equal(tt_agreement_compute(&a, truth, found, n), TT_OK);
        same_figures(&a, number + at + 2 * n);
        at += 2 * n + 8;
    }
    assert_int_equal(cases, 8);
    free(number);
}

static void test_by_hand(void **state)
{
    (void)state;
    /* clusters {a a b} and {b}: purity 3/4, inverse purity 3/4 */
    const int32_t truth[] = {7, 7, -2, -2}, found[] = {0, 0, 0, 100};
    tt_agreement a;
    assert_int_equal(tt_agreement_compute(&a, truth, found, 4), TT_OK);
    double h_truth = log(2), h_found = -(.75 * log(.75) + .25 * log(.25)),
           mutual = .5 * log(4.0 / 3) + .25 * log(2.0 / 3) + .25 * log(2);
    same_figures(&a,
                 (double[]){2, 2, 2 * mutual / (h_truth + h_found), 0, .75, .75, mutual / h_truth, mutual / h_found});
}

static void test_exchange(void **state)
{
    (void)state;
    const int32_t x[] = {0, 0, 1, 1, 2, 2, 2, 0}, y[] = {1, 1, 1, 0, 0, 3, 3, 3};
    tt_agreement a, b;
    assert_int_equal(tt_agreement_compute(&a, x, y, 8), TT_OK);
    assert_int_equal(tt_agreement_compute(&b, y, x, 8), TT_OK);
    same_figures(
        &b, (double[]){a.classes, a.clusters, a.nmi, a.ari, a.inverse_purity, a.purity, a.completeness, a.homogeneity});
}

static void test_nothing(void **state)
{
    (void)state;
    tt_agreement a = {.clusters = 77};
    assert_int_equal(tt_agreement_compute(&a, NULL, NULL, 0), TT_ERR_EMPTY);
    assert_int_equal(a.clusters, 77); /* untouched */
}

static tt_status call(void *arg)
{
    const int32_t x[] = {0, 1, 1}, y[] = {5, 5, 6};
    return tt_agreement_compute(arg, x, y, 3);
}

static void test_memory(void **state)
{
    (void)state;
    tt_agreement a;
    assert_true(until_memory_suffices(call, &a) >= 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reference), cmocka_unit_test(test_by_hand),
                                       cmocka_unit_test(test_exchange), cmocka_unit_test(test_nothing),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
