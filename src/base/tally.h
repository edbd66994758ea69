/* Counts of 64-bit keys: how often a key was met, and in how many documents.  One tally belongs to one thread. */
#ifndef TT_BASE_TALLY_H
#define TT_BASE_TALLY_H

#include "topictree/base.h"

typedef struct tt__base_count {
    uint64_t key;
    int32_t uses; /* 0: the slot is free */
    int32_t documents;
    int32_t last; /* the last document that held the key */
} tt__base_count;

typedef struct tt__base_tally {
    tt__base_count *slot; /* slots (a power of two, or none yet); at most half of them in use */
    int64_t slots, used;
} tt__base_tally;

/* Count the key once in document i.  All keys of one document come one after another. */
tt_status tt__base_tally_add(tt__base_tally *tally, uint64_t key, int32_t i);
/* Add what another tally holds of different documents. */
tt_status tt__base_tally_merge(tt__base_tally *tally, const tt__base_tally *other);
/* The key's count, or NULL. */
const tt__base_count *tt__base_tally_find(const tt__base_tally *tally, uint64_t key);
/* Close up the counts of at least so many documents, in ascending order of keys, at the beginning of slot; how many
 * there are. The tally can only be read in that order, or freed, from then on. */
int64_t tt__base_tally_sort(tt__base_tally *tally, int32_t least);
void tt__base_tally_free(tt__base_tally *tally);

/* A key's place in a table of 2^bits. */
static inline uint64_t tt__base_key_slot(uint64_t key, int bits)
{
    return key * UINT64_C(0x9e3779b97f4a7c15) >> (64 - bits);
}

#endif
