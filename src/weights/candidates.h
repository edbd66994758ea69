/* What each word of the corpus would count as, before rare and common terms are pruned. */
#ifndef TT_WEIGHTS_CANDIDATES_H
#define TT_WEIGHTS_CANDIDATES_H

#include "base/strmap.h"
#include "topictree/weights.h"
#include "words/stopwords.h"

typedef struct tt__weights_candidates {
    tt__base_strmap text; /* text.size candidate terms: folded, perhaps stemmed; numbered by their first word */
    int32_t *word;        /* words of the corpus: the candidate of each, TT_NO_TERM where it cannot be a term */
    bool *as_folded;      /* words of the corpus: written in lower case, as folding leaves it */
    uint32_t *stop;       /* words of the corpus: stop mask */
} tt__weights_candidates;

/* Fold every distinct word once.  Shorter than two characters (one ideograph is enough) or without a letter: no term.
 */
tt_status tt__weights_candidates_fold(tt__weights_candidates *out, const tt_corpus *corpus,
                                      const tt__words_stoplist *stoplist, const tt_run *run);
/* Stem every candidate once, by the language that most of its uses are in; candidates with the same stem become one. */
tt_status tt__weights_candidates_stem(tt__weights_candidates *candidates, const tt_corpus *corpus,
                                      const uint8_t *doc_language, const tt_run *run);
void tt__weights_candidates_free(tt__weights_candidates *candidates);

#endif
