/* What kind of character stands at a place of a text. */
#ifndef TT_TEXT_LETTERS_H
#define TT_TEXT_LETTERS_H

#include "topictree/base.h"

typedef enum tt__class {
    TT__NUL,
    TT__SPACE,
    TT__NEWLINE,
    TT__PUNCTUATION, /* and symbols, numbers other than digits, all else that ends a phrase */
    TT__LETTER,      /* of a script that writes spaces between words */
    TT__DIGIT,
    TT__MARK,        /* combining: part of the letter before it */
    TT__UNSPACED,    /* letter of a script without spaces: Han, Kana, Thai, Lao, Khmer, Myanmar */
    TT__IGNORED,     /* soft hyphen, zero width space, direction marks: as if it were not there */
    TT__INVALID      /* a byte that is no UTF-8 */
} tt__class;

extern const unsigned char tt__ascii_class[128];

/* The class of the character that begins the n >= 1 bytes, whose first is not ASCII; *bytes: its length.  *composed is
 * cleared where the character may not be in normal form C; untouched otherwise. */
tt__class tt__wide_class(const char *text, size_t n, size_t *bytes, bool *composed);

/* The class of any character at text[at], TT__SPACE at the end. */
tt__class tt__class_at(const char *text, size_t n, size_t at);

/* The length of an apostrophe at text[at], straight, typographic or as an HTML entity; 0 where there is none. */
size_t tt__apostrophe_at(const char *text, size_t n, size_t at);
/* The length of a hyphen at text[at], 0 where there is none. */
size_t tt__hyphen_at(const char *text, size_t n, size_t at);

#endif
