/* The tree as it is judged: which node each document of the corpus is on, sizes, and common ancestors.
 *
 * Ancestors by heavy paths: from every inner node the path goes on to the child with most nodes below; any way up to
 * the root changes paths at most log2(m) times. */
#include "eval/tree_metrics.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void tt__eval_tree_free(tt__eval_tree *tree)
{
    free(tree->parent);
    free(tree->next);
    free(tree->depth);
    free(tree->n_children);
    free(tree->size);
    free(tree->head);
    free(tree->height);
    free(tree->node);
    *tree = (tt__eval_tree){0};
}

static tt_status judged_alloc(tt__eval_tree *t, int32_t m, int32_t n)
{
    size_t nodes = (size_t)m;
    *t = (tt__eval_tree){.m = m, .n = n};
    t->parent = tt__base_calloc(nodes, sizeof *t->parent);
    t->next = tt__base_calloc(nodes, sizeof *t->next);
    t->depth = tt__base_calloc(nodes, sizeof *t->depth);
    t->n_children = tt__base_calloc(nodes, sizeof *t->n_children);
    t->size = tt__base_calloc(nodes, sizeof *t->size);
    t->head = tt__base_calloc(nodes, sizeof *t->head);
    t->height = tt__base_calloc(nodes, sizeof *t->height);
    t->node = tt__base_calloc((size_t)n, sizeof *t->node);
    bool whole = t->parent && t->next && t->depth && t->n_children && t->size && t->head && t->height && t->node;
    return whole ? TT_OK : TT_ERR_MEMORY;
}

int32_t tt__eval_tree_find(const tt_corpus *corpus, const char *id)
{
    int32_t low = 0, high = tt_corpus_size(corpus);
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        int order = strcmp(id, tt_corpus_id(corpus, middle));
        if (order == 0) return middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return -1;
}

/* Put every document on its leaf, then those that are on none on the root. */
static void place(tt__eval_tree *t, const tt_topics *topics, const tt_corpus *corpus)
{
    const tt_tree *tree = &topics->tree;
    for (int32_t i = 0; i < t->n; i++) t->node[i] = TT_NO_NODE;
    for (int32_t q = 0; q < tree->n; q++) {
        int32_t i = tt__eval_tree_find(corpus, topics->document[tree->order[q]].id);
        if (i < 0)
            t->unknown++;
        else if (t->node[i] == TT_NO_NODE)
            t->node[i] = tree->leaf[tree->order[q]];
    }
    for (int32_t i = 0; i < t->n; i++) t->missing += t->node[i] == TT_NO_NODE;
}

/* Where the root is itself a leaf, its documents would share the missing ones' place: they get a node of their own. */
static void settle_missing(tt__eval_tree *t, int32_t tree_nodes)
{
    bool lone_root = tree_nodes == 1 && t->missing > 0;
    t->m = tree_nodes + lone_root;
    for (int32_t i = 0; i < t->n; i++) {
        if (t->node[i] == TT_NO_NODE)
            t->node[i] = 0;
        else if (lone_root)
            t->node[i] = 1;
    }
}

static void measure(tt__eval_tree *t)
{
    for (int32_t v = 1; v < t->m; v++) {
        t->depth[v] = t->depth[t->parent[v]] + 1;
        t->n_children[t->parent[v]]++;
    }
    for (int32_t i = 0; i < t->n; i++) t->size[t->node[i]]++;
    for (int32_t v = t->m; v-- > 1;) t->size[t->parent[v]] += t->size[v];
}

/* heavy[v] = v's child with most nodes below (ties: the first); nodes: room for m counts. */
static void heavy_paths(tt__eval_tree *t, int32_t *heavy, int32_t *nodes)
{
    for (int32_t v = 0; v < t->m; v++) {
        nodes[v] = 1;
        heavy[v] = TT_NO_NODE;
    }
    for (int32_t v = t->m; v-- > 1;) nodes[t->parent[v]] += nodes[v];
    for (int32_t v = 1; v < t->m; v++) {
        int32_t *best = &heavy[t->parent[v]];
        if (*best == TT_NO_NODE || nodes[v] > nodes[*best]) *best = v;
    }
    t->head[0] = 0;
    for (int32_t v = 1; v < t->m; v++) t->head[v] = heavy[t->parent[v]] == v ? t->head[t->parent[v]] : v;
}

static tt_status link_heads(tt__eval_tree *t)
{
    int32_t *heavy = tt__base_calloc((size_t)t->m * 2, sizeof *heavy);
    if (!heavy) return TT_ERR_MEMORY;
    heavy_paths(t, heavy, heavy + t->m);
    free(heavy);
    return TT_OK;
}

tt_status tt__eval_tree_build(tt__eval_tree *out, const tt_topics *topics, const tt_corpus *corpus)
{
    const tt_tree *tree = &topics->tree;
    tt__eval_tree t;
    tt_status status = judged_alloc(&t, tree->m + 1, tt_corpus_size(corpus)); /* one to spare, see settle_missing */
    if (status < 0) goto failed;
    memcpy(t.parent, tree->parent, (size_t)tree->m * sizeof *t.parent);
    memcpy(t.next, tree->next, (size_t)tree->m * sizeof *t.next);
    t.next[tree->m] = TT_NO_NODE;
    memcpy(t.height, tree->height, (size_t)tree->m * sizeof *t.height);
    place(&t, topics, corpus);
    settle_missing(&t, tree->m);
    measure(&t);
    if ((status = link_heads(&t)) < 0) goto failed;
    *out = t;
    return TT_OK;
failed:
    tt__eval_tree_free(&t);
    return status;
}

int32_t tt__eval_tree_lca(const tt__eval_tree *t, int32_t a, int32_t b)
{
    while (t->head[a] != t->head[b]) {
        if (t->depth[t->head[a]] >= t->depth[t->head[b]])
            a = t->parent[t->head[a]];
        else
            b = t->parent[t->head[b]];
    }
    return t->depth[a] <= t->depth[b] ? a : b;
}
