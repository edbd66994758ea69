/* Exchange between groups: what was put in the wrong one comes back, the objective never falls, sizes stay within
 * bounds. */
#include "skeleton_fixture.h"

/* With all products known, as for few items; many are brought down to few dimensions first. */
static int32_t most_products = TT__CLUSTER_MOST_PRODUCTS;

static tt_status regroup(tt__tree_grouping *g, const tt_csr *sums, const int32_t *size)
{
    tt__cluster_reduced known = {0};
    tt_status status = tt__cluster_reduce(&known, sums, most_products, NULL);
    if (status == TT_OK) status = tt__tree_exchange(g, &known, size);
    tt__cluster_reduced_free(&known);
    return status;
}

/* I2 of the groups above the background, from the definition: dense sums, less half the mean centroid for every
 * document. */
static double objective(const leaves *l, const tt__tree_grouping *g)
{
    int32_t p = l->sums.n_rows, v = l->sums.n_cols;
    double *mean = calloc((size_t)v, sizeof *mean), *sum = calloc((size_t)v, sizeof *sum), total = 0;
    assert_true(mean && sum);
    for (int32_t i = 0; i < p; i++)
        for (int64_t e = l->sums.ptr[i]; e < l->sums.ptr[i + 1]; e++)
            mean[l->sums.idx[e]] += (double)l->sums.val[e] / l->size[i] / p;
    for (int32_t c = 0; c < g->k; c++) {
        double square = 0;
        memset(sum, 0, (size_t)v * sizeof *sum);
        for (int32_t i = 0; i < p; i++) {
            if (g->group[i] != c) continue;
            for (int32_t t = 0; t < v; t++) sum[t] -= l->size[i] * mean[t] / 2;
            for (int64_t e = l->sums.ptr[i]; e < l->sums.ptr[i + 1]; e++) sum[l->sums.idx[e]] += (double)l->sums.val[e];
        }
        for (int32_t t = 0; t < v; t++) square += sum[t] * sum[t];
        total += sqrt(square);
    }
    free(mean);
    free(sum);
    return total;
}

/* No single move that sizes allow gains anything that counts. */
static void assert_settled(const leaves *l, tt__tree_grouping *g, const int32_t *members)
{
    double best = objective(l, g);
    for (int32_t i = 0; i < l->sums.n_rows; i++) {
        int32_t from = g->group[i];
        for (int32_t to = 0; to < g->k && members[from] > 2; to++) {
            if (to == from || (g->most && members[to] >= g->most)) continue;
            g->group[i] = to;
            assert_true(objective(l, g) < best * (1 + 1e-5));
        }
        g->group[i] = from;
    }
}

static void settles(void)
{
    for (uint64_t seed = 1; seed <= 6; seed++) {
        int32_t item[30], members[5] = {0};
        leaves l = leaves_random(30, 5, seed);
        tt__tree_grouping g = {.k = 5, .most = seed % 2 ? 0 : 7, .group = item};
        for (int32_t i = 0; i < 30; i++) item[i] = i % 5;
        for (int32_t i = 0; i < 30; i++) l.size[i] = 1 + i % 3;
        for (int64_t e = 0; e < l.sums.ptr[30]; e++) l.sums.val[e] *= 2; /* sums of two alike, or more that are not */
        double before = objective(&l, &g);
        assert_int_equal(regroup(&g, &l.sums, l.size), TT_OK);
        assert_true(objective(&l, &g) > before);
        for (int32_t i = 0; i < 30; i++) members[item[i]]++;
        for (int32_t c = 0; c < 5; c++) assert_true(members[c] >= 2 && (!g.most || members[c] <= g.most));
        assert_settled(&l, &g, members);
        leaves_free(&l);
    }
}

static void test_settles(void **state)
{
    (void)state;
    settles();
    most_products = 0; /* sums of 100 terms stay as they are */
    settles();
    most_products = TT__CLUSTER_MOST_PRODUCTS;
}

/* Two subjects of four, one of each in the wrong group: both come home. */
static void test_comes_home(void **state)
{
    (void)state;
    int32_t item[8] = {0, 0, 0, 1, 1, 1, 1, 0};
    tt_csr x =
        rows_from((double[]){1, .1, 0, 1, .2, 0, 1, .1, .1, 1, 0, .1, 0, 1, 0, .1, 1, 0, 0, 1, .1, .1, 1, .1}, 8, 3);
    tt__matrix_csr_unit_rows(&x);
    leaves l = leaves_of(x);
    assert_int_equal(regroup(&(tt__tree_grouping){.k = 2, .group = item}, &l.sums, l.size), TT_OK);
    for (int i = 0; i < 8; i++) assert_int_equal(item[i], i / 4);
    leaves_free(&l);
}

/* Pairs stay pairs, full groups stay full, one group stays whole, likes stay where they are. */
static void test_nothing_to_do(void **state)
{
    (void)state;
    leaves l = leaves_random(12, 3, 9), alike = leaves_alike(12);
    for (int32_t k = 1; k <= 6; k++) {
        int32_t item[12], same[12];
        for (int32_t i = 0; i < 12; i++) item[i] = same[i] = i % k;
        tt__tree_grouping g = {.k = k, .most = k == 6 ? 0 : (12 + k - 1) / k, .group = item};
        assert_int_equal(regroup(&g, &alike.sums, alike.size), TT_OK);
        if (k != 5) assert_memory_equal(item, same, sizeof item); /* five: groups of three and two, and room */
        if (k == 5) continue;
        assert_int_equal(regroup(&g, &l.sums, l.size), TT_OK);
        assert_memory_equal(item, same, sizeof item);
    }
    leaves_free(&l);
    leaves_free(&alike);
}

static tt_status call(void *arg)
{
    leaves *l = arg;
    int32_t item[12];
    for (int32_t i = 0; i < 12; i++) item[i] = i % 4;
    return regroup(&(tt__tree_grouping){.k = 4, .group = item}, &l->sums, l->size);
}

static void test_memory(void **state)
{
    (void)state;
    leaves l = leaves_random(12, 2, 4);
    assert_true(until_memory_suffices(call, &l) >= 5);
    leaves_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_settles), cmocka_unit_test(test_comes_home),
                                       cmocka_unit_test(test_nothing_to_do), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
