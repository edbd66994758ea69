/* Documents are looked up in a sample, evenly spaced in the tree's order, so that what it costs does not grow with the
 * corpus and every topic has its part of it.  Each thread reads one stretch of the sample; the rows are what the
 * stretches found, joined in their order.
 *
 * NPMI = ln(n n_ab / (n_a n_b)) / -ln(n_ab / n) (Bouma 2009), of documents: a measure of coherence that agrees with
 * people's judgement (Roeder et al. 2015, doi:10.1145/2684822.2685324). */
#include "label/cooccurrence.h"

#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

/* A word of one document in a thousand stands in twenty of the sample, one that a tenth of a topic uses in five. */
enum { SAMPLE = 20000, SAMPLE_OF_NODE = 50 };

/* One thread's part of the sample. */
typedef struct stretch {
    int32_t from, to; /* documents of the sample */
    int64_t n, capacity;
    int32_t *row;   /* n: those of its documents, one document after the other */
    int32_t *count; /* to - from: how many of them are each document's */
    int32_t *last;  /* n_rows: the last document that held the row's candidate, + 1 */
} stretch;

typedef struct builder {
    const tt__label_doc_counts *usage;
    const tt__label_phrases *phrases;
    tt__label_cooccurrence out;
    stretch *stretch; /* threads */
    int threads;
} builder;

/* ---- reading ---- */

static tt_status note(stretch *s, int32_t row, int32_t at)
{
    if (s->last[row] == at + 1) return TT_OK;
    s->last[row] = at + 1;
    if (s->n == s->capacity && tt__base_reserve(&s->row, &s->capacity, s->n + 1, sizeof *s->row) < 0)
        return TT_ERR_MEMORY;
    s->row[s->n++] = row;
    s->count[at - s->from]++;
    return TT_OK;
}

static tt_status read_document(const builder *b, stretch *s, int32_t at)
{
    const tt_tree *tree = b->usage->tree;
    int64_t place = (int64_t)at * tree->n / b->out.n_docs;
    int32_t i = b->usage->tree_doc[tree->order[place]];
    for (int32_t k = 0; k < b->phrases->reader->reading[i].n; k++) {
        int32_t found[TT__LABEL_PHRASE_WORDS];
        tt__label_phrases_at(b->phrases, i, k, found);
        for (int w = 0; w < TT__LABEL_PHRASE_WORDS; w++) {
            int32_t row = found[w] >= 0 ? b->out.row[found[w]] : 0;
            if (row > 0 && note(s, row - 1, at) < 0) return TT_ERR_MEMORY;
        }
    }
    return TT_OK;
}

static tt_status read_stretch(const builder *b, stretch *s)
{
    tt_status status = TT_OK;
    s->last = tt__base_calloc((size_t)b->out.n_rows, sizeof *s->last);
    s->count = tt__base_calloc((size_t)(s->to - s->from), sizeof *s->count);
    if (!s->last || !s->count) return TT_ERR_MEMORY;
    for (int32_t at = s->from; at < s->to && status == TT_OK; at++) status = read_document(b, s, at);
    return status;
}

static tt_status read_sample(builder *b)
{
    bool failed = false;
    b->stretch = tt__base_calloc((size_t)b->threads, sizeof *b->stretch);
    if (!b->stretch) return TT_ERR_MEMORY;
    for (int k = 0; k < b->threads; k++) {
        b->stretch[k].from = (int32_t)((int64_t)b->out.n_docs * k / b->threads);
        b->stretch[k].to = (int32_t)((int64_t)b->out.n_docs * (k + 1) / b->threads);
    }
#pragma omp parallel for schedule(static, 1) num_threads(b->threads)
    for (int k = 0; k < b->threads; k++)
        if (read_stretch(b, &b->stretch[k]) < 0) __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    return failed ? tt__base_fail(TT_ERR_MEMORY, "out of memory: documents of %d terms", b->out.n_rows) : TT_OK;
}

/* ---- the whole ---- */

/* next[r]: where the next document of row r goes. */
static void list_stretch(const stretch *s, int32_t *doc, int64_t *next)
{
    const int32_t *row = s->row;
    for (int32_t at = s->from; at < s->to; at++)
        for (int32_t k = 0; k < s->count[at - s->from]; k++) doc[next[*row++]++] = at;
}

/* Stretches come in the order of their documents, so that every row is filled in ascending order. */
static tt_status join(builder *b)
{
    tt__label_cooccurrence *c = &b->out;
    c->ptr = tt__base_calloc((size_t)c->n_rows + 2, sizeof *c->ptr);
    if (!c->ptr) return TT_ERR_MEMORY;
    int64_t *next = c->ptr + 1; /* next[r]: where row r goes on; in the end where it ends, ptr[r + 1] */
    for (int k = 0; k < b->threads; k++)
        for (int64_t p = 0; p < b->stretch[k].n; p++) next[b->stretch[k].row[p] + 1]++;
    for (int32_t r = 0; r < c->n_rows; r++) next[r + 1] += next[r];
    c->doc = tt__base_calloc((size_t)next[c->n_rows], sizeof *c->doc);
    if (!c->doc) return TT_ERR_MEMORY;
    for (int k = 0; k < b->threads; k++) list_stretch(&b->stretch[k], c->doc, next);
    return TT_OK;
}

/* The first document of the sample whose place is not before this one. */
static int32_t sampled_from(const tt_tree *tree, int32_t n_docs, int32_t place)
{
    return (int32_t)(((int64_t)place * n_docs + tree->n - 1) / tree->n);
}

static tt_status begin(builder *b, const tt__label_shortlist *list)
{
    const tt_tree *tree = b->usage->tree;
    int64_t sample = SAMPLE + (int64_t)SAMPLE_OF_NODE * tree->m;
    tt__label_cooccurrence *c = &b->out;
    c->n_docs = tree->n < sample ? tree->n : (int32_t)sample;
    c->from = tt__base_calloc((size_t)tree->m, sizeof *c->from);
    c->to = tt__base_calloc((size_t)tree->m, sizeof *c->to);
    c->row = tt__base_calloc((size_t)b->phrases->n, sizeof *c->row);
    if (!c->from || !c->to || !c->row) return TT_ERR_MEMORY;
    for (int32_t v = 0; v < tree->m; v++) {
        c->from[v] = sampled_from(tree, c->n_docs, tree->begin[v]);
        c->to[v] = sampled_from(tree, c->n_docs, tree->end[v]);
        for (int32_t k = 0; k < list->n[v]; k++) {
            int32_t *row = &c->row[list->contender[v][k].candidate];
            if (*row == 0) *row = ++c->n_rows;
        }
    }
    return TT_OK;
}

static void end(builder *b)
{
    for (int k = 0; b->stretch && k < b->threads; k++) {
        free(b->stretch[k].row);
        free(b->stretch[k].count);
        free(b->stretch[k].last);
    }
    free(b->stretch);
}

tt_status tt__label_cooccurrence_build(tt__label_cooccurrence *out, const tt__label_shortlist *list,
                                       const tt__label_doc_counts *usage, const tt__label_phrases *phrases,
                                       const tt_run *run)
{
    builder b = {.usage = usage,
                 .phrases = phrases,
                 .threads = tt__base_threads(run, tt_corpus_get_stats(phrases->reader->corpus)->tokens, 65536)};
    tt_status status = begin(&b, list);
    if (status == TT_OK) status = read_sample(&b);
    if (status == TT_OK) status = join(&b);
    end(&b);
    if (status == TT_OK)
        *out = b.out;
    else
        tt__label_cooccurrence_free(&b.out);
    return status;
}

void tt__label_cooccurrence_free(tt__label_cooccurrence *company)
{
    free(company->from);
    free(company->to);
    free(company->row);
    free(company->ptr);
    free(company->doc);
    *company = (tt__label_cooccurrence){0};
}

/* ---- questions ---- */

int64_t tt__label_cooccurrence_documents(const tt__label_cooccurrence *company, int32_t candidate, const int32_t **doc)
{
    int32_t row = company->row[candidate] - 1;
    *doc = company->doc + company->ptr[row];
    return company->ptr[row + 1] - company->ptr[row];
}

/* How many of n ascending documents come before this one. */
static int64_t before(const int32_t *doc, int64_t n, int32_t limit)
{
    int64_t low = 0;
    while (low < n) {
        int64_t middle = (low + n) / 2;
        if (doc[middle] < limit)
            low = middle + 1;
        else
            n = middle;
    }
    return low;
}

int64_t tt__label_cooccurrence_below(const tt__label_cooccurrence *company, int32_t candidate, int32_t v,
                                     const int32_t **doc)
{
    int64_t n = tt__label_cooccurrence_documents(company, candidate, doc), first = before(*doc, n, company->from[v]);
    *doc += first;
    return before(*doc, n - first, company->to[v]);
}

double tt__label_cooccurrence_npmi(const tt__label_cooccurrence *company, int32_t a, int32_t b, const uint8_t *among)
{
    const int32_t *doc, *other;
    int64_t n_a = tt__label_cooccurrence_documents(company, a, &doc),
            n_b = tt__label_cooccurrence_documents(company, b, &other), both = 0;
    for (int64_t k = 0; k < n_a; k++) both += among[doc[k]];
    if (both == 0) return -1;
    if (both == company->n_docs) return 1;
    double share = (double)both / company->n_docs;
    return log(share * company->n_docs * company->n_docs / ((double)n_a * (double)n_b)) / -log(share);
}
