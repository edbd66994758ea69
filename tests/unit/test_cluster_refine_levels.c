/* Rounds with the levels above: a naive round's answer, broader topics mended, bounds held, one answer. */
#include "clusters_fixture.h"

enum { N = 240, K = 6, V = 360 };

/* Six leaves under two topics, 6 and 7, and one more leaf's worth of depth: leaf 5 stands directly under the root, 8.
 */
static const int32_t PARENT[] = {6, 6, 6, 7, 7, 8, 8, 8, -1};
static const tt__cluster_levels TREE = {.parent = PARENT, .m = 9};

static bool below(int32_t leaf, int32_t v)
{
    return v == leaf || PARENT[leaf] == v || v == 8;
}

/* One round from its definition; lead[r] is how far the best leaf is ahead of the next. */
static void naive_round(int32_t *best, double *lead, const tt__cluster_state *c, const double *idf)
{
    int32_t n = c->x->n_rows, v = c->x->n_cols;
    double *y = rows_table(c->x), *p = calloc((size_t)(9 * v), sizeof *p), mass[9] = {0};
    for (int32_t r = 0; r < n; r++) {
        double square = 0;
        for (int32_t t = 0; t < v; t++) {
            if (idf[t] > 0) y[r * v + t] /= idf[t];
            square += y[r * v + t] * y[r * v + t];
        }
        for (int32_t t = 0; t < v; t++) y[r * v + t] /= sqrt(square);
        for (int32_t a = 0; a < 9; a++)
            for (int32_t t = 0; t < v && below(c->label[r], a); t++)
                p[a * v + t] += y[r * v + t], mass[a] += y[r * v + t];
    }
    for (int32_t r = 0; r < n; r++) {
        double fit[9] = {0}, score[K];
        for (int32_t a = 0; a < 9; a++)
            for (int32_t t = 0; t < v; t++)
                if (y[r * v + t] > 0)
                    fit[a] += y[r * v + t] * log(.5 * p[a * v + t] / mass[a] + .5 * p[8 * v + t] / mass[8]);
        best[r] = 0;
        for (int32_t i = 0; i < K; i++) {
            score[i] = fit[i] + 4 * fit[PARENT[i] == 8 ? i : PARENT[i]];
            if (score[i] > score[best[r]]) best[r] = i;
        }
        lead[r] = (double)INFINITY;
        for (int32_t i = 0; i < K; i++)
            if (i != best[r]) lead[r] = fmin(lead[r], score[best[r]] - score[i]);
    }
    free(y);
    free(p);
}

/* Rows with terms enough. */
static tt_csr long_rows(double **idf, int32_t *truth, uint64_t seed)
{
    tt_csr x = rows_weighted(N, V, K, seed, truth, idf);
    assert_true(x.ptr[N] >= 20 * N);
    return x;
}

static void test_naive(void **state)
{
    (void)state;
    double *idf, lead[N];
    int32_t best[N], moved = 0;
    tt_csr x = long_rows(&idf, NULL, 1);
    tt__cluster_state c = clusters_over(&x, NULL, K, 1);
    clusters_deal(&c, in_turn);
    naive_round(best, lead, &c, idf);
    assert_int_equal(tt__cluster_refine_levels(&c, &TREE, idf, 1, NULL), TT_OK);
    assert_sound(&c);
    for (int32_t r = 0; r < N; r++) {
        if (lead[r] > 1e-3) assert_int_equal(c.label[r], best[r]);
        moved += c.label[r] != r % K;
    }
    assert_true(moved > 50);
    clusters_free(&c);
    tt_csr_free(&x);
    free(idf);
}

/* Rows astray find the topic they belong under: the first level comes out as planted. */
static void test_first_level(void **state)
{
    (void)state;
    double *idf;
    int32_t truth[N], upper[2][N];
    tt_csr x = long_rows(&idf, truth, 2);
    tt__cluster_state c = clusters_over(&x, NULL, K, 1);
    clusters_deal(&c, in_turn);
    for (int32_t r = 0; r < N; r++) {
        int32_t to = r % 4 ? truth[r] : (truth[r] + 3) % K;
        c.mass[c.label[r]]--;
        c.mass[c.label[r] = to]++;
        upper[0][r] = PARENT[truth[r]];
    }
    assert_int_equal(tt__cluster_refine_levels(&c, &TREE, idf, 5, NULL), TT_OK);
    assert_sound(&c);
    for (int32_t r = 0; r < N; r++) upper[1][r] = PARENT[c.label[r]];
    assert_true(nmi_of(upper[0], upper[1], N) > .9);
    clusters_free(&c);
    tt_csr_free(&x);
    free(idf);
}

/* No level between, no pass, or rows of few terms: nothing moves.  No leaf falls below min_size. */
static void test_bounds(void **state)
{
    (void)state;
    double *idf, *few;
    const int32_t flat[] = {6, 6, 6, 6, 6, 6, -1};
    tt_csr x = long_rows(&idf, NULL, 3), titles = rows_weighted(N, 12, K, 3, NULL, &few);
    assert_true(titles.ptr[N] < 20 * N);
    tt__cluster_state c = clusters_over(&x, NULL, K, N / K - 3), t = clusters_over(&titles, NULL, K, 1);
    clusters_deal(&c, in_turn);
    clusters_deal(&t, in_turn);
    assert_int_equal(tt__cluster_refine_levels(&c, &(tt__cluster_levels){.parent = flat, .m = 7}, idf, 5, NULL), TT_OK);
    assert_int_equal(tt__cluster_refine_levels(&c, &TREE, idf, 0, NULL), TT_OK);
    assert_int_equal(tt__cluster_refine_levels(&t, &TREE, few, 5, NULL), TT_OK);
    for (int32_t r = 0; r < N; r++) assert_true(c.label[r] == r % K && t.label[r] == r % K);
    assert_int_equal(tt__cluster_refine_levels(&c, &TREE, idf, 5, NULL), TT_OK);
    assert_sound(&c);
    clusters_free(&c);
    clusters_free(&t);
    tt_csr_free(&x);
    tt_csr_free(&titles);
    free(idf);
    free(few);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    double *idf;
    int32_t one[1200];
    tt_csr x = rows_weighted(1200, V, K, 4, NULL, &idf);
    for (int threads = 1; threads <= 7; threads += threads == 3 ? 4 : 1) {
        tt__cluster_state c = clusters_over(&x, NULL, K, 1);
        clusters_deal(&c, in_turn);
        assert_int_equal(tt__cluster_refine_levels(&c, &TREE, idf, 4, &(tt_run){.threads = threads}), TT_OK);
        if (threads == 1) memcpy(one, c.label, sizeof one);
        assert_memory_equal(c.label, one, sizeof one);
        clusters_free(&c);
    }
    tt_csr_free(&x);
    free(idf);
}

typedef struct job {
    tt__cluster_state c;
    const double *idf;
} job;

static tt_status call(void *arg)
{
    job *j = arg;
    return tt__cluster_refine_levels(&j->c, &TREE, j->idf, 1, &(tt_run){.threads = 1});
}

static void test_memory(void **state)
{
    (void)state;
    double *idf;
    tt_csr x = long_rows(&idf, NULL, 5);
    job j = {.c = clusters_over(&x, NULL, K, 1), .idf = idf};
    clusters_deal(&j.c, in_turn);
    assert_true(until_memory_suffices(call, &j) >= 9);
    clusters_free(&j.c);
    tt_csr_free(&x);
    free(idf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_naive), cmocka_unit_test(test_first_level),
                                       cmocka_unit_test(test_bounds), cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
