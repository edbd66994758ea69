/* Term counts as sparse rows, in two passes over the tokens: how many distinct terms each row has, then the rows.  Each row
 * is written by one thread. */
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "weights/word_terms.h"

/* What the threads share, and the tables of each: count (n_terms and one before them, which is for what is no term) and row. */
struct work {
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    tt__word_term *terms;
    int32_t *tables;
    int threads;
};

static int64_t room(const struct work *w) { return 2 * (int64_t)w->vocab->n_terms + 2; }
static int32_t *own_count(const struct work *w) { return w->tables + room(w) * omp_get_thread_num() + 1; }

/* Distinct terms of document i.  mark: n_terms and one before them, holds no i + 1 on entry. */
static int64_t count_distinct(int32_t *mark, const struct work *w, int32_t i)
{
    int64_t n, distinct = 0;
    const int32_t *token = tt_corpus_tokens(w->corpus, i, &n);
    uint8_t language = w->vocab->doc_language[i];
    mark[TT_NO_TERM] = i + 1;
    for (int64_t t = 0; t < n; t++) {
        int32_t term = tt__term_at(w->terms, tt__place_of_token(token[t]), language);
        distinct += mark[term] != i + 1;
        mark[term] = i + 1;
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

/* Row i of x.  count: n_terms zeros on entry and on return, and one place before them; behind them is room for a row and one more. */
static void fill_row(tt_csr *x, int32_t *count, const struct work *w, int32_t i)
{
    int64_t n, used = 0;
    const int32_t *token = tt_corpus_tokens(w->corpus, i, &n);
    int32_t *row = count + w->vocab->n_terms;
    uint8_t language = w->vocab->doc_language[i];
    count[TT_NO_TERM] = 1;
    for (int64_t t = 0; t < n; t++) {
        int32_t term = tt__term_at(w->terms, tt__place_of_token(token[t]), language);
        row[used] = term;
        used += count[term] == 0;
        count[term] += term != TT_NO_TERM;
    }
    sort_ascending(row, used);
    for (int64_t e = 0; e < used; e++) {
        x->idx[x->ptr[i] + e] = row[e];
        x->val[x->ptr[i] + e] = (float)count[row[e]];
        count[row[e]] = 0;
    }
}

/* x->ptr from the distinct terms of each document, then room for the entries; tables are zero again on return. */
static tt_status size_rows(tt_csr *x, const struct work *w)
{
#pragma omp parallel num_threads(w->threads)
    {
        int32_t *mark = own_count(w);
#pragma omp for schedule(dynamic, 64)
        for (int32_t i = 0; i < x->n_rows; i++) x->ptr[i + 1] = count_distinct(mark, w, i);
        for (int32_t t = 0; t < x->n_cols; t++) mark[t] = 0;
    }
    for (int32_t i = 0; i < x->n_rows; i++) x->ptr[i + 1] += x->ptr[i];
    x->idx = tt__calloc((size_t)x->ptr[x->n_rows], sizeof *x->idx);
    x->val = tt__calloc((size_t)x->ptr[x->n_rows], sizeof *x->val);
    return x->idx && x->val ? TT_OK : TT_ERR_MEMORY;
}

static void fill_rows(tt_csr *x, const struct work *w)
{
#pragma omp parallel for schedule(dynamic, 64) num_threads(w->threads)
    for (int32_t i = 0; i < x->n_rows; i++) fill_row(x, own_count(w), w, i);
}

tt_status tt_counts_build(tt_csr *out, const tt_corpus *corpus, const tt_vocab *vocab, const tt_run *run)
{
    struct work w = {.corpus = corpus, .vocab = vocab, .terms = tt__word_terms(vocab)};
    w.threads = tt__threads(run, tt_corpus_get_stats(corpus)->tokens, 65536 + vocab->n_terms);
    w.tables = tt__calloc((size_t)room(&w) * (size_t)w.threads, sizeof *w.tables);
    tt_csr x = {.n_rows = vocab->n_docs, .n_cols = vocab->n_terms};
    x.ptr = tt__calloc((size_t)x.n_rows + 1, sizeof *x.ptr);
    tt_status status = w.terms && w.tables && x.ptr ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = size_rows(&x, &w);
    if (status == TT_OK) {
        fill_rows(&x, &w);
        status = tt__progress(run, "weighting", 1, x.n_rows, "documents");
    }
    free(w.terms);
    free(w.tables);
    if (status == TT_OK) *out = x;
    else tt_csr_free(&x);
    return status;
}
