/* The sum of a merged cluster is the sum of the two sums, so products G(a, b) = S_a . S_b are all that a linkage needs,
 * and a merge adds: G(ab, c) = G(a, c) + G(b, c).  Both linkages follow from them:
 *     AVERAGE   1 - G(a, b) / (n_a n_b)                                    (UPGMA on cosine distance)
 *     I2        sqrt G(a, a) + sqrt G(b, b) - sqrt(G(a, a) + 2 G(a, b) + G(b, b))    (what I2 loses)
 * Some clusters speak in words that all have, and are a little like every other.  So AVERAGE takes S above the
 * background: less n times half the mean m of the k centroids.  A half asks of two clusters how much more alike they
 * are than each is, on average, with all (the mean of the two); nothing taken off merges the vague ones first, all of
 * it tears large tight subjects apart. I2 takes S as it is: its groups come out as even as the clusters allow, and lose
 * their subjects where m is taken off. */
#include "cluster/distances.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

void tt__cluster_distances_free(tt__cluster_distances *kin)
{
    free(kin->count);
    free(kin->gram);
    free(kin->square);
    free(kin->length);
    tt__matrix_tiles_free(&kin->tiles);
    *kin = (tt__cluster_distances){0};
}

/* G of S - n m / 2 from G of S: with r = S . m, G(a, b) - (n_b r_a + n_a r_b) / 2 + n_a n_b m . m / 4. */
static tt_status take_background(tt__cluster_distances *kin)
{
    int64_t k = kin->n;
    double *r = tt__base_calloc((size_t)k, sizeof *r), *gram = kin->gram, *count = kin->count;
    if (!r) return TT_ERR_MEMORY;
    for (int64_t a = 0; a < k; a++) {
        for (int64_t c = 0; c < k; c++) r[a] += gram[a * kin->stride + c] / (count[c] * (double)k);
        kin->common += r[a] / (count[a] * (double)k);
    }
    for (int64_t a = 0; a < k; a++)
        for (int64_t b = 0; b < k; b++)
            gram[a * kin->stride + b] +=
                count[a] * count[b] * kin->common / 4 - (count[b] * r[a] + count[a] * r[b]) / 2;
    free(r);
    return TT_OK;
}

static tt_status fill_products(tt__cluster_distances *kin, const float *gram, const int32_t *order)
{
    int64_t k = kin->n;
    kin->stride = (int64_t)tt__matrix_tiles_count(kin->n) * TT__MATRIX_TILE;
    kin->gram = tt__base_calloc((size_t)(k * kin->stride), sizeof *kin->gram);
    if (!kin->gram) return TT_ERR_MEMORY;
    for (int64_t a = 0; a < k; a++)
        for (int64_t b = 0; b < k; b++) kin->gram[a * kin->stride + b] = (double)gram[order[a] * k + order[b]];
    return kin->linkage == TT_LINKAGE_AVERAGE ? take_background(kin) : TT_OK;
}

/* AVERAGE: means less half the mean of them all. */
static tt_status fill_means(tt__cluster_distances *kin, const tt_csr *x, const int32_t *order)
{
    double *mean = tt__base_calloc((size_t)x->n_cols, sizeof *mean);
    if (!mean) return TT_ERR_MEMORY;
    for (int32_t c = 0; c < kin->n; c++)
        for (int64_t p = x->ptr[order[c]]; p < x->ptr[order[c] + 1]; p++)
            mean[x->idx[p]] += (double)x->val[p] / (kin->count[c] * kin->n);
    for (int32_t j = 0; j < x->n_cols; j++) kin->common += mean[j] * mean[j];
    for (int32_t c = 0; c < kin->n; c++) {
        float *at = tt__matrix_tiles_at(&kin->tiles, c);
        for (int64_t j = 0; j < x->n_cols; j++) at[j * TT__MATRIX_TILE] = (float)(-mean[j] / 2);
        for (int64_t p = x->ptr[order[c]]; p < x->ptr[order[c] + 1]; p++)
            at[(int64_t)x->idx[p] * TT__MATRIX_TILE] = (float)((double)x->val[p] / kin->count[c] - mean[x->idx[p]] / 2);
    }
    free(mean);
    return TT_OK;
}

static void set_length(tt__cluster_distances *kin, int32_t a)
{
    float *at = kin->length + (int64_t)(a / TT__MATRIX_TILE) * 2 * TT__MATRIX_TILE +
                a % TT__MATRIX_TILE; /* as length_of has it */
    at[0] = (float)kin->square[a];
    at[TT__MATRIX_TILE] = (float)sqrt(kin->square[a]);
}

/* I2: sums as they are. */
static tt_status fill_sums(tt__cluster_distances *kin, const tt_csr *x, const double *square, const int32_t *order)
{
    kin->square = tt__base_calloc((size_t)kin->n, sizeof *kin->square);
    kin->length = tt__base_calloc((size_t)tt__matrix_tiles_count(kin->n) * 2 * TT__MATRIX_TILE, sizeof *kin->length);
    if (!kin->square || !kin->length) return TT_ERR_MEMORY;
    for (int32_t c = 0; c < kin->n; c++) {
        float *at = tt__matrix_tiles_at(&kin->tiles, c);
        for (int64_t p = x->ptr[order[c]]; p < x->ptr[order[c] + 1]; p++) {
            at[(int64_t)x->idx[p] * TT__MATRIX_TILE] = x->val[p];
            kin->square[c] += (double)x->val[p] * (double)x->val[p];
        }
        if (square) kin->square[c] = square[order[c]];
        set_length(kin, c);
    }
    return TT_OK;
}

static tt_status fill(tt__cluster_distances *kin, const tt__cluster_reduced *sums, const int32_t *order)
{
    if (sums->gram) return fill_products(kin, sums->gram, order);
    tt_status status = tt__matrix_tiles_alloc(&kin->tiles, kin->n, sums->x->n_cols);
    if (status < 0) return status;
    return kin->linkage == TT_LINKAGE_AVERAGE ? fill_means(kin, sums->x, order)
                                              : fill_sums(kin, sums->x, sums->square, order);
}

tt_status tt__cluster_distances_init(tt__cluster_distances *out, const tt__cluster_reduced *sums, const int32_t *size,
                                     const int32_t *order, tt_linkage linkage)
{
    tt__cluster_distances kin = {.n = sums->x->n_rows, .linkage = linkage};
    kin.count = tt__base_calloc((size_t)kin.n, sizeof *kin.count);
    tt_status status = kin.count ? TT_OK : TT_ERR_MEMORY;
    for (int32_t c = 0; c < kin.n && status == TT_OK; c++) kin.count[c] = size[order[c]];
    if (status == TT_OK) status = fill(&kin, sums, order);
    if (status == TT_OK)
        *out = kin;
    else
        tt__cluster_distances_free(&kin);
    return status;
}

static double distance(const tt__cluster_distances *kin, int32_t a, int32_t b)
{
    const double *row = kin->gram + a * kin->stride;
    double ab = row[b];
    /* the last term moves all alike: twins are 0 apart */
    if (kin->linkage == TT_LINKAGE_AVERAGE) return 1 - ab / (kin->count[a] * kin->count[b]) - .75 * kin->common;
    double aa = row[a], bb = kin->gram[b * kin->stride + b], both = aa + 2 * ab + bb;
    return sqrt(fmax(aa, 0)) + sqrt(fmax(bb, 0)) - sqrt(fmax(both, 0));
}

/* From the products of a cluster of this square and length with a tile to distances.  I2 with x = |S_a|, y = |S_b|:
 * x + y - |S_a + S_b| is 2 (x y - S_a . S_b) / (x + y + |S_a + S_b|), which floats can tell where one is far larger
 * than the other. */
static void losses(float *restrict out, const float *restrict product, const float *restrict square, const float *own)
{
    const float *restrict length = square + TT__MATRIX_TILE;
    float xx = own[0], x = own[TT__MATRIX_TILE];
    for (int c = 0; c < TT__MATRIX_TILE; c++) {
        float both = xx + square[c] + 2 * product[c];
        float sum = x + length[c] + sqrtf(both > 0 ? both : 0);
        out[c] = 2 * (x * length[c] - product[c]) / (sum + FLT_MIN); /* 0 where there is nothing at all */
    }
}

static const float *length_of(const tt__cluster_distances *kin, int32_t a)
{
    return kin->length + (int64_t)(a / TT__MATRIX_TILE) * 2 * TT__MATRIX_TILE + a % TT__MATRIX_TILE;
}

static void distances(double *out, const float *product, const tt__cluster_distances *kin, int32_t a, int32_t tile)
{
    float loss[TT__MATRIX_TILE];
    double far = 1 - .75 * kin->common;
    if (kin->linkage == TT_LINKAGE_I2) losses(loss, product, length_of(kin, tile * TT__MATRIX_TILE), length_of(kin, a));
    for (int c = 0; c < TT__MATRIX_TILE; c++)
        out[c] = kin->linkage == TT_LINKAGE_I2 ? (double)loss[c] : far - (double)product[c];
}

void tt__cluster_distances_row(double *out, const tt__cluster_distances *kin, int32_t a, int32_t tile)
{
    if (kin->gram) {
        int32_t from = tile * TT__MATRIX_TILE, to = from + TT__MATRIX_TILE < kin->n ? from + TT__MATRIX_TILE : kin->n;
        for (int32_t b = from; b < to; b++) out[b - from] = distance(kin, a, b);
        return;
    }
    float product[TT__MATRIX_TILE];
    tt__matrix_tiles_row(product, &kin->tiles, a, tile);
    distances(out, product, kin, a, tile);
}

void tt__cluster_distances_rows(double *out, const tt__cluster_distances *kin, int32_t a, int32_t tile)
{
    float product[TT__MATRIX_TILE_ROWS * TT__MATRIX_TILE];
    if (!kin->gram) tt__matrix_tiles_rows(product, &kin->tiles, a, tile);
    for (int32_t r = 0; r < TT__MATRIX_TILE_ROWS; r++) {
        if (!kin->gram)
            distances(out + r * TT__MATRIX_TILE, product + r * TT__MATRIX_TILE, kin, a + r, tile);
        else if (a + r < kin->n)
            tt__cluster_distances_row(out + r * TT__MATRIX_TILE, kin, a + r, tile);
    }
}

static void join_products(tt__cluster_distances *kin, int32_t a, int32_t b)
{
    int64_t stride = kin->stride;
    double *to = kin->gram + a * stride, *from = kin->gram + b * stride, self = to[a] + 2 * to[b] + from[b];
    for (int64_t c = 0; c < kin->n; c++) kin->gram[c * stride + a] = to[c] = to[c] + from[c];
    to[a] = self;
}

static void join_sums(tt__cluster_distances *kin, int32_t a, int32_t b)
{
    float *to = tt__matrix_tiles_at(&kin->tiles, a), *from = tt__matrix_tiles_at(&kin->tiles, b);
    bool means = kin->linkage == TT_LINKAGE_AVERAGE;
    double all = kin->count[a] + kin->count[b], wa = means ? kin->count[a] / all : 1,
           wb = means ? kin->count[b] / all : 1, product = 0;
    for (int64_t j = 0; j < (int64_t)kin->tiles.d * TT__MATRIX_TILE; j += TT__MATRIX_TILE) {
        double x = (double)to[j], y = (double)from[j];
        product += x * y;
        to[j] = (float)(wa * x + wb * y);
    }
    if (means) return;
    kin->square[a] = fmax(kin->square[a] + kin->square[b] + 2 * product, 0);
    set_length(kin, a);
}

void tt__cluster_distances_join(tt__cluster_distances *kin, int32_t a, int32_t b)
{
    if (kin->gram)
        join_products(kin, a, b);
    else
        join_sums(kin, a, b);
    kin->count[a] += kin->count[b];
}

/* Slots only move down, so nothing is written over that is still wanted. */
void tt__cluster_distances_compact(tt__cluster_distances *kin, const int32_t *keep, int32_t n)
{
    for (int32_t c = 0; c < n; c++) {
        kin->count[c] = kin->count[keep[c]];
        if (kin->gram) {
            double *to = kin->gram + c * kin->stride, *from = kin->gram + keep[c] * kin->stride;
            for (int32_t b = 0; b < n; b++) to[b] = from[keep[b]];
            continue;
        }
        if (keep[c] != c) tt__matrix_tiles_move(&kin->tiles, c, keep[c]);
        if (!kin->square) continue;
        kin->square[c] = kin->square[keep[c]];
        set_length(kin, c);
    }
    kin->n = n;
}
