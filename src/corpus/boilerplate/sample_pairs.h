/* Documents that share something: a phrase that repeats, or a word.  Some of them stand for all. */
#ifndef TT_CORPUS_BOILERPLATE_SAMPLE_PAIRS_H
#define TT_CORPUS_BOILERPLATE_SAMPLE_PAIRS_H

#include "corpus/boilerplate/repeats.h"

enum {
    TT__CORPUS_SAMPLE = 32, /* documents that stand for all those that share something: some 500 pairs */
    TT__CORPUS_REPEATED = 1
};

typedef struct tt__corpus_pairs {
    const tt_corpus *corpus;
    const tt__corpus_repeats *repeats; /* things 0 .. repeats->n - 1 */
    const int64_t *start;              /* n_docs + 1, into repeated */
    uint8_t *repeated;     /* tokens, zeros: becomes TT__CORPUS_REPEATED where the token is in a repeat or an aside */
    const int32_t *number; /* words: the thing that it is, -1: none */
    const int32_t *aside;  /* words: not 0 where only an aside makes it one */
    int threads;
    int32_t n;                /* things */
    const int32_t *documents; /* n: how many share it */
    int32_t *sampled;         /* n: becomes how many stand for them ... */
    int32_t *doc;             /* n x TT__CORPUS_SAMPLE: ... and which: evenly spread, from the first on */
} tt__corpus_pairs;

/* Time: two looks at each document, by all threads; memory 8 bytes a thing and thread.  The same for any number of
 * threads. */
tt_status tt__corpus_sample_pairs(const tt__corpus_pairs *sharing);

static inline bool tt__corpus_is_quoted(int32_t token)
{
    return token != TT_TOKEN_BREAK && token & TT_TOKEN_ASIDE;
}

#endif
