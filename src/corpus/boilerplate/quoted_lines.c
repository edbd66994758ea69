/* Text that is broken into lines hardly ever has the same line twice, since where a line ends is chance; what people
 * and programs put below or above a text has it each time. */
#include "corpus/boilerplate/quoted_lines.h"

#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "corpus/boilerplate/repeats.h"

enum {
    LEAST_DOCUMENTS = 3, /* two may quote each other */
    ONE_IN = 10000
};

/* The next line of w that is repeated, of which it has *words words; false at the end. */
static bool next_repeated(const tt__corpus_repeats *repeats, tt__corpus_windows *w, int64_t *words)
{
    while (tt__corpus_lines_next(w)) {
        if (tt__corpus_repeat_of(repeats, w->key) < 0) continue;
        *words = 0;
        for (int64_t t = w->begin; t < w->at; t++) *words += w->token[t] != TT_TOKEN_BREAK;
        return true;
    }
    return false;
}

static void mark_document(tt_corpus *corpus, const tt__corpus_repeats *repeats, int32_t i)
{
    int32_t *token = (int32_t *)corpus->doc[i].token; /* in a block of the corpus, which is ours to write */
    tt__corpus_windows w = {.token = token, .n = corpus->doc[i].n_tokens}, again = w;
    int64_t repeated = 0, all = 0, words;
    while (next_repeated(repeats, &w, &words)) repeated += words;
    for (int64_t t = 0; t < w.n; t++) all += token[t] != TT_TOKEN_BREAK;
    if (2 * repeated > all) return;
    while (next_repeated(repeats, &again, &words))
        for (int64_t t = again.begin; t < again.at; t++)
            if (token[t] != TT_TOKEN_BREAK) token[t] |= TT_TOKEN_ASIDE;
}

tt_status tt__corpus_mark_quoted_lines(tt_corpus *corpus)
{
    int32_t n_docs = tt_corpus_size(corpus), least = (n_docs + ONE_IN - 1) / ONE_IN;
    tt__corpus_repeats repeats = {0};
    if (least < LEAST_DOCUMENTS) least = LEAST_DOCUMENTS;
    tt_status status = tt__corpus_repeats_find(&repeats, corpus, tt__corpus_lines_next, least, &corpus->run);
    if (status == TT_OK && repeats.n > 0) {
        int threads = tt__base_threads(&corpus->run, corpus->stats.tokens, 65536);
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads)
        for (int32_t i = 0; i < n_docs; i++)
            if (repeats.in_document[i]) mark_document(corpus, &repeats, i);
    }
    tt__corpus_repeats_free(&repeats);
    return status;
}

/* ---- words of asides ---- */

/* Words that stand in an aside somewhere: the others need no counting, and in most corpora all are others. */
typedef struct aside_words {
    int32_t n;
    int32_t *uses;   /* n_words: tokens in asides */
    int32_t *number; /* n_words: of those that have some, 0, 1, 2, ... */
} aside_words;

/* Bits, few enough for a core's nearest cache. */
static bool is_in(const uint64_t *set, int32_t word)
{
    return set[word / 64] >> (word % 64) & 1;
}

static bool has_aside(const int32_t *token, int64_t n)
{
    int32_t flags = 0;
    for (int64_t t = 0; t < n; t++) flags |= token[t] == TT_TOKEN_BREAK ? 0 : token[t];
    return flags & TT_TOKEN_ASIDE;
}

static void find_words(aside_words *words, const tt_corpus *corpus, int threads)
{
    int32_t n_docs = tt_corpus_size(corpus), n_words = tt_corpus_words(corpus);
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads)
    for (int32_t i = 0; i < n_docs; i++) {
        int64_t n;
        const int32_t *token = tt_corpus_tokens(corpus, i, &n);
        if (!has_aside(token, n)) continue;
        for (int64_t t = 0; t < n; t++) {
            if (token[t] == TT_TOKEN_BREAK || !(token[t] & TT_TOKEN_ASIDE)) continue;
            __atomic_fetch_add(&words->uses[TT_TOKEN_WORD(token[t])], 1, __ATOMIC_RELAXED);
        }
    }
    for (int32_t w = 0; w < n_words; w++)
        if (words->uses[w] > 0) words->number[w] = words->n++;
}

/* How many documents have a word, and where this document has it: seen is 2 i + 1 in an aside alone, 2 i + 2 in the
 * text too. */
typedef struct standing {
    int64_t seen;
    int32_t asides, text;
} standing;

/* What a thread counts in.  A word that its documents have in the text more often than all documents can have it in
 * asides is out, and leaves the set: "the" does so soon. */
typedef struct own {
    standing *of; /* words->n */
    uint64_t *in; /* the set: n_words bits */
} own;

static void count_document(const own *o, const aside_words *words, const tt_corpus *corpus, int32_t i)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    for (int64_t t = 0; t < n; t++) {
        int32_t word = TT_TOKEN_WORD(token[t]);
        if (token[t] == TT_TOKEN_BREAK || !is_in(o->in, word)) continue;
        standing *s = &o->of[words->number[word]];
        bool aside = token[t] & TT_TOKEN_ASIDE;
        if (s->seen <= 2 * (int64_t)i) {
            s->seen = 2 * (int64_t)i + (aside ? 1 : 2);
            ++*(aside ? &s->asides : &s->text);
        } else if (!aside && s->seen == 2 * (int64_t)i + 1) {
            s->seen++;
            s->asides--;
            s->text++;
        }
        if (s->text >= words->uses[word]) o->in[word / 64] &= ~(UINT64_C(1) << (word % 64));
    }
}

/* documents[w] from all threads' counts. */
static void add_up(int32_t *documents, const own *o, int threads, const aside_words *words, int32_t n_words)
{
    for (int32_t w = 0; w < n_words; w++) {
        if (words->uses[w] == 0) continue;
        int32_t asides = 0, text = 0;
        for (int k = 0; k < threads; k++) {
            asides += o[k].of[words->number[w]].asides;
            text += o[k].of[words->number[w]].text;
        }
        documents[w] = asides > text ? asides : 0;
    }
}

static tt_status own_new(own *o, const aside_words *words, int32_t n_words)
{
    o->of = tt__base_calloc((size_t)words->n, sizeof *o->of);
    o->in = tt__base_calloc((size_t)n_words / 64 + 1, sizeof *o->in);
    if (!o->of || !o->in) return TT_ERR_MEMORY;
    for (int32_t w = 0; w < n_words; w++) o->in[w / 64] |= (uint64_t)(words->uses[w] > 0) << (w % 64);
    return TT_OK;
}

/* Documents come to a thread in ascending order, which is what `seen` goes by. */
static tt_status count_words(int32_t *documents, const aside_words *words, const tt_corpus *corpus, int threads)
{
    int32_t n_docs = tt_corpus_size(corpus), n_words = tt_corpus_words(corpus);
    own *o = tt__base_calloc((size_t)threads, sizeof *o);
    tt_status status = o ? TT_OK : TT_ERR_MEMORY;
    for (int k = 0; k < threads && status == TT_OK; k++) status = own_new(&o[k], words, n_words);
    if (status == TT_OK) {
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads)
        for (int32_t i = 0; i < n_docs; i++) count_document(&o[omp_get_thread_num()], words, corpus, i);
        add_up(documents, o, threads, words, n_words);
    }
    for (int k = 0; o && k < threads; k++) free(o[k].of), free(o[k].in);
    free(o);
    return status;
}

tt_status tt__corpus_count_quoted(int32_t *documents, const tt_corpus *corpus)
{
    size_t n_words = (size_t)tt_corpus_words(corpus);
    int threads = tt__base_threads(&corpus->run, corpus->stats.tokens, 65536);
    aside_words words = {.uses = tt__base_calloc(n_words, sizeof *words.uses),
                         .number = tt__base_calloc(n_words, sizeof *words.number)};
    tt_status status = words.uses && words.number ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) find_words(&words, corpus, threads);
    if (status == TT_OK && words.n > 0) status = count_words(documents, &words, corpus, threads);
    free(words.uses);
    free(words.number);
    return status;
}
