/* The fitted model from the inside. */
#ifndef TT_MODEL_MODEL_H
#define TT_MODEL_MODEL_H

#include "topictree/model.h"

/* Everything is owned.  Values have full precision; exporters round. */
struct tt_model {
    tt_topics topics;         /* the labelled tree, with the ids and titles of its documents */
    tt_dictionary dictionary; /* with the weights that documents' vectors are made with */
    tt_csr sums;              /* leaves x v: the sum of each leaf's TF-IDF rows of unit length */
    tt_csr words;             /* leaves x v: the sum of each leaf's tf rows of unit length: its word model */
    int32_t *leaf_node;       /* leaves: the tree's node of each row of sums and words; outliers come last */
    tt_corpus_stats stats;    /* what became of the input */
};

#endif
