/* Where bytes come from: files, folders, archives and standard input as one sequence of named byte streams. */
#ifndef TT_TEXT_SOURCE_H
#define TT_TEXT_SOURCE_H

#include "topictree/base.h"

typedef struct tt__source tt__source;

/* Lists what there is to read; a file that is not there is an error now, not after an hour. */
tt_status tt__source_open(tt__source **out, const char *const *inputs, int32_t n_inputs, const tt_run *run);
/* Go on to the next stream; *more is false at the end. */
tt_status tt__source_next(tt__source *source, bool *more);
/* Up to room bytes of the current stream, decompressed; *got is 0 at its end. */
tt_status tt__source_read(tt__source *source, char *to, size_t room, size_t *got);
/* The current stream as messages name it. */
const char *tt__source_name(const tt__source *source);
/* Its path inside its folder or archive; of a plain file its last name, without endings for compression. */
const char *tt__source_path(const tt__source *source);
/* It stood in a folder or an archive. */
bool tt__source_is_member(const tt__source *source);
/* Share of all input bytes that are read; negative where that cannot be known. */
double tt__source_share(const tt__source *source);
void tt__source_free(tt__source *source); /* NULL is fine */

#endif
