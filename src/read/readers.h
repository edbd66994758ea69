/* The input formats, one reader each: from a stream of text to records. */
#ifndef TT_READ_READERS_H
#define TT_READ_READERS_H

#include "corpus/batches.h"
#include "read/stream.h"

tt_status tt__read_jsonl(tt__corpus_batches *intake, tt__read_stream *stream);
tt_status tt__read_json(tt__corpus_batches *intake, tt__read_stream *stream);
/* delimiter: '\0' = the one the header has most of. */
tt_status tt__read_csv(tt__corpus_batches *intake, tt__read_stream *stream, char delimiter);
tt_status tt__read_lines(tt__corpus_batches *intake, tt__read_stream *stream);
/* The whole file is one document: its id is the stream's path, its labels are the folders on the way there. */
tt_status tt__read_text(tt__corpus_batches *intake, tt__read_stream *stream);
tt_status tt__read_paragraphs(tt__corpus_batches *intake, tt__read_stream *stream);
tt_status tt__read_listing(tt__corpus_batches *intake, tt__read_stream *stream);

/* Nothing but white space and NUL bytes. */
bool tt__read_is_blank(tt__read_slice line);

#endif
