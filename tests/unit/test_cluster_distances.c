/* Distances between clusters, from products and from dense sums: those of the definitions, after joins and moves of
 * slots. */
#include "cluster/distances.h"
#include "rows_fixture.h"

enum { K = 150, D = 20 };

/* Sums as a naive agglomeration keeps them. */
typedef struct naive {
    double sum[K][D], count[K], mean[D];
} naive;

static void naive_init(naive *a, const tt_csr *x, const int32_t *size, const int32_t *order)
{
    *a = (naive){0};
    for (int32_t c = 0; c < K; c++) {
        a->count[c] = size[order[c]];
        for (int64_t p = x->ptr[order[c]]; p < x->ptr[order[c] + 1]; p++) {
            a->sum[c][x->idx[p]] = (double)x->val[p];
            a->mean[x->idx[p]] += (double)x->val[p] / (a->count[c] * K);
        }
    }
}

static double length(const double *sum)
{
    double square = 0;
    for (int j = 0; j < D; j++) square += sum[j] * sum[j];
    return sqrt(square);
}

static double naive_distance(const naive *a, int32_t p, int32_t q, tt_linkage linkage)
{
    double both[D], product = 0, common = length(a->mean) * length(a->mean);
    for (int j = 0; j < D; j++) {
        both[j] = a->sum[p][j] + a->sum[q][j];
        product += (a->sum[p][j] / a->count[p] - a->mean[j] / 2) * (a->sum[q][j] / a->count[q] - a->mean[j] / 2);
    }
    return linkage == TT_LINKAGE_AVERAGE ? 1 - product - .75 * common
                                         : length(a->sum[p]) + length(a->sum[q]) - length(both);
}

static void naive_join(naive *a, int32_t p, int32_t q)
{
    for (int j = 0; j < D; j++) a->sum[p][j] += a->sum[q][j];
    a->count[p] += a->count[q];
}

static void assert_distances(const tt__cluster_distances *kin, const naive *a)
{
    for (int32_t c = 0; c < kin->n; c++)
        for (int32_t tile = 0; tile < tt__matrix_tiles_count(kin->n); tile++) {
            double one[TT__MATRIX_TILE], four[TT__MATRIX_TILE_ROWS * TT__MATRIX_TILE];
            tt__cluster_distances_row(one, kin, c, tile);
            tt__cluster_distances_rows(four, kin, c - c % TT__MATRIX_TILE_ROWS, tile);
            for (int32_t b = tile * TT__MATRIX_TILE; b < (tile + 1) * TT__MATRIX_TILE && b < kin->n; b++) {
                if (b == c) continue;
                assert_near(one[b % TT__MATRIX_TILE], naive_distance(a, c, b, kin->linkage), 1e-5);
                assert_near(four[c % TT__MATRIX_TILE_ROWS * TT__MATRIX_TILE + b % TT__MATRIX_TILE],
                            one[b % TT__MATRIX_TILE], 0);
            }
        }
}

static void check(tt_linkage linkage, int32_t most_products)
{
    static naive a;
    tt_csr x = rows_weighted(K, D, 4, 1, NULL, NULL);
    tt__cluster_reduced known;
    tt__cluster_distances kin;
    int32_t size[K], order[K], keep[K], n = 0;
    for (int32_t c = 0; c < K; c++) size[c] = 1 + c % 7, order[c] = K - 1 - c;
    naive_init(&a, &x, size, order);
    assert_int_equal(tt__cluster_reduce(&known, &x, most_products, NULL), TT_OK);
    assert_int_equal(tt__cluster_distances_init(&kin, &known, size, order, linkage), TT_OK);
    assert_distances(&kin, &a);
    for (int32_t c = 3; c < 60; c += 3) {
        tt__cluster_distances_join(&kin, c, c + 80);
        naive_join(&a, c, c + 80);
    }
    for (int32_t c = 0; c < K; c++)
        if (c < 83 || c >= 140 || (c - 83) % 3) keep[n++] = c;
    tt__cluster_distances_compact(&kin, keep, n);
    for (int32_t c = 0; c < n; c++) {
        memcpy(a.sum[c], a.sum[keep[c]], sizeof a.sum[c]);
        a.count[c] = a.count[keep[c]];
    }
    assert_int_equal(kin.n, K - 19);
    assert_distances(&kin, &a);
    tt__cluster_distances_free(&kin);
    tt__cluster_reduced_free(&known);
    tt_csr_free(&x);
}

static void test_products(void **state)
{
    (void)state;
    check(TT_LINKAGE_AVERAGE, K);
    check(TT_LINKAGE_I2, K);
}

static void test_sums(void **state)
{
    (void)state;
    check(TT_LINKAGE_AVERAGE, 0);
    check(TT_LINKAGE_I2, 0);
}

/* A small cluster beside one a million times its size: floats still tell how far it is. */
static void test_unlike_sizes(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){6e5, 8e5, .8, .6}, 2, 2);
    tt__cluster_reduced known;
    tt__cluster_distances kin;
    double out[TT__MATRIX_TILE];
    assert_int_equal(tt__cluster_reduce(&known, &x, 0, NULL), TT_OK);
    assert_int_equal(
        tt__cluster_distances_init(&kin, &known, (int32_t[]){1000000, 1}, (int32_t[]){0, 1}, TT_LINKAGE_I2), TT_OK);
    tt__cluster_distances_row(out, &kin, 1, 0);
    assert_near(out[0], .04, 1e-6); /* 1 less the cosine */
    tt__cluster_distances_free(&kin);
    tt__cluster_reduced_free(&known);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_products), cmocka_unit_test(test_sums),
                                       cmocka_unit_test(test_unlike_sizes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
