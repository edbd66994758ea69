#include "cluster/word_models.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"

/* y (nnz, of x's structure) = the tf weights of x's rows, each row to unit length. */
static void tf_rows(float *y, const tt_csr *x, const double *idf, int threads)
{
#pragma omp parallel for schedule(dynamic, 256) num_threads(threads)
    for (int32_t r = 0; r < x->n_rows; r++) {
        double square = 0;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
            double tf = idf[x->idx[p]] > 0 ? (double)x->val[p] / idf[x->idx[p]] : (double)x->val[p];
            square += tf * tf;
            y[p] = (float)tf;
        }
        float scale = square > 0 ? (float)(1 / sqrt(square)) : 0;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) y[p] *= scale;
    }
}

static void sum_rows(tt__cluster_word_models *w)
{
    for (int32_t r = 0; r < w->y.n_rows; r++)
        for (int64_t p = w->y.ptr[r]; p < w->y.ptr[r + 1]; p++) w->total[r] += (double)w->y.val[p];
}

static void sum_all(tt__cluster_word_models *w)
{
    for (int32_t r = 0; r < w->y.n_rows; r++) {
        double weight = tt__cluster_row_weight(w->c, r);
        for (int64_t p = w->y.ptr[r]; p < w->y.ptr[r + 1]; p++) w->all[w->y.idx[p]] += weight * (double)w->y.val[p];
    }
}

tt_status tt__cluster_word_models_begin(tt__cluster_word_models *words, tt__cluster_state *clusters, const double *idf,
                                        const tt_run *run)
{
    const tt_csr *x = clusters->x;
    size_t n = (size_t)x->n_rows;
    *words = (tt__cluster_word_models){.c = clusters, .y = *x, .threads = tt__base_threads(run, x->n_rows, 256)};
    words->y.val = tt__base_calloc((size_t)x->ptr[x->n_rows], sizeof *words->y.val);
    words->total = tt__base_calloc(n, sizeof *words->total);
    words->all = tt__base_calloc((size_t)x->n_cols, sizeof *words->all);
    words->rows = tt__base_calloc(n, sizeof *words->rows);
    words->start = tt__base_calloc((size_t)clusters->k + 1, sizeof *words->start);
    words->target = tt__base_calloc(n, sizeof *words->target);
    if (!words->y.val || !words->total || !words->all || !words->rows || !words->start || !words->target)
        return TT_ERR_MEMORY;
    tf_rows(words->y.val, x, idf, words->threads);
    sum_rows(words);
    sum_all(words);
    return TT_OK;
}

void tt__cluster_word_models_end(tt__cluster_word_models *words)
{
    free(words->y.val);
    free(words->total);
    free(words->all);
    free(words->rows);
    free(words->start);
    free(words->target);
}

void tt__cluster_word_models_sum(tt__matrix_panel *sums, double *mass, tt__cluster_word_models *words)
{
    const int32_t *label = words->c->label;
    tt__cluster_rows_by_cluster(words->rows, words->start, label, words->y.n_rows, words->c->k);
    tt__cluster_panel_sum(sums, words->c, &words->y, words->rows, words->start, words->threads);
    for (int32_t c = 0; c < words->c->k; c++) mass[c] = 0;
    for (int32_t r = 0; r < words->y.n_rows; r++)
        mass[label[r]] += tt__cluster_row_weight(words->c, r) * words->total[r];
}

/* Rows are taken cluster by cluster: they meet the same groups of columns. */
void tt__cluster_word_models_match(tt__cluster_word_models *words, const tt__matrix_bounds *bounds,
                                   const tt__matrix_panel *panel, const float *own, float *room)
{
    int32_t n = words->y.n_rows, *rows = words->rows, parts = (n + TT__MATRIX_MATCHES - 1) / TT__MATRIX_MATCHES;
#pragma omp parallel for schedule(dynamic, 1) num_threads(words->threads)
    for (int32_t part = 0; part < parts; part++) {
        tt__matrix_match match[TT__MATRIX_MATCHES];
        int32_t from = part * TT__MATRIX_MATCHES, many = n - from < TT__MATRIX_MATCHES ? n - from : TT__MATRIX_MATCHES;
        for (int32_t i = 0; i < many; i++) {
            int32_t r = rows[from + i], home = words->c->label[r];
            match[i] = (tt__matrix_match){r, home, {home, own ? own[r] : NAN}};
        }
        tt__matrix_bounds_match(match, many, bounds, panel, &words->y,
                                room + omp_get_thread_num() * tt__matrix_bounds_room(bounds));
        for (int32_t i = 0; i < many; i++) words->target[match[i].row] = match[i].best.column;
    }
}

int64_t tt__cluster_word_models_move(tt__cluster_word_models *words)
{
    tt__cluster_state *c = words->c;
    int64_t moved = 0;
    for (int32_t r = 0; r < words->y.n_rows; r++) {
        int32_t from = c->label[r], to = words->target[r], w = tt__cluster_row_weight(c, r);
        if (to == from || c->mass[from] - w < c->min_size) continue;
        c->mass[from] -= w;
        c->mass[to] += w;
        c->label[r] = to;
        moved++;
    }
    return moved;
}

tt_status tt__cluster_word_sums(tt_csr *out, const tt_kmeans_input *in, const tt_partition *partition,
                                const tt_run *run)
{
    tt_csr y = *in->x; /* the structure is borrowed */
    y.val = tt__base_calloc((size_t)y.ptr[y.n_rows], sizeof *y.val);
    if (!y.val) return TT_ERR_MEMORY;
    tf_rows(y.val, in->x, in->idf, tt__base_threads(run, y.n_rows, 256));
    tt_kmeans_input tf = {.x = &y, .weight = in->weight};
    tt_status status = tt_cluster_sums(out, &tf, partition, run);
    free(y.val);
    return status;
}
