/* Documents with the same counts share one row. */
#ifndef TT_WEIGHTS_DEDUPE_H
#define TT_WEIGHTS_DEDUPE_H

#include "topictree/matrix.h"

/* The rows that are clustered: documents with the same counts share one, so that they share a topic. */
typedef struct tt__weights_rows {
    int32_t n_docs;   /* documents with a term */
    int32_t no_terms; /* documents without: not in the tree */
    int32_t *doc;     /* n_docs: their index in the corpus, ascending */
    int32_t *row;     /* n_docs: their row */
    int32_t *weight;  /* x.n_rows: how many documents share the row */
    tt_csr x;         /* one row for each different document, in order of the first that has it */
} tt__weights_rows;

/* Take the counts of all documents apart into rows; counts is emptied.
 * Errors: TT_ERR_EMPTY (no document has a term), TT_ERR_MEMORY. */
tt_status tt__weights_rows_build(tt__weights_rows *out, tt_csr *counts);
void tt__weights_rows_free(tt__weights_rows *rows);

#endif
