#include "cluster/words.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"

static void fill_y(tt__words *w, const double *idf)
{
    const tt_csr *x = w->c->x;
#pragma omp parallel for schedule(dynamic, 256) num_threads(w->threads)
    for (int32_t r = 0; r < x->n_rows; r++) {
        double square = 0;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
            double tf = idf[x->idx[p]] > 0 ? (double)x->val[p] / idf[x->idx[p]] : (double)x->val[p];
            square += tf * tf;
            w->y.val[p] = (float)tf;
        }
        float scale = square > 0 ? (float)(1 / sqrt(square)) : 0;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
            w->y.val[p] *= scale;
            w->total[r] += (double)w->y.val[p];
        }
    }
}

static void sum_all(tt__words *w)
{
    for (int32_t r = 0; r < w->y.n_rows; r++) {
        double weight = tt__row_weight(w->c, r);
        for (int64_t p = w->y.ptr[r]; p < w->y.ptr[r + 1]; p++) w->all[w->y.idx[p]] += weight * (double)w->y.val[p];
    }
}

tt_status tt__words_begin(tt__words *words, tt__clusters *clusters, const double *idf, const tt_run *run)
{
    const tt_csr *x = clusters->x;
    size_t n = (size_t)x->n_rows;
    *words = (tt__words){.c = clusters, .y = *x, .threads = tt__threads(run, x->n_rows, 256)};
    words->y.val = tt__calloc((size_t)x->ptr[x->n_rows], sizeof *words->y.val);
    words->total = tt__calloc(n, sizeof *words->total);
    words->all = tt__calloc((size_t)x->n_cols, sizeof *words->all);
    words->rows = tt__calloc(n, sizeof *words->rows);
    words->start = tt__calloc((size_t)clusters->k + 1, sizeof *words->start);
    words->target = tt__calloc(n, sizeof *words->target);
    if (!words->y.val || !words->total || !words->all || !words->rows || !words->start || !words->target) return TT_ERR_MEMORY;
    fill_y(words, idf);
    sum_all(words);
    return TT_OK;
}

void tt__words_end(tt__words *words)
{
    free(words->y.val);
    free(words->total);
    free(words->all);
    free(words->rows);
    free(words->start);
    free(words->target);
}

void tt__words_sum(tt__panel *sums, double *mass, tt__words *words)
{
    const int32_t *label = words->c->label;
    tt__rows_by_cluster(words->rows, words->start, label, words->y.n_rows, words->c->k);
    tt__panel_sum(sums, words->c, &words->y, words->rows, words->start, words->threads);
    for (int32_t c = 0; c < words->c->k; c++) mass[c] = 0;
    for (int32_t r = 0; r < words->y.n_rows; r++) mass[label[r]] += tt__row_weight(words->c, r) * words->total[r];
}

/* Rows are taken cluster by cluster: they meet the same groups of columns. */
void tt__words_match(tt__words *words, const tt__bounds *bounds, const tt__panel *panel, const float *own, float *room)
{
    int32_t n = words->y.n_rows, *rows = words->rows, parts = (n + TT__MATCHES - 1) / TT__MATCHES;
#pragma omp parallel for schedule(dynamic, 1) num_threads(words->threads)
    for (int32_t part = 0; part < parts; part++) {
        tt__match match[TT__MATCHES];
        int32_t from = part * TT__MATCHES, many = n - from < TT__MATCHES ? n - from : TT__MATCHES;
        for (int32_t i = 0; i < many; i++) {
            int32_t r = rows[from + i], home = words->c->label[r];
            match[i] = (tt__match){r, home, {home, own ? own[r] : NAN}};
        }
        tt__bounds_match(match, many, bounds, panel, &words->y, room + omp_get_thread_num() * tt__bounds_room(bounds));
        for (int32_t i = 0; i < many; i++) words->target[match[i].row] = match[i].best.column;
    }
}

int64_t tt__words_move(tt__words *words)
{
    tt__clusters *c = words->c;
    int64_t moved = 0;
    for (int32_t r = 0; r < words->y.n_rows; r++) {
        int32_t from = c->label[r], to = words->target[r], w = tt__row_weight(c, r);
        if (to == from || c->mass[from] - w < c->min_size) continue;
        c->mass[from] -= w;
        c->mass[to] += w;
        c->label[r] = to;
        moved++;
    }
    return moved;
}
