/* The n-ary topic tree as a shape: nodes, and which documents stand below each. */
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
    int32_t max_children; /* 0: chosen (at most 32, unless levels or depth say otherwise); 2 gives the binary dendrogram
                             itself */
    int32_t depth;        /* 0: chosen; levels below the root */
} tt_shape_opts;

/* Nodes in preorder: the root is 0, a parent comes before its children, children of a node are ordered by size (largest
 * first, ties by their first document; the outliers last).  The documents below node v are order[begin[v] .. end[v]):
 * one contiguous range. A leaf is a node whose n_children is 0. */
typedef struct tt_tree {
    int32_t m, n;           /* nodes, documents */
    int32_t *parent;        /* m: TT_NO_NODE for the root */
    int32_t *next;          /* m: the next sibling, or TT_NO_NODE */
    int32_t *n_children;    /* m: the first child of an inner node v is v + 1 */
    int32_t *level;         /* m: 0 for the root */
    int32_t *begin, *end;   /* m: range in order */
    double *height;         /* m: merge height, 0 for leaves; a parent's is never below a child's */
    char (*id)[TT_ID_SIZE]; /* m: stable name, made from the ids of the documents below; unique */
    int32_t *order;         /* n: documents (canonical index), ascending within a leaf */
    int32_t *leaf;          /* n: the leaf node of each document */
    int32_t outliers; /* the leaf, a child of the root, of the documents that fit no topic; 0 where there is none */
} tt_tree;

TT_API tt_shape_opts tt_shape_opts_default(void);
TT_API const char *tt_shape_opts_check(const tt_shape_opts *opts);

/* How a tree of k leaves shall look: fills in what the caller left open.  n_levels > 0: so many nodes on each level,
 * every parent with at least two children; n_levels 0: the dendrogram, folded until no parent can take another's
 * children without exceeding max_children.  TT_ERR_SHAPE with the reason where k leaves cannot have the asked shape. */
TT_API tt_status tt_shape_resolve(tt_shape_opts *resolved, const tt_shape_opts *asked, int32_t k);

/* Two leaf topics that are to share no node but the root (a cannot-link: Wagstaff & Cardie 2000; Davidson & Ravi 2005,
 * doi:10.1007/11564126_11). */
typedef struct tt_cannot_link {
    int32_t a, b; /* 0..k-1, different */
    bool held;    /* set: they share none */
} tt_cannot_link;

/* What a tree is made from: k leaf topics over n documents. */
typedef struct tt_tree_input {
    const tt_csr *sums;        /* k x v: the sum of each leaf's rows */
    const int32_t *label;      /* n: the leaf topic of each document, 0..k-1 */
    const char *const *doc_id; /* n: ids of the documents, in canonical order */
    int32_t n;
    tt_linkage linkage;
    bool outliers;         /* documents with the label k fit no topic: a leaf of their own, directly under the root */
    tt_cannot_link *apart; /* n_apart, or NULL: from first to last, those that there is a place for */
    int32_t n_apart;
    tt_shape_opts bound; /* of the shape, what they must leave as it is; what is 0 gives way to them */
} tt_tree_input;

/* Agglomerate the leaf topics and shape the result.  A topic's id is made from the ids of its documents: it is the same
 * wherever the same documents come together, and unique in the tree.  The shape is that of the topics: the leaf of
 * outliers comes on top, one more on the first level. Where two topics that are to be apart share a broader one, the
 * smaller of its two branches moves: directly under the root while that has fewer than bound.max_children (0: 32)
 * children and bound has no levels, else to where it is most alike; with levels in exchange for another topic if need
 * be.  Larger branches move where no other way leaves all pairs apart. Errors: TT_ERR_ARGUMENT, TT_ERR_SHAPE,
 * TT_ERR_MEMORY, TT_ERR_CANCELLED. */
TT_API tt_status tt_tree_build(tt_tree *out, const tt_tree_input *in, const tt_shape_opts *opts, const tt_run *run);

TT_API void tt_tree_free(tt_tree *tree);

#ifdef __cplusplus
}
#endif
#endif
