/* The formats that are read line by line: JSON Lines, and one document a line. */
#include <string.h>

#include "text/formats.h"

bool tt__is_blank(tt__slice line)
{
    size_t i = 0;
    while (i < line.n && (line.at[i] == '\0' || strchr(" \t\r\f\v", line.at[i]))) i++;
    return i == line.n;
}

tt_status tt__read_jsonl(tt__intake *intake, tt__stream *stream) { return tt__intake_lines(intake, stream, TT__RECORD_JSON_LINES); }

tt_status tt__read_lines(tt__intake *intake, tt__stream *stream) { return tt__intake_lines(intake, stream, TT__RECORD_TEXT_LINES); }
