/* One trial of a bisection: topics parted, the gain that of the definition, sides heavy enough, room left clean. */
#include "clusters_fixture.h"

#include "cluster/trial.h"

typedef struct bench {
    tt__clusters c;
    tt__trial trial;
    tt__trial_room room;
    int32_t *rows;
} bench;

/* All rows of x in one cluster, between `skip` rows at either end that are in no trial. */
static bench bench_over(const tt_csr *x, const int32_t *weight, int32_t skip, int32_t a, int32_t b, int32_t least)
{
    size_t n = (size_t)x->n_rows;
    bench s = {.c = clusters_over(x, weight, 2, 1), .trial = {.begin = skip, .end = x->n_rows - skip, .seed = {a, b}, .least = least}};
    s.trial.side = calloc(n, sizeof *s.trial.side);
    s.room.sum = calloc(2 * (size_t)x->n_cols, sizeof *s.room.sum);
    s.room.order = calloc(n, sizeof *s.room.order);
    s.rows = calloc(n, sizeof *s.rows);
    assert_true(s.trial.side && s.room.sum && s.room.order && s.rows);
    for (int32_t r = 0; r < x->n_rows; r++) s.rows[r] = r;
    return s;
}

static void bench_free(bench *s)
{
    clusters_free(&s->c);
    free(s->trial.side);
    free(s->room.sum);
    free(s->room.order);
    free(s->rows);
}

static void run(bench *s, bool fresh)
{
    tt__trial_run(&s->trial, &s->c, s->rows, &s->room, fresh);
    for (int32_t t = 0; t < 2 * s->c.x->n_cols; t++) assert_true(s->room.sum[t] == 0);
}

static int64_t side_mass(const bench *s, int side)
{
    int64_t mass = 0;
    for (int64_t i = s->trial.begin; i < s->trial.end; i++)
        if (s->trial.side[i - s->trial.begin] == side) mass += tt__row_weight(&s->c, s->rows[i]);
    return mass;
}

/* What I2 gains by the sides as they stand, from the lengths of their sums. */
static double naive_gain(const bench *s)
{
    double *table = rows_table(s->c.x), square[3] = {0};
    for (int32_t t = 0; t < s->c.x->n_cols; t++) {
        double sum[2] = {0};
        for (int64_t i = s->trial.begin; i < s->trial.end; i++)
            sum[s->trial.side[i - s->trial.begin]] += tt__row_weight(&s->c, s->rows[i]) * table[(int64_t)s->rows[i] * s->c.x->n_cols + t];
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
    memset(s.trial.side, 9, N);
    run(&s, true);
    run(&s, false);
    for (int i = 0; i < N - 2 * SKIP; i++) found[i] = s.trial.side[i];
    assert_true(nmi_of(truth + SKIP, found, N - 2 * SKIP) > .95);
    for (int i = N - 2 * SKIP; i < N; i++) assert_int_equal(s.trial.side[i], 9); /* rows of other clusters stay out of it */
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
            run(&s, true);
            double first = s.trial.gain;
            assert_true(first > 0);
            assert_near(first, naive_gain(&s), 1e-4);
            run(&s, false);
            assert_true(s.trial.gain >= first - 1e-6); /* further passes never lose */
            assert_near(s.trial.gain, naive_gain(&s), 1e-4);
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
    tt__csr_unit_rows(&x);
    int32_t weight[30];
    for (int r = 0; r < 30; r++) weight[r] = 1 + (r % 3 == 0);
    for (int32_t least = 1; least <= 15; least++)
        for (int turned = 0; turned < 2; turned++)
            for (int weighted = 0; weighted < 2; weighted++) {
                bench s = bench_over(&x, weighted ? weight : NULL, 0, turned ? 29 : 0, turned ? 0 : 29, least);
                run(&s, true);
                run(&s, false);
                assert_true(s.trial.gain >= 0);
                assert_true(side_mass(&s, 0) >= least && side_mass(&s, 1) >= least);
                if (!weighted) assert_int_equal(side_mass(&s, !turned), least); /* and no more than it must */
                bench_free(&s);
            }
    tt_csr_free(&x);
}

static void test_no_such_split(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(9, 20, 2, 3, NULL, NULL);
    bench s = bench_over(&x, NULL, 0, 0, 1, 5); /* nine rows are no two fives */
    run(&s, true);
    assert_true(s.trial.gain < 0);
    s.trial.least = 4;
    run(&s, true);
    assert_true(s.trial.gain >= 0);
    bench_free(&s);
    int32_t weight[] = {1, 1, 6};
    tt_csr three = rows_from((double[]){1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3);
    s = bench_over(&three, weight, 0, 0, 2, 3); /* eight documents, but six of them are one row */
    run(&s, true);
    assert_true(s.trial.gain < 0);
    bench_free(&s);
    tt_csr_free(&three);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_planted_pair), cmocka_unit_test(test_gain), cmocka_unit_test(test_least),
                                       cmocka_unit_test(test_no_such_split)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
