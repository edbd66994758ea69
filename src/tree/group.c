/* One level of a tree with a fixed number of nodes a level: p items into exactly k groups of two items or more.
 *
 * 1. Agglomerate the items and open the dendrogram from the top.  A merge of two sides with two items or more each makes one
 *    group more; where one side is a single item, that item becomes a stray.
 * 2. Should the dendrogram run out of such merges, the worst placed items of groups with three or more found new groups.
 * 3. Strays, and the worst placed items of groups that are too large, go where their average cosine is best and there is
 *    room.  p >= 2 k (and p <= most * k) guarantee that this ends well.
 * 4. Items are exchanged between groups (regroup.c). */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "matrix/csr.h"
#include "matrix/panel.h"
#include "tree/skeleton.h"

enum { STRAY = -1 };

typedef struct level {
    tt__grouping *to;
    int32_t p;
    int32_t *below;    /* 2 p: items below each item or merge */
    int32_t *open;     /* k: the dendrogram's items that are groups so far */
    int32_t made;      /* how many */
    int32_t *members;  /* k: items in each group */
    float *affinity;   /* p * k: average cosine of item and group */
} level;

/* Which open item is highest and has four items or more below (two groups of two). */
static int32_t pick(const level *l, int32_t p)
{
    int32_t best = -1;
    for (int32_t i = 0; i < l->made; i++)
        if (l->open[i] >= p && l->below[l->open[i]] >= 4 && (best < 0 || l->open[i] > l->open[best])) best = i;
    return best;
}

/* Step 1. */
static void open_dendrogram(level *l, const tt_merges *merges)
{
    int32_t p = l->p;
    for (int32_t i = 0; i < p; i++) l->below[i] = 1;
    for (int32_t i = 0; i < p - 1; i++) l->below[p + i] = l->below[merges->left[i]] + l->below[merges->right[i]];
    l->open[0] = 2 * p - 2;
    l->made = 1;
    while (l->made < l->to->k) {
        int32_t at = pick(l, p);
        if (at < 0) break;
        int32_t a = merges->left[l->open[at] - p], b = merges->right[l->open[at] - p];
        bool both = l->below[a] >= 2 && l->below[b] >= 2;
        l->open[at] = both || l->below[a] >= 2 ? a : b; /* a single item is left out: a stray */
        if (both) l->open[l->made++] = b;
    }
}

/* Whose group each item is, from the open merges; an item above which nothing is open is a stray. */
static tt_status settle(level *l, const tt_merges *merges)
{
    int32_t items = 2 * l->p - 1, *of = tt__calloc((size_t)items, sizeof *of);
    if (!of) return TT_ERR_MEMORY;
    for (int32_t i = 0; i < items; i++) of[i] = STRAY;
    for (int32_t g = 0; g < l->made; g++) {
        of[l->open[g]] = g;
        l->to->height[g] = l->open[g] >= l->p ? merges->height[l->open[g] - l->p] : 0;
    }
    for (int32_t i = items - 1; i >= l->p; i--) /* merges only point down */
        if (of[i] != STRAY) of[merges->left[i - l->p]] = of[merges->right[i - l->p]] = of[i];
    for (int32_t i = 0; i < l->p; i++) {
        l->to->group[i] = of[i];
        if (of[i] != STRAY) l->members[of[i]]++;
    }
    free(of);
    return TT_OK;
}

/* Average cosine of each item with each group as it stands: S_i . S_g / (n_i n_g). */
static tt_status measure(level *l, const tt_csr *sums, const int32_t *size)
{
    tt__panel panel = {0};
    tt_status status = tt__panel_alloc(&panel, sums->n_cols, l->to->k);
    if (status < 0) return status;
    float *scores = tt__calloc((size_t)panel.stride, sizeof *scores);
    double *count = tt__calloc((size_t)l->to->k, sizeof *count);
    if (!scores || !count) status = TT_ERR_MEMORY;
    for (int32_t i = 0; i < l->p && status == TT_OK; i++) {
        if (l->to->group[i] == STRAY) continue;
        tt__panel_add(&panel, l->to->group[i], sums, i, 1);
        count[l->to->group[i]] += size[i];
    }
    for (int32_t i = 0; i < l->p && status == TT_OK; i++) {
        tt__panel_scores(scores, &panel, sums, i);
        for (int32_t g = 0; g < l->to->k; g++)
            l->affinity[(int64_t)i * l->to->k + g] = count[g] > 0 ? (float)((double)scores[g] / (size[i] * count[g])) : 0;
    }
    free(scores);
    free(count);
    tt__panel_free(&panel);
    return status;
}

static float affinity(const level *l, int32_t item, int32_t group) { return l->affinity[(int64_t)item * l->to->k + group]; }

/* The worst placed item among groups with more than `least` members; ties to the lowest item. */
static int32_t worst_placed(const level *l, int32_t least)
{
    int32_t worst = -1;
    for (int32_t i = 0; i < l->p; i++) {
        int32_t g = l->to->group[i];
        if (g == STRAY || l->members[g] <= least) continue;
        if (worst < 0 || affinity(l, i, g) < affinity(l, worst, l->to->group[worst])) worst = i;
    }
    return worst;
}

static void leave(level *l, int32_t item)
{
    l->members[l->to->group[item]]--;
    l->to->group[item] = STRAY;
}

static void join(level *l, int32_t item, int32_t group)
{
    l->to->group[item] = group;
    l->members[group]++;
}

static int32_t first_stray(const level *l)
{
    for (int32_t i = 0; i < l->p; i++)
        if (l->to->group[i] == STRAY) return i;
    return -1;
}

/* Who goes best with a group: the most alike among the strays, or, where there are none, among those that can be spared. */
static int32_t partner(const level *l, int32_t group)
{
    bool strays = first_stray(l) >= 0;
    int32_t best = -1;
    for (int32_t i = 0; i < l->p; i++) {
        int32_t g = l->to->group[i];
        if (strays ? g != STRAY : g == group || l->members[g] <= 2) continue;
        if (best < 0 || affinity(l, i, group) > affinity(l, best, group)) best = i;
    }
    return best;
}

/* Step 2: a stray, or else the worst placed item, founds a group together with the one most like it. */
static void found_groups(level *l, const tt_csr *sums, const int32_t *size)
{
    for (; l->made < l->to->k; l->made++) {
        int32_t founder = first_stray(l);
        if (founder < 0) {
            founder = worst_placed(l, 2);
            leave(l, founder);
        }
        join(l, founder, l->made);
        for (int32_t i = 0; i < l->p; i++)
            l->affinity[(int64_t)i * l->to->k + l->made] =
                (float)(tt__csr_rows_dot(sums, i, founder) / ((double)size[i] * size[founder]));
        int32_t second = partner(l, l->made);
        if (l->to->group[second] != STRAY) leave(l, second);
        join(l, second, l->made);
        l->to->height[l->made] = 0; /* lifted to its members' by whoever lays the tree out */
    }
}

/* Step 3. */
static void place_strays(level *l)
{
    int32_t most = l->to->most ? l->to->most : l->p;
    for (int32_t i; (i = worst_placed(l, most)) >= 0;) leave(l, i);
    for (int32_t i = 0; i < l->p; i++) {
        int32_t best = -1;
        if (l->to->group[i] != STRAY) continue;
        for (int32_t g = 0; g < l->made; g++)
            if (l->members[g] < most && (best < 0 || affinity(l, i, g) > affinity(l, i, best))) best = g;
        join(l, i, best);
    }
}

tt_status tt__group(tt__grouping *grouping, const tt_csr *sums, const int32_t *size, tt_linkage linkage, const tt_run *run)
{
    level l = {.to = grouping, .p = sums->n_rows};
    tt_merges merges = {0};
    l.below = tt__calloc(2 * (size_t)l.p, sizeof *l.below);
    l.open = tt__calloc((size_t)grouping->k, sizeof *l.open);
    l.members = tt__calloc((size_t)grouping->k, sizeof *l.members);
    l.affinity = tt__calloc((size_t)l.p * (size_t)grouping->k, sizeof *l.affinity);
    tt_status status = l.below && l.open && l.members && l.affinity ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = tt_linkage_build(&merges, sums, size, linkage, run);
    if (status == TT_OK) {
        open_dendrogram(&l, &merges);
        status = settle(&l, &merges);
    }
    if (status == TT_OK) status = measure(&l, sums, size);
    if (status == TT_OK) {
        found_groups(&l, sums, size);
        place_strays(&l);
    }
    if (status == TT_OK) status = tt__regroup(grouping, sums, size);
    tt_merges_free(&merges);
    free(l.below);
    free(l.open);
    free(l.members);
    free(l.affinity);
    return status;
}
