/* A small corpus of invented texts for the tests of the whole way from documents to a tree. */
#ifndef BUILD_FIXTURE_H
#define BUILD_FIXTURE_H

#include "testing.h"

enum { CORPUS_KINDS = 4, CORPUS_WORDS = 16 };

static const char *const corpus_word[CORPUS_KINDS][CORPUS_WORDS] = {
    {"galaxy", "telescope", "orbit", "comet", "nebula", "planet", "eclipse", "meteor", "stellar", "cosmic", "asteroid",
     "moon", "lunar", "rocket", "satellite", "gravity"},
    {"sourdough", "oven", "flour", "yeast", "butter", "crust", "dough", "knead", "bakery", "loaf", "sugar", "pastry",
     "whisk", "vanilla", "almond", "recipe"},
    {"goalkeeper", "penalty", "striker", "referee", "midfield", "league", "stadium", "coach", "defender", "corner",
     "whistle", "trophy", "offside", "match", "kickoff", "transfer"},
    {"violin", "orchestra", "sonata", "cello", "conductor", "symphony", "melody", "concert", "rehearsal", "choir",
     "quartet", "opera", "flute", "tempo", "harmony", "soprano"}};

/* The text of document i: eighteen words of its kind (i % 4), two of another; free() it. */
static inline char *corpus_text(int32_t i)
{
    char *text = calloc(1024, 1), *at = text;
    assert_non_null(text);
    for (int w = 0; w < 20; w++) {
        int kind = w % 10 == 9 ? (i + 1) % CORPUS_KINDS : i % CORPUS_KINDS;
        at += sprintf(at, "%s%s", w ? " " : "", corpus_word[kind][(i * 5 + w * (3 + i % 7) + w * w) % CORPUS_WORDS]);
    }
    return text;
}

/* n documents "d000", "d001", ..., added in the order (start + i * step) % n; step and n without a common factor.
 * text NULL: corpus_text(), else the same text for all. */
static inline tt_corpus *corpus_of(int32_t n, int32_t start, int32_t step, const char *text)
{
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, NULL, &(tt_run){.threads = 1}), TT_OK);
    for (int32_t j = 0; j < n; j++) {
        int32_t i = (start + j * step) % n;
        char id[16], *own = text ? NULL : corpus_text(i);
        const char *words = text ? text : own;
        snprintf(id, sizeof id, "d%03d", i);
        assert_int_equal(tt_corpus_add(corpus, &(tt_document){.id = id, .text = words, .text_bytes = strlen(words)}),
                         TT_OK);
        free(own);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

#endif
