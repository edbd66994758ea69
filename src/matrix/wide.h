/* Wide vector units for those who have them, chosen when the program starts.  Contraction to fused multiply-add is off
 * (-ffp-contract=off), so every clone gives the same bits. */
#ifndef TT_MATRIX_WIDE_H
#define TT_MATRIX_WIDE_H

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define TT_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define TT_WIDE
#endif

#endif
