/* How strongly items are drawn to groups of items: products of their sums. */
#ifndef TT_TREE_PULL_H
#define TT_TREE_PULL_H

#include "cluster/compress.h"
#include "matrix/panel.h"

typedef struct tt__pull {
    const tt__sums *sums; /* of p items */
    const int32_t *group; /* p: 0..k-1, or -1: in none; borrowed, and looked at in every call */
    int32_t k;
    tt__panel panel;      /* d x k: sums of the groups; where all products of items are known: empty */
    float *scores;        /* stride of panel */
    double *apart;        /* p: what a squared length has beyond its product with itself in few dimensions */
} tt__pull;

tt_status tt__pull_begin(tt__pull *out, const tt__sums *sums, const int32_t *group, int32_t k);
void tt__pull_end(tt__pull *pull);

/* out[0 .. k) = the products of item i's sum with those of the groups. */
void tt__pull_scores(double *out, tt__pull *pull, int32_t i);

/* The products of two items, and of an item with itself. */
double tt__pull_pair(const tt__pull *pull, int32_t a, int32_t b);

/* Tell that item i has joined (sign 1) or left (-1) a group. */
void tt__pull_shift(tt__pull *pull, int32_t i, int32_t group, int sign);

/* out[0 .. p) = the products of the items with the mean of their centroids. */
tt_status tt__pull_mean(double *out, const tt__pull *pull, const int32_t *size);

#endif
