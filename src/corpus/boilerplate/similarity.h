/* How alike documents are that have a phrase, or a word, in common: beside it, and beside all phrases that repeat. */
#ifndef TT_CORPUS_BOILERPLATE_SIMILARITY_H
#define TT_CORPUS_BOILERPLATE_SIMILARITY_H

#include "topictree/corpus.h"

typedef struct tt__corpus_rest {
    const tt_corpus *corpus;
    const int64_t *start;    /* n + 1: where a document's tokens begin in repeated */
    const uint8_t *repeated; /* tokens: 1 where the token is in a phrase that repeats, else 0 */
    const double *idf;       /* words; 0: ignored */
} tt__corpus_rest;

/* Workspace of one thread. */
typedef struct tt__corpus_similarity_sums {
    double *sum;      /* words, zeros between calls */
    int32_t *seen;    /* words */
    int32_t *touched; /* words */
    int32_t stamp;
} tt__corpus_similarity_sums;

tt_status tt__corpus_similarity_sums_new(tt__corpus_similarity_sums *out, int32_t n_words);
void tt__corpus_similarity_sums_free(tt__corpus_similarity_sums *sums);

/* Mean cosine between m documents, each the set of its words outside repeats weighted by idf, without the word `except`
 * (-1: none). Documents that repeats make up for the most part are left out: they have no rest to speak of.  HUGE_VAL
 * where that leaves fewer than two documents, or less than half of them.  Time: the tokens of the documents. */
double tt__corpus_similarity(const tt__corpus_rest *rest, tt__corpus_similarity_sums *sums, const int32_t *doc,
                             int32_t m, int32_t except);

#endif
