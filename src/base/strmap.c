/* Open addressing with linear probing, at most half full.  A slot keeps 32 bits of the hash beside the id, so that nearly
 * every miss is told without touching the arena.  Growing hashes the strings again: they are short, and growing is rare. */
#include "base/strmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

static uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93); /* multiplier of Mulvey's mixer */
    x ^= x >> 32;
    return x;
}

uint64_t tt__hash(const char *bytes, size_t n)
{
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15) ^ n;
    for (; n >= 8; bytes += 8, n -= 8) {
        uint64_t word = 0;
        for (int i = 7; i >= 0; i--) word = word << 8 | (unsigned char)bytes[i]; /* little-endian everywhere; one load on x86 */
        h = mix(h ^ word) * UINT64_C(0xff51afd7ed558ccd);
    }
    uint64_t tail = 0;
    for (size_t i = n; i-- > 0;) tail = tail << 8 | (unsigned char)bytes[i];
    return mix(mix(h ^ tail) * UINT64_C(0xc4ceb9fe1a85ec53));
}

const char *tt__strmap_string(const tt__strmap *map, int32_t id) { return map->arena + map->start[id]; }

size_t tt__strmap_length(const tt__strmap *map, int32_t id)
{
    int64_t end = id + 1 < map->size ? map->start[id + 1] : map->arena_used;
    return (size_t)(end - map->start[id] - 1);
}

/* The slot that holds the string, or the free one where it belongs. */
static int64_t probe(const tt__strmap *map, const char *bytes, size_t n, uint64_t hash)
{
    for (int64_t s = (int64_t)(hash & (uint64_t)(map->slots - 1));; s = (s + 1) & (map->slots - 1)) {
        uint64_t entry = map->slot[s];
        if (!entry) return s;
        if (entry >> 32 != hash >> 32) continue;
        int32_t id = (int32_t)(entry & 0xffffffffu) - 1;
        if (tt__strmap_length(map, id) == n && memcmp(tt__strmap_string(map, id), bytes, n) == 0) return s;
    }
}

static void put(uint64_t *slot, int64_t slots, uint64_t hash, int32_t id)
{
    int64_t s = (int64_t)(hash & (uint64_t)(slots - 1));
    while (slot[s]) s = (s + 1) & (slots - 1);
    slot[s] = (hash & ~UINT64_C(0xffffffff)) | (uint64_t)((uint32_t)id + 1u);
}

static tt_status grow(tt__strmap *map)
{
    int64_t slots = map->slots ? map->slots * 2 : 1024;
    uint64_t *slot = tt__calloc((size_t)slots, sizeof *slot);
    if (!slot) return TT_ERR_MEMORY;
    for (int32_t id = 0; id < map->size; id++)
        put(slot, slots, tt__hash(tt__strmap_string(map, id), tt__strmap_length(map, id)), id);
    free(map->slot);
    map->slot = slot;
    map->slots = slots;
    return TT_OK;
}

tt_status tt__strmap_intern(tt__strmap *map, const char *bytes, size_t n, int32_t *id)
{
    tt_status status;
    if ((int64_t)map->size * 2 >= map->slots && (status = grow(map)) < 0) return status;
    uint64_t hash = tt__hash(bytes, n);
    int64_t s = probe(map, bytes, n, hash);
    if (map->slot[s]) {
        *id = (int32_t)(map->slot[s] & 0xffffffffu) - 1;
        return TT_OK;
    }
    if (map->size >= (1 << 30) - 1) return tt__fail(TT_ERR_MEMORY, "more than 2^30 distinct words");
    if ((status = tt__reserve(&map->arena, &map->arena_capacity, map->arena_used + (int64_t)n + 1, 1)) < 0) return status;
    if ((status = tt__reserve(&map->start, &map->start_capacity, map->size + 1, sizeof *map->start)) < 0) return status;
    memcpy(map->arena + map->arena_used, bytes, n);
    map->arena[map->arena_used + (int64_t)n] = '\0';
    map->start[map->size] = map->arena_used;
    map->arena_used += (int64_t)n + 1;
    *id = map->size++;
    map->slot[s] = (hash & ~UINT64_C(0xffffffff)) | (uint64_t)((uint32_t)*id + 1u);
    return TT_OK;
}

int32_t tt__strmap_find(const tt__strmap *map, const char *bytes, size_t n)
{
    if (!map->slots) return -1;
    uint64_t entry = map->slot[probe(map, bytes, n, tt__hash(bytes, n))];
    return (int32_t)(entry & 0xffffffffu) - 1;
}

void tt__strmap_free(tt__strmap *map)
{
    free(map->arena);
    free(map->start);
    free(map->slot);
    *map = (tt__strmap){0};
}
