/* K-means as a whole: planted topics, the promised partition, refusals, one answer. */
#include "clusters_fixture.h"

static tt_kmeans_opts asking(int32_t k, int32_t min_size)
{
    tt_kmeans_opts opts = tt_kmeans_opts_default();
    opts.k = k;
    opts.min_size = min_size;
    return opts;
}

/* Labels 0..k-1, all used, numbered by their first row, min_size held, the objective the one of these labels. */
static void assert_partition(const tt_partition *p, const tt_kmeans_input *in, const tt_kmeans_opts *opts)
{
    int32_t next = 0;
    int64_t *mass = calloc((size_t)opts->k, sizeof *mass);
    assert_int_equal(p->n, in->x->n_rows);
    assert_int_equal(p->k, opts->k);
    for (int32_t r = 0; r < p->n; r++) {
        assert_in_range(p->label[r], 0, next);
        if (p->label[r] == next) next++;
        mass[p->label[r]] += in->weight ? in->weight[r] : 1;
    }
    assert_int_equal(next, opts->k);
    for (int32_t c = 0; c < p->k; c++) assert_true(mass[c] >= opts->min_size);
    double i2 = rows_i2(in->x, in->weight, p->label, p->k);
    assert_near(p->objective, i2, 1e-5 * i2);
    free(mass);
}

static tt_partition run(const tt_kmeans_input *in, const tt_kmeans_opts *opts)
{
    tt_partition p = {0};
    assert_int_equal(tt_kmeans(&p, in, opts, NULL), TT_OK);
    assert_partition(&p, in, opts);
    return p;
}

static void test_planted(void **state)
{
    (void)state;
    enum { N = 900 };
    int32_t truth[N];
    for (int32_t k = 2; k <= 12; k += 5) {
        double *idf;
        tt_csr x = rows_weighted(N, 240, k, (uint64_t)k, truth, &idf);
        for (int with_idf = 0; with_idf < 2; with_idf++) {
            tt_kmeans_input in = {.x = &x, .idf = with_idf ? idf : NULL};
            tt_kmeans_opts opts = asking(k, 1);
            tt_partition p = run(&in, &opts);
            assert_true(nmi_of(truth, p.label, N) > .95);
            tt_partition_free(&p);
            assert_null(p.label);
        }
        tt_csr_free(&x);
        free(idf);
    }
}

static void test_every_k(void **state)
{
    (void)state;
    double *idf;
    tt_csr x = rows_weighted(24, 40, 3, 1, NULL, &idf);
    tt_kmeans_input in = {.x = &x, .idf = idf};
    for (int32_t k = 1; k <= 24; k++)
        for (int32_t least = 1; least * k <= 24; least++) { /* least * k == 24 leaves no choice of sizes */
            tt_kmeans_opts opts = asking(k, least);
            tt_partition p = run(&in, &opts);
            if (k == 24) assert_near(p.objective, 24, 1e-4);
            tt_partition_free(&p);
        }
    tt_csr_free(&x);
    free(idf);
}

static void test_refusals(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(10, 20, 2, 2, NULL, NULL);
    tt_kmeans_input in = {.x = &x};
    tt_partition p = {.k = 77};
    tt_kmeans_opts opts = asking(11, 1);
    assert_int_equal(tt_kmeans(&p, &in, &opts, NULL), TT_ERR_SHAPE);
    assert_string_equal(tt_error_message(), "11 topics asked for, but there are only 10 different documents");
    opts = asking(4, 3);
    assert_int_equal(tt_kmeans(&p, &in, &opts, NULL), TT_ERR_SHAPE);
    assert_string_equal(tt_error_message(),
                        "4 topics of at least 3 documents each need 12 documents, but there are 10");
    tt_kmeans_opts bad[7];
    for (int i = 0; i < 7; i++) bad[i] = asking(2, 1);
    bad[0].k = 0, bad[1].trials = -1, bad[2].refine_passes = -1, bad[3].divergence_passes = -1, bad[4].min_size = 0,
    bad[5].k = -5;
    bad[6].trials = 1001;
    for (int i = 0; i < 7; i++) {
        assert_non_null(tt_kmeans_opts_check(&bad[i]));
        assert_int_equal(tt_kmeans(&p, &in, &bad[i], NULL), TT_ERR_ARGUMENT);
        assert_string_equal(tt_error_message(), tt_kmeans_opts_check(&bad[i]));
    }
    assert_int_equal(p.k, 77);
    tt_kmeans_opts good = tt_kmeans_opts_default();
    assert_null(tt_kmeans_opts_check(&good));
    tt_csr_free(&x);
}

/* A weight of w is w documents: to min_size, to the objective. */
static void test_weights(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(40, 40, 4, 3, NULL, NULL);
    int32_t weight[40];
    for (int r = 0; r < 40; r++) weight[r] = 1 + r % 5;
    tt_kmeans_input in = {.x = &x, .weight = weight};
    for (int32_t least = 1; least <= 12; least++) { /* 120 documents */
        tt_kmeans_opts opts = asking(8, least);
        tt_partition p = run(&in, &opts);
        tt_partition_free(&p);
    }
    tt_csr_free(&x);
}

/* Weights times a constant change nothing but the scale. */
static void test_weights_scale(void **state)
{
    (void)state;
    int32_t truth[200], three[200];
    for (int r = 0; r < 200; r++) three[r] = 3;
    tt_csr x = rows_weighted(200, 80, 4, 4, truth, NULL);
    tt_kmeans_input plain = {.x = &x}, tripled = {.x = &x, .weight = three};
    tt_kmeans_opts opts = asking(4, 1);
    tt_partition p = run(&plain, &opts), q = run(&tripled, &opts);
    assert_near(q.objective, 3 * p.objective, 1e-3);
    assert_true(nmi_of(p.label, q.label, 200) > .99);
    tt_partition_free(&p);
    tt_partition_free(&q);
    tt_csr_free(&x);
}

static void test_negative_values(void **state)
{
    (void)state;
    enum { N = 240 };
    const double axis[3][4] = {{1, -1, 0, 0}, {-1, 1, .2, 0}, {0, 0, -1, -1}}; /* as latent rows are */
    double table[N * 4];
    int32_t truth[N];
    gsl_rng *rng = tt__base_rng_new(5, 5);
    for (int r = 0; r < N; r++)
        for (int t = 0; t < 4; t++) table[r * 4 + t] = axis[truth[r] = r % 3][t] + .3 * gsl_rng_uniform(rng) - .15;
    tt_csr x = rows_from(table, N, 4);
    tt__matrix_csr_unit_rows(&x);
    tt_kmeans_input in = {.x = &x};
    tt_kmeans_opts opts = asking(3, 1);
    tt_partition p = run(&in, &opts);
    assert_true(nmi_of(truth, p.label, N) > .999);
    tt_partition_free(&p);
    gsl_rng_free(rng);
    tt_csr_free(&x);
}

static void test_all_alike(void **state)
{
    (void)state;
    double table[20], idf[] = {0, 0};
    for (int i = 0; i < 20; i++) table[i] = sqrt(.5);
    tt_csr x = rows_from(table, 10, 2);
    tt_kmeans_input in = {.x = &x, .idf = idf};
    for (int32_t k = 1; k <= 10; k++) {
        tt_kmeans_opts opts = asking(k, 10 / k);
        tt_partition p = run(&in, &opts);
        assert_near(p.objective, 10, 1e-4);
        tt_partition_free(&p);
    }
    tt_csr_free(&x);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    double *idf;
    tt_csr x = rows_weighted(3000, 150, 9, 6, NULL, &idf);
    tt_kmeans_input in = {.x = &x, .idf = idf};
    tt_kmeans_opts opts = asking(20, 5);
    tt_partition one, more;
    assert_int_equal(tt_kmeans(&one, &in, &opts, &(tt_run){.threads = 1}), TT_OK);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        assert_int_equal(tt_kmeans(&more, &in, &opts, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(more.label, one.label, 3000 * sizeof *one.label);
        assert_memory_equal(&more.objective, &one.objective, sizeof one.objective);
        tt_partition_free(&more);
    }
    tt_partition_free(&one);
    tt_csr_free(&x);
    free(idf);
}

static int stop(const tt_progress *step, void *user)
{
    int *left = user;
    assert_string_equal(step->stage, "clustering");
    assert_true(step->share >= 0 && step->share <= 1);
    return (*left)-- == 0;
}

/* Whenever the caller asks to stop, it stops, and leaves the result alone. */
static void test_cancel(void **state)
{
    (void)state;
    double *idf;
    tt_csr x = rows_weighted(100, 60, 3, 7, NULL, &idf);
    tt_kmeans_input in = {.x = &x, .idf = idf};
    tt_kmeans_opts opts = asking(6, 1);
    tt_status status = TT_ERR_CANCELLED;
    int stops = -1;
    for (; status < 0; stops++) {
        int left = stops + 1;
        tt_partition p = {.k = 77};
        status = tt_kmeans(&p, &in, &opts, &(tt_run){.progress = stop, .user = &left});
        if (status == TT_OK)
            tt_partition_free(&p);
        else
            assert_int_equal(p.k, 77);
        if (status < 0) assert_int_equal(status, TT_ERR_CANCELLED);
    }
    assert_true(stops >= 4); /* rounds of splits, a refinement, a divergence round */
    tt_csr_free(&x);
    free(idf);
}

typedef struct attempt {
    tt_kmeans_input in;
    tt_kmeans_opts opts;
} attempt;

static tt_status call(void *arg)
{
    attempt *a = arg;
    tt_partition p = {.k = 77};
    tt_status status = tt_kmeans(&p, &a->in, &a->opts, &(tt_run){.threads = 2});
    if (status == TT_OK)
        tt_partition_free(&p);
    else
        assert_int_equal(p.k, 77);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    double *idf;
    tt_csr x = rows_weighted(12, 20, 2, 8, NULL, &idf);
    attempt a = {{.x = &x, .idf = idf}, asking(3, 4)}; /* 12 rows: every stage, mending too */
    assert_true(until_memory_suffices(call, &a) >= 30);
    tt_csr_free(&x);
    free(idf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planted),       cmocka_unit_test(test_every_k),
        cmocka_unit_test(test_refusals),      cmocka_unit_test(test_weights),
        cmocka_unit_test(test_weights_scale), cmocka_unit_test(test_negative_values),
        cmocka_unit_test(test_all_alike),     cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_cancel),        cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
