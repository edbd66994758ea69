/* Spherical k-means into leaf topics: repeated bisection, k-way refinement, Kullback-Leibler rounds. */
#include "cluster/kmeans.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"

tt_kmeans_opts tt_kmeans_opts_default(void)
{
    return (tt_kmeans_opts){.k = 10, .trials = 16, .refine_passes = 10, .divergence_passes = 10, .min_size = 1, .seed = 1};
}

const char *tt_kmeans_opts_check(const tt_kmeans_opts *opts)
{
    if (opts->k < 1) return "the number of topics must be at least 1";
    if (opts->trials < 1 || opts->trials > 1000) return "the number of trials must be between 1 and 1000";
    if (opts->refine_passes < 0) return "the number of refinement passes must not be negative";
    if (opts->divergence_passes < 0) return "the number of divergence passes must not be negative";
    if (opts->min_size < 1) return "the least size of a topic must be at least 1";
    return NULL;
}

double tt__join_gain(double square, double dot, double w)
{
    double grown = square + 2 * w * dot + w * w;
    double both = sqrt(grown > 0 ? grown : 0) + sqrt(square);
    return both > 0 ? (2 * w * dot + w * w) / both : 0;
}

void tt__rows_by_cluster(int32_t *rows, int64_t *start, const int32_t *label, int32_t n, int32_t k)
{
    for (int32_t c = 0; c <= k; c++) start[c] = 0;
    for (int32_t r = 0; r < n; r++) start[label[r] + 1]++;
    for (int32_t c = 0; c < k; c++) start[c + 1] += start[c];
    for (int32_t r = 0; r < n; r++) rows[start[label[r]]++] = r;
    for (int32_t c = k; c > 0; c--) start[c] = start[c - 1];
    start[0] = 0;
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

static tt_status objective(double *out, const tt_kmeans_input *in, const tt_partition *partition, const tt_run *run)
{
    tt_csr sums = {0};
    tt_status status = tt_cluster_sums(&sums, in, partition, run);
    if (status < 0) return status;
    *out = 0;
    for (int32_t c = 0; c < sums.n_rows; c++) {
        double square = 0;
        for (int64_t p = sums.ptr[c]; p < sums.ptr[c + 1]; p++) square += (double)sums.val[p] * (double)sums.val[p];
        *out += sqrt(square);
    }
    tt_csr_free(&sums);
    return TT_OK;
}

static tt_status check(const tt_kmeans_input *in, const tt_kmeans_opts *opts)
{
    const char *wrong = tt_kmeans_opts_check(opts);
    if (wrong) return tt__fail(TT_ERR_ARGUMENT, "%s", wrong);
    int64_t mass = 0, n = in->x->n_rows;
    for (int32_t r = 0; r < n; r++) mass += in->weight ? in->weight[r] : 1;
    if (n < opts->k)
        return tt__fail(TT_ERR_SHAPE, "%d topics asked for, but there are only %lld different documents", opts->k, (long long)n);
    if (mass / opts->min_size < opts->k)
        return tt__fail(TT_ERR_SHAPE, "%d topics of at least %d documents each need %lld documents, but there are %lld",
                        opts->k, opts->min_size, (long long)opts->k * opts->min_size, (long long)mass);
    return TT_OK;
}

tt_status tt_kmeans(tt_partition *out, const tt_kmeans_input *in, const tt_kmeans_opts *opts, const tt_run *run)
{
    tt_kmeans_opts defaults = tt_kmeans_opts_default();
    if (!opts) opts = &defaults;
    tt_status status = check(in, opts);
    if (status < 0) return status;
    int32_t n = in->x->n_rows, *number = tt__calloc((size_t)opts->k, sizeof *number);
    tt_partition made = {.n = n, .k = opts->k, .label = tt__calloc((size_t)n, sizeof *made.label)};
    tt__clusters clusters = {.x = in->x, .weight = in->weight, .k = opts->k, .min_size = opts->min_size, .label = made.label};
    clusters.mass = tt__calloc((size_t)opts->k, sizeof *clusters.mass);
    if (!number || !made.label || !clusters.mass) {
        status = TT_ERR_MEMORY;
        goto done;
    }
    if ((status = tt__bisect_all(&clusters, opts, run)) < 0) goto done;
    if ((status = tt__refine(&clusters, opts->refine_passes, run)) < 0) goto done;
    if (in->idf && (status = tt__diverge(&clusters, in->idf, opts->divergence_passes, run)) < 0) goto done;
    renumber(made.label, n, number, opts->k);
    if ((status = objective(&made.objective, in, &made, run)) < 0) goto done;
    *out = made;
    made.label = NULL;
done:
    free(made.label);
    free(clusters.mass);
    free(number);
    return status;
}
