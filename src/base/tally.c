/* Open addressing with linear probing; the multiplicative hash of tt__base_key_slot takes its bits from the top, where
 * they are good. */
#include "base/tally.h"

#include <stdlib.h>

#include "base/memory.h"

static tt__base_count *place(const tt__base_tally *tally, uint64_t key)
{
    uint64_t mask = (uint64_t)tally->slots - 1, s = tt__base_key_slot(key, 40) & mask;
    while (tally->slot[s].uses && tally->slot[s].key != key) s = (s + 1) & mask;
    return &tally->slot[s];
}

static tt_status grow(tt__base_tally *tally)
{
    tt__base_tally larger = {.slots = tally->slots ? 2 * tally->slots : 1024, .used = tally->used};
    larger.slot = tt__base_calloc((size_t)larger.slots, sizeof *larger.slot);
    if (!larger.slot) return TT_ERR_MEMORY;
    for (int64_t s = 0; s < tally->slots; s++)
        if (tally->slot[s].uses) *place(&larger, tally->slot[s].key) = tally->slot[s];
    free(tally->slot);
    *tally = larger;
    return TT_OK;
}

tt_status tt__base_tally_add(tt__base_tally *tally, uint64_t key, int32_t i)
{
    if (2 * tally->used >= tally->slots && grow(tally) < 0) return TT_ERR_MEMORY;
    tt__base_count *count = place(tally, key);
    if (count->uses == 0) {
        *count = (tt__base_count){.key = key, .last = -1};
        tally->used++;
    }
    count->uses++;
    count->documents += count->last != i;
    count->last = i;
    return TT_OK;
}

tt_status tt__base_tally_merge(tt__base_tally *tally, const tt__base_tally *other)
{
    for (int64_t s = 0; s < other->slots; s++) {
        const tt__base_count *from = &other->slot[s];
        if (from->uses == 0) continue;
        if (2 * tally->used >= tally->slots && grow(tally) < 0) return TT_ERR_MEMORY;
        tt__base_count *count = place(tally, from->key);
        tally->used += count->uses == 0;
        *count = (tt__base_count){.key = from->key,
                                  .uses = count->uses + from->uses,
                                  .documents = count->documents + from->documents,
                                  .last = -1};
    }
    return TT_OK;
}

const tt__base_count *tt__base_tally_find(const tt__base_tally *tally, uint64_t key)
{
    const tt__base_count *count = tally->slots ? place(tally, key) : NULL;
    return count && count->uses ? count : NULL;
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = ((const tt__base_count *)a)->key, y = ((const tt__base_count *)b)->key;
    return (x > y) - (x < y);
}

int64_t tt__base_tally_sort(tt__base_tally *tally, int32_t least)
{
    int64_t n = 0;
    for (int64_t s = 0; s < tally->slots; s++)
        if (tally->slot[s].uses && tally->slot[s].documents >= least) tally->slot[n++] = tally->slot[s];
    if (n) qsort(tally->slot, (size_t)n, sizeof *tally->slot, by_key);
    return n;
}

void tt__base_tally_free(tt__base_tally *tally)
{
    free(tally->slot);
    *tally = (tt__base_tally){0};
}
