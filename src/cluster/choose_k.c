/* How many leaf topics the text supports, by count splitting.
 *
 * The counts of every document are split into two halves at random: each occurrence of a word goes to either with
 * probability 1/2 (binomial thinning; Neufeld et al. 2022, arXiv:2207.00554).  The documents are bisected by the first
 * half, and each split of a cluster is judged by how much better it predicts the second (cluster/heldout.c).  Summed up
 * split by split that gives a curve over the number of topics: it rises steeply while splits find topics, flattens
 * where they find ever smaller matters (one event, one thread, two versions of a text), and falls where they find
 * noise.  Its peak is the most that the text supports.  Small corpora are split several times, and the curves averaged.
 *
 * The number of topics by default is the greatest of three:
 * - where two thirds of the peak are reached;
 * - the curve's knee, where the share of the peak that is reached is furthest ahead of the share of the doublings
 *   spent (Satopaa et al. 2011, doi:10.1109/ICDCSW.2011.20): a text of so many clear-cut topics has it exactly there;
 * - as many as leave a thousand documents to a topic, up to the peak: a longer list is not looked through.
 * A peak as high as chance gives means one topic. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/run.h"
#include "cluster/choose_k.h"
#include "cluster/disjoint_vocabulary.h"
#include "cluster/kmeans.h"
#include "matrix/csr.h"

enum {
    MOST_TOPICS = 512,      /* more are made only where they are asked for */
    MOST_ROWS = 20000,      /* of a larger corpus, so many documents are looked at, evenly spread */
    MOST_REPLICATES = 16,   /* splits of the counts whose curves are averaged: the result then hardly depends on them */
    FEWEST_REPLICATES = 2,  /* as many at least, */
    REPLICATED_ROWS = 8000, /* and in between so many rows times replicates */
    TRIALS = 4,             /* of each split: the curve, not the partition, is wanted */
    FEWEST_ROWS = 8,        /* with fewer documents there is nothing to judge by */
    LEAST_SHARE = 6,        /* a topic has at least so many documents on average */
    EASY_LIST = 1000        /* documents of a topic, on average */
};

/* The same for all replicates. */
typedef struct plan {
    const tt_csr *counts;
    int32_t n, k, n_replicates; /* rows looked at, topics up to which the curve goes */
    tt_weights_opts weights;
    tt_kmeans_opts kmeans;
} plan;

/* A small corpus. */
static bool many_replicates(const plan *g)
{
    return g->n_replicates > FEWEST_REPLICATES;
}

/* One split of the counts, and what was made of it. */
typedef struct replicate {
    tt_csr seen, held; /* n x v: counts */
    tt_csr x;          /* n x v: seen, weighted */
    tt__cluster_state clusters;
    double *gain; /* k: of this split */
    tt_status status;
} replicate;

static void replicate_free(replicate *h)
{
    tt_csr_free(&h->seen);
    tt_csr_free(&h->held);
    tt_csr_free(&h->x);
    free(h->clusters.label);
    free(h->clusters.mass);
    free(h->clusters.born_of);
    free(h->gain);
    *h = (replicate){0};
}

/* Row i of n that are picked from all, evenly spread. */
static int32_t pick(int32_t i, int32_t n, const tt_csr *counts)
{
    return (int32_t)((int64_t)i * counts->n_rows / n);
}

/* Split the counts of n rows into two halves; a cell of c counts gives Binomial(c, 1/2) to the first. */
static tt_status split_counts(replicate *h, const tt_csr *counts, int32_t n, gsl_rng *rng)
{
    int64_t nnz = 0, at[2] = {0, 0};
    for (int32_t i = 0; i < n; i++) nnz += counts->ptr[pick(i, n, counts) + 1] - counts->ptr[pick(i, n, counts)];
    tt_status status = tt__matrix_csr_alloc(&h->seen, n, counts->n_cols, nnz);
    if (status == TT_OK) status = tt__matrix_csr_alloc(&h->held, n, counts->n_cols, nnz);
    if (status < 0) return status;
    for (int32_t i = 0; i < n; i++) {
        int32_t r = pick(i, n, counts);
        for (int64_t p = counts->ptr[r]; p < counts->ptr[r + 1]; p++) {
            unsigned int all = (unsigned int)counts->val[p], first = gsl_ran_binomial(rng, .5, all);
            if (first) h->seen.idx[at[0]] = counts->idx[p], h->seen.val[at[0]++] = (float)first;
            if (all - first) h->held.idx[at[1]] = counts->idx[p], h->held.val[at[1]++] = (float)(all - first);
        }
        h->seen.ptr[i + 1] = at[0];
        h->held.ptr[i + 1] = at[1];
    }
    return TT_OK;
}

/* Weigh the words seen like all of them. */
static tt_status weigh(replicate *h, const tt_weights_opts *opts, const tt_run *run)
{
    int32_t n = h->seen.n_rows;
    tt_status status = tt__matrix_csr_alloc(&h->x, n, h->seen.n_cols, h->seen.ptr[n]);
    if (status < 0) return status;
    memcpy(h->x.ptr, h->seen.ptr, ((size_t)n + 1) * sizeof *h->x.ptr);
    memcpy(h->x.idx, h->seen.idx, (size_t)h->seen.ptr[n] * sizeof *h->x.idx);
    memcpy(h->x.val, h->seen.val, (size_t)h->seen.ptr[n] * sizeof *h->x.val);
    return tt_weights_apply(&h->x, NULL, opts, run);
}

/* Bisect by the words seen into k clusters and judge by those held back. */
static tt_status fit_replicate(replicate *h, const plan *g, const tt_run *run)
{
    size_t n = (size_t)g->n, k = (size_t)g->k;
    h->clusters = (tt__cluster_state){.x = &h->x, .k = g->k, .min_size = 1};
    h->clusters.label = tt__base_calloc(n, sizeof *h->clusters.label);
    h->clusters.mass = tt__base_calloc(k, sizeof *h->clusters.mass);
    h->clusters.born_of = tt__base_calloc(k, sizeof *h->clusters.born_of);
    h->gain = tt__base_calloc(k, sizeof *h->gain);
    tt_status status = h->clusters.label && h->clusters.mass && h->clusters.born_of && h->gain ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = weigh(h, &g->weights, run);
    if (status == TT_OK) status = tt__cluster_bisect_all(&h->clusters, &g->kmeans, run);
    if (status == TT_OK) status = tt__cluster_heldout_gains(h->gain, &h->clusters, &h->seen, &h->held, run);
    return status;
}

/* All replicates: small ones in parallel, a thread each; large ones one after another, with all threads. */
static tt_status fit_replicates(replicate *replicates, const plan *g, gsl_rng *rng, const tt_run *run)
{
    tt_status status = TT_OK;
    tt_run alone = {.threads = 1};
    bool small = many_replicates(g);
    int threads = small ? tt__base_threads(run, g->n_replicates, 1) : 1;
    for (int32_t d = 0; d < g->n_replicates && status == TT_OK; d++)
        status = split_counts(&replicates[d], g->counts, g->n, rng);
    if (status < 0) return status;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t d = 0; d < g->n_replicates; d++)
        replicates[d].status = fit_replicate(&replicates[d], g, small ? &alone : run);
    for (int32_t d = 0; d < g->n_replicates && status == TT_OK; d++) status = replicates[d].status;
    return status == TT_ERR_MEMORY ? tt__base_fail(status, "out of memory while choosing the number of topics")
                                   : status;
}

/* ---- reading the curve: gain[c - 1] is that of c topics ---- */

static int32_t peak(const double *gain, int32_t k)
{
    int32_t at = 1;
    for (int32_t c = 2; c <= k; c++)
        if (gain[c - 1] > gain[at - 1]) at = c;
    return at;
}

static int32_t reaching(const double *gain, double enough)
{
    int32_t c = 1;
    while (gain[c - 1] < enough) c++;
    return c;
}

static int32_t knee(const double *gain, int32_t k, double most)
{
    double furthest = 0, so_far = 0;
    int32_t at = 1;
    for (int32_t c = 2; c <= k; c++) {
        so_far = fmax(so_far, gain[c - 1]);
        double ahead = so_far / most - log(c) / log(k);
        if (ahead > furthest) furthest = ahead, at = c;
    }
    return at;
}

/* n: documents of the whole corpus.  A ratio of likelihoods beyond 20 k has a chance below one in twenty where there
 * are no topics, for the k models that were tried together (Wasserman, Ramdas & Balakrishnan 2020,
 * doi:10.1073/pnas.1922664117). */
static int32_t read_curve(const double *gain, int32_t k, int32_t n, tt_detail detail)
{
    int32_t at = peak(gain, k);
    double most = gain[at - 1];
    if (most < log(20.0 * k)) return 1;
    if (detail == TT_DETAIL_HIGH) return at;
    if (detail == TT_DETAIL_LOW) return reaching(gain, most / 2);
    int32_t topics = n / EASY_LIST < at ? n / EASY_LIST : at, other = reaching(gain, most * 2 / 3);
    if (topics < other) topics = other;
    other = knee(gain, k, most);
    return topics < other ? other : topics;
}

void tt__cluster_choose_k_size(int32_t *rows, int32_t *n_replicates, int32_t n)
{
    *rows = n < MOST_ROWS ? n : MOST_ROWS;
    *n_replicates = REPLICATED_ROWS / *rows < MOST_REPLICATES ? REPLICATED_ROWS / *rows : MOST_REPLICATES;
    if (*n_replicates < FEWEST_REPLICATES) *n_replicates = FEWEST_REPLICATES;
}

static plan plan_of(const tt__cluster_choose_k_input *in)
{
    plan g = {.counts = in->counts, .weights = in->weights, .kmeans = in->kmeans};
    tt__cluster_choose_k_size(&g.n, &g.n_replicates, in->counts->n_rows);
    g.k = g.n / LEAST_SHARE < MOST_TOPICS ? g.n / LEAST_SHARE : MOST_TOPICS;
    if (g.kmeans.trials == 0 || g.kmeans.trials > TRIALS) g.kmeans.trials = TRIALS;
    return g;
}

static int by_value(const void *a, const void *b)
{
    int32_t p = *(const int32_t *)a, q = *(const int32_t *)b;
    return (p > q) - (p < q);
}

/* More topics, where most of the bisections would leave documents with disjoint vocabularies in one. */
static tt_status separate_disjoint(int32_t *topics, const replicate *replicates, int32_t n_replicates)
{
    int32_t wanted[MOST_REPLICATES];
    tt_status status = TT_OK;
    for (int32_t d = 0; d < n_replicates && status == TT_OK; d++) {
        wanted[d] = *topics;
        status = tt__cluster_disjoint_vocabulary(&wanted[d], &replicates[d].clusters, &replicates[d].seen);
    }
    if (status < 0) return status;
    qsort(wanted, (size_t)n_replicates, sizeof *wanted, by_value);
    *topics = wanted[(n_replicates - 1) / 2];
    return TT_OK;
}

/* The topics wanted first, and those of the level above them. */
static tt_status read_replicates(tt__cluster_supported *out, const replicate *replicates, const plan *g,
                                 tt_detail detail)
{
    double *gain = tt__base_calloc((size_t)g->k, sizeof *gain);
    tt_status status = gain ? TT_OK : TT_ERR_MEMORY;
    for (int32_t d = 0; d < g->n_replicates && status == TT_OK; d++)
        for (int32_t c = 0; c < g->k; c++) gain[c] += replicates[d].gain[c] / g->n_replicates;
    if (status == TT_OK) {
        out->topics = read_curve(gain, g->k, g->counts->n_rows, detail);
        out->broad = read_curve(gain, g->k, g->counts->n_rows, TT_DETAIL_LOW);
        status = separate_disjoint(&out->topics, replicates, g->n_replicates);
    }
    if (status == TT_OK && many_replicates(g))
        status = separate_disjoint(&out->topics, replicates, g->n_replicates); /* less is too small for a topic now */
    if (status == TT_OK) status = separate_disjoint(&out->broad, replicates, g->n_replicates);
    free(gain);
    return status;
}

tt_status tt__cluster_choose_k(tt__cluster_supported *out, const tt__cluster_choose_k_input *in, const tt_run *run)
{
    tt__cluster_supported found = {in->counts->n_rows / 3 > 1 ? in->counts->n_rows / 3 : 1, 1};
    tt_status status = TT_OK;
    if (in->counts->n_rows >= FEWEST_ROWS) {
        plan g = plan_of(in);
        gsl_rng *rng = tt__base_rng_new(in->kmeans.seed, 2);
        replicate *replicates = tt__base_calloc((size_t)g.n_replicates, sizeof *replicates);
        status = rng && replicates ? fit_replicates(replicates, &g, rng, run) : TT_ERR_MEMORY;
        if (status == TT_OK) status = read_replicates(&found, replicates, &g, in->detail);
        for (int32_t d = 0; d < g.n_replicates && replicates; d++) replicate_free(&replicates[d]);
        free(replicates);
        if (rng) gsl_rng_free(rng);
    }
    if (status == TT_OK) *out = found;
    return status;
}
