/* Running text of any language is a third to a half function words, so counting the words that stand on each language's
 * stop list tells them apart; one pass, no model.  Documents too short to tell take the language most others are in. */
#include "weights/language.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/run.h"
#include "words/stopwords.h"

enum {
    UNSURE = TT__WORDS_LANGUAGES, /* too little text to tell */
    MIN_HITS = 3,                 /* so many stop words make a language in Latin letters sure */
    MIN_SHARE = 20,               /* ... if they are at least one word in so many */
    NO_SHARE = 50,                /* fewer than one in so many: in none of the languages, */
    MIN_WORDS = 50                /* ... if the text has so many words; lists of key words have few stop words too */
};

/* Words that are stop words of the same languages are one class, of which there are some two hundred; should there be
 * many more, words of further ones have to be asked themselves.  Sixteen counters of a byte count all languages at
 * once, up to 255 tokens. */
enum { CLASSES = 256, BREAKS = 0, NO_STOP = 1, OTHERS = CLASSES - 1, LANES = 8, FULL = 255 };
typedef struct lanes {
    uint64_t low, high; /* language l is byte l % LANES; that of language 0, which has no list, counts breaks */
} lanes;
typedef struct classes {
    int n;
    uint32_t mask[CLASSES];
    lanes lanes[CLASSES];
    uint8_t *of; /* n_words + 1: a break's, then each word's */
    const uint32_t *word_stop;
} classes;

static lanes lanes_of(uint32_t mask)
{
    lanes sum = {0, 0};
    for (; mask; mask &= mask - 1) {
        int l = __builtin_ctz(mask);
        *(l < LANES ? &sum.low : &sum.high) |= UINT64_C(1) << 8 * (l % LANES);
    }
    return sum;
}

static uint8_t class_of(classes *c, uint32_t mask)
{
    int k = NO_STOP;
    c->mask[c->n] = mask; /* so that it is found */
    while (c->mask[k] != mask) k++;
    if (k < c->n || k == OTHERS) return (uint8_t)k;
    c->lanes[k] = lanes_of(mask);
    return (uint8_t)c->n++;
}

static tt_status classes_new(classes *c, const uint32_t *word_stop, int32_t n_words)
{
    *c = (classes){.n = NO_STOP + 1, .of = tt__base_calloc((size_t)n_words + 1, sizeof *c->of), .word_stop = word_stop};
    if (!c->of) return TT_ERR_MEMORY;
    c->lanes[BREAKS] = lanes_of(1);
    for (int32_t w = 0; w < n_words; w++) c->of[w + 1] = class_of(c, word_stop[w] & ~UINT32_C(1));
    return TT_OK;
}

static void add_others(int64_t hits[TT__WORDS_LANGUAGES], const classes *c, const int32_t *token, int64_t n)
{
    for (int64_t t = 0; t < n; t++) {
        if (token[t] == TT_TOKEN_BREAK || c->of[TT_TOKEN_WORD(token[t]) + 1] != OTHERS) continue;
        for (uint32_t mask = c->word_stop[TT_TOKEN_WORD(token[t])] & ~UINT32_C(1); mask; mask &= mask - 1)
            hits[__builtin_ctz(mask)]++;
    }
}

/* hits[l] += tokens on the list of language l; of language 0, breaks.  n <= FULL. */
static void add_hits(int64_t hits[TT__WORDS_LANGUAGES], const classes *c, const int32_t *token, int64_t n)
{
    lanes sum = {0, 0};
    bool others = false;
    for (int64_t t = 0; t < n; t++) {
        uint8_t class = c->of[token[t] == TT_TOKEN_BREAK ? 0 : TT_TOKEN_WORD(token[t]) + 1];
        sum.low += c->lanes[class].low;
        sum.high += c->lanes[class].high;
        others |= class == OTHERS;
    }
    for (int l = 0; l < TT__WORDS_LANGUAGES; l++)
        hits[l] += (uint8_t)((l < LANES ? sum.low : sum.high) >> 8 * (l % LANES));
    if (others) add_others(hits, c, token, n);
}

/* hits[l]: words of document i on the list of language l, zeros on entry; the number of words. */
static int64_t count_hits(int64_t hits[TT__WORDS_LANGUAGES], const tt_corpus *corpus, int32_t i, const classes *c)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    for (int64_t t = 0; t < n; t += FULL) add_hits(hits, c, token + t, n - t < FULL ? n - t : FULL);
    int64_t words = n - hits[0];
    hits[0] = 0;
    return words;
}

/* The index of the largest of the counts; *tied where another one is as large. */
static int largest(const int64_t count[TT__WORDS_LANGUAGES], bool *tied)
{
    int best = 0;
    *tied = false;
    for (int l = 1; l < TT__WORDS_LANGUAGES; l++) {
        if (count[l] > count[best])
            best = l, *tied = false;
        else if (count[l] == count[best])
            *tied = true;
    }
    return best;
}

/* Languages with a script of their own: one function word tells them.  Chinese and Japanese share some, but Japanese
 * has others beside them in every phrase: a tie is Chinese, the first of the two. */
static bool own_script(int32_t language)
{
    return strstr("ru zh ja ko th el ar hi", tt__words_language_code(language)) != NULL;
}

static uint8_t judge(const int64_t hits[TT__WORDS_LANGUAGES], int64_t words)
{
    bool tied;
    int best = largest(hits, &tied);
    bool enough = own_script(best) ? hits[best] >= 1 : hits[best] >= MIN_HITS && !tied;
    if (enough && hits[best] * MIN_SHARE >= words) return (uint8_t)best;
    return words >= MIN_WORDS && hits[best] * NO_SHARE < words ? 0 : UNSURE;
}

/* The language of most documents; where none is sure, the one whose stop words are seen most. */
static uint8_t main_language(const uint8_t *language, int32_t n, const int64_t total[TT__WORDS_LANGUAGES])
{
    int64_t documents[UNSURE + 1] = {0};
    bool tied;
    for (int32_t i = 0; i < n; i++) documents[language[i]]++;
    documents[0] = 0;
    int best = largest(documents, &tied);
    return (uint8_t)(best > 0 ? best : largest(total, &tied));
}

tt_status tt__weights_language_recognise(uint8_t *language, const tt_corpus *corpus, const uint32_t *word_stop,
                                         const tt_run *run)
{
    int32_t n = tt_corpus_size(corpus);
    int64_t total[TT__WORDS_LANGUAGES] = {0};
    classes c;
    if (classes_new(&c, word_stop, tt_corpus_words(corpus)) < 0) return TT_ERR_MEMORY;
#pragma omp parallel for schedule(dynamic, 64) reduction(+ : total[:TT__WORDS_LANGUAGES]) num_threads(tt__base_threads(run, n, 256))
    for (int32_t i = 0; i < n; i++) {
        int64_t hits[TT__WORDS_LANGUAGES] = {0};
        int64_t words = count_hits(hits, corpus, i, &c);
        language[i] = judge(hits, words);
        for (int l = 1; l < TT__WORDS_LANGUAGES; l++) total[l] += hits[l];
    }
    free(c.of);
    uint8_t usual = main_language(language, n, total);
    for (int32_t i = 0; i < n; i++)
        if (language[i] == UNSURE) language[i] = usual;
    return TT_OK;
}
