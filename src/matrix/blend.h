/* Rows that are sums of other rows, cut down to what weighs most. */
#ifndef TT_MATRIX_BLEND_H
#define TT_MATRIX_BLEND_H

#include "topictree/matrix.h"

typedef struct tt__matrix_blend {
    const tt_csr *from;   /* values >= 0 */
    int32_t n;            /* rows to make */
    const int64_t *begin; /* n + 1: row r is the sum of the rows part[begin[r] .. begin[r + 1]) of from */
    const int32_t *part;
    int32_t most; /* entries a row keeps: the heaviest, ties to the lowest column */
} tt__matrix_blend;

/* out: n x from->n_cols, unit rows (zero where there is nothing to add).  Each row is summed by one thread in the order
 * of its parts.  Errors: TT_ERR_MEMORY. */
tt_status tt__matrix_blend_rows(tt_csr *out, const tt__matrix_blend *blend, const tt_run *run);

#endif
