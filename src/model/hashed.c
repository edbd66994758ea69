/* Weinberger et al. 2009, doi:10.1145/1553374.1553516, without their signs: k-means here wants values that are not negative.
 * Counts are hashed, not weights: a shared column then has a document frequency and an idf of its own, and what the rounds over
 * word models take for tf weights is that. */
#include "model/hashed.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/run.h"
#include "base/strmap.h"
#include "matrix/csr.h"

typedef struct ranked {
    int32_t df, term;
} ranked;

static int more_documents_first(const void *a, const void *b)
{
    const ranked *p = a, *q = b;
    if (p->df != q->df) return p->df > q->df ? -1 : 1;
    return (p->term > q->term) - (p->term < q->term);
}

static int32_t hashed_column(const tt_vocab *vocab, const tt_corpus *corpus, int32_t term, int32_t shared)
{
    const char *word = tt_corpus_word(corpus, vocab->term_word[term]);
    return (int32_t)(tt__hash(word, strlen(word)) % (uint64_t)shared);
}

tt_status tt__hash_columns(int32_t *column, int32_t columns, const tt_vocab *vocab, const tt_corpus *corpus)
{
    int32_t shared = (columns + 3) / 4, own = columns - shared, next = 0;
    ranked *rank = tt__calloc((size_t)vocab->n_terms, sizeof *rank);
    if (!rank) return TT_ERR_MEMORY;
    for (int32_t t = 0; t < vocab->n_terms; t++) {
        rank[t] = (ranked){vocab->df[t], t};
        column[t] = -1;
    }
    qsort(rank, (size_t)vocab->n_terms, sizeof *rank, more_documents_first);
    for (int32_t i = 0; i < own; i++) column[rank[i].term] = 0;
    for (int32_t t = 0; t < vocab->n_terms; t++)
        column[t] = column[t] == 0 ? next++ : own + hashed_column(vocab, corpus, t, shared);
    free(rank);
    return TT_OK;
}

typedef struct entry {
    int32_t column;
    float count;
} entry;

static int by_column(const void *a, const void *b)
{
    const entry *p = a, *q = b;
    return (p->column > q->column) - (p->column < q->column);
}

/* Row r of out at the place where the row of terms begins, which has room for it; how many entries.  Counts are whole numbers: the order in which
 * they are added up does not matter. */
static int64_t hash_row(tt_csr *out, const tt_csr *counts, int32_t r, const int32_t *column, entry *row)
{
    int64_t from = counts->ptr[r], n = counts->ptr[r + 1] - from, used = 0;
    for (int64_t i = 0; i < n; i++) row[i] = (entry){column[counts->idx[from + i]], counts->val[from + i]};
    qsort(row, (size_t)n, sizeof *row, by_column);
    for (int64_t i = 0; i < n; i++) {
        if (i > 0 && row[i].column == row[i - 1].column) out->val[from + used - 1] += row[i].count;
        else out->idx[from + used] = row[i].column, out->val[from + used++] = row[i].count;
    }
    return used;
}

/* out->ptr[r + 1] holds the entries of row r, which stand where the row of terms began: close them up. */
static void close_up(tt_csr *out, const tt_csr *counts)
{
    for (int32_t r = 0; r < out->n_rows; r++) {
        size_t n = (size_t)out->ptr[r + 1];
        memmove(out->idx + out->ptr[r], out->idx + counts->ptr[r], n * sizeof *out->idx);
        memmove(out->val + out->ptr[r], out->val + counts->ptr[r], n * sizeof *out->val);
        out->ptr[r + 1] += out->ptr[r];
    }
}

tt_status tt__hash_counts(tt_csr *out, const tt_csr *counts, const int32_t *column, int32_t columns, const tt_run *run)
{
    int threads = tt__threads(run, counts->n_rows, 1024);
    int64_t longest = 0;
    tt_csr made = {0};
    for (int32_t r = 0; r < counts->n_rows; r++)
        if (counts->ptr[r + 1] - counts->ptr[r] > longest) longest = counts->ptr[r + 1] - counts->ptr[r];
    entry *rows = tt__calloc((size_t)threads * (size_t)longest, sizeof *rows);
    tt_status status = rows ? tt__csr_alloc(&made, counts->n_rows, columns, counts->ptr[counts->n_rows]) : TT_ERR_MEMORY;
    if (status == TT_OK) {
#pragma omp parallel for schedule(dynamic, 256) num_threads(threads)
        for (int32_t r = 0; r < counts->n_rows; r++)
            made.ptr[r + 1] = hash_row(&made, counts, r, column, rows + omp_get_thread_num() * longest);
        close_up(&made, counts);
        *out = made;
    }
    free(rows);
    return status;
}
