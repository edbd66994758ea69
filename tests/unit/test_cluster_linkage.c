/* Agglomeration: SciPy's merges, and brute force over all pairs of documents at every step. */
#include "rows_fixture.h"

enum { MOST = 64 };

/* Which documents each open item holds, as a naive agglomeration keeps them. */
typedef struct naive {
    const tt_csr *x;
    int32_t of[MOST * 8]; /* document -> item */
    int32_t n;
    double shared[MOST * 8], common; /* product of a document with the mean of the clusters' centroids; of that mean with itself */
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
    assert_int_equal(tt_linkage_build(&m, &sums, size, linkage, NULL), TT_OK);
    assert_int_equal(m.k, k);
    assert_greedy(&x, label, &m, linkage);
    tt_merges_free(&m);
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
    for (int linkage = 0; linkage < 2; linkage++) {
        tt_merges m = {0};
        bool used[12] = {0};
        assert_int_equal(tt_linkage_build(&m, &x, (int32_t[]){1, 1, 1, 1, 1, 1}, (tt_linkage)linkage, NULL), TT_OK);
        for (int i = 0; i < 5; i++) {
            assert_false(used[m.left[i]] || used[m.right[i]]);
            used[m.left[i]] = used[m.right[i]] = true;
            if (linkage == TT_LINKAGE_AVERAGE) assert_near(m.height[i], 0, 0);
        }
        assert_int_equal(m.left[0], 0);
        assert_int_equal(m.right[0], 1);
        assert_int_equal(m.size[4], 6);
        tt_merges_free(&m);
    }
    tt_csr_free(&x);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    enum { K = 300 };
    tt_csr x = rows_weighted(K, 80, 6, 7, NULL, NULL);
    int32_t size[K];
    for (int i = 0; i < K; i++) size[i] = 1;
    tt_merges one = {0};
    assert_int_equal(tt_linkage_build(&one, &x, size, TT_LINKAGE_AVERAGE, &(tt_run){.threads = 1}), TT_OK);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        tt_merges more = {0};
        assert_int_equal(tt_linkage_build(&more, &x, size, TT_LINKAGE_AVERAGE, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(more.left, one.left, (K - 1) * sizeof *one.left);
        assert_memory_equal(more.right, one.right, (K - 1) * sizeof *one.right);
        assert_memory_equal(more.height, one.height, (K - 1) * sizeof *one.height);
        tt_merges_free(&more);
    }
    tt_merges_free(&one);
    tt_csr_free(&x);
}

static void test_wrong(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, .6, .8}, 2, 2);
    tt_merges m = {.k = 77};
    assert_int_equal(tt_linkage_build(&m, &x, (int32_t[]){1, 1}, (tt_linkage)2, NULL), TT_ERR_ARGUMENT);
    assert_int_equal(tt_linkage_build(&m, &x, (int32_t[]){1, 0}, TT_LINKAGE_AVERAGE, NULL), TT_ERR_ARGUMENT); /* an empty cluster */
    assert_int_equal(m.k, 77);
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt_merges m = {.k = 77};
    tt_status status = tt_linkage_build(&m, arg, (int32_t[]){1, 1}, TT_LINKAGE_AVERAGE, NULL);
    if (status == TT_OK) tt_merges_free(&m);
    else assert_int_equal(m.k, 77);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, .6, .8}, 2, 2);
    assert_true(until_memory_suffices(call, &x) >= 11);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_average_brute_force), cmocka_unit_test(test_i2_brute_force),
                                       cmocka_unit_test(test_scipy),     cmocka_unit_test(test_one_and_two),
                                       cmocka_unit_test(test_all_alike), cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_wrong),     cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
