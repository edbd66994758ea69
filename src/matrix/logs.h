/* Natural logarithms of many floats at once, as wide as the machine allows; the same bits on every machine. */
#ifndef TT_MATRIX_LOGS_H
#define TT_MATRIX_LOGS_H

#include "topictree/base.h"

/* x[i] = ln(factor[i] x[i] + shift) for i in 0..n-1, all of these positive, normal and finite; relative error below
 * 3e-7 (absolute near 1). factor NULL: ones. */
void tt__matrix_logs(float *x, const float *factor, float shift, int64_t n);

#endif
