/* Snowball stems: the one place that knows libstemmer. */
#ifndef TT_WORDS_STEM_H
#define TT_WORDS_STEM_H

#include "base/buffer.h"
#include "words/stopwords.h"

/* One stemmer for each language that has one, made when first asked for.  Not to be shared between threads. */
typedef struct tt__words_stemmer {
    void *of[TT__WORDS_LANGUAGES];
} tt__words_stemmer;

/* word, folded and in the language given, becomes its stem; untouched where there is no stemmer for the language. */
tt_status tt__words_stem(tt__words_stemmer *stemmer, int32_t language, tt__base_buffer *word);
void tt__words_stemmer_free(tt__words_stemmer *stemmer);

#endif
