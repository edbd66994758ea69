/* From leaf topics to a tree, with what people want of both. */
#ifndef TT_MODEL_ARRANGE_H
#define TT_MODEL_ARRANGE_H

#include "model/apply_edits.h"
#include "model/leaves.h"

/* What a tree is arranged from. */
typedef struct tt__model_arrange_input {
    const tt_corpus *corpus;
    const tt__model_vectors *vectors;
    const tt_build_opts *asked;    /* what was left open there may give way to edits */
    const tt_build_opts *resolved; /* for the leaves that there are at first */
} tt__model_arrange_input;

/* A tree over leaf topics. */
typedef struct tt__model_arranged {
    tt_tree tree;
    int32_t *label;   /* rows.n_docs: the leaf topic of each document, n_leaves for outliers */
    int32_t n_leaves; /* topics: without the outliers */
} tt__model_arranged;

/* Merges and separations of edits, then outliers, to the partition, whose sums are kept up to date; then the tree.
 * Edits are all or nothing: where the tree has no place for a topic that was divided for one, all is done again without
 * it.  Errors: as tt_build; out may then be partly filled. */
tt_status tt__model_arrange(tt__model_arranged *out, tt_partition *leaves, tt__model_sums *sums, tt__model_edits *edits,
                            const tt__model_arrange_input *in, const tt_run *run);
void tt__model_arranged_free(tt__model_arranged *arranged);

#endif
