/* K-way refinement: I2 never falls, min_size holds, no better single move is left, one answer. */
#include "clusters_fixture.h"

static int32_t mostly_one(int32_t r, int32_t k)
{
    return r < k * 3 ? r % k : 0;
}

static void test_objective_never_falls(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(500, 80, 5, 1, NULL, NULL);
    for (int start = 0; start < 2; start++) {
        tt__cluster_state c = clusters_over(&x, NULL, 7, 2);
        clusters_deal(&c, start ? mostly_one : in_turn);
        double first = clusters_i2(&c), before = first;
        for (int pass = 0; pass < 12; pass++) {
            assert_int_equal(tt__cluster_refine(&c, 1, NULL), TT_OK);
            assert_sound(&c);
            assert_true(clusters_i2(&c) >= before * (1 - 1e-6));
            before = clusters_i2(&c);
        }
        assert_true(before > 1.2 * first); /* from a deal without sense, much is won */
        clusters_free(&c);
    }
    tt_csr_free(&x);
}

static void test_planted(void **state)
{
    (void)state;
    int32_t truth[500];
    tt_csr x = rows_weighted(500, 80, 4, 2, truth, NULL);
    tt__cluster_state c = clusters_over(&x, NULL, 4, 1);
    clusters_deal(&c, in_turn);
    for (int32_t r = 0; r < 500; r += 2) { /* half of them right */
        c.mass[c.label[r]]--;
        c.mass[c.label[r] = truth[r]]++;
    }
    assert_int_equal(tt__cluster_refine(&c, 20, NULL), TT_OK);
    assert_sound(&c);
    assert_true(nmi_of(truth, c.label, 500) > .95);
    clusters_free(&c);
    tt_csr_free(&x);
}

/* Groups of clusters that are passed over would have changed nothing: a value below zero switches that off. */
static void test_groups_passed_over(void **state)
{
    (void)state;
    enum { N = 600, K = 70 };
    int32_t weight[N], label[N];
    for (int r = 0; r < N; r++) weight[r] = 1 + (r % 7 == 0);
    for (int passes = 1; passes <= 6; passes += 5)
        for (int below = 0; below < 2; below++) {
            tt_csr x = rows_weighted(N, 210, 35, 4, NULL, NULL);
            x.val[7] = below ? -1e-30f : 1e-30f;
            tt__cluster_state c = clusters_over(&x, weight, K, 2);
            clusters_deal(&c, in_turn);
            assert_int_equal(tt__cluster_refine(&c, passes, NULL), TT_OK);
            assert_sound(&c);
            if (below) assert_memory_equal(c.label, label, sizeof label);
            memcpy(label, c.label, sizeof label);
            clusters_free(&c);
            tt_csr_free(&x);
        }
}

/* When it stops by itself, no row can move and gain. */
static void test_local_optimum(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(60, 40, 3, 3, NULL, NULL);
    int32_t weight[60];
    for (int r = 0; r < 60; r++) weight[r] = 1 + r % 3;
    tt__cluster_state c = clusters_over(&x, weight, 4, 5);
    clusters_deal(&c, in_turn);
    assert_int_equal(tt__cluster_refine(&c, 1000, NULL), TT_OK);
    assert_sound(&c);
    double best = clusters_i2(&c);
    for (int32_t r = 0; r < 60; r++) {
        int32_t own = c.label[r];
        for (int32_t to = 0; to < 4 && c.mass[own] - weight[r] >= 5; to++) {
            c.label[r] = to;
            assert_true(clusters_i2(&c) <= best + 1e-4);
        }
        c.label[r] = own;
    }
    clusters_free(&c);
    tt_csr_free(&x);
}

/* A row of weight w is w copies of it. */
static void test_weights_are_copies(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, .6, .8, 0, 1}, 3, 2),
           copies = rows_from((double[]){1, 0, 1, 0, 1, 0, .6, .8, .6, .8, 0, 1}, 6, 2);
    int32_t weight[] = {3, 2, 1}, label[] = {0, 1, 1}, long_label[] = {0, 0, 0, 1, 1, 1};
    assert_near(rows_i2(&x, weight, label, 2), rows_i2(&copies, NULL, long_label, 2), 1e-6);
    tt__cluster_state c = clusters_over(&x, weight, 2, 1);
    memcpy(c.label, (int32_t[]){0, 0, 1}, sizeof(int32_t[3]));
    c.mass[0] = 5, c.mass[1] = 1;
    assert_int_equal(tt__cluster_refine(&c, 10, NULL), TT_OK);
    double best = 0;
    for (int i = 1; i < 7; i++) { /* all ways to cut three rows in two */
        int32_t way[] = {i & 1, i >> 1 & 1, i >> 2 & 1};
        best = fmax(best, rows_i2(&x, weight, way, 2));
    }
    assert_near(clusters_i2(&c), best, 1e-5);
    clusters_free(&c);
    tt_csr_free(&x);
    tt_csr_free(&copies);
}

static void test_min_size_stands_in_the_way(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(100, 60, 5, 4, NULL, NULL);
    tt__cluster_state c = clusters_over(&x, NULL, 20, 5);
    clusters_deal(&c, in_turn);
    assert_int_equal(tt__cluster_refine(&c, 10, NULL), TT_OK);
    for (int32_t r = 0; r < 100; r++) assert_int_equal(c.label[r], r % 20); /* nobody can leave */
    clusters_free(&c);
    tt_csr_free(&x);
}

static void test_nothing_to_do(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(20, 30, 2, 5, NULL, NULL);
    tt__cluster_state c = clusters_over(&x, NULL, 3, 1);
    clusters_deal(&c, in_turn);
    assert_int_equal(tt__cluster_refine(&c, 0, NULL), TT_OK);
    for (int32_t r = 0; r < 20; r++) assert_int_equal(c.label[r], r % 3);
    c.k = 1;
    assert_int_equal(tt__cluster_refine(&c, 5, NULL), TT_OK);
    clusters_free(&c);
    tt_csr_free(&x);
}

/* More than one block of rows, one of them short. */
static void test_any_number_of_threads(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(9000, 100, 8, 6, NULL, NULL);
    tt__cluster_state one = clusters_over(&x, NULL, 19, 3), more = clusters_over(&x, NULL, 19, 3);
    clusters_deal(&one, in_turn);
    double before = clusters_i2(&one);
    assert_int_equal(tt__cluster_refine(&one, 3, &(tt_run){.threads = 1}), TT_OK);
    assert_true(clusters_i2(&one) > before);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        clusters_deal(&more, in_turn);
        assert_int_equal(tt__cluster_refine(&more, 3, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(more.label, one.label, 9000 * sizeof *one.label);
    }
    clusters_free(&one);
    clusters_free(&more);
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt__cluster_state c = clusters_over(arg, NULL, 2, 1);
    clusters_deal(&c, in_turn);
    tt_status status = tt__cluster_refine(&c, 2, NULL);
    clusters_free(&c);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(10, 20, 2, 7, NULL, NULL);
    assert_true(until_memory_suffices(call, &x) >= 5);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_objective_never_falls),
                                       cmocka_unit_test(test_planted),
                                       cmocka_unit_test(test_groups_passed_over),
                                       cmocka_unit_test(test_local_optimum),
                                       cmocka_unit_test(test_weights_are_copies),
                                       cmocka_unit_test(test_min_size_stands_in_the_way),
                                       cmocka_unit_test(test_nothing_to_do),
                                       cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
