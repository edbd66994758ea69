/* Which topics a picture shows: level by level, the largest first, as long as there is room.  What a parent has left
 * over is counted, so that drawn and folded topics always add up to the tree, and documents to the parent's. */
#include "export/draw/drawing.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "export/select.h"
#include "export/writers.h"

typedef struct candidate {
    int32_t level, size, node;
} candidate;

static int by_significance(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->level != b->level) return a->level < b->level ? -1 : 1;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return (a->node > b->node) - (a->node < b->node);
}

/* Nodes that the picture gains when one more of n_children is drawn beside `shown` others: the first brings the
 * stand-in for its siblings along, the last takes it away. */
static int32_t cost(int32_t shown, int32_t n_children)
{
    int32_t before = shown > 0, after = shown + 1 < n_children;
    return 1 + after - before;
}

static void choose(tt__export_drawing *d, const tt_tree *tree, const candidate *list, int32_t n_list, int32_t max_nodes)
{
    d->drawn[d->root] = true;
    d->total = 1;
    for (int32_t i = 0; i < n_list; i++) {
        int32_t v = list[i].node, p = tree->parent[v];
        if (!d->drawn[p]) continue;
        int32_t more = cost(d->shown[p], tree->n_children[p]);
        if (max_nodes > 0 && d->total + more > max_nodes) continue;
        d->drawn[v] = true;
        d->shown[p]++;
        d->total += more;
    }
}

/* anchor: m, the nearest drawn node at or above each. */
static void count_folded(tt__export_drawing *d, const tt_tree *tree, int32_t *anchor)
{
    for (int32_t v = d->root; v < d->end; v++) {
        anchor[v] = d->drawn[v] ? v : anchor[tree->parent[v]];
        if (d->drawn[v]) continue;
        d->folded[anchor[v]]++;
        if (d->drawn[tree->parent[v]]) d->folded_docs[anchor[v]] += tt__export_size(tree, v);
    }
}

tt_status tt__export_drawing_choose(tt__export_drawing *out, const tt_tree *tree, const tt_export_opts *opts)
{
    size_t m = (size_t)tree->m;
    tt__export_drawing d = {0};
    candidate *list = NULL;
    int32_t *anchor = NULL, n_list = 0;
    tt_status status = tt__export_topic_range(&d.root, &d.end, tree, opts->root);
    if (status < 0) return status;
    status = TT_ERR_MEMORY;
    if (!(d.drawn = tt__base_calloc(m, sizeof *d.drawn)) || !(d.shown = tt__base_calloc(m, sizeof *d.shown)) ||
        !(d.folded = tt__base_calloc(m, sizeof *d.folded)) ||
        !(d.folded_docs = tt__base_calloc(m, sizeof *d.folded_docs)) || !(list = tt__base_calloc(m, sizeof *list)) ||
        !(anchor = tt__base_calloc(m, sizeof *anchor)))
        goto done;
    for (int32_t v = d.root + 1; v < d.end; v++)
        if (opts->depth == 0 || tree->level[v] - tree->level[d.root] <= opts->depth)
            list[n_list++] = (candidate){tree->level[v], tt__export_size(tree, v), v};
    qsort(list, (size_t)n_list, sizeof *list, by_significance);
    choose(&d, tree, list, n_list, opts->max_nodes);
    count_folded(&d, tree, anchor);
    *out = d;
    d = (tt__export_drawing){0};
    status = TT_OK;
done:
    tt__export_drawing_free(&d);
    free(list);
    free(anchor);
    return status;
}

void tt__export_drawing_free(tt__export_drawing *drawing)
{
    free(drawing->drawn);
    free(drawing->shown);
    free(drawing->folded);
    free(drawing->folded_docs);
    *drawing = (tt__export_drawing){0};
}
