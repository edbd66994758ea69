/* Repeated bisection (Zhao & Karypis 2004, doi:10.1023/B:MACH.0000027785.44527.d6).
 *
 * Invariant: the rows of every cluster are one range of `rows`, ascending, and every cluster already knows its best split
 * (the best of several trials, by I2).  The cluster whose split gains most is split next.  A trial is serial and
 * deterministic, all random draws are made before the trials run in parallel: nothing depends on the number of threads. */
#include <gsl/gsl_rng.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/run.h"
#include "cluster/kmeans.h"

enum {
    MAX_PASSES = 10, /* of a trial over its rows: the gain of later ones is below a tenth of a percent of I2 */
    ONE_IN = 4       /* a trial's first pass tells enough to stop all but the best fourth (successive halving) */
};

/* One cluster of the growing partition. */
typedef struct cluster {
    int64_t begin, end; /* its rows */
    double gain;        /* of its best split; negative: it cannot be split */
} cluster;

typedef struct trial {
    int64_t begin, end;  /* rows to split */
    int32_t seed[2];     /* the two rows it starts from */
    uint8_t *side;       /* end - begin: 0 or 1 */
    double gain;         /* of I2; negative: no split that honours min_size */
} trial;

/* How a row leans between two seeds. */
typedef struct leaning {
    double lean; /* how much nearer to side 1 than to side 0 */
    int64_t i;   /* which row of the cluster */
} leaning;

typedef struct bisection {
    tt__clusters *to;
    int32_t *rows;      /* n: rows, cluster by cluster */
    uint8_t *side;      /* n: the best split of each cluster, aligned with rows */
    cluster *cluster;   /* k: those there are so far */
    trial *trial;       /* 2 * trials: for the two halves of a split */
    int32_t trials, threads;
    uint8_t *trial_side; /* trials * n: the two halves of a split are disjoint ranges and share it */
    float *sums;        /* threads * 2 v: zero between trials */
    leaning *lean;       /* threads * n: scratch of start_from_seeds() */
    gsl_rng *rng;
} bisection;

/* ---- one trial ---- */

/* The state of a trial: two sums, interleaved (term t of side s at sum[2 t + s]). */
typedef struct halves {
    const tt__clusters *to;
    const int32_t *rows;  /* n */
    uint8_t *side;        /* n */
    int64_t n;
    float *sum;           /* 2 v */
    double square[2];     /* squared lengths of the sums */
    int64_t mass[2];
} halves;

static void add_row(const halves *h, int32_t row, int side, float factor)
{
    const tt_csr *x = h->to->x;
    for (int64_t p = x->ptr[row]; p < x->ptr[row + 1]; p++) h->sum[2 * (int64_t)x->idx[p] + side] += factor * x->val[p];
}

static void dot_row(double dot[2], const halves *h, int32_t row)
{
    const tt_csr *x = h->to->x;
    double d0 = 0, d1 = 0;
    for (int64_t p = x->ptr[row]; p < x->ptr[row + 1]; p++) {
        const float *pair = h->sum + 2 * (int64_t)x->idx[p];
        d0 += (double)x->val[p] * (double)pair[0];
        d1 += (double)x->val[p] * (double)pair[1];
    }
    dot[0] = d0;
    dot[1] = d1;
}

static void clear_sums(halves *h)
{
    const tt_csr *x = h->to->x;
    for (int64_t i = 0; i < h->n; i++)
        for (int64_t p = x->ptr[h->rows[i]]; p < x->ptr[h->rows[i] + 1]; p++)
            h->sum[2 * (int64_t)x->idx[p]] = h->sum[2 * (int64_t)x->idx[p] + 1] = 0;
}

/* Sums and masses of the sides as they stand. */
static void build_sums(halves *h)
{
    clear_sums(h);
    h->mass[0] = h->mass[1] = 0;
    for (int64_t i = 0; i < h->n; i++) {
        int32_t w = tt__row_weight(h->to, h->rows[i]);
        add_row(h, h->rows[i], h->side[i], (float)w);
        h->mass[h->side[i]] += w;
    }
}

/* Squared lengths of both sums, exactly from the rows; gives back that of their total. */
static double measure(halves *h)
{
    double square[2] = {0, 0}, cross = 0;
    for (int64_t i = 0; i < h->n; i++) {
        double dot[2], w = tt__row_weight(h->to, h->rows[i]);
        int s = h->side[i];
        dot_row(dot, h, h->rows[i]);
        square[s] += w * dot[s];
        cross += w * dot[!s];
    }
    h->square[0] = square[0];
    h->square[1] = square[1];
    return square[0] + square[1] + cross; /* cross holds S0.S1 twice: once from each side */
}

static int by_lean(const void *a, const void *b)
{
    const leaning *p = a, *q = b;
    if (p->lean != q->lean) return p->lean < q->lean ? -1 : 1;
    return p->i < q->i ? -1 : p->i > q->i;
}

/* Each row to the nearer seed.  Where that leaves a side below min_size, the cut along the same axis is shifted. */
static bool start_from_seeds(halves *h, const int32_t seed[2], leaning *order)
{
    add_row(h, seed[0], 0, 1);
    add_row(h, seed[1], 1, 1);
    int64_t mass[2] = {0, 0};
    for (int64_t i = 0; i < h->n; i++) {
        double dot[2];
        dot_row(dot, h, h->rows[i]);
        order[i] = (leaning){dot[1] - dot[0], i};
        h->side[i] = dot[1] > dot[0] || (dot[1] == dot[0] && (i & 1)); /* rows near neither are dealt out in turn */
        if (h->rows[i] == seed[0]) h->side[i] = 0;
        if (h->rows[i] == seed[1]) h->side[i] = 1;
        mass[h->side[i]] += tt__row_weight(h->to, h->rows[i]);
    }
    int64_t least = h->to->min_size, total = mass[0] + mass[1];
    if (mass[0] >= least && mass[1] >= least) return true;
    if (total < 2 * least) return false;
    qsort(order, (size_t)h->n, sizeof *order, by_lean);
    int64_t wanted = mass[0] < least ? least : total - least, below = 0;
    for (int64_t i = 0; i < h->n; i++) {
        int32_t w = tt__row_weight(h->to, h->rows[order[i].i]);
        bool low = mass[0] < least ? below < wanted : below + w <= wanted;
        h->side[order[i].i] = !low;
        if (low) below += w;
    }
    return below >= least && total - below >= least;
}

/* One pass: each row in turn moves if I2 gains.  How many moved. */
static int64_t pass(halves *h)
{
    int64_t moved = 0;
    for (int64_t i = 0; i < h->n; i++) {
        int from = h->side[i], to = !from;
        double dot[2], w = tt__row_weight(h->to, h->rows[i]);
        if (h->mass[from] - (int64_t)w < h->to->min_size) continue;
        dot_row(dot, h, h->rows[i]);
        double rest = h->square[from] - 2 * w * dot[from] + w * w;
        if (rest < 0) rest = 0;
        double gain = tt__join_gain(h->square[to], dot[to], w) - (sqrt(h->square[from]) - sqrt(rest));
        if (!(gain > 1e-7)) continue;
        add_row(h, h->rows[i], from, (float)-w);
        add_row(h, h->rows[i], to, (float)w);
        h->square[from] = rest;
        h->square[to] += 2 * w * dot[to] + w * w;
        h->mass[from] -= (int64_t)w;
        h->mass[to] += (int64_t)w;
        h->side[i] = (uint8_t)to;
        moved++;
    }
    return moved;
}

/* The first pass of a trial (fresh), or the further ones of a trial that went on. */
static void run_trial(const bisection *b, trial *t, int thread, bool fresh)
{
    int64_t n = t->end - t->begin;
    halves h = {.to = b->to, .rows = b->rows + t->begin, .side = t->side, .n = n,
                .sum = b->sums + (int64_t)thread * 2 * b->to->x->n_cols};
    if (fresh) t->gain = -1;
    if (!fresh || start_from_seeds(&h, t->seed, b->lean + thread * (int64_t)b->to->x->n_rows)) {
        build_sums(&h);
        measure(&h);
        for (int p = fresh ? MAX_PASSES - 1 : 1; p < MAX_PASSES; p++)
            if (pass(&h) * 1000 < n) break; /* fewer than one row in a thousand moved */
        double total = measure(&h);
        t->gain = sqrt(h.square[0]) + sqrt(h.square[1]) - sqrt(total > 0 ? total : 0);
        if (t->gain < 0) t->gain = 0;
    }
    clear_sums(&h);
}

/* ---- the splits of a pair of clusters ---- */

static void draw_seeds(trial *t, const int32_t *rows, gsl_rng *rng)
{
    unsigned long n = (unsigned long)(t->end - t->begin);
    unsigned long a = gsl_rng_uniform_int(rng, n), b = gsl_rng_uniform_int(rng, n - 1);
    if (b >= a) b++;
    t->seed[0] = rows[t->begin + (int64_t)a];
    t->seed[1] = rows[t->begin + (int64_t)b];
}

static int best_first(const void *a, const void *b)
{
    const trial *p = a, *q = b;
    if (p->begin != q->begin) return p->begin < q->begin ? -1 : 1;
    if (p->gain != q->gain) return p->gain > q->gain ? -1 : 1;
    return p->side < q->side ? -1 : p->side > q->side; /* sides lie in the order of the draws */
}

static void run_trials(const bisection *b, int n, bool fresh)
{
    int threads = b->threads < n ? b->threads : n > 0 ? n : 1;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int j = 0; j < n; j++) run_trial(b, &b->trial[j], omp_get_thread_num(), fresh);
}

/* Of the sorted trials, keep each cluster's best fourth (those that found a split at all). */
static int keep_best(bisection *b, int n)
{
    int kept = 0, of_cluster = 0;
    int64_t begin = -1; /* of the cluster whose trials are being looked at */
    qsort(b->trial, (size_t)n, sizeof *b->trial, best_first);
    for (int j = 0; j < n; j++) {
        of_cluster = b->trial[j].begin == begin ? of_cluster + 1 : 0;
        begin = b->trial[j].begin;
        if (of_cluster * ONE_IN < b->trials && b->trial[j].gain >= 0) b->trial[kept++] = b->trial[j];
    }
    return kept;
}

/* Find the best split of each of these one or two new clusters, all trials side by side. */
static void find_splits(bisection *b, cluster *const *fresh, int n_fresh)
{
    int n = 0;
    for (int f = 0; f < n_fresh; f++) {
        fresh[f]->gain = -1;
        for (int32_t j = 0; j < b->trials && fresh[f]->end - fresh[f]->begin > 1; j++) {
            trial *t = &b->trial[n++];
            *t = (trial){.begin = fresh[f]->begin, .end = fresh[f]->end,
                         .side = b->trial_side + j * (int64_t)b->to->x->n_rows + fresh[f]->begin};
            draw_seeds(t, b->rows, b->rng);
        }
    }
    run_trials(b, n, true);
    n = keep_best(b, n);
    run_trials(b, n, false);
    for (int j = 0; j < n; j++) {
        cluster *c = b->trial[j].begin == fresh[0]->begin ? fresh[0] : fresh[1];
        if (b->trial[j].gain <= c->gain) continue;
        c->gain = b->trial[j].gain;
        memcpy(b->side + c->begin, b->trial[j].side, (size_t)(c->end - c->begin));
    }
}

/* Carry out a cluster's best split: its range is divided stably, side 0 first; the new cluster is side 1. */
static void carry_out(bisection *b, cluster *c, cluster *fresh, int32_t *scratch)
{
    int64_t low = c->begin, high = 0;
    for (int64_t i = c->begin; i < c->end; i++)
        if (b->side[i])
            scratch[high++] = b->rows[i];
        else
            b->rows[low++] = b->rows[i];
    memcpy(b->rows + low, scratch, (size_t)high * sizeof *scratch);
    *fresh = (cluster){.begin = low, .end = c->end};
    c->end = low;
}

/* ---- the whole ---- */

static void bisection_free(bisection *b)
{
    free(b->rows);
    free(b->side);
    free(b->cluster);
    free(b->trial);
    free(b->trial_side);
    free(b->sums);
    free(b->lean);
    if (b->rng) gsl_rng_free(b->rng);
}

static tt_status bisection_begin(bisection *b, const tt_kmeans_opts *opts, const tt_run *run)
{
    size_t n = (size_t)b->to->x->n_rows, v = (size_t)b->to->x->n_cols, k = (size_t)b->to->k;
    b->trials = opts->trials;
    b->threads = tt__threads(run, 2 * opts->trials, 1);
    b->rows = tt__calloc(n, sizeof *b->rows);
    b->side = tt__calloc(n, 1);
    b->cluster = tt__calloc(k, sizeof *b->cluster);
    b->trial = tt__calloc(2 * (size_t)b->trials, sizeof *b->trial);
    b->trial_side = tt__calloc((size_t)b->trials * n, 1);
    b->sums = tt__calloc((size_t)b->threads * 2 * v, sizeof *b->sums);
    b->lean = tt__calloc((size_t)b->threads * n, sizeof *b->lean);
    b->rng = tt__rng_new(opts->seed, 1);
    if (!b->rows || !b->side || !b->cluster || !b->trial || !b->trial_side || !b->sums || !b->lean || !b->rng)
        return TT_ERR_MEMORY;
    for (int32_t r = 0; r < b->to->x->n_rows; r++) b->rows[r] = r;
    b->cluster[0] = (cluster){.begin = 0, .end = b->to->x->n_rows};
    return TT_OK;
}

static int32_t best_cluster(const bisection *b, int32_t made)
{
    int32_t best = 0;
    for (int32_t c = 1; c < made; c++)
        if (b->cluster[c].gain > b->cluster[best].gain) best = c;
    return best;
}

static void hand_over(const bisection *b)
{
    tt__clusters *to = b->to;
    for (int32_t c = 0; c < to->k; c++) {
        to->mass[c] = 0;
        for (int64_t i = b->cluster[c].begin; i < b->cluster[c].end; i++) {
            to->label[b->rows[i]] = c;
            to->mass[c] += tt__row_weight(to, b->rows[i]);
        }
    }
}

tt_status tt__bisect_all(tt__clusters *clusters, const tt_kmeans_opts *opts, const tt_run *run)
{
    bisection b = {.to = clusters};
    int32_t *scratch = NULL;
    tt_status status = bisection_begin(&b, opts, run);
    if (status == TT_OK && !(scratch = tt__calloc((size_t)clusters->x->n_rows, sizeof *scratch))) status = TT_ERR_MEMORY;
    if (status < 0) goto done;
    if (clusters->k > 1) find_splits(&b, (cluster *[]){&b.cluster[0]}, 1);
    for (int32_t made = 1; made < clusters->k; made++) {
        cluster *c = &b.cluster[best_cluster(&b, made)];
        if (c->gain < 0) {
            status = tt__fail(TT_ERR_SHAPE, "only %d of %d topics can be made with at least %d documents in each", made,
                              clusters->k, clusters->min_size);
            goto done;
        }
        carry_out(&b, c, &b.cluster[made], scratch);
        if (made + 1 < clusters->k) find_splits(&b, (cluster *[]){c, &b.cluster[made]}, 2);
        if ((status = tt__progress(run, "clustering", .5 * made / clusters->k, made + 1, "topics")) < 0) goto done;
    }
    hand_over(&b);
done:
    bisection_free(&b);
    free(scratch);
    return status;
}
