/* One stream of bytes as UTF-8 text: a look at its beginning, line by line, or as a whole. */
#ifndef TT_TEXT_STREAM_H
#define TT_TEXT_STREAM_H

#include "text/fields.h"
#include "text/source.h"
#include "text/utf16.h"

#define TT__HEAD_BYTES ((int64_t)64 << 10)

/* Zero-initialise; one stream serves all files of a source, one after another. */
typedef struct tt__stream {
    tt__source *source;
    tt__buffer text;     /* what is read, as UTF-8 */
    int64_t begin;       /* text from here on is not handed out yet */
    int64_t line;        /* of the line that was handed out last, from 1 */
    bool at_end;         /* of the source's current file */
    tt__utf16 *utf16;    /* NULL: the file is UTF-8 */
    tt__buffer raw;      /* UTF-16 as it was read */
} tt__stream;

/* Begin the source's current file: reads TT__HEAD_BYTES or more where there are so many, and takes a byte order mark off. */
tt_status tt__stream_start(tt__stream *stream, tt__source *source);
/* What is read and not handed out yet, borrowed. */
tt__slice tt__stream_head(const tt__stream *stream);
/* The next line without its end (LF or CR LF), borrowed until the next call; *more is false after the last. */
tt_status tt__stream_line(tt__stream *stream, tt__slice *line, bool *more);
/* Append the next whole lines with their ends, `least` bytes of them or more; all that is left where that is less.  Nothing is
 * appended at the end.  stream->line does not move. */
tt_status tt__stream_lines(tt__stream *stream, tt__buffer *out, int64_t least);
/* All that is left, borrowed. */
tt_status tt__stream_all(tt__stream *stream, tt__slice *all);
void tt__stream_free(tt__stream *stream);

#endif
