/* A tree in which branches move: what cannot_link.c decides with, and move_branch.c knows and does. */
#ifndef TT_TREE_MOVE_BRANCH_H
#define TT_TREE_MOVE_BRANCH_H

#include "tree/colour_branches.h"

enum { TT__TREE_GONE = -2, TT__TREE_ANY = -1 };

typedef struct tt__tree_moves {
    tt__tree_skeleton *s; /* parents may have any number while it is worked on; TT__TREE_GONE: a number that is free */
    const tt_tree_input *in;
    int32_t room; /* 2 k: numbers of nodes */
    int32_t root;
    int32_t *size;         /* room: documents below */
    int32_t *children;     /* room */
    int32_t *level;        /* room */
    int32_t *height;       /* room: levels below */
    int32_t *was;          /* room: the parents before the pair in hand */
    double *was_high;      /* room: the merge heights */
    double *dense;         /* v */
    double *pull;          /* room: product of the branch in hand with the leaves below each node, without its own */
    double *back;          /* room: the same of what it leaves behind */
    tt__tree_colours tops; /* for the pair in hand */
    int32_t *node; /* tops.tops + tops.fresh: the child of the root that each is; TT_NO_NODE while there is none */
} tt__tree_moves;

/* Where a branch may go. */
typedef struct tt__tree_place {
    int32_t at; /* under this node or, where `beside`, under a new one that it shares with this */
    bool beside;
    int32_t swap;    /* this one goes where the branch came from; TT_NO_NODE: none has to */
    double affinity; /* average cosine */
} tt__tree_place;

bool tt__tree_is_there(const tt__tree_moves *p, int32_t v);
bool tt__tree_is_below(const tt__tree_moves *p, int32_t v, int32_t above);
/* The child of the root that v is under. */
int32_t tt__tree_top_of(const tt__tree_moves *p, int32_t v);
/* Sizes, children, levels and heights as the tree stands. */
void tt__tree_moves_measure(tt__tree_moves *p);

/* Is no leaf of a pair below v, but for those that are to be under the top `to` (TT__TREE_ANY: while that is not known
 * yet)? */
bool tt__tree_may_go(const tt__tree_moves *p, int32_t v, int32_t to);
/* Measure, with the pulls of this branch and of what it leaves behind. */
void tt__tree_moves_affinity(tt__tree_moves *p, int32_t branch);
/* Where the branch, which is under the top `from`, fits best below the node `top`, after tt__tree_moves_affinity(); at
 * is TT_NO_NODE where there is no place. */
tt__tree_place tt__tree_find_place(const tt__tree_moves *p, int32_t branch, int32_t top, int32_t from);
/* A parent that is left with one child gives way to it. */
void tt__tree_move_branch(tt__tree_moves *p, int32_t branch, const tt__tree_place *to);

#endif
