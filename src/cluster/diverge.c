/* Rounds of k-means in Kullback-Leibler geometry.
 *
 * A document is its unit-length tf weights y (no idf).  With N(t, c) the sum of y(t) over cluster c, N(t) over all documents
 * and s(c) the cluster's share of all words, a document goes to the cluster that makes the largest sum of y(t) M(t, c):
 *     M(t, c) = ln(.5 + .5 R(t, c)),   R(t, c) = (N(t, c) + SEEN s(c)) / ((N(t) + SEEN) s(c))
 * R tells how much more often than elsewhere a term stands in the cluster; halving it towards 1 is a word model that is half
 * the corpus' (Jelinek-Mercer smoothing), and SEEN keeps a term of few documents from telling much (Dirichlet smoothing of
 * where a term stands; both: Zhai & Lafferty 2004, doi:10.1145/984321.984322).  I2 judges by the few heaviest words of a
 * document; this judges by all of them, and mends what bisection cut in two. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"
#include "matrix/panel.h"

/* In entries of typical weight.  With 0 titles of eight words follow words that chance put together (20 topics of them:
 * NMI .733, with 30 .739; .740 with 60, where 30 is better on snippets of web pages by .008). */
static const double SEEN = 30;

/* How much of itself a document finds in its own cluster.  The whole of it, and documents never leave a small cluster (143
 * topics of abstracts: NMI .545); nothing, as every other cluster is judged, and they leave a good one too easily (.584 there,
 * but .660 for .674 on snippets, .893 for .904 on long news); half serves both (.563, .665, .902). */
static const double OWN = .5;

typedef struct divergence {
    tt__clusters *c;
    tt_csr y;         /* x's structure (shared), values of its own */
    double seen;      /* SEEN in units of y */
    tt__panel model;  /* v x k: N(t, c), then M(t, c) */
    double *all;      /* v: N(t) */
    float *own;       /* n: how well a row's own cluster fits it */
    double *share;    /* k: s(c) */
    int32_t *rows;    /* n: by cluster */
    int64_t *start;   /* k + 1 */
    int32_t *target;  /* n */
    float *scores;    /* threads * stride */
    int threads;
} divergence;

void tt__tf_rows(tt_csr *y, const tt_csr *x, const double *idf, int threads)
{
#pragma omp parallel for schedule(dynamic, 256) num_threads(threads)
    for (int32_t r = 0; r < x->n_rows; r++) {
        double square = 0;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
            double tf = idf[x->idx[p]] > 0 ? (double)x->val[p] / idf[x->idx[p]] : (double)x->val[p];
            square += tf * tf;
            y->val[p] = (float)tf;
        }
        float scale = square > 0 ? (float)(1 / sqrt(square)) : 0;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) y->val[p] *= scale;
    }
}

static void find_seen(divergence *d)
{
    const tt_csr *x = d->c->x;
    double sum = 0, entries = 0;
    for (int32_t r = 0; r < x->n_rows; r++)
        for (int64_t p = x->ptr[r], w = tt__row_weight(d->c, r); p < x->ptr[r + 1]; p++) {
            sum += (double)w * (double)d->y.val[p];
            entries += (double)w;
        }
    d->seen = entries > 0 ? SEEN * sum / entries : 0;
}

/* The sums of y by cluster.  One thread owns a group of columns (a cache line of the panel) and adds rows in order. */
static void sum_words(divergence *d)
{
    int32_t k = d->c->k, groups = (int32_t)(d->model.stride / TT__PANEL_PAD);
    tt__rows_by_cluster(d->rows, d->start, d->c->label, d->y.n_rows, k);
    memset(d->model.val, 0, (size_t)(d->model.v * d->model.stride) * sizeof *d->model.val);
#pragma omp parallel for schedule(dynamic, 1) num_threads(d->threads)
    for (int32_t g = 0; g < groups; g++)
        for (int32_t c = g * TT__PANEL_PAD; c < k && c < (g + 1) * TT__PANEL_PAD; c++)
            for (int64_t i = d->start[c]; i < d->start[c + 1]; i++)
                tt__panel_add(&d->model, c, &d->y, d->rows[i], (float)tt__row_weight(d->c, d->rows[i]));
    double total = 0;
    for (int32_t c = 0; c < k; c++) d->share[c] = 0;
    for (int64_t t = 0; t < d->model.v; t++) {
        const float *row = d->model.val + t * d->model.stride;
        d->all[t] = 0;
        for (int32_t c = 0; c < k; c++) {
            d->share[c] += (double)row[c];
            d->all[t] += (double)row[c];
        }
        total += d->all[t];
    }
    for (int32_t c = 0; c < k; c++) d->share[c] /= total;
}

/* M(t, c), given N(t, c) and N(t). */
static double affinity(const divergence *d, double here, double all, double share)
{
    return log(.5 + .5 * (here / share + d->seen) / (all + d->seen));
}

/* What a row's own cluster makes of it; the panel holds sums. */
static float own_fit(const divergence *d, int32_t r)
{
    int32_t c = d->c->label[r];
    double fit = 0;
    for (int64_t p = d->y.ptr[r]; p < d->y.ptr[r + 1]; p++) {
        int32_t t = d->y.idx[p];
        double y = (double)d->y.val[p], here = (double)d->model.val[t * d->model.stride + c] - (1 - OWN) * y;
        if (y > 0) fit += y * affinity(d, here, d->all[t], d->share[c]);
    }
    return (float)fit;
}

/* From sums to M(t, c). */
static void fit_models(divergence *d)
{
    int32_t k = d->c->k;
#pragma omp parallel for schedule(static) num_threads(d->threads)
    for (int32_t t = 0; t < d->model.v; t++) {
        float *row = d->model.val + t * d->model.stride;
        float absent = (float)affinity(d, 0, d->all[t], 1); /* most clusters lack most words: one logarithm for them all */
        for (int32_t c = 0; c < k; c++)
            row[c] = row[c] > 0 ? (float)affinity(d, (double)row[c], d->all[t], d->share[c]) : absent;
    }
}

static int32_t best_model(const divergence *d, int32_t r, float *scores)
{
    int32_t best = d->c->label[r];
    tt__panel_scores(scores, &d->model, &d->y, r);
    scores[best] = d->own[r];
    for (int32_t c = 0; c < d->c->k; c++)
        if (scores[c] > scores[best]) best = c;
    return best;
}

bool tt__move_row(tt__clusters *clusters, int32_t row, int32_t to)
{
    int32_t from = clusters->label[row], w = tt__row_weight(clusters, row);
    if (to == from || clusters->mass[from] - w < clusters->min_size) return false;
    clusters->mass[from] -= w;
    clusters->mass[to] += w;
    clusters->label[row] = to;
    return true;
}

/* One round; how many documents moved.  A move that would leave a cluster below min_size is not made. */
static int64_t diverge_round(divergence *d)
{
    int64_t moved = 0;
    sum_words(d);
#pragma omp parallel for schedule(dynamic, 256) num_threads(d->threads)
    for (int32_t r = 0; r < d->y.n_rows; r++) d->own[r] = own_fit(d, r);
    fit_models(d);
#pragma omp parallel for schedule(dynamic, 64) num_threads(d->threads)
    for (int32_t r = 0; r < d->y.n_rows; r++)
        d->target[r] = best_model(d, r, d->scores + omp_get_thread_num() * d->model.stride);
    for (int32_t r = 0; r < d->y.n_rows; r++) moved += tt__move_row(d->c, r, d->target[r]);
    return moved;
}

static tt_status divergence_begin(divergence *d, const double *idf, const tt_run *run)
{
    const tt_csr *x = d->c->x;
    size_t n = (size_t)x->n_rows, k = (size_t)d->c->k;
    d->threads = tt__threads(run, x->n_rows, 256);
    d->y = *x;
    tt_status status = tt__panel_alloc(&d->model, x->n_cols, d->c->k);
    d->y.val = tt__calloc((size_t)x->ptr[x->n_rows], sizeof *d->y.val);
    d->all = tt__calloc((size_t)x->n_cols, sizeof *d->all);
    d->own = tt__calloc(n, sizeof *d->own);
    d->share = tt__calloc(k, sizeof *d->share);
    d->rows = tt__calloc(n, sizeof *d->rows);
    d->start = tt__calloc(k + 1, sizeof *d->start);
    d->target = tt__calloc(n, sizeof *d->target);
    d->scores = tt__calloc((size_t)(d->threads * d->model.stride), sizeof *d->scores);
    if (status < 0 || !d->y.val || !d->all || !d->own || !d->share || !d->rows || !d->start || !d->target || !d->scores) return TT_ERR_MEMORY;
    tt__tf_rows(&d->y, x, idf, d->threads);
    find_seen(d);
    return TT_OK;
}

tt_status tt__diverge(tt__clusters *clusters, const double *idf, int32_t max_passes, const tt_run *run)
{
    if (clusters->k < 2 || max_passes < 1) return TT_OK;
    divergence d = {.c = clusters};
    tt_status status = divergence_begin(&d, idf, run);
    for (int32_t pass = 0; pass < max_passes && status == TT_OK && d.seen > 0; pass++) {
        int64_t moved = diverge_round(&d);
        status = tt__clustering(clusters, .8 + .2 * (pass + 1) / max_passes, run);
        if (moved * 10000 < clusters->x->n_rows) break; /* under .01 % of the documents */
    }
    tt__panel_free(&d.model);
    free(d.y.val);
    free(d.all);
    free(d.own);
    free(d.share);
    free(d.rows);
    free(d.start);
    free(d.target);
    free(d.scores);
    return status;
}
