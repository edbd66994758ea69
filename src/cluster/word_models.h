/* What rounds of k-means over word models have in common: the rows' tf weights, their sums by cluster, moves. */
#ifndef TT_CLUSTER_WORD_MODELS_H
#define TT_CLUSTER_WORD_MODELS_H

#include "cluster/clusters.h"
#include "matrix/bounds.h"

typedef struct tt__cluster_word_models {
    tt__cluster_state *c;
    tt_csr y;        /* c->x's structure (shared); values: tf weights (x's over idf), rows of unit length */
    double *total;   /* n: the sum of a row's y */
    double *all;     /* v: the weighted sum of y over all rows */
    int32_t *rows;   /* n: by cluster, as of the last sums */
    int64_t *start;  /* k + 1 */
    int32_t *target; /* n: the cluster that each row wants to be in */
    int threads;
} tt__cluster_word_models;

tt_status tt__cluster_word_models_begin(tt__cluster_word_models *words, tt__cluster_state *clusters, const double *idf,
                                        const tt_run *run);
void tt__cluster_word_models_end(tt__cluster_word_models *words);

/* sums (v x k) = the weighted sums of y by cluster, mass (k) = the same over all terms. */
void tt__cluster_word_models_sum(tt__matrix_panel *sums, double *mass, tt__cluster_word_models *words);

/* target = the column of the panel that fits each row best, where that is more than its own's fit: own (n), or its
 * product where that is NULL.  room: threads * tt__matrix_bounds_room floats. */
void tt__cluster_word_models_match(tt__cluster_word_models *words, const tt__matrix_bounds *bounds,
                                   const tt__matrix_panel *panel, const float *own, float *room);

/* Move each row to its target, in order; a move that would leave a cluster below min_size is not made.  How many moved.
 */
int64_t tt__cluster_word_models_move(tt__cluster_word_models *words);

/* The word models of a partition: the sums, k x v, of the rows' tf weights (in->x over in->idf, rows of unit length) by
 * cluster.  p(term | cluster) is a sum over that of all terms.  Errors: TT_ERR_MEMORY. */
tt_status tt__cluster_word_sums(tt_csr *out, const tt_kmeans_input *in, const tt_partition *partition,
                                const tt_run *run);

#endif
