/* What every unit test starts from: cmocka and what it needs, the memory seam, temporary folders, committed number
 * files. Tests run from the project's top folder. */
#ifndef TESTING_H
#define TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "topictree.h"

/* Call with 0, 1, 2, ... allowed allocations until the call succeeds.  Every failure on the way must say TT_ERR_MEMORY
 * and leave a message; returns how many there were, so that a test can see that the seam was reached at all. */
static inline int64_t until_memory_suffices(tt_status (*call)(void *arg), void *arg)
{
    for (int64_t allowed = 0; allowed < 1000000; allowed++) {
        tt__base_memory_fail_after(allowed);
        tt_status status = call(arg);
        tt__base_memory_fail_after(-1);
        if (status == TT_OK) return allowed;
        assert_int_equal(status, TT_ERR_MEMORY);
        assert_string_not_equal(tt_error_message(), "");
    }
    fail_msg("still out of memory after a million allocations");
    return -1;
}

/* Two numbers within a tolerance; cmocka compares floats alone. */
#define assert_near(got, expected, tolerance) near_or_fail(got, expected, tolerance, #got, __FILE__, __LINE__)
static inline void near_or_fail(double got, double expected, double tolerance, const char *what, const char *file,
                                int line)
{
    if (fabs(got - expected) <= tolerance) return;
    print_error("%s is %.17g, not %.17g\n", what, got, expected);
    _fail(file, line);
}

/* A new empty folder; give path back to temporary_folder_remove. */
static inline void temporary_folder(char path[64])
{
    strcpy(path, "/tmp/topictree-test-XXXXXX");
    assert_non_null(mkdtemp(path));
}

static inline void temporary_folder_remove(const char *path)
{
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char name[1024];
        struct stat info;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        assert_in_range(snprintf(name, sizeof name, "%s/%s", path, entry->d_name), 1, sizeof name - 1);
        assert_int_equal(lstat(name, &info), 0);
        if (S_ISDIR(info.st_mode))
            temporary_folder_remove(name);
        else
            unlink(name);
    }
    closedir(folder);
    assert_int_equal(rmdir(path), 0);
}

/* How many entries a folder has: 0 shows that nothing was left behind. */
static inline int folder_entries(const char *path)
{
    int n = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(folder);
    return n;
}

static inline void write_bytes(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static inline void write_text(const char *path, const char *text)
{
    write_bytes(path, text, strlen(text));
}

/* The whole file, ended by a NUL that *n (may be NULL) does not count; free() it. */
static inline char *read_bytes(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    if (!file) fail_msg("%s cannot be read", path);
    size_t used = 0, room = 4096;
    char *bytes = malloc(room + 1);
    assert_non_null(bytes);
    for (size_t got; (got = fread(bytes + used, 1, room - used, file)) > 0;) {
        used += got;
        if (used == room) assert_non_null(bytes = realloc(bytes, (room *= 2) + 1));
    }
    fclose(file);
    bytes[used] = '\0';
    if (n) *n = used;
    return bytes;
}

/* The numbers of a committed reference file, separated by white space or commas, '#' starts a comment; free() them. */
static inline double *read_numbers(const char *path, int64_t *n)
{
    char *text = read_bytes(path, NULL);
    double *number = calloc(strlen(text) / 2 + 1, sizeof *number);
    assert_non_null(number);
    *n = 0;
    for (char *p = text; *p;) {
        char *end;
        if (*p == '#')
            p += strcspn(p, "\n");
        else if (isspace((unsigned char)*p) || *p == ',')
            p++;
        else {
            number[(*n)++] = strtod(p, &end);
            if (end == p) fail_msg("%s: not a number: %.20s", path, p);
            p = end;
        }
    }
    free(text);
    return number;
}

#endif
