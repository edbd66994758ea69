/* Words that need no second look: letters alone, with a space or a comma behind them.  Nearly all words of English text
 * are; where they end is found for a block of text at once. */
#ifndef TT_WORDS_PLAINWORD_H
#define TT_WORDS_PLAINWORD_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/strmap.h"

enum {
    TT__WORDS_PLAIN_BYTES = 40, /* a word of more letters may be a code */
    TT__WORDS_BLOCK = 64,       /* bytes that are looked at together, ... */
    TT__WORDS_BLOCK_BEHIND = 16 /* ... and those that have to be there behind them, for the key of the last word */
};

/* Bit b: whether byte b of a block is no ASCII letter. */
static inline uint64_t tt__words_others_in_block(const char *block)
{
    uint64_t others = 0;
#ifdef __SSE2__
    for (int k = 0; k < TT__WORDS_BLOCK; k += 16) {
        __m128i lower = _mm_or_si128(_mm_loadu_si128((const __m128i *)(const void *)(block + k)), _mm_set1_epi8(0x20));
        __m128i place = _mm_sub_epi8(lower, _mm_set1_epi8('a')),
                letters = _mm_cmpeq_epi8(_mm_min_epu8(place, _mm_set1_epi8(25)), place);
        others |= (uint64_t)(~(unsigned)_mm_movemask_epi8(letters) & 0xffff) << k;
    }
#else
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    for (int k = 0; k < TT__WORDS_BLOCK; k += 8) {
        uint64_t bytes = tt__base_eight_bytes(block + k), low = (bytes | ones * 0x20) & ~high;
        uint64_t from_a = low + ones * (0x80 - 'a'),
                 beyond_z = low + ones * (0x7f - 'z'); /* in each byte's highest bit */
        others |= ((~(from_a & ~beyond_z & ~bytes) & high) >> 7) * UINT64_C(0x0102040810204080) >> 56 << k;
    }
#endif
    return others;
}

/* A sign that is between two words and nothing else. */
static inline bool tt__words_is_plain_sign(char c)
{
    return c == ',' || c == '(' || c == ')' || c == '?' || c == '"';
}

/* Whether a word is over before text[0], with nothing to look for that may still belong to it.  text[1] is there too.
 */
static inline bool tt__words_ends_word(const char *text)
{
    switch (text[0]) {
    case ' ':
    case '\n':
    case '\r':
    case '\t':
    case ',':
    case ':':
    case '?':
    case '!':
    case '"':
    case '(':
    case ')':
        return true;
    case '.':
        return text[1] == ' ' || text[1] == '\n';
    default:
        return false;
    }
}

#endif
