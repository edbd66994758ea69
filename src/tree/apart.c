/* Pairs of leaf topics that are to share no node but the root, in a tree that is built already.
 *
 * Only the children of the root (the tops) matter: two leaves share nothing else when their tops differ.  So for each pair that
 * shares a top, a top is found for every leaf of the pairs held so far and of this one (tops.c; nearly always all but one stay
 * where they are), and what has to move does: the highest branch above the leaf that takes along nobody who has to be elsewhere.
 *
 * The branch goes directly under the root where there is room, or beside what it is most alike within the top found for it.
 * Where the levels are asked for, it goes under a parent on the level of its own, and another branch takes its place if its parent
 * could not spare it.  A pair that no place is found for leaves the tree as it was. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tree/tops.h"

enum { GONE = -2, ANY = -1 };

typedef struct parting {
    tt__skeleton *s;      /* parents may have any number while it is worked on; GONE: a number that is free */
    const tt_tree_input *in;
    int32_t room;         /* 2 k: numbers of nodes */
    int32_t root;
    int32_t *size;        /* room: documents below */
    int32_t *children;    /* room */
    int32_t *level;       /* room */
    int32_t *height;      /* room: levels below */
    int32_t *was;         /* room: the parents before the pair in hand */
    double *was_high;     /* room: the merge heights */
    double *dense;        /* v */
    double *pull;         /* room: product of the branch in hand with the leaves below each node, without its own */
    double *back;         /* room: the same of what it leaves behind */
    tt__tops tops;        /* for the pair in hand */
    int32_t *node;        /* tops.tops + tops.fresh: the child of the root that each is; TT_NO_NODE while there is none */
} parting;

/* Where a branch may go. */
typedef struct place {
    int32_t at;      /* under this node or, where `beside`, under a new one that it shares with this */
    bool beside;
    int32_t swap;    /* this one goes where the branch came from; TT_NO_NODE: none has to */
    double affinity; /* average cosine */
} place;

/* ---- the tree as it stands ---- */

static bool is_leaf(const parting *p, int32_t v) { return v < p->s->k; }
static bool is_there(const parting *p, int32_t v) { return p->s->parent[v] != GONE; }

static bool is_below(const parting *p, int32_t v, int32_t above)
{
    while (v >= 0 && v != above) v = p->s->parent[v];
    return v == above;
}

static int32_t top_of(const parting *p, int32_t v)
{
    while (p->s->parent[v] != p->root) v = p->s->parent[v];
    return v;
}

static void measure(parting *p)
{
    const int32_t *parent = p->s->parent;
    for (int32_t v = 0; v < p->room; v++) p->children[v] = p->level[v] = p->height[v] = 0;
    for (int32_t v = p->s->k; v < p->room; v++) p->size[v] = 0;
    for (int32_t v = 0; v < p->room; v++) {
        if (!is_there(p, v)) continue;
        if (v != p->root) p->children[parent[v]]++;
        for (int32_t u = v; u != p->root; u = parent[u]) p->level[v]++;
    }
    for (int32_t v = 0; v < p->s->k; v++)
        for (int32_t u = parent[v]; u != TT_NO_NODE; u = parent[u]) {
            p->size[u] += p->size[v];
            if (p->height[u] < p->level[v] - p->level[u]) p->height[u] = p->level[v] - p->level[u];
        }
}

/* out = the products of what is below `branch`, without what is below `but` (p->room: nothing is), with the leaves below every node, its own left out. */
static void measure_pull(parting *p, double *out, int32_t branch, int32_t but)
{
    const tt_csr *x = p->in->sums;
    memset(p->dense, 0, (size_t)x->n_cols * sizeof *p->dense);
    memset(out, 0, (size_t)p->room * sizeof *out);
    for (int32_t c = 0; c < p->s->k; c++) {
        if (!is_below(p, c, branch) || is_below(p, c, but)) continue;
        for (int64_t e = x->ptr[c]; e < x->ptr[c + 1]; e++) p->dense[x->idx[e]] += (double)x->val[e];
    }
    for (int32_t c = 0; c < p->s->k; c++) {
        double dot = 0;
        if (is_below(p, c, branch)) continue;
        for (int64_t e = x->ptr[c]; e < x->ptr[c + 1]; e++) dot += (double)x->val[e] * p->dense[x->idx[e]];
        for (int32_t v = c; v != TT_NO_NODE; v = p->s->parent[v]) out[v] += dot;
    }
}

/* ---- places ---- */

static void better(place *best, place other)
{
    if (best->at == TT_NO_NODE || other.affinity > best->affinity) *best = other;
}

/* Beside or under what is most alike below the top, given p->pull. */
static place free_place(const parting *p, int32_t branch, int32_t top)
{
    int32_t most = p->in->bound.max_children, deepest = p->in->bound.depth ? p->in->bound.depth : INT_MAX;
    place under = {.at = TT_NO_NODE, .swap = TT_NO_NODE}, beside = under;
    if (!most) most = TT__MOST_CHILDREN;
    for (int32_t v = 0; v < p->room; v++) {
        if (!is_there(p, v) || !is_below(p, v, top) || is_below(p, v, branch)) continue;
        double affinity = p->pull[v] / ((double)p->size[v] * p->size[branch]);
        int32_t taller = p->height[v] > p->height[branch] ? p->height[v] : p->height[branch];
        if (!is_leaf(p, v) && p->children[v] < most && p->level[v] + 1 + p->height[branch] <= deepest)
            better(&under, (place){v, false, TT_NO_NODE, affinity});
        if (p->level[v] + 1 + taller <= deepest) better(&beside, (place){v, true, TT_NO_NODE, affinity});
    }
    return under.at == TT_NO_NODE ? beside : under;
}

/* Is no leaf of a pair below v, but for those that are to be under the top `to` (ANY: while that is not known yet)? */
static bool may_go(const parting *p, int32_t v, int32_t to)
{
    for (int32_t i = 0; i < p->tops.n && to != ANY; i++)
        if (is_below(p, p->tops.leaf[i], v) && p->tops.top[i] != to) return false;
    return true;
}

/* On the branch's own level below the top, under a parent with room or in exchange, given p->pull and p->back. */
static place level_place(const parting *p, int32_t branch, int32_t top, int32_t from)
{
    int32_t left = p->s->parent[branch], most = p->in->bound.max_children;
    bool spared = p->children[left] > 2;
    double behind = p->size[left] - p->size[branch];
    place best = {.at = TT_NO_NODE, .swap = TT_NO_NODE}, swap = best;
    for (int32_t v = 0; v < p->room; v++) {
        if (!is_there(p, v) || is_leaf(p, v) || p->level[v] != p->level[left] || !is_below(p, v, top)) continue;
        double affinity = p->pull[v] / ((double)p->size[v] * p->size[branch]);
        if (spared && (!most || p->children[v] < most)) better(&best, (place){v, false, TT_NO_NODE, affinity});
        for (int32_t u = 0; u < p->room; u++) {
            if (p->s->parent[u] != v || !may_go(p, u, from)) continue;
            affinity = (p->pull[v] - p->pull[u]) / ((double)(p->size[v] - p->size[u]) * p->size[branch]);
            better(&swap, (place){v, false, u, affinity + p->back[u] / (behind * p->size[u])});
        }
    }
    return best.at == TT_NO_NODE ? swap : best;
}

/* from: which top the branch is under. */
static place find_place(parting *p, int32_t branch, int32_t top, int32_t from)
{
    if (!p->in->bound.n_levels) return free_place(p, branch, top);
    return level_place(p, branch, top, from);
}

static void measure_pulls(parting *p, int32_t branch)
{
    measure(p);
    measure_pull(p, p->pull, branch, p->room);
    if (p->in->bound.n_levels) measure_pull(p, p->back, p->s->parent[branch], branch);
}

/* ---- moving ---- */

/* A parent that is left with one child gives way to it. */
static void close_gap(parting *p, int32_t left)
{
    int32_t *parent = p->s->parent, only = TT_NO_NODE, children = 0;
    if (left == p->root) return;
    for (int32_t v = 0; v < p->room; v++)
        if (parent[v] == left) only = v, children++;
    if (children != 1) return;
    parent[only] = parent[left];
    parent[left] = GONE;
    for (int32_t t = 0; t < p->tops.tops + p->tops.fresh; t++)
        if (p->node[t] == left) p->node[t] = only;
}

/* A node that takes v's place and has it as a child. */
static int32_t step_between(parting *p, int32_t v)
{
    int32_t made = p->s->k;
    while (is_there(p, made)) made++; /* a tree without one-child nodes never has them all */
    p->s->parent[made] = p->s->parent[v];
    p->s->height[made] = 0; /* lifted to its children's when the tree is laid out */
    p->s->parent[v] = made;
    for (int32_t t = 0; t < p->tops.tops + p->tops.fresh; t++)
        if (p->node[t] == v) p->node[t] = made;
    return made;
}

static void move_branch(parting *p, int32_t branch, const place *to)
{
    int32_t left = p->s->parent[branch], at = to->at;
    p->s->parent[branch] = p->room; /* nowhere: its old parent may go and leave its number */
    if (to->swap != TT_NO_NODE) p->s->parent[to->swap] = left;
    close_gap(p, left);
    p->s->parent[branch] = to->beside ? step_between(p, at) : at;
}

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
static int32_t own_branch(const parting *p, int32_t i)
{
    int32_t v = p->tops.leaf[i];
    for (; p->s->parent[v] != p->root; v = p->s->parent[v])
        for (int32_t e = 0; e < 2 * p->tops.n_pairs; e++)
            if (p->tops.end[e] == i && is_below(p, p->tops.leaf[p->tops.end[e ^ 1]], p->s->parent[v])) return v;
    return v;
}

static int32_t choices(int32_t *choice, int32_t i, void *user)
{
    parting *p = user;
    int32_t n = 0, branch = own_branch(p, i);
    offer *offers = tt__calloc((size_t)p->tops.tops, sizeof *offers);
    if (!offers) return TT_ERR_MEMORY;
    measure_pulls(p, branch);
    for (int32_t t = 0; t < p->tops.tops; t++) {
        if (t == p->tops.home[i]) continue;
        place found = find_place(p, branch, p->node[t], ANY);
        if (found.at != TT_NO_NODE) offers[n++] = (offer){found.affinity, t};
    }
    qsort(offers, (size_t)n, sizeof *offers, best_first);
    for (int32_t c = 0; c < n; c++) choice[c] = offers[c].top;
    free(offers);
    return n;
}

/* The tops as they are, room for more, and who is where; the larger its branch, the sooner a leaf chooses. */
static tt_status find_tops(parting *p, bool *found)
{
    tt__tops *t = &p->tops;
    int32_t most = p->in->bound.max_children ? p->in->bound.max_children : TT__MOST_CHILDREN;
    int32_t *size = tt__calloc((size_t)t->n, sizeof *size);
    if (!size) return TT_ERR_MEMORY;
    measure(p);
    t->tops = p->children[p->root];
    t->fresh = p->in->bound.n_levels || t->tops > most ? 0 : most - t->tops;
    p->node = tt__calloc((size_t)(t->tops + t->fresh), sizeof *p->node);
    for (int32_t i = 0; i < t->n; i++) size[i] = p->size[own_branch(p, i)];
    tt__tops_order(t, size);
    free(size);
    if (!p->node) return TT_ERR_MEMORY;
    for (int32_t v = 0, n = 0; v < p->room; v++)
        if (p->s->parent[v] == p->root) p->node[n++] = v;
    for (int32_t f = 0; f < t->fresh; f++) p->node[t->tops + f] = TT_NO_NODE;
    for (int32_t i = 0; i < t->n; i++)
        for (int32_t n = 0; n < t->tops; n++)
            if (top_of(p, t->leaf[i]) == p->node[n]) t->home[i] = n;
    t->choices = choices;
    t->user = p;
    return tt__tops_find(found, t);
}

/* ---- a pair ---- */

/* The node next below v on the way to a leaf. */
static int32_t step_down(const parting *p, int32_t v, int32_t leaf)
{
    while (p->s->parent[leaf] != v) leaf = p->s->parent[leaf];
    return leaf;
}

/* The highest branch above a leaf of a pair that finds a place under the top `to`, which is there; false: there is no place. */
static bool find_branch(parting *p, int32_t *branch, place *found, int32_t leaf, const int32_t way[2])
{
    int32_t top = top_of(p, leaf), from = way[0], to = way[1], v = leaf;
    while (v != top && p->s->parent[v] != top && may_go(p, p->s->parent[v], to)) v = p->s->parent[v];
    for (;; v = step_down(p, v, leaf)) {
        *branch = v;
        if (p->node[to] == TT_NO_NODE) return true;
        measure_pulls(p, v);
        *found = find_place(p, v, p->node[to], from);
        if (found->at != TT_NO_NODE || v == leaf) return found->at != TT_NO_NODE;
    }
}

/* Bring a leaf of a pair under the top found for it. */
static bool bring(parting *p, int32_t i)
{
    int32_t to = p->tops.top[i], leaf = p->tops.leaf[i], top = top_of(p, leaf), from = 0, branch;
    place found = {.at = p->root, .swap = TT_NO_NODE};
    if (p->node[to] == top) return true;
    while (p->node[from] != top) from++;
    if (!find_branch(p, &branch, &found, leaf, (const int32_t[]){from, to})) return false;
    if (branch == top) p->node[from] = TT_NO_NODE;
    if (p->node[to] == TT_NO_NODE) p->node[to] = branch;
    move_branch(p, branch, &found);
    return true;
}

static bool all_held(const parting *p)
{
    for (int32_t e = 0; e < p->tops.n_pairs; e++)
        if (top_of(p, p->tops.leaf[p->tops.end[2 * e]]) == top_of(p, p->tops.leaf[p->tops.end[2 * e + 1]])) return false;
    return true;
}

/* Pairs 0..n-1 are settled, pair n is in hand. */
static tt_status part_pair(parting *p, int32_t n)
{
    tt_apart *pair = p->in->apart;
    bool found = false;
    pair[n].held = true;
    if (top_of(p, pair[n].a) != top_of(p, pair[n].b)) return TT_OK;
    memcpy(p->was, p->s->parent, (size_t)p->room * sizeof *p->was);
    memcpy(p->was_high, p->s->height, (size_t)p->room * sizeof *p->was_high);
    tt_status status = tt__tops_alloc(&p->tops, pair, n + 1);
    if (status == TT_OK) status = find_tops(p, &found);
    for (int32_t i = 0; i < p->tops.n && found; i++) found = bring(p, i);
    pair[n].held = found && all_held(p);
    if (!pair[n].held) {
        memcpy(p->s->parent, p->was, (size_t)p->room * sizeof *p->was);
        memcpy(p->s->height, p->was_high, (size_t)p->room * sizeof *p->was_high);
    }
    tt__tops_free(&p->tops);
    free(p->node);
    p->node = NULL;
    return status;
}

/* ---- the whole ---- */

/* Parents behind their children again: the deepest first, ties as they were. */
static tt_status renumber(parting *p)
{
    tt__skeleton made;
    int32_t k = p->s->k, deepest = 0, *number = tt__calloc((size_t)p->room, sizeof *number);
    tt_status status = number ? tt__skeleton_alloc(&made, k) : TT_ERR_MEMORY;
    if (status < 0) goto done;
    measure(p);
    for (int32_t v = 0; v < p->room; v++)
        if (p->level[v] > deepest) deepest = p->level[v];
    for (int32_t v = 0; v < k; v++) number[v] = v;
    for (int32_t l = deepest; l >= 0; l--)
        for (int32_t v = k; v < p->room; v++)
            if (is_there(p, v) && p->level[v] == l) number[v] = made.m++;
    for (int32_t v = 0; v < p->room; v++) {
        if (!is_there(p, v)) continue;
        made.height[number[v]] = p->s->height[v];
        if (v != p->root) made.parent[number[v]] = number[p->s->parent[v]];
    }
    tt__skeleton_free(p->s);
    *p->s = made;
done:
    free(number);
    return status;
}

static tt_status begin(parting *p)
{
    size_t room = (size_t)p->room;
    p->size = tt__calloc(room, sizeof *p->size);
    p->children = tt__calloc(room, sizeof *p->children);
    p->level = tt__calloc(room, sizeof *p->level);
    p->height = tt__calloc(room, sizeof *p->height);
    p->was = tt__calloc(room, sizeof *p->was);
    p->was_high = tt__calloc(room, sizeof *p->was_high);
    p->dense = tt__calloc((size_t)p->in->sums->n_cols, sizeof *p->dense);
    p->pull = tt__calloc(room, sizeof *p->pull);
    p->back = tt__calloc(room, sizeof *p->back);
    if (!p->size || !p->children || !p->level || !p->height || !p->was || !p->was_high) return TT_ERR_MEMORY;
    if (!p->dense || !p->pull || !p->back) return TT_ERR_MEMORY;
    for (int32_t v = p->s->m; v < p->room; v++) p->s->parent[v] = GONE;
    for (int32_t i = 0; i < p->in->n; i++)
        if (p->in->label[i] < p->s->k) p->size[p->in->label[i]]++;
    return TT_OK;
}

static void end(parting *p)
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

tt_status tt__skeleton_part(tt__skeleton *skeleton, const tt_tree_input *in)
{
    parting p = {.s = skeleton, .in = in, .room = 2 * skeleton->k, .root = skeleton->m - 1};
    tt_status status = begin(&p);
    for (int32_t n = 0; n < in->n_apart; n++) in->apart[n].held = false;
    for (int32_t n = 0; n < in->n_apart && skeleton->m > 1 && status == TT_OK; n++) status = part_pair(&p, n);
    if (status == TT_OK) status = renumber(&p);
    end(&p);
    return status;
}
