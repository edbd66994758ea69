/* Open addressing with linear probing, at most two thirds full.  A slot keeps hash and length beside the id: a miss is told
 * without touching the strings, and so is a hit of up to eight bytes, which no other string of that length shares its hash
 * with.  Most words are that short. */
#include "base/strmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

uint64_t tt__hash(const char *bytes, size_t n)
{
    uint64_t h = TT__HASH_SEED ^ n, tail = 0;
    for (; n >= 8; bytes += 8, n -= 8) h = tt__hash_step(h, tt__eight_bytes(bytes));
    for (size_t i = n; i-- > 0;) tail = tail << 8 | (unsigned char)bytes[i];
    return tt__hash_end(h, tail);
}

const char *tt__strmap_string(const tt__strmap *map, int32_t id) { return map->arena + map->start[id]; }

size_t tt__strmap_length(const tt__strmap *map, int32_t id)
{
    int64_t end = id + 1 < map->size ? map->start[id + 1] : map->arena_used;
    return (size_t)(end - map->start[id] - 1);
}

/* The slot that holds the string, or the free one where it belongs. */
static tt__strmap_slot *probe(const tt__strmap *map, const char *bytes, size_t n, uint64_t hash)
{
    uint64_t mask = (uint64_t)map->slots - 1;
    for (uint64_t s = hash & mask;; s = (s + 1) & mask) {
        tt__strmap_slot *slot = &map->slot[s];
        if (slot->id == 0) return slot;
        if (slot->hash != hash || slot->length != n) continue;
        if (n <= 8 || tt__same_bytes(tt__strmap_string(map, slot->id - 1), bytes, n)) return slot;
    }
}

static tt_status grow(tt__strmap *map)
{
    tt__strmap larger = {.slots = map->slots ? map->slots * 2 : 1024};
    larger.slot = tt__calloc((size_t)larger.slots, sizeof *larger.slot);
    if (!larger.slot) return TT_ERR_MEMORY;
    uint64_t mask = (uint64_t)larger.slots - 1;
    for (int64_t i = 0; i < map->slots; i++) {
        if (map->slot[i].id == 0) continue;
        uint64_t s = map->slot[i].hash & mask;
        while (larger.slot[s].id) s = (s + 1) & mask;
        larger.slot[s] = map->slot[i];
    }
    free(map->slot);
    map->slot = larger.slot;
    map->slots = larger.slots;
    return TT_OK;
}

/* The string behind the others; its id is map->size - 1 then. */
static tt_status add(tt__strmap *map, const char *bytes, size_t n)
{
    tt_status status;
    if (map->size >= (1 << 30) - 1) return tt__fail(TT_ERR_MEMORY, "more than 2^30 distinct words");
    if (n > UINT32_MAX) return tt__fail(TT_ERR_MEMORY, "a name of more than 4 GiB");
    if ((status = tt__reserve(&map->arena, &map->arena_capacity, map->arena_used + (int64_t)n + 1, 1)) < 0) return status;
    if ((status = tt__reserve(&map->start, &map->start_capacity, map->size + 1, sizeof *map->start)) < 0) return status;
    memcpy(map->arena + map->arena_used, bytes, n);
    map->arena[map->arena_used + (int64_t)n] = '\0';
    map->start[map->size++] = map->arena_used;
    map->arena_used += (int64_t)n + 1;
    return TT_OK;
}

tt_status tt__strmap_intern_hashed(tt__strmap *map, const char *bytes, size_t n, uint64_t hash, int32_t *id)
{
    tt_status status;
    if (3 * (int64_t)map->size >= 2 * map->slots && (status = grow(map)) < 0) return status;
    tt__strmap_slot *slot = probe(map, bytes, n, hash);
    if (slot->id == 0) {
        if ((status = add(map, bytes, n)) < 0) return status;
        *slot = (tt__strmap_slot){.hash = hash, .length = (uint32_t)n, .id = map->size};
    }
    *id = slot->id - 1;
    return TT_OK;
}

tt_status tt__strmap_intern(tt__strmap *map, const char *bytes, size_t n, int32_t *id)
{
    return tt__strmap_intern_hashed(map, bytes, n, tt__hash(bytes, n), id);
}

int32_t tt__strmap_find_hashed(const tt__strmap *map, const char *bytes, size_t n, uint64_t hash)
{
    return map->slots ? probe(map, bytes, n, hash)->id - 1 : -1;
}

int32_t tt__strmap_find(const tt__strmap *map, const char *bytes, size_t n)
{
    return tt__strmap_find_hashed(map, bytes, n, tt__hash(bytes, n));
}

void tt__strmap_free(tt__strmap *map)
{
    free(map->arena);
    free(map->start);
    free(map->slot);
    *map = (tt__strmap){0};
}
