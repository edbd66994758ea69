/* Fewer columns than terms, for clustering where memory is short: feature hashing of rare terms. */
#ifndef TT_WEIGHTS_HASH_TERMS_H
#define TT_WEIGHTS_HASH_TERMS_H

#include "topictree/weights.h"

/* The column of each term (column: n_terms), 0..columns-1, where there are fewer columns than terms: three in four go
 * to the terms of most documents, one each, ties to the lower term; all other terms share the rest, each in the place
 * that the hash of its text says, whatever the other terms are. */
tt_status tt__weights_hash_columns(int32_t *column, int32_t columns, const tt_dictionary *dictionary);

/* Counts of terms, n x v, become counts of columns, n x columns, in place.  Same bytes for any number of threads. */
tt_status tt__weights_hash_counts(tt_csr *counts, const int32_t *column, int32_t columns, const tt_run *run);

/* Both. */
tt_status tt__weights_hash_terms(tt_csr *counts, int32_t columns, const tt_dictionary *dictionary, const tt_run *run);

#endif
