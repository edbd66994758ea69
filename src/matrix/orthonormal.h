/* An orthonormal basis of the columns of a tall matrix. */
#ifndef TT_MATRIX_ORTHONORMAL_H
#define TT_MATRIX_ORTHONORMAL_H

#include "topictree/matrix.h"

/* Y = Q R by blocked Householder QR.  y: n x l, n >= l; Q takes its place, whose columns are as near to orthonormal as
 * the floats of BLAS's kernels come (some 1e-6), whatever the rank of Y.  upper: l x l row-major or NULL; receives R.
 * Blocks of rows whose number depends on n and l alone, single-threaded BLAS: the same bytes for any number of threads.
 * Time O(n l^2), memory O(4096 l + (n / 4096) l^2).  Demmel, Grigori, Hoemmen, Langou 2012, doi:10.1137/080731992.
 * Errors: TT_ERR_MEMORY, TT_ERR_ARGUMENT (an entry is not finite). */
tt_status tt__matrix_basis(tt_dense *y, float *upper);

/* The same, and one pass of Cholesky QR in doubles: columns orthonormal to the rounding of floats, whatever the
 * kernels. Memory 2 l^2 doubles more. */
tt_status tt__matrix_orthonormalise(tt_dense *y, float *upper, const tt_run *run);

#endif
