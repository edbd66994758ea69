/* Plain text: a file that is one document, or one whose paragraphs are the documents. */
#include <string.h>

#include "read/readers.h"

enum { TITLE_BYTES = 120 /* a first line of no more is the document's title */ };

/* Name without its folders and without the ending. */
static tt__read_slice base_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return (tt__read_slice){name, dot && dot > name ? (size_t)(dot - name) : strlen(name)};
}

/* The folders on the way to the file, each ended by a NUL. */
static tt_status folders(tt__base_buffer *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    tt_status status = TT_OK;
    while (slash && path < slash && status == TT_OK) {
        size_t n = strcspn(path, "/");
        if (n && (status = tt__base_buffer_append(out, path, n)) == TT_OK) status = tt__base_buffer_append(out, "", 1);
        path += n + 1;
    }
    return status;
}

/* The first line that is not blank, and what stands behind it; false where there is none. */
static bool first_line(tt__read_slice all, tt__read_slice *line, tt__read_slice *rest)
{
    for (const char *at = all.at, *end = all.at + all.n; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at)), *stop = newline ? newline : end;
        *line = (tt__read_slice){at, (size_t)(stop - at)};
        at = newline ? newline + 1 : end;
        *rest = (tt__read_slice){at, (size_t)(end - at)};
        if (!tt__read_is_blank(*line)) return true;
    }
    return false;
}

/* The mark of a heading ("## ") is no part of it. */
static tt__read_slice without_marks(tt__read_slice line)
{
    while (line.n && (*line.at == '#' || *line.at == ' ')) line.at++, line.n--;
    return line;
}

tt_status tt__read_text(const tt__read_sink *sink, tt__read_stream *stream)
{
    const char *path = tt__read_source_path(stream->source);
    tt__read_slice all, line, rest;
    tt__base_buffer labels = {0};
    tt_status status = tt__read_stream_all(stream, &all);
    if (status == TT_OK) status = folders(&labels, path);
    if (status == TT_OK) {
        tt__read_fields fields = {{[TT__READ_ID] = {path, strlen(path)},
                                   [TT__READ_TITLE] = base_name(path),
                                   [TT__READ_TEXT] = all,
                                   [TT__READ_PATH] = {labels.data, (size_t)labels.length}}};
        if (first_line(all, &line, &rest) && line.n <= TITLE_BYTES) {
            fields.of[TT__READ_TITLE] = without_marks(line);
            fields.of[TT__READ_TEXT] = rest;
        }
        status = sink->fields(sink->into, &fields, 0);
    }
    tt__base_buffer_free(&labels);
    return status;
}

tt_status tt__read_paragraphs(const tt__read_sink *sink, tt__read_stream *stream)
{
    tt__read_slice line;
    tt__base_buffer paragraph = {0};
    bool more = true;
    int64_t first = 1;
    tt_status status = TT_OK;
    while (more && status == TT_OK) {
        if ((status = tt__read_stream_line(stream, &line, &more)) < 0) break;
        bool blank = !more || tt__read_is_blank(line);
        if (!blank && paragraph.length == 0) first = stream->line;
        if (!blank && (status = tt__base_buffer_append(&paragraph, line.at, line.n)) == TT_OK)
            status = tt__base_buffer_append(&paragraph, "\n", 1);
        if (!blank || paragraph.length == 0 || status < 0) continue;
        tt__read_slice text = {paragraph.data, (size_t)paragraph.length};
        status = sink->fields(sink->into, &(tt__read_fields){.of[TT__READ_TEXT] = text}, first);
        paragraph.length = 0;
    }
    tt__base_buffer_free(&paragraph);
    return status;
}
