/* What draws items to groups: naive sums of products, all of them known or in few dimensions. */
#include "rows_fixture.h"
#include "tree/affinity.h"

enum { P = 40, K = 5 };

static void assert_pull(tt__tree_affinity *pull, const tt_csr *x, const int32_t *group)
{
    for (int32_t i = 0; i < P; i++) {
        double scores[K], expected[K] = {0};
        for (int32_t j = 0; j < P; j++) {
            if (group[j] >= 0) expected[group[j]] += rows_dot(x, i, j);
            assert_near(tt__tree_affinity_pair(pull, i, j), rows_dot(x, i, j), 1e-5);
        }
        tt__tree_affinity_scores(scores, pull, i);
        for (int32_t g = 0; g < K; g++) assert_near(scores[g], expected[g], 1e-5);
    }
}

static void check(int32_t most_products, int32_t v)
{
    tt_csr x = rows_weighted(P, v, 3, 1, NULL, NULL);
    tt__cluster_reduced known;
    tt__tree_affinity pull;
    int32_t group[P], size[P];
    double mean[P];
    for (int32_t i = 0; i < P; i++) group[i] = i % (K + 1) - 1, size[i] = 1 + i % 3;
    assert_int_equal(tt__cluster_reduce(&known, &x, most_products, NULL), TT_OK);
    assert_int_equal(tt__tree_affinity_begin(&pull, &known, group, K), TT_OK);
    assert_pull(&pull, &x, group);
    for (int32_t i = 1; i < P; i += 6) {
        tt__tree_affinity_shift(&pull, i, group[i], -1);
        group[i] = 3;
        tt__tree_affinity_shift(&pull, i, 3, 1);
    }
    assert_pull(&pull, &x, group);
    assert_int_equal(tt__tree_affinity_mean(mean, &pull, size), TT_OK);
    for (int32_t i = 0; i < P; i++) {
        double expected = 0;
        for (int32_t j = 0; j < P; j++) expected += rows_dot(&x, i, j) / (size[j] * P);
        assert_near(mean[i], expected, 1e-5);
    }
    tt__tree_affinity_end(&pull);
    tt__cluster_reduced_free(&known);
    tt_csr_free(&x);
}

static void test_products(void **state)
{
    (void)state, check(P, 600);
}

static void test_sums(void **state)
{
    (void)state, check(0, 100);
}

static void test_brought_down(void **state)
{
    (void)state, check(0, 600);
} /* to as many dimensions as there are items: nothing is lost */

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_products), cmocka_unit_test(test_sums),
                                       cmocka_unit_test(test_brought_down)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
