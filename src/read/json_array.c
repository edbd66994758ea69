/* JSON that is not one object a line: an array of objects, an object that holds one such array, or objects one after
 * another over several lines.  Here values are only told apart, by brackets and quotes; each record found is parsed by
 * cJSON like a line of JSON Lines, in parallel. */
#include "read/json_array.h"

#include <string.h>

#include "read/readers.h"

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && memchr(" \t\r\n,", *at, 5)) at++;
    return at;
}

/* Behind the string that begins at `at`; NULL where it has no end. */
static const char *skip_string(const char *at, const char *end)
{
    for (at++; at < end; at++) {
        const char *quote = memchr(at, '"', (size_t)(end - at)), *slash = quote;
        if (!quote) return NULL;
        while (slash > at && slash[-1] == '\\') slash--;
        if ((quote - slash) % 2 == 0) return quote + 1;
        at = quote; /* it is escaped */
    }
    return NULL;
}

static const char *skip_scalar(const char *at, const char *end)
{
    const char *start = at;
    while (at < end && !memchr(" \t\r\n,:[]{}\"", *at, 11)) at++;
    return at > start ? at : at + 1; /* a stray bracket or colon is passed over, and no JSON */
}

const char *tt__read_json_skip(const char *at, const char *end)
{
    int64_t depth = 0;
    if (*at != '"' && *at != '[' && *at != '{') return skip_scalar(at, end);
    while (at && at < end) {
        if (*at == '"')
            at = skip_string(at, end);
        else if (*at == '[' || *at == '{')
            depth++, at++;
        else
            depth -= *at == ']' || *at == '}', at++;
        if (at && depth == 0) return at;
    }
    return NULL;
}

static bool is_text_or_title(const char *key, const char *key_end, const tt__read_field_names *names)
{
    char name[128];
    size_t n = (size_t)(key_end - key);
    if (n >= sizeof name) return false;
    memcpy(name, key, n);
    name[n] = '\0';
    return tt__read_field_rank(names, TT__READ_TEXT, name) >= 0 ||
           tt__read_field_rank(names, TT__READ_TITLE, name) >= 0;
}

const char *tt__read_json_array_within(const char *at, const char *end, const tt__read_field_names *names)
{
    for (at = skip_space(at + 1, end); at < end && *at == '"'; at = skip_space(at, end)) {
        const char *key = at + 1, *key_end = skip_string(at, end);
        if (!key_end) return NULL;
        at = skip_space(key_end, end);
        if (at >= end || *at != ':') return NULL;
        at = skip_space(at + 1, end);
        if (at >= end || is_text_or_title(key, key_end - 1, names)) return NULL;
        const char *first = *at == '[' ? skip_space(at + 1, end) : end;
        if (first < end && *first == '{') return at;
        if (!(at = tt__read_json_skip(at, end))) return NULL;
    }
    return NULL;
}

/* ---- the reader ---- */

typedef struct cursor {
    const tt__read_sink *sink;
    const char *at, *end;
    const char *counted; /* line is that of this byte */
    int64_t line;
    bool cut_off; /* the last record has no end */
} cursor;

static void count_lines(cursor *c)
{
    while ((c->counted = memchr(c->counted, '\n', (size_t)(c->at - c->counted)))) c->counted++, c->line++;
    c->counted = c->at;
}

/* The value at the cursor as a record. */
static tt_status take_record(cursor *c)
{
    count_lines(c);
    const char *start = c->at, *next = tt__read_json_skip(start, c->end);
    c->at = next ? next : c->end;
    c->cut_off = !next;
    if (!next) return c->sink->bad(c->sink->into, c->line, "not valid JSON: the file ends within this record");
    return c->sink->json(c->sink->into, start, (size_t)(next - start), c->line);
}

/* The elements of the array at the cursor. */
static tt_status take_array(cursor *c)
{
    tt_status status = TT_OK;
    for (c->at = skip_space(c->at + 1, c->end); status == TT_OK && c->at < c->end; c->at = skip_space(c->at, c->end)) {
        if (*c->at == ']') {
            c->at++;
            return TT_OK;
        }
        status = take_record(c);
    }
    if (status < 0 || c->cut_off) return status;
    count_lines(c);
    return c->sink->bad(c->sink->into, c->line, "not valid JSON: the file ends within the array");
}

/* What follows an array inside its object is of no interest: go on behind the object. */
static tt_status take_object(cursor *c)
{
    const char *array = tt__read_json_array_within(c->at, c->end, &c->sink->names);
    const char *behind = array ? tt__read_json_skip(c->at, c->end) : NULL;
    if (!array) return take_record(c);
    c->at = array;
    tt_status status = take_array(c);
    if (behind) c->at = behind;
    return status;
}

tt_status tt__read_json(const tt__read_sink *sink, tt__read_stream *stream)
{
    tt__read_slice all;
    tt_status status = tt__read_stream_all(stream, &all);
    if (status < 0 || all.n == 0) return status;
    cursor c = {.sink = sink, .at = all.at, .end = all.at + all.n, .counted = all.at, .line = 1};
    for (c.at = skip_space(c.at, c.end); status == TT_OK && c.at < c.end; c.at = skip_space(c.at, c.end))
        status = *c.at == '[' ? take_array(&c) : *c.at == '{' ? take_object(&c) : take_record(&c);
    return status;
}
