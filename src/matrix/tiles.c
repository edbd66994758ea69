#include "matrix/tiles.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "matrix/wide.h"

enum { LINE = 64, VECTORS = TT__MATRIX_TILE / TT__MATRIX_WIDE };

typedef float wide __attribute__((vector_size(TT__MATRIX_WIDE * sizeof(float)), may_alias));

tt_status tt__matrix_tiles_alloc(tt__matrix_tiles *out, int32_t n, int32_t d)
{
    size_t floats = (size_t)tt__matrix_tiles_count(n) * (size_t)d * TT__MATRIX_TILE;
    char *memory = tt__base_calloc(floats + LINE / sizeof(float), sizeof(float));
    if (!memory) return TT_ERR_MEMORY;
    size_t past = (uintptr_t)memory % LINE;
    *out = (tt__matrix_tiles){
        .n = n, .d = d, .val = (float *)(void *)(memory + (past ? LINE - past : 0)), .memory = memory};
    return TT_OK;
}

void tt__matrix_tiles_free(tt__matrix_tiles *tiles)
{
    free(tiles->memory);
    *tiles = (tt__matrix_tiles){0};
}

void tt__matrix_tiles_move(tt__matrix_tiles *tiles, int32_t a, int32_t b)
{
    float *to = tt__matrix_tiles_at(tiles, a);
    const float *from = tt__matrix_tiles_at(tiles, b);
    for (int64_t j = 0; j < (int64_t)tiles->d * TT__MATRIX_TILE; j += TT__MATRIX_TILE) to[j] = from[j];
}

/* The sums stay in registers. */
TT_WIDE static void row(float *restrict out, const float *restrict a, const float *restrict tile, int32_t d)
{
    wide sum[VECTORS] = {0};
    for (int32_t j = 0; j < d; j++, a += TT__MATRIX_TILE, tile += TT__MATRIX_TILE) {
        const wide *b = (const void *)tile;
#pragma GCC unroll 4
        for (int c = 0; c < VECTORS; c++) sum[c] += a[0] * b[c];
    }
    memcpy(out, sum, sizeof sum);
}

/* Four at a time: a tile's floats are loaded once for four products. */
TT_WIDE static void rows(float *restrict out, const float *restrict a, const float *restrict tile, int32_t d)
{
    wide sum[TT__MATRIX_TILE_ROWS][VECTORS] = {0};
    for (int32_t j = 0; j < d; j++, a += TT__MATRIX_TILE, tile += TT__MATRIX_TILE) {
        const wide *b = (const void *)tile;
#pragma GCC unroll 4
        for (int r = 0; r < TT__MATRIX_TILE_ROWS; r++)
#pragma GCC unroll 4
            for (int c = 0; c < VECTORS; c++) sum[r][c] += a[r] * b[c];
    }
    memcpy(out, sum, sizeof sum);
}

void tt__matrix_tiles_row(float *out, const tt__matrix_tiles *tiles, int32_t a, int32_t tile)
{
    row(out, tt__matrix_tiles_at(tiles, a), tt__matrix_tiles_at(tiles, tile * TT__MATRIX_TILE), tiles->d);
}

void tt__matrix_tiles_rows(float *out, const tt__matrix_tiles *tiles, int32_t a, int32_t tile)
{
    rows(out, tt__matrix_tiles_at(tiles, a), tt__matrix_tiles_at(tiles, tile * TT__MATRIX_TILE), tiles->d);
}
