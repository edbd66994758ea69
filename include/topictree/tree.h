/* Floor 5: the n-ary topic tree as a shape: nodes, and which documents stand below each. */
#ifndef TOPICTREE_TREE_H
#define TOPICTREE_TREE_H

#include "cluster.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TT_MAX_LEVELS 16
#define TT_NO_NODE ((int32_t)-1)
#define TT_ID_SIZE 20

typedef struct tt_shape_opts {
    int32_t levels[TT_MAX_LEVELS]; /* nodes per level from the top, the last = leaves; strictly increasing */
    int32_t n_levels;              /* 0: chosen */
    int32_t max_children;          /* 0: chosen (at most 32); 2 gives the binary dendrogram itself */
    int32_t depth;                 /* 0: chosen; levels below the root */
} tt_shape_opts;

/* Nodes in preorder: the root is 0, a parent comes before its children, children of a node are ordered by size (largest
 * first, ties by their first document).  The documents below node v are order[begin[v] .. end[v]): one contiguous range.
 * A leaf is a node whose n_children is 0. */
typedef struct tt_tree {
    int32_t m, n;         /* nodes, documents */
    int32_t *parent;      /* m: TT_NO_NODE for the root */
    int32_t *next;        /* m: the next sibling, or TT_NO_NODE */
    int32_t *n_children;  /* m: the first child of an inner node v is v + 1 */
    int32_t *level;       /* m: 0 for the root */
    int32_t *begin, *end; /* m: range in order */
    double *height;       /* m: merge height, 0 for leaves; a parent's is never below a child's */
    char (*id)[TT_ID_SIZE]; /* m: stable name, made from the ids of the documents below; unique */
    int32_t *order;       /* n: documents (canonical index), ascending within a leaf */
    int32_t *leaf;        /* n: the leaf node of each document */
} tt_tree;

tt_shape_opts tt_shape_opts_default(void);
const char *tt_shape_opts_check(const tt_shape_opts *opts);

/* How many levels and how many nodes on each a tree of k leaves shall have: fills levels/n_levels where the caller left
 * them open.  TT_ERR_SHAPE with the reason where k leaves cannot have the asked shape. */
tt_status tt_shape_resolve(tt_shape_opts *resolved, const tt_shape_opts *asked, int32_t k);

void tt_tree_free(tt_tree *tree);

#ifdef __cplusplus
}
#endif
#endif
