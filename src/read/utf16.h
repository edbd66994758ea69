/* UTF-16 to UTF-8, piece by piece, through ICU. */
#ifndef TT_READ_UTF16_H
#define TT_READ_UTF16_H

#include "base/buffer.h"

typedef struct tt__read_utf16 tt__read_utf16;

tt_status tt__read_utf16_new(tt__read_utf16 **out, bool big_endian);
/* Append n more bytes to out; what stands for no character becomes U+FFFD.  last: nothing follows, so that half a
 * character is one that stands for none. */
tt_status tt__read_utf16_convert(tt__read_utf16 *converter, tt__base_buffer *out, const char *bytes, size_t n,
                                 bool last);
void tt__read_utf16_free(tt__read_utf16 *converter); /* NULL is fine */

#endif
