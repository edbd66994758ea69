/* Open addressing with linear probing, at most half full.  A slot keeps the first twelve bytes beside the id: neither a
 * hit of a short string nor a miss of any touches the strings.  Nearly all words are that short. */
#include "base/strmap.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

#define ALL UINT64_MAX
const tt__base_strmap_key tt__base_strmap_mask[] = {
    {0, 0},        {ALL >> 56, 0}, {ALL >> 48, 0}, {ALL >> 40, 0}, {ALL >> 32, 0},  {ALL >> 24, 0},   {ALL >> 16, 0},
    {ALL >> 8, 0}, {ALL, 0},       {ALL, 0xff},    {ALL, 0xffff},  {ALL, 0xffffff}, {ALL, 0xffffffff}};

static uint64_t four_bytes(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24;
}

/* Up to eight bytes, the first the lowest; two looks may overlap. */
static uint64_t few_bytes(const char *bytes, size_t n)
{
    uint64_t value = 0;
    if (n >= 4) return four_bytes(bytes) | four_bytes(bytes + n - 4) << 8 * (n - 4);
    for (size_t i = n; i-- > 0;) value = value << 8 | (unsigned char)bytes[i];
    return value;
}

uint64_t tt__base_hash(const char *bytes, size_t n)
{
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15) ^ n;
    for (; n >= 8; bytes += 8, n -= 8) h = tt__base_mix(h ^ tt__base_eight_bytes(bytes)) * UINT64_C(0xff51afd7ed558ccd);
    return tt__base_mix(tt__base_mix(h ^ few_bytes(bytes, n)) * UINT64_C(0xc4ceb9fe1a85ec53));
}

tt__base_strmap_key tt__base_strmap_key_of(const char *bytes, size_t n)
{
    if (n <= 8) return (tt__base_strmap_key){few_bytes(bytes, n), 0};
    if (n <= TT__BASE_STRMAP_SHORT)
        return (tt__base_strmap_key){tt__base_eight_bytes(bytes), (uint32_t)few_bytes(bytes + 8, n - 8)};
    uint64_t hash = tt__base_hash(bytes, n);
    return (tt__base_strmap_key){hash >> 8, (uint32_t)hash | 1};
}

const char *tt__base_strmap_string(const tt__base_strmap *map, int32_t id)
{
    return map->arena + map->start[id];
}

size_t tt__base_strmap_length(const tt__base_strmap *map, int32_t id)
{
    int64_t end = id + 1 < map->size ? map->start[id + 1] : map->arena_used;
    return (size_t)(end - map->start[id] - 1);
}

static bool is_string(const tt__base_strmap *map, int32_t id, const char *bytes, size_t n)
{
    return tt__base_strmap_length(map, id) == n && memcmp(tt__base_strmap_string(map, id), bytes, n) == 0;
}

/* The slot that holds the string, or the free one where it belongs. */
static tt__base_strmap_slot *probe(const tt__base_strmap *map, tt__base_strmap_key key, const char *bytes, size_t n)
{
    for (int64_t s = tt__base_strmap_place(map, key);; s = (s + 1) & (map->slots - 1)) {
        tt__base_strmap_slot *slot = &map->slot[s];
        if (slot->id == 0) return slot;
        if (slot->first != key.first || slot->rest != key.rest) continue;
        if (n <= TT__BASE_STRMAP_SHORT || is_string(map, slot->id - 1, bytes, n)) return slot;
    }
}

static tt_status grow(tt__base_strmap *map)
{
    tt__base_strmap larger = {.slots = map->slots ? map->slots * 2 : 1024};
    larger.slot = tt__base_calloc_touched((size_t)larger.slots, sizeof *larger.slot);
    if (!larger.slot) return TT_ERR_MEMORY;
    for (int64_t i = 0; i < map->slots; i++) {
        const tt__base_strmap_slot *from = &map->slot[i];
        if (from->id == 0) continue;
        int64_t s = tt__base_strmap_place(&larger, (tt__base_strmap_key){from->first, from->rest});
        while (larger.slot[s].id) s = (s + 1) & (larger.slots - 1);
        larger.slot[s] = *from;
    }
    free(map->slot);
    map->slot = larger.slot;
    map->slots = larger.slots;
    return TT_OK;
}

/* The string behind the others; its id is map->size - 1 then. */
static tt_status add(tt__base_strmap *map, const char *bytes, size_t n)
{
    tt_status status;
    if (map->size >= (1 << 30) - 1) return tt__base_fail(TT_ERR_MEMORY, "more than 2^30 distinct words");
    if ((status = tt__base_reserve(&map->arena, &map->arena_capacity, map->arena_used + (int64_t)n + 1, 1)) < 0)
        return status;
    if ((status = tt__base_reserve(&map->start, &map->start_capacity, map->size + 1, sizeof *map->start)) < 0)
        return status;
    memcpy(map->arena + map->arena_used, bytes, n);
    map->arena[map->arena_used + (int64_t)n] = '\0';
    map->start[map->size++] = map->arena_used;
    map->arena_used += (int64_t)n + 1;
    return TT_OK;
}

tt_status tt__base_strmap_intern_key(tt__base_strmap *map, tt__base_strmap_key key, const char *bytes, size_t n,
                                     int32_t *id)
{
    tt_status status;
    if (2 * (int64_t)map->size >= map->slots && (status = grow(map)) < 0) return status;
    tt__base_strmap_slot *slot = probe(map, key, bytes, n);
    if (slot->id == 0) {
        if ((status = add(map, bytes, n)) < 0) return status;
        *slot = (tt__base_strmap_slot){.first = key.first, .rest = key.rest, .id = map->size};
    }
    *id = slot->id - 1;
    return TT_OK;
}

tt_status tt__base_strmap_intern(tt__base_strmap *map, const char *bytes, size_t n, int32_t *id)
{
    return tt__base_strmap_intern_key(map, tt__base_strmap_key_of(bytes, n), bytes, n, id);
}

int32_t tt__base_strmap_find_key(const tt__base_strmap *map, tt__base_strmap_key key, const char *bytes, size_t n)
{
    return map->slots ? probe(map, key, bytes, n)->id - 1 : -1;
}

int32_t tt__base_strmap_find(const tt__base_strmap *map, const char *bytes, size_t n)
{
    return tt__base_strmap_find_key(map, tt__base_strmap_key_of(bytes, n), bytes, n);
}

void tt__base_strmap_clear(tt__base_strmap *map)
{
    if (map->slots) memset(map->slot, 0, (size_t)map->slots * sizeof *map->slot);
    map->size = 0;
    map->arena_used = 0;
}

void tt__base_strmap_free(tt__base_strmap *map)
{
    free(map->arena);
    free(map->start);
    free(map->slot);
    *map = (tt__base_strmap){0};
}
