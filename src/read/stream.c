#include "read/stream.h"

#include <string.h>

#include "base/memory.h"

enum { READ_BYTES = 256 << 10 };

/* Append what the source gives next to a buffer; at_end is set where that is nothing. */
static tt_status read_into(tt__read_stream *stream, tt__base_buffer *to)
{
    size_t got = 0;
    tt_status status = tt__base_reserve(&to->data, &to->capacity, to->length + READ_BYTES, 1);
    if (status == TT_OK) status = tt__read_source_read(stream->source, to->data + to->length, READ_BYTES, &got);
    to->length += (int64_t)got;
    stream->at_end = got == 0;
    return status;
}

static tt_status convert(tt__read_stream *stream)
{
    tt_status status = tt__read_utf16_convert(stream->utf16, &stream->text, stream->raw.data,
                                              (size_t)stream->raw.length, stream->at_end);
    stream->raw.length = 0;
    return status;
}

/* More text, behind what is not handed out yet. */
static tt_status more_text(tt__read_stream *stream)
{
    tt__base_buffer *text = &stream->text;
    if (stream->begin > 0) {
        memmove(text->data, text->data + stream->begin, (size_t)(text->length - stream->begin));
        text->length -= stream->begin;
        stream->begin = 0;
    }
    if (!stream->utf16) return read_into(stream, text);
    tt_status status = read_into(stream, &stream->raw);
    return status == TT_OK ? convert(stream) : status;
}

/* Take the byte order mark off; one of UTF-16 turns what is read so far, and all that follows, into UTF-8. */
static tt_status take_mark(tt__read_stream *stream)
{
    tt__base_buffer *text = &stream->text;
    if (text->length >= 3 && memcmp(text->data, "\xEF\xBB\xBF", 3) == 0) stream->begin = 3;
    bool little = text->length >= 2 && memcmp(text->data, "\xFF\xFE", 2) == 0;
    bool big = text->length >= 2 && memcmp(text->data, "\xFE\xFF", 2) == 0;
    if (!little && !big) return TT_OK;
    tt_status status = tt__read_utf16_new(&stream->utf16, big);
    if (status == TT_OK) status = tt__base_buffer_append(&stream->raw, text->data + 2, (size_t)text->length - 2);
    text->length = 0;
    return status == TT_OK ? convert(stream) : status;
}

tt_status tt__read_stream_start(tt__read_stream *stream, tt__read_source *source)
{
    tt__read_utf16_free(stream->utf16);
    stream->utf16 = NULL;
    stream->source = source;
    stream->text.length = stream->raw.length = stream->begin = stream->line = 0;
    stream->at_end = false;
    tt_status status = TT_OK;
    while (status == TT_OK && !stream->at_end && stream->text.length < TT__READ_HEAD_BYTES) status = more_text(stream);
    return status == TT_OK ? take_mark(stream) : status;
}

tt__read_slice tt__read_stream_head(const tt__read_stream *stream)
{
    return (tt__read_slice){stream->text.data + stream->begin, (size_t)(stream->text.length - stream->begin)};
}

tt_status tt__read_stream_line(tt__read_stream *stream, tt__read_slice *line, bool *more)
{
    size_t looked = 0; /* bytes of the line that hold no newline: so that a long line is gone through once */
    const char *newline;
    *more = false;
    for (;;) {
        *line = tt__read_stream_head(stream);
        newline = line->n > looked ? memchr(line->at + looked, '\n', line->n - looked) : NULL;
        if (newline || stream->at_end) break;
        looked = line->n;
        tt_status status = more_text(stream);
        if (status < 0) return status;
    }
    *more = line->n > 0;
    if (!*more) return TT_OK;
    if (newline) line->n = (size_t)(newline - line->at);
    stream->begin += (int64_t)line->n + (newline != NULL);
    if (line->n && line->at[line->n - 1] == '\r') line->n--;
    stream->line++;
    return TT_OK;
}

/* What is read and not handed out goes behind `out`. */
static tt_status hand_over(tt__read_stream *stream, tt__base_buffer *out)
{
    tt__read_slice head = tt__read_stream_head(stream);
    tt_status status = tt__base_buffer_append(out, head.at, head.n);
    if (status == TT_OK) stream->text.length = stream->begin = 0;
    return status;
}

/* More text behind `out`: straight from the source, unless it is converted on the way. */
static tt_status read_behind(tt__read_stream *stream, tt__base_buffer *out)
{
    if (!stream->utf16) return read_into(stream, out);
    tt_status status = more_text(stream);
    return status == TT_OK ? hand_over(stream, out) : status;
}

/* Where the last line of text[from ..) ends; `before` where none does. */
static int64_t last_line_end(const tt__base_buffer *text, int64_t from, int64_t before)
{
    int64_t end = text->length;
    while (end > from && text->data[end - 1] != '\n') end--;
    return end > from ? end : before;
}

tt_status tt__read_stream_lines(tt__read_stream *stream, tt__base_buffer *out, int64_t least)
{
    int64_t start = out->length, whole = start, looked = start; /* so that a long line is gone through once */
    tt_status status = hand_over(stream, out);
    while (status == TT_OK && !stream->at_end) {
        whole = last_line_end(out, looked, whole);
        looked = out->length;
        if (whole - start >= least) break;
        status = read_behind(stream, out);
    }
    if (status < 0 || stream->at_end) return status;
    status = tt__base_buffer_append(&stream->text, out->data + whole, (size_t)(out->length - whole));
    out->length = whole;
    return status;
}

tt_status tt__read_stream_all(tt__read_stream *stream, tt__read_slice *all)
{
    tt_status status = TT_OK;
    while (status == TT_OK && !stream->at_end) status = more_text(stream);
    *all = tt__read_stream_head(stream);
    stream->begin = stream->text.length;
    return status;
}

void tt__read_stream_free(tt__read_stream *stream)
{
    tt__base_buffer_free(&stream->text);
    tt__base_buffer_free(&stream->raw);
    tt__read_utf16_free(stream->utf16);
    *stream = (tt__read_stream){0};
}
