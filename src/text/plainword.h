/* Words that need no second look, eight letters at a time: nearly all words of English text. */
#ifndef TT_TEXT_PLAINWORD_H
#define TT_TEXT_PLAINWORD_H

#include "base/strmap.h"

enum {
    TT__PLAIN_BYTES = 40, /* a word of more letters may be a code */
    TT__PLAIN_AHEAD = 10  /* eight letters, a full stop and what is behind it */
};

/* How many of eight bytes, the first the lowest, are ASCII letters before one that is none. */
static inline size_t tt__letters_among(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    uint64_t low = (bytes | ones * 0x20) & ~high;
    uint64_t from_a = low + ones * (0x80 - 'a'), beyond_z = low + ones * (0x7f - 'z'); /* in each byte's highest bit */
    uint64_t others = ~(from_a & ~beyond_z & ~bytes) & high;
    return others ? (size_t)__builtin_ctzll(others) / 8 : 8;
}

/* Whether a word is over before c, with nothing to look for that may still belong to it. */
static inline bool tt__ends_word(char c)
{
    switch (c) {
    case ' ': case '\n': case '\r': case '\t': case ',': case ':': case '?': case '!': case '"': case '(': case ')': return true;
    default: return false;
    }
}

/* Most words are letters alone with a space, a comma or a full stop behind them.  The length of the one that the n bytes begin
 * with, and its hash; 0 where the tokeniser has to look closer. */
static inline size_t tt__plain_word(const char *text, size_t n, uint64_t *hash)
{
    size_t i = 0, letters;
    uint64_t eight;
    do {
        if (n - i < TT__PLAIN_AHEAD) return 0;
        eight = tt__eight_bytes(text + i);
        letters = tt__letters_among(eight);
        i += letters;
    } while (letters == 8 && i < TT__PLAIN_BYTES);
    if (!tt__ends_word(text[i]) && !(text[i] == '.' && (text[i + 1] == ' ' || text[i + 1] == '\n'))) return 0;
    uint64_t tail = eight & ((UINT64_C(1) << 8 * (i % 8)) - 1); /* the letters of the last look */
    if (i < 8) *hash = tt__hash_end(TT__HASH_SEED ^ i, tail);
    else if (i < 16) *hash = tt__hash_end(tt__hash_step(TT__HASH_SEED ^ i, tt__eight_bytes(text)), tail);
    else *hash = tt__hash(text, i);
    return i;
}

#endif
