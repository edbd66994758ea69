/* Panels: the wide sweeps against a naive product, for every width around the sizes of their blocks. */
#include "rows_fixture.h"

#include "matrix/panel.h"

enum { V = 50, N = 40 };

/* Column c of the panel is f(c, t); filled through tt__matrix_panel_add from unit rows of one term each. */
static double entry(int32_t c, int32_t t)
{
    return (c * 7 + t * 13) % 23 / 23. - .4;
}

static tt__matrix_panel filled(int32_t k)
{
    tt__matrix_panel panel;
    double one[V * V] = {0};
    for (int32_t t = 0; t < V; t++) one[t * V + t] = 1;
    tt_csr terms = rows_from(one, V, V);
    assert_int_equal(tt__matrix_panel_alloc(&panel, V, k), TT_OK);
    for (int32_t c = 0; c < k; c++)
        for (int32_t t = 0; t < V; t++) tt__matrix_panel_add(&panel, c, &terms, t, (float)entry(c, t));
    tt_csr_free(&terms);
    return panel;
}

static void test_scores(void **state)
{
    (void)state;
    const int32_t width[] = {1, 2, 15, 16, 17, 31, 48, 63, 64, 65, 79, 100, 128, 129};
    tt_csr x = rows_planted(N, V, 1, 5, NULL);
    double *table = rows_table(&x);
    float scores[160];
    for (size_t i = 0; i < sizeof width / sizeof *width; i++) {
        tt__matrix_panel panel = filled(width[i]);
        assert_int_equal(panel.stride % TT__MATRIX_PANEL_PAD, 0);
        assert_in_range(panel.stride - width[i], 0, TT__MATRIX_PANEL_PAD - 1);
        for (int32_t r = 0; r < N; r++) {
            tt__matrix_panel_scores(scores, &panel, &x, r);
            for (int32_t c = 0; c < panel.stride; c++) {
                double expected = 0;
                for (int32_t t = 0; t < V; t++) expected += c < width[i] ? table[r * V + t] * entry(c, t) : 0;
                assert_near((double)scores[c], expected, 1e-5); /* the padding gives zeros */
                if (c < width[i]) assert_near(tt__matrix_panel_dot(&panel, c, &x, r), expected, 1e-5);
            }
        }
        tt__matrix_panel_free(&panel);
    }
    free(table);
    tt_csr_free(&x);
}

/* A column's products do not depend on how many columns stand beside it: the same bits in every width. */
static void test_same_bits(void **state)
{
    (void)state;
    tt_csr x = rows_planted(N, V, 1, 6, NULL);
    tt__matrix_csr_unit_rows(&x);
    tt__matrix_panel wide = filled(145), narrow = filled(7);
    float a[160], b[16];
    for (int32_t r = 0; r < N; r++) {
        tt__matrix_panel_scores(a, &wide, &x, r);
        tt__matrix_panel_scores(b, &narrow, &x, r);
        assert_memory_equal(a, b, 7 * sizeof *a);
    }
    tt__matrix_panel_free(&wide);
    tt__matrix_panel_free(&narrow);
    tt_csr_free(&x);
}

static void test_add_and_take_away(void **state)
{
    (void)state;
    tt_csr x = rows_planted(N, V, 1, 7, NULL); /* whole counts: sums are exact */
    tt__matrix_panel panel;
    assert_int_equal(tt__matrix_panel_alloc(&panel, V, 17), TT_OK);
    for (int32_t r = 0; r < N; r++) tt__matrix_panel_add(&panel, r % 17, &x, r, (float)(r + 1));
    for (int32_t r = 0; r < N; r++) {
        double expected = 0;
        for (int32_t q = r % 17; q < N; q += 17) expected += (q + 1) * rows_dot(&x, q, r);
        assert_near(tt__matrix_panel_dot(&panel, r % 17, &x, r), expected, 1e-9);
    }
    for (int32_t r = 0; r < N; r++) tt__matrix_panel_add(&panel, r % 17, &x, r, (float)-(r + 1));
    for (int64_t i = 0; i < panel.v * panel.stride; i++) assert_true(panel.val[i] == 0.0F);
    tt__matrix_panel_free(&panel);
    assert_null(panel.val);
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt__matrix_panel panel;
    tt_status status = tt__matrix_panel_alloc(&panel, 5, 3);
    if (status == TT_OK) tt__matrix_panel_free(&panel);
    return (void)arg, status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_int_equal(until_memory_suffices(call, NULL), 1);
}

/* What bisection does with sixteen columns at a time, against one at a time. */
static void test_sixteens(void **state)
{
    (void)state;
    tt_csr x = rows_planted(N, V, 1, 8, NULL);
    tt__matrix_csr_unit_rows(&x);
    tt__matrix_panel panel = filled(16), twin = filled(16), wide = filled(40);
    float scores[48], before[16], factor[16];
    for (int32_t r = 0; r < N; r++) {
        for (int c = 0; c < 16; c++) factor[c] = (float)((r + c) % 5 - 2);
        tt__matrix_panel_scores(before, &twin, &x, r);
        if (r % 2)
            tt__matrix_panel_meet(scores, &panel, &x, r, factor);
        else
            tt__matrix_panel_add_each(&panel, &x, r, factor);
        if (r % 2) assert_memory_equal(scores, before, sizeof before);
        for (int32_t c = 0; c < 16; c++) tt__matrix_panel_add(&twin, c, &x, r, factor[c]);
        assert_memory_equal(panel.val, twin.val, V * 16 * sizeof *panel.val);
        tt__matrix_panel_scores(scores, &wide, &x, r);
        for (int32_t g = 0; g < 3; g++) {
            tt__matrix_panel_scores_of(before, &wide, g, &x, r);
            assert_memory_equal(before, scores + 16 * g, sizeof before);
        }
    }
    tt__matrix_panel_free(&panel);
    tt__matrix_panel_free(&twin);
    tt__matrix_panel_free(&wide);
    tt_csr_free(&x);
}

static void test_best(void **state)
{
    (void)state;
    float scores[70];
    for (int32_t k = 1; k <= 70; k++)
        for (int round = 0; round < 50; round++) {
            int32_t best = 0;
            for (int32_t c = 0; c < k; c++)
                scores[c] = (float)((c * 31 + round * 17) % 13) - 20; /* many ties, all below zero */
            for (int32_t c = 1; c < k; c++)
                if (scores[c] > scores[best]) best = c;
            assert_int_equal(tt__matrix_panel_best(scores, k), best);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scores),   cmocka_unit_test(test_same_bits), cmocka_unit_test(test_add_and_take_away),
        cmocka_unit_test(test_sixteens), cmocka_unit_test(test_best),      cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
