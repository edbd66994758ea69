/* How many topics the text supports, by words held back. */
#ifndef TT_CLUSTER_CHOOSE_K_H
#define TT_CLUSTER_CHOOSE_K_H

#include "topictree/cluster.h"
#include "topictree/weights.h"

typedef struct tt__cluster_choose_k_input {
    const tt_csr *counts;    /* n x v */
    tt_weights_opts weights; /* as the whole corpus is weighted */
    tt_kmeans_opts kmeans;   /* seed and trials count, k does not */
    tt_detail detail;
} tt__cluster_choose_k_input;

typedef struct tt__cluster_supported {
    int32_t topics; /* leaves, >= 1, at the detail asked for */
    int32_t broad;  /* topics of the first level, 1..topics; of low detail */
} tt__cluster_supported;

/* Errors: TT_ERR_MEMORY, TT_ERR_CANCELLED.  The same for any number of threads. */
tt_status tt__cluster_choose_k(tt__cluster_supported *out, const tt__cluster_choose_k_input *in, const tt_run *run);
/* How many of n >= 1 rows that looks at, and how often it splits their words in two. */
void tt__cluster_choose_k_size(int32_t *rows, int32_t *replicates, int32_t n);

#endif
