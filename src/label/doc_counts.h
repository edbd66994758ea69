/* In how many documents of each node every candidate stands. */
#ifndef TT_LABEL_DOC_COUNTS_H
#define TT_LABEL_DOC_COUNTS_H

#include "label/phrases.h"
#include "topictree/tree.h"

/* A candidate within one node. */
typedef struct tt__label_use {
    int32_t candidate;
    int32_t documents; /* of the node that hold it */
    int32_t opening;   /* of these, those that hold it among their first fifty tokens */
} tt__label_use;

/* A node's candidates, ascending; those that are never shown are left out. */
typedef struct tt__label_uses {
    int64_t n;
    tt__label_use *use;
    float *even; /* n: 1: its children use the candidate alike; 1/k: one of k equal children has it alone.  NULL: it has
                    none */
} tt__label_uses;

typedef struct tt__label_doc_counts {
    int32_t m;
    const tt_tree *tree;     /* borrowed, as tree_doc */
    const int32_t *tree_doc; /* tree->n: the corpus' document of each document of the tree */
    tt__label_uses *node;    /* m */
} tt__label_doc_counts;

tt_status tt__label_doc_counts_build(tt__label_doc_counts *out, const tt__label_phrases *phrases, const tt_tree *tree,
                                     const int32_t *tree_doc, const tt_run *run);
/* Give back all uses but not what is borrowed: from then on no node has any. */
void tt__label_doc_counts_forget(tt__label_doc_counts *usage);
void tt__label_doc_counts_free(tt__label_doc_counts *usage);

/* The part of n documents that hold it. */
static inline float tt__label_use_share(const tt__label_use *use, int32_t n)
{
    return (float)use->documents / (float)n;
}

#endif
