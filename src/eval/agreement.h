/* Agreement of two partitions whose labels are already 0, 1, 2, ... */
#ifndef TT_EVAL_AGREEMENT_H
#define TT_EVAL_AGREEMENT_H

#include "topictree/eval.h"

/* A partition of n documents; label: n values in 0..k-1, some of which may be unused. */
typedef struct tt__eval_labelling {
    const int32_t *label;
    int32_t k;
} tt__eval_labelling;

/* As tt_agreement_compute, in O(n + k).  Errors: TT_ERR_EMPTY, TT_ERR_MEMORY. */
tt_status tt__eval_agreement_dense(tt_agreement *out, tt__eval_labelling truth, tt__eval_labelling found, int32_t n);

#endif
