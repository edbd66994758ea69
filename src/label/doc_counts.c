/* Leaves from the running text, one leaf a thread; inner nodes from their children, level by level upwards.  Documents
 * are counted, not uses: one long document does not name a topic.
 *
 * How evenly the children of an inner node use a candidate is (sum over children of w_c sqrt(p_c))^2 / p, where w_c is
 * the child's part of the documents, p_c the share of its documents that hold the candidate, and p that of the node's.
 */
#include "label/doc_counts.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

typedef struct tally {
    int32_t documents, opening;
    int32_t seen; /* the last document + 1 */
    float root;   /* sum of w_c sqrt(p_c) */
} tally;

/* A thread's table. */
typedef struct table {
    tally *tally;  /* n candidates, zero between nodes but for what was seen */
    uint64_t *met; /* a bit for each: those that are not zero, so that a node costs what it holds */
} table;

typedef struct work {
    const tt__label_phrases *phrases;
    const tt_tree *tree;
    const int32_t *tree_doc;
    tt__label_uses *node; /* m */
    table *table;         /* threads */
    int threads;
} work;

static int64_t words_of_bits(const work *w)
{
    return (w->phrases->n + 63) / 64;
}

/* ---- leaves ---- */

static void note(table *t, int32_t candidate, int32_t i, bool opening)
{
    tally *c = &t->tally[candidate];
    if (c->seen == i + 1) return;
    c->seen = i + 1;
    if (c->documents++ == 0) t->met[candidate >> 6] |= UINT64_C(1) << (candidate & 63);
    c->opening += opening;
}

static void count_document(const work *w, table *t, int32_t i)
{
    const tt__label_document_text *r = &w->phrases->reader->reading[i];
    for (int32_t at = 0; at < r->n; at++) {
        int32_t found[TT__LABEL_PHRASE_WORDS];
        tt__label_phrases_at(w->phrases, i, at, found);
        for (int k = 0; k < TT__LABEL_PHRASE_WORDS; k++)
            if (found[k] >= 0) note(t, found[k], i, at < r->opening);
    }
}

/* ---- rows ---- */

/* The next candidate from c on that was met, or -1. */
static int32_t next_met(const work *w, const table *t, int32_t c)
{
    int64_t word = c >> 6, words = words_of_bits(w);
    if (word >= words) return -1;
    uint64_t bits = t->met[word] >> (c & 63);
    if (bits) return c + __builtin_ctzll(bits);
    while (++word < words)
        if (t->met[word]) return (int32_t)(word * 64) + __builtin_ctzll(t->met[word]);
    return -1;
}

static float evenness(const tally *c, int32_t documents)
{
    float share = (float)c->documents / (float)documents;
    return c->root > 0 ? fminf(c->root * c->root / share, 1) : 1;
}

/* What the table holds becomes the uses of node v; the table is zero again. */
static tt_status take_uses(const work *w, table *t, int32_t v)
{
    int32_t documents = w->tree->end[v] - w->tree->begin[v];
    int64_t used = 0;
    for (int32_t c = next_met(w, t, 0); c >= 0; c = next_met(w, t, c + 1)) used += !w->phrases->dropped[c];
    bool inner = w->tree->n_children[v] > 0;
    tt__label_uses *row = &w->node[v];
    row->use = tt__base_calloc((size_t)used, sizeof *row->use);
    row->even = inner ? tt__base_calloc((size_t)used, sizeof *row->even) : NULL;
    if (!row->use || (inner && !row->even)) return TT_ERR_MEMORY;
    for (int32_t c = next_met(w, t, 0); c >= 0; c = next_met(w, t, c + 1)) {
        tally *found = &t->tally[c];
        if (!w->phrases->dropped[c]) {
            if (inner) row->even[row->n] = evenness(found, documents);
            row->use[row->n++] = (tt__label_use){c, found->documents, found->opening};
        }
        *found = (tally){.seen = found->seen};
    }
    memset(t->met, 0, (size_t)words_of_bits(w) * sizeof *t->met);
    return TT_OK;
}

static tt_status count_leaf(const work *w, int32_t v)
{
    table *t = &w->table[omp_get_thread_num()];
    for (int32_t at = w->tree->begin[v]; at < w->tree->end[v]; at++)
        count_document(w, t, w->tree_doc[w->tree->order[at]]);
    return take_uses(w, t, v);
}

static tt_status sum_children(const work *w, int32_t v)
{
    const tt_tree *tree = w->tree;
    table *t = &w->table[omp_get_thread_num()];
    float all = (float)(tree->end[v] - tree->begin[v]);
    for (int32_t child = v + 1; child != TT_NO_NODE; child = tree->next[child]) {
        float below = (float)(tree->end[child] - tree->begin[child]);
        for (int64_t e = 0; e < w->node[child].n; e++) {
            const tt__label_use *use = &w->node[child].use[e];
            tally *sum = &t->tally[use->candidate];
            sum->documents += use->documents;
            sum->opening += use->opening;
            sum->root += below / all * sqrtf((float)use->documents / below);
            t->met[use->candidate >> 6] |= UINT64_C(1) << (use->candidate & 63);
        }
    }
    return take_uses(w, t, v);
}

/* ---- the whole ---- */

static tt_status count_nodes(const work *w)
{
    const tt_tree *tree = w->tree;
    bool failed = false;
    int32_t depth = 0;
    for (int32_t v = 0; v < tree->m; v++)
        if (tree->level[v] > depth) depth = tree->level[v];
#pragma omp parallel for schedule(dynamic, 1) num_threads(w->threads)
    for (int32_t v = 0; v < tree->m; v++)
        if (tree->n_children[v] == 0 && count_leaf(w, v) < 0) __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    for (int32_t level = depth; level-- > 0 && !failed;) {
#pragma omp parallel for schedule(dynamic, 1) num_threads(w->threads)
        for (int32_t v = 0; v < tree->m; v++)
            if (tree->level[v] == level && tree->n_children[v] > 0 && sum_children(w, v) < 0)
                __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    }
    return failed ? tt__base_fail(TT_ERR_MEMORY, "out of memory: counting words of %d topics", tree->m) : TT_OK;
}

static tt_status tables_new(work *w)
{
    w->node = tt__base_calloc((size_t)w->tree->m, sizeof *w->node);
    w->table = tt__base_calloc((size_t)w->threads, sizeof *w->table);
    if (!w->node || !w->table) return TT_ERR_MEMORY;
    for (int k = 0; k < w->threads; k++) {
        table *t = &w->table[k];
        t->tally = tt__base_calloc((size_t)w->phrases->n, sizeof *t->tally);
        t->met = tt__base_calloc((size_t)words_of_bits(w), sizeof *t->met);
        if (!t->tally || !t->met) return TT_ERR_MEMORY;
    }
    return TT_OK;
}

static void tables_free(work *w)
{
    for (int k = 0; w->table && k < w->threads; k++) {
        free(w->table[k].tally);
        free(w->table[k].met);
    }
    free(w->table);
}

tt_status tt__label_doc_counts_build(tt__label_doc_counts *out, const tt__label_phrases *phrases, const tt_tree *tree,
                                     const int32_t *tree_doc, const tt_run *run)
{
    work w = {.phrases = phrases,
              .tree = tree,
              .tree_doc = tree_doc,
              .threads = tt__base_threads(run, tt_corpus_get_stats(phrases->reader->corpus)->tokens, 65536)};
    tt_status status = tables_new(&w);
    if (status == TT_OK) status = count_nodes(&w);
    tables_free(&w);
    tt__label_doc_counts usage = {.m = tree->m, .tree = tree, .tree_doc = tree_doc, .node = w.node};
    if (status == TT_OK)
        *out = usage;
    else
        tt__label_doc_counts_free(&usage);
    return status;
}

void tt__label_doc_counts_forget(tt__label_doc_counts *usage)
{
    for (int32_t v = 0; usage->node && v < usage->m; v++) {
        free(usage->node[v].use);
        free(usage->node[v].even);
        usage->node[v] = (tt__label_uses){0};
    }
}

void tt__label_doc_counts_free(tt__label_doc_counts *usage)
{
    tt__label_doc_counts_forget(usage);
    free(usage->node);
    *usage = (tt__label_doc_counts){0};
}
