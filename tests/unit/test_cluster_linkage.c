/* Agglomeration: SciPy's merges, and brute force over all pairs of documents at every step. */
#include "cluster/linkage.h"
#include "rows_fixture.h"

enum { MOST = 64 };

/* All products known up to so many clusters, dense sums beyond. */
static tt_status link_with(tt_merges *m, const tt_csr *sums, const int32_t *size, tt_linkage linkage,
                           int32_t most_products, int threads)
{
    tt__cluster_reduced known = {0};
    tt_run run = {.threads = threads};
    tt_status status = tt__cluster_reduce(&known, sums, most_products, &run);
    if (status == TT_OK) status = tt__cluster_linkage_run(m, &known, size, linkage, &run);
    tt__cluster_reduced_free(&known);
    return status;
}

/* Which documents each open item holds, as a naive agglomeration keeps them. */
typedef struct naive {
    const tt_csr *x;
    int32_t of[MOST * 8]; /* document -> item */
    int32_t n;
    double shared[MOST * 8],
        common; /* product of a document with the mean of the clusters' centroids; of that mean with itself */
} naive;

static void find_background(naive *a, const int32_t *label, int32_t k)
{
    double size[MOST] = {0};
    for (int32_t i = 0; i < a->n; i++) size[label[i]]++;
    for (int32_t i = 0; i < a->n; i++) {
        for (int32_t j = 0; j < a->n; j++) a->shared[i] += rows_dot(a->x, i, j) / (size[label[j]] * k);
        a->common += a->shared[i] / (size[label[i]] * k);
    }
}

static double naive_distance(const naive *a, int32_t p, int32_t q, tt_linkage linkage)
{
    double dots[3] = {0}, pairs = 0; /* within p, within q, across */
    for (int32_t i = 0; i < a->n; i++)
        for (int32_t j = 0; j < a->n; j++) {
            bool ip = a->of[i] == p, iq = a->of[i] == q, jp = a->of[j] == p, jq = a->of[j] == q;
            if (!(ip || iq) || !(jp || jq)) continue;
            double dot = rows_dot(a->x, i, j);
            if (linkage == TT_LINKAGE_AVERAGE) dot += a->common / 4 - (a->shared[i] + a->shared[j]) / 2;
            if (ip && jp) dots[0] += dot;
            if (iq && jq) dots[1] += dot;
            if (ip && jq) dots[2] += dot, pairs++;
        }
    if (linkage == TT_LINKAGE_AVERAGE) return 1 - dots[2] / pairs - .75 * a->common;
    return sqrt(dots[0]) + sqrt(dots[1]) - sqrt(dots[0] + 2 * dots[2] + dots[1]);
}

/* At every step the merge made is the best there is, to rounding; heights are those of brute force, made ascending. */
static void assert_greedy(const tt_csr *x, const int32_t *label, const tt_merges *m, tt_linkage linkage)
{
    naive a = {.x = x, .n = x->n_rows};
    bool open[2 * MOST] = {0};
    double highest = -1;
    for (int32_t i = 0; i < a.n; i++) a.of[i] = label[i];
    find_background(&a, label, m->k);
    for (int32_t c = 0; c < m->k; c++) open[c] = true;
    for (int32_t i = 0; i < m->k - 1; i++) {
        double best = (double)INFINITY, made = naive_distance(&a, m->left[i], m->right[i], linkage);
        assert_true(m->left[i] < m->right[i]);
        assert_true(open[m->left[i]] && open[m->right[i]]);
        for (int32_t p = 0; p < m->k + i; p++)
            for (int32_t q = p + 1; q < m->k + i; q++)
                if (open[p] && open[q]) best = fmin(best, naive_distance(&a, p, q, linkage));
        assert_near(made, best, 1e-5);
        highest = fmax(highest, made);
        assert_near(m->height[i], linkage == TT_LINKAGE_AVERAGE ? made : highest, 1e-5);
        if (i) assert_true(m->height[i] >= m->height[i - 1]);
        int32_t size = 0;
        for (int32_t d = 0; d < a.n; d++) {
            if (a.of[d] == m->left[i] || a.of[d] == m->right[i]) a.of[d] = m->k + i;
            size += a.of[d] == m->k + i;
        }
        assert_int_equal(m->size[i], size);
        open[m->left[i]] = open[m->right[i]] = false;
        open[m->k + i] = true;
    }
}

static void link_and_check(int32_t n, int32_t k, uint64_t seed, tt_linkage linkage)
{
    tt_csr x = rows_weighted(n, 60, 5, seed, NULL, NULL), sums;
    int32_t label[MOST * 8], size[MOST] = {0};
    for (int32_t i = 0; i < n; i++) size[label[i] = i < k ? i : i * i % k]++;
    tt_partition partition = {.n = n, .k = k, .label = label};
    tt_merges m = {0};
    assert_int_equal(tt_cluster_sums(&sums, &(tt_kmeans_input){.x = &x}, &partition, NULL), TT_OK);
    for (int32_t most_products = 0; most_products <= k; most_products += k) {
        assert_int_equal(link_with(&m, &sums, size, linkage, most_products, 2), TT_OK);
        assert_int_equal(m.k, k);
        assert_greedy(&x, label, &m, linkage);
        tt_merges_free(&m);
    }
    tt_csr_free(&sums);
    tt_csr_free(&x);
}

static void test_average_brute_force(void **state)
{
    (void)state;
    link_and_check(24, 24, 1, TT_LINKAGE_AVERAGE); /* single documents */
    link_and_check(60, 17, 2, TT_LINKAGE_AVERAGE); /* clusters of unlike sizes */
    link_and_check(40, 3, 3, TT_LINKAGE_AVERAGE);
}

static void test_i2_brute_force(void **state)
{
    (void)state;
    link_and_check(24, 24, 4, TT_LINKAGE_I2);
    link_and_check(60, 17, 5, TT_LINKAGE_I2);
}

static void test_scipy(void **state)
{
    (void)state;
    int64_t n_numbers;
    double *number = read_numbers("tests/reference/linkage.txt", &n_numbers), *at = number;
    int32_t one[128], cases = 0;
    for (int i = 0; i < 128; i++) one[i] = 1;
    for (; at < number + n_numbers; cases++) {
        int32_t n = (int32_t)at[0], d = (int32_t)at[1];
        assert_in_range(n, 2, 128);
        tt_csr x = rows_from(at + 2, n, d);
        tt_merges m = {0};
        assert_int_equal(tt_linkage_build(&m, &x, one, TT_LINKAGE_AVERAGE, NULL), TT_OK);
        at += 2 + n * d;
        for (int32_t i = 0; i < n - 1; i++, at += 4) {
            assert_int_equal(m.left[i], (int32_t)at[0]);
            assert_int_equal(m.right[i], (int32_t)at[1]);
            assert_near(m.height[i], at[2], 1e-5);
            assert_int_equal(m.size[i], (int32_t)at[3]);
        }
        tt_merges_free(&m);
        tt_csr_free(&x);
    }
    assert_int_equal(cases, 3);
    free(number);
}

static void test_one_and_two(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, .6, .8}, 2, 2);
    tt_merges m = {0};
    assert_int_equal(tt_linkage_build(&m, &x, (int32_t[]){1, 1}, TT_LINKAGE_AVERAGE, NULL), TT_OK);
    assert_int_equal(m.left[0], 0);
    assert_int_equal(m.right[0], 1);
    assert_int_equal(m.size[0], 2);
    assert_near(m.height[0], .4, 1e-6);
    tt_merges_free(&m);
    assert_null(m.left);
    x.n_rows = 1;
    assert_int_equal(tt_linkage_build(&m, &x, (int32_t[]){1}, TT_LINKAGE_I2, NULL), TT_OK);
    assert_int_equal(m.k, 1);
    tt_merges_free(&m);
    x.n_rows = 2;
    tt_csr_free(&x);
}

/* All alike: every distance is 0, ties go to the lowest, nothing is merged twice. */
static void test_all_alike(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 1, 1, 1, 1, 1}, 6, 1);
    for (int c = 0; c < 4; c++) {
        tt_linkage linkage = (tt_linkage)(c % 2);
        tt_merges m = {0};
        bool used[12] = {0};
        assert_int_equal(link_with(&m, &x, (int32_t[]){1, 1, 1, 1, 1, 1}, linkage, c < 2 ? 0 : 6, 1), TT_OK);
        for (int i = 0; i < 5; i++) {
            assert_false(used[m.left[i]] || used[m.right[i]]);
            used[m.left[i]] = used[m.right[i]] = true;
            if (linkage == TT_LINKAGE_AVERAGE) assert_near(m.height[i], 0, c < 2 ? 1e-12 : 0);
        }
        assert_int_equal(m.left[0], 0);
        assert_int_equal(m.right[0], 1);
        assert_int_equal(m.size[4], 6);
        tt_merges_free(&m);
    }
    tt_csr_free(&x);
}

static void assert_same(const tt_merges *a, const tt_merges *b, double tolerance)
{
    size_t n = (size_t)a->k - 1;
    assert_int_equal(a->k, b->k);
    assert_memory_equal(a->left, b->left, n * sizeof *a->left);
    assert_memory_equal(a->right, b->right, n * sizeof *a->right);
    assert_memory_equal(a->size, b->size, n * sizeof *a->size);
    for (size_t i = 0; i < n; i++) assert_near(a->height[i], b->height[i], tolerance);
}

/* 2,000 terms are brought down to few dimensions, 80 are not. */
static void test_any_number_of_threads(void **state)
{
    (void)state;
    enum { K = 300 };
    for (int c = 0; c < 8; c++) {
        tt_csr x = rows_weighted(K, c & 1 ? 2000 : 80, 6, 7, NULL, NULL);
        tt_linkage linkage = c & 2 ? TT_LINKAGE_I2 : TT_LINKAGE_AVERAGE;
        int32_t size[K], most_products = c & 4 ? 0 : K;
        for (int i = 0; i < K; i++) size[i] = 1 + i % 4;
        tt_merges one = {0};
        assert_int_equal(link_with(&one, &x, size, linkage, most_products, 1), TT_OK);
        for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
            tt_merges more = {0};
            assert_int_equal(link_with(&more, &x, size, linkage, most_products, threads), TT_OK);
            assert_same(&more, &one, 0);
            tt_merges_free(&more);
        }
        tt_merges_free(&one);
        tt_csr_free(&x);
    }
}

/* Sums in few dimensions as they are: the merges are those of all products, through many moves of slots. */
static void test_many_as_few(void **state)
{
    (void)state;
    enum { K = 250, D = 40 }; /* more, and some merges are nearer to one another than floats can tell */
    double *table = calloc(K * D, sizeof *table);
    gsl_rng *rng = tt__base_rng_new(5, 0);
    int32_t size[K];
    assert_true(table && rng);
    for (int i = 0; i < K; i++) {
        size[i] = 1 + i % 9;
        for (int j = 0; j < D; j++) table[i * D + j] = size[i] * (gsl_rng_uniform(rng) + 3 * (j == i % D));
    }
    tt_csr x = rows_from(table, K, D);
    for (int linkage = 0; linkage < 2; linkage++) {
        tt_merges few = {0}, many = {0};
        assert_int_equal(link_with(&few, &x, size, (tt_linkage)linkage, K, 2), TT_OK);
        assert_int_equal(link_with(&many, &x, size, (tt_linkage)linkage, K - 1, 2), TT_OK);
        assert_same(&many, &few, 1e-4);
        tt_merges_free(&few);
        tt_merges_free(&many);
    }
    tt_csr_free(&x);
    gsl_rng_free(rng);
    free(table);
}

/* Each item's cluster where k clusters are left. */
static void cut(int32_t *of, const tt_merges *m, int32_t k)
{
    int32_t *above = calloc(2 * (size_t)m->k, sizeof *above);
    assert_non_null(above);
    for (int32_t i = 2 * m->k - 1 - k; i >= 0; i--) {
        if (!above[i]) above[i] = i + 1; /* open */
        if (i >= m->k)
            above[m->left[i - m->k]] = above[m->right[i - m->k]] = above[i];
        else
            of[i] = above[i];
    }
    free(above);
}

/* Sums brought down from terms keep what belongs together together. */
static void test_brought_down(void **state)
{
    (void)state;
    enum { K = 400, TOPICS = 8 };
    int32_t truth[K], size[K], of[K];
    tt_csr x = rows_weighted(K, 2000, TOPICS, 3, truth, NULL);
    for (int i = 0; i < K; i++) size[i] = 1;
    for (int linkage = 0; linkage < 2; linkage++) {
        tt_merges m = {0};
        tt_agreement a;
        assert_int_equal(link_with(&m, &x, size, (tt_linkage)linkage, 0, 2), TT_OK);
        cut(of, &m, TOPICS);
        assert_int_equal(tt_agreement_compute(&a, truth, of, K), TT_OK);
        assert_true(a.nmi > .95);
        tt_merges_free(&m);
    }
    tt_csr_free(&x);
}

static void test_wrong(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, .6, .8}, 2, 2);
    tt_merges m = {.k = 77};
    assert_int_equal(tt_linkage_build(&m, &x, (int32_t[]){1, 1}, (tt_linkage)2, NULL), TT_ERR_ARGUMENT);
    assert_int_equal(tt_linkage_build(&m, &x, (int32_t[]){1, 0}, TT_LINKAGE_AVERAGE, NULL),
                     TT_ERR_ARGUMENT); /* an empty cluster */
    assert_int_equal(m.k, 77);
    tt_csr_free(&x);
}

typedef struct attempt {
    tt_csr x;
    tt_linkage linkage;
    int32_t most_products;
} attempt;

static tt_status call(void *arg)
{
    attempt *a = arg;
    tt_merges m = {.k = 77};
    int32_t size[30];
    for (int32_t i = 0; i < 30; i++) size[i] = 1;
    tt_status status = link_with(&m, &a->x, size, a->linkage, a->most_products, 2);
    if (status == TT_OK)
        tt_merges_free(&m);
    else
        assert_int_equal(m.k, 77);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    attempt few = {.x = rows_weighted(30, 600, 3, 1, NULL, NULL), .linkage = TT_LINKAGE_AVERAGE, .most_products = 30};
    assert_true(until_memory_suffices(call, &few) >= 19);
    few.linkage = TT_LINKAGE_I2;
    few.most_products = 0;
    assert_true(until_memory_suffices(call, &few) >= 30);
    tt_csr_free(&few.x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_average_brute_force),
                                       cmocka_unit_test(test_i2_brute_force),
                                       cmocka_unit_test(test_scipy),
                                       cmocka_unit_test(test_one_and_two),
                                       cmocka_unit_test(test_all_alike),
                                       cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_many_as_few),
                                       cmocka_unit_test(test_brought_down),
                                       cmocka_unit_test(test_wrong),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
