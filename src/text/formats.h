/* The input formats, one reader each: from a stream of text to records. */
#ifndef TT_TEXT_FORMATS_H
#define TT_TEXT_FORMATS_H

#include "text/intake.h"
#include "text/stream.h"

tt_status tt__read_jsonl(tt__intake *intake, tt__stream *stream);
tt_status tt__read_json(tt__intake *intake, tt__stream *stream);
/* delimiter: '\0' = the one the header has most of. */
tt_status tt__read_csv(tt__intake *intake, tt__stream *stream, char delimiter);
tt_status tt__read_lines(tt__intake *intake, tt__stream *stream);
/* The whole file is one document: its id is the stream's path, its labels are the folders on the way there. */
tt_status tt__read_text(tt__intake *intake, tt__stream *stream);
tt_status tt__read_paragraphs(tt__intake *intake, tt__stream *stream);
tt_status tt__read_listing(tt__intake *intake, tt__stream *stream);

/* Nothing but white space and NUL bytes. */
bool tt__is_blank(tt__slice line);

#endif
