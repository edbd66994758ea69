#include "text/stream.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { READ_BYTES = 256 << 10 };

struct tt__utf16 {
    int unused;
};

/* Read more behind data[end); at_end is set where there is none. */
static tt_status more_bytes(tt__stream *stream)
{
    if (stream->begin > 0) {
        memmove(stream->data, stream->data + stream->begin, (size_t)(stream->end - stream->begin));
        stream->end -= stream->begin;
        stream->begin = 0;
    }
    tt_status status = tt__reserve(&stream->data, &stream->capacity, stream->end + READ_BYTES, 1);
    size_t got = 0;
    if (status == TT_OK)
        status = tt__source_read(stream->source, stream->data + stream->end, (size_t)(stream->capacity - stream->end), &got);
    stream->end += (int64_t)got;
    stream->at_end = got == 0;
    return status;
}

tt_status tt__stream_start(tt__stream *stream, tt__source *source)
{
    stream->source = source;
    stream->begin = stream->end = stream->line = 0;
    stream->at_end = false;
    tt_status status = TT_OK;
    while (status == TT_OK && !stream->at_end && stream->end < TT__HEAD_BYTES) status = more_bytes(stream);
    if (status == TT_OK && stream->end >= 3 && memcmp(stream->data, "\xEF\xBB\xBF", 3) == 0) stream->begin = 3;
    return status;
}

tt_status tt__stream_line(tt__stream *stream, tt__slice *line, bool *more)
{
    int64_t looked = 0; /* bytes of the line that are known to hold no newline: a long line is looked at once */
    const char *newline = NULL;
    tt_status status = TT_OK;
    for (;;) {
        int64_t from = stream->begin + looked;
        if (stream->end > from) newline = memchr(stream->data + from, '\n', (size_t)(stream->end - from));
        if (newline || stream->at_end) break;
        looked = stream->end - stream->begin;
        if ((status = more_bytes(stream)) < 0) return status;
    }
    *more = newline || stream->end > stream->begin;
    if (!*more) return TT_OK;
    line->at = stream->data + stream->begin;
    line->n = newline ? (size_t)(newline - line->at) : (size_t)(stream->end - stream->begin);
    stream->begin += (int64_t)line->n + (newline != NULL);
    if (line->n && line->at[line->n - 1] == '\r') line->n--;
    stream->line++;
    return TT_OK;
}

tt_status tt__stream_all(tt__stream *stream, tt__slice *all)
{
    tt_status status = TT_OK;
    while (status == TT_OK && !stream->at_end) status = more_bytes(stream);
    *all = (tt__slice){stream->data + stream->begin, (size_t)(stream->end - stream->begin)};
    stream->begin = stream->end;
    return status;
}

void tt__stream_free(tt__stream *stream)
{
    free(stream->data);
    *stream = (tt__stream){0};
}
