#include "read/walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "read/sniff.h"

enum { DEEPEST = 64 /* folders in folders: more is a mistake */ };

typedef struct walk {
    tt__read_inputs *inputs;
    size_t root;
    int64_t unknown; /* files left out */
    char first[256]; /* the first of them */
} walk;

tt_status tt__read_fail_io(const char *path)
{
    char reason[128];
    if (strerror_r(errno, reason, sizeof reason) != 0) reason[0] = '\0';
    if (reason[0] >= 'A' && reason[0] <= 'Z') reason[0] = (char)(reason[0] | 0x20);
    return tt__base_fail(TT_ERR_IO, "%s: %s", path, reason);
}

static tt_status push(tt__read_inputs *inputs, const char *path, size_t root, int64_t bytes)
{
    tt_status status = tt__base_reserve(&inputs->at, &inputs->capacity, inputs->n + 1, sizeof *inputs->at);
    char *copy = status == TT_OK ? tt__base_strdup(path) : NULL;
    if (!copy) return TT_ERR_MEMORY;
    inputs->at[inputs->n++] = (tt__read_input){copy, root, bytes};
    return TT_OK;
}

static int bytewise(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, sorted, dot-files left out. */
static tt_status list(const char *folder, char ***names, int64_t *n)
{
    DIR *dir = opendir(folder);
    int64_t capacity = 0;
    tt_status status = TT_OK;
    if (!dir) return tt__read_fail_io(folder);
    for (struct dirent *entry; status == TT_OK && (entry = readdir(dir));) {
        if (entry->d_name[0] == '.') continue;
        if ((status = tt__base_reserve(names, &capacity, *n + 1, sizeof **names)) < 0) break;
        if (((*names)[*n] = tt__base_strdup(entry->d_name)))
            ++*n;
        else
            status = TT_ERR_MEMORY;
    }
    closedir(dir);
    if (*n) qsort(*names, (size_t)*n, sizeof **names, bytewise);
    return status;
}

static tt_status walk_folder(walk *w, const char *folder, int depth);

static tt_status visit(walk *w, const char *path, int depth)
{
    struct stat info;
    if (lstat(path, &info) < 0) return tt__read_fail_io(path);
    if (S_ISDIR(info.st_mode)) return depth < DEEPEST ? walk_folder(w, path, depth + 1) : TT_OK;
    if (stat(path, &info) < 0 || !S_ISREG(info.st_mode)) return TT_OK; /* a dangling link, a link to a folder, a pipe */
    if (tt__read_sniff_name(path) != TT_FORMAT_AUTO) return push(w->inputs, path, w->root, info.st_size);
    if (w->unknown++ == 0) snprintf(w->first, sizeof w->first, "%s", path + w->root);
    return TT_OK;
}

static tt_status walk_folder(walk *w, const char *folder, int depth)
{
    char **names = NULL;
    int64_t n = 0;
    tt_status status = list(folder, &names, &n);
    tt__base_buffer path = {0};
    for (int64_t i = 0; i < n; i++) {
        path.length = 0;
        if (status == TT_OK) status = tt__base_buffer_format(&path, "%s/%s", folder, names[i]);
        if (status == TT_OK) status = visit(w, path.data, depth);
        free(names[i]);
    }
    tt__base_buffer_free(&path);
    free(names);
    return status;
}

tt_status tt__read_walk(tt__read_inputs *inputs, const char *path, const tt_run *run)
{
    struct stat info;
    if (strcmp(path, "-") == 0) return push(inputs, path, 0, -1);
    if (stat(path, &info) < 0) return tt__read_fail_io(path);
    if (!S_ISDIR(info.st_mode)) return push(inputs, path, 0, S_ISREG(info.st_mode) ? info.st_size : -1);
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/') n--;
    char *folder = tt__base_strndup(path, n);
    if (!folder) return TT_ERR_MEMORY;
    walk w = {.inputs = inputs, .root = n + 1};
    int64_t before = inputs->n;
    tt_status status = walk_folder(&w, folder, 0);
    free(folder);
    if (status < 0) return status;
    if (inputs->n == before)
        return tt__base_fail(TT_ERR_EMPTY, "%s: no text files (.txt .md .rst .jsonl .json .csv .tsv) in this folder",
                             path);
    if (w.unknown)
        tt__base_message(run, TT_NOTE, "%s: %lld file%s of unknown type left out (first: %s)", path,
                         (long long)w.unknown, w.unknown == 1 ? "" : "s", w.first);
    return TT_OK;
}

void tt__read_inputs_free(tt__read_inputs *inputs)
{
    for (int64_t i = 0; i < inputs->n; i++) free(inputs->at[i].path);
    free(inputs->at);
    *inputs = (tt__read_inputs){0};
}
