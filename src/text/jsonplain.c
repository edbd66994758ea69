/* One pass finds where keys and values begin and end, and that every escape stands for a character; a second one over the few values
 * that are wanted takes the backslashes out.  What cJSON would take but this does not (nested values, other white space, odd
 * numbers, halves of surrogate pairs, NUL) costs time alone. */
#include "text/jsonplain.h"

#include <string.h>

#include "base/strmap.h"
#include "text/ascii.h"

typedef struct cursor {
    const char *at, *end;
} cursor;

static void pass_space(cursor *c)
{
    while (c->at < c->end && tt__among(*c->at, " \t\r\n")) c->at++;
}

static bool take(cursor *c, char wanted)
{
    pass_space(c);
    if (c->at == c->end || *c->at != wanted) return false;
    c->at++;
    return true;
}

/* The value of the four hexadecimal digits, -1 where they are none. */
static int32_t hex4(const char *at, const char *end)
{
    int32_t value = 0;
    if (end - at < 4) return -1;
    for (int i = 0; i < 4; i++) {
        if (!tt__is_hex(at[i])) return -1;
        value = 16 * value + (tt__is_digit(at[i]) ? at[i] - '0' : (at[i] | 0x20) - 'a' + 10);
    }
    return value;
}

/* The character of the escape uXXXX, or of a pair of them, at `at`; *length without the first backslash.  -1: none. */
static int32_t escaped_character(const char *at, const char *end, size_t *length)
{
    int32_t unit = hex4(at + 1, end), low;
    *length = 5;
    if (unit <= 0) return -1;
    if (unit < 0xD800 || unit > 0xDFFF) return unit;
    if (unit >= 0xDC00 || end - at < 11 || at[5] != '\\' || at[6] != 'u') return -1;
    if ((low = hex4(at + 7, end)) < 0xDC00 || low > 0xDFFF) return -1;
    *length = 11;
    return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

/* Bytes before the first quote or backslash, eight at a time; all of them where there is none. */
static size_t plain_run(const char *bytes, size_t n)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t eight = tt__eight_bytes(bytes + i), quote = eight ^ ones * '"', slash = eight ^ ones * '\\';
        /* the lowest byte whose bit is set is zero; ones above it may be set by borrowing */
        uint64_t found = (((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & high;
        if (found) return i + (size_t)__builtin_ctzll(found) / 8;
    }
    while (i < n && bytes[i] != '"' && bytes[i] != '\\') i++;
    return i;
}

/* The string whose opening quote is behind the cursor; the cursor moves behind its closing one. */
static bool take_string(cursor *c, tt__slice *string, bool *escaped)
{
    const char *start = c->at;
    *escaped = false;
    for (;;) {
        size_t length = 1;
        c->at += plain_run(c->at, (size_t)(c->end - c->at));
        if (c->end - c->at < 2) return false; /* the record goes on behind a string */
        if (*c->at == '"') break;
        c->at++;
        if (*c->at == 'u' ? escaped_character(c->at, c->end, &length) < 0 : !tt__among(*c->at, "\"\\/bfnrt")) return false;
        c->at += length;
        *escaped = true;
    }
    *string = (tt__slice){start, (size_t)(c->at - start)};
    c->at++;
    return true;
}

static bool take_digits(cursor *c)
{
    const char *start = c->at;
    while (c->at < c->end && tt__is_digit(*c->at)) c->at++;
    return c->at > start;
}

/* As the grammar has it, but for leading zeros; longer ones than cJSON takes are left to it. */
static bool take_number(cursor *c)
{
    const char *start = c->at;
    c->at += *c->at == '-';
    if (!take_digits(c)) return false;
    if (c->at < c->end && *c->at == '.' && (c->at++, !take_digits(c))) return false;
    if (c->at < c->end && (*c->at | 0x20) == 'e') {
        c->at++;
        c->at += c->at < c->end && tt__among(*c->at, "+-");
        if (!take_digits(c)) return false;
    }
    return c->at - start < 40;
}

static bool take_word(cursor *c)
{
    static const char *const words[] = {"true", "false", "null"};
    for (int i = 0; i < 3; i++) {
        if (!tt__begins(c->at, (size_t)(c->end - c->at), 0, words[i])) continue;
        c->at += strlen(words[i]);
        return true;
    }
    return false;
}

/* The cursor is behind the opening bracket. */
static bool take_strings(cursor *c)
{
    tt__slice string;
    bool escaped;
    if (take(c, ']')) return true;
    do {
        if (!take(c, '"') || !take_string(c, &string, &escaped)) return false;
    } while (take(c, ','));
    return take(c, ']');
}

static bool take_value(cursor *c, tt__plain_member *m)
{
    m->escaped = false;
    pass_space(c);
    const char *start = c->at;
    if (c->at == c->end) return false;
    bool good;
    switch (*c->at) {
    case '"': return c->at++, m->kind = TT__PLAIN_STRING, take_string(c, &m->value, &m->escaped);
    case '[':
        c->at++;
        m->kind = TT__PLAIN_STRINGS;
        good = take_strings(c);
        m->value = (tt__slice){start + 1, good ? (size_t)(c->at - start) - 2 : 0};
        return good;
    case 't': case 'f': case 'n': m->kind = TT__PLAIN_WORD; good = take_word(c); break;
    default: m->kind = TT__PLAIN_NUMBER; good = take_number(c); break;
    }
    m->value = (tt__slice){start, (size_t)(c->at - start)};
    return good;
}

bool tt__json_plain(tt__plain_record *out, const char *bytes, size_t n)
{
    cursor c = {bytes, bytes + n};
    bool escaped;
    out->n = 0;
    if (!take(&c, '{') || memchr(bytes, '\0', n)) return false;
    do {
        tt__plain_member *m = &out->member[out->n];
        if (out->n == TT__PLAIN_MEMBERS || !take(&c, '"') || !take_string(&c, &m->key, &escaped)) return false;
        if (escaped || m->key.n > TT__PLAIN_KEY || !take(&c, ':') || !take_value(&c, m)) return false;
        out->n++;
    } while (take(&c, ','));
    if (!take(&c, '}')) return false;
    while (c.at < c.end && tt__among(*c.at, " \t\r\n,")) c.at++;
    return c.at == c.end;
}

static char *put_character(char *to, int32_t code)
{
    int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const int32_t lead[] = {0, 0xC0, 0xE0, 0xF0};
    *to++ = (char)(lead[more] | code >> 6 * more);
    while (more-- > 0) *to++ = (char)(0x80 | (code >> 6 * more & 0x3F));
    return to;
}

tt__slice tt__plain_text(char *value, size_t n, bool escaped)
{
    if (!escaped) return (tt__slice){value, n};
    char *to = value;
    for (const char *at = value, *end = value + n; at < end;) {
        const char *slash = memchr(at, '\\', (size_t)(end - at));
        size_t length = (size_t)((slash ? slash : end) - at);
        memmove(to, at, length);
        to += length;
        if (!slash) break;
        at = slash + 1;
        length = 1;
        switch (*at) {
        case 'u': to = put_character(to, escaped_character(at, end, &length)); break;
        case 'b': *to++ = '\b'; break;
        case 'f': *to++ = '\f'; break;
        case 'n': *to++ = '\n'; break;
        case 'r': *to++ = '\r'; break;
        case 't': *to++ = '\t'; break;
        default: *to++ = *at; break;
        }
        at += length;
    }
    return (tt__slice){value, (size_t)(to - value)};
}

bool tt__plain_next(tt__slice *string, bool *escaped, tt__slice values, size_t *at)
{
    cursor c = {values.at + *at, values.at + values.n + 1}; /* the bracket */
    take(&c, ',');
    if (!take(&c, '"')) return false;
    take_string(&c, string, escaped);
    *at = (size_t)(c.at - values.at);
    return true;
}
