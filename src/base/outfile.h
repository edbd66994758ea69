/* Files that are written whole or not at all: bytes go to a temporary file beside the path, which is renamed at the
 * end. */
#ifndef TT_BASE_OUTFILE_H
#define TT_BASE_OUTFILE_H

#include <stdio.h>

#include "topictree/base.h"

typedef struct tt__base_outfile {
    FILE *file;      /* write here */
    char *path;      /* "-" is standard output: nothing to rename */
    char *temporary; /* NULL for standard output */
} tt__base_outfile;

tt_status tt__base_outfile_open(tt__base_outfile *out, const char *path);
/* Flush, check every write that went before, rename into place.  On failure the temporary file is gone and the old
 * file, if there was one, is as it was. */
tt_status tt__base_outfile_commit(tt__base_outfile *out);
/* Give up: remove the temporary file.  Harmless after a commit. */
void tt__base_outfile_abort(tt__base_outfile *out);

#endif
