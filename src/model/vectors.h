/* From a corpus to the vectors that are clustered. */
#ifndef TT_MODEL_VECTORS_H
#define TT_MODEL_VECTORS_H

#include "topictree/model.h"
#include "weights/dedupe.h"

typedef struct tt__model_vectors {
    tt__weights_rows rows; /* x: counts, then TF-IDF, of terms or of hashed columns */
    double *idf;           /* rows.x.n_cols: what a term frequency was multiplied with */
    tt_csr latent;         /* rows.x.n_rows x d, rows of unit length, where clustering is latent; else empty */
} tt__model_vectors;

/* What is clustered: latent rows where there are any, without idf; else rows of terms or hashed columns. */
tt_kmeans_input tt__model_space(const tt__model_vectors *vectors);
/* Rows of terms (hashed columns while there are any), with their idf. */
tt_kmeans_input tt__model_terms(const tt__model_vectors *vectors);

/* Counts of the corpus's terms, documents with the same counts in one row. */
tt_status tt__model_count(tt__weights_rows *rows, const tt_corpus *corpus, const tt_vocab *vocab, const tt_run *run);
/* Counts become TF-IDF of unit length; columns > 0: of so many hashed columns. */
tt_status tt__model_weigh(tt__model_vectors *vectors, const tt_dictionary *dictionary, int32_t columns,
                          const tt_weights_opts *opts, const tt_run *run);
/* TF-IDF projected to d latent dimensions: rows of U diag(s), to unit length. */
tt_status tt__model_project(tt_csr *latent, const tt_csr *x, int32_t d, uint64_t seed, const tt_run *run);
void tt__model_vectors_free(tt__model_vectors *vectors);

#endif
