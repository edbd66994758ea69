/* An orthonormal basis of the columns of a tall matrix. */
#ifndef TT_MATRIX_ORTHONORMAL_H
#define TT_MATRIX_ORTHONORMAL_H

#include "topictree/matrix.h"

/* Y = Q R by blocked Householder QR.  y: n x l, n >= l; Q takes its place, with orthonormal columns whatever the rank
 * of Y. upper: l x l row-major or NULL; receives R. Single-threaded BLAS on blocks whose size depends on n and l alone:
 * same bytes for any number of threads. Memory O(threads 4096 l + (n / 4096) l^2).  Demmel, Grigori, Hoemmen, Langou
 * 2012, doi:10.1137/080731992. Errors: TT_ERR_MEMORY, TT_ERR_ARGUMENT (an entry is not finite). */
tt_status tt__matrix_orthonormalise(tt_dense *y, float *upper, const tt_run *run);

/* BLAS calls run on the calling thread alone between tt__matrix_blas_single() and tt__matrix_blas_restore(what it gave
 * back). */
int tt__matrix_blas_single(void);
void tt__matrix_blas_restore(int threads);

#endif
