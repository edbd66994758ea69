/* ASCII characters, and looking for them: what the readers of markup, mail and encoded data share. */
#ifndef TT_WORDS_ASCII_H
#define TT_WORDS_ASCII_H

#include <string.h>

#include "words/letters.h"

static inline bool tt__words_is_letter(char c)
{
    return (unsigned char)c < 0x80 && tt__words_ascii_class[(unsigned char)c] == TT__WORDS_LETTER;
}
static inline bool tt__words_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool tt__words_is_alnum(char c)
{
    return tt__words_is_letter(c) || tt__words_is_digit(c);
}
static inline bool tt__words_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool tt__words_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool tt__words_is_hex(char c)
{
    return tt__words_is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}
static inline bool tt__words_is_space(char c)
{
    return (unsigned char)c <= ' ';
}
/* Whether c is one of a few characters; a loop that the compiler unrolls, since strchr is called for most bytes
 * otherwise. */
static inline bool tt__words_among(char c, const char *set)
{
    for (; *set; set++)
        if (*set == c) return true;
    return false;
}

static inline size_t tt__words_least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The n bytes text[at ..) begin with this string. */
static inline bool tt__words_begins(const char *text, size_t n, size_t at, const char *with)
{
    size_t k = strlen(with);
    return at <= n && n - at >= k && memcmp(text + at, with, k) == 0;
}

/* The place of `wanted` in text[from .. end), end where it is not there or one of `stops` comes before it. */
static inline size_t tt__words_find(const char *text, size_t from, size_t end, char wanted, const char *stops)
{
    for (size_t i = from; i < end; i++) {
        if (text[i] == wanted) return i;
        if (tt__words_among(text[i], stops)) return end;
    }
    return end;
}

/* Where the line ends that text[at] is in: at its line feed, or at n. */
static inline size_t tt__words_line_end(const char *text, size_t n, size_t at)
{
    const char *end = at < n ? memchr(text + at, '\n', n - at) : NULL;
    return end ? (size_t)(end - text) : n;
}

/* Whether the n bytes are one of the strings, ended by NULL. */
static inline bool tt__words_is_one_of(const char *bytes, size_t n, const char *const *strings)
{
    for (; *strings; strings++)
        if (n > 0 && **strings == *bytes && strlen(*strings) == n && memcmp(*strings, bytes, n) == 0) return true;
    return false;
}

#endif
