/* K-way refinement of a partition: each document moves where I2 = sum of the lengths of the cluster sums gains most.
 *
 * Rows are taken in blocks of fixed size.  Within a block all threads look for the best move of each row against sums
 * that stand still; then the moves are made one after the other in row order, each only if it still gains with the sums
 * as they are by then.  So the objective never falls, and the result depends on the block size but not on the number of
 * threads. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"
#include "matrix/bounds.h"
#include "matrix/wide.h"

enum { BLOCK = 16384 }; /* rows: large enough that a parallel region is worth its barrier, small against a pass */

static const double LEAST_GAIN = 1e-6; /* of I2, whose terms are near 1 a document: below, rounding decides */
static const float SLACK = 1.0001f;    /* bounds are rounded otherwise than gains */

typedef struct refinement {
    tt__cluster_state *c;
    tt__matrix_panel sums;    /* v x k */
    double *square;           /* k: squared lengths of the sums */
    float *length;            /* stride: their lengths */
    int32_t *target;          /* BLOCK: where each row wants to go */
    int32_t *order;           /* BLOCK: the block's rows by cluster, less `begin` */
    int64_t *start;           /* k + 1 */
    bool bounded;             /* the rows have no negative values: groups can be passed over */
    tt__matrix_bounds bounds; /* of the sums in units of `unit` */
    float *unit;              /* stride: 1 / length of each sum as the pass began */
    float *shortest, *grown;  /* groups: least length, greatest ratio of the length as the pass began to that of now */
    float *room;              /* threads * tt__matrix_bounds_room */
    int threads;
} refinement;

static void sum_lengths(refinement *f)
{
#pragma omp parallel for schedule(dynamic, 1) num_threads(f->threads)
    for (int32_t g = 0; g < f->bounds.most.k; g++) {
        double square[TT__MATRIX_PANEL_PAD] = {0};
        const float *line = tt__matrix_panel_line(&f->sums, 0, g);
        for (int64_t t = 0; t < f->sums.v; t++, line += TT__MATRIX_PANEL_PAD)
            for (int c = 0; c < TT__MATRIX_PANEL_PAD; c++) square[c] += (double)line[c] * (double)line[c];
        for (int32_t c = g * TT__MATRIX_PANEL_PAD; c < f->c->k && c < (g + 1) * TT__MATRIX_PANEL_PAD; c++) {
            f->square[c] = square[c % TT__MATRIX_PANEL_PAD];
            f->length[c] = (float)sqrt(f->square[c]);
        }
    }
}

/* From a row's products with the sums to what I2 gains where it joins each. */
TT_WIDE static void gains_of(float *restrict gain, const float *restrict length, int64_t n, float w)
{
    for (int64_t i = 0; i < n; i += TT__MATRIX_PANEL_PAD)
        for (int c = 0; c < TT__MATRIX_PANEL_PAD; c++) {
            float joined = 2 * w * gain[i + c] + w * w, l = length[i + c], grown = l * l + joined;
            gain[i + c] = joined / (sqrtf(grown > 0 ? grown : 0) + l);
        }
}

/* From bounds on products with sums of unit length to bounds on what I2 gains in each group; n whole sixteens. */
TT_WIDE static void bound_gains(float *restrict bound, const float *restrict grown, const float *restrict shortest,
                                int64_t n, float w)
{
    for (int64_t i = 0; i < n; i += TT__MATRIX_PANEL_PAD)
        for (int g = 0; g < TT__MATRIX_PANEL_PAD; g++) {
            float l = shortest[i + g], joined = 2 * w * bound[i + g] * grown[i + g] * l + w * w,
                  square = l * l + joined;
            bound[i + g] = joined / (sqrtf(square) + l) * SLACK;
        }
}

/* What leaving its cluster costs a row, with its product with the cluster's sum. */
static float cost_of_leaving(const refinement *f, int32_t own, double product, double w)
{
    double rest = f->square[own] - 2 * w * product + w * w;
    return (float)(sqrt(f->square[own]) - sqrt(rest > 0 ? rest : 0));
}

/* A look at the clusters of group g, given the row's products with their sums. */
static void look(tt__matrix_match *m, const refinement *f, int32_t g, float *scores)
{
    gains_of(scores, f->length + g * TT__MATRIX_PANEL_PAD, TT__MATRIX_PANEL_PAD,
             (float)tt__cluster_row_weight(f->c, m->row));
    tt__matrix_match_group(m, g, f->c->k, scores);
}

/* The clusters that some rows would lengthen most; their own where none is lengthened by more than leaving costs. */
static void match_rows(tt__matrix_match *match, int32_t n, const refinement *f, float *room)
{
    float scores[TT__MATRIX_PANEL_PAD];
    int64_t stride = f->bounds.most.stride;
    for (int32_t i = 0; i < n && f->bounded; i++) {
        tt__matrix_panel_scores(room + i * stride, &f->bounds.most, f->c->x, match[i].row);
        bound_gains(room + i * stride, f->grown, f->shortest, stride,
                    (float)tt__cluster_row_weight(f->c, match[i].row));
    }
    for (int32_t i = 0; i < n; i++) {
        tt__matrix_match *m = &match[i];
        tt__matrix_panel_scores_of(scores, &f->sums, m->own / TT__MATRIX_PANEL_PAD, f->c->x, m->row);
        m->best.score = cost_of_leaving(f, m->own, (double)scores[m->own % TT__MATRIX_PANEL_PAD],
                                        tt__cluster_row_weight(f->c, m->row));
        look(m, f, m->own / TT__MATRIX_PANEL_PAD, scores);
    }
    for (int32_t g = 0; g < f->bounds.most.k; g++)
        for (int32_t i = 0; i < n; i++) {
            if ((f->bounded && room[i * stride + g] < match[i].best.score) || g == match[i].own / TT__MATRIX_PANEL_PAD)
                continue;
            tt__matrix_panel_scores_of(scores, &f->sums, g, f->c->x, match[i].row);
            look(&match[i], f, g, scores);
        }
}

/* Row r was added to a sum. */
static void raise_bounds(refinement *f, int32_t to, int32_t r)
{
    const tt_csr *x = f->c->x;
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
        int64_t t = x->idx[p];
        float *most = tt__matrix_panel_at(&f->bounds.most, t, to / TT__MATRIX_PANEL_PAD);
        float now = *tt__matrix_panel_at(&f->sums, t, to) * f->unit[to];
        if (now > *most) *most = now;
    }
}

/* Move row r to cluster `to` if I2 gains with the sums as they are now. */
static bool try_move(refinement *f, int32_t r, int32_t to)
{
    int32_t from = f->c->label[r], w = tt__cluster_row_weight(f->c, r);
    if (f->c->mass[from] - w < f->c->min_size) return false;
    double there = tt__matrix_panel_dot(&f->sums, to, f->c->x, r),
           here = tt__matrix_panel_dot(&f->sums, from, f->c->x, r);
    double rest = f->square[from] - 2 * w * here + (double)w * w;
    if (rest < 0) rest = 0;
    double gain = tt__cluster_join_gain(f->square[to], there, w) - (sqrt(f->square[from]) - sqrt(rest));
    if (!(gain > LEAST_GAIN)) return false;
    tt__matrix_panel_add(&f->sums, from, f->c->x, r, (float)-w);
    tt__matrix_panel_add(&f->sums, to, f->c->x, r, (float)w);
    if (f->bounded) raise_bounds(f, to, r);
    f->square[from] = rest;
    f->square[to] += 2 * w * there + (double)w * w;
    f->length[from] = (float)sqrt(f->square[from]);
    f->length[to] = (float)sqrt(f->square[to]);
    f->c->mass[from] -= w;
    f->c->mass[to] += w;
    f->c->label[r] = to;
    return true;
}

/* Lengths as they are against those the pass began with. */
static void measure_groups(refinement *f)
{
    for (int32_t g = 0; g < f->bounds.most.k; g++) {
        f->shortest[g] = INFINITY;
        f->grown[g] = 0;
        for (int32_t c = g * TT__MATRIX_PANEL_PAD; c < (g + 1) * TT__MATRIX_PANEL_PAD && c < f->c->k; c++) {
            f->shortest[g] = fminf(f->shortest[g], f->length[c]);
            f->grown[g] = fmaxf(f->grown[g], f->length[c] > 0 ? 1 / (f->unit[c] * f->length[c]) : 0);
        }
    }
}

/* Where the rows of a block want to go, taken cluster by cluster: they meet the same groups. */
static void find_targets(refinement *f, int32_t begin, int32_t n)
{
    int32_t parts = (n + TT__MATRIX_MATCHES - 1) / TT__MATRIX_MATCHES;
    tt__cluster_rows_by_cluster(f->order, f->start, f->c->label + begin, n, f->c->k);
#pragma omp parallel for schedule(dynamic, 1) num_threads(f->threads)
    for (int32_t part = 0; part < parts; part++) {
        tt__matrix_match match[TT__MATRIX_MATCHES];
        int32_t from = part * TT__MATRIX_MATCHES, many = n - from < TT__MATRIX_MATCHES ? n - from : TT__MATRIX_MATCHES;
        for (int32_t i = 0; i < many; i++) {
            int32_t r = begin + f->order[from + i], own = f->c->label[r];
            match[i] = (tt__matrix_match){r, own, {own, 0}};
        }
        match_rows(match, many, f, f->room + omp_get_thread_num() * tt__matrix_bounds_room(&f->bounds));
        for (int32_t i = 0; i < many; i++) f->target[match[i].row - begin] = match[i].best.column;
    }
}

static int64_t refine_block(refinement *f, int32_t begin, int32_t end)
{
    int64_t moved = 0;
    measure_groups(f);
    find_targets(f, begin, end - begin);
    for (int32_t r = begin; r < end; r++)
        if (f->target[r - begin] != f->c->label[r]) moved += try_move(f, r, f->target[r - begin]);
    return moved;
}

/* The greatest value of each term among the sums of each group, as the pass begins. */
static void bound_sums(refinement *f)
{
    for (int32_t c = 0; c < f->c->k; c++) f->unit[c] = f->length[c] > 0 ? 1 / f->length[c] : 1;
#pragma omp parallel for schedule(dynamic, 1) num_threads(f->threads)
    for (int32_t g = 0; g < f->bounds.most.k; g++) tt__matrix_bounds_fit(&f->bounds, &f->sums, g, f->unit);
}

static tt_status refinement_begin(refinement *f, const tt_run *run)
{
    const tt_csr *x = f->c->x;
    f->threads = tt__base_threads(run, x->n_rows, 256);
    tt_status status = tt__matrix_panel_alloc(&f->sums, x->n_cols, f->c->k);
    if (status < 0) return status;
    f->square = tt__base_calloc((size_t)f->c->k, sizeof *f->square);
    f->length = tt__base_calloc((size_t)f->sums.stride, sizeof *f->length);
    f->target = tt__base_calloc(BLOCK, sizeof *f->target);
    status = tt__matrix_bounds_alloc(&f->bounds, &f->sums);
    if (status < 0) return status;
    size_t groups = (size_t)f->bounds.most.stride;
    f->unit = tt__base_calloc((size_t)f->sums.stride, sizeof *f->unit);
    f->shortest = tt__base_calloc(groups, sizeof *f->shortest);
    f->grown = tt__base_calloc(groups, sizeof *f->grown);
    f->room = tt__base_calloc((size_t)(f->threads * tt__matrix_bounds_room(&f->bounds)), sizeof *f->room);
    f->bounded = true;
    for (int64_t p = 0; p < x->ptr[x->n_rows]; p++) f->bounded &= x->val[p] >= 0;
    f->start = tt__base_calloc((size_t)f->c->k + 1, sizeof *f->start);
    f->order = tt__base_calloc(BLOCK, sizeof *f->order);
    int32_t *rows = tt__base_calloc((size_t)x->n_rows, sizeof *rows);
    bool room = f->square && f->length && f->target && f->unit && f->shortest && f->grown && f->room && f->start &&
                f->order && rows;
    if (room) {
        tt__cluster_rows_by_cluster(rows, f->start, f->c->label, x->n_rows, f->c->k);
        tt__cluster_panel_sum(&f->sums, f->c, x, rows, f->start, f->threads);
    }
    free(rows);
    return room ? TT_OK : TT_ERR_MEMORY;
}

tt_status tt__cluster_refine(tt__cluster_state *clusters, int32_t max_passes, const tt_run *run)
{
    if (clusters->k < 2 || max_passes < 1) return TT_OK;
    int32_t n = clusters->x->n_rows;
    refinement f = {.c = clusters};
    tt_status status = refinement_begin(&f, run);
    for (int32_t pass = 0; pass < max_passes && status == TT_OK; pass++) {
        int64_t moved = 0;
        sum_lengths(&f);
        if (f.bounded) bound_sums(&f);
        for (int32_t begin = 0; begin < n; begin += BLOCK)
            moved += refine_block(&f, begin, n - begin < BLOCK ? n : begin + BLOCK);
        status = tt__cluster_progress(clusters, .6 + .2 * (pass + 1) / max_passes, run);
        if (moved == 0) break;
    }
    tt__matrix_panel_free(&f.sums);
    tt__matrix_bounds_free(&f.bounds);
    free(f.unit);
    free(f.shortest);
    free(f.grown);
    free(f.square);
    free(f.length);
    free(f.target);
    free(f.order);
    free(f.start);
    free(f.room);
    return status;
}
