/* The running text as labels see it: lexemes, without what no phrase goes through and without boilerplate. */
#ifndef TT_MEANING_READING_H
#define TT_MEANING_READING_H

#include "meaning/lexicon.h"

/* Shared by all threads. */
typedef struct tt__reader {
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    const tt__lexicon *lexicon;
    uint8_t *repeated; /* 2^bits: how often stretches with this hash stand in the corpus, up to a limit */
    int bits;
    int64_t longest;   /* document, in tokens */
} tt__reader;

/* One thread's view of one document. */
typedef struct tt__reading {
    const int32_t *token; /* n: as in the corpus */
    int32_t *lexeme;      /* n of longest: TT__NO_LEXEME at breaks, stop words, glue, boilerplate */
    int64_t n;
} tt__reading;

tt_status tt__reader_build(tt__reader *out, const tt_corpus *corpus, const tt_vocab *vocab, const tt__lexicon *lexicon,
                           const tt_run *run);
void tt__reader_free(tt__reader *reader);

/* A reading for each thread; NULL with the message set. */
tt__reading *tt__readings_new(const tt__reader *reader, int threads);
void tt__readings_free(tt__reading *readings, int threads);

/* Read document i. */
void tt__read(const tt__reader *reader, int32_t i, tt__reading *reading);

#endif
