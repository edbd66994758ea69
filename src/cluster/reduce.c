/* Sums of many clusters, brought down from terms to a few dimensions.
 *
 * The right singular vectors of the clusters' centroids at unit length (so that each cluster has a say, and not the
 * large ones alone) span the space; sums are then what they are in it.  What is left out is for the most part what a
 * cluster has in common with no other: products keep what matters, lengths do not, so squared lengths are taken from
 * the sums themselves. */
#include "cluster/reduce.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/run.h"
#include "matrix/csr.h"
#include "matrix/gram.h"

enum {
    USED_AS_THEY_ARE = 512, /* dimensions: sums that have no more */
    POWER_ITERATIONS = 1
};

void tt__cluster_reduced_free(tt__cluster_reduced *sums)
{
    free(sums->gram);
    free(sums->square);
    tt_csr_free(&sums->down);
    *sums = (tt__cluster_reduced){0};
}

static tt_status copy_rows(tt_csr *out, const tt_csr *x)
{
    tt_status status = tt__matrix_csr_alloc(out, x->n_rows, x->n_cols, x->ptr[x->n_rows]);
    if (status < 0) return status;
    memcpy(out->ptr, x->ptr, ((size_t)x->n_rows + 1) * sizeof *x->ptr);
    memcpy(out->idx, x->idx, (size_t)x->ptr[x->n_rows] * sizeof *x->idx);
    memcpy(out->val, x->val, (size_t)x->ptr[x->n_rows] * sizeof *x->val);
    return TT_OK;
}

/* Row by row x V, as full sparse rows; each row is summed in its term order by one thread. */
static tt_status multiply(tt_csr *out, const tt_csr *x, const tt_dense *right, const tt_run *run)
{
    int64_t d = right->n_cols;
    tt_status status = tt__matrix_csr_alloc(out, x->n_rows, right->n_cols, x->n_rows * d);
    if (status < 0) return status;
    for (int32_t r = 0; r < x->n_rows; r++) out->ptr[r + 1] = (r + 1) * d;
#pragma omp parallel for schedule(dynamic, 64) num_threads(tt__base_threads(run, x->n_rows, 64))
    for (int32_t r = 0; r < x->n_rows; r++) {
        float *to = out->val + r * d;
        for (int32_t j = 0; j < d; j++) out->idx[r * d + j] = j;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
            const float *from = right->val + x->idx[p] * d;
            float value = x->val[p];
#pragma omp simd
            for (int64_t j = 0; j < d; j++) to[j] += value * from[j];
        }
    }
    return TT_OK;
}

static tt_status bring_down(tt__cluster_reduced *out, const tt_csr *sums, const tt_run *run)
{
    tt_csr unit = {0};
    tt_svd svd = {0};
    tt_svd_opts opts = tt_svd_opts_default();
    opts.rank = TT__CLUSTER_FEW_DIMENSIONS < sums->n_rows ? TT__CLUSTER_FEW_DIMENSIONS : sums->n_rows;
    opts.power_iterations = POWER_ITERATIONS;
    tt_status status = copy_rows(&unit, sums);
    if (status == TT_OK) {
        tt__matrix_csr_unit_rows(&unit);
        status = tt_svd_truncated(&svd, &unit, &opts, run);
    }
    if (status == TT_OK) status = multiply(&out->down, sums, &svd.right, run);
    if (status == TT_OK && !(out->square = tt__base_calloc((size_t)sums->n_rows, sizeof *out->square)))
        status = TT_ERR_MEMORY;
    for (int32_t r = 0; r < sums->n_rows && status == TT_OK; r++) out->square[r] = tt__matrix_csr_rows_dot(sums, r, r);
    out->x = &out->down;
    tt_csr_free(&unit);
    tt_svd_free(&svd);
    return status;
}

tt_status tt__cluster_reduce(tt__cluster_reduced *out, const tt_csr *sums, int32_t most_products, const tt_run *run)
{
    size_t k = (size_t)sums->n_rows;
    tt_status status = TT_OK;
    *out = (tt__cluster_reduced){.x = sums};
    if (sums->n_rows <= most_products) {
        out->gram = tt__base_calloc(k * k, sizeof *out->gram);
        status = out->gram ? tt__matrix_gram(out->gram, sums, run) : TT_ERR_MEMORY;
    } else if (sums->n_cols > USED_AS_THEY_ARE) {
        status = bring_down(out, sums, run);
    }
    if (status < 0) tt__cluster_reduced_free(out);
    return status;
}
