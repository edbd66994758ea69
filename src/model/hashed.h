/* Fewer columns than terms, for clustering where memory is short: feature hashing of rare terms. */
#ifndef TT_MODEL_HASHED_H
#define TT_MODEL_HASHED_H

#include "topictree/weights.h"

/* The column of each term (column: n_terms), 0..columns-1, where there are fewer columns than terms: three in four go to the terms of most
 * documents, one each, ties to the lower term; all other terms share the rest, each in the place of its word's hash, so that
 * its column hangs on nothing but its word. */
tt_status tt__hash_columns(int32_t *column, int32_t columns, const tt_vocab *vocab, const tt_corpus *corpus);

/* out: counts of columns from counts of terms, n x columns.  Same bytes for any number of threads. */
tt_status tt__hash_counts(tt_csr *out, const tt_csr *counts, const int32_t *column, int32_t columns, const tt_run *run);

#endif
