/* Rounds of k-means in Kullback-Leibler geometry.
 *
 * A document is its unit-length tf weights y (no idf).  With N(t, c) the sum of y(t) over cluster c, N(t) over all
 * documents and s(c) the cluster's share of all words, a document goes to the cluster that makes the largest sum of
 * y(t) M(t, c):
 *     M(t, c) = ln(.5 + .5 R(t, c)),   R(t, c) = (N(t, c) + SEEN s(c)) / ((N(t) + SEEN) s(c))
 * R tells how much more often than elsewhere a term stands in the cluster; halving it towards 1 is a word model that is
 * half the corpus' (Jelinek-Mercer smoothing), and SEEN keeps a term of few documents from telling much (Dirichlet
 * smoothing of where a term stands; both: Zhai & Lafferty 2004, doi:10.1145/984321.984322).  I2 judges by the few
 * heaviest words of a document; this judges by all of them, and mends what bisection cut in two. */
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"
#include "cluster/word_models.h"
#include "matrix/logs.h"

/* In entries of typical weight.  With 0 titles of eight words follow words that chance put together (20 topics of them:
 * NMI .733, with 30 .739; .740 with 60, where 30 is better on snippets of web pages by .008). */
static const double SEEN = 30;

/* How much of itself a document finds in its own cluster.  The whole of it, and documents never leave a small cluster
 * (143 topics of abstracts: NMI .545); nothing, as every other cluster is judged, and they leave a good one too easily
 * (.584 there, but .660 for .674 on snippets, .893 for .904 on long news); half serves both (.563, .665, .902). */
static const float OWN = .5f;

/* ln(.5 + .5 R(t, c)) = ln(N(t, c) / s(c) * scale(t) + shift(t)), scale = .5 / (N(t) + SEEN), shift = .5 + SEEN scale.
 */
typedef struct term {
    float scale, shift;
} term;

typedef struct divergence {
    tt__cluster_word_models words;
    double seen;              /* SEEN in units of y */
    tt__matrix_panel model;   /* v x k: N(t, c), then M(t, c) */
    term *term;               /* v */
    double *share;            /* k: s(c), not divided by their sum */
    float *scale;             /* stride: 1 / s(c), 0 behind the last */
    float *own;               /* n: how well a row's own cluster fits it */
    tt__matrix_bounds bounds; /* of M */
    float *room;              /* threads * tt__matrix_bounds_room */
} divergence;

/* What an entry of y weighs on average. */
static double typical(const tt__cluster_word_models *words)
{
    double sum = 0, entries = 0;
    for (int32_t r = 0; r < words->y.n_rows; r++) {
        double w = tt__cluster_row_weight(words->c, r);
        sum += w * words->total[r];
        entries += w * (double)(words->y.ptr[r + 1] - words->y.ptr[r]);
    }
    return entries > 0 ? sum / entries : 0;
}

/* N(t, c) and 1 / s(c). */
static void sum_words(divergence *d)
{
    double total = 0;
    tt__cluster_word_models_sum(&d->model, d->share, &d->words);
    for (int32_t c = 0; c < d->model.k; c++) total += d->share[c];
    for (int32_t c = 0; c < d->model.k; c++) d->scale[c] = (float)(total / d->share[c]);
}

enum { AT_ONCE = 64 }; /* logarithms */

/* What a row's own cluster makes of it; the panel holds sums. */
static float own_fit(const divergence *d, int32_t r)
{
    const tt_csr *rows = &d->words.y;
    int32_t own = d->words.c->label[r];
    float log[AT_ONCE], scale = d->scale[own];
    double fit = 0;
    for (int64_t p = rows->ptr[r]; p < rows->ptr[r + 1]; p += AT_ONCE) {
        int64_t n = rows->ptr[r + 1] - p < AT_ONCE ? rows->ptr[r + 1] - p : AT_ONCE;
        for (int64_t i = 0; i < n; i++) {
            int32_t t = rows->idx[p + i];
            float here = *tt__matrix_panel_at(&d->model, t, own) - (1 - OWN) * rows->val[p + i];
            log[i] = here * scale * d->term[t].scale + d->term[t].shift;
        }
        tt__matrix_logs(log, NULL, 0, n);
        for (int64_t i = 0; i < n; i++) fit += (double)rows->val[p + i] * (double)log[i];
    }
    return (float)fit;
}

/* From sums to M(t, c). */
static void fit_models(divergence *d)
{
    int32_t threads = d->words.threads, groups = (int32_t)(d->model.stride / TT__MATRIX_PANEL_PAD);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t g = 0; g < groups; g++) {
        const float *scale = d->scale + g * TT__MATRIX_PANEL_PAD;
        float *line = tt__matrix_panel_line(&d->model, 0, g), factor[TT__MATRIX_PANEL_PAD];
        for (int32_t t = 0; t < d->model.v; t++, line += TT__MATRIX_PANEL_PAD) {
            for (int c = 0; c < TT__MATRIX_PANEL_PAD; c++) factor[c] = scale[c] * d->term[t].scale;
            tt__matrix_logs(line, factor, d->term[t].shift, TT__MATRIX_PANEL_PAD);
        }
        tt__matrix_bounds_fit(&d->bounds, &d->model, g, NULL);
    }
}

/* One round; how many documents moved. */
static int64_t diverge_round(divergence *d)
{
    int32_t n = d->words.y.n_rows, threads = d->words.threads;
    const int32_t *rows = d->words.rows;
    sum_words(d);
#pragma omp parallel for schedule(dynamic, 256) num_threads(threads)
    for (int32_t i = 0; i < n; i++) d->own[rows[i]] = own_fit(d, rows[i]);
    fit_models(d);
    tt__cluster_word_models_match(&d->words, &d->bounds, &d->model, d->own, d->room);
    return tt__cluster_word_models_move(&d->words);
}

static tt_status divergence_begin(divergence *d, tt__cluster_state *clusters, const double *idf, const tt_run *run)
{
    size_t n = (size_t)clusters->x->n_rows;
    tt_status status = tt__cluster_word_models_begin(&d->words, clusters, idf, run);
    if (status == TT_OK) status = tt__matrix_panel_alloc(&d->model, clusters->x->n_cols, clusters->k);
    if (status == TT_OK) status = tt__matrix_bounds_alloc(&d->bounds, &d->model);
    if (status < 0) return status;
    d->term = tt__base_calloc((size_t)clusters->x->n_cols, sizeof *d->term);
    d->scale = tt__base_calloc((size_t)d->model.stride, sizeof *d->scale);
    d->share = tt__base_calloc((size_t)clusters->k, sizeof *d->share);
    d->own = tt__base_calloc(n, sizeof *d->own);
    d->room = tt__base_calloc((size_t)(d->words.threads * tt__matrix_bounds_room(&d->bounds)), sizeof *d->room);
    if (!d->term || !d->scale || !d->share || !d->own || !d->room) return TT_ERR_MEMORY;
    d->seen = SEEN * typical(&d->words);
    for (int32_t t = 0; t < d->model.v && d->seen > 0; t++) {
        double scale = .5 / (d->words.all[t] + d->seen);
        d->term[t] = (term){(float)scale, (float)(.5 + d->seen * scale)};
    }
    return TT_OK;
}

tt_status tt__cluster_kl_rounds(tt__cluster_state *clusters, const double *idf, int32_t max_passes, const tt_run *run)
{
    if (clusters->k < 2 || max_passes < 1) return TT_OK;
    divergence d = {0};
    tt_status status = divergence_begin(&d, clusters, idf, run);
    for (int32_t pass = 0; pass < max_passes && status == TT_OK && d.seen > 0; pass++) {
        int64_t moved = diverge_round(&d);
        status = tt__cluster_progress(clusters, .8 + .2 * (pass + 1) / max_passes, run);
        if (moved * 10000 < clusters->x->n_rows) break; /* under .01 % of the documents */
    }
    tt__cluster_word_models_end(&d.words);
    tt__matrix_panel_free(&d.model);
    tt__matrix_bounds_free(&d.bounds);
    free(d.term);
    free(d.scale);
    free(d.share);
    free(d.own);
    free(d.room);
    return status;
}
