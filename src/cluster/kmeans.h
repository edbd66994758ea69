/* The stages of k-means, in their order: bisection -> (mending) -> refinement -> divergence rounds; and the judge of
 * splits. */
#ifndef TT_CLUSTER_KMEANS_H
#define TT_CLUSTER_KMEANS_H

#include "cluster/clusters.h"

/* Starts and trials that were left open, chosen by the size of x. */
tt_kmeans_opts tt__cluster_resolve_kmeans(const tt_kmeans_opts *asked, const tt_csr *x);

/* Repeated bisection of all rows (k or more) into k clusters; fills label, mass, born_of.  TT_ERR_SHAPE where rows that
 * weigh more than 1 stand in the way of min_size. */
tt_status tt__cluster_bisect_all(tt__cluster_state *clusters, const tt_kmeans_opts *opts, const tt_run *run);

/* Fill clusters below min_size from those that can give; label and mass must be there. */
tt_status tt__cluster_enforce_min_size(tt__cluster_state *clusters);

/* K-way refinement: a row moves where I2 gains most; the objective never falls. */
tt_status tt__cluster_refine(tt__cluster_state *clusters, int32_t max_passes, const tt_run *run);

/* I2 of the partition as it stands: the sum over clusters of the length of their sums. */
tt_status tt__cluster_objective(double *out, const tt__cluster_state *clusters, const tt_run *run);

/* Rounds of k-means in Kullback-Leibler geometry on the rows' tf weights (x's values over idf). */
tt_status tt__cluster_kl_rounds(tt__cluster_state *clusters, const double *idf, int32_t max_passes, const tt_run *run);

/* Such rounds with a tree over the clusters: each is judged together with the topics it stands under.  Does nothing
 * where there is no level between, or where rows are too short to tell levels apart. */
typedef struct tt__cluster_levels {
    const int32_t *parent; /* m: nodes 0..k-1 are the clusters; a parent's number is greater than its children's, the
                              root is m - 1 */
    int32_t m;
} tt__cluster_levels;
tt_status tt__cluster_refine_levels(tt__cluster_state *clusters, const tt__cluster_levels *tree, const double *idf,
                                    int32_t max_passes, const tt_run *run);

/* How much better the clusters of a bisection predict words they have not seen than the corpus as a whole does.
 *
 * seen and held are two halves of the same documents' counts.  A cluster's word model is (count in seen + mu p(t)) /
 * (total + mu), p the model of the whole corpus' seen words.  gain[c], c in 0..k-1, is what the first c + 1 clusters of
 * the bisection (before later splits), with the mu that suits them best, add to the log-likelihood of the held words;
 * gain[0] is 0. */
tt_status tt__cluster_heldout_gains(double *gain, const tt__cluster_state *clusters, const tt_csr *seen,
                                    const tt_csr *held, const tt_run *run);

#endif
