/* One number for a whole corpus, by which two builds can be seen to be of the same input. */
#include <string.h>

#include "corpus/corpus.h"

static uint64_t mix_text(uint64_t sum, const char *text)
{
    return tt__base_mix(sum ^ tt__base_hash(text, strlen(text)));
}

static uint64_t mix_tokens(uint64_t sum, const tt_corpus *corpus, int32_t i)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    for (int64_t t = 0; t < n; t++) sum = (sum ^ (uint32_t)token[t]) * UINT64_C(0xff51afd7ed558ccd) + 1;
    return tt__base_mix(sum ^ (uint64_t)n);
}

uint64_t tt_corpus_hash(const tt_corpus *corpus)
{
    uint64_t sum = 1;
    if (tt_corpus_size(corpus) == 0) return 0;
    for (int32_t w = 0; w < tt_corpus_words(corpus); w++) sum = mix_text(sum, tt_corpus_word(corpus, w));
    for (int32_t i = 0; i < tt_corpus_size(corpus); i++) {
        sum = mix_text(sum, tt_corpus_id(corpus, i));
        sum = mix_text(sum, tt_corpus_title(corpus, i));
        sum = mix_tokens(sum, corpus, i);
    }
    return sum;
}
