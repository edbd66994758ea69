/* n dense vectors of d floats whose products with one another are wanted over and over.
 *
 * Vectors lie in tiles of TT__MATRIX_TILE, dimension by dimension: the products of one vector (or of
 * TT__MATRIX_TILE_ROWS) with a whole tile are summed side by side, as wide as the machine allows, each in the order of
 * the dimensions whatever the width: the same bits on every machine, and the same for (a, b) and (b, a). */
#ifndef TT_MATRIX_TILES_H
#define TT_MATRIX_TILES_H

#include "topictree/matrix.h"

enum { TT__MATRIX_TILE = 64, TT__MATRIX_TILE_ROWS = 4 };

typedef struct tt__matrix_tiles {
    int32_t n, d;
    float *val;   /* ceil(n / TT__MATRIX_TILE) tiles of d * TT__MATRIX_TILE; on a cache line */
    void *memory; /* what val lies in */
} tt__matrix_tiles;

/* n zero vectors.  Errors: TT_ERR_MEMORY. */
tt_status tt__matrix_tiles_alloc(tt__matrix_tiles *out, int32_t n, int32_t d);
void tt__matrix_tiles_free(tt__matrix_tiles *tiles);

static inline int32_t tt__matrix_tiles_count(int32_t n)
{
    return (n + TT__MATRIX_TILE - 1) / TT__MATRIX_TILE;
}

/* Where dimension 0 of vector a is; the next dimensions follow TT__MATRIX_TILE floats apart. */
static inline float *tt__matrix_tiles_at(const tt__matrix_tiles *tiles, int32_t a)
{
    return tiles->val + (int64_t)(a / TT__MATRIX_TILE) * tiles->d * TT__MATRIX_TILE + a % TT__MATRIX_TILE;
}

/* Vector b takes the place of vector a. */
void tt__matrix_tiles_move(tt__matrix_tiles *tiles, int32_t a, int32_t b);

/* out[0 .. TT__MATRIX_TILE) = the products of vector a with those of a tile. */
void tt__matrix_tiles_row(float *out, const tt__matrix_tiles *tiles, int32_t a, int32_t tile);

/* The same for vectors a .. a + TT__MATRIX_TILE_ROWS - 1, a a multiple of TT__MATRIX_TILE_ROWS:
 * out[TT__MATRIX_TILE_ROWS * TT__MATRIX_TILE]. */
void tt__matrix_tiles_rows(float *out, const tt__matrix_tiles *tiles, int32_t a, int32_t tile);

#endif
