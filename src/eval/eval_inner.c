/* What can be said of a tree without known labels: its shape, how alike what stands together is, how well names differ.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "base/strmap.h"
#include "corpus/corpus.h"
#include "eval/coherence.h"

/* ---- the shape ---- */

static int32_t node_size(const tt_tree *tree, int32_t v)
{
    return tree->end[v] - tree->begin[v];
}

static void measure_shape(tt_inner_quality *q, const tt_tree *tree)
{
    for (int32_t v = 0; v < tree->m; v++) {
        if (tree->level[v] > q->depth) q->depth = tree->level[v];
        if (tree->n_children[v] > q->max_children) q->max_children = tree->n_children[v];
        if (tree->n_children[v] > 0) continue;
        int32_t size = node_size(tree, v);
        if (q->leaves == 0 || size < q->smallest_leaf) q->smallest_leaf = size;
        if (size > q->largest_leaf) q->largest_leaf = size;
        q->leaves++;
    }
}

/* Entropy of the leaf sizes and mean cohesion; outliers are no topic that could hold together. */
static void measure_leaves(tt_inner_quality *q, const tt_topics *topics)
{
    const tt_tree *tree = &topics->tree;
    double entropy = 0, cohesion = 0, apart = 0;
    for (int32_t v = 0; v < tree->m; v++) {
        double share = tree->n ? (double)node_size(tree, v) / tree->n : 0;
        if (tree->n_children[v] > 0 || share == 0) continue;
        entropy -= share * log(share);
        if (v && v == tree->outliers)
            apart = share;
        else
            cohesion += share * topics->topic[v].cohesion;
    }
    q->balance = q->leaves > 1 ? entropy / log(q->leaves) : 1;
    q->cohesion = tree->n ? cohesion / (1 - apart) : (double)NAN;
}

/* ---- terms that relatives list too ---- */

typedef struct term_table {
    int32_t
        *id; /* m x TT__EVAL_FIRST_TERMS: a term's number, -1 beyond a topic's terms or where the topic repeats it */
    int32_t *listed; /* terms: how many of the topics at hand list it, zero between calls */
    tt__base_strmap text;
} term_table;

static tt_status table_fill(term_table *table, const tt_topics *topics)
{
    size_t room = (size_t)topics->tree.m * TT__EVAL_FIRST_TERMS;
    if (!(table->id = tt__base_calloc(room, sizeof *table->id))) return TT_ERR_MEMORY;
    for (size_t i = 0; i < room; i++) table->id[i] = -1;
    for (int32_t v = 0; v < topics->tree.m; v++) {
        const tt_topic *topic = &topics->topic[v];
        int32_t *id = table->id + (size_t)v * TT__EVAL_FIRST_TERMS;
        for (int32_t t = 0; t < topic->n_terms && t < TT__EVAL_FIRST_TERMS; t++) {
            const char *text = topic->terms[t].text;
            tt_status status = tt__base_strmap_intern(&table->text, text, strlen(text), &id[t]);
            if (status < 0) return status;
            for (int32_t u = 0; u < t; u++)
                if (id[u] == id[t]) id[t] = -1;
        }
    }
    table->listed = tt__base_calloc((size_t)table->text.size, sizeof *table->listed);
    return table->listed ? TT_OK : TT_ERR_MEMORY;
}

static void list_terms(term_table *table, int32_t v, int32_t step)
{
    const int32_t *id = table->id + (size_t)v * TT__EVAL_FIRST_TERMS;
    for (int t = 0; t < TT__EVAL_FIRST_TERMS; t++)
        if (id[t] >= 0) table->listed[id[t]] += step;
}

typedef struct mean {
    double sum;
    int32_t n;
} mean;

static double mean_of(mean m)
{
    return m.n ? m.sum / m.n : (double)NAN;
}

/* Add the share of v's terms that at most `times` of the topics at hand list. */
static void add_share(mean *m, const term_table *table, int32_t v, int32_t times)
{
    const int32_t *id = table->id + (size_t)v * TT__EVAL_FIRST_TERMS;
    int32_t n = 0, own = 0;
    for (int t = 0; t < TT__EVAL_FIRST_TERMS; t++) {
        if (id[t] < 0) continue;
        n++;
        own += table->listed[id[t]] <= times;
    }
    if (n == 0) return;
    m->sum += (double)own / n;
    m->n++;
}

static void compare_family(mean *sibling, mean *parent, term_table *table, const tt_tree *tree, int32_t v)
{
    for (int32_t u = v + 1; u != TT_NO_NODE; u = tree->next[u]) list_terms(table, u, 1);
    for (int32_t u = v + 1; u != TT_NO_NODE; u = tree->next[u]) add_share(sibling, table, u, 1); /* itself */
    for (int32_t u = v + 1; u != TT_NO_NODE; u = tree->next[u]) list_terms(table, u, -1);
    if (v == 0) return; /* every topic is part of the whole: the root's label says nothing that a child should avoid */
    list_terms(table, v, 1);
    for (int32_t u = v + 1; u != TT_NO_NODE; u = tree->next[u]) add_share(parent, table, u, 0);
    list_terms(table, v, -1);
}

static tt_status measure_terms(tt_inner_quality *q, const tt_topics *topics)
{
    term_table table = {0};
    mean sibling = {0}, parent = {0};
    tt_status status = table_fill(&table, topics);
    for (int32_t v = 0; v < topics->tree.m && status == TT_OK; v++)
        if (topics->tree.n_children[v] > 0) compare_family(&sibling, &parent, &table, &topics->tree, v);
    q->sibling_distinct = mean_of(sibling);
    q->parent_distinct = mean_of(parent);
    free(table.id);
    free(table.listed);
    tt__base_strmap_free(&table.text);
    return status;
}

tt_status tt_eval_inner(tt_inner_quality *out, const tt_topics *topics, const tt_corpus *corpus, const tt_run *run)
{
    const char *wrong = tt__base_call_check(out && topics, run);
    if (!wrong && corpus) wrong = tt__corpus_sealed_check(corpus);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_inner_quality q = {.npmi = (double)NAN, .separation = (double)NAN};
    measure_shape(&q, &topics->tree);
    measure_leaves(&q, topics);
    tt_status status = measure_terms(&q, topics);
    if (status == TT_OK && corpus) status = tt__eval_coherence(&q.npmi, topics, corpus);
    if (status == TT_OK && corpus) status = tt__eval_separation(&q.separation, topics, corpus, run);
    if (status == TT_OK) *out = q;
    return status;
}
