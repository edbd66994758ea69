/* Which rows fit nowhere.
 *
 * A row is judged by two figures.  own: its cosine with its cluster's centroid as it is without that one document,
 * which else would vouch for itself.  margin: (own - best) / (own + best), best being its cosine with the best other
 * centroid: how clearly it belongs where it is, whatever its length.  Cosines differ by factors (short rows, broad
 * clusters), so the first is taken as a logarithm.  Either figure is centred on the median of all rows and divided by
 * their interquartile range, and their sum is the row's fit: a short row with a clear home keeps its place, and so does
 * one between two topics that it fits both.
 *
 * Without a share, a row is taken where both figures are low by what the corpus itself sets as the measure.  Every row
 * says how well a text fits a topic that it does not belong to: its best foreign cosine, and how far that stands out
 * before the next.  A row whose own figures are below the lower quartile of these fits its topic worse than most rows
 * fit a foreign one. Where topics share no words, foreign cosines are near nothing and say little; so what lies beyond
 * Tukey's fence (one and a half interquartile ranges below the lower quartile of all rows, Tukey 1977) is low, too.  Of
 * texts on plain subjects, no row is both; of news, postings and package descriptions, one in a hundred. */
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"
#include "matrix/panel.h"

static const double nothing = 1e-3; /* a cosine below is a word or two by chance: differences there mean nothing */
static const double fence = 1.5;    /* interquartile ranges */

typedef struct ranked {
    double fit;
    int32_t row;
} ranked;

typedef struct judging {
    const tt_kmeans_input *in;
    tt_partition *partition;
    tt__matrix_panel sums; /* v x k */
    double *square;        /* k: squared lengths of the sums */
    int64_t *mass;         /* k: documents */
    double *own, *margin;  /* n */
    double *best, *gap;    /* n: the same of the best foreign cluster, as if the row belonged there */
    double *sorted;        /* n */
    ranked *order;         /* n */
    float *scores;         /* threads * stride */
    int threads;
} judging;

static int32_t weight_of(const judging *j, int32_t r)
{
    return j->in->weight ? j->in->weight[r] : 1;
}

/* ---- figures ---- */

static double cosine(const judging *j, int32_t c, const float *scores)
{
    return scores[c] > 0 && j->square[c] > 0 ? (double)scores[c] / sqrt(j->square[c]) : 0;
}

static double stand_out(double first, double second)
{
    return (first - second) / (first + second + nothing);
}

static void judge_row(judging *j, int32_t r, float *scores)
{
    int32_t home = j->partition->label[r];
    double best = 0, next = 0, own = 0;
    tt__matrix_panel_scores(scores, &j->sums, j->in->x, r);
    for (int32_t c = 0; c < j->sums.k; c++) {
        double foreign = c == home ? 0 : cosine(j, c, scores);
        if (foreign > best)
            next = best, best = foreign;
        else if (foreign > next)
            next = foreign;
    }
    double along = (double)scores[home] - 1, square = j->square[home] - 2 * (double)scores[home] + 1;
    if (j->mass[home] > 1 && along > 0 && square > 0) own = along / sqrt(square);
    j->own[r] = log(own + nothing);
    j->margin[r] = stand_out(own, best);
    j->best[r] = log(best + nothing);
    j->gap[r] = j->sums.k < 3 ? -1 : stand_out(best, next); /* nothing to stand out before: no measure */
}

typedef struct spread {
    double lower, median, range; /* quartile, median, interquartile range */
} spread;

static spread spread_of(judging *j, const double *figure)
{
    size_t n = (size_t)j->partition->n;
    memcpy(j->sorted, figure, n * sizeof *figure);
    gsl_sort(j->sorted, 1, n);
    double lower = gsl_stats_quantile_from_sorted_data(j->sorted, 1, n, .25);
    double upper = gsl_stats_quantile_from_sorted_data(j->sorted, 1, n, .75);
    return (spread){lower, gsl_stats_median_from_sorted_data(j->sorted, 1, n), upper - lower};
}

/* Where most rows are alike, plain differences have to do. */
static double unit_of(spread s)
{
    return s.range > nothing ? s.range : 1;
}

static double low(spread own, spread foreign)
{
    return fmax(own.lower - fence * own.range, foreign.lower);
}

/* Below which both figures of a row are low. */
typedef struct limits {
    double own, margin;
} limits;

static limits judge(judging *j)
{
    int32_t n = j->partition->n;
#pragma omp parallel for schedule(dynamic, 64) num_threads(j->threads)
    for (int32_t r = 0; r < n; r++) judge_row(j, r, j->scores + omp_get_thread_num() * j->sums.stride);
    spread own = spread_of(j, j->own), margin = spread_of(j, j->margin);
    for (int32_t r = 0; r < n; r++) {
        j->order[r].row = r;
        j->order[r].fit = (j->own[r] - own.median) / unit_of(own) + (j->margin[r] - margin.median) / unit_of(margin);
    }
    return (limits){low(own, spread_of(j, j->best)), low(margin, spread_of(j, j->gap))};
}

/* ---- taking ---- */

static void take_row(judging *j, int32_t r)
{
    int32_t c = j->partition->label[r], w = weight_of(j, r);
    double square = j->square[c] - 2 * w * tt__matrix_panel_dot(&j->sums, c, j->in->x, r) + (double)w * w;
    tt__matrix_panel_add(&j->sums, c, j->in->x, r, (float)-w);
    j->square[c] = square > 0 ? square : 0;
    j->mass[c] -= w;
    j->partition->label[r] = j->sums.k;
}

static int worst_first(const void *a, const void *b)
{
    const ranked *p = a, *q = b;
    if (p->fit != q->fit) return p->fit < q->fit ? -1 : 1;
    return p->row < q->row ? -1 : p->row > q->row;
}

/* The worst first, until there are `most` documents. */
static int64_t take(judging *j, limits limit, int64_t most, int32_t min_size)
{
    int64_t taken = 0;
    qsort(j->order, (size_t)j->partition->n, sizeof *j->order, worst_first);
    for (int32_t i = 0; i < j->partition->n && taken < most; i++) {
        int32_t r = j->order[i].row, w = weight_of(j, r), c = j->partition->label[r];
        if (j->own[r] >= limit.own || j->margin[r] >= limit.margin) continue;
        if (j->mass[c] - w < min_size || taken + w > most) continue;
        take_row(j, r);
        taken += w;
    }
    return taken;
}

/* ---- the whole ---- */

static tt_status judging_begin(judging *j, const tt_csr *sums, const tt_run *run)
{
    size_t n = (size_t)j->partition->n, k = (size_t)j->partition->k;
    j->threads = tt__base_threads(run, j->partition->n, 256);
    tt_status status = tt__matrix_panel_alloc(&j->sums, sums->n_cols, sums->n_rows);
    if (status < 0) return status;
    j->square = tt__base_calloc(k, sizeof *j->square);
    j->mass = tt__base_calloc(k, sizeof *j->mass);
    j->own = tt__base_calloc(n, sizeof *j->own);
    j->margin = tt__base_calloc(n, sizeof *j->margin);
    j->best = tt__base_calloc(n, sizeof *j->best);
    j->gap = tt__base_calloc(n, sizeof *j->gap);
    j->sorted = tt__base_calloc(n, sizeof *j->sorted);
    j->order = tt__base_calloc(n, sizeof *j->order);
    j->scores = tt__base_calloc((size_t)(j->threads * j->sums.stride), sizeof *j->scores);
    bool all = j->square && j->mass && j->own && j->margin && j->best && j->gap && j->sorted && j->order && j->scores;
    if (!all) return TT_ERR_MEMORY;
    for (int32_t c = 0; c < sums->n_rows; c++) {
        tt__matrix_panel_add(&j->sums, c, sums, c, 1);
        for (int64_t p = sums->ptr[c]; p < sums->ptr[c + 1]; p++)
            j->square[c] += (double)sums->val[p] * (double)sums->val[p];
    }
    for (int32_t r = 0; r < j->partition->n; r++) j->mass[j->partition->label[r]] += weight_of(j, r);
    return TT_OK;
}

static void judging_end(judging *j)
{
    tt__matrix_panel_free(&j->sums);
    free(j->square);
    free(j->mass);
    free(j->own);
    free(j->margin);
    free(j->best);
    free(j->gap);
    free(j->sorted);
    free(j->order);
    free(j->scores);
}

const char *tt_outliers_opts_check(const tt_outliers_opts *opts)
{
    if (!opts) return NULL;
    if (opts->share != TT_OUTLIERS_AUTO && !(opts->share >= 0 && opts->share <= .5))
        return "the share of outliers must be more than 0 and at most 0.5";
    return opts->min_size < 1 ? "the least size of a cluster must be at least 1" : NULL;
}

tt_status tt_outliers_take(tt_partition *partition, const tt_kmeans_input *in, const tt_csr *sums,
                           const tt_outliers_opts *opts, const tt_run *run)
{
    const char *wrong = tt__base_call_check(partition && in && in->x && sums && opts, run);
    if (!wrong) wrong = tt_outliers_opts_check(opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    if (opts->share == 0 || partition->n == 0) return TT_OK;
    judging j = {.in = in, .partition = partition};
    tt_status status = judging_begin(&j, sums, run);
    if (status == TT_OK) {
        bool chosen = opts->share == TT_OUTLIERS_AUTO;
        int64_t all = 0;
        for (int32_t c = 0; c < partition->k; c++) all += j.mass[c];
        double share = floor(opts->share * (double)all + 1e-6); /* .29 * 100 is 28.999... */
        limits limit = judge(&j);
        if (!chosen) limit = (limits){HUGE_VAL, HUGE_VAL};
        int64_t taken = take(&j, limit, chosen ? all : (int64_t)share, opts->min_size);
        partition->k += taken > 0;
    }
    judging_end(&j);
    return status;
}
