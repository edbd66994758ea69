/* String-to-id map: gives each distinct byte string the next id, 0, 1, 2, ...; the strings live in one arena. */
#ifndef TT_BASE_STRMAP_H
#define TT_BASE_STRMAP_H

#include "topictree/base.h"

typedef struct tt__strmap {
    int32_t size;       /* distinct strings */
    char *arena;        /* arena_used bytes: the strings, each ended by a NUL */
    int64_t arena_used, arena_capacity;
    int64_t *start;     /* size: where string i begins in arena */
    int64_t start_capacity;
    uint64_t *slot;     /* slots (a power of two): high 32 bits of the hash << 32 | id + 1; 0 = free */
    int64_t slots;
} tt__strmap;

/* The id of the n bytes (which hold no NUL); added where new. */
tt_status tt__strmap_intern(tt__strmap *map, const char *bytes, size_t n, int32_t *id);
/* The id, or -1. */
int32_t tt__strmap_find(const tt__strmap *map, const char *bytes, size_t n);
/* String id; borrowed until the next intern. */
const char *tt__strmap_string(const tt__strmap *map, int32_t id);
size_t tt__strmap_length(const tt__strmap *map, int32_t id);
void tt__strmap_free(tt__strmap *map);

/* 64-bit hash of n bytes: the same on every machine and in every run (ids and files may depend on it). */
uint64_t tt__hash(const char *bytes, size_t n);

#endif
