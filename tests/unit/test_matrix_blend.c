/* Blended rows: sums cut down to what weighs most, against a dense twin. */
#include "rows_fixture.h"

#include "matrix/blend.h"

static void test_by_hand(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){3, 0, 0, 1, 0, 4, 0, 1, 0, 0, 2, 1}, 3, 4), out;
    const int64_t begin[] = {0, 2, 2, 3};
    const int32_t part[] = {0, 1, 2};
    tt__matrix_blend blend = {.from = &x, .n = 3, .begin = begin, .part = part, .most = 2};
    assert_int_equal(tt__matrix_blend_rows(&out, &blend, NULL), TT_OK);
    assert_int_equal(out.n_rows, 3);
    assert_int_equal(out.n_cols, 4);
    assert_int_equal(out.ptr[1], 2); /* 3 4 0 2: the heaviest two, columns ascending */
    assert_int_equal(out.idx[0], 0);
    assert_int_equal(out.idx[1], 1);
    assert_near((double)out.val[0], .6, 1e-6);
    assert_near((double)out.val[1], .8, 1e-6);
    assert_int_equal(out.ptr[2], 2); /* no parts: a zero row */
    assert_int_equal(out.ptr[3], 4);
    assert_int_equal(out.idx[2], 2);
    assert_near((double)out.val[2], 2 / sqrt(5), 1e-6);
    tt_csr_free(&out);
    tt_csr_free(&x);
}

static void test_ties(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 1, 1, 1, 1}, 1, 5), out;
    tt__matrix_blend blend = {.from = &x, .n = 1, .begin = (int64_t[]){0, 1}, .part = (int32_t[]){0}, .most = 3};
    assert_int_equal(tt__matrix_blend_rows(&out, &blend, NULL), TT_OK);
    assert_int_equal(out.ptr[1], 3);
    for (int32_t i = 0; i < 3; i++) assert_int_equal(out.idx[i], i);
    tt_csr_free(&out);
    tt_csr_free(&x);
}

enum { ROWS = 60, V = 50, MADE = 30 };

typedef struct problem {
    tt_csr x, out;
    int64_t begin[MADE + 1];
    int32_t part[MADE * 3];
    int threads;
} problem;

static void pose(problem *p)
{
    *p = (problem){.x = rows_planted(ROWS, V, 4, 7, NULL), .threads = 1};
    for (int32_t r = 0; r < MADE; r++) {
        p->begin[r + 1] = p->begin[r] + r % 4;
        for (int64_t i = p->begin[r]; i < p->begin[r + 1]; i++) p->part[i] = (r * 7 + (int32_t)i * 11) % ROWS;
    }
}

static tt_status solve(void *arg)
{
    problem *p = arg;
    tt__matrix_blend blend = {.from = &p->x, .n = MADE, .begin = p->begin, .part = p->part, .most = V};
    return tt__matrix_blend_rows(&p->out, &blend, &(tt_run){.threads = p->threads});
}

static void test_against_dense(void **state)
{
    (void)state;
    problem p;
    pose(&p);
    double *table = rows_table(&p.x);
    assert_int_equal(solve(&p), TT_OK);
    double *made = rows_table(&p.out);
    for (int32_t r = 0; r < MADE; r++) {
        double sum[V] = {0}, square = 0;
        for (int64_t i = p.begin[r]; i < p.begin[r + 1]; i++)
            for (int32_t t = 0; t < V; t++) sum[t] += table[p.part[i] * V + t];
        for (int32_t t = 0; t < V; t++) square += sum[t] * sum[t];
        for (int32_t t = 0; t < V; t++) assert_near(made[r * V + t], square > 0 ? sum[t] / sqrt(square) : 0, 1e-6);
    }
    free(table);
    free(made);
    tt_csr_free(&p.out);
    tt_csr_free(&p.x);
}

static void test_threads(void **state)
{
    (void)state;
    problem p;
    pose(&p);
    assert_int_equal(solve(&p), TT_OK);
    tt_csr one = p.out;
    p.threads = 3;
    assert_int_equal(solve(&p), TT_OK);
    assert_memory_equal(one.ptr, p.out.ptr, (MADE + 1) * sizeof *one.ptr);
    assert_memory_equal(one.idx, p.out.idx, (size_t)one.ptr[MADE] * sizeof *one.idx);
    assert_memory_equal(one.val, p.out.val, (size_t)one.ptr[MADE] * sizeof *one.val);
    tt_csr_free(&one);
    tt_csr_free(&p.out);
    tt_csr_free(&p.x);
}

static void test_memory(void **state)
{
    (void)state;
    problem p;
    pose(&p);
    assert_true(until_memory_suffices(solve, &p) > 2);
    tt_csr_free(&p.out);
    tt_csr_free(&p.x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_by_hand), cmocka_unit_test(test_ties),
                                       cmocka_unit_test(test_against_dense), cmocka_unit_test(test_threads),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
