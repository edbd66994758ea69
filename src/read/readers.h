/* The input formats, one reader each: from a stream of text to records. */
#ifndef TT_READ_READERS_H
#define TT_READ_READERS_H

#include "read/sink.h"

tt_status tt__read_jsonl(const tt__read_sink *sink, tt__read_stream *stream);
tt_status tt__read_json(const tt__read_sink *sink, tt__read_stream *stream);
/* delimiter: '\0' = the one the header has most of. */
tt_status tt__read_csv(const tt__read_sink *sink, tt__read_stream *stream, char delimiter);
tt_status tt__read_lines(const tt__read_sink *sink, tt__read_stream *stream);
/* The whole file is one document: its id is the stream's path, its labels are the folders on the way there. */
tt_status tt__read_text(const tt__read_sink *sink, tt__read_stream *stream);
tt_status tt__read_paragraphs(const tt__read_sink *sink, tt__read_stream *stream);
tt_status tt__read_listing(const tt__read_sink *sink, tt__read_stream *stream);

/* Nothing but white space and NUL bytes. */
bool tt__read_is_blank(tt__read_slice line);

#endif
