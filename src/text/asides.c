/* Text that is broken into lines hardly ever has the same line twice, since where a line ends is chance; what people and programs
 * put below or above a text has it each time. */
#include "text/asides.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "text/repeats.h"

enum {
    LEAST_DOCUMENTS = 3, /* two may quote each other */
    ONE_IN = 10000
};

/* The next line of w that is repeated, of which it has *words words; false at the end. */
static bool next_repeated(const tt__repeats *repeats, tt__windows *w, int64_t *words)
{
    while (tt__lines_next(w)) {
        if (tt__repeat_of(repeats, w->key) < 0) continue;
        *words = 0;
        for (int64_t t = w->begin; t < w->at; t++) *words += w->token[t] != TT_TOKEN_BREAK;
        return true;
    }
    return false;
}

static void mark_document(tt_corpus *corpus, const tt__repeats *repeats, int32_t i)
{
    int32_t *token = (int32_t *)corpus->doc[i].token; /* in a block of the corpus, which is ours to write */
    tt__windows w = {.token = token, .n = corpus->doc[i].n_tokens}, again = w;
    int64_t repeated = 0, all = 0, words;
    while (next_repeated(repeats, &w, &words)) repeated += words;
    for (int64_t t = 0; t < w.n; t++) all += token[t] != TT_TOKEN_BREAK;
    if (2 * repeated > all) return;
    while (next_repeated(repeats, &again, &words))
        for (int64_t t = again.begin; t < again.at; t++)
            if (token[t] != TT_TOKEN_BREAK) token[t] |= TT_TOKEN_ASIDE;
}

tt_status tt__asides_mark_lines(tt_corpus *corpus)
{
    int32_t n_docs = tt_corpus_size(corpus), least = (n_docs + ONE_IN - 1) / ONE_IN;
    tt__repeats repeats = {0};
    if (least < LEAST_DOCUMENTS) least = LEAST_DOCUMENTS;
    tt_status status = tt__repeats_find(&repeats, corpus, tt__lines_next, least, &corpus->run);
    if (status == TT_OK && repeats.n > 0) {
        int threads = tt__threads(&corpus->run, corpus->stats.tokens, 65536);
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads)
        for (int32_t i = 0; i < n_docs; i++)
            if (repeats.in_document[i]) mark_document(corpus, &repeats, i);
    }
    tt__repeats_free(&repeats);
    return status;
}

/* Where document i has each word: seen[w] = 2 i + 1 in an aside alone, 2 i + 2 in the text too. */
static void count_document(int32_t *documents, int32_t *text, int64_t *seen, const tt_corpus *corpus, int32_t i)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    for (int64_t t = 0; t < n; t++) {
        if (token[t] == TT_TOKEN_BREAK) continue;
        int32_t word = TT_TOKEN_WORD(token[t]);
        bool aside = token[t] & TT_TOKEN_ASIDE;
        if (seen[word] <= 2 * (int64_t)i) {
            seen[word] = 2 * (int64_t)i + (aside ? 1 : 2);
            ++*(aside ? &documents[word] : &text[word]);
        } else if (!aside && seen[word] == 2 * (int64_t)i + 1) {
            seen[word]++;
            documents[word]--;
            text[word]++;
        }
    }
}

tt_status tt__asides_count(int32_t *documents, const tt_corpus *corpus)
{
    size_t n_words = (size_t)tt_corpus_words(corpus);
    int32_t *text = tt__calloc(n_words, sizeof *text);
    int64_t *seen = tt__calloc(n_words, sizeof *seen);
    tt_status status = text && seen ? TT_OK : TT_ERR_MEMORY;
    for (int32_t i = 0; i < tt_corpus_size(corpus) && status == TT_OK; i++) count_document(documents, text, seen, corpus, i);
    for (size_t w = 0; w < n_words && status == TT_OK; w++)
        if (documents[w] <= text[w]) documents[w] = 0;
    free(text);
    free(seen);
    return status;
}

void tt__asides_forget(tt_corpus *corpus)
{
    for (int64_t i = 0; i < corpus->n_docs; i++) {
        int32_t *token = (int32_t *)corpus->doc[i].token;
        for (int32_t t = 0; t < corpus->doc[i].n_tokens; t++)
            if (token[t] != TT_TOKEN_BREAK) token[t] &= ~TT_TOKEN_ASIDE;
    }
}
