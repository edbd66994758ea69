/* Sparse and dense matrices, and a truncated singular value decomposition. */
#ifndef TOPICTREE_MATRIX_H
#define TOPICTREE_MATRIX_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Compressed sparse rows: row i holds columns idx[ptr[i] .. ptr[i+1]), ascending, with their values. */
typedef struct tt_csr {
    int32_t n_rows, n_cols;
    int64_t *ptr; /* n_rows + 1 */
    int32_t *idx; /* nnz = ptr[n_rows] */
    float *val;   /* nnz */
} tt_csr;

/* Dense, row-major. */
typedef struct tt_dense {
    int32_t n_rows, n_cols;
    float *val; /* n_rows * n_cols */
} tt_dense;

TT_API void tt_csr_free(tt_csr *x);
TT_API void tt_dense_free(tt_dense *x);

typedef struct tt_svd_opts {
    int32_t rank;             /* d >= 1: how many singular triplets; at most min(n_rows, n_cols) */
    int32_t oversample;       /* extra columns of the random sketch, >= 0 */
    int32_t power_iterations; /* >= 0; each sharpens the sketch */
    uint64_t seed;
} tt_svd_opts;

/* X ~ U diag(s) V': the d largest singular triplets. */
typedef struct tt_svd {
    int32_t rank;   /* d */
    tt_dense left;  /* n_rows x d: U, orthonormal columns */
    double *values; /* d: s, descending */
    tt_dense right; /* n_cols x d: V, orthonormal columns */
} tt_svd;

TT_API tt_svd_opts tt_svd_opts_default(void);
TT_API const char *tt_svd_opts_check(const tt_svd_opts *opts);

/* Randomised truncated SVD: Gaussian sketch, power iterations with QR between them, SVD of the small projected matrix.
 * Signs are fixed (the entry of largest size in each right vector is positive).  Same bytes for any number of threads.
 * Time O(nnz (d + oversample) (2 + 2 power_iterations)), memory O((n_rows + n_cols) (d + oversample)) floats.
 * Halko, Martinsson, Tropp 2011, doi:10.1137/090771806.
 * Errors: TT_ERR_ARGUMENT, TT_ERR_MEMORY, TT_ERR_CANCELLED. */
TT_API tt_status tt_svd_truncated(tt_svd *out, const tt_csr *x, const tt_svd_opts *opts, const tt_run *run);
TT_API void tt_svd_free(tt_svd *svd);

#ifdef __cplusplus
}
#endif
#endif
