/* The partition in the making, as the stages of k-means hand it on: bisection -> refinement -> divergence rounds. */
#ifndef TT_CLUSTER_KMEANS_H
#define TT_CLUSTER_KMEANS_H

#include "topictree/cluster.h"

typedef struct tt__clusters {
    const tt_csr *x;       /* n x v, unit rows */
    const int32_t *weight; /* n multiplicities or NULL for ones */
    int32_t k;
    int32_t min_size;      /* no cluster weighs less */
    int32_t *label;        /* n: 0..k-1 */
    int64_t *mass;         /* k: summed weight of each cluster */
    int32_t start, starts; /* which of how many starts this is: each has random draws of its own */
    int32_t *born_of;      /* k or NULL: bisection made cluster c by splitting born_of[c] < c, in the order 1, 2, ... */
} tt__clusters;

static inline int32_t tt__row_weight(const tt__clusters *c, int32_t r) { return c->weight ? c->weight[r] : 1; }

/* What I2 gains when a row of weight w joins a cluster: square is the squared length of the cluster's sum, dot the row's
 * product with that sum.  |S + w x| - |S|, written so that nothing cancels. */
double tt__join_gain(double square, double dot, double w);

/* Repeated bisection of all rows (k or more) into k clusters; fills label, mass, born_of.  TT_ERR_SHAPE where rows that weigh more
 * than 1 stand in the way of min_size. */
tt_status tt__bisect_all(tt__clusters *clusters, const tt_kmeans_opts *opts, const tt_run *run);

/* Fill clusters below min_size from those that can give; label and mass must be there. */
tt_status tt__mend(tt__clusters *clusters);

/* K-way refinement: a row moves where I2 gains most; the objective never falls. */
tt_status tt__refine(tt__clusters *clusters, int32_t max_passes, const tt_run *run);

/* I2 of the partition as it stands: the sum over clusters of the length of their sums. */
tt_status tt__objective(double *out, const tt__clusters *clusters, const tt_run *run);

/* Report progress: the share of this start that is done, of all that the starts have to do. */
tt_status tt__clustering(const tt__clusters *clusters, double share, const tt_run *run);

/* Rounds of k-means in Kullback-Leibler geometry on the rows' tf weights (x's values over idf). */
tt_status tt__diverge(tt__clusters *clusters, const double *idf, int32_t max_passes, const tt_run *run);

/* How much better the clusters of a bisection predict words they have not seen than the corpus as a whole does.
 *
 * seen and held are two halves of the same documents' counts.  A cluster's word model is (count in seen + mu p(t)) /
 * (total + mu), p the model of the whole corpus.  gain[c], c in 0..k-1, is what the first c + 1 clusters of the bisection
 * (before later splits) add to the log-likelihood of the held words, with the mu that suits them best. */
tt_status tt__heldout_gains(double *gain, const tt__clusters *clusters, const tt_csr *seen, const tt_csr *held, const tt_run *run);

/* Rows by cluster: rows[start[c] .. start[c + 1]) are cluster c's, ascending.  Both arrays are the caller's: n and k + 1. */
void tt__rows_by_cluster(int32_t *rows, int64_t *start, const int32_t *label, int32_t n, int32_t k);

#endif
