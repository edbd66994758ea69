/* Spherical k-means into leaf topics: repeated bisection, k-way refinement, Kullback-Leibler rounds. */
#include "cluster/kmeans.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

tt_kmeans_opts tt_kmeans_opts_default(void)
{
    return (tt_kmeans_opts){
        .k = 10, .starts = 0, .trials = 0, .refine_passes = 3, .divergence_passes = 3, .min_size = 1, .seed = 1};
}

const char *tt_kmeans_opts_check(const tt_kmeans_opts *opts)
{
    if (!opts) return NULL;
    if (opts->k < 1) return "the number of topics must be at least 1";
    if (opts->starts < 0 || opts->starts > 1000) return "the number of starts must be between 1 and 1000";
    if (opts->trials < 0 || opts->trials > 1000) return "the number of trials must be between 1 and 1000";
    if (opts->refine_passes < 0) return "the number of refinement passes must not be negative";
    if (opts->divergence_passes < 0) return "the number of divergence passes must not be negative";
    if (opts->min_size < 1) return "the least size of a topic must be at least 1";
    return NULL;
}

void tt_partition_free(tt_partition *partition)
{
    free(partition->label);
    *partition = (tt_partition){0};
}

/* Number the clusters by their first row. */
static void renumber(int32_t *label, int32_t n, int32_t *number, int32_t k)
{
    int32_t next = 0;
    for (int32_t c = 0; c < k; c++) number[c] = -1;
    for (int32_t r = 0; r < n; r++) {
        if (number[label[r]] < 0) number[label[r]] = next++;
        label[r] = number[label[r]];
    }
}

static tt_status check(const tt_kmeans_input *in, const tt_kmeans_opts *opts)
{
    const char *wrong = tt_kmeans_opts_check(opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    int64_t mass = 0, n = in->x->n_rows;
    for (int32_t r = 0; r < n; r++) mass += in->weight ? in->weight[r] : 1;
    if (n < opts->k)
        return tt__base_fail(TT_ERR_SHAPE, "%d topics asked for, but there are only %lld different documents", opts->k,
                             (long long)n);
    if (mass / opts->min_size < opts->k)
        return tt__base_fail(TT_ERR_SHAPE,
                             "%d topics of at least %d documents each need %lld documents, but there are %lld", opts->k,
                             opts->min_size, (long long)opts->k * opts->min_size, (long long)mass);
    return TT_OK;
}

/* Small corpora leave more to chance (NMI between starts differs by up to .1 with twelve thousand snippets, by .003
 * with forty thousand abstracts) and cost less: as many starts as keep the entries they go over near three million, 24
 * at most. */
static int32_t choose_starts(const tt_csr *x)
{
    int64_t entries = x->ptr[x->n_rows], starts = entries > 0 ? 3200000 / entries : 1;
    return starts < 1 ? 1 : starts > 24 ? 24 : (int32_t)starts;
}

enum { MANY_ENTRIES = 2000000, FEW_TRIALS = 8, MANY_TRIALS = 16 };

/* The splits of a large corpus differ little (arXiv abstracts, 143 topics: NMI .563 with sixteen trials of each, .561
 * with eight), those of a small one more (12,000 snippets: .666 and .645). */
static int32_t choose_trials(const tt_csr *x)
{
    return x->ptr[x->n_rows] < MANY_ENTRIES ? MANY_TRIALS : FEW_TRIALS;
}

tt_kmeans_opts tt__cluster_resolve_kmeans(const tt_kmeans_opts *asked, const tt_csr *x)
{
    tt_kmeans_opts opts = *asked;
    if (opts.trials == 0) opts.trials = choose_trials(x);
    if (opts.starts == 0) opts.starts = choose_starts(x);
    if (opts.k < 2 || opts.k == x->n_rows) opts.starts = 1; /* there is one partition */
    return opts;
}

/* The start of greatest I2 in the end; `spare` holds labels and masses of the best one so far. */
static tt_status best_start(tt__cluster_state *c, tt__cluster_state *spare, const double *idf,
                            const tt_kmeans_opts *asked, const tt_run *run)
{
    double best = -1, found = 0;
    tt_kmeans_opts chosen = tt__cluster_resolve_kmeans(asked, c->x), *opts = &chosen;
    c->starts = opts->starts;
    for (c->start = 0; c->start < c->starts; c->start++) {
        tt_status status = tt__cluster_bisect_all(c, opts, run);
        if (status == TT_OK) status = tt__cluster_refine(c, opts->refine_passes, run);
        if (status == TT_OK && idf) status = tt__cluster_kl_rounds(c, idf, opts->divergence_passes, run);
        if (status == TT_OK && c->starts > 1) status = tt__cluster_objective(&found, c, run);
        if (status < 0) return status;
        if (c->start > 0 && found <= best) continue;
        best = found;
        memcpy(spare->label, c->label, (size_t)c->x->n_rows * sizeof *c->label);
        memcpy(spare->mass, c->mass, (size_t)c->k * sizeof *c->mass);
    }
    memcpy(c->label, spare->label, (size_t)c->x->n_rows * sizeof *c->label);
    memcpy(c->mass, spare->mass, (size_t)c->k * sizeof *c->mass);
    return TT_OK;
}

static tt_status clusters_alloc(tt__cluster_state *c)
{
    c->label = tt__base_calloc((size_t)c->x->n_rows, sizeof *c->label);
    c->mass = tt__base_calloc((size_t)c->k, sizeof *c->mass);
    return c->label && c->mass ? TT_OK : TT_ERR_MEMORY;
}

static void clusters_free(tt__cluster_state *c)
{
    free(c->label);
    free(c->mass);
}

tt_status tt_kmeans(tt_partition *out, const tt_kmeans_input *in, const tt_kmeans_opts *opts, const tt_run *run)
{
    tt_kmeans_opts defaults = tt_kmeans_opts_default();
    if (!opts) opts = &defaults;
    const char *wrong = tt__base_call_check(out && in && in->x, run);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_status status = check(in, opts);
    if (status < 0) return status;
    tt__cluster_state clusters = {.x = in->x, .weight = in->weight, .k = opts->k, .min_size = opts->min_size},
                      spare = clusters;
    tt_partition made = {.n = in->x->n_rows, .k = opts->k};
    int32_t *number = tt__base_calloc((size_t)opts->k, sizeof *number);
    status = clusters_alloc(&clusters);
    if (status == TT_OK) status = clusters_alloc(&spare);
    if (!number) status = TT_ERR_MEMORY;
    if (status == TT_OK) status = best_start(&clusters, &spare, in->idf, opts, run);
    if (status == TT_OK) {
        renumber(clusters.label, made.n, number, opts->k);
        status = tt__cluster_objective(&made.objective, &clusters, run);
    }
    if (status == TT_OK) {
        made.label = clusters.label;
        clusters.label = NULL;
        *out = made;
    }
    clusters_free(&clusters);
    clusters_free(&spare);
    free(number);
    return status;
}
