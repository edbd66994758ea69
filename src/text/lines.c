/* The formats that are read line by line: JSON Lines, and one document a line. */
#include <string.h>

#include "text/formats.h"
#include "text/json.h"

bool tt__is_blank(tt__slice line)
{
    size_t i = 0;
    while (i < line.n && (line.at[i] == '\0' || strchr(" \t\r\f\v", line.at[i]))) i++;
    return i == line.n;
}

tt_status tt__read_jsonl(tt__intake *intake, tt__stream *stream)
{
    tt__slice line;
    bool more;
    tt_status status;
    while ((status = tt__stream_line(stream, &line, &more)) == TT_OK && more) {
        if (tt__is_blank(line)) continue;
        if ((status = tt__intake_json(intake, line.at, line.n, stream->line)) < 0) break;
    }
    return status;
}

tt_status tt__read_lines(tt__intake *intake, tt__stream *stream)
{
    tt__slice line;
    bool more;
    tt_status status;
    while ((status = tt__stream_line(stream, &line, &more)) == TT_OK && more) {
        if (tt__is_blank(line)) continue;
        if ((status = tt__intake_fields(intake, &(tt__fields){.of[TT__TEXT] = line}, stream->line)) < 0) break;
    }
    return status;
}
