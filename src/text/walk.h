/* The files that inputs stand for: folders are walked, names are sorted. */
#ifndef TT_TEXT_WALK_H
#define TT_TEXT_WALK_H

#include "topictree/base.h"

typedef struct tt__input {
    char *path;      /* "-": standard input */
    size_t root;     /* bytes of path that lead to the folder it was found in; 0: named by the caller */
    int64_t bytes;   /* -1: unknown */
} tt__input;

typedef struct tt__inputs {
    tt__input *at;
    int64_t n, capacity;
} tt__inputs;

/* Append what `path` stands for.  In a folder, files whose name begins with a dot and files of unknown type are left out, the
 * latter with a note.  Errors: TT_ERR_IO (path: reason), TT_ERR_EMPTY (a folder without text). */
tt_status tt__walk(tt__inputs *inputs, const char *path, const tt_run *run);
void tt__inputs_free(tt__inputs *inputs);

/* TT_ERR_IO with "path: reason" after errno. */
tt_status tt__fail_io(const char *path);

#endif
