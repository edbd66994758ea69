/* Documents of four subjects; some of each end in the same footer, and most of the first subject share a long phrase.
 */
#ifndef PLANTED_CORPUS_H
#define PLANTED_CORPUS_H

#include "testing.h"

#include "corpus/corpus.h"

enum { PLANTED_DOCS = 240, PLANTED_FOOTERS = 48, FOOTER_WORDS = 17, PHRASE_WORDS = 12 };

#define FOOTER "This note is free for all to copy, so long as the names of the makers stay."
#define PHRASE "We saw the slow turning of heavy wheels under river water there."

/* A word of a subject (0..3; 4: of none), made of syllables so that it is in no other subject. */
static inline int planted_word(char *out, size_t room, int subject, unsigned number)
{
    static const char *const first[] = {"mil", "tor", "bex", "gan", "pur"}, *const middle[] = {"a", "e", "i",
                                                                                               "o", "u", "ai"};
    static const char *const last[] = {"dra", "lup", "nek", "sot", "vim", "zor", "fel", "qua"};
    return snprintf(out, room, "%s%s%s ", first[subject], middle[number % 6], last[number / 6 % 8]);
}

/* Document i: 40 words, most of them of subject i % 4. */
static inline void planted_text(char *out, size_t room, int i)
{
    unsigned draw = 12345u + 7919u * (unsigned)i;
    size_t used = 0;
    for (int w = 0; w < 40; w++) {
        draw = draw * 1103515245u + 12345u;
        used += (size_t)planted_word(out + used, room - used, w % 4 ? i % 4 : 4, draw >> 16);
        if (w % 8 == 7) out[used - 1] = '.', used += (size_t)snprintf(out + used, room - used, " ");
    }
    if (i % 4 == 0 && i % 12) used += (size_t)snprintf(out + used, room - used, "%s ", PHRASE);
    if (i % 5 == 0) snprintf(out + used, room - used, "\n\n%s", FOOTER);
}

/* The sealed corpus, boilerplate not looked for yet.  threads 0: all. */
static inline tt_corpus *planted_corpus(int threads)
{
    tt_run run = {.threads = threads};
    tt_corpus *corpus = NULL;
    char text[2000], id[16];
    if (tt_corpus_new(&corpus, NULL, &run) < 0) return NULL;
    corpus->drops_boilerplate = false;
    for (int i = 0; i < PLANTED_DOCS; i++) {
        planted_text(text, sizeof text, i);
        snprintf(id, sizeof id, "d%03d", i);
        tt_document doc = {.id = id, .text = text, .text_bytes = strlen(text)};
        assert_int_equal(tt_corpus_add(corpus, &doc), TT_OK);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

/* In how many documents the word stands. */
static inline int documents_with(const tt_corpus *corpus, const char *word)
{
    int found = 0;
    for (int32_t i = 0; i < tt_corpus_size(corpus); i++) {
        int64_t n, t = 0;
        const int32_t *token = tt_corpus_tokens(corpus, i, &n);
        while (t < n &&
               (token[t] == TT_TOKEN_BREAK || strcmp(tt_corpus_word(corpus, TT_TOKEN_WORD(token[t])), word) != 0))
            t++;
        found += t < n;
    }
    return found;
}

#endif
