#include "read/sniff.h"

#include <string.h>
#include <strings.h>

#include "read/json_array.h"
#include "read/paragraphs.h"

enum { LINES_A_PARAGRAPH = 20 };

static const char *const packing[] = {".gz", ".zst", ".xz", ".bz2", NULL};

static const struct {
    const char *ending;
    tt_format format;
} endings[] = {
    {".jsonl", TT_FORMAT_JSONL}, {".ndjson", TT_FORMAT_JSONL}, {".json", TT_FORMAT_JSON}, {".csv", TT_FORMAT_CSV},
    {".tsv", TT_FORMAT_TSV},     {".tab", TT_FORMAT_TSV},      {".txt", TT_FORMAT_TEXT},  {".text", TT_FORMAT_TEXT},
    {".md", TT_FORMAT_TEXT},     {".rst", TT_FORMAT_TEXT},
};

static bool ends(const char *name, size_t n, const char *ending)
{
    size_t m = strlen(ending);
    return n > m && strncasecmp(name + n - m, ending, m) == 0;
}

/* Bytes of the ending for compression, 0 where there is none. */
static size_t packing_bytes(const char *name, size_t n)
{
    for (int i = 0; packing[i]; i++)
        if (ends(name, n, packing[i])) return strlen(packing[i]);
    return 0;
}

bool tt__read_sniff_packed(const char *name)
{
    return packing_bytes(name, strlen(name)) > 0;
}

tt_format tt__read_sniff_name(const char *name)
{
    size_t n = strlen(name);
    n -= packing_bytes(name, n);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends(name, n, endings[i].ending)) return endings[i].format;
    return TT_FORMAT_AUTO;
}

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && memchr(" \t\r\n", *at, 4)) at++;
    return at;
}

tt_format tt__read_sniff_json(tt__read_slice head, const tt__read_field_names *names)
{
    const char *end = head.at + head.n, *at = skip_space(head.at, end);
    if (at < end && *at == '[') return TT_FORMAT_JSON;
    if (at == end || *at != '{') return TT_FORMAT_JSONL;
    if (tt__read_json_array_within(at, end, names)) return TT_FORMAT_JSON;
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return newline && !tt__read_json_skip(at, newline) ? TT_FORMAT_JSON : TT_FORMAT_JSONL;
}

/* It begins as JSON records do, and not with a word or a reference in brackets. */
static bool looks_like_json(const char *at, const char *end)
{
    if (at == end || (*at != '{' && *at != '[')) return false;
    const char *next = skip_space(at + 1, end);
    return next < end && (*at == '{' ? *next == '"' || *next == '}' : *next == '{' || *next == ']');
}

static tt__read_slice take_line(const char **at, const char *end)
{
    const char *start = *at, *newline = start < end ? memchr(start, '\n', (size_t)(end - start)) : NULL;
    *at = newline ? newline + 1 : end;
    return (tt__read_slice){start, (size_t)((newline ? newline : end) - start)};
}

static int64_t count(tt__read_slice line, char delimiter)
{
    int64_t n = 0;
    bool quoted = false;
    for (size_t i = 0; i < line.n; i++) {
        quoted ^= line.at[i] == '"';
        n += !quoted && line.at[i] == delimiter;
    }
    return n;
}

/* One of the header's cells is a usual name of a text or title. */
static bool names_text(tt__read_slice header, char delimiter, const tt__read_field_names *names)
{
    for (size_t i = 0, stop; i <= header.n; i = stop + 1) {
        char name[64];
        for (stop = i; stop < header.n && header.at[stop] != delimiter;) stop++;
        size_t from = i, to = stop;
        while (from < to && strchr(" \"", header.at[from])) from++;
        while (to > from && strchr(" \"\r", header.at[to - 1])) to--;
        if (to - from >= sizeof name) continue;
        memcpy(name, header.at + from, to - from);
        name[to - from] = '\0';
        if (tt__read_field_rank(names, TT__READ_TEXT, name) >= 0 ||
            tt__read_field_rank(names, TT__READ_TITLE, name) >= 0)
            return true;
    }
    return false;
}

static bool looks_like_table(const char *at, const char *end, char delimiter, const tt__read_field_names *names)
{
    tt__read_slice header = take_line(&at, end);
    int64_t columns = count(header, delimiter);
    if (columns == 0 || !names_text(header, delimiter, names)) return false;
    if (at == end) return true;
    tt__read_slice row = take_line(&at, end);
    return count(row, delimiter) == columns || memchr(row.at, '"', row.n); /* a quoted cell may go on below */
}

static bool is_binary(tt__read_slice head)
{
    size_t control = 0;
    for (size_t i = 0; i < head.n; i++)
        control += (unsigned char)head.at[i] < 0x20 && !memchr("\t\n\r\f\x1b", head.at[i], 5);
    return control * 10 > head.n;
}

tt_status tt__read_sniff_text(tt_format *format, tt__read_slice head, const tt__read_field_names *names)
{
    const char *end = head.at + head.n, *at = skip_space(head.at, end);
    tt__read_paragraph_list p = {0};
    *format = TT_FORMAT_AUTO;
    if (is_binary(head)) return TT_OK;
    *format = looks_like_json(at, end)                 ? tt__read_sniff_json(head, names)
              : looks_like_table(at, end, '\t', names) ? TT_FORMAT_TSV
              : looks_like_table(at, end, ',', names) || looks_like_table(at, end, ';', names) ? TT_FORMAT_CSV
                                                                                               : TT_FORMAT_LINES;
    if (*format != TT_FORMAT_LINES) return TT_OK;
    tt_status status = tt__read_paragraph_list_cut(&p, head);
    int64_t lines = 0;
    for (int64_t i = 0; i < p.n; i++) lines += p.at[i].n_lines;
    if (status == TT_OK && tt__read_is_listing(&p))
        *format = TT_FORMAT_LISTING;
    else if (p.n_blank > 0 && p.n > 1 && lines < LINES_A_PARAGRAPH * p.n)
        *format = TT_FORMAT_PARAGRAPHS;
    tt__read_paragraph_list_free(&p);
    return status;
}
