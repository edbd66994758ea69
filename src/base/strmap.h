/* String-to-id map: gives each distinct byte string the next id, 0, 1, 2, ...; the strings live in one arena. */
#ifndef TT_BASE_STRMAP_H
#define TT_BASE_STRMAP_H

#include <string.h>

#include "topictree/base.h"

enum { TT__BASE_STRMAP_SHORT = 12 };

/* What a string is looked up by.  A short one is its own key, padded with zeros.  A longer one has a hash for a key,
 * and is told by its bytes; a zero in the eighth byte and something behind it tell its key from all those of short
 * ones. */
typedef struct tt__base_strmap_key {
    uint64_t first; /* bytes 0..7, the first the lowest */
    uint32_t rest;  /* bytes 8..11 */
} tt__base_strmap_key;

typedef struct tt__base_strmap_slot {
    uint64_t first;
    uint32_t rest;
    int32_t id; /* + 1; 0: the slot is free */
} tt__base_strmap_slot;

typedef struct tt__base_strmap {
    int32_t size; /* distinct strings */
    char *arena;  /* arena_used bytes: the strings, each ended by a NUL */
    int64_t arena_used, arena_capacity;
    int64_t *start; /* size: where string i begins in arena */
    int64_t start_capacity;
    tt__base_strmap_slot *slot;
    int64_t slots; /* a power of two up to 2^32, or 0 */
} tt__base_strmap;

/* The id of the n bytes (which hold no NUL); added where new. */
tt_status tt__base_strmap_intern(tt__base_strmap *map, const char *bytes, size_t n, int32_t *id);
/* The id, or -1. */
int32_t tt__base_strmap_find(const tt__base_strmap *map, const char *bytes, size_t n);
/* The same where the key is known. */
tt__base_strmap_key tt__base_strmap_key_of(const char *bytes, size_t n);
tt_status tt__base_strmap_intern_key(tt__base_strmap *map, tt__base_strmap_key key, const char *bytes, size_t n,
                                     int32_t *id);
int32_t tt__base_strmap_find_key(const tt__base_strmap *map, tt__base_strmap_key key, const char *bytes, size_t n);
/* String id; borrowed until the next intern. */
const char *tt__base_strmap_string(const tt__base_strmap *map, int32_t id);
size_t tt__base_strmap_length(const tt__base_strmap *map, int32_t id);
/* Without strings again, but with the room they took. */
void tt__base_strmap_clear(tt__base_strmap *map);
void tt__base_strmap_free(tt__base_strmap *map);

/* 64-bit hash of n bytes: the same on every machine and in every run (ids and files may depend on it).  Strings of one
 * length up to eight have different hashes. */
uint64_t tt__base_hash(const char *bytes, size_t n);

/* Eight bytes, the first the lowest: one load on most machines. */
static inline uint64_t tt__base_eight_bytes(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 |
           (uint64_t)b[5] << 40 | (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

static inline uint64_t tt__base_mix(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93); /* multiplier of Mulvey's mixer */
    x ^= x >> 32;
    return x;
}

/* The bits of a key that are of a string of n bytes. */
extern const tt__base_strmap_key tt__base_strmap_mask[TT__BASE_STRMAP_SHORT + 1];

/* The key of a short string that has at least sixteen bytes to look at. */
static inline tt__base_strmap_key tt__base_strmap_short_key(const char *bytes, size_t n)
{
    const tt__base_strmap_key *mask = &tt__base_strmap_mask[n];
    return (tt__base_strmap_key){tt__base_eight_bytes(bytes) & mask->first,
                                 (uint32_t)tt__base_eight_bytes(bytes + 8) & mask->rest};
}

/* Where a string with this key is looked for first; the map has slots. */
static inline int64_t tt__base_strmap_place(const tt__base_strmap *map, tt__base_strmap_key key)
{
    return (
        int64_t)(tt__base_mix((key.first ^ key.rest * UINT64_C(0xc4ceb9fe1a85ec53)) * UINT64_C(0x9e3779b97f4a7c15)) &
                 (uint64_t)(map->slots - 1));
}

/* As tt__base_strmap_find_key() of a short string of one byte or more: where nearly all strings are there already, and
 * in their first place.  Branch-free in the length (unpredictable). */
static inline int32_t tt__base_strmap_seek(const tt__base_strmap *map, tt__base_strmap_key key)
{
    if (map->slots == 0) return -1;
    for (int64_t s = tt__base_strmap_place(map, key);; s = (s + 1) & (map->slots - 1)) {
        const tt__base_strmap_slot *slot = &map->slot[s];
        if (((slot->first ^ key.first) | (slot->rest ^ key.rest)) == 0 || slot->id == 0) return slot->id - 1;
    }
}

enum { TT__BASE_STRMAP_AHEAD = 8 }; /* strings: so long before one is looked up its slot is asked for */

/* Asks for the slot where a string with this key is looked for, which takes as long as looking at many that are there.
 */
static inline void tt__base_strmap_fetch(const tt__base_strmap *map, tt__base_strmap_key key)
{
    if (map->slots) __builtin_prefetch(&map->slot[tt__base_strmap_place(map, key)]);
}

#endif
