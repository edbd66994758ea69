/* The door to BLAS and LAPACK: one thread of the process at a time, and that thread alone.
 *
 * OpenBLAS built without threads, which the program links, is built without locks too (USE_LOCKING is off with
 * USE_THREAD=0): two threads that call it at once share its work buffers and get wrong numbers
 * (https://github.com/OpenMathLib/OpenBLAS/issues/2711, /4030).  So no call is made from a parallel region, and calls
 * of different callers wait for each other.  What a client of the library does with BLAS meanwhile is not covered. */
#ifndef TT_MATRIX_BLAS_H
#define TT_MATRIX_BLAS_H

/* Wait for the library's other callers, and set the number of BLAS threads to 1; gives the number that there were. */
int tt__matrix_blas_begin(void);
/* threads: what tt__matrix_blas_begin() gave. */
void tt__matrix_blas_end(int threads);

#endif
