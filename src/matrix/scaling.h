/* Classical scaling: points on a plane (or in d dimensions) whose distances are near to given ones. */
#ifndef TT_MATRIX_SCALING_H
#define TT_MATRIX_SCALING_H

#include "topictree/matrix.h"

/* Coordinates of n points from their squared distances to l of them, the landmarks (all n where l = n).
 *     B = -1/2 J D J = V L V',   x_a = 1/2 L^-1/2 V' (mean over landmarks of D's rows - D_a)
 * square: n x l; landmark: l, the row of each landmark.  at: n x d row-major, d columns of falling variance, centred on
 * the landmarks; a column is 0 where the distances have no such dimension, and the entry of largest size (the first
 * such) over the landmarks is positive. Same bytes for any number of threads (one BLAS thread).  Time O(l^3 + n l d),
 * memory O(l^2). Torgerson 1952, doi:10.1007/BF02288916; de Silva & Tenenbaum 2004 for the landmarks.  Errors:
 * TT_ERR_MEMORY, TT_ERR_ARGUMENT (a distance is not finite). */
tt_status tt__matrix_classical_scaling(double *at, int32_t d, const tt_dense *square, const int32_t *landmark);

#endif
