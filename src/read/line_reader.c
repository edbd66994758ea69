/* The formats that are read line by line: JSON Lines, and one document a line. */
#include <string.h>

#include "read/readers.h"

bool tt__read_is_blank(tt__read_slice line)
{
    size_t i = 0;
    while (i < line.n && (line.at[i] == '\0' || strchr(" \t\r\f\v", line.at[i]))) i++;
    return i == line.n;
}

tt_status tt__read_jsonl(tt__corpus_batches *intake, tt__read_stream *stream)
{
    return tt__corpus_batches_lines(intake, stream, TT__CORPUS_RECORD_JSON_LINES);
}

tt_status tt__read_lines(tt__corpus_batches *intake, tt__read_stream *stream)
{
    return tt__corpus_batches_lines(intake, stream, TT__CORPUS_RECORD_TEXT_LINES);
}
