#include "base/machine.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { LONGEST = 4096 }; /* of paths and lines */

static FILE *open_under(const char *root, const char *folder, const char *name)
{
    char path[LONGEST];
    int n = snprintf(path, sizeof path, "%s%s/%s", root, folder, name);
    return n > 0 && (size_t)n < sizeof path ? fopen(path, "r") : NULL;
}

/* The number after key at the beginning of a line ("" is the first line); -1 where there is none ("max" is none). */
static int64_t number_in(const char *root, const char *folder, const char *name, const char *key)
{
    char line[LONGEST];
    int64_t found = -1;
    size_t n = strlen(key);
    FILE *file = open_under(root, folder, name);
    while (file && found < 0 && fgets(line, sizeof line, file)) {
        char *end = line + n;
        if (strncmp(line, key, n) != 0) continue;
        long long number = strtoll(line + n, &end, 10);
        if (end > line + n && number >= 0) found = number;
        if (n == 0) break;
    }
    if (file) fclose(file);
    return found;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* ---- control groups ---- */

/* What a version of control groups calls its files. */
typedef struct accounts {
    const char *mount, *limit, *used, *droppable;
} accounts;

static const accounts version1 = {"/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes",
                                  "total_inactive_file "};
static const accounts version2 = {"/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file "};

static int64_t left_in(const char *root, const char *folder, const accounts *a)
{
    int64_t limit = number_in(root, folder, a->limit, ""), used = number_in(root, folder, a->used, "");
    int64_t droppable = number_in(root, folder, "memory.stat", a->droppable);
    if (limit < 0 || used < 0) return TT__BASE_UNLIMITED;
    used -= droppable > 0 ? least(droppable, used) : 0;
    return used < limit ? limit - used : 0;
}

/* A group and all that it is in, up to the top: inside a container the names above the mount are not there, and say
 * nothing. */
static int64_t left_up_from(const char *root, const char *group, const accounts *a)
{
    char folder[LONGEST];
    int64_t left = TT__BASE_UNLIMITED;
    int n = snprintf(folder, sizeof folder, "%s%s", a->mount, group);
    if (n < 0 || (size_t)n >= sizeof folder) return left;
    for (char *end = folder + n; end > folder + strlen(a->mount); *(end = strrchr(folder, '/')) = '\0')
        left = least(left, left_in(root, folder, a));
    return least(left, left_in(root, a->mount, a));
}

/* Lines of /proc/self/cgroup are number:controllers:/group, those of version 2 without controllers. */
static int64_t left_in_groups(const char *root)
{
    char line[LONGEST];
    int64_t left = TT__BASE_UNLIMITED;
    FILE *file = open_under(root, "/proc/self", "cgroup");
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        char *controllers = strchr(line, ':'), *group = controllers ? strchr(controllers + 1, ':') : NULL;
        if (!group || group[1] != '/') continue;
        *group++ = '\0';
        if (!controllers[1])
            left = least(left, left_up_from(root, group, &version2));
        else if (strstr(controllers, "memory"))
            left = least(left, left_up_from(root, group, &version1));
    }
    if (file) fclose(file);
    return left;
}

/* ---- the process ---- */

/* Pages of the process: all that it has asked for, and what is resident. */
static bool pages(const char *root, int64_t *asked, int64_t *resident)
{
    long long a = 0, r = 0;
    FILE *file = open_under(root, "/proc/self", "statm");
    bool known = file && fscanf(file, "%lld %lld", &a, &r) == 2;
    if (file) fclose(file);
    *asked = a * sysconf(_SC_PAGESIZE);
    *resident = r * sysconf(_SC_PAGESIZE);
    return known;
}

static int64_t left_of_addresses(const char *root)
{
    struct rlimit limit;
    int64_t asked, resident;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > INT64_MAX)
        return TT__BASE_UNLIMITED;
    if (!pages(root, &asked, &resident)) return TT__BASE_UNLIMITED;
    return asked < (int64_t)limit.rlim_cur ? (int64_t)limit.rlim_cur - asked : 0;
}

int64_t tt__base_memory_free_under(const char *root)
{
    int64_t kilobytes = number_in(root, "/proc", "meminfo", "MemAvailable:");
    int64_t left = kilobytes >= 0 ? kilobytes * 1024 : TT__BASE_UNLIMITED;
    return least(least(left, left_in_groups(root)), left_of_addresses(root));
}

int64_t tt__base_memory_free(void)
{
    return tt__base_memory_free_under("");
}

int64_t tt__base_memory_used(void)
{
    int64_t asked, resident;
    return pages("", &asked, &resident) ? resident : 0;
}

int64_t tt__base_memory_peak(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (int64_t)usage.ru_maxrss * 1024 : 0; /* Linux counts kilobytes */
}

int64_t tt__base_memory_limit(int64_t asked)
{
    int64_t left = asked ? 0 : tt__base_memory_free(), used = asked ? 0 : tt__base_memory_used();
    return asked ? asked : left < TT__BASE_UNLIMITED - used ? left + used : TT__BASE_UNLIMITED;
}

char *tt__base_size_text(char buffer[TT__BASE_SIZE_TEXT], int64_t bytes)
{
    static const char *const unit[] = {"MB", "GB", "TB"};
    double size = (double)bytes / (1 << 20);
    int u = 0;
    for (; size >= 1000 && u < 2; u++) size /= 1024;
    snprintf(buffer, TT__BASE_SIZE_TEXT, u && size < 10 ? "%.1f %s" : "%.0f %s", size, unit[u]);
    return buffer;
}
