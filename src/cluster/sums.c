/* The sums of the rows of each cluster, as sparse rows.  One thread owns a cluster and adds its rows in order, so the
 * result does not depend on how many threads there are. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"
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

/* Rows by cluster, and room to add them up in. */
typedef struct adding {
    const tt_kmeans_input *in;
    int32_t *rows;   /* n */
    int64_t *start;  /* k + 1 */
    workspace *work; /* threads */
    int threads;
} adding;

static void adding_end(adding *a)
{
    for (int t = 0; a->work && t < a->threads; t++) {
        free(a->work[t].sum);
        free(a->work[t].terms);
        free(a->work[t].has);
    }
    free(a->work);
    free(a->rows);
    free(a->start);
}

static tt_status adding_begin(adding *a, const tt_partition *partition, const tt_run *run)
{
    size_t v = (size_t)a->in->x->n_cols;
    a->threads = tt__base_threads(run, partition->k, 1);
    a->rows = tt__base_calloc((size_t)partition->n, sizeof *a->rows);
    a->start = tt__base_calloc((size_t)partition->k + 1, sizeof *a->start);
    a->work = tt__base_calloc((size_t)a->threads, sizeof *a->work);
    if (!a->rows || !a->start || !a->work) return TT_ERR_MEMORY;
    for (int t = 0; t < a->threads; t++) {
        workspace *w = &a->work[t];
        w->sum = tt__base_calloc(v, sizeof *w->sum);
        w->terms = tt__base_calloc(v, sizeof *w->terms);
        w->has = tt__base_calloc(v, sizeof *w->has);
        if (!w->sum || !w->terms || !w->has) return TT_ERR_MEMORY;
    }
    tt__cluster_rows_by_cluster(a->rows, a->start, partition->label, partition->n, partition->k);
    return TT_OK;
}

/* Two sweeps over the clusters: count the terms of each, then fill. */
static tt_status fill(tt_csr *out, const adding *a)
{
    int32_t k = out->n_rows, *rows = a->rows;
    int64_t *start = a->start;
#pragma omp parallel for schedule(dynamic, 1) num_threads(a->threads)
    for (int32_t c = 0; c < k; c++)
        out->ptr[c + 1] =
            collect_terms(&a->work[omp_get_thread_num()], a->in->x, rows + start[c], start[c + 1] - start[c]);
    for (int32_t c = 0; c < k; c++) out->ptr[c + 1] += out->ptr[c];
    free(out->idx);
    free(out->val);
    out->idx = tt__base_calloc((size_t)out->ptr[k], sizeof *out->idx);
    out->val = tt__base_calloc((size_t)out->ptr[k], sizeof *out->val);
    if (!out->idx || !out->val) return TT_ERR_MEMORY;
#pragma omp parallel for schedule(dynamic, 1) num_threads(a->threads)
    for (int32_t c = 0; c < k; c++) {
        workspace *w = &a->work[omp_get_thread_num()];
        int64_t found = collect_terms(w, a->in->x, rows + start[c], start[c + 1] - start[c]);
        add_up(w, a->in, rows + start[c], start[c + 1] - start[c]);
        write_row(out, c, w, found);
    }
    return TT_OK;
}

tt_status tt_cluster_sums(tt_csr *out, const tt_kmeans_input *in, const tt_partition *partition, const tt_run *run)
{
    const char *wrong = tt__base_call_check(out && in && in->x && partition, run);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_csr sums = {0};
    adding a = {.in = in};
    tt_status status = tt__matrix_csr_alloc(&sums, partition->k, in->x->n_cols, 0);
    if (status == TT_OK) status = adding_begin(&a, partition, run);
    if (status == TT_OK) status = fill(&sums, &a);
    if (status == TT_OK) {
        *out = sums;
        sums = (tt_csr){0};
    }
    adding_end(&a);
    tt_csr_free(&sums);
    return status;
}

/* The squared length of the sum that add_up() made of the rows; it is zero again in the end. */
static double take_square(workspace *w, const tt_csr *x, const int32_t *rows, int64_t n)
{
    double square = 0;
    for (int64_t i = 0; i < n; i++)
        for (int64_t p = x->ptr[rows[i]]; p < x->ptr[rows[i] + 1]; p++) {
            square += w->sum[x->idx[p]] * w->sum[x->idx[p]];
            w->sum[x->idx[p]] = 0;
        }
    return square;
}

tt_status tt__cluster_objective(double *out, const tt__cluster_state *clusters, const tt_run *run)
{
    tt_kmeans_input in = {.x = clusters->x, .weight = clusters->weight};
    tt_partition partition = {.n = clusters->x->n_rows, .k = clusters->k, .label = clusters->label};
    adding a = {.in = &in};
    double *length = tt__base_calloc((size_t)clusters->k, sizeof *length);
    tt_status status = length ? adding_begin(&a, &partition, run) : TT_ERR_MEMORY;
    if (status == TT_OK) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(a.threads)
        for (int32_t c = 0; c < clusters->k; c++) {
            workspace *w = &a.work[omp_get_thread_num()];
            add_up(w, &in, a.rows + a.start[c], a.start[c + 1] - a.start[c]);
            length[c] = sqrt(take_square(w, in.x, a.rows + a.start[c], a.start[c + 1] - a.start[c]));
        }
        *out = 0;
        for (int32_t c = 0; c < clusters->k; c++) *out += length[c];
    }
    adding_end(&a);
    free(length);
    return status;
}
