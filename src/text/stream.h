/* One stream of bytes as UTF-8 text: a look at its beginning, line by line, or as a whole. */
#ifndef TT_TEXT_STREAM_H
#define TT_TEXT_STREAM_H

#include "base/buffer.h"
#include "text/fields.h"
#include "text/source.h"

#define TT__HEAD_BYTES ((int64_t)64 << 10)

typedef struct tt__stream {
    tt__source *source;
    char *data;          /* data[begin .. end) is not handed out yet */
    int64_t begin, end, capacity;
    int64_t line;        /* of the line that was handed out last, from 1 */
    bool at_end;         /* of the source */
    struct tt__utf16 *utf16; /* NULL: the source is UTF-8 */
} tt__stream;

/* Begin the source's current stream: reads up to TT__HEAD_BYTES and takes a byte order mark off. */
tt_status tt__stream_start(tt__stream *stream, tt__source *source);
/* The next line without its end (LF or CR LF), borrowed until the next call; *more is false after the last. */
tt_status tt__stream_line(tt__stream *stream, tt__slice *line, bool *more);
/* All that is left, borrowed. */
tt_status tt__stream_all(tt__stream *stream, tt__slice *all);
void tt__stream_free(tt__stream *stream);

#endif
