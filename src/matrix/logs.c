/* With x = 2^e m, sqrt(1/2) <= m < sqrt(2), and s = (m - 1) / (m + 1):
 *     ln x = e ln 2 + 2 (s + s^3/3 + s^5/5 + ...)        (Abramowitz & Stegun 4.1.27)
 * |s| < .1716, so five terms leave 3e-9.  glibc's logf does one at a time. */
#include "matrix/logs.h"

#include <math.h>
#include <string.h>

#include "matrix/wide.h"

static const int32_t ROOT_HALF = 0x3f3504f3; /* the bits of sqrt(1/2) */

static inline float logarithm(float x)
{
    int32_t bits, e;
    float m;
    memcpy(&bits, &x, sizeof bits);
    e = (bits - ROOT_HALF) >> 23;
    bits -= e * (1 << 23);
    memcpy(&m, &bits, sizeof m);
    float s = (m - 1) / (m + 1), z = s * s;
    return (float)e * 0.69314718f + 2 * s * (1 + z * (1 / 3.f + z * (1 / 5.f + z * (1 / 7.f + z * (1 / 9.f)))));
}

enum { WIDE = 16 }; /* at a time: GCC makes vectors of loops of a fixed length */

TT_WIDE static void wide_logs(float *restrict x, const float *restrict factor, float shift)
{
    for (int i = 0; i < WIDE; i++) x[i] = logarithm(factor[i] * x[i] + shift);
}

void tt__matrix_logs(float *x, const float *factor, float shift, int64_t n)
{
    static const float ones[WIDE] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    int64_t i = 0;
    for (; i + WIDE <= n; i += WIDE) wide_logs(x + i, factor ? factor + i : ones, shift);
    for (; i < n; i++) x[i] = logarithm((factor ? factor[i] : 1) * x[i] + shift);
}
