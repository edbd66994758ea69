/* Kullback-Leibler rounds: a naive round's answer, planted topics mended, min_size held, one answer. */
#include "clusters_fixture.h"

/* One round from its definition, in double precision; best[r] is the cluster with the largest sum of y ln(.5 + .5 R(t,
 * c)), half of the row taken out of its own cluster. */
static void naive_round(int32_t *best, double *lead, const tt__cluster_state *c, const double *idf)
{
    int32_t n = c->x->n_rows, v = c->x->n_cols, k = c->k;
    double *y = rows_table(c->x), *p = calloc((size_t)(k * v), sizeof *p), *all = calloc((size_t)v, sizeof *all),
           total = 0;
    double *mass = calloc((size_t)k, sizeof *mass), entries = 0;
    for (int32_t r = 0; r < n; r++) {
        double square = 0;
        for (int32_t t = 0; t < v; t++) {
            if (idf[t] > 0) y[r * v + t] /= idf[t];
            square += y[r * v + t] * y[r * v + t];
        }
        for (int32_t t = 0; t < v; t++) {
            y[r * v + t] /= sqrt(square);
            p[c->label[r] * v + t] += y[r * v + t];
            all[t] += y[r * v + t];
            mass[c->label[r]] += y[r * v + t];
            total += y[r * v + t];
            entries += y[r * v + t] > 0;
        }
    }
    double seen = 30 * total / entries;
    for (int32_t r = 0; r < n; r++) {
        double score[64];
        for (int32_t i = 0; i < k; i++) {
            double share = mass[i] / total;
            score[i] = 0;
            for (int32_t t = 0; t < v; t++) {
                double yt = y[r * v + t], here = p[i * v + t] - (c->label[r] == i ? .5 * yt : 0);
                if (yt > 0) score[i] += yt * log(.5 + .5 * (here + seen * share) / ((all[t] + seen) * share));
            }
        }
        best[r] = 0;
        for (int32_t i = 1; i < k; i++)
            if (score[i] > score[best[r]]) best[r] = i;
        lead[r] = (double)INFINITY; /* over the next best: rounding may decide where it is nearly none */
        for (int32_t i = 0; i < k; i++)
            if (i != best[r]) lead[r] = fmin(lead[r], score[best[r]] - score[i]);
    }
    free(y);
    free(p);
    free(all);
    free(mass);
}

static void test_naive(void **state)
{
    (void)state;
    double *idf, lead[200];
    int32_t best[200];
    tt_csr x = rows_weighted(200, 60, 4, 1, NULL, &idf);
    tt__cluster_state c = clusters_over(&x, NULL, 5, 1);
    clusters_deal(&c, in_turn);
    naive_round(best, lead, &c, idf);
    int moved = 0;
    assert_int_equal(tt__cluster_kl_rounds(&c, idf, 1, NULL), TT_OK);
    assert_sound(&c);
    for (int32_t r = 0; r < 200; r++) {
        if (lead[r] > 1e-4) assert_int_equal(c.label[r], best[r]);
        moved += c.label[r] != r % 5;
    }
    assert_true(moved > 50);
    clusters_free(&c);
    tt_csr_free(&x);
    free(idf);
}

static void test_planted(void **state)
{
    (void)state;
    double *idf;
    int32_t truth[600];
    tt_csr x = rows_weighted(600, 100, 5, 2, truth, &idf);
    tt__cluster_state c = clusters_over(&x, NULL, 5, 1);
    clusters_deal(&c, in_turn);
    for (int32_t r = 0; r < 600; r += 2) { /* half of them right */
        c.mass[c.label[r]]--;
        c.mass[c.label[r] = truth[r]]++;
    }
    assert_int_equal(tt__cluster_kl_rounds(&c, idf, 10, NULL), TT_OK);
    assert_sound(&c);
    assert_true(nmi_of(truth, c.label, 600) > .95);
    clusters_free(&c);
    tt_csr_free(&x);
    free(idf);
}

/* A row of weight w is w copies of it. */
static void test_weights_are_copies(void **state)
{
    (void)state;
    double *idf;
    tt_csr x = rows_weighted(40, 30, 3, 8, NULL, &idf), twice; /* rows of which no cluster loses its last */
    int32_t weight[40];
    for (int r = 0; r < 40; r++) weight[r] = 2;
    assert_int_equal(tt__matrix_csr_alloc(&twice, 80, 30, 2 * x.ptr[40]), TT_OK);
    for (int32_t r = 0; r < 80; r++) { /* first all rows, then all again: label r % 4 deals both alike */
        int64_t from = x.ptr[r % 40], n = x.ptr[r % 40 + 1] - from;
        twice.ptr[r + 1] = twice.ptr[r] + n;
        memcpy(twice.idx + twice.ptr[r], x.idx + from, (size_t)n * sizeof *x.idx);
        memcpy(twice.val + twice.ptr[r], x.val + from, (size_t)n * sizeof *x.val);
    }
    tt__cluster_state weighted = clusters_over(&x, weight, 4, 1), copied = clusters_over(&twice, NULL, 4, 1);
    clusters_deal(&weighted, in_turn);
    clusters_deal(&copied, in_turn);
    assert_int_equal(tt__cluster_kl_rounds(&weighted, idf, 1, NULL), TT_OK);
    assert_int_equal(tt__cluster_kl_rounds(&copied, idf, 1, NULL), TT_OK);
    for (int32_t r = 0; r < 80; r++) assert_int_equal(copied.label[r], weighted.label[r % 40]);
    clusters_free(&weighted);
    clusters_free(&copied);
    tt_csr_free(&x);
    tt_csr_free(&twice);
    free(idf);
}

/* Terms without an idf, rows without a term, clusters without a word: nothing breaks, nothing gets lost. */
static void test_edges(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, 0, 1, 0, 0, 0, 0, .6, .8}, 5, 2);
    const double idf[] = {0, .5};
    for (int32_t k = 1; k <= 5; k++) {
        tt__cluster_state c = clusters_over(&x, NULL, k, 1);
        clusters_deal(&c, in_turn);
        assert_int_equal(tt__cluster_kl_rounds(&c, idf, 5, NULL), TT_OK);
        assert_sound(&c);
        clusters_free(&c);
    }
    tt__cluster_state c = clusters_over(&x, NULL, 2, 1);
    clusters_deal(&c, in_turn);
    assert_int_equal(tt__cluster_kl_rounds(&c, idf, 0, NULL), TT_OK);
    for (int32_t r = 0; r < 5; r++) assert_int_equal(c.label[r], r % 2);
    clusters_free(&c);
    tt_csr_free(&x);
}

static void test_min_size(void **state)
{
    (void)state;
    double *idf;
    tt_csr x = rows_weighted(300, 60, 3, 4, NULL, &idf);
    for (int32_t least = 10; least <= 30; least += 5) {
        tt__cluster_state c = clusters_over(&x, NULL, 10, least);
        clusters_deal(&c, in_turn);
        assert_int_equal(tt__cluster_kl_rounds(&c, idf, 10, NULL), TT_OK);
        assert_sound(&c);
        clusters_free(&c);
    }
    tt_csr_free(&x);
    free(idf);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    double *idf;
    tt_csr x = rows_weighted(3000, 90, 6, 5, NULL, &idf);
    tt__cluster_state one = clusters_over(&x, NULL, 35, 1), more = clusters_over(&x, NULL, 35, 1);
    clusters_deal(&one, in_turn);
    assert_int_equal(tt__cluster_kl_rounds(&one, idf, 3, &(tt_run){.threads = 1}), TT_OK);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        clusters_deal(&more, in_turn);
        assert_int_equal(tt__cluster_kl_rounds(&more, idf, 3, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(more.label, one.label, 3000 * sizeof *one.label);
    }
    clusters_free(&one);
    clusters_free(&more);
    tt_csr_free(&x);
    free(idf);
}

static tt_status call(void *arg)
{
    static const double idf[20] = {1, 1, 1, 1, 1};
    tt__cluster_state c = clusters_over(arg, NULL, 2, 1);
    clusters_deal(&c, in_turn);
    tt_status status = tt__cluster_kl_rounds(&c, idf, 2, NULL);
    clusters_free(&c);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(10, 20, 2, 7, NULL, NULL);
    assert_true(until_memory_suffices(call, &x) >= 7);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_naive), cmocka_unit_test(test_planted),  cmocka_unit_test(test_weights_are_copies),
        cmocka_unit_test(test_edges), cmocka_unit_test(test_min_size), cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
