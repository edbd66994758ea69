/* One level of a tree with a fixed number of nodes a level: p items into exactly k groups of two items or more.
 *
 * 1. Agglomerate the items and open the dendrogram from the top.  A merge of two sides with two items or more each
 *    makes one group more; where one side is a single item, that item becomes a stray.
 * 2. Should the dendrogram run out of such merges, the worst placed items of groups with three or more found new
 *    groups.
 * 3. Strays, and the worst placed items of groups that are too large, go where their average cosine is best and there
 *    is room.  p >= 2 k (and p <= most * k) guarantee that this ends well.
 * 4. Items are exchanged between groups (exchange.c). */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "cluster/linkage.h"
#include "tree/affinity.h"
#include "tree/skeleton.h"

enum { STRAY = -1 };

typedef struct placed {
    float affinity;
    int32_t item;
} placed;

typedef struct level {
    tt__tree_grouping *to;
    const tt__cluster_reduced *sums;
    const int32_t *size; /* p: documents */
    int32_t p;
    int32_t *below;         /* 2 p: items below each item or merge */
    int32_t *at;            /* 2 p: which of the groups an open item or merge is; -1: none */
    int32_t *open;          /* k: the dendrogram's items that are groups so far */
    int32_t made;           /* how many */
    int32_t *members;       /* k: items in each group */
    int32_t *settled;       /* p: groups as the dendrogram had them: affinity is to these */
    double *count;          /* k: their documents */
    tt__tree_affinity pull; /* to these */
    double *scores;         /* k */
    placed *worst;          /* p: items by their affinity with their own group, the worst first */
    int32_t *founder;       /* k: whom a group without a dendrogram's merge began with */
} level;

/* Step 1: the highest open item that has four items or more below (two groups of two) is opened, again and again.
 * Merges stand after what they join: one way down meets each highest. */
static void open_dendrogram(level *l, const tt_merges *merges)
{
    int32_t p = l->p;
    for (int32_t i = 0; i < p; i++) l->below[i] = 1;
    for (int32_t i = 0; i < p - 1; i++) l->below[p + i] = l->below[merges->left[i]] + l->below[merges->right[i]];
    for (int32_t i = 0; i < 2 * p; i++) l->at[i] = STRAY;
    l->at[2 * p - 2] = 0;
    l->open[0] = 2 * p - 2;
    l->made = 1;
    for (int32_t i = 2 * p - 2; i >= p && l->made < l->to->k; i--) {
        if (l->at[i] == STRAY || l->below[i] < 4) continue;
        int32_t a = merges->left[i - p], b = merges->right[i - p], at = l->at[i];
        bool both = l->below[a] >= 2 && l->below[b] >= 2;
        l->at[i] = STRAY;
        l->open[at] = both || l->below[a] >= 2 ? a : b; /* a single item is left out: a stray */
        l->at[l->open[at]] = at;
        if (!both) continue;
        l->at[b] = l->made;
        l->open[l->made++] = b;
    }
}

/* Whose group each item is, from the open merges; an item above which nothing is open is a stray. */
static void settle(level *l, const tt_merges *merges)
{
    for (int32_t g = 0; g < l->made; g++) l->to->height[g] = l->open[g] >= l->p ? merges->height[l->open[g] - l->p] : 0;
    for (int32_t i = 2 * l->p - 2; i >= l->p; i--) /* merges only point down */
        if (l->at[i] != STRAY) l->at[merges->left[i - l->p]] = l->at[merges->right[i - l->p]] = l->at[i];
    for (int32_t i = 0; i < l->p; i++) {
        l->to->group[i] = l->settled[i] = l->at[i];
        if (l->at[i] == STRAY) continue;
        l->members[l->at[i]]++;
        l->count[l->at[i]] += l->size[i];
    }
}

/* Average cosine of an item with each group as it was settled, or with the founder of one that came later: S_i . S_g /
 * (n_i n_g). */
static void measure(level *l, int32_t item)
{
    tt__tree_affinity_scores(l->scores, &l->pull, item);
    for (int32_t g = 0; g < l->made; g++) {
        if (l->founder[g] != STRAY)
            l->scores[g] = tt__tree_affinity_pair(&l->pull, item, l->founder[g]) / l->size[l->founder[g]];
        else
            l->scores[g] /= l->count[g];
        l->scores[g] /= l->size[item];
    }
}

static int worst_first(const void *a, const void *b)
{
    const placed *p = a, *q = b;
    if (p->affinity != q->affinity) return p->affinity < q->affinity ? -1 : 1;
    return p->item < q->item ? -1 : p->item > q->item;
}

static tt_status rank(level *l)
{
    tt_status status = tt__tree_affinity_begin(&l->pull, l->sums, l->settled, l->to->k);
    if (status < 0) return status;
    for (int32_t i = 0; i < l->p; i++) {
        l->worst[i].item = i;
        if (l->settled[i] == STRAY) continue;
        measure(l, i);
        l->worst[i].affinity = (float)l->scores[l->settled[i]];
    }
    qsort(l->worst, (size_t)l->p, sizeof *l->worst, worst_first);
    return TT_OK;
}

/* The worst placed item among groups with more than `least` members, from place *next of the ranking on.  Groups only
 * lose members, so that who was passed over stays out; new groups have two. */
static int32_t worst_placed(const level *l, int32_t least, int32_t *next)
{
    for (; *next < l->p; ++*next) {
        int32_t i = l->worst[*next].item, g = l->to->group[i];
        if (g != STRAY && l->members[g] > least) return i;
    }
    return -1;
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

/* The first stray from *next on.  Strays are only taken away, so that *next never goes back. */
static int32_t first_stray(const level *l, int32_t *next)
{
    while (*next < l->p && l->to->group[*next] != STRAY) ++*next;
    return *next < l->p ? *next : -1;
}

/* Who goes best with a group's founder: the most alike among the strays, or, where there are none, among those that can
 * be spared. */
static int32_t partner(const level *l, int32_t group, bool strays)
{
    int32_t best = -1, founder = l->founder[group];
    float most = 0;
    for (int32_t i = 0; i < l->p; i++) {
        int32_t g = l->to->group[i];
        if (strays ? g != STRAY : g == group || l->members[g] <= 2) continue;
        float alike = (float)(tt__tree_affinity_pair(&l->pull, i, founder) / ((double)l->size[i] * l->size[founder]));
        if (best < 0 || alike > most) best = i, most = alike;
    }
    return best;
}

/* Step 2: a stray, or else the worst placed item, founds a group together with the one most like it. */
static void found_groups(level *l)
{
    int32_t stray = 0, worst = 0;
    for (; l->made < l->to->k; l->made++) {
        int32_t founder = first_stray(l, &stray);
        if (founder < 0) {
            founder = worst_placed(l, 2, &worst);
            leave(l, founder);
        }
        join(l, founder, l->made);
        l->founder[l->made] = founder;
        int32_t second = partner(l, l->made, first_stray(l, &stray) >= 0);
        if (l->to->group[second] != STRAY) leave(l, second);
        join(l, second, l->made);
        l->to->height[l->made] = 0; /* raised to its members' when the tree is laid out */
    }
}

/* Step 3. */
static void place_strays(level *l)
{
    int32_t most = l->to->most ? l->to->most : l->p, worst = 0;
    for (int32_t i; (i = worst_placed(l, most, &worst)) >= 0;) leave(l, i);
    for (int32_t i = 0; i < l->p; i++) {
        int32_t best = -1;
        if (l->to->group[i] != STRAY) continue;
        measure(l, i);
        for (int32_t g = 0; g < l->made; g++)
            if (l->members[g] < most && (best < 0 || (float)l->scores[g] > (float)l->scores[best])) best = g;
        join(l, i, best);
    }
}

static void level_free(level *l)
{
    tt__tree_affinity_end(&l->pull);
    free(l->below);
    free(l->at);
    free(l->open);
    free(l->members);
    free(l->settled);
    free(l->count);
    free(l->scores);
    free(l->worst);
    free(l->founder);
}

static tt_status level_init(level *l)
{
    size_t p = (size_t)l->p, k = (size_t)l->to->k;
    l->below = tt__base_calloc(2 * p, sizeof *l->below);
    l->at = tt__base_calloc(2 * p, sizeof *l->at);
    l->open = tt__base_calloc(k, sizeof *l->open);
    l->members = tt__base_calloc(k, sizeof *l->members);
    l->settled = tt__base_calloc(p, sizeof *l->settled);
    l->count = tt__base_calloc(k, sizeof *l->count);
    l->scores = tt__base_calloc(k, sizeof *l->scores);
    l->worst = tt__base_calloc(p, sizeof *l->worst);
    l->founder = tt__base_calloc(k, sizeof *l->founder);
    bool all =
        l->below && l->at && l->open && l->members && l->settled && l->count && l->scores && l->worst && l->founder;
    for (int32_t g = 0; all && g < l->to->k; g++) l->founder[g] = STRAY;
    return all ? TT_OK : TT_ERR_MEMORY;
}

tt_status tt__tree_group_level(tt__tree_grouping *grouping, const tt_csr *sums, const int32_t *size, tt_linkage linkage,
                               const tt_run *run)
{
    tt__cluster_reduced known = {0};
    level l = {.to = grouping, .sums = &known, .size = size, .p = sums->n_rows};
    tt_merges merges = {0};
    tt_status status = tt__cluster_reduce(&known, sums, TT__CLUSTER_MOST_PRODUCTS, run);
    if (status == TT_OK) status = level_init(&l);
    if (status == TT_OK) status = tt__cluster_linkage_run(&merges, &known, size, linkage, run);
    if (status == TT_OK) {
        open_dendrogram(&l, &merges);
        settle(&l, &merges);
        status = rank(&l);
    }
    if (status == TT_OK) {
        found_groups(&l);
        place_strays(&l);
        status = tt__tree_exchange(grouping, &known, size);
    }
    tt_merges_free(&merges);
    level_free(&l);
    tt__cluster_reduced_free(&known);
    return status;
}
