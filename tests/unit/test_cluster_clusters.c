/* What the stages share: the gain of joining a cluster, the share done of all starts, rows listed by cluster. */
#include "clusters_fixture.h"

static double length(const double *s)
{
    return sqrt(s[0] * s[0] + s[1] * s[1] + s[2] * s[2]);
}

static void test_join_gain(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(1, 1);
    assert_non_null(rng);
    for (int round = 0; round < 200; round++) {
        double s[3], x[3], both[3], w = 1 + round % 5, dot = 0;
        for (int t = 0; t < 3; t++) s[t] = gsl_rng_uniform(rng) * 9, x[t] = gsl_rng_uniform(rng) - .3;
        double norm = length(x);
        for (int t = 0; t < 3; t++) dot += s[t] * (x[t] /= norm), both[t] = s[t] + w * x[t];
        assert_near(tt__cluster_join_gain(length(s) * length(s), dot, w), length(both) - length(s), 1e-12);
    }
    gsl_rng_free(rng);
}

static void test_join_gain_at_the_edges(void **state)
{
    (void)state;
    assert_near(tt__cluster_join_gain(0, 0, 3), 3, 1e-15);          /* into an empty cluster: the row's own length */
    assert_near(tt__cluster_join_gain(16, 4, 2), 2, 1e-15);         /* along the sum: all of it */
    assert_near(tt__cluster_join_gain(4, -2, 2), -2, 1e-15);        /* against it: nothing is left */
    assert_near(tt__cluster_join_gain(4, -2.0000001, 2), -2, 1e-6); /* rounding below zero is no square root of it */
    assert_true(tt__cluster_join_gain(0, 0, 0) == 0);
    assert_near(tt__cluster_join_gain(1e24, 0, 1) * 1e12, .5, 1e-9); /* |S + x| and |S| are the same number here */
}

static void test_rows_by_cluster(void **state)
{
    (void)state;
    int32_t label[] = {4, 0, 2, 4, 0, 0, 2}, rows[7], expected[] = {1, 4, 5, 2, 6, 0, 3};
    int64_t start[7], from[] = {0, 3, 3, 5, 5, 7, 7};
    memset(start, 7, sizeof start);                        /* what was there before does not count */
    tt__cluster_rows_by_cluster(rows, start, label, 7, 6); /* clusters 1, 3 and 5 are empty */
    assert_memory_equal(rows, expected, sizeof rows);
    assert_memory_equal(start, from, sizeof start);
    tt__cluster_rows_by_cluster(rows, start, label, 0, 2);
    for (int c = 0; c <= 2; c++) assert_int_equal(start[c], 0);
}

typedef struct heard {
    double share;
    int64_t count;
    int calls, stop;
} heard;

static int listen(const tt_progress *step, void *user)
{
    heard *h = user;
    assert_string_equal(step->stage, "clustering");
    assert_string_equal(step->unit, "topics");
    h->share = step->share;
    h->count = step->count;
    h->calls++;
    return h->stop;
}

static void test_progress(void **state)
{
    (void)state;
    heard h = {0};
    tt_run run = {.progress = listen, .user = &h};
    tt__cluster_state c = {.k = 9, .start = 1, .starts = 4};
    assert_int_equal(tt__cluster_progress(&c, .5, &run), TT_OK);
    assert_near(h.share, .375, 1e-15);
    assert_int_equal(h.count, 9);
    c.start = 3;
    assert_int_equal(tt__cluster_progress(&c, 1, &run), TT_OK);
    assert_near(h.share, 1, 1e-15);
    c.start = c.starts = 0; /* not told: one */
    assert_int_equal(tt__cluster_progress(&c, .25, &run), TT_OK);
    assert_near(h.share, .25, 1e-15);
    assert_int_equal(h.calls, 3);
    assert_int_equal(tt__cluster_progress(&c, .25, NULL), TT_OK);
}

static void test_stop(void **state)
{
    (void)state;
    heard h = {.stop = 1};
    tt__cluster_state c = {.k = 2};
    assert_int_equal(tt__cluster_progress(&c, 0, &(tt_run){.progress = listen, .user = &h}), TT_ERR_CANCELLED);
    assert_string_equal(tt_error_message(), "stopped while clustering");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_join_gain), cmocka_unit_test(test_join_gain_at_the_edges),
                                       cmocka_unit_test(test_rows_by_cluster), cmocka_unit_test(test_progress),
                                       cmocka_unit_test(test_stop)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
