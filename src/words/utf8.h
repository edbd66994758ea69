/* Strings that people and other programs will see: valid UTF-8, one line, no control characters. */
#ifndef TT_WORDS_UTF8_H
#define TT_WORDS_UTF8_H

#include "base/buffer.h"

/* Length of the well-formed UTF-8 sequence that begins at bytes (n >= 1 of them), 0 where there is none. */
size_t tt__words_utf8_length(const char *bytes, size_t n);

/* Append bytes to out as valid UTF-8 on one line: each invalid byte becomes U+FFFD (and *invalid is set), a control
 * character a space, a run of spaces that holds a control character one space; spaces at both ends are dropped. */
tt_status tt__words_utf8_clean(tt__base_buffer *out, const char *bytes, size_t n, bool *invalid);

/* Append at most `most` bytes of one clean line: cut after a word where it is longer, and ended by an ellipsis. */
tt_status tt__words_utf8_shorten(tt__base_buffer *out, const char *line, size_t n, size_t most);

#endif
