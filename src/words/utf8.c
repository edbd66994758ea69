#include "words/utf8.h"

#include <string.h>

static bool continues(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* Table 3-7 of the Unicode standard: the second byte's range rules out overlong forms, surrogates and what lies above
 * U+10FFFF. */
size_t tt__words_utf8_length(const char *bytes, size_t n)
{
    const unsigned char *b = (const unsigned char *)bytes;
    if (b[0] < 0x80) return 1;
    if (b[0] < 0xC2 || b[0] > 0xF4 || n < 2) return 0;
    if (b[0] < 0xE0) return continues(b[1]) ? 2 : 0;
    unsigned char low = b[0] == 0xE0 ? 0xA0 : b[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = b[0] == 0xED ? 0x9F : b[0] == 0xF4 ? 0x8F : 0xBF;
    if (b[1] < low || b[1] > high || n < 3 || !continues(b[2])) return 0;
    if (b[0] < 0xF0) return 3;
    return n >= 4 && continues(b[3]) ? 4 : 0;
}

/* C0 and C1 control characters, and the two separators that end a line in Unicode. */
static bool is_control(const unsigned char *b, size_t length)
{
    if (length == 1) return b[0] < 0x20 || b[0] == 0x7F;
    if (length == 2) return b[0] == 0xC2 && b[1] < 0xA0;
    return length == 3 && b[0] == 0xE2 && b[1] == 0x80 && (b[2] == 0xA8 || b[2] == 0xA9);
}

/* Bytes 0x20..0x7E at the front: nothing to change about them. */
static size_t plain_run(const char *bytes, size_t n)
{
    size_t i = 0;
    while (i < n && bytes[i] > ' ' && bytes[i] < 0x7F) i++;
    return i;
}

static void drop_spaces(tt__base_buffer *out, int64_t first)
{
    while (out->length > first && out->data[out->length - 1] == ' ') out->data[--out->length] = '\0';
}

tt_status tt__words_utf8_clean(tt__base_buffer *out, const char *bytes, size_t n, bool *invalid)
{
    int64_t first = out->length;
    bool broken = true; /* the run of spaces the output ends in has its one space already (or none, at the start) */
    tt_status status = tt__base_buffer_append(out, "", 0);
    for (size_t i = 0, step; i < n && status == TT_OK; i += step) {
        step = plain_run(bytes + i, n - i);
        if (step == 0) step = tt__words_utf8_length(bytes + i, n - i);
        bool bad = step == 0, breaks = !bad && is_control((const unsigned char *)bytes + i, step);
        if (breaks) drop_spaces(out, first);
        if (breaks || (!bad && bytes[i] == ' ')) {
            if (out->length > first && (breaks || !broken)) status = tt__base_buffer_append(out, " ", 1);
            broken = broken || breaks;
            continue;
        }
        status = bad ? tt__base_buffer_append(out, "\xEF\xBF\xBD", 3) : tt__base_buffer_append(out, bytes + i, step);
        if (bad) *invalid = true, step = 1;
        broken = false;
    }
    if (status == TT_OK) drop_spaces(out, first);
    return status;
}

tt_status tt__words_utf8_shorten(tt__base_buffer *out, const char *line, size_t n, size_t most)
{
    if (n <= most) return tt__base_buffer_append(out, line, n);
    size_t cut = most - 3; /* room for the ellipsis */
    while (cut > 0 && continues((unsigned char)line[cut])) cut--;
    size_t word = cut;
    while (word > 0 && line[word] != ' ') word--;
    if (word * 2 >= most) cut = word; /* a script without spaces, or one very long word, is cut where it is */
    while (cut > 0 && strchr(" ,;:.-", line[cut - 1])) cut--;
    tt_status status = tt__base_buffer_append(out, line, cut);
    return status == TT_OK ? tt__base_buffer_append(out, "…", strlen("…")) : status;
}
