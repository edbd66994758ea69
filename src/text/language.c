/* Running text of any language is a third to a half function words, so counting the words that stand on each language's stop
 * list tells them apart; one pass, no model.  Documents too short to tell take the language most others are in. */
#include "text/language.h"

#include <string.h>

#include "base/run.h"
#include "text/stopwords.h"

enum {
    UNSURE = TT__LANGUAGES, /* too little text to tell */
    MIN_HITS = 3,           /* so many stop words make a language in Latin letters sure */
    MIN_SHARE = 20,         /* ... if they are at least one word in so many */
    NO_SHARE = 50,          /* fewer than one in so many: in none of the languages, */
    MIN_WORDS = 50          /* ... if the text has so many words; lists of key words have few stop words too */
};

/* hits[l]: words of document i on the list of language l; the number of words. */
static int64_t count_hits(int64_t hits[TT__LANGUAGES], const tt_corpus *corpus, int32_t i, const uint32_t *word_stop)
{
    int64_t n_tokens, words = 0;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n_tokens);
    for (int64_t t = 0; t < n_tokens; t++) {
        if (token[t] == TT_TOKEN_BREAK) continue;
        words++;
        for (uint32_t mask = word_stop[TT_TOKEN_WORD(token[t])] & ~UINT32_C(1); mask; mask &= mask - 1)
            hits[__builtin_ctz(mask)]++;
    }
    return words;
}

/* The index of the largest of the counts; *tied where another one is as large. */
static int largest(const int64_t count[TT__LANGUAGES], bool *tied)
{
    int best = 0;
    *tied = false;
    for (int l = 1; l < TT__LANGUAGES; l++) {
        if (count[l] > count[best]) best = l, *tied = false;
        else if (count[l] == count[best]) *tied = true;
    }
    return best;
}

/* Languages with a script of their own: one function word tells them.  Chinese and Japanese share some, but Japanese has others
 * beside them in every phrase: a tie is Chinese, the first of the two. */
static bool own_script(int32_t language) { return strstr("ru zh ja ko th el ar hi", tt__language_code(language)) != NULL; }

static uint8_t judge(const int64_t hits[TT__LANGUAGES], int64_t words)
{
    bool tied;
    int best = largest(hits, &tied);
    bool enough = own_script(best) ? hits[best] >= 1 : hits[best] >= MIN_HITS && !tied;
    if (enough && hits[best] * MIN_SHARE >= words) return (uint8_t)best;
    return words >= MIN_WORDS && hits[best] * NO_SHARE < words ? 0 : UNSURE;
}

/* The language of most documents; where none is sure, the one whose stop words are seen most. */
static uint8_t main_language(const uint8_t *language, int32_t n, const int64_t total[TT__LANGUAGES])
{
    int64_t documents[UNSURE + 1] = {0};
    bool tied;
    for (int32_t i = 0; i < n; i++) documents[language[i]]++;
    documents[0] = 0;
    int best = largest(documents, &tied);
    return (uint8_t)(best > 0 ? best : largest(total, &tied));
}

void tt__language_recognise(uint8_t *language, const tt_corpus *corpus, const uint32_t *word_stop, const tt_run *run)
{
    int32_t n = tt_corpus_size(corpus);
    int64_t total[TT__LANGUAGES] = {0};
#pragma omp parallel for schedule(dynamic, 64) reduction(+ : total[:TT__LANGUAGES]) num_threads(tt__threads(run, n, 256))
    for (int32_t i = 0; i < n; i++) {
        int64_t hits[TT__LANGUAGES] = {0};
        int64_t words = count_hits(hits, corpus, i, word_stop);
        language[i] = judge(hits, words);
        for (int l = 1; l < TT__LANGUAGES; l++) total[l] += hits[l];
    }
    uint8_t usual = main_language(language, n, total);
    for (int32_t i = 0; i < n; i++)
        if (language[i] == UNSURE) language[i] = usual;
}
