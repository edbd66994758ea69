/* Folding a binary dendrogram into an n-ary tree. */
#include <stdlib.h>

#include "base/memory.h"
#include "tree/skeleton.h"

tt_status tt__tree_skeleton_alloc(tt__tree_skeleton *out, int32_t k)
{
    tt__tree_skeleton made = {.k = k, .m = k};
    made.parent = tt__base_calloc(2 * (size_t)k, sizeof *made.parent);
    made.height = tt__base_calloc(2 * (size_t)k, sizeof *made.height);
    if (!made.parent || !made.height) {
        tt__tree_skeleton_free(&made);
        return TT_ERR_MEMORY;
    }
    for (int32_t i = 0; i < 2 * k; i++) made.parent[i] = TT_NO_NODE;
    *out = made;
    return TT_OK;
}

void tt__tree_skeleton_free(tt__tree_skeleton *skeleton)
{
    free(skeleton->parent);
    free(skeleton->height);
    *skeleton = (tt__tree_skeleton){0};
}

tt_status tt__tree_skeleton_add_outliers(tt__tree_skeleton *skeleton)
{
    const tt__tree_skeleton *s = skeleton;
    tt__tree_skeleton made;
    tt_status status = tt__tree_skeleton_alloc(&made, s->k + 1);
    if (status < 0) return status;
    bool alone = s->m == 1;
    made.m = s->m + 1 + alone;
    made.outliers = true;
    for (int32_t v = 0; v < s->m; v++) {
        int32_t up = s->parent[v], to = v + (v >= s->k);
        made.height[to] = s->height[v];
        made.parent[to] =
            up == TT_NO_NODE ? TT_NO_NODE : up + 1; /* a parent is no leaf: it stands behind the new one */
    }
    if (alone) made.parent[0] = made.m - 1;
    if (alone) made.height[made.m - 1] = 1;
    made.parent[s->k] = made.m - 1;
    tt__tree_skeleton_free(skeleton);
    *skeleton = made;
    return TT_OK;
}

/* The children a kept item ends up with: its merge's two sides, the highest of which is opened again and again. */
static int32_t open_children(int32_t *child, int32_t item, const tt_merges *merges, int32_t most)
{
    int32_t n = 2, k = merges->k;
    child[0] = merges->left[item - k];
    child[1] = merges->right[item - k];
    while (n < most) {
        int32_t highest = -1;
        for (int32_t i = 0; i < n; i++)
            if (child[i] >= k && (highest < 0 || child[i] > child[highest]))
                highest = i; /* merges are sorted by height */
        if (highest < 0) break;
        int32_t opened = child[highest];
        child[highest] = merges->left[opened - k];
        child[n++] = merges->right[opened - k];
    }
    return n;
}

tt_status tt__tree_skeleton_fold(tt__tree_skeleton *out, const tt_merges *merges, int32_t max_children)
{
    int32_t k = merges->k, items = 2 * k - 1, most = max_children < k ? max_children : k;
    tt__tree_skeleton made = {0};
    int32_t *up = tt__base_calloc((size_t)items, sizeof *up); /* the kept item above; -1: folded away */
    int32_t *child = tt__base_calloc((size_t)most + 2, sizeof *child);
    int32_t *number = tt__base_calloc((size_t)items, sizeof *number);
    tt_status status = up && child && number ? tt__tree_skeleton_alloc(&made, k) : TT_ERR_MEMORY;
    if (status < 0) goto done;
    for (int32_t i = 0; i < items - 1; i++) up[i] = -1;
    up[items - 1] = items;
    for (int32_t i = items - 1; i >= k; i--) { /* an item's parent has a greater number: it is settled before */
        if (up[i] < 0) continue;
        for (int32_t c = open_children(child, i, merges, most) - 1; c >= 0; c--) up[child[c]] = i;
    }
    for (int32_t i = 0; i < items; i++) {
        number[i] = i < k ? i : up[i] < 0 ? -1 : made.m++;
        if (i >= k && up[i] >= 0) made.height[number[i]] = merges->height[i - k];
    }
    for (int32_t i = 0; i < items - 1; i++)
        if (up[i] >= 0) made.parent[number[i]] = number[up[i]];
    *out = made;
done:
    free(up);
    free(child);
    free(number);
    return status;
}
