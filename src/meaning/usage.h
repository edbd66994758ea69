/* In how many documents of each node every candidate stands. */
#ifndef TT_MEANING_USAGE_H
#define TT_MEANING_USAGE_H

#include "meaning/phrases.h"
#include "topictree/tree.h"

/* A candidate within one node. */
typedef struct tt__use {
    int32_t candidate;
    int32_t documents; /* of the node that hold it */
    int32_t opening;   /* of these, those that hold it among their first fifty tokens */
} tt__use;

/* A node's candidates, ascending; those that are never shown are left out. */
typedef struct tt__uses {
    int64_t n;
    tt__use *use;
    float *even; /* n: 1: its children use the candidate alike; 1/k: one of k equal children has it alone.  NULL: it has none */
} tt__uses;

typedef struct tt__usage {
    int32_t m;
    const tt_tree *tree;     /* borrowed, as tree_doc */
    const int32_t *tree_doc; /* tree->n: the corpus' document of each document of the tree */
    tt__uses *node;          /* m */
} tt__usage;

tt_status tt__usage_build(tt__usage *out, const tt__phrases *phrases, const tt_tree *tree, const int32_t *tree_doc,
                          const tt_run *run);
/* Give back all uses but not what is borrowed: from then on no node has any. */
void tt__usage_forget(tt__usage *usage);
void tt__usage_free(tt__usage *usage);

/* The part of n documents that hold it. */
static inline float tt__use_share(const tt__use *use, int32_t n) { return (float)use->documents / (float)n; }

#endif
