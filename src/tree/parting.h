/* A tree in which branches move: what apart.c decides with, and places.c knows and does. */
#ifndef TT_TREE_PARTING_H
#define TT_TREE_PARTING_H

#include "tree/tops.h"

enum { TT__GONE = -2, TT__ANY = -1 };

typedef struct tt__parting {
    tt__skeleton *s;      /* parents may have any number while it is worked on; TT__GONE: a number that is free */
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
} tt__parting;

/* Where a branch may go. */
typedef struct tt__place {
    int32_t at;      /* under this node or, where `beside`, under a new one that it shares with this */
    bool beside;
    int32_t swap;    /* this one goes where the branch came from; TT_NO_NODE: none has to */
    double affinity; /* average cosine */
} tt__place;

bool tt__is_there(const tt__parting *p, int32_t v);
bool tt__is_below(const tt__parting *p, int32_t v, int32_t above);
/* The child of the root that v is under. */
int32_t tt__top_of(const tt__parting *p, int32_t v);
/* Sizes, children, levels and heights as the tree stands. */
void tt__parting_measure(tt__parting *p);

/* Is no leaf of a pair below v, but for those that are to be under the top `to` (TT__ANY: while that is not known yet)? */
bool tt__may_go(const tt__parting *p, int32_t v, int32_t to);
/* Measure, with the pulls of this branch and of what it leaves behind. */
void tt__parting_pull(tt__parting *p, int32_t branch);
/* Where the branch, which is under the top `from`, fits best below the node `top`, after tt__parting_pull(); at is TT_NO_NODE where there is
 * no place. */
tt__place tt__find_place(const tt__parting *p, int32_t branch, int32_t top, int32_t from);
/* A parent that is left with one child gives way to it. */
void tt__move_branch(tt__parting *p, int32_t branch, const tt__place *to);

#endif
