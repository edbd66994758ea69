/* n dense vectors of d floats whose products with one another are wanted over and over.
 *
 * Vectors lie in tiles of TT__TILE, dimension by dimension: the products of one vector (or of TT__TILE_ROWS) with a whole tile
 * are summed side by side, as wide as the machine allows, each in the order of the dimensions whatever the width: the same bits
 * on every machine, and the same for (a, b) and (b, a). */
#ifndef TT_MATRIX_TILES_H
#define TT_MATRIX_TILES_H

#include "topictree/matrix.h"

enum { TT__TILE = 64, TT__TILE_ROWS = 4 };

typedef struct tt__tiles {
    int32_t n, d;
    float *val;   /* ceil(n / TT__TILE) tiles of d * TT__TILE; on a cache line */
    void *memory; /* what val lies in */
} tt__tiles;

/* n zero vectors.  Errors: TT_ERR_MEMORY. */
tt_status tt__tiles_alloc(tt__tiles *out, int32_t n, int32_t d);
void tt__tiles_free(tt__tiles *tiles);

static inline int32_t tt__tiles_count(int32_t n) { return (n + TT__TILE - 1) / TT__TILE; }

/* Where dimension 0 of vector a is; the next dimensions follow TT__TILE floats apart. */
static inline float *tt__tiles_at(const tt__tiles *tiles, int32_t a)
{
    return tiles->val + (int64_t)(a / TT__TILE) * tiles->d * TT__TILE + a % TT__TILE;
}

/* Vector b takes the place of vector a. */
void tt__tiles_move(tt__tiles *tiles, int32_t a, int32_t b);

/* out[0 .. TT__TILE) = the products of vector a with those of a tile. */
void tt__tiles_row(float *out, const tt__tiles *tiles, int32_t a, int32_t tile);

/* The same for vectors a .. a + TT__TILE_ROWS - 1, a a multiple of TT__TILE_ROWS: out[TT__TILE_ROWS * TT__TILE]. */
void tt__tiles_rows(float *out, const tt__tiles *tiles, int32_t a, int32_t tile);

#endif
