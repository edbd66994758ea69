/* The formats that are read line by line (JSON Lines, one document a line), and a file that is one document. */
#include <string.h>

#include "base/memory.h"
#include "text/formats.h"
#include "text/json.h"

static bool is_blank(tt__slice line)
{
    size_t i = 0;
    while (i < line.n && (line.at[i] == '\0' || strchr(" \t\r\f\v", line.at[i]))) i++;
    return i == line.n;
}

/* Progress is told when a batch is worked off; the share has to be known by then. */
static void note_share(tt__intake *intake, const tt__stream *stream)
{
    if (intake->n_records % 256 == 0) intake->share = tt__source_share(stream->source);
}

tt_status tt__read_jsonl(tt__intake *intake, tt__stream *stream)
{
    tt__slice line;
    bool more;
    tt_status status;
    tt__file *file = &intake->file[intake->n_files - 1];
    while ((status = tt__stream_line(stream, &line, &more)) == TT_OK && more) {
        if (is_blank(line)) continue;
        if (!file->looked) file->looked = true, file->fallback = tt__json_fallback(line.at, line.n, &intake->names);
        note_share(intake, stream);
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
        if (is_blank(line)) continue;
        note_share(intake, stream);
        if ((status = tt__intake_fields(intake, &(tt__fields){.of[TT__TEXT] = line}, stream->line)) < 0) break;
    }
    return status;
}
