/* Trials of a bisection: topics parted, the gain that of the definition, sides heavy enough, room left clean; side by
 * side as alone. */
#include "clusters_fixture.h"

#include "cluster/trial.h"

typedef struct bench {
    tt__cluster_state c;
    tt__cluster_trials trial;
    tt__cluster_trial_room room;
    int32_t *rows;
} bench;

/* All rows of x in one cluster, between `skip` rows at either end that are in no trial; one trial, from rows a and b.
 */
static bench bench_over(const tt_csr *x, const int32_t *weight, int32_t skip, int32_t a, int32_t b, int32_t least)
{
    size_t n = (size_t)x->n_rows;
    bench s = {.c = clusters_over(x, weight, 2, 1), .trial = {.seed = {{a, b}}, .least = least, .count = 1}};
    s.trial.n = s.trial.n_rows = x->n_rows - 2 * skip;
    s.trial.sides = calloc(n, sizeof *s.trial.sides);
    assert_int_equal(tt__matrix_panel_alloc(&s.room.sums, x->n_cols, TT__MATRIX_PANEL_PAD), TT_OK);
    s.room.order = calloc(n, sizeof *s.room.order);
    s.rows = calloc(n, sizeof *s.rows);
    assert_true(s.trial.sides && s.room.order && s.rows);
    for (int32_t r = 0; r < x->n_rows; r++) s.rows[r] = r;
    s.trial.rows = s.rows + skip;
    return s;
}

static void bench_free(bench *s)
{
    clusters_free(&s->c);
    tt__matrix_panel_free(&s->room.sums);
    free(s->trial.sides);
    free(s->room.order);
    free(s->rows);
}

static void run(bench *s,
                void stage(tt__cluster_trials *trials, const tt__cluster_state *to, tt__cluster_trial_room *room))
{
    stage(&s->trial, &s->c, &s->room);
    for (int32_t t = 0; t < s->room.sums.stride * s->c.x->n_cols; t++) assert_true(s->room.sums.val[t] == 0);
}

static int side_of(const bench *s, int j, int64_t i)
{
    return s->trial.sides[i] >> j & 1;
}

static int64_t side_mass(const bench *s, int j, int side)
{
    int64_t mass = 0;
    for (int64_t i = 0; i < s->trial.n; i++)
        if (side_of(s, j, i) == side) mass += tt__cluster_row_weight(&s->c, tt__cluster_trials_row(&s->trial, i));
    return mass;
}

/* What I2 gains by the sides of trial j as they stand, from the lengths of their sums. */
static double naive_gain(const bench *s, int j)
{
    double *table = rows_table(s->c.x), square[3] = {0};
    for (int32_t t = 0; t < s->c.x->n_cols; t++) {
        double sum[2] = {0};
        for (int64_t i = 0; i < s->trial.n; i++) {
            int32_t r = tt__cluster_trials_row(&s->trial, i);
            sum[side_of(s, j, i)] += tt__cluster_row_weight(&s->c, r) * table[(int64_t)r * s->c.x->n_cols + t];
        }
        square[0] += sum[0] * sum[0];
        square[1] += sum[1] * sum[1];
        square[2] += (sum[0] + sum[1]) * (sum[0] + sum[1]);
    }
    free(table);
    return sqrt(square[0]) + sqrt(square[1]) - sqrt(square[2]);
}

static void test_planted_pair(void **state)
{
    (void)state;
    enum { N = 120, SKIP = 10 };
    int32_t truth[N], found[N];
    tt_csr x = rows_weighted(N, 60, 2, 1, truth, NULL);
    int32_t b = SKIP + 1;
    while (truth[b] == truth[SKIP]) b++;
    bench s = bench_over(&x, NULL, SKIP, SKIP, b, 1);
    memset(s.trial.sides, 9, N);
    run(&s, tt__cluster_trials_start);
    run(&s, tt__cluster_trials_go_on);
    for (int i = 0; i < N - 2 * SKIP; i++) found[i] = side_of(&s, 0, i);
    assert_true(nmi_of(truth + SKIP, found, N - 2 * SKIP) > .95);
    for (int i = N - 2 * SKIP; i < N; i++)
        assert_int_equal(s.trial.sides[i], 9); /* rows of other clusters stay out of it */
    bench_free(&s);
    tt_csr_free(&x);
}

/* Both ways to measure: over all terms where rows have many entries, over entries where terms are many. */
static void test_gain(void **state)
{
    (void)state;
    int32_t weight[40];
    for (int r = 0; r < 40; r++) weight[r] = 1 + r % 4;
    for (int sparse = 0; sparse < 2; sparse++)
        for (int weighted = 0; weighted < 2; weighted++) {
            tt_csr x = rows_weighted(40, sparse ? 2000 : 30, 3, 2, NULL, NULL);
            assert_int_equal(x.ptr[40] < 2 * (int64_t)x.n_cols, sparse);
            bench s = bench_over(&x, weighted ? weight : NULL, 3, 5, 6, 1);
            run(&s, tt__cluster_trials_start);
            double first = s.trial.gain[0];
            assert_true(first > 0);
            assert_near(first, naive_gain(&s, 0), 1e-4);
            run(&s, tt__cluster_trials_go_on);
            assert_true(s.trial.gain[0] >= first - 1e-6); /* further passes never lose */
            assert_near(s.trial.gain[0], naive_gain(&s, 0), 1e-4);
            bench_free(&s);
            tt_csr_free(&x);
        }
}

/* 29 rows of one kind and one of another: the lonely side takes some along, whichever side it is. */
static void test_least(void **state)
{
    (void)state;
    double table[30 * 3] = {0};
    for (int r = 0; r < 30; r++) table[r * 3] = 1, table[r * 3 + 1] = r * .001;
    table[87] = 0, table[88] = 0, table[89] = 1;
    tt_csr x = rows_from(table, 30, 3);
    tt__matrix_csr_unit_rows(&x);
    int32_t weight[30];
    for (int r = 0; r < 30; r++) weight[r] = 1 + (r % 3 == 0);
    for (int32_t least = 1; least <= 15; least++)
        for (int turned = 0; turned < 2; turned++)
            for (int weighted = 0; weighted < 2; weighted++) {
                bench s = bench_over(&x, weighted ? weight : NULL, 0, turned ? 29 : 0, turned ? 0 : 29, least);
                run(&s, tt__cluster_trials_start);
                run(&s, tt__cluster_trials_go_on);
                assert_true(s.trial.gain[0] >= 0);
                assert_true(side_mass(&s, 0, 0) >= least && side_mass(&s, 0, 1) >= least);
                if (!weighted) assert_int_equal(side_mass(&s, 0, !turned), least); /* and no more than it must */
                bench_free(&s);
            }
    tt_csr_free(&x);
}

static void test_no_such_split(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(9, 20, 2, 3, NULL, NULL);
    bench s = bench_over(&x, NULL, 0, 0, 1, 5); /* nine rows are no two fives */
    run(&s, tt__cluster_trials_start);
    assert_true(s.trial.gain[0] < 0);
    s.trial.least = 4;
    run(&s, tt__cluster_trials_start);
    assert_true(s.trial.gain[0] >= 0);
    bench_free(&s);
    int32_t weight[] = {1, 1, 6};
    tt_csr three = rows_from((double[]){1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3);
    s = bench_over(&three, weight, 0, 0, 2, 3); /* eight documents, but six of them are one row */
    run(&s, tt__cluster_trials_start);
    assert_true(s.trial.gain[0] < 0);
    bench_free(&s);
    tt_csr_free(&three);
    tt_csr_free(&x);
}

/* Every trial of a full group is what it is alone. */
static void test_side_by_side(void **state)
{
    (void)state;
    enum { N = 90 };
    int32_t weight[N];
    for (int r = 0; r < N; r++) weight[r] = 1 + r % 3;
    tt_csr x = rows_weighted(N, 50, 4, 5, NULL, NULL);
    bench all = bench_over(&x, weight, 0, 0, 1, 7);
    all.trial.count = TT__CLUSTER_LANES;
    for (int j = 0; j < TT__CLUSTER_LANES; j++) all.trial.seed[j][0] = 3 * j, all.trial.seed[j][1] = 80 - 5 * j;
    run(&all, tt__cluster_trials_start);
    run(&all, tt__cluster_trials_go_on);
    for (int j = 0; j < TT__CLUSTER_LANES; j++) {
        bench one = bench_over(&x, weight, 0, 3 * j, 80 - 5 * j, 7);
        run(&one, tt__cluster_trials_start);
        run(&one, tt__cluster_trials_go_on);
        assert_true(one.trial.gain[0] == all.trial.gain[j]);
        for (int i = 0; i < N; i++) assert_int_equal(side_of(&one, 0, i), side_of(&all, j, i));
        bench_free(&one);
    }
    bench_free(&all);
    tt_csr_free(&x);
}

/* From a sample to all rows: topics parted, the gain that of the definition over all of them, sides heavy enough. */
static void test_widen(void **state)
{
    (void)state;
    enum { N = 400 };
    int32_t truth[N], found[N];
    tt_csr x = rows_weighted(N, 80, 2, 7, truth, NULL);
    for (int32_t sample = 20; sample <= 140; sample += 40) {
        bench s = bench_over(&x, NULL, 0, 0, 0, 2);
        s.trial.n = sample;
        s.trial.seed[0][0] = tt__cluster_trials_row(&s.trial, 1);
        for (int64_t i = 2; truth[s.trial.seed[0][1]] == truth[s.trial.seed[0][0]]; i++)
            s.trial.seed[0][1] = tt__cluster_trials_row(&s.trial, i);
        run(&s, tt__cluster_trials_start);
        run(&s, tt__cluster_trials_go_on);
        s.trial.least = 150;
        run(&s, tt__cluster_trials_widen);
        assert_int_equal(s.trial.n, N);
        for (int i = 0; i < N; i++) found[i] = side_of(&s, 0, i);
        assert_true(nmi_of(truth, found, N) > .9);
        assert_near(s.trial.gain[0], naive_gain(&s, 0), 1e-4);
        assert_true(side_mass(&s, 0, 0) >= 150 && side_mass(&s, 0, 1) >= 150);
        s.trial.n = sample;
        s.trial.least = 200; /* exactly half: the cut is shifted */
        run(&s, tt__cluster_trials_widen);
        assert_int_equal(side_mass(&s, 0, 0), 200);
        assert_near(s.trial.gain[0], naive_gain(&s, 0), 1e-4);
        bench_free(&s);
    }
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_planted_pair), cmocka_unit_test(test_gain),
                                       cmocka_unit_test(test_least),        cmocka_unit_test(test_no_such_split),
                                       cmocka_unit_test(test_side_by_side), cmocka_unit_test(test_widen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
