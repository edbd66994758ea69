/* The files that inputs stand for: folders are walked, names are sorted. */
#ifndef TT_READ_WALK_H
#define TT_READ_WALK_H

#include "topictree/base.h"

typedef struct tt__read_input {
    char *path;    /* "-": standard input */
    size_t root;   /* bytes of path that lead to the folder it was found in; 0: named by the caller */
    int64_t bytes; /* -1: unknown */
} tt__read_input;

typedef struct tt__read_inputs {
    tt__read_input *at;
    int64_t n, capacity;
} tt__read_inputs;

/* Append what `path` stands for.  In a folder, files whose name begins with a dot and files of unknown type are left
 * out, the latter with a note.  Errors: TT_ERR_IO (path: reason), TT_ERR_EMPTY (a folder without text). */
tt_status tt__read_walk(tt__read_inputs *inputs, const char *path, const tt_run *run);
void tt__read_inputs_free(tt__read_inputs *inputs);

/* TT_ERR_IO with "path: reason" after errno. */
tt_status tt__read_fail_io(const char *path);

#endif
