/* From a tree to a labelled tree: scores, neighbours, labels, the record. */
#ifndef TT_MODEL_DESCRIBE_H
#define TT_MODEL_DESCRIBE_H

#include "model/arrange.h"

/* Ids and titles of the tree's documents, their scores and runners-up, each topic's representatives, cohesion, nearest
 * topics and place on the map.  topics->tree must be there. */
tt_status tt__model_place_documents(tt_topics *topics, const tt_corpus *corpus, const tt__model_vectors *vectors,
                                    const tt_csr *term_sums, const int32_t *label, int32_t n_representatives,
                                    const tt_run *run);

/* Terms and names of all topics, from the text; then what edits say of them. */
tt_status tt__model_label(tt_topics *topics, tt__model_edits *edits, const tt_corpus *corpus, const tt_vocab *vocab,
                          const tt__model_arranged *arranged, const tt__weights_rows *rows, const tt_labels_opts *opts,
                          const tt_run *run);

#endif
