/* The best column by bounds is that of a look at all columns, bit for bit, ties included. */
#include "rows_fixture.h"

#include <math.h>

#include "matrix/bounds.h"

enum { V = 60, N = 50 };

/* A look at all columns. */
static tt__matrix_best naive_best(const tt__matrix_panel *panel, const tt_csr *x, int32_t r, tt__matrix_best own,
                                  float *scores)
{
    tt__matrix_best best = own;
    tt__matrix_panel_scores(scores, panel, x, r);
    if (isnan(own.score)) best.score = scores[own.column];
    for (int32_t c = 0; c < panel->k; c++)
        if (c != own.column && scores[c] > best.score) best = (tt__matrix_best){c, scores[c]};
    return best;
}

/* Models like those of word rounds: most terms absent from most columns, whole columns twins of others. */
static void fill(tt__matrix_panel *panel, tt__matrix_bounds *bounds, gsl_rng *rng)
{
    for (int64_t t = 0; t < V; t++) {
        for (int32_t c = 0; c < panel->k; c++)
            *tt__matrix_panel_at(panel, t, c) = gsl_rng_uniform(rng) < .2 ? (float)gsl_rng_uniform(rng) * 2 : -.7f;
        for (int32_t c = 0; c + 20 < panel->k; c += 7)
            *tt__matrix_panel_at(panel, t, c + 20) = *tt__matrix_panel_at(panel, t, c);
    }
    for (int32_t g = 0; g < bounds->most.k; g++) tt__matrix_bounds_fit(bounds, panel, g, NULL);
}

static void test_as_naive(void **state)
{
    (void)state;
    const int32_t width[] = {1, 2, 15, 16, 17, 33, 64, 100, 300};
    tt_csr x = rows_weighted(N, V, 3, 5, NULL, NULL);
    gsl_rng *rng = tt__base_rng_new(3, 0);
    static float scores[320], room[TT__MATRIX_MATCHES * 32];
    for (size_t i = 0; i < sizeof width / sizeof *width; i++) {
        tt__matrix_panel panel;
        tt__matrix_bounds bounds;
        assert_int_equal(tt__matrix_panel_alloc(&panel, V, width[i]), TT_OK);
        assert_int_equal(tt__matrix_bounds_alloc(&bounds, &panel), TT_OK);
        assert_in_range(tt__matrix_bounds_room(&bounds), 1, TT__MATRIX_MATCHES * 32);
        fill(&panel, &bounds, rng);
        for (int32_t step = 0; step < 6; step++)
            for (int hold = 0; hold < 4; hold++) { /* an own score that none, some, all others are above; its product */
                tt__matrix_match match[N];
                for (int32_t r = 0; r < N; r++) {
                    int32_t own = (r * step + step * width[i] / 6) % width[i];
                    match[r] = (tt__matrix_match){r,
                                                  own,
                                                  {own, hold == 0   ? INFINITY
                                                        : hold == 1 ? .1f
                                                        : hold == 2 ? -INFINITY
                                                                    : NAN}};
                }
                tt__matrix_best wanted[N];
                for (int32_t r = 0; r < N; r++) wanted[r] = naive_best(&panel, &x, r, match[r].best, scores);
                tt__matrix_bounds_match(match, N, &bounds, &panel, &x, room);
                for (int32_t r = 0; r < N; r++) {
                    assert_int_equal(match[r].best.column, wanted[r].column);
                    assert_true(match[r].best.score == wanted[r].score);
                }
            }
        tt__matrix_bounds_free(&bounds);
        tt__matrix_panel_free(&panel);
    }
    gsl_rng_free(rng);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_as_naive)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
