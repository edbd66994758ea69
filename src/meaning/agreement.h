/* Agreement of two partitions whose labels are already 0, 1, 2, ... */
#ifndef TT_MEANING_AGREEMENT_H
#define TT_MEANING_AGREEMENT_H

#include "topictree/meaning.h"

/* A partition of n documents; label: n values in 0..k-1, some of which may be unused. */
typedef struct tt__labelling {
    const int32_t *label;
    int32_t k;
} tt__labelling;

/* As tt_agreement_compute, in O(n + k).  Errors: TT_ERR_EMPTY, TT_ERR_MEMORY. */
tt_status tt__agreement_dense(tt_agreement *out, tt__labelling truth, tt__labelling found, int32_t n);

#endif
