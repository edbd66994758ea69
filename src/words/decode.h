/* Decoding UTF-8. */
#ifndef TT_WORDS_DECODE_H
#define TT_WORDS_DECODE_H

#include "topictree/base.h"

#define TT__WORDS_BAD_CHARACTER ((int32_t)-1)

/* The code point at the start of the n >= 1 bytes, TT__WORDS_BAD_CHARACTER where they do not begin with a well-formed
 * one (overlong forms, surrogates and what is cut off by the end are not); *bytes: how many it takes, 1 for a bad byte.
 */
int32_t tt__words_decode(const char *text, size_t n, size_t *bytes);

#endif
