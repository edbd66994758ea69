/* Snowball stems: the one place that knows libstemmer. */
#ifndef TT_TEXT_STEM_H
#define TT_TEXT_STEM_H

#include "base/buffer.h"
#include "text/stopwords.h"

/* One stemmer for each language that has one, made when first asked for.  Not to be shared between threads. */
typedef struct tt__stemmer {
    void *of[TT__LANGUAGES];
} tt__stemmer;

/* word, folded and in the language given, becomes its stem; untouched where there is no stemmer for the language. */
tt_status tt__stem(tt__stemmer *stemmer, int32_t language, tt__buffer *word);
void tt__stemmer_free(tt__stemmer *stemmer);

#endif
