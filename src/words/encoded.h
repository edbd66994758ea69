/* Data within texts: encoded files, dumps, hashes, identifiers. */
#ifndef TT_WORDS_ENCODED_H
#define TT_WORDS_ENCODED_H

#include "topictree/base.h"

/* How many bytes from the beginning of a line at text[at] on are lines of data: uuencoded, base64 or a hex dump; 0:
 * none. */
size_t tt__words_encoded_lines_at(const char *text, size_t n, size_t at);

/* The hyphen text[at] is the first of a GUID (8-4-4-4-12 hexadecimal digits): how many bytes are left of it, or 0. */
size_t tt__words_guid_at(const char *text, size_t n, size_t at);

/* A run of ASCII letters and digits that is a hash, an id or encoded data, not a word. */
bool tt__words_is_code(const char *word, size_t n);

#endif
