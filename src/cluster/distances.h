/* How far clusters that are being agglomerated lie apart: one cluster and many others at a time. */
#ifndef TT_CLUSTER_DISTANCES_H
#define TT_CLUSTER_DISTANCES_H

#include "cluster/reduce.h"
#include "matrix/tiles.h"

/* Clusters in slots 0..n-1.  Few are known by all their products, many by dense sums in few dimensions, and of them I2
 * knows the squared lengths apart: so they can be those of the sums before these were brought down to d dimensions. */
typedef struct tt__cluster_distances {
    int32_t n;
    tt_linkage linkage;
    double *count; /* n: documents */
    double common; /* AVERAGE: m . m, m the mean of the centroids */
    double *gram;  /* n * stride, symmetric: products of sums; or NULL, and then: */
    int64_t stride;
    tt__matrix_tiles tiles; /* n x d: sums (I2) or means above the background (AVERAGE) */
    double *square;         /* n: I2 alone: squared lengths of the sums */
    float *length;          /* the same, and their roots, whole tiles: 2 * TT__MATRIX_TILE a tile */
} tt__cluster_distances;

/* The cluster in slot c is order[c] of the sums.  Products are taken where there are any. */
tt_status tt__cluster_distances_init(tt__cluster_distances *out, const tt__cluster_reduced *sums, const int32_t *size,
                                     const int32_t *order, tt_linkage linkage);
void tt__cluster_distances_free(tt__cluster_distances *kin);

/* out[0 .. TT__MATRIX_TILE) = distances from the cluster in slot a to those in a tile of slots.  What stands in slots
 * that are empty, or past the last, is of no meaning. */
void tt__cluster_distances_row(double *out, const tt__cluster_distances *kin, int32_t a, int32_t tile);

/* The same for slots a .. a + TT__MATRIX_TILE_ROWS - 1, a a multiple of TT__MATRIX_TILE_ROWS: out[TT__MATRIX_TILE_ROWS
 * * TT__MATRIX_TILE]. */
void tt__cluster_distances_rows(double *out, const tt__cluster_distances *kin, int32_t a, int32_t tile);

/* The cluster in slot a takes the one in slot b in. */
void tt__cluster_distances_join(tt__cluster_distances *kin, int32_t a, int32_t b);

/* The clusters of slots keep[0 .. n), ascending, move to slots 0..n-1; there are no others. */
void tt__cluster_distances_compact(tt__cluster_distances *kin, const int32_t *keep, int32_t n);

#endif
