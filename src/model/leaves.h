/* From vectors to leaf topics. */
#ifndef TT_MODEL_LEAVES_H
#define TT_MODEL_LEAVES_H

#include "model/vectors.h"

/* The sums of the rows of each leaf topic, in what is clustered and in terms. */
typedef struct tt__model_sums {
    tt_csr space; /* k x v, or k x d where clustering is latent */
    tt_csr terms; /* k x v where clustering is latent; else empty, and space is of terms */
} tt__model_sums;

const tt_csr *tt__model_term_sums(const tt__model_sums *sums);
/* Sums of all clusters of the partition, in the place of those that there were. */
tt_status tt__model_sum(tt__model_sums *sums, const tt_partition *partition, const tt__model_vectors *vectors,
                        const tt_run *run);
/* Sums as above, and partition->objective, I2, of the first `topics` clusters alone (the others are outliers). */
tt_status tt__model_sum_again(tt__model_sums *sums, tt_partition *partition, int32_t topics,
                              const tt__model_vectors *vectors, const tt_run *run);
void tt__model_sums_free(tt__model_sums *sums);

/* Rows -> leaf topics: k-means in what is clustered. */
tt_status tt__model_fit_leaves(tt_partition *leaves, tt__model_sums *sums, const tt__model_vectors *vectors,
                               const tt_build_opts *resolved, const tt_run *run);
/* Leaf topics refined together with the levels above them; nothing is done in a latent space (the rounds are over word
 * models) and for a binary dendrogram (it has merges, not levels).  The tree they are fitted to is not kept: the leaves
 * come out a little different, and so may what joins them. */
tt_status tt__model_refine_levels(tt_partition *leaves, tt__model_sums *sums, const tt__model_vectors *vectors,
                                  const tt_build_opts *resolved, const tt_run *run);
/* The leaf topic of each document (label: rows.n_docs) from those of the rows. */
void tt__model_document_labels(int32_t *label, const tt_partition *leaves, const tt__weights_rows *rows);

#endif
