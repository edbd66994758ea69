/* Agglomeration of sums that are known already. */
#ifndef TT_CLUSTER_LINKAGE_H
#define TT_CLUSTER_LINKAGE_H

#include "cluster/reduce.h"

/* As tt_linkage_build. */
tt_status tt__cluster_linkage_run(tt_merges *out, const tt__cluster_reduced *sums, const int32_t *size,
                                  tt_linkage linkage, const tt_run *run);

#endif
