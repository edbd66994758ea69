/* Listings: a page of entries copied from a browser, a title paragraph and an abstract paragraph in turn, with some
 * lines of page chrome (menus, dates) before or between them.  A title is the short paragraph directly before a long
 * one; any other short paragraph is chrome.  An abstract may have several paragraphs. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "read/paragraphs.h"
#include "read/readers.h"

/* Titles are rarely longer than LONGEST_TITLE and abstracts hardly ever shorter than SHORTEST_TEXT: the border is
 * looked for between lengths of which the lower is no more than the one and the upper no less than the other. */
enum { LONGEST_TITLE = 400, SHORTEST_TEXT = 120, USUAL_BORDER = 240 };

static tt_status push(tt__read_paragraph_list *out, const char *start, const char *stop, int64_t line, int32_t n_lines)
{
    tt_status status = tt__base_reserve(&out->at, &out->capacity, out->n + 1, sizeof *out->at);
    if (status == TT_OK) out->at[out->n++] = (tt__read_paragraph){{start, (size_t)(stop - start)}, line, n_lines};
    return status;
}

/* Cut at blank lines, or at every line. */
static tt_status cut(tt__read_paragraph_list *out, tt__read_slice text, bool every_line)
{
    const char *end = text.at + text.n, *start = NULL, *next;
    int64_t line = 1, first = 1;
    tt_status status = TT_OK;
    for (const char *at = text.at; at < end && status == TT_OK; at = next, line++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at)), *stop = newline ? newline : end;
        bool blank = tt__read_is_blank((tt__read_slice){at, (size_t)(stop - at)});
        next = newline ? newline + 1 : end;
        out->n_blank += blank;
        if (!blank && !start) start = at, first = line;
        if (start && blank)
            status = push(out, start, at, first, (int32_t)(line - first));
        else if (start && (every_line || next == end))
            status = push(out, start, stop, first, (int32_t)(line - first + 1));
        if (blank || every_line) start = NULL;
    }
    return status;
}

static int by_size(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

static tt_status find_border(tt__read_paragraph_list *p)
{
    size_t *size = tt__base_calloc((size_t)p->n, sizeof *size);
    if (!size) return TT_ERR_MEMORY;
    for (int64_t i = 0; i < p->n; i++) size[i] = p->at[i].text.n;
    qsort(size, (size_t)p->n, sizeof *size, by_size);
    double widest = 1;
    p->long_bytes = USUAL_BORDER;
    for (int64_t i = 1; i < p->n; i++) {
        double gap = (double)size[i] / (double)size[i - 1];
        if (size[i - 1] > LONGEST_TITLE || size[i] < SHORTEST_TEXT || gap <= widest) continue;
        widest = gap;
        p->long_bytes = size[i];
    }
    free(size);
    return TT_OK;
}

tt_status tt__read_paragraph_list_cut(tt__read_paragraph_list *out, tt__read_slice text)
{
    tt_status status = cut(out, text, false);
    if (status == TT_OK && out->n == 1 && out->at[0].n_lines > 1) { /* no blank line between anything */
        out->n = out->n_blank = 0;
        status = cut(out, text, true);
    }
    return status == TT_OK ? find_border(out) : status;
}

void tt__read_paragraph_list_free(tt__read_paragraph_list *paragraphs)
{
    free(paragraphs->at);
    *paragraphs = (tt__read_paragraph_list){0};
}

static bool is_long(const tt__read_paragraph_list *p, int64_t i)
{
    return i < p->n && p->at[i].text.n >= p->long_bytes;
}

bool tt__read_next_entry(const tt__read_paragraph_list *p, int64_t *i, tt__read_slice *title, tt__read_slice *text,
                         int64_t *line)
{
    while (*i < p->n && (is_long(p, *i) || !is_long(p, *i + 1))) ++*i;
    if (*i >= p->n) return false;
    int64_t last = *i + 1;
    *title = p->at[*i].text;
    *line = p->at[*i].line;
    while (is_long(p, last + 1)) last++;
    text->at = p->at[*i + 1].text.at;
    text->n = (size_t)(p->at[last].text.at - text->at) + p->at[last].text.n;
    *i = last + 1;
    return true;
}

bool tt__read_is_listing(const tt__read_paragraph_list *p)
{
    tt__read_slice title, text;
    int64_t entries = 0, n_long = 0, line;
    for (int64_t i = 0; tt__read_next_entry(p, &i, &title, &text, &line);) entries++;
    for (int64_t i = 0; i < p->n; i++) n_long += is_long(p, i);
    int64_t chrome = p->n - n_long - entries;
    /* lines without blank ones between them are more often a document each: there, hardly any chrome is forgiven */
    return entries >= 3 && n_long <= 2 * entries + 2 && chrome <= (p->n_blank ? entries + 3 : entries / 4);
}

/* Bytes in front of the first entry are passed over, bytes behind the last too: both are chrome. */
tt_status tt__read_listing(const tt__read_sink *sink, tt__read_stream *stream)
{
    tt__read_slice all;
    tt__read_paragraph_list p = {0};
    tt__read_fields fields = {0};
    int64_t line;
    tt_status status = tt__read_stream_all(stream, &all);
    if (status == TT_OK) status = tt__read_paragraph_list_cut(&p, all);
    for (int64_t i = 0;
         status == TT_OK && tt__read_next_entry(&p, &i, &fields.of[TT__READ_TITLE], &fields.of[TT__READ_TEXT], &line);)
        status = sink->fields(sink->into, &fields, line);
    tt__read_paragraph_list_free(&p);
    return status;
}
