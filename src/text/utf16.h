/* UTF-16 to UTF-8, piece by piece, through ICU. */
#ifndef TT_TEXT_UTF16_H
#define TT_TEXT_UTF16_H

#include "base/buffer.h"

typedef struct tt__utf16 tt__utf16;

tt_status tt__utf16_new(tt__utf16 **out, bool big_endian);
/* Append n more bytes to out; what stands for no character becomes U+FFFD.  last: nothing follows, so that half a character
 * is one that stands for none. */
tt_status tt__utf16_convert(tt__utf16 *converter, tt__buffer *out, const char *bytes, size_t n, bool last);
void tt__utf16_free(tt__utf16 *converter); /* NULL is fine */

#endif
