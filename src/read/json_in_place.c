/* One pass finds where keys and values begin and end, and that every escape stands for a character; a second one over
 * the few values that are wanted takes the backslashes out.  What cJSON would take but this does not (other white
 * space, odd numbers, halves of surrogate pairs, NUL, deep nesting) costs time alone. */
#include "read/json_in_place.h"

#include <string.h>

#include "words/ascii.h"

enum { DEPTH = 16 };

typedef struct cursor {
    const char *at, *end;
} cursor;

static void pass_space(cursor *c)
{
    while (c->at < c->end && tt__words_among(*c->at, " \t\r\n")) c->at++;
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
        if (!tt__words_is_hex(at[i])) return -1;
        value = 16 * value + (tt__words_is_digit(at[i]) ? at[i] - '0' : (at[i] | 0x20) - 'a' + 10);
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

/* The string whose opening quote is behind the cursor; the cursor moves behind its closing one. */
static bool take_string(cursor *c, tt__read_slice *string, bool *escaped)
{
    const char *start = c->at, *quote = start, *slash;
    if (c->end - c->at < 2 || !(quote = memchr(start, '"', (size_t)(c->end - start)))) return false;
    *escaped = false;
    while ((slash = memchr(c->at, '\\', (size_t)(quote - c->at)))) {
        size_t length = 1;
        if (c->end - slash < 3) return false; /* a quote comes behind it at least */
        if (slash[1] == 'u' ? escaped_character(slash + 1, c->end, &length) < 0
                            : !tt__words_among(slash[1], "\"\\/bfnrt"))
            return false;
        *escaped = true;
        c->at = slash + 1 + length;
        if (c->at <= quote) continue;
        if (!(quote = memchr(c->at, '"', (size_t)(c->end - c->at)))) return false; /* that quote was escaped */
    }
    *string = (tt__read_slice){start, (size_t)(quote - start)};
    c->at = quote + 1;
    return true;
}

static bool take_digits(cursor *c)
{
    const char *start = c->at;
    while (c->at < c->end && tt__words_is_digit(*c->at)) c->at++;
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
        c->at += c->at < c->end && tt__words_among(*c->at, "+-");
        if (!take_digits(c)) return false;
    }
    return c->at - start < 40;
}

static bool take_word(cursor *c)
{
    static const char *const words[] = {"true", "false", "null"};
    for (int i = 0; i < 3; i++) {
        if (!tt__words_begins(c->at, (size_t)(c->end - c->at), 0, words[i])) continue;
        c->at += strlen(words[i]);
        return true;
    }
    return false;
}

static bool take_key(cursor *c, tt__read_slice *key, bool *escaped)
{
    return take(c, '"') && take_string(c, key, escaped) && take(c, ':');
}

static bool take_any(cursor *c, tt__read_plain_member *m, int depth);

/* The cursor is behind the opening bracket; *strings: there are strings alone. */
static bool take_array(cursor *c, bool *strings, int depth)
{
    tt__read_plain_member item;
    *strings = true;
    if (take(c, ']')) return true;
    do {
        if (!take_any(c, &item, depth)) return false;
        *strings &= item.kind == TT__READ_PLAIN_STRING;
    } while (take(c, ','));
    return take(c, ']');
}

/* The cursor is behind the opening brace. */
static bool take_object(cursor *c, int depth)
{
    tt__read_plain_member item;
    if (take(c, '}')) return true;
    do {
        if (!take_key(c, &item.key, &item.escaped) || !take_any(c, &item, depth)) return false;
    } while (take(c, ','));
    return take(c, '}');
}

/* A value of any kind, nested `depth` deep at most. */
static bool take_any(cursor *c, tt__read_plain_member *m, int depth)
{
    pass_space(c);
    if (c->at == c->end || depth == 0) return false;
    const char *start = c->at;
    bool good, strings;
    m->escaped = false;
    m->kind = TT__READ_PLAIN_OTHER;
    switch (*c->at) {
    case '"':
        return c->at++, m->kind = TT__READ_PLAIN_STRING, take_string(c, &m->value, &m->escaped);
    case '[':
        c->at++;
        if (!take_array(c, &strings, depth - 1)) return false;
        if (strings) m->kind = TT__READ_PLAIN_STRINGS;
        m->value = (tt__read_slice){start + 1, (size_t)(c->at - start) - 2};
        return true;
    case '{':
        c->at++;
        good = take_object(c, depth - 1);
        break;
    case 't':
    case 'f':
    case 'n':
        good = take_word(c);
        break;
    default:
        m->kind = TT__READ_PLAIN_NUMBER;
        good = take_number(c);
        break;
    }
    m->value = (tt__read_slice){start, (size_t)(c->at - start)};
    return good;
}

bool tt__read_json_plain(tt__read_plain_record *out, const char *bytes, size_t n)
{
    cursor c = {bytes, bytes + n};
    bool escaped;
    out->n = 0;
    if (!take(&c, '{') || memchr(bytes, '\0', n)) return false;
    do {
        tt__read_plain_member *m = &out->member[out->n];
        if (out->n == TT__READ_PLAIN_MEMBERS || !take_key(&c, &m->key, &escaped)) return false;
        if (escaped || m->key.n > TT__READ_PLAIN_KEY || !take_any(&c, m, DEPTH)) return false;
        out->n++;
    } while (take(&c, ','));
    if (!take(&c, '}')) return false;
    while (c.at < c.end && tt__words_among(*c.at, " \t\r\n,")) c.at++;
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

tt__read_slice tt__read_plain_text(char *value, size_t n, bool escaped)
{
    if (!escaped) return (tt__read_slice){value, n};
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
        case 'u':
            to = put_character(to, escaped_character(at, end, &length));
            break;
        case 'b':
            *to++ = '\b';
            break;
        case 'f':
            *to++ = '\f';
            break;
        case 'n':
            *to++ = '\n';
            break;
        case 'r':
            *to++ = '\r';
            break;
        case 't':
            *to++ = '\t';
            break;
        default:
            *to++ = *at;
            break;
        }
        at += length;
    }
    return (tt__read_slice){value, (size_t)(to - value)};
}

bool tt__read_plain_next(tt__read_slice *string, bool *escaped, tt__read_slice values, size_t *at)
{
    cursor c = {values.at + *at, values.at + values.n + 1}; /* the bracket */
    take(&c, ',');
    if (!take(&c, '"')) return false;
    take_string(&c, string, escaped);
    *at = (size_t)(c.at - values.at);
    return true;
}
