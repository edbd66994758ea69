#include "text/decode.h"

int32_t tt__decode(const char *text, size_t n, size_t *bytes)
{
    const unsigned char *s = (const unsigned char *)text;
    static const int32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000}; /* that needs so many bytes */
    size_t length = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
    *bytes = 1;
    if (length == 1) return s[0];
    if (length == 0 || length > n) return TT__BAD_CHARACTER;
    int32_t c = s[0] & (0xff >> (length + 1));
    for (size_t i = 1; i < length; i++) {
        if ((s[i] & 0xc0) != 0x80) return TT__BAD_CHARACTER;
        c = c << 6 | (s[i] & 0x3f);
    }
    if (c < smallest[length] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return TT__BAD_CHARACTER;
    *bytes = length;
    return c;
}
