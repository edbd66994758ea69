/* K-way refinement of a partition: each document moves where I2 = sum of the lengths of the cluster sums gains most.
 *
 * Rows are taken in blocks of fixed size.  Within a block all threads look for the best move of each row against sums that
 * stand still; then the moves are made one after the other in row order, each only if it still gains with the sums as they
 * are by then.  So the objective never falls, and the result depends on the block size but not on the number of threads. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"
#include "matrix/panel.h"
#include "matrix/wide.h"

enum { BLOCK = 16384 }; /* rows: large enough that a parallel region is worth its barrier, small against a pass */

static const double LEAST_GAIN = 1e-6; /* of I2, whose terms are near 1 a document: below, rounding decides */

typedef struct refinement {
    tt__clusters *c;
    tt__panel sums;   /* v x k */
    double *square;   /* k: squared lengths of the sums */
    float *length;    /* stride: their lengths */
    int32_t *target;  /* BLOCK: where each row wants to go */
    float *scores;    /* threads * stride */
    int threads;
} refinement;

static void sum_lengths(refinement *f)
{
    for (int32_t c = 0; c < f->c->k; c++) f->square[c] = 0;
    for (int64_t t = 0; t < f->sums.v; t++) {
        const float *row = f->sums.val + t * f->sums.stride;
        for (int32_t c = 0; c < f->c->k; c++) f->square[c] += (double)row[c] * (double)row[c];
    }
    for (int32_t c = 0; c < f->c->k; c++) f->length[c] = (float)sqrt(f->square[c]);
}

/* From a row's products with the sums to what I2 gains where it joins each. */
TT_WIDE static void gains_of(float *restrict gain, const float *restrict length, int64_t n, float w)
{
    for (int64_t i = 0; i < n; i += TT__PANEL_PAD)
        for (int c = 0; c < TT__PANEL_PAD; c++) {
            float joined = 2 * w * gain[i + c] + w * w, l = length[i + c], grown = l * l + joined;
            gain[i + c] = joined / (sqrtf(grown > 0 ? grown : 0) + l);
        }
}

/* The cluster other than its own that the row would lengthen most; its own where none is better than leaving costs. */
static int32_t best_target(const refinement *f, int32_t r, float *scores)
{
    int32_t own = f->c->label[r];
    double w = tt__row_weight(f->c, r);
    tt__panel_scores(scores, &f->sums, f->c->x, r);
    double rest = f->square[own] - 2 * w * (double)scores[own] + w * w;
    double cost = sqrt(f->square[own]) - sqrt(rest > 0 ? rest : 0);
    gains_of(scores, f->length, f->sums.stride, (float)w);
    scores[own] = -INFINITY;
    int32_t best = tt__panel_best(scores, f->c->k);
    return (double)scores[best] > cost ? best : own;
}

/* Move row r to cluster `to` if I2 gains with the sums as they are now. */
static bool try_move(refinement *f, int32_t r, int32_t to)
{
    int32_t from = f->c->label[r], w = tt__row_weight(f->c, r);
    if (f->c->mass[from] - w < f->c->min_size) return false;
    double there = tt__panel_dot(&f->sums, to, f->c->x, r), here = tt__panel_dot(&f->sums, from, f->c->x, r);
    double rest = f->square[from] - 2 * w * here + (double)w * w;
    if (rest < 0) rest = 0;
    double gain = tt__join_gain(f->square[to], there, w) - (sqrt(f->square[from]) - sqrt(rest));
    if (!(gain > LEAST_GAIN)) return false;
    tt__panel_add(&f->sums, from, f->c->x, r, (float)-w);
    tt__panel_add(&f->sums, to, f->c->x, r, (float)w);
    f->square[from] = rest;
    f->square[to] += 2 * w * there + (double)w * w;
    f->length[from] = (float)sqrt(f->square[from]);
    f->length[to] = (float)sqrt(f->square[to]);
    f->c->mass[from] -= w;
    f->c->mass[to] += w;
    f->c->label[r] = to;
    return true;
}

static int64_t refine_block(refinement *f, int32_t begin, int32_t end)
{
    int64_t moved = 0;
#pragma omp parallel for schedule(dynamic, 64) num_threads(f->threads)
    for (int32_t r = begin; r < end; r++)
        f->target[r - begin] = best_target(f, r, f->scores + omp_get_thread_num() * f->sums.stride);
    for (int32_t r = begin; r < end; r++)
        if (f->target[r - begin] != f->c->label[r]) moved += try_move(f, r, f->target[r - begin]);
    return moved;
}

static tt_status refinement_begin(refinement *f, const tt_run *run)
{
    const tt_csr *x = f->c->x;
    f->threads = tt__threads(run, x->n_rows, 256);
    tt_status status = tt__panel_alloc(&f->sums, x->n_cols, f->c->k);
    if (status < 0) return status;
    f->square = tt__calloc((size_t)f->c->k, sizeof *f->square);
    f->length = tt__calloc((size_t)f->sums.stride, sizeof *f->length);
    f->target = tt__calloc(BLOCK, sizeof *f->target);
    f->scores = tt__calloc((size_t)(f->threads * f->sums.stride), sizeof *f->scores);
    int32_t *rows = tt__calloc((size_t)x->n_rows, sizeof *rows);
    int64_t *start = tt__calloc((size_t)f->c->k + 1, sizeof *start);
    bool room = f->square && f->length && f->target && f->scores && rows && start;
    if (room) {
        tt__rows_by_cluster(rows, start, f->c->label, x->n_rows, f->c->k);
        tt__panel_sum(&f->sums, f->c, x, rows, start, f->threads);
    }
    free(rows);
    free(start);
    return room ? TT_OK : TT_ERR_MEMORY;
}

tt_status tt__refine(tt__clusters *clusters, int32_t max_passes, const tt_run *run)
{
    if (clusters->k < 2 || max_passes < 1) return TT_OK;
    int32_t n = clusters->x->n_rows;
    refinement f = {.c = clusters};
    tt_status status = refinement_begin(&f, run);
    for (int32_t pass = 0; pass < max_passes && status == TT_OK; pass++) {
        int64_t moved = 0;
        sum_lengths(&f);
        for (int32_t begin = 0; begin < n; begin += BLOCK) moved += refine_block(&f, begin, n - begin < BLOCK ? n : begin + BLOCK);
        status = tt__clustering(clusters, .6 + .2 * (pass + 1) / max_passes, run);
        if (moved == 0) break;
    }
    tt__panel_free(&f.sums);
    free(f.square);
    free(f.length);
    free(f.target);
    free(f.scores);
    return status;
}
