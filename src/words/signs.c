#include "words/signs.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "words/letters.h"

enum {
    CAPITALS = 3,     /* AT&T, OS/2: so many capitals at most on one side of the sign */
    PART_LETTERS = 3, /* Ph.D., M.Sc. */
    ENTITY_BYTES = 10 /* &#x1e9e; &thetasym; */
};

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}
static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts(const char *text, size_t n, size_t at, const char *with)
{
    size_t k = strlen(with);
    return at <= n && n - at >= k && memcmp(text + at, with, k) == 0;
}

static bool ends_at(const char *text, size_t n, size_t at)
{
    tt__words_class class = tt__words_class_at(text, n, at);
    return class != TT__WORDS_LETTER && class != TT__WORDS_DIGIT && class != TT__WORDS_MARK;
}

/* How many capitals stand at text[at], CAPITALS + 1 for more than that. */
static size_t capitals(const char *text, size_t n, size_t at)
{
    size_t i = at;
    while (i < n && i - at <= CAPITALS && is_capital(text[i])) i++;
    return i - at;
}

/* AT, before an & or a / */
static bool is_capitals(const char *text, size_t start, size_t end)
{
    return end - start <= CAPITALS && capitals(text, end, start) == end - start;
}

/* AT&T, R&D, S&amp;P */
static size_t ampersand(const char *text, size_t n, size_t start, size_t end)
{
    size_t next = end + (starts(text, n, end, "&amp;") ? 5 : 1), more = capitals(text, n, next);
    bool joins = is_capitals(text, start, end) && more >= 1 && more <= CAPITALS && ends_at(text, n, next + more);
    return joins ? next + more : end;
}

/* OS/2, PL/1 */
static size_t slash(const char *text, size_t n, size_t start, size_t end)
{
    bool joins = end - start >= 2 && is_capitals(text, start, end) && end + 1 < n && is_digit(text[end + 1]);
    return joins && ends_at(text, n, end + 2) ? end + 2 : end;
}

/* C++, C#, F# */
static size_t plus_or_number_sign(const char *text, size_t n, size_t start, size_t end)
{
    char letter = (char)(text[start] | 0x20);
    if (end - start != 1 || (letter != 'c' && letter != 'f')) return end;
    if (letter == 'c' && starts(text, n, end, "++") && ends_at(text, n, end + 2)) return end + 2;
    return text[end] == '#' && ends_at(text, n, end + 1) ? end + 1 : end;
}

/* Letters with a full stop behind each, or a capital and a letter or two: U.S., e.g., Ph.D., M.Sc.; past the last full
 * stop. */
static size_t initials(const char *text, size_t n, size_t start, size_t end)
{
    size_t at = start, parts = 0, single = 0;
    for (size_t i = start; i < n; at = ++i, parts++) {
        size_t letters = 0;
        for (; letters <= PART_LETTERS && i < n && (is_capital(text[i]) || is_lower(text[i])); letters++) i++;
        if (letters == 0 || letters > PART_LETTERS || i >= n || text[i] != '.') break;
        if (letters > 1 && !is_capital(text[at])) break;
        single += letters == 1;
    }
    return parts >= 2 && single > 0 && ends_at(text, n, at) ? at : end;
}

bool tt__words_is_dot_net(const char *text, size_t n, size_t at)
{
    return starts(text, n, at, ".NET") && ends_at(text, n, at + 4) && (at == 0 || ends_at(text, at, at - 1));
}

static size_t full_stop(const char *text, size_t n, size_t start, size_t end)
{
    if (starts(text, n, end, ".NET") && ends_at(text, n, end + 4)) return end + 4;
    if (starts(text, n, end, ".js") && ends_at(text, n, end + 3)) return end + 3;
    return end - start <= PART_LETTERS ? initials(text, n, start, end) : end;
}

size_t tt__words_signs_end(const char *text, size_t n, size_t start, size_t end)
{
    switch (end < n ? text[end] : '\0') {
    case '&':
        return ampersand(text, n, start, end);
    case '/':
        return slash(text, n, start, end);
    case '+':
    case '#':
        return plus_or_number_sign(text, n, start, end);
    case '.':
        return full_stop(text, n, start, end);
    default:
        return end;
    }
}

/* ---- entities ---- */

/* The names of U+00C0 to U+00FF, then those of a few letters beyond. */
static const char *const names[] = {
    "Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute",
    "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute",
    "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute",
    "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
    "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",    "ntilde",
    "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml",   "yacute", "thorn",  "yuml",   "OElig",  "oelig",  "Scaron", "scaron", "Yuml"};
static const int32_t beyond[] = {0x152, 0x153, 0x160, 0x161, 0x178};
enum { LATIN_1 = 64, NAMES = sizeof names / sizeof *names };

static int32_t named(const char *name, size_t n)
{
    for (int32_t i = 0; i < NAMES; i++)
        if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
            return i < LATIN_1 ? 0xc0 + i : beyond[i - LATIN_1];
    return 0;
}

/* The n bytes after "&#": decimal, or hexadecimal after an x. */
static int32_t numbered(const char *digits, size_t n)
{
    char copy[ENTITY_BYTES + 1] = {0}, *end;
    bool hex = n > 0 && (digits[0] | 0x20) == 'x';
    memcpy(copy, digits + hex, n - hex);
    long c = copy[0] > ' ' && copy[0] != '-' && copy[0] != '+' ? strtol(copy, &end, hex ? 16 : 10) : 0;
    return c > 0 && c <= 0x10ffff && *end == '\0' ? (int32_t)c : 0;
}

size_t tt__words_entity_letter_at(const char *text, size_t n, size_t at, int32_t *letter)
{
    size_t left = at < n ? n - at : 0, end = 1;
    if (left < 4 || text[at] != '&') return 0;
    while (end < left && end <= ENTITY_BYTES && text[at + end] != ';') end++;
    if (end == left || end > ENTITY_BYTES) return 0;
    *letter = text[at + 1] == '#' ? numbered(text + at + 2, end - 2) : named(text + at + 1, end - 1);
    return *letter >= 0x80 && u_isalpha(*letter) ? end + 1 : 0;
}
