/* Loops for wide vector units. */
#ifndef TT_MATRIX_WIDE_H
#define TT_MATRIX_WIDE_H

#include <stdint.h>

/* Clones for those who have wide units, chosen when the program starts.  Contraction to fused multiply-add is off
 * (-ffp-contract=off), so every clone gives the same bits. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define TT_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define TT_WIDE
#endif

enum { TT__MATRIX_WIDE = 16 }; /* floats side by side in the widest vector */

static inline int64_t tt__matrix_whole_wide(int64_t n)
{
    return (n + TT__MATRIX_WIDE - 1) / TT__MATRIX_WIDE * TT__MATRIX_WIDE;
}

#endif
