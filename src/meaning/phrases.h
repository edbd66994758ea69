/* Phrases: lexemes that stand side by side more often than chance has it.  Together with the single lexemes they are the
 * *candidates* for labels: ids 0..lexicon.n-1 are lexemes, the phrases of two words follow, then those of three. */
#ifndef TT_MEANING_PHRASES_H
#define TT_MEANING_PHRASES_H

#include "meaning/reading.h"
#include "base/tally.h"

enum { TT__PHRASE_WORDS = 3 };

typedef struct tt__phrases {
    const tt__reader *reader;
    const tt__lexicon *lexicon;
    int32_t n;          /* candidates: lexemes and phrases */
    int32_t first;      /* lexicon->n: the first phrase */
    int32_t *head;      /* n - first: the candidate that is the phrase without its last word */
    int32_t *last;      /* n - first: the lexeme that ends it */
    int32_t *uses;      /* n: in running text */
    bool *dropped;      /* n: not to be shown (nearly always within a longer phrase, generic, glue) */
    int32_t *slot;      /* 2^bits: phrase id found by (head, last), 0 = free */
    int bits;
    int64_t capacity;   /* of the arrays of phrases */
} tt__phrases;

tt_status tt__phrases_build(tt__phrases *out, const tt__reader *reader, int32_t max_words, const tt_run *run);
void tt__phrases_free(tt__phrases *phrases);

/* The phrase of head and last, or -1. */
int32_t tt__phrase_find(const tt__phrases *phrases, int32_t head, int32_t last);
/* The lexemes of a candidate, first to last; how many. */
int32_t tt__phrase_lexemes(const tt__phrases *phrases, int32_t candidate, int32_t lexeme[TT__PHRASE_WORDS]);

/* The candidates that begin at token `at` of a document: found[0] of one word, [1] of two, [2] of three; -1: none. */
void tt__phrases_at(const tt__phrases *phrases, const tt__reading *r, int64_t at, int32_t found[TT__PHRASE_WORDS]);

#endif
