/* ASCII words, nearly all of them in most corpora, are folded byte by byte; everything else goes through ICU. */
#include "words/fold.h"

#include <stdlib.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/error.h"
#include "base/memory.h"

/* Copies the word while it is ASCII; false as soon as it is not. */
static bool fold_ascii(char *to, const char *word, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)word[i];
        if (c >= 0x80) return false;
        to[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    to[n] = '\0';
    return true;
}

/* NFKC_Casefold lengthens a string by at most 18 times (U+FDFA); units holds the word, then its folded form. */
static tt_status fold_unicode(tt__base_buffer *folded, const char *word, size_t n)
{
    UErrorCode error = U_ZERO_ERROR;
    int32_t length = 0, room = (int32_t)n * 18;
    UChar *units = tt__base_calloc((size_t)room + n, sizeof *units), *result = units ? units + n : NULL;
    if (!units) return TT_ERR_MEMORY;
    u_strFromUTF8WithSub(units, (int32_t)n, &length, word, (int32_t)n, 0xfffd, NULL, &error);
    length = unorm2_normalize(unorm2_getNFKCCasefoldInstance(&error), units, length, result, room, &error);
    tt_status status = tt__base_reserve(&folded->data, &folded->capacity, 3 * (int64_t)length + 1, 1);
    int32_t bytes = 0;
    for (int32_t i = 0; i < length; i++)
        if (result[i] == 0x451) result[i] = 0x435; /* Russian may write е for ё: the same word */
    if (status == TT_OK) u_strToUTF8(folded->data, (int32_t)folded->capacity, &bytes, result, length, &error);
    free(units);
    if (status == TT_OK && U_FAILURE(error))
        return tt__base_fail(TT_ERR_MEMORY, "case folding: %s", u_errorName(error));
    folded->length = bytes;
    return status;
}

tt_status tt__words_fold(tt__base_buffer *folded, const char *word, size_t n)
{
    tt_status status = tt__base_reserve(&folded->data, &folded->capacity, (int64_t)n + 1, 1);
    if (status < 0) return status;
    folded->length = (int64_t)n;
    return fold_ascii(folded->data, word, n) ? TT_OK : fold_unicode(folded, word, n);
}
