/* Plain text: a file that is one document, or one whose paragraphs are the documents. */
#include <string.h>

#include "text/formats.h"

enum { TITLE_BYTES = 120 /* a first line of no more is the document's title */ };

/* Name without its folders and without the ending. */
static tt__slice base_name(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return (tt__slice){name, dot && dot > name ? (size_t)(dot - name) : strlen(name)};
}

/* The folders on the way to the file, each ended by a NUL. */
static tt_status folders(tt__buffer *out, const char *path)
{
    const char *slash = strrchr(path, '/');
    tt_status status = TT_OK;
    while (slash && path < slash && status == TT_OK) {
        size_t n = strcspn(path, "/");
        if (n && (status = tt__buffer_append(out, path, n)) == TT_OK) status = tt__buffer_append(out, "", 1);
        path += n + 1;
    }
    return status;
}

/* The first line that is not blank, and what stands behind it; false where there is none. */
static bool first_line(tt__slice all, tt__slice *line, tt__slice *rest)
{
    for (const char *at = all.at, *end = all.at + all.n; at < end;) {
        const char *newline = memchr(at, '\n', (size_t)(end - at)), *stop = newline ? newline : end;
        *line = (tt__slice){at, (size_t)(stop - at)};
        at = newline ? newline + 1 : end;
        *rest = (tt__slice){at, (size_t)(end - at)};
        if (!tt__is_blank(*line)) return true;
    }
    return false;
}

/* The mark of a heading ("## ") is no part of it. */
static tt__slice without_marks(tt__slice line)
{
    while (line.n && (*line.at == '#' || *line.at == ' ')) line.at++, line.n--;
    return line;
}

tt_status tt__read_text(tt__intake *intake, tt__stream *stream)
{
    const char *path = tt__source_path(stream->source);
    tt__slice all, line, rest;
    tt__buffer labels = {0};
    tt_status status = tt__stream_all(stream, &all);
    if (status == TT_OK) status = folders(&labels, path);
    if (status == TT_OK) {
        tt__fields fields = {{[TT__ID] = {path, strlen(path)},
                              [TT__TITLE] = base_name(path),
                              [TT__TEXT] = all,
                              [TT__PATH] = {labels.data, (size_t)labels.length}}};
        if (first_line(all, &line, &rest) && line.n <= TITLE_BYTES) {
            fields.of[TT__TITLE] = without_marks(line);
            fields.of[TT__TEXT] = rest;
        }
        status = tt__intake_fields(intake, &fields, 0);
    }
    tt__buffer_free(&labels);
    return status;
}

tt_status tt__read_paragraphs(tt__intake *intake, tt__stream *stream)
{
    tt__slice line;
    tt__buffer paragraph = {0};
    bool more = true;
    int64_t first = 1;
    tt_status status = TT_OK;
    while (more && status == TT_OK) {
        if ((status = tt__stream_line(stream, &line, &more)) < 0) break;
        bool blank = !more || tt__is_blank(line);
        if (!blank && paragraph.length == 0) first = stream->line;
        if (!blank && (status = tt__buffer_append(&paragraph, line.at, line.n)) == TT_OK)
            status = tt__buffer_append(&paragraph, "\n", 1);
        if (!blank || paragraph.length == 0 || status < 0) continue;
        tt__slice text = {paragraph.data, (size_t)paragraph.length};
        status = tt__intake_fields(intake, &(tt__fields){.of[TT__TEXT] = text}, first);
        paragraph.length = 0;
    }
    tt__buffer_free(&paragraph);
    return status;
}
