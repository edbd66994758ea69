/* Sparse rows for the tests: random ones, ones with planted topics, and naive twins of what the library computes. */
#ifndef ROWS_FIXTURE_H
#define ROWS_FIXTURE_H

#include "testing.h"

#include "base/random.h"
#include "matrix/csr.h"

/* From a dense table of n x v; zeros are not stored. */
static inline tt_csr rows_from(const double *table, int32_t n, int32_t v)
{
    tt_csr x;
    int64_t nnz = 0, at = 0;
    for (int64_t i = 0; i < (int64_t)n * v; i++) nnz += table[i] != 0;
    assert_int_equal(tt__matrix_csr_alloc(&x, n, v, nnz), TT_OK);
    for (int32_t r = 0; r < n; r++) {
        for (int32_t t = 0; t < v; t++) {
            double value = table[(int64_t)r * v + t];
            if (value == 0) continue;
            x.idx[at] = t;
            x.val[at++] = (float)value;
        }
        x.ptr[r + 1] = at;
    }
    return x;
}

/* The opposite; free() it. */
static inline double *rows_table(const tt_csr *x)
{
    double *table = calloc((size_t)x->n_rows * (size_t)x->n_cols + 1, sizeof *table);
    assert_non_null(table);
    for (int32_t r = 0; r < x->n_rows; r++)
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++)
            table[(int64_t)r * x->n_cols + x->idx[p]] += (double)x->val[p];
    return table;
}

/* Counts of `words` draws a row.  Row r is about topic truth[r] (drawn; NULL: not told), has four of five of its words
 * from that topic's share of the vocabulary and the rest from anywhere.  topics = 1: no structure at all. */
static inline tt_csr rows_planted(int32_t n, int32_t v, int32_t topics, uint64_t seed, int32_t *truth)
{
    enum { WORDS = 30 };
    double *table = calloc((size_t)n * (size_t)v, sizeof *table);
    gsl_rng *rng = tt__base_rng_new(seed, 99);
    assert_non_null(table);
    assert_non_null(rng);
    int32_t share = v / topics;
    for (int32_t r = 0; r < n; r++) {
        int32_t topic = r < topics ? r : (int32_t)gsl_rng_uniform_int(rng, (unsigned long)topics);
        if (truth) truth[r] = topic;
        for (int w = 0; w < WORDS; w++) {
            bool own = gsl_rng_uniform(rng) < .8;
            int32_t term = own ? topic * share + (int32_t)gsl_rng_uniform_int(rng, (unsigned long)share)
                               : (int32_t)gsl_rng_uniform_int(rng, (unsigned long)v);
            table[(int64_t)r * v + term]++;
        }
    }
    tt_csr x = rows_from(table, n, v);
    gsl_rng_free(rng);
    free(table);
    return x;
}

/* The same as unit rows of TF-IDF; idf (NULL: not wanted) is the caller's to free. */
static inline tt_csr rows_weighted(int32_t n, int32_t v, int32_t topics, uint64_t seed, int32_t *truth, double **idf)
{
    tt_csr x = rows_planted(n, v, topics, seed, truth);
    assert_int_equal(tt_weights_apply(&x, idf, NULL, NULL), TT_OK);
    return x;
}

static inline double rows_dot(const tt_csr *x, int32_t a, int32_t b)
{
    double sum = 0;
    for (int64_t p = x->ptr[a], q = x->ptr[b]; p < x->ptr[a + 1] && q < x->ptr[b + 1];) {
        if (x->idx[p] == x->idx[q])
            sum += (double)x->val[p++] * (double)x->val[q++];
        else if (x->idx[p] < x->idx[q])
            p++;
        else
            q++;
    }
    return sum;
}

/* I2 from its definition: the lengths of the clusters' sums, added up. */
static inline double rows_i2(const tt_csr *x, const int32_t *weight, const int32_t *label, int32_t k)
{
    double *sum = calloc((size_t)k * (size_t)x->n_cols + 1, sizeof *sum), i2 = 0;
    assert_non_null(sum);
    for (int32_t r = 0; r < x->n_rows; r++)
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++)
            sum[(int64_t)label[r] * x->n_cols + x->idx[p]] += (double)x->val[p] * (weight ? weight[r] : 1);
    for (int32_t c = 0; c < k; c++) {
        double square = 0;
        for (int32_t t = 0; t < x->n_cols; t++)
            square += sum[(int64_t)c * x->n_cols + t] * sum[(int64_t)c * x->n_cols + t];
        i2 += sqrt(square);
    }
    free(sum);
    return i2;
}

#endif
