/* How strongly items are drawn to groups of items: products of their sums. */
#ifndef TT_TREE_AFFINITY_H
#define TT_TREE_AFFINITY_H

#include "cluster/reduce.h"
#include "matrix/panel.h"

typedef struct tt__tree_affinity {
    const tt__cluster_reduced *sums; /* of p items */
    const int32_t *group;            /* p: 0..k-1, or -1: in none; borrowed, and looked at in every call */
    int32_t k;
    tt__matrix_panel panel; /* d x k: sums of the groups; where all products of items are known: empty */
    float *scores;          /* stride of panel */
    double *apart;          /* p: what a squared length has beyond its product with itself in few dimensions */
} tt__tree_affinity;

tt_status tt__tree_affinity_begin(tt__tree_affinity *out, const tt__cluster_reduced *sums, const int32_t *group,
                                  int32_t k);
void tt__tree_affinity_end(tt__tree_affinity *pull);

/* out[0 .. k) = the products of item i's sum with those of the groups. */
void tt__tree_affinity_scores(double *out, tt__tree_affinity *pull, int32_t i);

/* The products of two items, and of an item with itself. */
double tt__tree_affinity_pair(const tt__tree_affinity *pull, int32_t a, int32_t b);

/* Tell that item i has joined (sign 1) or left (-1) a group. */
void tt__tree_affinity_shift(tt__tree_affinity *pull, int32_t i, int32_t group, int sign);

/* out[0 .. p) = the products of the items with the mean of their centroids. */
tt_status tt__tree_affinity_mean(double *out, const tt__tree_affinity *pull, const int32_t *size);

#endif
