/* The door to BLAS and LAPACK: one thread of the process at a time, and that thread alone.
 *
 * OpenBLAS built without threads, which the program links, may not be called from two threads at once: they can be
 * given one work buffer and get wrong numbers (https://github.com/OpenMathLib/OpenBLAS/issues/2126, /2711).
 * USE_LOCKING=1 would mend that, and Debian does not set it: debian/rules of 0.3.21+ds-4 has "USE_THREAD=0
 * USE_OPENMP=0", with which the lock in blas_memory_alloc is let go before a buffer is taken (driver/others/memory.c).
 * So no call is made from a parallel region, and calls of different callers wait for each other.  What a client of the
 * library does with BLAS meanwhile is not covered. */
#ifndef TT_MATRIX_BLAS_H
#define TT_MATRIX_BLAS_H

/* Wait for the library's other callers, and set the number of BLAS threads to 1; gives the number that there were. */
int tt__matrix_blas_begin(void);
/* threads: what tt__matrix_blas_begin() gave. */
void tt__matrix_blas_end(int threads);

#endif
