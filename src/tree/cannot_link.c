/* Pairs of leaf topics that are to share no node but the root, in a tree that is built already.
 *
 * Only the children of the root (the tops) matter: two leaves share nothing else when their tops differ.  So for each
 * pair that shares a top, a top is found for every leaf of the pairs held so far and of this one (colour_branches.c;
 * nearly always all but one stay where they are), and what has to move does: the highest branch above the leaf that
 * holds no leaf with another top.
 *
 * The branch goes directly under the root where there is room, or beside what it is most alike within the top found for
 * it. Where the levels are asked for, it goes under a parent on the level of its own, and another branch takes its
 * place if its parent could not spare it.  A pair that no place is found for leaves the tree as it was. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tree/move_branch.h"

/* ---- which top ---- */

typedef struct offer {
    double affinity;
    int32_t top;
} offer;

static int best_first(const void *a, const void *b)
{
    const offer *p = a, *q = b;
    if (p->affinity != q->affinity) return p->affinity > q->affinity ? -1 : 1;
    return p->top < q->top ? -1 : p->top > q->top;
}

/* The highest branch above a leaf of a pair that none of those it is to be apart from is on. */
static int32_t own_branch(const tt__tree_moves *p, int32_t i)
{
    int32_t v = p->tops.leaf[i];
    for (; p->s->parent[v] != p->root; v = p->s->parent[v])
        for (int32_t e = 0; e < 2 * p->tops.n_pairs; e++)
            if (p->tops.end[e] == i && tt__tree_is_below(p, p->tops.leaf[p->tops.end[e ^ 1]], p->s->parent[v]))
                return v;
    return v;
}

static int32_t choices(int32_t *choice, int32_t i, void *user)
{
    tt__tree_moves *p = user;
    int32_t n = 0, branch = own_branch(p, i);
    offer *offers = tt__base_calloc((size_t)p->tops.tops, sizeof *offers);
    if (!offers) return TT_ERR_MEMORY;
    tt__tree_moves_affinity(p, branch);
    for (int32_t t = 0; t < p->tops.tops; t++) {
        if (t == p->tops.home[i]) continue;
        tt__tree_place found = tt__tree_find_place(p, branch, p->node[t], TT__TREE_ANY);
        if (found.at != TT_NO_NODE) offers[n++] = (offer){found.affinity, t};
    }
    qsort(offers, (size_t)n, sizeof *offers, best_first);
    for (int32_t c = 0; c < n; c++) choice[c] = offers[c].top;
    free(offers);
    return n;
}

/* The tops as they are, room for more, and who is where; the larger its branch, the sooner a leaf chooses. */
static tt_status find_tops(tt__tree_moves *p, bool *found)
{
    tt__tree_colours *t = &p->tops;
    int32_t most = p->in->bound.max_children ? p->in->bound.max_children : TT__TREE_MOST_CHILDREN;
    int32_t *size = tt__base_calloc((size_t)t->n, sizeof *size);
    if (!size) return TT_ERR_MEMORY;
    tt__tree_moves_measure(p);
    t->tops = p->children[p->root];
    t->fresh = p->in->bound.n_levels || t->tops > most ? 0 : most - t->tops;
    p->node = tt__base_calloc((size_t)(t->tops + t->fresh), sizeof *p->node);
    for (int32_t i = 0; i < t->n; i++) size[i] = p->size[own_branch(p, i)];
    tt__tree_colours_order(t, size);
    free(size);
    if (!p->node) return TT_ERR_MEMORY;
    for (int32_t v = 0, n = 0; v < p->room; v++)
        if (p->s->parent[v] == p->root) p->node[n++] = v;
    for (int32_t f = 0; f < t->fresh; f++) p->node[t->tops + f] = TT_NO_NODE;
    for (int32_t i = 0; i < t->n; i++)
        for (int32_t n = 0; n < t->tops; n++)
            if (tt__tree_top_of(p, t->leaf[i]) == p->node[n]) t->home[i] = n;
    t->choices = choices;
    t->user = p;
    return tt__tree_colours_find(found, t);
}

/* ---- a pair ---- */

/* The node next below v on the way to a leaf. */
static int32_t step_down(const tt__tree_moves *p, int32_t v, int32_t leaf)
{
    while (p->s->parent[leaf] != v) leaf = p->s->parent[leaf];
    return leaf;
}

/* The highest branch above a leaf of a pair that finds a tt__tree_place under the top `to`, which is there; false:
 * there is no place. */
static bool find_branch(tt__tree_moves *p, int32_t *branch, tt__tree_place *found, int32_t leaf, const int32_t way[2])
{
    int32_t top = tt__tree_top_of(p, leaf), from = way[0], to = way[1], v = leaf;
    while (v != top && p->s->parent[v] != top && tt__tree_may_go(p, p->s->parent[v], to)) v = p->s->parent[v];
    for (;; v = step_down(p, v, leaf)) {
        *branch = v;
        if (p->node[to] == TT_NO_NODE) return true;
        tt__tree_moves_affinity(p, v);
        *found = tt__tree_find_place(p, v, p->node[to], from);
        if (found->at != TT_NO_NODE || v == leaf) return found->at != TT_NO_NODE;
    }
}

/* Bring a leaf of a pair under the top found for it. */
static bool bring(tt__tree_moves *p, int32_t i)
{
    int32_t to = p->tops.top[i], leaf = p->tops.leaf[i], top = tt__tree_top_of(p, leaf), from = 0, branch;
    tt__tree_place found = {.at = p->root, .swap = TT_NO_NODE};
    if (p->node[to] == top) return true;
    while (p->node[from] != top) from++;
    if (!find_branch(p, &branch, &found, leaf, (const int32_t[]){from, to})) return false;
    if (branch == top) p->node[from] = TT_NO_NODE;
    if (p->node[to] == TT_NO_NODE) p->node[to] = branch;
    tt__tree_move_branch(p, branch, &found);
    return true;
}

static bool all_held(const tt__tree_moves *p)
{
    for (int32_t e = 0; e < p->tops.n_pairs; e++)
        if (tt__tree_top_of(p, p->tops.leaf[p->tops.end[2 * e]]) ==
            tt__tree_top_of(p, p->tops.leaf[p->tops.end[2 * e + 1]]))
            return false;
    return true;
}

/* Pairs 0..n-1 are settled, pair n is in hand. */
static tt_status part_pair(tt__tree_moves *p, int32_t n)
{
    tt_cannot_link *pair = p->in->apart;
    bool found = false;
    pair[n].held = true;
    if (tt__tree_top_of(p, pair[n].a) != tt__tree_top_of(p, pair[n].b)) return TT_OK;
    memcpy(p->was, p->s->parent, (size_t)p->room * sizeof *p->was);
    memcpy(p->was_high, p->s->height, (size_t)p->room * sizeof *p->was_high);
    tt_status status = tt__tree_colours_alloc(&p->tops, pair, n + 1);
    if (status == TT_OK) status = find_tops(p, &found);
    for (int32_t i = 0; i < p->tops.n && found; i++) found = bring(p, i);
    pair[n].held = found && all_held(p);
    if (!pair[n].held) {
        memcpy(p->s->parent, p->was, (size_t)p->room * sizeof *p->was);
        memcpy(p->s->height, p->was_high, (size_t)p->room * sizeof *p->was_high);
    }
    tt__tree_colours_free(&p->tops);
    free(p->node);
    p->node = NULL;
    return status;
}

/* ---- the whole ---- */

/* Parents behind their children again: the deepest first, ties as they were. */
static tt_status renumber(tt__tree_moves *p)
{
    tt__tree_skeleton made;
    int32_t k = p->s->k, deepest = 0, *number = tt__base_calloc((size_t)p->room, sizeof *number);
    tt_status status = number ? tt__tree_skeleton_alloc(&made, k) : TT_ERR_MEMORY;
    if (status < 0) goto done;
    tt__tree_moves_measure(p);
    for (int32_t v = 0; v < p->room; v++)
        if (p->level[v] > deepest) deepest = p->level[v];
    for (int32_t v = 0; v < k; v++) number[v] = v;
    for (int32_t l = deepest; l >= 0; l--)
        for (int32_t v = k; v < p->room; v++)
            if (tt__tree_is_there(p, v) && p->level[v] == l) number[v] = made.m++;
    for (int32_t v = 0; v < p->room; v++) {
        if (!tt__tree_is_there(p, v)) continue;
        made.height[number[v]] = p->s->height[v];
        if (v != p->root) made.parent[number[v]] = number[p->s->parent[v]];
    }
    tt__tree_skeleton_free(p->s);
    *p->s = made;
done:
    free(number);
    return status;
}

static tt_status begin(tt__tree_moves *p)
{
    size_t room = (size_t)p->room;
    p->size = tt__base_calloc(room, sizeof *p->size);
    p->children = tt__base_calloc(room, sizeof *p->children);
    p->level = tt__base_calloc(room, sizeof *p->level);
    p->height = tt__base_calloc(room, sizeof *p->height);
    p->was = tt__base_calloc(room, sizeof *p->was);
    p->was_high = tt__base_calloc(room, sizeof *p->was_high);
    p->dense = tt__base_calloc((size_t)p->in->sums->n_cols, sizeof *p->dense);
    p->pull = tt__base_calloc(room, sizeof *p->pull);
    p->back = tt__base_calloc(room, sizeof *p->back);
    if (!p->size || !p->children || !p->level || !p->height || !p->was || !p->was_high) return TT_ERR_MEMORY;
    if (!p->dense || !p->pull || !p->back) return TT_ERR_MEMORY;
    for (int32_t v = p->s->m; v < p->room; v++) p->s->parent[v] = TT__TREE_GONE;
    for (int32_t i = 0; i < p->in->n; i++)
        if (p->in->label[i] < p->s->k) p->size[p->in->label[i]]++;
    return TT_OK;
}

static void end(tt__tree_moves *p)
{
    free(p->size);
    free(p->children);
    free(p->level);
    free(p->height);
    free(p->was);
    free(p->was_high);
    free(p->dense);
    free(p->pull);
    free(p->back);
}

tt_status tt__tree_skeleton_separate(tt__tree_skeleton *skeleton, const tt_tree_input *in)
{
    tt__tree_moves p = {.s = skeleton, .in = in, .room = 2 * skeleton->k, .root = skeleton->m - 1};
    tt_status status = begin(&p);
    for (int32_t n = 0; n < in->n_apart; n++) in->apart[n].held = false;
    for (int32_t n = 0; n < in->n_apart && skeleton->m > 1 && status == TT_OK; n++) status = part_pair(&p, n);
    if (status == TT_OK) status = renumber(&p);
    end(&p);
    return status;
}
