/* The formats that are read line by line: JSON Lines, and one document a line. */
#include <string.h>

#include "read/readers.h"

bool tt__read_is_blank(tt__read_slice line)
{
    size_t i = 0;
    while (i < line.n && (line.at[i] == '\0' || strchr(" \t\r\f\v", line.at[i]))) i++;
    return i == line.n;
}

tt_status tt__read_jsonl(const tt__read_sink *sink, tt__read_stream *stream)
{
    return sink->lines(sink->into, stream, true);
}

tt_status tt__read_lines(const tt__read_sink *sink, tt__read_stream *stream)
{
    return sink->lines(sink->into, stream, false);
}
