/* How a dictionary is made from counted candidates. */
#ifndef TT_WEIGHTS_DICTIONARY_H
#define TT_WEIGHTS_DICTIONARY_H

#include "weights/candidates.h"

/* How often things stand in the corpus, stop words left out. */
typedef struct tt__weights_usage {
    int32_t *df;   /* candidates: documents */
    int64_t *uses; /* words: running text */
} tt__weights_usage;

/* Fill in n_terms, n_docs, min_df, max_df, text, start and df.  to[c], for every candidate c, is its term or
 * TT_NO_TERM. Errors: as tt_vocab_build; out is then partly filled, to be freed. */
tt_status tt__weights_dictionary_choose(tt_dictionary *out, int32_t *to, const tt__weights_candidates *candidates,
                                        const tt__weights_usage *usage, const tt_vocab_opts *opts, int32_t n_docs);

/* term_word of a bound corpus: for each term the word most used.  Sentences begin with a capital, so a word in lower
 * case that has a third of the term's uses is preferred. */
tt_status tt__weights_choose_words(tt_vocab *vocab, const bool *as_folded, const int64_t *uses);

/* Fill in shown and shown_start from these words of the corpus. */
tt_status tt__weights_dictionary_show(tt_dictionary *out, const int32_t *term_word, const tt_corpus *corpus);

/* Keep what binding needs of the options. */
tt_status tt__weights_dictionary_keep_options(tt_dictionary *out, const tt_vocab_opts *opts, const char *stopwords);

#endif
