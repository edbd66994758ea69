#include "words/letters.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include "words/decode.h"

enum {
    N = TT__WORDS_NUL,
    S = TT__WORDS_SPACE,
    B = TT__WORDS_NEWLINE,
    P = TT__WORDS_PUNCTUATION,
    L = TT__WORDS_LETTER,
    D = TT__WORDS_DIGIT
};
const unsigned char tt__words_ascii_class[128] = {
    N, S, S, S, S, S, S, S, S, S, B, S, S, S, S, S, /* control */
    S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, /* control */
    S, P, P, P, P, P, P, P, P, P, P, P, P, P, P, P, /* !"#$%&'()*+,-./ */
    D, D, D, D, D, D, D, D, D, D, P, P, P, P, P, P, /* 0123456789:;<=>? */
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* @ABCDEFGHIJKLMNO */
    L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, P, /* PQRSTUVWXYZ[\]^_ */
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* `abcdefghijklmno */
    L, L, L, L, L, L, L, L, L, L, L, P, P, P, P, S, /* pqrstuvwxyz{|}~ */
};

static bool is_unspaced(int32_t c)
{
    if (c < 0x0e00) return false; /* Thai is the first of them */
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript(c, &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return c == 0x30fc || c == 0xff70; /* the long vowel marks, shared by both Kana */
    }
}

/* Format characters that no word needs; the two joiners, which spelling needs in Persian and in Indic scripts, stay. */
static tt__words_class format_class(int32_t c)
{
    return c == 0x200c || c == 0x200d ? TT__WORDS_MARK : TT__WORDS_IGNORED;
}

static tt__words_class class_of(int32_t c)
{
    if (c >= 0xc0 && c < 0x250) return c == 0xd7 || c == 0xf7 ? TT__WORDS_PUNCTUATION : TT__WORDS_LETTER; /* Latin */
    uint32_t category = U_MASK(u_charType(c));
    if (is_unspaced(c) && category & (U_GC_L_MASK | U_GC_M_MASK | U_GC_NL_MASK)) return TT__WORDS_UNSPACED;
    if (category & U_GC_L_MASK) return TT__WORDS_LETTER;
    if (category & U_GC_M_MASK) return TT__WORDS_MARK;
    if (category & U_GC_ND_MASK) return TT__WORDS_DIGIT;
    if (category & U_GC_ZS_MASK) return TT__WORDS_SPACE;
    if (category & U_GC_CF_MASK) return format_class(c);
    return TT__WORDS_PUNCTUATION;
}

tt__words_class tt__words_wide_class(const char *text, size_t n, size_t *bytes, bool *composed)
{
    int32_t c = tt__words_decode(text, n, bytes);
    if (c == TT__WORDS_BAD_CHARACTER) return TT__WORDS_INVALID;
    if (c >= 0x300 && (u_getIntPropertyValue(c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES || u_getCombiningClass(c)))
        *composed = false;
    return class_of(c);
}

tt__words_class tt__words_class_at(const char *text, size_t n, size_t at)
{
    size_t bytes;
    bool composed;
    if (at >= n) return TT__WORDS_SPACE;
    unsigned char c = (unsigned char)text[at];
    return c < 0x80 ? tt__words_ascii_class[c] : tt__words_wide_class(text + at, n - at, &bytes, &composed);
}

/* The length of the first of the spellings (ended by NULL) that stands at text[at]. */
static size_t spelling_at(const char *text, size_t n, size_t at, const char *const *spelling)
{
    for (; at < n && *spelling; spelling++) {
        size_t length = strlen(*spelling);
        if (length <= n - at && memcmp(text + at, *spelling, length) == 0) return length;
    }
    return 0;
}

size_t tt__words_apostrophe_at(const char *text, size_t n, size_t at)
{
    static const char *const wide[] = {"\u2019", "\u2018", NULL};
    static const char *const entity[] = {"&#39;", "&#039;", "&apos;", "&rsquo;", "&#8217;", "&#x27;", NULL};
    if (at >= n) return 0;
    switch ((unsigned char)text[at]) {
    case '\'':
        return 1;
    case 0xe2:
        return spelling_at(text, n, at, wide);
    case '&':
        return spelling_at(text, n, at, entity);
    default:
        return 0;
    }
}

size_t tt__words_hyphen_at(const char *text, size_t n, size_t at)
{
    static const char *const wide[] = {"\u2010", "\u2011", NULL};
    if (at >= n) return 0;
    return text[at] == '-' ? 1 : (unsigned char)text[at] == 0xe2 ? spelling_at(text, n, at, wide) : 0;
}
