/* The products of all pairs of sparse rows. */
#ifndef TT_MATRIX_GRAM_H
#define TT_MATRIX_GRAM_H

#include "topictree/matrix.h"

/* gram (k x k, symmetric) = X X', X of k sparse rows.  Each product is summed in floats, in the order of the terms: the
 * same bytes for any number of threads.  Time O(sum of the squares of the terms' row counts), memory O(nnz) beside the
 * result. Errors: TT_ERR_MEMORY. */
tt_status tt__matrix_gram(float *gram, const tt_csr *x, const tt_run *run);

#endif
