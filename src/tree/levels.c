/* A tree with a given number of nodes on each level, made from the leaves up: the nodes of each level are grouped, and
 * the groups, with the sums of their members, are the nodes of the level above. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/run.h"
#include "tree/skeleton.h"

/* The nodes of the level that is being grouped. */
typedef struct stage {
    tt_csr sums;   /* p x v; borrowed on the leaf level */
    int32_t *size; /* p: documents */
    int32_t *node; /* p: number in the skeleton */
    bool owned;
} stage;

static void stage_free(stage *s)
{
    if (s->owned) tt_csr_free(&s->sums);
    free(s->size);
    free(s->node);
    *s = (stage){0};
}

static tt_status stage_alloc(stage *s, int32_t p)
{
    s->size = tt__base_calloc((size_t)p, sizeof *s->size);
    s->node = tt__base_calloc((size_t)p, sizeof *s->node);
    return s->size && s->node ? TT_OK : TT_ERR_MEMORY;
}

/* Group the nodes of `from` into k parents; `to` becomes the level above. */
static tt_status climb(stage *to, const stage *from, tt__tree_skeleton *made, const tt__tree_grouping *grouping,
                       const tt_run *run)
{
    int32_t p = from->sums.n_rows, k = grouping->k;
    tt_kmeans_input rows = {.x = &from->sums};
    tt_partition partition = {.n = p, .k = k, .label = grouping->group};
    tt_status status = stage_alloc(to, k);
    if (status == TT_OK) status = tt_cluster_sums(&to->sums, &rows, &partition, run);
    if (status < 0) return status;
    to->owned = true;
    for (int32_t g = 0; g < k; g++) {
        to->node[g] = made->m + g;
        made->height[made->m + g] = grouping->height[g];
    }
    for (int32_t i = 0; i < p; i++) {
        to->size[grouping->group[i]] += from->size[i];
        made->parent[from->node[i]] = made->m + grouping->group[i];
    }
    made->m += k;
    return TT_OK;
}

/* The root over the nodes of the top level, at the height of their last merge. */
static tt_status crown(tt__tree_skeleton *made, const stage *top, tt_linkage linkage, const tt_run *run)
{
    int32_t p = top->sums.n_rows;
    tt_merges merges = {0};
    if (p < 2) return TT_OK;
    tt_status status = tt_linkage_build(&merges, &top->sums, top->size, linkage, run);
    if (status < 0) return status;
    for (int32_t i = 0; i < p; i++) made->parent[top->node[i]] = made->m;
    made->height[made->m++] = merges.height[p - 2];
    tt_merges_free(&merges);
    return TT_OK;
}

static tt_status leaves(stage *s, const tt_tree_input *in)
{
    s->sums = *in->sums;
    tt_status status = stage_alloc(s, in->sums->n_rows);
    if (status < 0) return status;
    for (int32_t i = 0; i < in->n; i++)
        if (in->label[i] < in->sums->n_rows) s->size[in->label[i]]++;
    for (int32_t c = 0; c < in->sums->n_rows; c++) s->node[c] = c;
    return TT_OK;
}

tt_status tt__tree_skeleton_levels(tt__tree_skeleton *out, const tt_tree_input *in, const tt_shape_opts *shape,
                                   const tt_run *run)
{
    tt__tree_skeleton made = {0};
    stage now = {0};
    tt_status status = tt__tree_skeleton_alloc(&made, in->sums->n_rows);
    if (status == TT_OK) status = leaves(&now, in);
    for (int32_t l = shape->n_levels - 2; l >= 0 && status == TT_OK; l--) {
        stage above = {0};
        tt__tree_grouping grouping = {.k = shape->levels[l], .most = shape->max_children};
        grouping.group = tt__base_calloc((size_t)now.sums.n_rows, sizeof *grouping.group);
        grouping.height = tt__base_calloc((size_t)grouping.k, sizeof *grouping.height);
        if (!grouping.group || !grouping.height) status = TT_ERR_MEMORY;
        if (status == TT_OK) status = tt__tree_group_level(&grouping, &now.sums, now.size, in->linkage, run);
        if (status == TT_OK) status = climb(&above, &now, &made, &grouping, run);
        free(grouping.group);
        free(grouping.height);
        stage_free(&now);
        now = above;
    }
    if (status == TT_OK) status = crown(&made, &now, in->linkage, run);
    if (status == TT_OK) {
        *out = made;
        made = (tt__tree_skeleton){0};
    }
    stage_free(&now);
    tt__tree_skeleton_free(&made);
    return status;
}
