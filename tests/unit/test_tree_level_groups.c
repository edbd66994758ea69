/* One level: exactly k groups of two to `most` items, whatever the dendrogram; like items together where it is free to.
 */
#include "skeleton_fixture.h"

static void group(const leaves *l, tt__tree_grouping *g)
{
    int32_t p = l->sums.n_rows, members[512] = {0};
    assert_int_equal(tt__tree_group_level(g, &l->sums, l->size, TT_LINKAGE_AVERAGE, NULL), TT_OK);
    for (int32_t i = 0; i < p; i++) {
        assert_in_range(g->group[i], 0, g->k - 1);
        members[g->group[i]]++;
    }
    for (int32_t c = 0; c < g->k; c++) {
        assert_true(members[c] >= 2 && (!g->most || members[c] <= g->most));
        assert_true(g->height[c] >= -1e-6 && g->height[c] <= 1 + 1e-6); /* cosines of rows without negative values */
    }
}

static void try_all(leaves l, int32_t most_of_all)
{
    int32_t p = l.sums.n_rows, item[512];
    double height[512];
    for (int32_t k = 1; 2 * k <= p; k++)
        for (int32_t most = 0; most <= most_of_all; most++) {
            if (most && (most < 2 || most * k < p)) continue;
            memset(height, 0, sizeof height);
            group(&l, &(tt__tree_grouping){.k = k, .most = most, .group = item, .height = height});
        }
    leaves_free(&l);
}

static void test_sizes(void **state)
{
    (void)state;
    for (int32_t p = 2; p <= 40; p += 1 + p / 5) {
        try_all(leaves_random(p, 4, (uint64_t)p), p);
        try_all(leaves_chain(p), p);
        try_all(leaves_alike(p), p);
    }
}

/* Tight fits: every group of two, every group full. */
static void test_tight(void **state)
{
    (void)state;
    int32_t item[240];
    double height[120];
    for (int chain = 0; chain < 2; chain++) {
        leaves l = chain ? leaves_chain(240) : leaves_random(240, 6, 1);
        group(&l, &(tt__tree_grouping){.k = 120, .most = 0, .group = item, .height = height});
        group(&l, &(tt__tree_grouping){.k = 120, .most = 2, .group = item, .height = height});
        group(&l, &(tt__tree_grouping){.k = 24, .most = 10, .group = item, .height = height});
        group(&l, &(tt__tree_grouping){.k = 1, .most = 240, .group = item, .height = height});
        leaves_free(&l);
    }
}

static void test_planted(void **state)
{
    (void)state;
    int32_t truth[60], item[60];
    double height[5] = {0};
    tt_csr x = rows_weighted(60, 100, 5, 2, truth, NULL);
    leaves l = leaves_of(x);
    group(&l, &(tt__tree_grouping){.k = 5, .group = item, .height = height});
    tt_agreement a;
    assert_int_equal(tt_agreement_compute(&a, truth, item, 60), TT_OK);
    assert_true(a.nmi > .9);
    for (int c = 0; c < 5; c++) assert_true(height[c] > .2 && height[c] < 1);
    leaves_free(&l);
}

/* A stray is put where it fits best: four items of one kind, three of another, one near the second. */
static void test_stray(void **state)
{
    (void)state;
    int32_t item[8];
    double height[2] = {0};
    tt_csr x =
        rows_from((double[]){1, .1, 0, 1, .2, 0, 1, .1, .1, 1, 0, .1, 0, 1, 0, .1, 1, 0, 0, 1, .1, .3, .4, 1}, 8, 3);
    tt__matrix_csr_unit_rows(&x);
    leaves l = leaves_of(x);
    group(&l, &(tt__tree_grouping){.k = 2, .group = item, .height = height});
    for (int i = 1; i < 4; i++) assert_int_equal(item[i], item[0]);
    for (int i = 5; i < 8; i++) assert_int_equal(item[i], item[4]);
    assert_int_not_equal(item[0], item[4]);
    leaves_free(&l);
}

static tt_status call(void *arg)
{
    leaves *l = arg;
    int32_t item[12];
    double height[4];
    return tt__tree_group_level(&(tt__tree_grouping){.k = 4, .most = 3, .group = item, .height = height}, &l->sums,
                                l->size, TT_LINKAGE_I2, NULL);
}

static void test_memory(void **state)
{
    (void)state;
    leaves l = leaves_random(12, 2, 4);
    assert_true(until_memory_suffices(call, &l) >= 18);
    leaves_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_sizes), cmocka_unit_test(test_tight),
                                       cmocka_unit_test(test_planted), cmocka_unit_test(test_stray),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
