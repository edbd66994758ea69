/* Branches of a tree find places that suit them, and move there. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "tree/move_branch.h"

/* ---- the tree as it stands ---- */

static bool is_leaf(const tt__tree_moves *p, int32_t v)
{
    return v < p->s->k;
}
bool tt__tree_is_there(const tt__tree_moves *p, int32_t v)
{
    return p->s->parent[v] != TT__TREE_GONE;
}

bool tt__tree_is_below(const tt__tree_moves *p, int32_t v, int32_t above)
{
    while (v >= 0 && v != above) v = p->s->parent[v];
    return v == above;
}

int32_t tt__tree_top_of(const tt__tree_moves *p, int32_t v)
{
    while (p->s->parent[v] != p->root) v = p->s->parent[v];
    return v;
}

void tt__tree_moves_measure(tt__tree_moves *p)
{
    const int32_t *parent = p->s->parent;
    for (int32_t v = 0; v < p->room; v++) p->children[v] = p->level[v] = p->height[v] = 0;
    for (int32_t v = p->s->k; v < p->room; v++) p->size[v] = 0;
    for (int32_t v = 0; v < p->room; v++) {
        if (!tt__tree_is_there(p, v)) continue;
        if (v != p->root) p->children[parent[v]]++;
        for (int32_t u = v; u != p->root; u = parent[u]) p->level[v]++;
    }
    for (int32_t v = 0; v < p->s->k; v++)
        for (int32_t u = parent[v]; u != TT_NO_NODE; u = parent[u]) {
            p->size[u] += p->size[v];
            if (p->height[u] < p->level[v] - p->level[u]) p->height[u] = p->level[v] - p->level[u];
        }
}

/* out = the products of what is below `branch`, without what is below `but` (p->room: nothing is), with the leaves
 * below every node, its own left out. */
static void measure_pull(tt__tree_moves *p, double *out, int32_t branch, int32_t but)
{
    const tt_csr *x = p->in->sums;
    memset(p->dense, 0, (size_t)x->n_cols * sizeof *p->dense);
    memset(out, 0, (size_t)p->room * sizeof *out);
    for (int32_t c = 0; c < p->s->k; c++) {
        if (!tt__tree_is_below(p, c, branch) || tt__tree_is_below(p, c, but)) continue;
        for (int64_t e = x->ptr[c]; e < x->ptr[c + 1]; e++) p->dense[x->idx[e]] += (double)x->val[e];
    }
    for (int32_t c = 0; c < p->s->k; c++) {
        double dot = 0;
        if (tt__tree_is_below(p, c, branch)) continue;
        for (int64_t e = x->ptr[c]; e < x->ptr[c + 1]; e++) dot += (double)x->val[e] * p->dense[x->idx[e]];
        for (int32_t v = c; v != TT_NO_NODE; v = p->s->parent[v]) out[v] += dot;
    }
}

/* ---- places ---- */

static void better(tt__tree_place *best, tt__tree_place other)
{
    if (best->at == TT_NO_NODE || other.affinity > best->affinity) *best = other;
}

/* Beside or under what is most alike below the top, given p->pull. */
static tt__tree_place free_place(const tt__tree_moves *p, int32_t branch, int32_t top)
{
    int32_t most = p->in->bound.max_children, deepest = p->in->bound.depth ? p->in->bound.depth : INT_MAX;
    tt__tree_place under = {.at = TT_NO_NODE, .swap = TT_NO_NODE}, beside = under;
    if (!most) most = TT__TREE_MOST_CHILDREN;
    for (int32_t v = 0; v < p->room; v++) {
        if (!tt__tree_is_there(p, v) || !tt__tree_is_below(p, v, top) || tt__tree_is_below(p, v, branch)) continue;
        double affinity = p->pull[v] / ((double)p->size[v] * p->size[branch]);
        int32_t taller = p->height[v] > p->height[branch] ? p->height[v] : p->height[branch];
        if (!is_leaf(p, v) && p->children[v] < most && p->level[v] + 1 + p->height[branch] <= deepest)
            better(&under, (tt__tree_place){v, false, TT_NO_NODE, affinity});
        if (p->level[v] + 1 + taller <= deepest) better(&beside, (tt__tree_place){v, true, TT_NO_NODE, affinity});
    }
    return under.at == TT_NO_NODE ? beside : under;
}

/* Is no leaf of a pair below v, but for those that are to be under the top `to` (TT__TREE_ANY: while that is not known
 * yet)? */
bool tt__tree_may_go(const tt__tree_moves *p, int32_t v, int32_t to)
{
    for (int32_t i = 0; i < p->tops.n && to != TT__TREE_ANY; i++)
        if (tt__tree_is_below(p, p->tops.leaf[i], v) && p->tops.top[i] != to) return false;
    return true;
}

/* On the branch's own level below the top, under a parent with room or in exchange, given p->pull and p->back. */
static tt__tree_place level_place(const tt__tree_moves *p, int32_t branch, int32_t top, int32_t from)
{
    int32_t left = p->s->parent[branch], most = p->in->bound.max_children;
    bool spared = p->children[left] > 2;
    double behind = p->size[left] - p->size[branch];
    tt__tree_place best = {.at = TT_NO_NODE, .swap = TT_NO_NODE}, swap = best;
    for (int32_t v = 0; v < p->room; v++) {
        if (!tt__tree_is_there(p, v) || is_leaf(p, v) || p->level[v] != p->level[left] || !tt__tree_is_below(p, v, top))
            continue;
        double affinity = p->pull[v] / ((double)p->size[v] * p->size[branch]);
        if (spared && (!most || p->children[v] < most)) better(&best, (tt__tree_place){v, false, TT_NO_NODE, affinity});
        for (int32_t u = 0; u < p->room; u++) {
            if (p->s->parent[u] != v || !tt__tree_may_go(p, u, from)) continue;
            affinity = (p->pull[v] - p->pull[u]) / ((double)(p->size[v] - p->size[u]) * p->size[branch]);
            better(&swap, (tt__tree_place){v, false, u, affinity + p->back[u] / (behind * p->size[u])});
        }
    }
    return best.at == TT_NO_NODE ? swap : best;
}

/* from: which top the branch is under. */
tt__tree_place tt__tree_find_place(const tt__tree_moves *p, int32_t branch, int32_t top, int32_t from)
{
    if (!p->in->bound.n_levels) return free_place(p, branch, top);
    return level_place(p, branch, top, from);
}

void tt__tree_moves_affinity(tt__tree_moves *p, int32_t branch)
{
    tt__tree_moves_measure(p);
    measure_pull(p, p->pull, branch, p->room);
    if (p->in->bound.n_levels) measure_pull(p, p->back, p->s->parent[branch], branch);
}

/* ---- moving ---- */

/* A parent that is left with one child gives way to it. */
static void close_gap(tt__tree_moves *p, int32_t left)
{
    int32_t *parent = p->s->parent, only = TT_NO_NODE, children = 0;
    if (left == p->root) return;
    for (int32_t v = 0; v < p->room; v++)
        if (parent[v] == left) only = v, children++;
    if (children != 1) return;
    parent[only] = parent[left];
    parent[left] = TT__TREE_GONE;
    for (int32_t t = 0; t < p->tops.tops + p->tops.fresh; t++)
        if (p->node[t] == left) p->node[t] = only;
}

/* A node that takes v's place and has it as a child. */
static int32_t step_between(tt__tree_moves *p, int32_t v)
{
    int32_t made = p->s->k;
    while (tt__tree_is_there(p, made)) made++; /* a tree without one-child nodes never has them all */
    p->s->parent[made] = p->s->parent[v];
    p->s->height[made] = 0; /* lifted to its children's when the tree is laid out */
    p->s->parent[v] = made;
    for (int32_t t = 0; t < p->tops.tops + p->tops.fresh; t++)
        if (p->node[t] == v) p->node[t] = made;
    return made;
}

void tt__tree_move_branch(tt__tree_moves *p, int32_t branch, const tt__tree_place *to)
{
    int32_t left = p->s->parent[branch], at = to->at;
    p->s->parent[branch] = p->room; /* nowhere: its old parent may go and leave its number */
    if (to->swap != TT_NO_NODE) p->s->parent[to->swap] = left;
    close_gap(p, left);
    p->s->parent[branch] = to->beside ? step_between(p, at) : at;
}
