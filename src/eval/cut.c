/* Flat clusters out of a judged tree: at a depth, or into so many. */
#include <stdlib.h>

#include "base/memory.h"
#include "eval/tree_metrics.h"

void tt__eval_tree_cut_depth(const tt__eval_tree *t, int32_t depth, int32_t *cluster)
{
    for (int32_t v = 0; v < t->m; v++) cluster[v] = t->depth[v] > depth ? cluster[t->parent[v]] : v;
}

/* A heap of inner nodes, the one to open next on top. */
typedef struct heap {
    const tt__eval_tree *tree;
    int32_t *node; /* m */
    int32_t size;
} heap;

static bool opens_first(const heap *h, int32_t a, int32_t b)
{
    double x = h->tree->height[h->node[a]], y = h->tree->height[h->node[b]];
    return x > y || (!(x < y) && h->node[a] < h->node[b]);
}

static void swap(heap *h, int32_t a, int32_t b)
{
    int32_t node = h->node[a];
    h->node[a] = h->node[b];
    h->node[b] = node;
}

static void heap_push(heap *h, int32_t node)
{
    int32_t at = h->size++;
    h->node[at] = node;
    for (; at > 0 && opens_first(h, at, (at - 1) / 2); at = (at - 1) / 2) swap(h, at, (at - 1) / 2);
}

static int32_t heap_pop(heap *h)
{
    int32_t top = h->node[0];
    h->node[0] = h->node[--h->size];
    for (int32_t at = 0, child; (child = 2 * at + 1) < h->size; at = child) {
        if (child + 1 < h->size && opens_first(h, child + 1, child)) child++;
        if (!opens_first(h, child, at)) break;
        swap(h, at, child);
    }
    return top;
}

/* Open node v: give back by how many the front grows. */
static int32_t open_node(heap *h, int32_t v)
{
    const tt__eval_tree *t = h->tree;
    int32_t grown = -1, on_node = t->size[v];
    for (int32_t u = t->n_children[v] ? v + 1 : TT_NO_NODE; u != TT_NO_NODE; u = t->next[u]) {
        on_node -= t->size[u];
        if (t->size[u] == 0) continue;
        grown++;
        if (t->n_children[u]) heap_push(h, u);
    }
    return grown + (on_node > 0);
}

tt_status tt__eval_tree_cut_into(const tt__eval_tree *t, int32_t k, int32_t *cluster)
{
    heap h = {.tree = t};
    bool *opened = tt__base_calloc((size_t)t->m, sizeof *opened);
    h.node = tt__base_calloc((size_t)t->m, sizeof *h.node);
    tt_status status = opened && h.node ? TT_OK : TT_ERR_MEMORY;
    if (status < 0) goto done;
    if (t->n_children[0]) heap_push(&h, 0);
    for (int32_t front = 1; h.size > 0 && front < k;) {
        int32_t v = heap_pop(&h);
        opened[v] = true;
        front += open_node(&h, v);
    }
    for (int32_t v = 0; v < t->m; v++) cluster[v] = v == 0 || opened[t->parent[v]] ? v : cluster[t->parent[v]];
done:
    free(h.node);
    free(opened);
    return status;
}
