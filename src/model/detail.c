/* How many leaf topics the text supports.
 *
 * Every document's words are dealt into two halves at random.  The documents are bisected by the first half, and each split
 * is judged by how much better it predicts the second (cluster/heldout.c).  Summed up split by split that gives a curve
 * which rises steeply while splits find topics and flattens where they find noise.  Its peak is the most that the text supports; what
 * people want to see first is where three quarters of the peak are reached: 8 topics on a page of 56 papers, some 25 on two thousand
 * news stories, some 50 on nineteen thousand postings. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/random.h"
#include "base/run.h"
#include "cluster/kmeans.h"
#include "matrix/csr.h"
#include "model/build.h"

enum {
    MOST_TOPICS = 512,   /* beyond, more topics are for who asks for them */
    MOST_ROWS = 20000,   /* of a larger corpus, every so many documents are looked at */
    FEWEST_ROWS = 8,     /* with fewer documents there is nothing to judge by */
    LEAST_SHARE = 6      /* a topic has at least so many documents on average */
};

/* Deal the counts of every step-th row into two halves; a cell of c counts gives Binomial(c, 1/2) to the first. */
static tt_status deal(tt_csr *seen, tt_csr *held, const tt_csr *counts, int32_t step, gsl_rng *rng)
{
    int32_t n = (counts->n_rows + step - 1) / step;
    int64_t nnz = 0;
    for (int32_t r = 0; r < counts->n_rows; r += step) nnz += counts->ptr[r + 1] - counts->ptr[r];
    tt_status status = tt__csr_alloc(seen, n, counts->n_cols, nnz);
    if (status == TT_OK) status = tt__csr_alloc(held, n, counts->n_cols, nnz);
    if (status < 0) return status;
    int64_t at[2] = {0, 0};
    for (int32_t r = 0; r < counts->n_rows; r += step) {
        for (int64_t p = counts->ptr[r]; p < counts->ptr[r + 1]; p++) {
            unsigned int all = (unsigned int)counts->val[p], first = gsl_ran_binomial(rng, .5, all);
            if (first) seen->idx[at[0]] = counts->idx[p], seen->val[at[0]++] = (float)first;
            if (all - first) held->idx[at[1]] = counts->idx[p], held->val[at[1]++] = (float)(all - first);
        }
        seen->ptr[r / step + 1] = at[0];
        held->ptr[r / step + 1] = at[1];
    }
    return TT_OK;
}

/* Where the gain first reaches a share of its peak. */
static int32_t read_curve(const double *gain, int32_t k, double share)
{
    double peak = 0;
    for (int32_t c = 1; c < k; c++)
        if (gain[c] > peak) peak = gain[c];
    for (int32_t c = 1; c < k && peak > 0; c++)
        if (gain[c] >= share * peak) return c + 1;
    return 1;
}

static double share_of(tt_detail detail) { return detail == TT_DETAIL_LOW ? .5 : detail == TT_DETAIL_HIGH ? 1 : .75; }

/* Bisect by the words seen (weighted like all of them) and judge by those held back. */
static tt_status judge(int32_t *topics, tt_csr *seen, const tt_csr *held, const tt_build_opts *opts, const tt_run *run)
{
    int32_t n = seen->n_rows, k = n / LEAST_SHARE < MOST_TOPICS ? n / LEAST_SHARE : MOST_TOPICS;
    tt_csr x = {0};
    tt_kmeans_opts kmeans = opts->kmeans;
    kmeans.seed = opts->seed;
    kmeans.trials = kmeans.trials < 4 ? kmeans.trials : 4; /* the curve, not the partition, is wanted */
    tt__clusters clusters = {.x = &x, .k = k, .min_size = 1};
    clusters.label = tt__calloc((size_t)n, sizeof *clusters.label);
    clusters.mass = tt__calloc((size_t)k, sizeof *clusters.mass);
    clusters.born_of = tt__calloc((size_t)k, sizeof *clusters.born_of);
    double *gain = tt__calloc((size_t)k, sizeof *gain);
    tt_status status = clusters.label && clusters.mass && clusters.born_of && gain ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = tt__csr_alloc(&x, n, seen->n_cols, seen->ptr[n]);
    if (status == TT_OK) {
        memcpy(x.ptr, seen->ptr, ((size_t)n + 1) * sizeof *x.ptr);
        memcpy(x.idx, seen->idx, (size_t)seen->ptr[n] * sizeof *x.idx);
        memcpy(x.val, seen->val, (size_t)seen->ptr[n] * sizeof *x.val);
        status = tt_weights_apply(&x, NULL, &opts->weights, run);
    }
    if (status == TT_OK) status = tt__bisect_all(&clusters, &kmeans, run);
    if (status == TT_OK) status = tt__heldout_gains(gain, &clusters, seen, held, run);
    if (status == TT_OK) *topics = read_curve(gain, k, share_of(opts->detail));
    if (status == TT_OK) status = tt__part_strangers(topics, &clusters, seen);
    tt_csr_free(&x);
    free(clusters.label);
    free(clusters.mass);
    free(clusters.born_of);
    free(gain);
    return status;
}

tt_status tt__choose_topics(int32_t *topics, const tt_csr *counts, const tt_build_opts *opts, const tt_run *run)
{
    if (counts->n_rows < FEWEST_ROWS) {
        *topics = counts->n_rows / 3 > 1 ? counts->n_rows / 3 : 1;
        return TT_OK;
    }
    tt_csr seen = {0}, held = {0};
    gsl_rng *rng = tt__rng_new(opts->seed, 2);
    tt_status status = rng ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = deal(&seen, &held, counts, (counts->n_rows - 1) / MOST_ROWS + 1, rng);
    if (status == TT_OK) status = judge(topics, &seen, &held, opts, run);
    if (rng) gsl_rng_free(rng);
    tt_csr_free(&seen);
    tt_csr_free(&held);
    return status;
}
