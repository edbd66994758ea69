#include "words/decode.h"

#include "words/utf8.h"

int32_t tt__words_decode(const char *text, size_t n, size_t *bytes)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t length = tt__words_utf8_length(text, n);
    *bytes = length > 0 ? length : 1;
    if (length <= 1) return length == 1 ? s[0] : TT__WORDS_BAD_CHARACTER;
    int32_t c = s[0] & (0xff >> (length + 1));
    for (size_t i = 1; i < length; i++) c = c << 6 | (s[i] & 0x3f);
    return c;
}
