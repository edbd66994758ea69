/* What agglomeration and grouping know of the sums of k clusters: all their products while those are few, dense sums in
 * few dimensions beyond. */
#ifndef TT_CLUSTER_REDUCE_H
#define TT_CLUSTER_REDUCE_H

#include "topictree/cluster.h"

/* Up to so many clusters all products are kept: 17 MB of floats, and twice that while they are agglomerated. */
enum { TT__CLUSTER_MOST_PRODUCTS = 2048 };
/* What sums of more clusters are brought down to. */
enum { TT__CLUSTER_FEW_DIMENSIONS = 128 };

typedef struct tt__cluster_reduced {
    const tt_csr *x; /* k x v as they came, or k x d brought down */
    float *gram;     /* k * k: their products; NULL: too many, and x has few dimensions */
    double *square;  /* k: squared lengths before sums were brought down; NULL: those that x says */
    tt_csr down;     /* what x is then */
} tt__cluster_reduced;

/* sums: k x v.  Where k is at most most_products, their products; beyond, sums in many terms are brought down to few
 * dimensions by a truncated SVD, and sums that have few (a latent space) stay as they are. Errors: TT_ERR_MEMORY,
 * TT_ERR_ARGUMENT (a sum is not finite), TT_ERR_CANCELLED. */
tt_status tt__cluster_reduce(tt__cluster_reduced *out, const tt_csr *sums, int32_t most_products, const tt_run *run);
void tt__cluster_reduced_free(tt__cluster_reduced *sums);

#endif
