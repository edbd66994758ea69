/* What kind of character stands at a place of a text. */
#ifndef TT_WORDS_LETTERS_H
#define TT_WORDS_LETTERS_H

#include "topictree/base.h"

typedef enum tt__words_class {
    TT__WORDS_NUL,
    TT__WORDS_SPACE,
    TT__WORDS_NEWLINE,
    TT__WORDS_PUNCTUATION, /* and symbols, numbers other than digits, all else that ends a phrase */
    TT__WORDS_LETTER,      /* of a script that writes spaces between words */
    TT__WORDS_DIGIT,
    TT__WORDS_MARK,     /* combining: part of the letter before it */
    TT__WORDS_UNSPACED, /* letter of a script without spaces: Han, Kana, Thai, Lao, Khmer, Myanmar */
    TT__WORDS_IGNORED,  /* soft hyphen, zero width space, direction marks: as if it were not there */
    TT__WORDS_INVALID   /* a byte that is no UTF-8 */
} tt__words_class;

extern const unsigned char tt__words_ascii_class[128];

/* The class of the character that begins the n >= 1 bytes, whose first is not ASCII; *bytes: its length.  *composed is
 * cleared where the character may not be in normal form C; untouched otherwise. */
tt__words_class tt__words_wide_class(const char *text, size_t n, size_t *bytes, bool *composed);

/* The class of any character at text[at], TT__WORDS_SPACE at the end. */
tt__words_class tt__words_class_at(const char *text, size_t n, size_t at);

/* The length of an apostrophe at text[at], straight, typographic or as an HTML entity; 0 where there is none. */
size_t tt__words_apostrophe_at(const char *text, size_t n, size_t at);
/* The length of a hyphen at text[at], 0 where there is none. */
size_t tt__words_hyphen_at(const char *text, size_t n, size_t at);

#endif
