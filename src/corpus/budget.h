/* What a corpus takes of memory. */
#ifndef TT_CORPUS_BUDGET_H
#define TT_CORPUS_BUDGET_H

#include "topictree/corpus.h"

/* Bytes of memory that the corpus holds: the same for any number of threads. */
int64_t tt__corpus_bytes(const tt_corpus *corpus);
/* TT_ERR_MEMORY with the figures where the documents so far do not fit into the limit; share of the input that they
 * are, negative where that is not known. */
tt_status tt__corpus_check(const tt_corpus *corpus, double share);

#endif
