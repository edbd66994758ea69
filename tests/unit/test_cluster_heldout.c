/* Words held back: splits along topics gain what the definition says, splits of noise nothing; one answer. */
#include "clusters_fixture.h"

enum { N = 200, V = 60, K = 4, ONCE = 7, NEVER = 40 }; /* terms seen but once, and not at all */

/* Two topics, each document's words dealt into two halves. */
typedef struct halves {
    tt_csr seen, held;
    int32_t truth[N], born_of[K];
    tt__cluster_state c;
} halves;

static void halves_init(halves *h)
{
    tt_csr all = rows_planted(N, V, 2, 3, h->truth);
    double *seen = rows_table(&all), *held = calloc(N * V, sizeof *held);
    gsl_rng *rng = tt__base_rng_new(5, 5);
    assert_non_null(held);
    assert_non_null(rng);
    bool once = false;
    for (int i = 0; i < N * V; i++)
        for (int count = (int)seen[i]; count > 0; count--) {
            bool keep = i % V == NEVER ? false : i % V == ONCE ? !once : gsl_rng_uniform(rng) < .5;
            if (i % V == ONCE) once = true;
            if (!keep) seen[i]--, held[i]++;
        }
    h->seen = rows_from(seen, N, V);
    h->held = rows_from(held, N, V);
    h->c = clusters_over(&h->seen, NULL, K, 1);
    h->c.born_of = h->born_of;
    memcpy(h->born_of, (int32_t[]){-1, 0, 0, 1}, sizeof h->born_of); /* the topics; then each in two, by no rule */
    for (int r = 0; r < N; r++) {
        int half = gsl_rng_uniform(rng) < .5;
        h->c.label[r] = h->truth[r] ? (half ? 3 : 1) : (half ? 2 : 0);
    }
    gsl_rng_free(rng);
    free(seen);
    free(held);
    tt_csr_free(&all);
}

static void halves_free(halves *h)
{
    clusters_free(&h->c);
    tt_csr_free(&h->seen);
    tt_csr_free(&h->held);
}

static void shuffle(halves *h) /* labels that know nothing of the topics */
{
    gsl_rng *rng = tt__base_rng_new(8, 8);
    assert_non_null(rng);
    for (int r = 0; r < N; r++) h->c.label[r] = r < K ? r : (int32_t)gsl_rng_uniform_int(rng, K);
    gsl_rng_free(rng);
}

/* Log-likelihood of the held words under the first `clusters` clusters of the bisection, from its definition; 0
 * clusters: under the corpus' model alone. */
static double likelihood(const halves *h, int32_t clusters, double mu)
{
    double *seen = rows_table(&h->seen), *held = rows_table(&h->held), count[V] = {0}, sum[K][V] = {{0}},
           total[K] = {0}, all = 0, fit = 0;
    int32_t label[N];
    for (int r = 0; r < N; r++) {
        for (label[r] = clusters ? h->c.label[r] : 0; label[r] > 0 && label[r] >= clusters;)
            label[r] = h->born_of[label[r]];
        for (int t = 0; t < V; t++) {
            count[t] += seen[r * V + t];
            all += seen[r * V + t];
            if (!clusters) continue;
            sum[label[r]][t] += seen[r * V + t];
            total[label[r]] += seen[r * V + t];
        }
    }
    double left = (1 + 1.0) / (all + 1); /* one term was seen once, one never */
    for (int r = 0; r < N; r++)
        for (int t = 0; t < V; t++) {
            double shared = t == NEVER ? left : (1 - left) * count[t] / all;
            if (held[r * V + t] > 0)
                fit += held[r * V + t] * log((sum[label[r]][t] + mu * shared) / (total[label[r]] + mu));
        }
    free(seen);
    free(held);
    return fit;
}

static double best_likelihood(const halves *h, int32_t clusters)
{
    const double mu[] = {300, 1000, 3000, 10000, 30000};
    double best = clusters == 1 ? likelihood(h, 0, 1) : -HUGE_VAL;
    for (size_t m = 0; m < sizeof mu / sizeof *mu; m++) best = fmax(best, likelihood(h, clusters, mu[m]));
    return best;
}

static void test_definition(void **state)
{
    (void)state;
    halves h;
    double gain[K];
    halves_init(&h);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(tt__cluster_heldout_gains(gain, &h.c, &h.seen, &h.held, NULL), TT_OK);
        assert_true(gain[0] == 0);
        for (int32_t c = 1; c < K; c++) assert_near(gain[c], best_likelihood(&h, c + 1) - best_likelihood(&h, 1), 1e-6);
        shuffle(&h);
        memcpy(h.born_of, (int32_t[]){-1, 0, 1, 0}, sizeof h.born_of);
    }
    halves_free(&h);
}

static void test_topics_and_noise(void **state)
{
    (void)state;
    halves h;
    double gain[K], noise[K];
    halves_init(&h);
    assert_int_equal(tt__cluster_heldout_gains(gain, &h.c, &h.seen, &h.held, NULL), TT_OK);
    assert_near(gain[0], 0, 1e-6);
    assert_true(gain[1] > 100);
    for (int c = 2; c < K; c++) assert_true(gain[1] > .95 * gain[c]);
    shuffle(&h);
    assert_int_equal(tt__cluster_heldout_gains(noise, &h.c, &h.seen, &h.held, NULL), TT_OK);
    assert_near(noise[0], 0, 1e-6);
    for (int c = 1; c < K; c++) assert_true(noise[c] < 0);
    halves_free(&h);
}

static void test_one_cluster(void **state)
{
    (void)state;
    halves h;
    double gain = 7;
    halves_init(&h);
    memset(h.c.label, 0, N * sizeof *h.c.label);
    h.c.k = 1;
    assert_int_equal(tt__cluster_heldout_gains(&gain, &h.c, &h.seen, &h.held, NULL), TT_OK);
    assert_true(gain == 0);
    halves_free(&h);
}

/* A cluster a row: nodes enough for every thread. */
static void test_any_number_of_threads(void **state)
{
    (void)state;
    halves h;
    double one[N], more[N];
    int32_t born_of[N] = {0};
    halves_init(&h);
    h.c.k = N;
    h.c.born_of = born_of;
    for (int32_t r = 0; r < N; r++) h.c.label[r] = r, born_of[r] = r / 3;
    assert_int_equal(tt__cluster_heldout_gains(one, &h.c, &h.seen, &h.held, &(tt_run){.threads = 1}), TT_OK);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        memset(more, 0, sizeof more);
        assert_int_equal(tt__cluster_heldout_gains(more, &h.c, &h.seen, &h.held, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(more, one, sizeof one);
    }
    halves_free(&h);
}

static tt_status call(void *arg)
{
    halves *h = arg;
    double gain[K];
    return tt__cluster_heldout_gains(gain, &h->c, &h->seen, &h->held, NULL);
}

static void test_memory(void **state)
{
    (void)state;
    halves h;
    halves_init(&h);
    assert_true(until_memory_suffices(call, &h) >= 13);
    halves_free(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_definition), cmocka_unit_test(test_topics_and_noise),
                                       cmocka_unit_test(test_one_cluster), cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
