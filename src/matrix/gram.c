/* Row r of the Gram matrix by an inverted index: each of its terms adds to the rows that have the term as well, as far
 * as r.
 *
 * A term that many rows have is kept as a dense column instead, and added to all of them in one wide sweep; what rows
 * lack is zero there and changes nothing, so both ways give the same bits. */
#include "matrix/gram.h"

#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "matrix/csr.h"
#include "matrix/wide.h"

/* A term is dense from one row of eight on: faster than one of four or sixteen at 143 to 10,000 rows, and no more
 * floats than eight times the rows' entries. */
enum { DENSE_FROM = 8, GRAIN_ROWS = 8 };

typedef struct products {
    const tt_csr *x;
    tt_csr turned;   /* X': the rows of each term, ascending */
    int64_t *place;  /* nnz: where in turned each entry of x stands */
    int64_t *column; /* v: where in dense the term's column begins; -1: it has none */
    float *dense;
    int64_t stride; /* k, rounded up to whole vectors */
} products;

static void products_free(products *g)
{
    tt_csr_free(&g->turned);
    free(g->place);
    free(g->column);
    free(g->dense);
}

static tt_status products_init(products *g, const tt_csr *x)
{
    int64_t floats = 0;
    *g = (products){.x = x, .stride = tt__matrix_whole_wide(x->n_rows)};
    tt_status status = tt__matrix_csr_transpose(&g->turned, x);
    if (status < 0) return status;
    g->place = tt__base_calloc((size_t)x->ptr[x->n_rows], sizeof *g->place);
    g->column = tt__base_calloc((size_t)x->n_cols, sizeof *g->column);
    if (!g->place || !g->column) return TT_ERR_MEMORY;
    for (int32_t t = 0; t < x->n_cols; t++) {
        bool often = (g->turned.ptr[t + 1] - g->turned.ptr[t]) * DENSE_FROM >= x->n_rows;
        g->column[t] = often ? floats : -1;
        if (often) floats += g->stride;
    }
    g->dense = tt__base_calloc((size_t)floats, sizeof *g->dense);
    return g->dense ? TT_OK : TT_ERR_MEMORY;
}

/* Dense columns, and the place of every entry: the rows of a term come in the order in which they are met. */
static tt_status index_terms(products *g)
{
    int64_t *next = tt__base_calloc((size_t)g->x->n_cols, sizeof *next);
    if (!next) return TT_ERR_MEMORY;
    for (int32_t r = 0; r < g->x->n_rows; r++)
        for (int64_t p = g->x->ptr[r]; p < g->x->ptr[r + 1]; p++) {
            int32_t t = g->x->idx[p];
            g->place[p] = g->turned.ptr[t] + next[t]++;
            if (g->column[t] >= 0) g->dense[g->column[t] + r] = g->x->val[p];
        }
    free(next);
    return TT_OK;
}

/* out[0 .. n) += value * column[0 .. n), n a multiple of a vector. */
TT_WIDE static void add_column(float *restrict out, const float *restrict column, float value, int64_t n)
{
    for (int64_t i = 0; i < n; i += TT__MATRIX_WIDE)
        for (int j = 0; j < TT__MATRIX_WIDE; j++) out[i + j] += value * column[i + j];
}

static void fill_row(float *row, const products *g, int32_t r)
{
    int64_t n = tt__matrix_whole_wide(r + 1);
    for (int64_t b = 0; b < n; b++) row[b] = 0;
    for (int64_t p = g->x->ptr[r]; p < g->x->ptr[r + 1]; p++) {
        int64_t column = g->column[g->x->idx[p]];
        float value = g->x->val[p];
        if (column >= 0) {
            add_column(row, g->dense + column, value, n);
            continue;
        }
        for (int64_t q = g->turned.ptr[g->x->idx[p]]; q <= g->place[p]; q++)
            row[g->turned.idx[q]] += value * g->turned.val[q];
    }
}

static void fill(float *gram, float *rows, const products *g, int threads)
{
    int64_t k = g->x->n_rows;
#pragma omp parallel for schedule(dynamic, GRAIN_ROWS) num_threads(threads)
    for (int32_t r = 0; r < g->x->n_rows; r++) {
        float *row = rows + omp_get_thread_num() * g->stride;
        fill_row(row, g, r);
        for (int64_t b = 0; b <= r; b++) gram[r * k + b] = row[b];
    }
    for (int64_t a = 0; a < k; a++)
        for (int64_t b = 0; b < a; b++) gram[b * k + a] = gram[a * k + b];
}

tt_status tt__matrix_gram(float *gram, const tt_csr *x, const tt_run *run)
{
    products g;
    float *rows = NULL;
    int threads = tt__base_threads(run, x->n_rows, GRAIN_ROWS);
    tt_status status = products_init(&g, x);
    if (status == TT_OK) status = index_terms(&g);
    if (status == TT_OK && !(rows = tt__base_calloc((size_t)(threads * g.stride), sizeof *rows)))
        status = TT_ERR_MEMORY;
    if (status == TT_OK) fill(gram, rows, &g, threads);
    free(rows);
    products_free(&g);
    return status;
}
