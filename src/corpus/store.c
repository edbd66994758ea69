#include "corpus/store.h"

#include "base/memory.h"

void *tt__corpus_store_block(tt__corpus_store *store, size_t bytes)
{
    if (tt__base_reserve(&store->block, &store->block_capacity, store->n_blocks + 1, sizeof *store->block) < 0)
        return NULL;
    void *block = tt__base_calloc(bytes, 1);
    if (block) store->block[store->n_blocks++] = block, store->block_bytes += (int64_t)bytes;
    return block;
}
