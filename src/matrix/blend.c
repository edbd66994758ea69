#include "matrix/blend.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/run.h"
#include "matrix/csr.h"

typedef struct entry {
    float value;
    int32_t column;
} entry;

/* What one thread works with. */
typedef struct desk {
    float *sum;   /* n_cols, zero between rows */
    entry *entry; /* n_cols */
} desk;

static int by_weight(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    if (a->value != b->value) return a->value > b->value ? -1 : 1;
    return (a->column > b->column) - (a->column < b->column);
}

/* The heaviest `most` of the first n entries, in order; one pass, for few of many are kept. */
static int32_t keep_heaviest(entry *list, int32_t n, int32_t most)
{
    int32_t held = 0;
    for (int32_t i = 0; i < n; i++) {
        entry e = list[i];
        if (held == most && (most == 0 || by_weight(&list[held - 1], &e) < 0)) continue;
        int32_t at = held < most ? held++ : held - 1;
        for (; at > 0 && by_weight(&e, &list[at - 1]) < 0; at--) list[at] = list[at - 1];
        list[at] = e;
    }
    return held;
}

static int by_column(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    return (a->column > b->column) - (a->column < b->column);
}

static void add_parts(const tt__matrix_blend *blend, int32_t r, float *sum)
{
    const tt_csr *x = blend->from;
    for (int64_t i = blend->begin[r]; i < blend->begin[r + 1]; i++)
        for (int64_t p = x->ptr[blend->part[i]]; p < x->ptr[blend->part[i] + 1]; p++) sum[x->idx[p]] += x->val[p];
}

/* The columns of the sum that are not zero, once each; the sum is zero afterwards. */
static int32_t collect(const tt__matrix_blend *blend, int32_t r, desk d)
{
    const tt_csr *x = blend->from;
    int32_t n = 0;
    for (int64_t i = blend->begin[r]; i < blend->begin[r + 1]; i++)
        for (int64_t p = x->ptr[blend->part[i]]; p < x->ptr[blend->part[i] + 1]; p++) {
            float *value = &d.sum[x->idx[p]];
            if (*value > 0) d.entry[n++] = (entry){*value, x->idx[p]};
            *value = 0;
        }
    return n;
}

/* Row r to its place r * most in out; how many entries it has. */
static int32_t blend_row(tt_csr *out, const tt__matrix_blend *blend, int32_t r, desk d)
{
    add_parts(blend, r, d.sum);
    int32_t n = collect(blend, r, d);
    if (n > blend->most) n = keep_heaviest(d.entry, n, blend->most);
    qsort(d.entry, (size_t)n, sizeof *d.entry, by_column);
    for (int32_t i = 0; i < n; i++) {
        out->idx[(int64_t)r * blend->most + i] = d.entry[i].column;
        out->val[(int64_t)r * blend->most + i] = d.entry[i].value;
    }
    return n;
}

/* Close the gaps behind short rows; ptr[r + 1] holds the length of row r. */
static void close_up(tt_csr *x, int32_t most)
{
    for (int32_t r = 0; r < x->n_rows; r++) {
        size_t n = (size_t)x->ptr[r + 1];
        memmove(x->idx + x->ptr[r], x->idx + (int64_t)r * most, n * sizeof *x->idx);
        memmove(x->val + x->ptr[r], x->val + (int64_t)r * most, n * sizeof *x->val);
        x->ptr[r + 1] += x->ptr[r];
    }
}

tt_status tt__matrix_blend_rows(tt_csr *out, const tt__matrix_blend *blend, const tt_run *run)
{
    tt_csr made = {0};
    int threads = tt__base_threads(run, blend->n, 8);
    size_t columns = (size_t)blend->from->n_cols;
    float *sum = tt__base_calloc((size_t)threads * columns, sizeof *sum);
    entry *list = tt__base_calloc((size_t)threads * columns, sizeof *list);
    tt_status status = sum && list ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK)
        status = tt__matrix_csr_alloc(&made, blend->n, blend->from->n_cols, (int64_t)blend->n * blend->most);
    if (status == TT_OK) {
#pragma omp parallel for schedule(dynamic, 4) num_threads(threads)
        for (int32_t r = 0; r < blend->n; r++) {
            size_t mine = (size_t)omp_get_thread_num() * columns;
            made.ptr[r + 1] = blend_row(&made, blend, r, (desk){sum + mine, list + mine});
        }
        close_up(&made, blend->most);
        tt__matrix_csr_unit_rows(&made);
        *out = made;
    }
    free(sum);
    free(list);
    return status;
}
