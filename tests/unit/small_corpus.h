/* A sealed corpus from a few texts, boilerplate not looked for yet; document i has the id "000i". */
#ifndef SMALL_CORPUS_H
#define SMALL_CORPUS_H

#include "testing.h"

#include "corpus/corpus.h"

static inline tt_corpus *small_corpus(const char *const *text, int n)
{
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    corpus->drops_boilerplate = false;
    for (int i = 0; i < n; i++) {
        char id[16];
        snprintf(id, sizeof id, "%04d", i);
        tt_document document = {.id = id, .text = text[i], .text_bytes = strlen(text[i])};
        assert_int_equal(tt_corpus_add(corpus, &document), TT_OK);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    assert_int_equal(tt_corpus_size(corpus), n);
    return corpus;
}

/* The word exactly as written, or -1. */
static inline int32_t find_word(const tt_corpus *corpus, const char *word)
{
    for (int32_t w = 0; w < tt_corpus_words(corpus); w++)
        if (strcmp(tt_corpus_word(corpus, w), word) == 0) return w;
    return -1;
}

#endif
