/* Leaves, or the nodes of any level, exchanged between the groups above them.
 *
 * Agglomeration never takes back a merge: an item that was joined to its nearest neighbour early stays, though the
 * group grew into another subject.  So each item in turn moves to the group where I2 = sum over groups of the length of
 * their sums gains most, as long as group sizes allow, until none moves.  I2 never falls, so this ends.
 *
 * Sums are taken above the background, as the linkage takes cosines: S' = S - n m / 2, m the mean of the items'
 * centroids. They are never made; with r = S . m, what is needed of them is S_i' . S_g' = S_i . S_g - (n_g r_i + n_i
 * r_g) / 2 + n_i n_g m . m / 4. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "tree/affinity.h"
#include "tree/skeleton.h"

enum {
    MOST_PASSES = 20,
    FEWEST_MEMBERS = 2,
    FEW_MOVES =
        200 /* where items are many and known in few dimensions only, moves of fewer than one in so many end it */
};

static const double LEAST_GAIN = 1e-6; /* of I2 as a whole: below, rounding decides */

/* A set of documents, or one group. */
typedef struct mass {
    double n, r; /* documents; product of their sum with the mean centroid */
} mass;

typedef struct exchange {
    tt__tree_grouping *to;
    const int32_t *size; /* p */
    int32_t p;
    tt__tree_affinity pull;
    double *r; /* p: products of the items with the mean centroid */
    double mean_square;
    mass *mass;       /* k */
    double *square;   /* k: squared lengths of the groups' sums above the background */
    double *length;   /* k: their roots */
    int32_t *members; /* k */
    double *scores;   /* k: an item's products with the groups */
    double least;
} exchange;

/* A product of two sums, above the background. */
static double above(const exchange *e, double dot, mass a, mass b)
{
    return dot - (b.n * a.r + a.n * b.r) / 2 + a.n * b.n * e->mean_square / 4;
}

/* Length of a group's sum with an item (dot > 0 where they are alike) or, with the product negated, without it. */
static double joined(double square, double dot, double own)
{
    return sqrt(fmax(square + 2 * dot + own, 0));
}

/* The group where the item adds most to I2 and there is room; -1 where that is its own. */
static int32_t better_group(const exchange *e, int32_t from, mass m, double own)
{
    double here = above(e, e->scores[from], m, e->mass[from]);
    double most = e->length[from] - joined(e->square[from], -here, own) + e->least;
    int32_t best = -1;
    for (int32_t g = 0; g < e->to->k; g++) {
        if (g == from || (e->to->most && e->members[g] >= e->to->most)) continue;
        double gain = joined(e->square[g], above(e, e->scores[g], m, e->mass[g]), own) - e->length[g];
        if (gain > most) best = g, most = gain;
    }
    return best;
}

/* Add the item to a group (sign 1) or take it out (-1). */
static void shift(exchange *e, int32_t item, int32_t group, mass m, double own, int sign)
{
    double dot = above(e, e->scores[group], m, e->mass[group]);
    e->square[group] = fmax(e->square[group] + 2 * sign * dot + own, 0);
    e->length[group] = sqrt(e->square[group]);
    e->mass[group].n += sign * m.n;
    e->mass[group].r += sign * m.r;
    e->members[group] += sign;
    tt__tree_affinity_shift(&e->pull, item, group, sign);
}

static bool move_item(exchange *e, int32_t item)
{
    int32_t from = e->to->group[item];
    if (e->members[from] <= FEWEST_MEMBERS) return false;
    tt__tree_affinity_scores(e->scores, &e->pull, item);
    mass m = {e->size[item], e->r[item]};
    double own = above(e, tt__tree_affinity_pair(&e->pull, item, item), m, m);
    int32_t to = better_group(e, from, m, own);
    if (to < 0) return false;
    shift(e, item, from, m, own, -1);
    shift(e, item, to, m, own, 1);
    e->to->group[item] = to;
    return true;
}

/* What is known of the groups. */
static tt_status add_up(exchange *e)
{
    double all = 0;
    tt_status status = tt__tree_affinity_mean(e->r, &e->pull, e->size);
    for (int32_t i = 0; i < e->p && status == TT_OK; i++) {
        int32_t g = e->to->group[i];
        tt__tree_affinity_scores(e->scores, &e->pull, i);
        e->square[g] += e->scores[g];
        e->members[g]++;
        e->mass[g].n += e->size[i];
        e->mass[g].r += e->r[i];
        e->mean_square += e->r[i] / ((double)e->p * e->size[i]);
    }
    for (int32_t g = 0; g < e->to->k; g++) {
        e->square[g] = fmax(above(e, e->square[g], e->mass[g], e->mass[g]), 0);
        all += e->length[g] = sqrt(e->square[g]);
    }
    e->least = LEAST_GAIN * all;
    return status;
}

tt_status tt__tree_exchange(tt__tree_grouping *grouping, const tt__cluster_reduced *sums, const int32_t *size)
{
    size_t k = (size_t)grouping->k;
    exchange e = {.to = grouping, .size = size, .p = sums->x->n_rows};
    tt_status status = tt__tree_affinity_begin(&e.pull, sums, grouping->group, grouping->k);
    if (status < 0) return status;
    e.r = tt__base_calloc((size_t)e.p, sizeof *e.r);
    e.mass = tt__base_calloc(k, sizeof *e.mass);
    e.square = tt__base_calloc(k, sizeof *e.square);
    e.length = tt__base_calloc(k, sizeof *e.length);
    e.members = tt__base_calloc(k, sizeof *e.members);
    e.scores = tt__base_calloc(k, sizeof *e.scores);
    status = e.r && e.mass && e.square && e.length && e.members && e.scores ? add_up(&e) : TT_ERR_MEMORY;
    int32_t moves = k > 1, least_moves = sums->gram ? 1 : e.p / FEW_MOVES + 1;
    for (int32_t pass = 0; pass < MOST_PASSES && status == TT_OK && (pass ? moves >= least_moves : moves > 0); pass++) {
        moves = 0;
        for (int32_t i = 0; i < e.p; i++) moves += move_item(&e, i);
    }
    tt__tree_affinity_end(&e.pull);
    free(e.r);
    free(e.mass);
    free(e.square);
    free(e.length);
    free(e.members);
    free(e.scores);
    return status;
}
