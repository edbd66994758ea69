/* Term counts as sparse rows, in two passes over the tokens: how many distinct terms each row has, then the rows.  Each row
 * is written by one thread. */
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "topictree/weights.h"

/* Distinct terms of document i.  mark: n_terms, holds no i + 1 on entry. */
static int64_t count_distinct(int32_t *mark, const tt_corpus *corpus, const tt_vocab *vocab, int32_t i)
{
    int64_t n, distinct = 0;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    for (int64_t t = 0; t < n; t++) {
        int32_t term = tt_vocab_term(vocab, i, token[t]);
        if (term == TT_NO_TERM || mark[term] == i + 1) continue;
        mark[term] = i + 1;
        distinct++;
    }
    return distinct;
}

/* Shell sort with Ciura's gaps: rows are short, a hundred terms or so. */
static void sort_ascending(int32_t *a, int64_t n)
{
    static const int32_t gaps[] = {170000, 70000, 29000, 12000, 5000, 1750, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
        for (int64_t i = gaps[g]; i < n; i++) {
            int32_t x = a[i];
            int64_t j = i;
            for (; j >= gaps[g] && a[j - gaps[g]] > x; j -= gaps[g]) a[j] = a[j - gaps[g]];
            a[j] = x;
        }
}

/* Row i of x.  count: n_terms zeros on entry and on return. */
static void fill_row(tt_csr *x, int32_t *count, const tt_corpus *corpus, const tt_vocab *vocab, int32_t i)
{
    int64_t n, used = 0;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    int32_t *idx = x->idx + x->ptr[i];
    for (int64_t t = 0; t < n; t++) {
        int32_t term = tt_vocab_term(vocab, i, token[t]);
        if (term != TT_NO_TERM && count[term]++ == 0) idx[used++] = term;
    }
    sort_ascending(idx, used);
    for (int64_t e = 0; e < used; e++) {
        x->val[x->ptr[i] + e] = (float)count[idx[e]];
        count[idx[e]] = 0;
    }
}

/* x->ptr from the distinct terms of each document, then room for the entries; tables are zero again on return. */
static tt_status size_rows(tt_csr *x, int32_t *tables, int threads, const tt_corpus *corpus, const tt_vocab *vocab)
{
    int64_t room = vocab->n_terms;
#pragma omp parallel num_threads(threads)
    {
        int32_t *mark = tables + room * omp_get_thread_num();
#pragma omp for schedule(dynamic, 64)
        for (int32_t i = 0; i < x->n_rows; i++) x->ptr[i + 1] = count_distinct(mark, corpus, vocab, i);
        for (int64_t t = 0; t < room; t++) mark[t] = 0;
    }
    for (int32_t i = 0; i < x->n_rows; i++) x->ptr[i + 1] += x->ptr[i];
    x->idx = tt__calloc((size_t)x->ptr[x->n_rows], sizeof *x->idx);
    x->val = tt__calloc((size_t)x->ptr[x->n_rows], sizeof *x->val);
    return x->idx && x->val ? TT_OK : TT_ERR_MEMORY;
}

static void fill_rows(tt_csr *x, int32_t *tables, int threads, const tt_corpus *corpus, const tt_vocab *vocab)
{
    int64_t room = vocab->n_terms;
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads)
    for (int32_t i = 0; i < x->n_rows; i++) fill_row(x, tables + room * omp_get_thread_num(), corpus, vocab, i);
}

tt_status tt_counts_build(tt_csr *out, const tt_corpus *corpus, const tt_vocab *vocab, const tt_run *run)
{
    int threads = tt__threads(run, tt_corpus_get_stats(corpus)->tokens, 65536 + vocab->n_terms);
    int32_t *tables = tt__calloc((size_t)vocab->n_terms * (size_t)threads, sizeof *tables);
    tt_csr x = {.n_rows = vocab->n_docs, .n_cols = vocab->n_terms};
    x.ptr = tt__calloc((size_t)x.n_rows + 1, sizeof *x.ptr);
    tt_status status = tables && x.ptr ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = size_rows(&x, tables, threads, corpus, vocab);
    if (status == TT_OK) {
        fill_rows(&x, tables, threads, corpus, vocab);
        status = tt__progress(run, "weighting", 1, x.n_rows, "documents");
    }
    free(tables);
    if (status == TT_OK) *out = x;
    else tt_csr_free(&x);
    return status;
}
