/* Helpers on sparse rows that several floors use. */
#ifndef TT_MATRIX_CSR_H
#define TT_MATRIX_CSR_H

#include "topictree/matrix.h"

/* Room for n_rows x n_cols with nnz entries; ptr is zero.  Free with tt_csr_free. */
tt_status tt__matrix_csr_alloc(tt_csr *out, int32_t n_rows, int32_t n_cols, int64_t nnz);

/* Row r's product with a dense vector of n_cols floats, summed in column order. */
double tt__matrix_csr_row_dot(const tt_csr *x, int32_t r, const float *dense);

/* The product of rows a and b of x. */
double tt__matrix_csr_rows_dot(const tt_csr *x, int32_t a, int32_t b);

/* Every row to unit Euclidean length; a zero row stays zero. */
void tt__matrix_csr_unit_rows(tt_csr *x);

/* out = x', rows ascending; free with tt_csr_free. */
tt_status tt__matrix_csr_transpose(tt_csr *out, const tt_csr *x);

#endif
