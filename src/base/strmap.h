/* String-to-id map: gives each distinct byte string the next id, 0, 1, 2, ...; the strings live in one arena. */
#ifndef TT_BASE_STRMAP_H
#define TT_BASE_STRMAP_H

#include <string.h>

#include "topictree/base.h"

typedef struct tt__strmap_slot {
    uint64_t hash;
    uint32_t length;
    int32_t id;         /* + 1; 0: the slot is free */
} tt__strmap_slot;

typedef struct tt__strmap {
    int32_t size;       /* distinct strings */
    char *arena;        /* arena_used bytes: the strings, each ended by a NUL */
    int64_t arena_used, arena_capacity;
    int64_t *start;     /* size: where string i begins in arena */
    int64_t start_capacity;
    tt__strmap_slot *slot;
    int64_t slots;      /* a power of two, or 0 */
} tt__strmap;

/* The id of the n bytes (which hold no NUL); added where new. */
tt_status tt__strmap_intern(tt__strmap *map, const char *bytes, size_t n, int32_t *id);
/* The same where tt__hash(bytes, n) is known. */
tt_status tt__strmap_intern_hashed(tt__strmap *map, const char *bytes, size_t n, uint64_t hash, int32_t *id);
/* The id, or -1. */
int32_t tt__strmap_find(const tt__strmap *map, const char *bytes, size_t n);
int32_t tt__strmap_find_hashed(const tt__strmap *map, const char *bytes, size_t n, uint64_t hash);
/* String id; borrowed until the next intern. */
const char *tt__strmap_string(const tt__strmap *map, int32_t id);
size_t tt__strmap_length(const tt__strmap *map, int32_t id);
void tt__strmap_free(tt__strmap *map);

/* 64-bit hash of n bytes: the same on every machine and in every run (ids and files may depend on it).  Strings of one length
 * up to eight have different hashes. */
uint64_t tt__hash(const char *bytes, size_t n);

/* Eight bytes, the first the lowest: one load on most machines. */
static inline uint64_t tt__eight_bytes(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
           (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

static inline uint64_t tt__mix(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93); /* multiplier of Mulvey's mixer */
    x ^= x >> 32;
    return x;
}

#define TT__HASH_SEED UINT64_C(0x9e3779b97f4a7c15)

/* Eight bytes more. */
static inline uint64_t tt__hash_step(uint64_t h, uint64_t eight) { return tt__mix(h ^ eight) * UINT64_C(0xff51afd7ed558ccd); }

/* Whether n > 8 bytes are the same: two looks, which may overlap, where they are at most sixteen. */
static inline bool tt__same_bytes(const char *a, const char *b, size_t n)
{
    if (n > 16) return memcmp(a, b, n) == 0;
    return tt__eight_bytes(a) == tt__eight_bytes(b) && tt__eight_bytes(a + n - 8) == tt__eight_bytes(b + n - 8);
}

/* As tt__strmap_find() of n >= 1 bytes whose hash is known: where nearly all strings are there already. */
static inline int32_t tt__strmap_seek(const tt__strmap *map, const char *bytes, size_t n, uint64_t hash)
{
    if (map->slots == 0) return -1;
    for (uint64_t mask = (uint64_t)map->slots - 1, s = hash & mask;; s = (s + 1) & mask) {
        const tt__strmap_slot *slot = &map->slot[s];
        if (slot->id == 0) return -1;
        if (slot->hash != hash || slot->length != n) continue;
        if (n <= 8 || tt__same_bytes(map->arena + map->start[slot->id - 1], bytes, n)) return slot->id - 1;
    }
}

/* Asks for the slot where a string with this hash is looked for, which takes as long as looking at many that are there. */
static inline void tt__strmap_fetch(const tt__strmap *map, uint64_t hash)
{
    if (map->slots) __builtin_prefetch(&map->slot[hash & ((uint64_t)map->slots - 1)]);
}

/* How tt__hash ends: h is TT__HASH_SEED ^ n after all but the last n % 8 bytes, which are in `tail`, the first the lowest. */
static inline uint64_t tt__hash_end(uint64_t h, uint64_t tail) { return tt__mix(tt__mix(h ^ tail) * UINT64_C(0xc4ceb9fe1a85ec53)); }

#endif
