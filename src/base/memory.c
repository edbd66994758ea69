#define _DEFAULT_SOURCE /* madvise */
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/error.h"

static int64_t allowed = -1; /* allocations left to succeed; negative: no limit */

void tt__base_memory_fail_after(int64_t n)
{
    __atomic_store_n(&allowed, n, __ATOMIC_RELAXED);
}

static bool refused(void)
{
    if (__atomic_load_n(&allowed, __ATOMIC_RELAXED) < 0) return false;
    if (__atomic_sub_fetch(&allowed, 1, __ATOMIC_RELAXED) >= 0) return false;
    __atomic_store_n(&allowed, 0, __ATOMIC_RELAXED); /* stay at "fail", never wrap into "no limit" */
    return true;
}

void *tt__base_calloc(size_t count, size_t size)
{
    bool too_much = size && count > PTRDIFF_MAX / size; /* told here: some allocators abort instead */
    void *p = too_much || refused() ? NULL : calloc(count ? count : 1, size ? size : 1);
    if (!p) tt__base_fail(TT_ERR_MEMORY, "out of memory: %zu x %zu bytes", count, size);
    return p;
}

#define LARGE_PAGE ((size_t)2 << 20)

size_t tt__base_large_bytes(size_t bytes)
{
    return bytes > LARGE_PAGE / 2 ? (bytes + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE : bytes;
}

void *tt__base_calloc_large(size_t count, size_t size)
{
#ifdef MADV_HUGEPAGE
    if (size && count <= PTRDIFF_MAX / size - LARGE_PAGE && count * size > LARGE_PAGE / 2 && !refused()) {
        size_t bytes = tt__base_large_bytes(count * size);
        void *p = aligned_alloc(LARGE_PAGE, bytes);
        if (!p)
            tt__base_fail(TT_ERR_MEMORY, "out of memory: %zu x %zu bytes", count, size);
        else
            madvise(p, bytes, MADV_HUGEPAGE); /* advice: nothing is lost where it is not taken */
        return p ? memset(p, 0, count * size) : NULL;
    }
#endif
    return tt__base_calloc(count, size);
}

void *tt__base_calloc_touched(size_t count, size_t size)
{
    enum { PAGE = 4096 };
    volatile char *p = tt__base_calloc(count, size);
    for (size_t i = 0; p && i < count * size; i += PAGE) p[i] = 0;
    return (void *)p;
}

tt_status tt__base_reserve(void *array, int64_t *capacity, int64_t need, size_t size)
{
    if (need <= *capacity) return TT_OK;
    int64_t room = *capacity + *capacity / 2 + 16;
    if (room < need) room = need;
    void *old, *grown = NULL;
    memcpy(&old, array, sizeof old); /* array is the address of some T *: read it without aliasing T ** as void ** */
    if ((uint64_t)room <= SIZE_MAX / size && !refused()) grown = realloc(old, (size_t)room * size);
    if (!grown) return tt__base_fail(TT_ERR_MEMORY, "out of memory: %lld x %zu bytes", (long long)room, size);
    memcpy(array, &grown, sizeof grown);
    *capacity = room;
    return TT_OK;
}

char *tt__base_strdup(const char *string)
{
    return tt__base_strndup(string, strlen(string));
}

char *tt__base_strndup(const char *bytes, size_t n)
{
    char *copy = tt__base_calloc(n + 1, 1);
    if (copy) memcpy(copy, bytes, n);
    return copy;
}
