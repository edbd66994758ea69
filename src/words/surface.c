#include "words/surface.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "base/memory.h"
#include "words/debris.h"
#include "words/latex.h"
#include "words/letters.h"
#include "words/signs.h"

static tt_status append_code(tt__base_buffer *out, int32_t code)
{
    uint8_t bytes[U8_MAX_LENGTH];
    uint32_t c = (uint32_t)code;
    size_t n = 0;
    U8_APPEND_UNSAFE(bytes, n, c);
    return tt__base_buffer_append(out, (const char *)bytes, n);
}

/* Appends the character at word[at]; its length in *step. */
static tt_status append_character(tt__base_buffer *out, const char *word, size_t n, size_t at, size_t *step)
{
    char letter;
    int32_t code;
    bool composed;
    if ((*step = tt__words_accent_at(word, n, at, &letter, &code)) > 0) {
        tt_status status = letter ? tt__base_buffer_append(out, &letter, 1) : TT_OK;
        return status == TT_OK ? append_code(out, code) : status;
    }
    if ((*step = tt__words_entity_letter_at(word, n, at, &code)) > 0) return append_code(out, code);
    if (n - at >= 5 && memcmp(word + at, "&amp;", 5) == 0) return *step = 5, tt__base_buffer_append(out, "&", 1);
    if ((*step = tt__words_apostrophe_at(word, n, at)) > 0) return tt__base_buffer_append(out, "'", 1);
    *step = 1;
    bool ignored = (unsigned char)word[at] >= 0x80 &&
                   tt__words_wide_class(word + at, n - at, step, &composed) == TT__WORDS_IGNORED;
    return ignored ? TT_OK : tt__base_buffer_append(out, word + at, *step);
}

/* Normal form C has at most three times as many UTF-16 units as went in. */
static tt_status compose(tt__base_buffer *word)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = (int32_t)word->length, bytes = 0;
    UChar *units = tt__base_calloc(4 * (size_t)n, sizeof *units), *result = units ? units + n : NULL;
    if (!units) return TT_ERR_MEMORY;
    u_strFromUTF8WithSub(units, n, &n, word->data, n, 0xfffd, NULL, &error);
    n = unorm2_normalize(unorm2_getNFCInstance(&error), units, n, result, 3 * (int32_t)word->length, &error);
    tt_status status = tt__base_reserve(&word->data, &word->capacity, 3 * (int64_t)n + 1, 1);
    if (status == TT_OK) u_strToUTF8(word->data, (int32_t)word->capacity, &bytes, result, n, &error);
    free(units);
    if (status == TT_OK && U_FAILURE(error))
        return tt__base_fail(TT_ERR_MEMORY, "normal form C: %s", u_errorName(error));
    word->length = bytes;
    return status;
}

tt_status tt__words_surface(tt__base_buffer *out, const char *word, size_t n)
{
    tt_status status = TT_OK;
    out->length = 0;
    for (size_t at = 0, step; at < n && status == TT_OK; at += step) status = append_character(out, word, n, at, &step);
    return status == TT_OK && out->length > 0 ? compose(out) : status;
}
