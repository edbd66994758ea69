/* Two topics that are to stay two.  What tells the tree above them stands in tree/cannot_link.c; here one leaf topic
 * becomes two where the listed documents share it. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cluster/divide.h"
#include "model/apply_edits.h"
#include "tree/skeleton.h"

static const char common[] = "the two lists have a document in common",
                  same[] = "documents of the two lists have the same words",
                  merged[] = "an edit before it made that one topic of two", one[] = "one topic is asked for",
                  small[] = "the topic that they share has too few documents for two",
                  narrow[] = "the levels asked for have no room for one topic more",
                  full[] = "the shape asked for has too few topics below the root to keep them apart";

void tt__model_list_cannot_links(tt__model_edits *c, int32_t n)
{
    c->n_apart = 0;
    for (int32_t e = 0; e < n; e++)
        if (c->edits->edit[e].kind == TT_EDIT_SEPARATE && !c->outcome[e].reason)
            c->apart[c->n_apart++] =
                (tt_cannot_link){.a = c->outcome[e].cluster, .b = c->outcome[e].other, .held = true};
}

/* Would all pairs, the one of edit e between clusters a and b with them, have places under the root? */
static tt_status check_room(tt__model_edits *c, int32_t e, const tt_cannot_link *pair, const tt__model_leaves *leaves)
{
    const tt_shape_opts *asked = &leaves->asked->shape;
    int32_t most = asked->max_children ? asked->max_children : TT__TREE_MOST_CHILDREN;
    bool possible = true;
    if (asked->n_levels > 1) most = leaves->shape->levels[0];
    tt__model_list_cannot_links(c, e);
    c->apart[c->n_apart++] = *pair;
    tt_status status =
        asked->n_levels == 1 ? TT_OK : tt__tree_cannot_link_possible(&possible, c->apart, c->n_apart, most);
    if (!possible) c->outcome[e].reason = full;
    return status;
}

/* ---- dividing ---- */

static bool was_merged(const tt__model_edits *c, int32_t e, int32_t cluster)
{
    for (int32_t i = 0; i < e; i++)
        if (c->edits->edit[i].kind == TT_EDIT_MERGE && !c->outcome[i].reason && c->outcome[i].cluster == cluster)
            return true;
    return false;
}

static const char *why_not(const tt__model_edits *c, int32_t e, const tt_partition *p, const tt__model_leaves *leaves)
{
    tt_shape_opts shape = *leaves->shape;
    int32_t last = shape.n_levels ? shape.levels[shape.n_levels - 1] : 0;
    if (was_merged(c, e, c->outcome[e].cluster)) return merged;
    if (leaves->asked->topics == 1) return one;
    return last && p->k >= last && !tt__tree_shape_more(&shape, p->k + 1) ? narrow : NULL;
}

/* The rows of a list that are in the cluster go to one side; a row that is on the other one is a reason. */
static tt_status take_side(tt__model_edits *c, int32_t e, const tt_partition *p, tt__cluster_division *division,
                           int8_t side)
{
    const tt_edit *edit = &c->edits->edit[e];
    int32_t *doc = NULL, n = 0;
    tt_status status = tt__model_find_documents(c, side ? &edit->with : &edit->documents, &doc, &n);
    for (int32_t i = 0; i < n; i++) {
        int32_t r = c->rows->row[doc[i]];
        if (p->label[r] != division->cluster) continue;
        if (division->side[r] == !side) c->outcome[e].reason = same;
        division->side[r] = side;
    }
    free(doc);
    return status;
}

/* Of the clusters that earlier separations hold apart, the divided one goes on as that part which has more of the
 * documents listed. */
static tt_status follow(const tt__model_edits *c, const tt_partition *p, const tt_texts *ids, int32_t *cluster,
                        int32_t divided)
{
    int32_t *doc = NULL, n = 0, here = 0, there = 0;
    if (*cluster != divided) return TT_OK;
    tt_status status = tt__model_find_documents(c, ids, &doc, &n);
    for (int32_t i = 0; i < n; i++) {
        here += p->label[c->rows->row[doc[i]]] == divided;
        there += p->label[c->rows->row[doc[i]]] == p->k - 1;
    }
    if (there > here) *cluster = p->k - 1;
    free(doc);
    return status;
}

static tt_status follow_all(tt__model_edits *c, int32_t e, const tt_partition *p, int32_t divided)
{
    tt_status status = TT_OK;
    for (int32_t i = 0; i < e && status == TT_OK; i++) {
        const tt_edit *edit = &c->edits->edit[i];
        if (edit->kind != TT_EDIT_SEPARATE || c->outcome[i].reason) continue;
        status = follow(c, p, &edit->documents, &c->outcome[i].cluster, divided);
        if (status == TT_OK) status = follow(c, p, &edit->with, &c->outcome[i].other, divided);
    }
    return status;
}

static tt_status divide(tt__model_edits *c, int32_t e, tt_partition *p, tt__model_leaves *leaves)
{
    tt__model_outcome *outcome = &c->outcome[e];
    tt__cluster_division division = {.cluster = outcome->cluster,
                                     .min_size = leaves->asked->min_docs ? leaves->asked->min_docs : 1};
    bool divided = false;
    if ((outcome->reason = why_not(c, e, p, leaves))) return TT_OK;
    if (!(division.side = tt__base_calloc((size_t)p->n, sizeof *division.side))) return TT_ERR_MEMORY;
    memset(division.side, TT__CLUSTER_EITHER, (size_t)p->n);
    tt_status status = take_side(c, e, p, &division, 0);
    if (status == TT_OK) status = take_side(c, e, p, &division, 1);
    if (status == TT_OK && !outcome->reason) status = tt__cluster_divide(p, &leaves->in, &division, &divided);
    if (status == TT_OK && !outcome->reason && !divided) outcome->reason = small;
    free(division.side);
    if (!divided || status < 0) return status;
    outcome->other = p->k - 1;
    outcome->divided = true;
    leaves->changed = true;
    return follow_all(c, e, p, division.cluster);
}

/* ---- a separation ---- */

static tt_status find_common(const tt__model_edits *c, const tt_edit *edit, const char **reason)
{
    int32_t *a = NULL, *b = NULL, n = 0, m = 0;
    tt_status status = tt__model_find_documents(c, &edit->documents, &a, &n);
    if (status == TT_OK) status = tt__model_find_documents(c, &edit->with, &b, &m);
    for (int32_t i = 0, j = 0; i < n && j < m; a[i] < b[j] ? i++ : j++)
        if (a[i] == b[j]) *reason = common;
    free(a);
    free(b);
    return status;
}

tt_status tt__model_split_leaf(tt__model_edits *c, int32_t e, tt_partition *p, tt__model_leaves *leaves)
{
    const tt_edit *edit = &c->edits->edit[e];
    tt__model_outcome *outcome = &c->outcome[e];
    tt_cannot_link pair = {.a = -1, .b = -1, .held = true};
    if (outcome->barred) return TT_OK;
    tt_status status = find_common(c, edit, &outcome->reason);
    if (status < 0 || outcome->reason) return status;
    status = tt__model_find_cluster(c, p, &edit->documents, &pair.a, &outcome->reason);
    if (status == TT_OK && pair.a >= 0) status = tt__model_find_cluster(c, p, &edit->with, &pair.b, &outcome->reason);
    if (status < 0 || pair.a < 0 || pair.b < 0) return status;
    bool together = pair.a == pair.b;
    outcome->cluster = pair.a;
    outcome->other = pair.b;
    if (together) pair.b = p->k;
    status = check_room(c, e, &pair, leaves);
    return status == TT_OK && together && !outcome->reason ? divide(c, e, p, leaves) : status;
}
