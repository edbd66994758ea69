/* Clusters that share no words. */
#ifndef TT_CLUSTER_DISJOINT_VOCABULARY_H
#define TT_CLUSTER_DISJOINT_VOCABULARY_H

#include "cluster/clusters.h"

/* *topics grows to where the bisection into clusters (which goes on beyond *topics) has separated all large groups of
 * rows whose vocabularies are disjoint.  Errors: TT_ERR_MEMORY. */
tt_status tt__cluster_disjoint_vocabulary(int32_t *topics, const tt__cluster_state *clusters, const tt_csr *counts);

#endif
