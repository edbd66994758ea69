/* What the files of this floor share: a build on its way through the floors. */
#ifndef TT_MODEL_BUILD_H
#define TT_MODEL_BUILD_H

#include "topictree/model.h"

/* The rows that are clustered: documents with the same counts share one, so that they share a topic. */
typedef struct tt__weights_rows {
    int32_t n_docs;   /* documents with a term */
    int32_t no_terms; /* documents without: not in the tree */
    int32_t *doc;     /* n_docs: their index in the corpus, ascending */
    int32_t *row;     /* n_docs: their row */
    int32_t *weight;  /* x.n_rows: how many documents share the row */
    tt_csr x;         /* one row for each different document, in order of the first that has it */
} tt__weights_rows;

/* Take the counts of all documents apart into rows; counts is emptied. */
tt_status tt__weights_rows_build(tt__weights_rows *out, tt_csr *counts);
void tt__weights_rows_free(tt__weights_rows *rows);

/* How many topics the text supports, by words held back. */
typedef struct tt__cluster_supported {
    int32_t topics; /* leaves, >= 1, at the detail asked for */
    int32_t broad;  /* topics of the first level, 1..topics; of low detail */
} tt__cluster_supported;
tt_status tt__cluster_choose_k(tt__cluster_supported *out, const tt_csr *counts, const tt_build_opts *opts,
                               const tt_run *run);
/* How many of n >= 1 rows that looks at, and how often it deals their words. */
void tt__cluster_choose_k_size(int32_t *rows, int32_t *deals, int32_t n);
/* More topics, where the bisection into clusters (which go on beyond *topics) would leave documents that share no words
 * in one. */
struct tt__cluster_state;
tt_status tt__cluster_disjoint_vocabulary(int32_t *topics, const struct tt__cluster_state *clusters,
                                          const tt_csr *counts);

/* Everything left open in the options, chosen; `supported` is the number of topics where none was asked for. */
tt_build_opts tt__model_build_opts_resolve(const tt_build_opts *asked, int32_t n_docs, int32_t supported);

/* Write into topics what is needed to repeat and judge the build: settings, counts, quality. */
typedef struct tt__model_record_input {
    const tt_build_opts *opts;
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    const tt__weights_rows *rows;
    int64_t limit;    /* bytes of memory that the build kept to */
    int32_t columns;  /* that rare terms were hashed into for that, with all others; 0: none were */
    double objective; /* I2 of the leaf topics */
} tt__model_record_input;
tt_status tt__model_record(tt_topics *topics, const tt__model_record_input *in);

#endif
