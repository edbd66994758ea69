/* Where bytes come from: files, folders, archives and standard input as one sequence of named byte streams. */
#ifndef TT_READ_SOURCE_H
#define TT_READ_SOURCE_H

#include "topictree/base.h"

typedef struct tt__read_source tt__read_source;

/* Lists what there is to read; a file that is not there is an error now, not after an hour. */
tt_status tt__read_source_open(tt__read_source **out, const char *const *inputs, int32_t n_inputs, const tt_run *run);
/* Go on to the next stream; *more is false at the end. */
tt_status tt__read_source_next(tt__read_source *source, bool *more);
/* Up to room bytes of the current stream, decompressed; *got is 0 at its end. */
tt_status tt__read_source_read(tt__read_source *source, char *to, size_t room, size_t *got);
/* The current stream as messages name it. */
const char *tt__read_source_name(const tt__read_source *source);
/* Its path inside its folder or archive; of a plain file its last name, without endings for compression. */
const char *tt__read_source_path(const tt__read_source *source);
/* It stood in a folder or an archive. */
bool tt__read_source_is_member(const tt__read_source *source);
/* Share of all input bytes that are read; negative where that cannot be known. */
double tt__read_source_share(const tt__read_source *source);
void tt__read_source_free(tt__read_source *source); /* NULL is fine */

#endif
