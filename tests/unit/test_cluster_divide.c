/* Two of one cluster: planted halves come out by a seed each, known rows stay, the least size is kept, other clusters
 * are left alone. */
#include "rows_fixture.h"

#include "cluster/divide.h"

enum { N = 60 };

static int8_t side[N];
static int32_t truth[N];

/* Rows of three topics in two clusters: topics 0 and 1 in cluster 0, topic 2 in cluster 1. */
static tt_csr planted(tt_partition *p, int32_t label[N], uint64_t seed)
{
    tt_csr x = rows_weighted(N, 120, 3, seed, truth, NULL);
    *p = (tt_partition){.n = N, .k = 2, .label = label};
    for (int32_t r = 0; r < N; r++) label[r] = truth[r] == 2;
    memset(side, TT__CLUSTER_EITHER, sizeof side);
    return x;
}

static void seed_sides(void)
{
    for (int32_t r = N - 1; r >= 0; r--)
        if (truth[r] < 2 && r < 6) side[r] = (int8_t)truth[r];
}

static void test_planted(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        tt_partition p;
        int32_t label[N];
        bool divided = false;
        tt_csr x = planted(&p, label, seed);
        seed_sides();
        assert_int_equal(tt__cluster_divide(&p, &(tt_kmeans_input){.x = &x},
                                            &(tt__cluster_division){.side = side, .min_size = 1}, &divided),
                         TT_OK);
        assert_true(divided);
        assert_int_equal(p.k, 3);
        for (int32_t r = 0; r < N; r++) assert_int_equal(label[r], truth[r] == 2 ? 1 : truth[r] == 1 ? 2 : 0);
        tt_csr_free(&x);
    }
}

/* A row keeps the side that it is known to be on, whatever it says; duplicates count. */
static void test_known_rows_stay(void **state)
{
    (void)state;
    tt_partition p;
    int32_t label[N], weight[N], stranger = N - 1;
    bool divided = false;
    tt_csr x = planted(&p, label, 3);
    seed_sides();
    while (truth[stranger] != 0) stranger--;
    side[stranger] = 1;
    for (int32_t r = 0; r < N; r++) weight[r] = 1 + r % 3;
    assert_int_equal(tt__cluster_divide(&p, &(tt_kmeans_input){.x = &x, .weight = weight},
                                        &(tt__cluster_division){.side = side, .min_size = 1}, &divided),
                     TT_OK);
    assert_true(divided);
    for (int32_t r = 0; r < N; r++)
        assert_int_equal(label[r], r == stranger ? 2 : truth[r] == 2 ? 1 : truth[r] == 1 ? 2 : 0);
    tt_csr_free(&x);
}

static void test_least_size(void **state)
{
    (void)state;
    for (int32_t least = 1; least <= 5; least++) {
        static const double table[] = {1,      0,  0,  /**/ 1, .1, 0, /**/ 1, 0,  .1, /**/ 1, .2, 0,
                                       /**/ 1, .1, .1, /**/ 1, .3, 0, /**/ 1, .4, 0,  /**/ 0, 1,  0};
        tt_csr x = rows_from(table, 8, 3);
        int32_t label[8] = {0}, mass = 0;
        int8_t known[8] = {0, -1, -1, -1, -1, -1, -1, 1};
        tt_partition p = {.n = 8, .k = 1, .label = label};
        bool divided = false;
        tt__matrix_csr_unit_rows(&x);
        assert_int_equal(tt__cluster_divide(&p, &(tt_kmeans_input){.x = &x},
                                            &(tt__cluster_division){.side = known, .min_size = least}, &divided),
                         TT_OK);
        assert_int_equal(divided, least <= 4);
        assert_int_equal(p.k, divided ? 2 : 1);
        for (int32_t r = 0; r < 8; r++) mass += label[r] == 1;
        if (divided) assert_in_range(mass, least, 8 - least);
        if (!divided) assert_int_equal(mass, 0);
        if (least == 2) assert_true(label[6] == 1 && label[0] == 0); /* the nearest came over */
        tt_csr_free(&x);
    }
}

/* Rows that share no word with either side go to the first. */
static void test_undecided(void **state)
{
    (void)state;
    static const double table[] = {1, 0, 0, 0, /**/ 0, 1, 0, 0, /**/ 0, 0, 1, 0, /**/ 0, 1, 0, 1, /**/ 0, 0, 0, 1};
    tt_csr x = rows_from(table, 5, 4);
    int32_t label[5] = {0};
    int8_t known[5] = {0, 1, -1, -1, -1};
    tt_partition p = {.n = 5, .k = 1, .label = label};
    bool divided = false;
    tt__matrix_csr_unit_rows(&x);
    assert_int_equal(tt__cluster_divide(&p, &(tt_kmeans_input){.x = &x},
                                        &(tt__cluster_division){.side = known, .min_size = 1}, &divided),
                     TT_OK);
    assert_memory_equal(label, ((int32_t[]){0, 1, 0, 1, 1}), sizeof label); /* the last one by way of the fourth */
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt_partition p;
    int32_t label[N];
    bool divided = false;
    tt__base_memory_fail_after(-1);
    (void)arg;
    tt_csr x = planted(&p, label, 1);
    seed_sides();
    static int64_t allowed;
    tt__base_memory_fail_after(allowed++);
    tt_status status = tt__cluster_divide(&p, &(tt_kmeans_input){.x = &x},
                                          &(tt__cluster_division){.side = side, .min_size = 1}, &divided);
    tt__base_memory_fail_after(-1);
    if (status < 0) assert_int_equal(p.k, 2);
    tt_csr_free(&x);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_int_equal(until_memory_suffices(call, NULL), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_planted), cmocka_unit_test(test_known_rows_stay),
                                       cmocka_unit_test(test_least_size), cmocka_unit_test(test_undecided),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
