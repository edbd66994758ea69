/* Ground-truth labels of a corpus, level by level. */
#ifndef TT_EVAL_LABEL_LEVELS_H
#define TT_EVAL_LABEL_LEVELS_H

#include "eval/agreement.h"

/* Level L's label of a document is its path down to L; a path that ends before L stays as it is, a document without a
 * path has the one label "?".  A level with as many classes as the one before it says nothing new and is left out. */
typedef struct tt__eval_levels {
    int32_t n_levels;
    tt__eval_labelling *level; /* n_levels, each of n documents */
    int32_t *label;            /* what they point into */
} tt__eval_levels;

/* No path in the whole corpus: n_levels is 0. */
tt_status tt__eval_levels_read(tt__eval_levels *out, const tt_corpus *corpus);
void tt__eval_levels_free(tt__eval_levels *levels);

#endif
