/* Which child of the root each of a few leaves is to stand under, so that those that are to be apart are. */
#ifndef TT_TREE_COLOUR_BRANCHES_H
#define TT_TREE_COLOUR_BRANCHES_H

#include "tree/skeleton.h"

/* n leaves, the graph of the pairs that are to be apart, and for each leaf the tops (children of the root) that would
 * take it. */
typedef struct tt__tree_colours {
    int32_t n, n_pairs;
    int32_t *leaf;       /* n, in the order in which they choose */
    int32_t *end;        /* 2 n_pairs: which of the leaves each pair has */
    int32_t tops, fresh; /* tops that there are, tops..tops + fresh - 1 that there may be */
    int32_t *home;       /* n: where a leaf is, or TT_NO_NODE */
    /* A leaf's other tops, 0..tops-1, the best first, into choice; returns how many, or a negative status. */
    int32_t (*choices)(int32_t *choice, int32_t i, void *user);
    void *user;
    int32_t *top; /* n: found */
} tt__tree_colours;

/* Those pairs that `held` says count. */
tt_status tt__tree_colours_alloc(tt__tree_colours *out, const tt_cannot_link *pair, int32_t n_pairs);
void tt__tree_colours_free(tt__tree_colours *tops);

/* Who chooses first: the largest, ties to the lower leaf.  size: n, in the order of leaf, and sorted with it.  home
 * must still be empty. */
void tt__tree_colours_order(tt__tree_colours *tops, int32_t *size);

/* Each leaf in turn takes the first that leaves it apart from those before it: home, a fresh top, one of its choices, a
 * fresh one that another has taken; where a later one finds none, the last of those who are in its way takes its next.
 * What takes more than 200,000 steps is given up. */
tt_status tt__tree_colours_find(bool *found, tt__tree_colours *tops);

#endif
