/* What rounds of k-means over word models have in common: the rows' tf weights, their sums by cluster, moves. */
#ifndef TT_CLUSTER_WORDS_H
#define TT_CLUSTER_WORDS_H

#include "cluster/clusters.h"
#include "matrix/bounds.h"

typedef struct tt__words {
    tt__clusters *c;
    tt_csr y;        /* c->x's structure (shared); values: tf weights (x's over idf), rows of unit length */
    double *total;   /* n: the sum of a row's y */
    double *all;     /* v: the weighted sum of y over all rows */
    int32_t *rows;   /* n: by cluster, as of the last sums */
    int64_t *start;  /* k + 1 */
    int32_t *target; /* n: the cluster that each row wants to be in */
    int threads;
} tt__words;

tt_status tt__words_begin(tt__words *words, tt__clusters *clusters, const double *idf, const tt_run *run);
void tt__words_end(tt__words *words);

/* sums (v x k) = the weighted sums of y by cluster, mass (k) = the same over all terms. */
void tt__words_sum(tt__panel *sums, double *mass, tt__words *words);

/* target = the column of the panel that fits each row best, where that is more than its own's fit: own (n), or its product where
 * that is NULL.  room: threads * tt__bounds_room floats. */
void tt__words_match(tt__words *words, const tt__bounds *bounds, const tt__panel *panel, const float *own, float *room);

/* Move each row to its target, in order; a move that would leave a cluster below min_size is not made.  How many moved. */
int64_t tt__words_move(tt__words *words);

#endif
