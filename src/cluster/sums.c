/* The sums of the rows of each cluster, as sparse rows.  One thread owns a cluster and adds its rows in order, so the result
 * does not depend on how many threads there are. */
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "cluster/clusters.h"
#include "matrix/csr.h"

typedef struct workspace {
    double *sum;    /* v, zero between clusters */
    bool *has;      /* v, false between clusters */
    int32_t *terms; /* v: those the cluster has, in the end ascending */
} workspace;

static int ascending(const void *a, const void *b)
{
    int32_t p = *(const int32_t *)a, q = *(const int32_t *)b;
    return p < q ? -1 : p > q;
}

/* Which terms the rows have, unsorted; marks them in sum. */
static int64_t collect_terms(workspace *w, const tt_csr *x, const int32_t *rows, int64_t n)
{
    int64_t found = 0;
    for (int64_t i = 0; i < n; i++)
        for (int64_t p = x->ptr[rows[i]]; p < x->ptr[rows[i] + 1]; p++) {
            if (w->sum[x->idx[p]] != 0) continue;
            w->sum[x->idx[p]] = 1;
            w->terms[found++] = x->idx[p];
        }
    for (int64_t i = 0; i < found; i++) w->sum[w->terms[i]] = 0;
    return found;
}

static void add_up(workspace *w, const tt_kmeans_input *in, const int32_t *rows, int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        double weight = in->weight ? in->weight[rows[i]] : 1;
        for (int64_t p = in->x->ptr[rows[i]]; p < in->x->ptr[rows[i] + 1]; p++)
            w->sum[in->x->idx[p]] += weight * (double)in->x->val[p];
    }
}

enum { DENSE = 16 }; /* one term in so many: looking at all is quicker than sorting those there are */

static void sort_terms(workspace *w, int64_t found, int32_t n_terms)
{
    if (found * DENSE < n_terms) {
        qsort(w->terms, (size_t)found, sizeof *w->terms, ascending);
        return;
    }
    for (int64_t i = 0; i < found; i++) w->has[w->terms[i]] = true;
    for (int32_t t = 0, at = 0; t < n_terms; t++) {
        if (!w->has[t]) continue;
        w->has[t] = false;
        w->terms[at++] = t;
    }
}

static void write_row(tt_csr *out, int32_t c, workspace *w, int64_t found)
{
    sort_terms(w, found, out->n_cols);
    for (int64_t i = 0; i < found; i++) {
        out->idx[out->ptr[c] + i] = w->terms[i];
        out->val[out->ptr[c] + i] = (float)w->sum[w->terms[i]];
        w->sum[w->terms[i]] = 0;
    }
}

/* Two sweeps over the clusters: count the terms of each, then fill. */
static tt_status fill(tt_csr *out, const tt_kmeans_input *in, const int32_t *rows, const int64_t *start, workspace *work, int threads)
{
    int32_t k = out->n_rows;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t c = 0; c < k; c++)
        out->ptr[c + 1] = collect_terms(&work[omp_get_thread_num()], in->x, rows + start[c], start[c + 1] - start[c]);
    for (int32_t c = 0; c < k; c++) out->ptr[c + 1] += out->ptr[c];
    free(out->idx);
    free(out->val);
    out->idx = tt__calloc((size_t)out->ptr[k], sizeof *out->idx);
    out->val = tt__calloc((size_t)out->ptr[k], sizeof *out->val);
    if (!out->idx || !out->val) return TT_ERR_MEMORY;
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t c = 0; c < k; c++) {
        workspace *w = &work[omp_get_thread_num()];
        int64_t found = collect_terms(w, in->x, rows + start[c], start[c + 1] - start[c]);
        add_up(w, in, rows + start[c], start[c + 1] - start[c]);
        write_row(out, c, w, found);
    }
    return TT_OK;
}

tt_status tt_cluster_sums(tt_csr *out, const tt_kmeans_input *in, const tt_partition *partition, const tt_run *run)
{
    int threads = tt__threads(run, partition->k, 1);
    tt_csr sums = {0};
    int32_t *rows = tt__calloc((size_t)partition->n, sizeof *rows);
    int64_t *start = tt__calloc((size_t)partition->k + 1, sizeof *start);
    workspace *work = tt__calloc((size_t)threads, sizeof *work);
    tt_status status = tt__csr_alloc(&sums, partition->k, in->x->n_cols, 0);
    if (!rows || !start || !work) status = TT_ERR_MEMORY;
    for (int t = 0; t < threads && status == TT_OK; t++) {
        work[t].sum = tt__calloc((size_t)in->x->n_cols, sizeof *work[t].sum);
        work[t].terms = tt__calloc((size_t)in->x->n_cols, sizeof *work[t].terms);
        work[t].has = tt__calloc((size_t)in->x->n_cols, sizeof *work[t].has);
        if (!work[t].sum || !work[t].terms || !work[t].has) status = TT_ERR_MEMORY;
    }
    if (status == TT_OK) {
        tt__rows_by_cluster(rows, start, partition->label, partition->n, partition->k);
        status = fill(&sums, in, rows, start, work, threads);
    }
    if (status == TT_OK) {
        *out = sums;
        sums = (tt_csr){0};
    }
    for (int t = 0; work && t < threads; t++) {
        free(work[t].sum);
        free(work[t].terms);
        free(work[t].has);
    }
    tt_csr_free(&sums);
    free(rows);
    free(start);
    free(work);
    return status;
}
