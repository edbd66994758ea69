/* Repeated bisection (Zhao & Karypis 2004, doi:10.1023/B:MACH.0000027785.44527.d6): the cluster whose best split (of
 * several trials, by I2) gains most is split next, until there are k.
 *
 * A cluster's best split does not depend on when it is looked for, so the splits are found in a few large rounds: each
 * round takes the clusters that are next in line, divides them, and runs the trials of all their halves side by side.
 * Some turn out not to be needed; the order in which clusters are split is exactly that of one at a time.  A group of
 * trials is serial, and its random draws are made before the round: nothing depends on the number of threads.
 *
 * The trials of a large cluster look at a sample of its rows; the best of them are then widened to all. */
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
#include "cluster/trial.h"

enum {
    ONE_IN = 4,  /* a trial's first pass tells enough to stop all but the best fourth (successive halving) */
    SAMPLE = 500 /* rows of a larger cluster that its trials look at */
};

/* One cluster of the bisection tree: its rows are one range, which its two halves (if it was divided) share out. */
typedef struct cluster {
    int64_t begin, end; /* its rows */
    double gain;        /* of its best split; negative: it cannot be split */
    int32_t half;       /* the first of its two halves, which follow each other; 0: not divided yet */
} cluster;

typedef struct bisection {
    tt__cluster_state *to;
    int32_t *rows;    /* n: rows, cluster by cluster */
    int32_t *scratch; /* n */
    uint8_t *side;    /* n: the best split of each cluster that was not divided yet, aligned with rows */
    cluster *cluster; /* made: the bisection tree, the root first */
    int32_t made;
    int64_t cluster_capacity;
    int32_t *front;            /* k: the partition so far */
    int32_t *heap;             /* k: places in the front */
    tt__cluster_trials *group; /* those of a round, a cluster's one after another */
    int64_t group_capacity;
    int32_t trials, groups, threads; /* trials of a cluster, groups they make */
    int32_t least;                   /* no half weighs less: min_size, 1 where that cannot be had by splitting alone */
    uint8_t *sides;                  /* groups * n: the clusters of a round are disjoint ranges and share it */
    tt__cluster_trial_room *room;    /* threads */
    gsl_rng *rng;
} bisection;

/* ---- a round: the best splits of many clusters ---- */

static void draw_seeds(tt__cluster_trials *t, gsl_rng *rng)
{
    for (int32_t j = 0; j < t->count; j++) {
        unsigned long n = (unsigned long)t->n, a = gsl_rng_uniform_int(rng, n), b = gsl_rng_uniform_int(rng, n - 1);
        if (b >= a) b++;
        t->seed[j][0] = tt__cluster_trials_row(t, (int64_t)a);
        t->seed[j][1] = tt__cluster_trials_row(t, (int64_t)b);
    }
}

/* The groups of trials of cluster c; how many. */
static int32_t begin_trials(bisection *b, int32_t c, tt__cluster_trials *group)
{
    const cluster *of = &b->cluster[c];
    int64_t n = of->end - of->begin, looked_at = n < SAMPLE ? n : SAMPLE;
    int64_t least = (int64_t)b->least * looked_at / n;
    for (int32_t g = 0; g < b->groups; g++) {
        int32_t left = b->trials - g * TT__CLUSTER_LANES;
        group[g] = (tt__cluster_trials){.cluster = c, .rows = b->rows + of->begin, .n_rows = n, .n = looked_at};
        group[g].least = least > 1 ? (int32_t)least : 1;
        group[g].count = left < TT__CLUSTER_LANES ? left : TT__CLUSTER_LANES;
        group[g].sides = b->sides + g * (int64_t)b->to->x->n_rows + of->begin;
        draw_seeds(&group[g], b->rng);
    }
    return b->groups;
}

/* Largest clusters first, so that the last group of a round is a short one; a cluster's in the order of their draws. */
static int by_size(const void *a, const void *b)
{
    const tt__cluster_trials *p = a, *q = b;
    if (p->n_rows != q->n_rows) return p->n_rows > q->n_rows ? -1 : 1;
    if (p->cluster != q->cluster) return p->cluster < q->cluster ? -1 : 1;
    return p->sides < q->sides ? -1 : p->sides > q->sides;
}

static void start_trials(const bisection *b, int64_t n)
{
    int threads = b->threads < n ? b->threads : n > 0 ? (int)n : 1;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int64_t g = 0; g < n; g++) tt__cluster_trials_start(&b->group[g], b->to, &b->room[omp_get_thread_num()]);
}

/* The trial of greatest gain among those of a cluster's groups that were not taken yet; ties go to the one drawn first.
 */
static int32_t best_trial(const tt__cluster_trials *group, int32_t groups)
{
    int32_t best = 0;
    for (int32_t i = 1; i < groups * TT__CLUSTER_LANES; i++)
        if (i % TT__CLUSTER_LANES < group[i / TT__CLUSTER_LANES].count &&
            group[i / TT__CLUSTER_LANES].gain[i % TT__CLUSTER_LANES] >
                group[best / TT__CLUSTER_LANES].gain[best % TT__CLUSTER_LANES])
            best = i;
    return best;
}

/* The best fourth of a cluster's trials (of those that found a split at all; a group of them at most) to one group. */
static tt__cluster_trials keep_best(tt__cluster_trials *group, int32_t groups, int32_t trials)
{
    tt__cluster_trials kept = group[0];
    int32_t taken[TT__CLUSTER_LANES];
    for (kept.count = 0; kept.count < TT__CLUSTER_LANES && kept.count * ONE_IN < trials; kept.count++) {
        int32_t best = best_trial(group, groups);
        double *gain = &group[best / TT__CLUSTER_LANES].gain[best % TT__CLUSTER_LANES];
        if (*gain < 0) break;
        taken[kept.count] = best;
        *gain = -1;
    }
    for (int64_t i = 0; i < kept.n; i++) {
        unsigned sides = 0;
        for (int32_t j = 0; j < kept.count; j++)
            sides |= (unsigned)(group[taken[j] / TT__CLUSTER_LANES].sides[i] >> taken[j] % TT__CLUSTER_LANES & 1) << j;
        kept.sides[i] = (uint8_t)sides;
    }
    return kept;
}

/* From a cluster's best trials to its split. */
static void finish_trials(const bisection *b, tt__cluster_trials *t, tt__cluster_trial_room *room)
{
    cluster *of = &b->cluster[t->cluster];
    int32_t best = 0;
    tt__cluster_trials_go_on(t, b->to, room);
    if (t->n < t->n_rows) {
        t->least = b->least;
        tt__cluster_trials_widen(t, b->to, room);
    }
    for (int32_t j = 1; j < t->count; j++)
        if (t->gain[j] > t->gain[best]) best = j;
    if (t->gain[best] < 0) return;
    of->gain = t->gain[best];
    for (int64_t i = 0; i < t->n; i++) b->side[of->begin + i] = t->sides[i] >> best & 1;
}

/* Find the best split of the clusters from `first` on that have none yet. */
static tt_status find_splits(bisection *b, int32_t first)
{
    int64_t n = 0, clusters = 0, most = (int64_t)(b->made - first) * b->groups;
    tt_status status = tt__base_reserve(&b->group, &b->group_capacity, most, sizeof *b->group);
    if (status < 0) return status;
    for (int32_t c = first; c < b->made; c++)
        if (b->cluster[c].end - b->cluster[c].begin > 1 && b->cluster[c].gain < 0)
            n += begin_trials(b, c, &b->group[n]);
    qsort(b->group, (size_t)n, sizeof *b->group, by_size);
    start_trials(b, n);
    for (int64_t g = 0; g < n; g += b->groups) {
        tt__cluster_trials kept = keep_best(&b->group[g], b->groups, b->trials);
        if (kept.count > 0) b->group[clusters++] = kept;
    }
    int threads = b->threads < clusters ? b->threads : clusters > 0 ? (int)clusters : 1;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int64_t g = 0; g < clusters; g++) finish_trials(b, &b->group[g], &b->room[omp_get_thread_num()]);
    return TT_OK;
}

/* Divide a cluster by its best split: its range is shared out stably, side 0 first. */
static tt_status divide(bisection *b, int32_t which)
{
    tt_status status = tt__base_reserve(&b->cluster, &b->cluster_capacity, b->made + 2, sizeof *b->cluster);
    if (status < 0) return status;
    cluster *c = &b->cluster[which];
    int64_t low = c->begin, high = 0;
    for (int64_t i = c->begin; i < c->end; i++)
        if (b->side[i])
            b->scratch[high++] = b->rows[i];
        else
            b->rows[low++] = b->rows[i];
    memcpy(b->rows + low, b->scratch, (size_t)high * sizeof *b->scratch);
    c->half = b->made;
    b->cluster[b->made++] = (cluster){.begin = c->begin, .end = low, .gain = -1};
    b->cluster[b->made++] = (cluster){.begin = low, .end = c->end, .gain = -1};
    return TT_OK;
}

/* ---- the whole ---- */

static void bisection_free(bisection *b)
{
    free(b->rows);
    free(b->scratch);
    free(b->side);
    free(b->cluster);
    free(b->front);
    free(b->heap);
    free(b->group);
    free(b->sides);
    for (int t = 0; b->room && t < b->threads; t++) {
        tt__matrix_panel_free(&b->room[t].sums);
        free(b->room[t].order);
    }
    free(b->room);
    if (b->rng) gsl_rng_free(b->rng);
}

static tt_status bisection_begin(bisection *b, const tt_kmeans_opts *opts, const tt_run *run)
{
    size_t n = (size_t)b->to->x->n_rows;
    tt_status status = TT_OK;
    b->trials = opts->trials;
    b->groups = (b->trials + TT__CLUSTER_LANES - 1) / TT__CLUSTER_LANES;
    b->least = b->to->min_size;
    b->threads = tt__base_threads(run, b->to->x->n_rows, 64);
    b->rows = tt__base_calloc(n, sizeof *b->rows);
    b->scratch = tt__base_calloc(n, sizeof *b->scratch);
    b->side = tt__base_calloc(n, 1);
    b->front = tt__base_calloc((size_t)b->to->k, sizeof *b->front);
    b->heap = tt__base_calloc((size_t)b->to->k, sizeof *b->heap);
    b->sides = tt__base_calloc((size_t)b->groups * n, 1);
    b->room = tt__base_calloc((size_t)b->threads, sizeof *b->room);
    b->rng = tt__base_rng_new(opts->seed, 256 + (uint64_t)b->to->start);
    if (!b->rows || !b->scratch || !b->side || !b->front || !b->heap || !b->sides || !b->room || !b->rng)
        return TT_ERR_MEMORY;
    for (int t = 0; t < b->threads && status == TT_OK; t++) {
        status = tt__matrix_panel_alloc(&b->room[t].sums, b->to->x->n_cols, TT__MATRIX_PANEL_PAD);
        b->room[t].order = tt__base_calloc(n, sizeof *b->room[t].order);
        if (!b->room[t].order) status = TT_ERR_MEMORY;
    }
    if (status == TT_OK)
        status = tt__base_reserve(&b->cluster, &b->cluster_capacity, 2 * (int64_t)b->to->k, sizeof *b->cluster);
    if (status < 0) return status;
    for (int32_t r = 0; r < b->to->x->n_rows; r++) b->rows[r] = r;
    b->cluster[b->made++] = (cluster){.begin = 0, .end = b->to->x->n_rows, .gain = -1};
    return TT_OK;
}

/* The front stands in a heap by gain, ties to the one that has been in the front longer. */
static bool goes_before(const bisection *b, int32_t i, int32_t j)
{
    double p = b->cluster[b->front[i]].gain, q = b->cluster[b->front[j]].gain;
    return p > q || (p == q && i < j);
}

static void swap(int32_t *heap, int32_t i, int32_t j)
{
    int32_t kept = heap[i];
    heap[i] = heap[j];
    heap[j] = kept;
}

static void sink(bisection *b, int32_t n)
{
    for (int32_t at = 0, child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && goes_before(b, b->heap[child + 1], b->heap[child])) child++;
        if (!goes_before(b, b->heap[child], b->heap[at])) return;
        swap(b->heap, child, at);
    }
}

static void rise(bisection *b, int32_t at)
{
    for (; at > 0 && goes_before(b, b->heap[at], b->heap[(at - 1) / 2]); at = (at - 1) / 2)
        swap(b->heap, at, (at - 1) / 2);
}

/* Split the cluster of greatest gain, again and again, as far as is known: until there are k, or the next in line was
 * not divided yet.  How many there are then; front holds them, *next the one in line (-1: none can be split). */
static int32_t choose(bisection *b, int32_t *next)
{
    int32_t n = 1;
    b->front[0] = b->heap[0] = 0;
    for (;;) {
        int32_t best = b->heap[0];
        cluster *c = &b->cluster[b->front[best]];
        *next = c->gain < 0 ? -1 : b->front[best];
        if (n == b->to->k || c->gain < 0 || !c->half) return n;
        b->front[best] = c->half;
        sink(b, n);
        if (b->to->born_of) b->to->born_of[n] = best;
        b->front[n] = c->half + 1;
        b->heap[n] = n;
        rise(b, n++);
    }
}

typedef struct waiting {
    double gain;
    int32_t cluster;
} waiting;

static int greatest_gain(const void *a, const void *b)
{
    const waiting *p = a, *q = b;
    if (p->gain != q->gain) return p->gain > q->gain ? -1 : 1;
    return p->cluster < q->cluster ? -1 : p->cluster > q->cluster;
}

/* Divide those of the front that are likely to be next: as many as half the splits still to come, the greatest gains
 * first. Every one that is divided was going to be, unless halves with greater gains overtake it. */
static tt_status divide_likely(bisection *b, int32_t n)
{
    waiting *line = tt__base_calloc((size_t)n, sizeof *line);
    if (!line) return TT_ERR_MEMORY;
    int32_t waits = 0, likely = (b->to->k - n + 1) / 2;
    tt_status status = TT_OK;
    for (int32_t i = 0; i < n; i++) {
        const cluster *c = &b->cluster[b->front[i]];
        if (c->gain >= 0 && !c->half) line[waits++] = (waiting){c->gain, b->front[i]};
    }
    qsort(line, (size_t)waits, sizeof *line, greatest_gain);
    for (int32_t i = 0; i < waits && i < likely && status == TT_OK; i++) status = divide(b, line[i].cluster);
    free(line);
    return status;
}

typedef struct range {
    int64_t begin;
    int32_t cluster;
} range;

static int by_begin(const void *a, const void *b)
{
    int64_t p = ((const range *)a)->begin, q = ((const range *)b)->begin;
    return (p > q) - (p < q);
}

/* Halves of one cluster stand side by side, and so do theirs: like clusters have like numbers.  Unless the order in
 * which they were born is wanted. */
static tt_status order_front(bisection *b)
{
    int32_t k = b->to->k;
    if (b->to->born_of) return TT_OK;
    range *order = tt__base_calloc((size_t)k, sizeof *order);
    if (!order) return TT_ERR_MEMORY;
    for (int32_t c = 0; c < k; c++) order[c] = (range){b->cluster[b->front[c]].begin, b->front[c]};
    qsort(order, (size_t)k, sizeof *order, by_begin);
    for (int32_t c = 0; c < k; c++) b->front[c] = order[c].cluster;
    free(order);
    return TT_OK;
}

static void hand_over(const bisection *b)
{
    tt__cluster_state *to = b->to;
    for (int32_t c = 0; c < to->k; c++) {
        const cluster *from = &b->cluster[b->front[c]];
        to->mass[c] = 0;
        for (int64_t i = from->begin; i < from->end; i++) {
            to->label[b->rows[i]] = c;
            to->mass[c] += tt__cluster_row_weight(to, b->rows[i]);
        }
    }
}

static tt_status split_until_done(bisection *b, const tt_run *run)
{
    int32_t k = b->to->k, fresh = 0, n, next;
    for (;;) {
        tt_status status = k > 1 ? find_splits(b, fresh) : TT_OK;
        if (status < 0) return status;
        n = choose(b, &next);
        if (n == k) return TT_OK;
        if (next < 0 && b->least == 1) return tt__base_fail(TT_ERR_SHAPE, "only %d of %d topics can be made", n, k);
        if ((status = tt__cluster_progress(b->to, .6 * n / k, run)) < 0) return status;
        if (next <
            0) { /* split on without regard to min_size: tt__cluster_enforce_min_size() fills what is too light */
            b->least = 1;
            fresh = 0;
            continue;
        }
        fresh = b->made;
        if ((status = divide_likely(b, n)) < 0) return status;
    }
}

tt_status tt__cluster_bisect_all(tt__cluster_state *clusters, const tt_kmeans_opts *opts, const tt_run *run)
{
    bisection b = {.to = clusters};
    tt_status status = bisection_begin(&b, opts, run);
    if (status == TT_OK) status = split_until_done(&b, run);
    if (status == TT_OK) status = order_front(&b);
    if (status == TT_OK) hand_over(&b);
    if (status == TT_OK && b.least < clusters->min_size) status = tt__cluster_enforce_min_size(clusters);
    bisection_free(&b);
    return status;
}
