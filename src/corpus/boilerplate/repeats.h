/* Word for word the same in many documents: windows of a few words, or whole lines, each counted by the documents that
 * hold it. */
#ifndef TT_CORPUS_BOILERPLATE_REPEATS_H
#define TT_CORPUS_BOILERPLATE_REPEATS_H

#include "topictree/corpus.h"

enum {
    TT__CORPUS_WINDOW_WORDS = 10, /* as long as a sentence: what a subject brings with it is shorter, names, terms of
                              art and set phrases of a trade ("said it signed a letter of intent to acquire") */
    TT__CORPUS_LINE_WORDS = 30,   /* lines of more words are paragraphs of a text that is not broken into lines */
    TT__CORPUS_WINDOW_BREAKS =
        4 /* more breaks in so few words are a table or a list, where the same column heads are the subject */
};

/* The windows of one document, breaks passed over; set token and n, leave the rest zero. */
typedef struct tt__corpus_windows {
    const int32_t *token; /* n */
    int64_t n, at, words;
    uint64_t key;                           /* of the last TT__CORPUS_WINDOW_WORDS words */
    int64_t begin;                          /* the window: tokens begin .. at */
    int64_t place[TT__CORPUS_WINDOW_WORDS]; /* of these words, as a ring */
    uint64_t value[TT__CORPUS_WINDOW_WORDS];
} tt__corpus_windows;
/* Move to the next window, or to the next line of two words and more, of one where it is the last; false at the end. */
bool tt__corpus_windows_next(tt__corpus_windows *windows);
bool tt__corpus_lines_next(tt__corpus_windows *windows);

/* Windows or lines that stand in at least so many documents. */
typedef struct tt__corpus_repeats {
    bool (*next)(tt__corpus_windows *windows);
    int32_t n;
    uint64_t *key; /* n, ascending */
    int bits;
    int32_t *first;     /* 2^bits + 1: by the highest bits of a key, the first that has them or higher ones */
    int32_t *documents; /* n */
    bool *in_document;  /* n_docs: false where it holds none of them */
    int32_t least;
} tt__corpus_repeats;

/* Time O(tokens); memory 1 byte a document, at most 8 MB for each of two tables, and 24 to 96 bytes a window or line
 * that may be one of them.  The same for any number of threads. */
tt_status tt__corpus_repeats_find(tt__corpus_repeats *out, const tt_corpus *corpus,
                                  bool (*next)(tt__corpus_windows *windows), int32_t least, const tt_run *run);
/* The number of the repeat with this key, or -1. */
int32_t tt__corpus_repeat_of(const tt__corpus_repeats *repeats, uint64_t key);
void tt__corpus_repeats_free(tt__corpus_repeats *repeats);

#endif
