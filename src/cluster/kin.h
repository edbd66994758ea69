/* How far clusters that are being agglomerated lie apart: one cluster and many others at a time. */
#ifndef TT_CLUSTER_KIN_H
#define TT_CLUSTER_KIN_H

#include "cluster/compress.h"
#include "matrix/tiles.h"

/* Clusters in slots 0..n-1.  Few are known by all their products, many by dense sums in few dimensions, and of them I2 knows
 * the squared lengths apart: so they can be those of the sums before these were brought down to d dimensions. */
typedef struct tt__kin {
    int32_t n;
    tt_linkage linkage;
    double *count;    /* n: documents */
    double common;    /* AVERAGE: m . m, m the mean of the centroids */
    double *gram;     /* n * stride, symmetric: products of sums; or NULL, and then: */
    int64_t stride;
    tt__tiles tiles;  /* n x d: sums (I2) or means above the background (AVERAGE) */
    double *square;   /* n: I2 alone: squared lengths of the sums */
    float *length;    /* the same, and their roots, whole tiles: 2 * TT__TILE a tile */
} tt__kin;

/* The cluster in slot c is order[c] of the sums.  Products are taken where there are any. */
tt_status tt__kin_init(tt__kin *out, const tt__sums *sums, const int32_t *size, const int32_t *order, tt_linkage linkage);
void tt__kin_free(tt__kin *kin);

/* out[0 .. TT__TILE) = distances from the cluster in slot a to those in a tile of slots.  What stands in slots that are empty, or
 * past the last, is of no meaning. */
void tt__kin_row(double *out, const tt__kin *kin, int32_t a, int32_t tile);

/* The same for slots a .. a + TT__TILE_ROWS - 1, a a multiple of TT__TILE_ROWS: out[TT__TILE_ROWS * TT__TILE]. */
void tt__kin_rows(double *out, const tt__kin *kin, int32_t a, int32_t tile);

/* The cluster in slot a takes the one in slot b in. */
void tt__kin_join(tt__kin *kin, int32_t a, int32_t b);

/* The clusters of slots keep[0 .. n), ascending, move to slots 0..n-1; there are no others. */
void tt__kin_compact(tt__kin *kin, const int32_t *keep, int32_t n);

#endif
