/* Planted topics with rows of words from anywhere among them: these are found, by themselves or by share, and no
 * others. */
#include "rows_fixture.h"

#include "cluster/kmeans.h"

enum { GOOD = 400, JUNK = 20, N = GOOD + JUNK, V = 240, K = 6 };

typedef struct problem {
    tt_csr x, sums;
    tt_partition partition;
    int32_t weight[N];
    tt_kmeans_input in;
} problem;

/* Junk stands at rows GOOD and up. */
static void pose(problem *p, int32_t junk, int32_t min_size)
{
    tt_csr good = rows_planted(GOOD, V, K, 11, NULL), bad = rows_planted(JUNK, V, 1, 12, NULL);
    double *table = calloc((size_t)N * V, sizeof *table), *a = rows_table(&good), *b = rows_table(&bad);
    assert_non_null(table);
    memcpy(table, a, (size_t)GOOD * V * sizeof *a);
    memcpy(table + (size_t)GOOD * V, b, (size_t)junk * V * sizeof *b);
    *p = (problem){.x = rows_from(table, GOOD + junk, V)};
    for (int32_t r = 0; r < N; r++) p->weight[r] = 1;
    p->in = (tt_kmeans_input){.x = &p->x, .weight = p->weight};
    assert_int_equal(tt_weights_apply(&p->x, NULL, NULL, NULL), TT_OK);
    tt_kmeans_opts opts = tt_kmeans_opts_default();
    opts.k = K, opts.min_size = min_size;
    assert_int_equal(tt_kmeans(&p->partition, &p->in, &opts, NULL), TT_OK);
    assert_int_equal(tt_cluster_sums(&p->sums, &p->in, &p->partition, NULL), TT_OK);
    free(table);
    free(a);
    free(b);
    tt_csr_free(&good);
    tt_csr_free(&bad);
}

static void drop(problem *p)
{
    tt_csr_free(&p->x);
    tt_csr_free(&p->sums);
    tt_partition_free(&p->partition);
}

/* Rows taken among first .. last - 1. */
static int32_t taken(const problem *p, int32_t first, int32_t last)
{
    int32_t n = 0;
    for (int32_t r = first; r < last; r++) n += p->partition.label[r] == K;
    return n;
}

static void take(problem *p, double share, int32_t min_size)
{
    assert_int_equal(tt_outliers_take(&p->partition, &p->in, &p->sums, &(tt_outliers_opts){share, min_size}, NULL),
                     TT_OK);
    assert_int_equal(p->partition.k, taken(p, 0, p->x.n_rows) ? K + 1 : K);
}

static void test_found(void **state)
{
    (void)state;
    problem p;
    pose(&p, JUNK, 1);
    take(&p, TT_OUTLIERS_AUTO, 1);
    assert_true(taken(&p, GOOD, N) >= JUNK * 9 / 10);
    assert_true(taken(&p, 0, GOOD) <= GOOD / 200);
    drop(&p);
}

static void test_clean(void **state)
{
    (void)state;
    problem p;
    pose(&p, 0, 1);
    take(&p, TT_OUTLIERS_AUTO, 1);
    assert_true(taken(&p, 0, GOOD) <= 2);
    drop(&p);
}

static void test_share(void **state)
{
    (void)state;
    const struct {
        double share;
        int32_t n;
    } cases[] = {{1e-9, 0}, {.0024, 1}, {.05, 21}, {.1, 42}, {.29, 121}, {.5, 210}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        problem p;
        pose(&p, JUNK, 1);
        take(&p, cases[i].share, 1);
        assert_int_equal(taken(&p, 0, N), cases[i].n);
        if (cases[i].n >= 21) assert_int_equal(taken(&p, GOOD, N), JUNK); /* the worst come first */
        drop(&p);
    }
}

static void test_clusters_keep_their_size(void **state)
{
    (void)state;
    problem p;
    pose(&p, JUNK, 60);
    take(&p, .5, 60); /* 420 documents, 360 of which have to stay */
    int32_t size[K + 1] = {0};
    for (int32_t r = 0; r < N; r++) size[p.partition.label[r]]++;
    for (int32_t c = 0; c < K; c++) assert_int_equal(size[c], 60);
    drop(&p);
}

/* A row that stands for more documents than are wanted is passed over; one that many documents share is no stranger. */
static void test_duplicates(void **state)
{
    (void)state;
    problem p;
    pose(&p, JUNK, 1);
    tt_csr_free(&p.sums);
    for (int32_t r = GOOD; r < N; r++) p.weight[r] = r < GOOD + 10 ? 1 : 4;
    assert_int_equal(tt_cluster_sums(&p.sums, &p.in, &p.partition, NULL), TT_OK);
    take(&p, .0088, 1); /* 450 documents: 3 */
    assert_int_equal(taken(&p, GOOD, GOOD + 10), 3);
    assert_int_equal(taken(&p, 0, N), 3);
    drop(&p);
}

/* A cluster of one keeps its row, whatever it is. */
static void test_never_emptied(void **state)
{
    (void)state;
    problem p;
    pose(&p, JUNK, 1);
    tt_csr_free(&p.sums);
    for (int32_t r = 0; r < N; r++) p.partition.label[r] = r == N - 1 ? 1 : r == N - 2 ? 2 : r < K ? r : 0;
    p.partition.label[1] = p.partition.label[2] = 0;
    assert_int_equal(tt_cluster_sums(&p.sums, &p.in, &p.partition, NULL), TT_OK);
    take(&p, .5, 1);
    assert_int_equal(taken(&p, 0, N), N / 2);
    assert_int_equal(p.partition.label[N - 1], 1);
    assert_int_equal(p.partition.label[N - 2], 2);
    drop(&p);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    problem p;
    pose(&p, JUNK, 1);
    int32_t label[N], found[N];
    memcpy(label, p.partition.label, sizeof label);
    for (int threads = 1; threads <= 5; threads++) {
        memcpy(p.partition.label, label, sizeof label);
        p.partition.k = K;
        tt_outliers_opts opts = {.1, 1};
        assert_int_equal(tt_outliers_take(&p.partition, &p.in, &p.sums, &opts, &(tt_run){.threads = threads}), TT_OK);
        if (threads == 1) memcpy(found, p.partition.label, sizeof found);
        assert_memory_equal(p.partition.label, found, sizeof found);
    }
    drop(&p);
}

static void test_refusals(void **state)
{
    (void)state;
    problem p;
    pose(&p, 0, 1);
    const tt_outliers_opts wrong[] = {{.6, 1}, {-.1, 1}, {(double)NAN, 1}, {.1, 0}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(tt_outliers_take(&p.partition, &p.in, &p.sums, &wrong[i], NULL), TT_ERR_ARGUMENT);
    take(&p, 0, 1);
    assert_int_equal(p.partition.k, K);
    drop(&p);
}

static tt_status take_once(void *arg)
{
    problem *p = arg;
    return tt_outliers_take(&p->partition, &p->in, &p->sums, &(tt_outliers_opts){.05, 1}, NULL);
}

static void test_memory(void **state)
{
    (void)state;
    problem p;
    pose(&p, JUNK, 1);
    assert_true(until_memory_suffices(take_once, &p) >= 9);
    drop(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_found),
                                       cmocka_unit_test(test_clean),
                                       cmocka_unit_test(test_share),
                                       cmocka_unit_test(test_clusters_keep_their_size),
                                       cmocka_unit_test(test_duplicates),
                                       cmocka_unit_test(test_never_emptied),
                                       cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_refusals),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
