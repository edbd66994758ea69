/* One stream of bytes as UTF-8 text: a look at its beginning, line by line, or as a whole. */
#ifndef TT_READ_STREAM_H
#define TT_READ_STREAM_H

#include "read/fields.h"
#include "read/source.h"
#include "read/utf16.h"

#define TT__READ_HEAD_BYTES ((int64_t)64 << 10)

/* Zero-initialise; one stream serves all files of a source, one after another. */
typedef struct tt__read_stream {
    tt__read_source *source;
    tt__base_buffer text;  /* what is read, as UTF-8 */
    int64_t begin;         /* text from here on is not handed out yet */
    int64_t line;          /* of the line that was handed out last, from 1 */
    bool at_end;           /* of the source's current file */
    tt__read_utf16 *utf16; /* NULL: the file is UTF-8 */
    tt__base_buffer raw;   /* UTF-16 as it was read */
} tt__read_stream;

/* Begin the source's current file: reads TT__READ_HEAD_BYTES or more where there are so many, and takes a byte order
 * mark off. */
tt_status tt__read_stream_start(tt__read_stream *stream, tt__read_source *source);
/* What is read and not handed out yet, borrowed. */
tt__read_slice tt__read_stream_head(const tt__read_stream *stream);
/* The next line without its end (LF or CR LF), borrowed until the next call; *more is false after the last. */
tt_status tt__read_stream_line(tt__read_stream *stream, tt__read_slice *line, bool *more);
/* Append the next whole lines with their ends, `least` bytes of them or more; all that is left where that is less.
 * Nothing is appended at the end.  stream->line does not move. */
tt_status tt__read_stream_lines(tt__read_stream *stream, tt__base_buffer *out, int64_t least);
/* All that is left, borrowed. */
tt_status tt__read_stream_all(tt__read_stream *stream, tt__read_slice *all);
void tt__read_stream_free(tt__read_stream *stream);

#endif
