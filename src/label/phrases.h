/* Phrases: lexemes that stand side by side more often than chance has it.  Together with the single lexemes they are
 * the *candidates* for labels: ids 0..lexicon.n-1 are lexemes, the phrases of two words follow, then those of three. */
#ifndef TT_LABEL_PHRASES_H
#define TT_LABEL_PHRASES_H

#include "base/tally.h"
#include "label/label_text.h"

enum { TT__LABEL_PHRASE_WORDS = 3 };

typedef struct tt__label_phrase_slot {
    int32_t head, last;
    int32_t id; /* 0: the slot is free */
} tt__label_phrase_slot;

typedef struct tt__label_phrases {
    const tt__label_text *reader;
    const tt__label_lexicon *lexicon;
    int32_t n;                   /* candidates: lexemes and phrases */
    int32_t first;               /* lexicon->n: the first phrase */
    int32_t *head;               /* n - first: the candidate that is the phrase without its last word */
    int32_t *last;               /* n - first: the lexeme that ends it */
    int32_t *uses;               /* n: in running text */
    bool *dropped;               /* n: not to be shown (nearly always within a longer phrase, generic, glue) */
    tt__label_phrase_slot *slot; /* 2^bits, at most half of them in use */
    int bits;
    int64_t capacity; /* of the arrays of phrases */
    int32_t three;    /* the first phrase of three words */
    int64_t *begin;   /* n_docs: where a document's links begin among those of all */
    int32_t *longest; /* all links: the longest phrase that begins there, looked up once; -1: none */
} tt__label_phrases;

tt_status tt__label_phrases_build(tt__label_phrases *out, const tt__label_text *reader, int32_t max_words,
                                  const tt_run *run);
void tt__label_phrases_free(tt__label_phrases *phrases);

/* The phrase of head and last, or -1. */
static inline int32_t tt__label_phrase_find(const tt__label_phrases *phrases, int32_t head, int32_t last)
{
    if (!phrases->slot) return -1;
    uint64_t key = (uint64_t)head << 32 | (uint32_t)last, mask = (UINT64_C(1) << phrases->bits) - 1;
    for (uint64_t s = tt__base_key_slot(key, phrases->bits);; s = (s + 1) & mask) {
        const tt__label_phrase_slot *slot = &phrases->slot[s];
        if (slot->id == 0) return -1;
        if (slot->head == head && slot->last == last) return slot->id;
    }
}

/* The lexemes of a candidate, first to last; how many. */
int32_t tt__label_phrase_lexemes(const tt__label_phrases *phrases, int32_t candidate,
                                 int32_t lexeme[TT__LABEL_PHRASE_WORDS]);

/* The candidates that begin at link `at` of document i: found[0] of one word, [1] of two, [2] of three; -1: none. */
static inline void tt__label_phrases_at(const tt__label_phrases *phrases, int32_t i, int32_t at,
                                        int32_t found[TT__LABEL_PHRASE_WORDS])
{
    const uint32_t *link = phrases->reader->reading[i].link + at;
    int32_t id = phrases->longest[phrases->begin[i] + at];
    found[0] =
        (link[0] & TT__LABEL_LINK_BEGINS) && (link[0] & TT__LABEL_LINK_ENDS) ? TT__LABEL_LINK_LEXEME(link[0]) : -1;
    found[1] = found[2] = -1;
    if (id < 0) return;
    if (id >= phrases->three) {
        if (link[2] & TT__LABEL_LINK_ENDS) found[2] = id;
        id = phrases->head[id - phrases->first];
    }
    if (link[1] & TT__LABEL_LINK_ENDS) found[1] = id;
}

#endif
