/* One cluster into two, around rows that are known to belong apart. */
#ifndef TT_CLUSTER_DIVIDE_H
#define TT_CLUSTER_DIVIDE_H

#include "topictree/cluster.h"

enum { TT__CLUSTER_EITHER = -1 };

/* Which rows of one cluster are to go where: what is known before, what was found after. */
typedef struct tt__cluster_division {
    int32_t cluster;
    int32_t min_size; /* neither side weighs less, >= 1 */
    int8_t *side; /* n: of rows of the cluster 0 or 1 for those that are known, at least one of each; TT__CLUSTER_EITHER
                     for all others */
} tt__cluster_division;

/* Spherical 2-means over the rows of the cluster, begun with the known rows, which stay where they are: side 1 becomes
 * cluster k of the partition, which then has one more.  A row as near to both sides as can be told goes to side 0.
 * *divided is false, and nothing has changed, where no side could be brought to min_size. in: what was clustered.
 * Serial, sums in row order.  Errors: TT_ERR_MEMORY.  O(nnz of the cluster) a pass. Basu, Banerjee & Mooney 2002
 * (Constrained-KMeans). */
tt_status tt__cluster_divide(tt_partition *partition, const tt_kmeans_input *in, const tt__cluster_division *division,
                             bool *divided);

#endif
