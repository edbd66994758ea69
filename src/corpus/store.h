/* What the threads that read a batch add to: the distinct words of all documents, and memory that lives as long as the
 * corpus. */
#ifndef TT_CORPUS_STORE_H
#define TT_CORPUS_STORE_H

#include <pthread.h>

#include "base/strmap.h"

typedef struct tt__corpus_store {
    tt__base_strmap words; /* reading order; canonical order once the corpus is sealed */
    void **block;          /* n_blocks */
    int64_t n_blocks, block_capacity;
    int64_t block_bytes;  /* of all blocks */
    pthread_mutex_t lock; /* held by a thread while it adds words or blocks */
} tt__corpus_store;

/* bytes >= 0 of zeros; NULL with the message set. */
void *tt__corpus_store_block(tt__corpus_store *store, size_t bytes);

#endif
