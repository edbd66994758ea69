#include "matrix/csr.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

tt_status tt__matrix_csr_alloc(tt_csr *out, int32_t n_rows, int32_t n_cols, int64_t nnz)
{
    tt_csr x = {.n_rows = n_rows, .n_cols = n_cols};
    x.ptr = tt__base_calloc((size_t)n_rows + 1, sizeof *x.ptr);
    x.idx = tt__base_calloc((size_t)nnz, sizeof *x.idx);
    x.val = tt__base_calloc((size_t)nnz, sizeof *x.val);
    if (!x.ptr || !x.idx || !x.val) {
        tt_csr_free(&x);
        return TT_ERR_MEMORY;
    }
    *out = x;
    return TT_OK;
}

void tt_csr_free(tt_csr *x)
{
    free(x->ptr);
    free(x->idx);
    free(x->val);
    *x = (tt_csr){0};
}

void tt_dense_free(tt_dense *x)
{
    free(x->val);
    *x = (tt_dense){0};
}

double tt__matrix_csr_row_dot(const tt_csr *x, int32_t r, const float *dense)
{
    double sum = 0;
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) sum += (double)x->val[p] * (double)dense[x->idx[p]];
    return sum;
}

double tt__matrix_csr_rows_dot(const tt_csr *x, int32_t a, int32_t b)
{
    double sum = 0;
    int64_t p = x->ptr[a], q = x->ptr[b];
    while (p < x->ptr[a + 1] && q < x->ptr[b + 1]) {
        if (x->idx[p] == x->idx[q])
            sum += (double)x->val[p++] * (double)x->val[q++];
        else if (x->idx[p] < x->idx[q])
            p++;
        else
            q++;
    }
    return sum;
}

void tt__matrix_csr_unit_rows(tt_csr *x)
{
    for (int32_t r = 0; r < x->n_rows; r++) {
        double square = 0;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) square += (double)x->val[p] * (double)x->val[p];
        double scale = square > 0 ? 1 / sqrt(square) : 0;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) x->val[p] = (float)((double)x->val[p] * scale);
    }
}

/* X' by counting: rows of X are walked in order, so each row of X' is ascending. */
tt_status tt__matrix_csr_transpose(tt_csr *out, const tt_csr *x)
{
    int64_t nnz = x->ptr[x->n_rows];
    tt_status status = tt__matrix_csr_alloc(out, x->n_cols, x->n_rows, nnz);
    if (status < 0) return status;
    for (int64_t p = 0; p < nnz; p++) out->ptr[x->idx[p]]++;
    for (int32_t c = 0; c < x->n_cols; c++) out->ptr[c + 1] += out->ptr[c]; /* ptr[c] = where row c of X' ends */
    for (int32_t r = x->n_rows; r-- > 0;)
        for (int64_t p = x->ptr[r + 1]; p-- > x->ptr[r];) {
            int64_t at = --out->ptr[x->idx[p]];
            out->idx[at] = r;
            out->val[at] = x->val[p];
        }
    return TT_OK;
}
