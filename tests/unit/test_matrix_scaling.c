/* Classical scaling: distances that have a plane are given back exactly, whatever the landmarks. */
#include "testing.h"

#include "matrix/scaling.h"

enum { N = 40 };

typedef struct problem {
    double point[N][2], at[N * 3];
    float square[N * N];
    int32_t landmark[N], n, l, d;
} problem;

static void measure(problem *p)
{
    for (int32_t i = 0; i < p->n; i++)
        for (int32_t j = 0; j < p->l; j++) {
            double dx = p->point[i][0] - p->point[p->landmark[j]][0], dy = p->point[i][1] - p->point[p->landmark[j]][1];
            p->square[i * p->l + j] = (float)(dx * dx + dy * dy);
        }
}

static void pose(problem *p, int32_t n, int32_t l)
{
    *p = (problem){.n = n, .l = l, .d = 2};
    for (int32_t i = 0; i < n; i++) {
        p->point[i][0] = 3 * cos(i * 2.4) * sqrt(i + 1.);
        p->point[i][1] = sin(i * 2.4) * sqrt(i + 1.);
    }
    for (int32_t j = 0; j < l; j++) p->landmark[j] = j * n / l;
    measure(p);
}

static tt_status solve(void *arg)
{
    problem *p = arg;
    tt_dense square = {p->n, p->l, p->square};
    return tt__matrix_classical_scaling(p->at, p->d, &square, p->landmark);
}

static void assert_distances(const problem *p)
{
    for (int32_t i = 0; i < p->n; i++)
        for (int32_t j = 0; j < i; j++) {
            double square = 0;
            for (int32_t c = 0; c < p->d; c++) square += pow(p->at[i * p->d + c] - p->at[j * p->d + c], 2);
            assert_near(sqrt(square), hypot(p->point[i][0] - p->point[j][0], p->point[i][1] - p->point[j][1]), 1e-3);
        }
}

static void test_a_plane(void **state)
{
    (void)state;
    problem p;
    pose(&p, N, N);
    assert_int_equal(solve(&p), TT_OK);
    assert_distances(&p);
    double sum[2] = {0}, square[2] = {0};
    for (int32_t i = 0; i < N; i++)
        for (int c = 0; c < 2; c++) sum[c] += p.at[i * 2 + c], square[c] += p.at[i * 2 + c] * p.at[i * 2 + c];
    assert_near(sum[0], 0, 1e-3);
    assert_near(sum[1], 0, 1e-3);
    assert_true(square[0] > 2 * square[1]); /* the wide direction comes first */
}

static void test_landmarks(void **state)
{
    (void)state;
    problem p;
    pose(&p, N, 7);
    assert_int_equal(solve(&p), TT_OK);
    assert_distances(&p);
}

static void test_signs(void **state)
{
    (void)state;
    problem p;
    pose(&p, N, N);
    assert_int_equal(solve(&p), TT_OK);
    for (int c = 0; c < 2; c++) {
        double peak = 0;
        for (int32_t i = 0; i < N; i++)
            if (fabs(p.at[i * 2 + c]) > fabs(peak)) peak = p.at[i * 2 + c];
        assert_true(peak > 0);
    }
}

/* A line has no second dimension, a plane no third, one point and equal points none at all. */
static void test_fewer_dimensions(void **state)
{
    (void)state;
    problem p;
    pose(&p, N, N);
    for (int32_t i = 0; i < N; i++) p.point[i][1] = 0;
    measure(&p);
    assert_int_equal(solve(&p), TT_OK);
    assert_distances(&p);
    for (int32_t i = 0; i < N; i++) assert_near(p.at[2 * i + 1], 0, 1e-2);
    pose(&p, 2, 2);
    p.d = 3;
    assert_int_equal(solve(&p), TT_OK);
    assert_distances(&p);
    pose(&p, 1, 1);
    assert_int_equal(solve(&p), TT_OK);
    assert_true(p.at[0] == 0 && p.at[1] == 0);
    pose(&p, 5, 5);
    memset(p.square, 0, sizeof p.square);
    assert_int_equal(solve(&p), TT_OK);
    for (int i = 0; i < 10; i++) assert_true(p.at[i] == 0);
}

static void test_not_finite(void **state)
{
    (void)state;
    problem p;
    pose(&p, 6, 6);
    p.square[3] = NAN;
    assert_int_equal(solve(&p), TT_ERR_ARGUMENT);
}

static void test_memory(void **state)
{
    (void)state;
    problem p;
    pose(&p, N, N);
    assert_true(until_memory_suffices(solve, &p) >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_plane),    cmocka_unit_test(test_landmarks),
                                       cmocka_unit_test(test_signs),      cmocka_unit_test(test_fewer_dimensions),
                                       cmocka_unit_test(test_not_finite), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
