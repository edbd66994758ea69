/* The fitted model from the inside. */
#ifndef TT_MODEL_MODEL_H
#define TT_MODEL_MODEL_H

#include "topictree/model.h"

/* Of a model that was loaded: its arrays and texts lie in the file's bytes, and are not freed one by one. */
typedef struct tt__model_mapping {
    void *bytes; /* of the file, mapped or copied */
    size_t n;
    bool copied;          /* by malloc() */
    tt_term *terms;       /* of all topics, one after another */
    tt_setting *settings; /* settings, counts, quality, edits, one after another */
} tt__model_mapping;

/* Everything is owned.  Values have full precision; exporters round. */
struct tt_model {
    tt_topics topics;         /* the labelled tree, with the ids and titles of its documents */
    tt_dictionary dictionary; /* with the weights that documents' vectors are made with */
    tt_csr sums;              /* leaves x v: the sum of each leaf's TF-IDF rows of unit length */
    float *words;       /* entries of sums, of the same rows and columns: the sum of each leaf's tf rows of unit length,
                           its word model */
    int32_t *leaf_node; /* leaves: the tree's node of each row of sums and words; outliers come last */
    tt_corpus_stats stats;     /* what became of the input */
    tt__model_mapping mapping; /* bytes is NULL where the model was fitted here */
};

#endif
