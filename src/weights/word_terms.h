/* What every token is asked for, side by side: one look-up a token, and no branch that stop words would make a toss-up.
 */
#ifndef TT_WEIGHTS_WORD_TERMS_H
#define TT_WEIGHTS_WORD_TERMS_H

#include "topictree/weights.h"

typedef struct tt__weights_word_term {
    int32_t term;  /* or TT_NO_TERM */
    uint32_t stop; /* as word_stop of tt_vocab */
} tt__weights_word_term;

/* n_words + 1 of them for free(): a break's, then each word's.  NULL where memory is short. */
tt__weights_word_term *tt__weights_word_terms(const tt_vocab *vocab);

/* Its place in the table. */
static inline int32_t tt__weights_place_of_token(int32_t token)
{
    return token == TT_TOKEN_BREAK ? 0 : TT_TOKEN_WORD(token) + 1;
}

/* As tt_vocab_term() has it. */
static inline int32_t tt__weights_term_at(const tt__weights_word_term *table, int32_t place, uint8_t language)
{
    int32_t stop = (int32_t)(table[place].stop >> language & 1);
    return table[place].term | -stop; /* TT_NO_TERM is -1: all bits */
}

#endif
