/* The running text as labels see it: lexemes, without what no phrase goes through and without boilerplate.  The corpus
 * is read once; all that is counted afterwards is counted in what is left of it, about half. */
#ifndef TT_LABEL_LABEL_TEXT_H
#define TT_LABEL_LABEL_TEXT_H

#include "label/lexicon.h"

/* A link is a lexeme with flags: one word of the text that a phrase may go through. */
#define TT__LABEL_LINK_BEGINS                                                                                          \
    (UINT32_C(1) << 29)                         /* a phrase may begin with it: it is not in the middle of a compound */
#define TT__LABEL_LINK_ENDS (UINT32_C(1) << 30) /* a phrase may end with it */
#define TT__LABEL_LINK_ON (UINT32_C(1) << 31)   /* the next link is the next word, and a phrase may go on with it */
#define TT__LABEL_LINK_LEXEME(link) ((int32_t)((link) & (TT__LABEL_LINK_BEGINS - 1)))

enum { TT__LABEL_OPENING = 50 }; /* tokens: a title and the first sentences, where a text says what it is about */

/* One document. */
typedef struct tt__label_document_text {
    const uint32_t *link; /* n */
    const uint32_t *kept; /* a bit for each token: those that are links, in their order */
    int32_t n;
    int32_t opening; /* the first so many links are among the first TT__LABEL_OPENING tokens */
} tt__label_document_text;

typedef struct tt__label_text {
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    const tt__label_lexicon *lexicon;
    tt__label_document_text *reading; /* n_docs */
    int32_t *uses;                    /* lexicon->n: of each lexeme, with those letters that are no links */
    uint32_t **block;                 /* n_blocks: where the links of neighbouring documents lie */
    int64_t n_blocks;
} tt__label_text;

tt_status tt__label_text_build(tt__label_text *out, const tt_corpus *corpus, const tt_vocab *vocab,
                               const tt__label_lexicon *lexicon, const tt_run *run);
void tt__label_text_free(tt__label_text *reader);

#endif
