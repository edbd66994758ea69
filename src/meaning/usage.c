/* Leaves from the running text, one leaf a thread; inner nodes from their children, upwards.  Documents are counted, not uses:
 * one long document does not name a topic.
 *
 * How evenly the children of an inner node use a candidate is (sum over children of w_c sqrt(p_c))^2 / p, where w_c is the
 * child's part of the documents, p_c the share of its documents that hold the candidate, and p that of the node's. */
#include "meaning/usage.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

enum { OPENING = 50 }; /* tokens: a title and the first sentences, where a text says what it is about */

/* A thread's table. */
typedef struct table {
    int32_t *count; /* n candidates, zero between nodes */
    float *root;    /* n: sum of w_c sqrt(p_c) */
    int32_t *opening; /* n: of these, documents that open with it */
    int32_t *seen;  /* n: the last document + 1 */
    tt__reading *reading;
} table;

typedef struct row {
    int64_t n;
    tt__use *use;
} row;

typedef struct work {
    const tt__phrases *phrases;
    const tt_tree *tree;
    const int32_t *tree_doc;
    row *row;     /* m */
    table *table; /* threads */
    int threads;
} work;

static void count_document(const work *w, table *t, int32_t i)
{
    tt__read(w->phrases->reader, i, t->reading);
    for (int64_t at = 0; at < t->reading->n; at++) {
        int32_t found[TT__PHRASE_WORDS];
        tt__phrases_at(w->phrases, t->reading, at, found);
        for (int k = 0; k < TT__PHRASE_WORDS; k++) {
            if (found[k] < 0 || t->seen[found[k]] == i + 1) continue;
            t->seen[found[k]] = i + 1;
            t->count[found[k]]++;
            t->opening[found[k]] += at < OPENING;
        }
    }
}

/* The table's counts become row v; the table is zero again. */
static tt_status take_row(const work *w, table *t, int32_t v)
{
    int32_t documents = w->tree->end[v] - w->tree->begin[v], n = w->phrases->n;
    int64_t used = 0;
    for (int32_t c = 0; c < n; c++) used += t->count[c] > 0 && !w->phrases->dropped[c];
    tt__use *use = tt__calloc((size_t)used, sizeof *use);
    if (!use) return TT_ERR_MEMORY;
    w->row[v] = (row){.n = 0, .use = use};
    for (int32_t c = 0; c < n; c++) {
        if (t->count[c] == 0) continue;
        float share = (float)t->count[c] / (float)documents;
        float even = t->root[c] > 0 ? fminf(t->root[c] * t->root[c] / share, 1) : 1;
        if (!w->phrases->dropped[c]) use[w->row[v].n++] = (tt__use){c, t->count[c], t->opening[c], share, even};
        t->count[c] = 0;
        t->opening[c] = 0;
        t->root[c] = 0;
    }
    return TT_OK;
}

static tt_status count_leaf(const work *w, int32_t v)
{
    table *t = &w->table[omp_get_thread_num()];
    for (int32_t at = w->tree->begin[v]; at < w->tree->end[v]; at++) count_document(w, t, w->tree_doc[w->tree->order[at]]);
    return take_row(w, t, v);
}

static tt_status sum_children(const work *w, int32_t v)
{
    const tt_tree *tree = w->tree;
    table *t = &w->table[0];
    float all = (float)(tree->end[v] - tree->begin[v]);
    for (int32_t child = v + 1; child != TT_NO_NODE; child = tree->next[child]) {
        float below = (float)(tree->end[child] - tree->begin[child]);
        for (int64_t e = 0; e < w->row[child].n; e++) {
            const tt__use *use = &w->row[child].use[e];
            t->count[use->candidate] += use->documents;
            t->opening[use->candidate] += use->opening;
            t->root[use->candidate] += below / all * sqrtf((float)use->documents / below);
        }
    }
    return take_row(w, t, v);
}

static tt_status count_nodes(const work *w)
{
    const tt_tree *tree = w->tree;
    bool failed = false;
#pragma omp parallel for schedule(dynamic, 1) num_threads(w->threads)
    for (int32_t v = 0; v < tree->m; v++)
        if (tree->n_children[v] == 0 && count_leaf(w, v) < 0) __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    for (int32_t v = tree->m - 1; v >= 0 && !failed; v--) /* children come after their parent */
        if (tree->n_children[v] > 0 && sum_children(w, v) < 0) failed = true;
    return failed ? tt__fail(TT_ERR_MEMORY, "out of memory: counting words of %d topics", tree->m) : TT_OK;
}

/* All rows in one array. */
static tt_status gather(tt__usage *out, const work *w)
{
    int64_t total = 0;
    for (int32_t v = 0; v < w->tree->m; v++) total += w->row[v].n;
    tt__usage u = {.m = w->tree->m, .tree = w->tree, .tree_doc = w->tree_doc};
    u.ptr = tt__calloc((size_t)u.m + 1, sizeof *u.ptr);
    u.use = tt__calloc((size_t)total, sizeof *u.use);
    if (!u.ptr || !u.use) return tt__usage_free(&u), TT_ERR_MEMORY;
    for (int32_t v = 0; v < u.m; v++) {
        u.ptr[v + 1] = u.ptr[v] + w->row[v].n;
        if (w->row[v].n) memcpy(u.use + u.ptr[v], w->row[v].use, (size_t)w->row[v].n * sizeof *u.use);
    }
    *out = u;
    return TT_OK;
}

static tt_status tables_new(work *w)
{
    size_t n = (size_t)w->phrases->n;
    w->row = tt__calloc((size_t)w->tree->m, sizeof *w->row);
    w->table = tt__calloc((size_t)w->threads, sizeof *w->table);
    if (!w->row || !w->table) return TT_ERR_MEMORY;
    for (int k = 0; k < w->threads; k++) {
        w->table[k] = (table){tt__calloc(n, sizeof(int32_t)), tt__calloc(n, sizeof(float)), tt__calloc(n, sizeof(int32_t)),
                              tt__calloc(n, sizeof(int32_t)), tt__readings_new(w->phrases->reader, 1)};
        if (!w->table[k].count || !w->table[k].root || !w->table[k].opening || !w->table[k].seen || !w->table[k].reading) return TT_ERR_MEMORY;
    }
    return TT_OK;
}

static void tables_free(work *w)
{
    for (int k = 0; w->table && k < w->threads; k++) {
        free(w->table[k].count);
        free(w->table[k].root);
        free(w->table[k].opening);
        free(w->table[k].seen);
        tt__readings_free(w->table[k].reading, 1);
    }
    for (int32_t v = 0; w->row && v < w->tree->m; v++) free(w->row[v].use);
    free(w->row);
    free(w->table);
}

tt_status tt__usage_build(tt__usage *out, const tt__phrases *phrases, const tt_tree *tree, const int32_t *tree_doc,
                          const tt_run *run)
{
    work w = {.phrases = phrases, .tree = tree, .tree_doc = tree_doc,
              .threads = tt__threads(run, tt_corpus_get_stats(phrases->reader->corpus)->tokens, 65536)};
    tt_status status = tables_new(&w);
    if (status == TT_OK) status = count_nodes(&w);
    if (status == TT_OK) status = gather(out, &w);
    tables_free(&w);
    return status;
}

void tt__usage_free(tt__usage *usage)
{
    free(usage->ptr);
    free(usage->use);
    *usage = (tt__usage){0};
}
