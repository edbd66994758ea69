/* The partition in the making, as the stages of k-means hand it on. */
#ifndef TT_CLUSTER_CLUSTERS_H
#define TT_CLUSTER_CLUSTERS_H

#include "matrix/panel.h"
#include "topictree/cluster.h"

typedef struct tt__cluster_state {
    const tt_csr *x;       /* n x v, unit rows */
    const int32_t *weight; /* n multiplicities or NULL for ones */
    int32_t k;
    int32_t min_size;      /* no cluster weighs less */
    int32_t *label;        /* n: 0..k-1 */
    int64_t *mass;         /* k: summed weight of each cluster */
    int32_t start, starts; /* which of how many starts this is: each has random draws of its own */
    int32_t *born_of;      /* k or NULL: bisection made cluster c by splitting born_of[c] < c, in the order 1, 2, ... */
} tt__cluster_state;

static inline int32_t tt__cluster_row_weight(const tt__cluster_state *c, int32_t r)
{
    return c->weight ? c->weight[r] : 1;
}

/* What I2 gains when a row of weight w joins a cluster: square is the squared length of the cluster's sum, dot the
 * row's product with that sum.  |S + w x| - |S|, written so that nothing cancels. */
double tt__cluster_join_gain(double square, double dot, double w);

/* Report progress: the share of this start that is done, of all that the starts have to do. */
tt_status tt__cluster_progress(const tt__cluster_state *clusters, double share, const tt_run *run);

/* Rows by cluster: rows[start[c] .. start[c + 1]) are cluster c's, ascending.  Both arrays are the caller's: n and k
 * + 1. */
void tt__cluster_rows_by_cluster(int32_t *rows, int64_t *start, const int32_t *label, int32_t n, int32_t k);

/* sums (v x k) = the weighted sums of the rows by cluster; rows: x, or others of the same structure.  One thread owns a
 * group of columns and adds rows in order: the same bits for any number of threads.  rows_by, start: as
 * tt__cluster_rows_by_cluster filled them. */
void tt__cluster_panel_sum(tt__matrix_panel *sums, const tt__cluster_state *clusters, const tt_csr *rows,
                           const int32_t *rows_by, const int64_t *start, int threads);

#endif
