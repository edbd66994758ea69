/* The tree that is judged: every document of the corpus is on exactly one node. */
#ifndef TT_EVAL_TREE_METRICS_H
#define TT_EVAL_TREE_METRICS_H

#include "eval/agreement.h"
#include "topictree/eval.h"

/* Nodes in preorder, 0 the root.  Documents are on leaves; those that the tree lacks are on the root, each as
 * a branch of its own, so that no tree gains by leaving documents out. */
typedef struct tt__eval_tree {
    int32_t m, n;             /* nodes; documents of the corpus */
    int32_t *parent;          /* m: TT_NO_NODE for the root */
    int32_t *next;            /* m: the next sibling, or TT_NO_NODE; the first child of an inner node v is v + 1 */
    int32_t *depth;           /* m */
    int32_t *n_children;      /* m */
    int32_t *size;            /* m: documents on the node and below */
    int32_t *head;            /* m: topmost node of its heavy path */
    double *height;           /* m */
    int32_t *node;            /* n: the node a document is on */
    int64_t missing, unknown; /* documents of the corpus that the tree lacks, and the other way round */
} tt__eval_tree;

/* Documents are matched by id; one that the tree lists twice counts where it comes first. */
tt_status tt__eval_tree_build(tt__eval_tree *out, const tt_topics *topics, const tt_corpus *corpus);
void tt__eval_tree_free(tt__eval_tree *tree);

/* The document of the corpus (which is in bytewise order of ids) with this id, or -1. */
int32_t tt__eval_tree_find(const tt_corpus *corpus, const char *id);

/* Lowest common ancestor, O(log m). */
int32_t tt__eval_tree_lca(const tt__eval_tree *tree, int32_t a, int32_t b);

/* Exact dendrogram purity and tree F of one labelling, O(n + m + classes) log m. */
typedef struct tt__eval_purity {
    double weighted, macro, chance; /* NaN where no two documents share a label */
    double tree_f;
} tt__eval_purity;
tt_status tt__eval_tree_purity(tt__eval_purity *out, const tt__eval_tree *tree, tt__eval_labelling truth);

/* cluster[v], m values: the node whose cluster the documents on v belong to.
 * At depth: the ancestor at that depth, or v itself where it is not deeper.
 * Into k: the root is opened first, then always the front node of greatest height (ties: the first in preorder), until
 * the front has k nodes; the documents on an opened node stay together as one more cluster. */
void tt__eval_tree_cut_depth(const tt__eval_tree *tree, int32_t depth, int32_t *cluster);
tt_status tt__eval_tree_cut_into(const tt__eval_tree *tree, int32_t k, int32_t *cluster);

#endif
