/* Boilerplate: the same words in many documents that have nothing else in common.  Signatures, licence footers, "this
 * package provides a library for": they say nothing of a document's subject.
 *
 * Candidates are windows of ten words that stand in one document of a thousand, and in ten at least.  Subjects bring
 * long phrases with them too ("said it had provided the money market with further help"), but documents that share one
 * of those are alike in their other words; documents that share boilerplate are not.  How alike is "alike"?  The corpus
 * says it itself: documents that share one ordinary word are the measure.  Ten words in a row that tell less about the
 * rest of their documents than a single word does that is as rare (less than the upper quartile of such words), or no
 * more than documents drawn at random have in common, are boilerplate.
 *
 * Words that stand in asides for the most part (signatures, quoted lines, who wrote them, lines that come again and
 * again) are measured one by one: are the documents that have it there more alike than by chance?  In news groups
 * people go with subjects, in the mail of one house they do not.  Words too rare to be measured go the way of most of
 * the others. */
#include <gsl/gsl_randist.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/run.h"
#include "corpus/boilerplate/quoted_lines.h"
#include "corpus/boilerplate/repeats.h"
#include "corpus/boilerplate/sample_pairs.h"
#include "corpus/boilerplate/similarity.h"
#include "corpus/corpus.h"

enum {
    LEAST_DOCUMENTS = 10, /* some 50 pairs: of fewer the likeness would be a guess */
    ONE_IN = 1000,        /* documents: a phrase in fewer has no weight in the topics */
    BIN_WORDS = 32,       /* words that stand for all those about as rare */
    BINS = 64,            /* two an octave of document frequency */
    DRAWS = 100           /* samples of documents at random, of which the most alike count */
};

enum { DROPPED = TT__CORPUS_REPEATED + 1 }; /* what a token is beside that, 0: neither */

/* Things shared by documents: the repeats first, then words of asides, the words they are measured by,
 * and draws at random. */
typedef struct shared {
    int32_t n;
    int32_t *documents; /* n: how many share it */
    int32_t *sampled;   /* n */
    int32_t *doc;       /* n x TT__CORPUS_SAMPLE: some of them, evenly spread */
    double *likeness;   /* n */
} shared;

typedef struct search {
    tt_corpus *corpus;
    tt__corpus_repeats repeats;
    int64_t *start;  /* n_docs + 1, into state */
    uint8_t *state;  /* tokens */
    double *idf;     /* words */
    int32_t *df;     /* words: documents */
    int32_t *aside;  /* words: documents that have it in asides, 0: it is not a word of asides for the most part */
    int32_t *number; /* words: its number in shared, -1: it is not there */
    int32_t n_asides, n_measures;
    shared shared;
    bool *boilerplate; /* repeats */
    bool *drop_word;   /* words: from asides */
    int threads;
} search;

/* ---- tables ---- */

/* How many documents have a word, and the last of them + 1. */
typedef struct standing {
    int32_t documents, last;
} standing;

static void count_document(standing *of, const tt_corpus *corpus, int32_t i)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    for (int64_t t = 0; t < n; t++) {
        if (token[t] == TT_TOKEN_BREAK) continue;
        standing *word = &of[TT_TOKEN_WORD(token[t])];
        word->documents += word->last != i + 1;
        word->last = i + 1;
    }
}

/* df, by a table for each thread. */
static tt_status count_words(search *s)
{
    int32_t n_words = tt_corpus_words(s->corpus), n_docs = tt_corpus_size(s->corpus);
    int threads = tt__base_threads(&s->corpus->run, s->corpus->stats.tokens, 65536 + n_words);
    standing *tables = tt__base_calloc((size_t)threads * (size_t)n_words, sizeof *tables);
    if (!tables) return TT_ERR_MEMORY;
#pragma omp parallel num_threads(threads)
    {
        standing *own = tables + (int64_t)omp_get_thread_num() * n_words;
#pragma omp for schedule(dynamic, 64)
        for (int32_t i = 0; i < n_docs; i++) count_document(own, s->corpus, i);
#pragma omp for schedule(static)
        for (int32_t w = 0; w < n_words; w++)
            for (int k = 0; k < threads; k++) s->df[w] += tables[(int64_t)k * n_words + w].documents;
    }
    free(tables);
    return TT_OK;
}

static void weigh_words(search *s)
{
    int32_t n_words = tt_corpus_words(s->corpus), n_docs = tt_corpus_size(s->corpus);
    for (int32_t w = 0; w < n_words; w++) {
        s->number[w] = -1;
        if (s->df[w] > 1 && s->df[w] <= n_docs / 2) s->idf[w] = log((double)n_docs / s->df[w]);
    }
}

static tt_status make_tables(search *s)
{
    size_t n_words = (size_t)tt_corpus_words(s->corpus), n_docs = (size_t)tt_corpus_size(s->corpus);
    s->start = tt__base_calloc(n_docs + 1, sizeof *s->start);
    s->idf = tt__base_calloc(n_words, sizeof *s->idf);
    s->df = tt__base_calloc(n_words, sizeof *s->df);
    s->number = tt__base_calloc(n_words, sizeof *s->number);
    s->drop_word = tt__base_calloc(n_words, sizeof *s->drop_word);
    if (!s->start || !s->idf || !s->df || !s->number || !s->drop_word) return TT_ERR_MEMORY;
    for (size_t i = 0; i < n_docs; i++) s->start[i + 1] = s->start[i] + s->corpus->doc[i].n_tokens;
    tt_status status = count_words(s);
    if (status < 0) return status;
    weigh_words(s);
    s->state = tt__base_calloc((size_t)s->start[n_docs], 1);
    s->boilerplate = tt__base_calloc((size_t)s->repeats.n, sizeof *s->boilerplate);
    return s->state && s->boilerplate ? TT_OK : TT_ERR_MEMORY;
}

static void search_free(search *s)
{
    tt__corpus_repeats_free(&s->repeats);
    free(s->start);
    free(s->state);
    free(s->idf);
    free(s->df);
    free(s->aside);
    free(s->number);
    free(s->drop_word);
    free(s->shared.documents);
    free(s->shared.sampled);
    free(s->shared.doc);
    free(s->shared.likeness);
    free(s->boilerplate);
}

/* ---- what is shared, and by whom ---- */

/* Two an octave: whether df is in the upper half of its octave is a comparison of squares. */
static int bin_of(int32_t df)
{
    int octave = 31 - __builtin_clz((unsigned)df);
    return 2 * octave + ((int64_t)df * df >= INT64_C(2) << 2 * octave);
}

/* The words of asides that enough documents have for a judgement. */
static void choose_asides(search *s)
{
    for (int32_t w = 0; w < tt_corpus_words(s->corpus); w++)
        if (s->aside[w] >= LEAST_DOCUMENTS) s->number[w] = s->repeats.n + s->n_asides++;
}

/* Some words of each bin that a repeat is in, evenly spread over the order of first appearance. */
static void choose_measures(search *s)
{
    int32_t count[BINS] = {0}, met[BINS] = {0}, n_words = tt_corpus_words(s->corpus);
    bool wanted[BINS] = {false};
    for (int32_t r = 0; r < s->repeats.n; r++) wanted[bin_of(s->repeats.documents[r])] = true;
    for (int32_t w = 0; w < n_words; w++) {
        if (s->idf[w] > 0 && s->aside[w] == 0) count[bin_of(s->df[w])]++;
    }
    for (int32_t w = 0; w < n_words; w++) {
        if (s->idf[w] <= 0 || s->aside[w] > 0 || !wanted[bin_of(s->df[w])]) continue;
        int bin = bin_of(s->df[w]), step = (count[bin] + BIN_WORDS - 1) / BIN_WORDS;
        if (met[bin]++ % step == 0) s->number[w] = s->repeats.n + s->n_asides + s->n_measures++;
    }
}

/* The last things that are shared are shared by chance. */
static tt_status draw(shared *h, int32_t n_docs)
{
    gsl_rng *rng = tt__base_rng_new(0, 0);
    int32_t *all = tt__base_calloc((size_t)n_docs, sizeof *all);
    tt_status status = rng && all ? TT_OK : TT_ERR_MEMORY;
    for (int32_t i = 0; i < n_docs && status == TT_OK; i++) all[i] = i;
    for (int32_t k = h->n - DRAWS; k < h->n && status == TT_OK; k++) {
        h->sampled[k] = n_docs < TT__CORPUS_SAMPLE ? n_docs : TT__CORPUS_SAMPLE;
        gsl_ran_choose(rng, h->doc + (int64_t)k * TT__CORPUS_SAMPLE, (size_t)h->sampled[k], all, (size_t)n_docs,
                       sizeof *all);
    }
    gsl_rng_free(rng);
    free(all);
    return status;
}

static tt_status make_shared(search *s)
{
    shared *h = &s->shared;
    choose_asides(s);
    choose_measures(s);
    size_t n = (size_t)s->repeats.n + (size_t)s->n_asides + (size_t)s->n_measures + DRAWS;
    h->n = (int32_t)n;
    h->documents = tt__base_calloc(n, sizeof *h->documents);
    h->sampled = tt__base_calloc(n, sizeof *h->sampled);
    h->doc = tt__base_calloc(n * TT__CORPUS_SAMPLE, sizeof *h->doc);
    h->likeness = tt__base_calloc(n, sizeof *h->likeness);
    if (!h->documents || !h->sampled || !h->doc || !h->likeness) return TT_ERR_MEMORY;
    for (int32_t r = 0; r < s->repeats.n; r++) h->documents[r] = s->repeats.documents[r];
    for (int32_t w = 0; w < tt_corpus_words(s->corpus); w++)
        if (s->number[w] >= 0) h->documents[s->number[w]] = s->aside[w] > 0 ? s->aside[w] : s->df[w];
    return draw(h, tt_corpus_size(s->corpus));
}

static tt_status sample(search *s)
{
    shared *h = &s->shared;
    return tt__corpus_sample_pairs(&(tt__corpus_pairs){.corpus = s->corpus,
                                                       .repeats = &s->repeats,
                                                       .start = s->start,
                                                       .repeated = s->state,
                                                       .number = s->number,
                                                       .aside = s->aside,
                                                       .threads = s->threads,
                                                       .n = h->n - DRAWS,
                                                       .documents = h->documents,
                                                       .sampled = h->sampled,
                                                       .doc = h->doc});
}

/* ---- the judgement ---- */

static tt_status measure_likeness(search *s)
{
    shared *h = &s->shared;
    int32_t n_words = tt_corpus_words(s->corpus);
    tt__corpus_rest rest = {.corpus = s->corpus, .start = s->start, .repeated = s->state, .idf = s->idf};
    tt__corpus_similarity_sums *sums = tt__base_calloc((size_t)s->threads, sizeof *sums);
    int32_t *word = tt__base_calloc((size_t)h->n, sizeof *word); /* that the documents share + 1; 0: a repeat */
    tt_status status = sums && word ? TT_OK : TT_ERR_MEMORY;
    for (int k = 0; k < s->threads && status == TT_OK; k++) status = tt__corpus_similarity_sums_new(&sums[k], n_words);
    if (status == TT_OK) {
        for (int32_t w = 0; w < n_words; w++)
            if (s->number[w] >= 0) word[s->number[w]] = w + 1;
#pragma omp parallel for schedule(dynamic, 8) num_threads(s->threads)
        for (int32_t k = 0; k < h->n; k++)
            h->likeness[k] = tt__corpus_similarity(&rest, &sums[omp_get_thread_num()],
                                                   h->doc + (int64_t)k * TT__CORPUS_SAMPLE, h->sampled[k], word[k] - 1);
    }
    for (int k = 0; sums && k < s->threads; k++) tt__corpus_similarity_sums_free(&sums[k]);
    free(sums);
    free(word);
    return status;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The most that a sample of documents drawn at random is alike. */
static double chance_likeness(const shared *h)
{
    double most = 0;
    for (int32_t k = h->n - DRAWS; k < h->n; k++)
        if (h->likeness[k] < HUGE_VAL && h->likeness[k] > most) most = h->likeness[k];
    return most;
}

/* bound[b] = upper quartile of the likeness of documents that share a word of bin b, that of the next lower bin where
 * there is no such word; at least that of documents drawn at random. */
static void bounds_of_bins(const search *s, double chance, double bound[BINS])
{
    const shared *h = &s->shared;
    double before = 0;
    for (int b = 0; b < BINS; b++) {
        double value[BIN_WORDS];
        size_t n = 0;
        for (int32_t k = s->repeats.n + s->n_asides; k < h->n - DRAWS && n < BIN_WORDS; k++)
            if (bin_of(h->documents[k]) == b && h->likeness[k] < HUGE_VAL) value[n++] = h->likeness[k];
        qsort(value, n, sizeof *value, ascending);
        before = n > 0 ? value[3 * n / 4 - (n == 4 * (n / 4))] : before;
        bound[b] = before > chance ? before : chance;
    }
}

static void judge_asides(search *s, double chance)
{
    const shared *h = &s->shared;
    int32_t n_words = tt_corpus_words(s->corpus), dropped = 0;
    for (int32_t w = 0; w < n_words; w++) {
        if (s->aside[w] < LEAST_DOCUMENTS) continue;
        s->drop_word[w] = h->likeness[s->number[w]] <= chance;
        dropped += s->drop_word[w];
    }
    for (int32_t w = 0; w < n_words; w++)
        if (s->aside[w] > 0 && s->aside[w] < LEAST_DOCUMENTS) s->drop_word[w] = 2 * dropped > s->n_asides;
}

static void judge(search *s)
{
    double bound[BINS], chance = chance_likeness(&s->shared);
    bounds_of_bins(s, chance, bound);
    for (int32_t r = 0; r < s->repeats.n; r++)
        s->boilerplate[r] = s->shared.likeness[r] <= bound[bin_of(s->shared.documents[r])];
    judge_asides(s, chance);
}

/* ---- leaving it out ---- */

/* Drop the tokens of document i that are in asides or repeats which are boilerplate. */
static void mark_dropped(search *s, int32_t i)
{
    tt__corpus_windows w = {0};
    w.token = tt_corpus_tokens(s->corpus, i, &w.n);
    for (int64_t t = 0; t < w.n; t++)
        if (tt__corpus_is_quoted(w.token[t]) && s->drop_word[TT_TOKEN_WORD(w.token[t])])
            s->state[s->start[i] + t] = DROPPED;
    while (s->repeats.in_document[i] && tt__corpus_windows_next(&w)) {
        int32_t r = tt__corpus_repeat_of(&s->repeats, w.key);
        if (r >= 0 && s->boilerplate[r]) memset(s->state + s->start[i] + w.begin, DROPPED, (size_t)(w.at - w.begin));
    }
}

/* Close up document i over its boilerplate, with a break in each place; a document keeps it where little else would be
 * left. How many words were dropped. */
static int64_t drop_document(search *s, int32_t i)
{
    tt__corpus_document *doc = &s->corpus->doc[i];
    const uint8_t *state = s->state + s->start[i];
    int32_t *token = (int32_t *)doc->token, kept = 0; /* in a block of the corpus, which is ours to write */
    int64_t left = 0, dropped = 0;
    mark_dropped(s, i);
    for (int32_t t = 0; t < doc->n_tokens; t++) {
        if (token[t] != TT_TOKEN_BREAK && s->aside[TT_TOKEN_WORD(token[t])] > 0) token[t] |= TT_TOKEN_ASIDE;
        left += token[t] != TT_TOKEN_BREAK && state[t] != DROPPED;
        dropped += token[t] != TT_TOKEN_BREAK && state[t] == DROPPED;
    }
    if (dropped == 0 || left < TT__CORPUS_WINDOW_WORDS) return 0;
    for (int32_t t = 0; t < doc->n_tokens; t++) {
        bool after_break = kept == 0 || token[kept - 1] == TT_TOKEN_BREAK;
        if (token[t] != TT_TOKEN_BREAK && state[t] != DROPPED)
            token[kept++] = after_break ? token[t] & ~TT_TOKEN_HYPHEN : token[t];
        else if (!after_break)
            token[kept++] = TT_TOKEN_BREAK;
    }
    doc->n_tokens = kept > 0 && token[kept - 1] == TT_TOKEN_BREAK ? kept - 1 : kept;
    return dropped;
}

static int64_t drop(search *s)
{
    int64_t dropped = 0; /* an integer sum: the order of additions does not matter */
    int32_t n_docs = tt_corpus_size(s->corpus);
#pragma omp parallel for schedule(dynamic, 64) num_threads(s->threads) reduction(+ : dropped)
    for (int32_t i = 0; i < n_docs; i++) dropped += drop_document(s, i);
    return dropped;
}

/* Finds the repeats and the words of asides; *any: there are some. */
static tt_status find(search *s, bool *any)
{
    tt_corpus *corpus = s->corpus;
    int32_t n_words = tt_corpus_words(corpus), least = (tt_corpus_size(corpus) + ONE_IN - 1) / ONE_IN;
    tt_status status = tt__corpus_repeats_find(&s->repeats, corpus, tt__corpus_windows_next,
                                               least > LEAST_DOCUMENTS ? least : LEAST_DOCUMENTS, &corpus->run);
    if (status == TT_OK) status = tt__corpus_mark_quoted_lines(corpus);
    s->aside = tt__base_calloc((size_t)n_words, sizeof *s->aside);
    if (status == TT_OK) status = s->aside ? tt__corpus_count_quoted(s->aside, corpus) : TT_ERR_MEMORY;
    *any = s->repeats.n > 0;
    for (int32_t w = 0; w < n_words && status == TT_OK && !*any; w++) *any = s->aside[w] > 0;
    return status;
}

tt_status tt_corpus_drop_boilerplate(tt_corpus *corpus)
{
    const char *wrong = tt__corpus_sealed_check(corpus);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    int64_t dropped = 0;
    bool any = false;
    search s = {.corpus = corpus, .threads = tt__base_threads(&corpus->run, corpus->stats.tokens, 65536)};
    tt_status status = find(&s, &any);
    if (status == TT_OK && any) {
        status = make_tables(&s);
        if (status == TT_OK) status = make_shared(&s);
        if (status == TT_OK) status = sample(&s);
        if (status == TT_OK) status = measure_likeness(&s);
        if (status == TT_OK) {
            judge(&s);
            dropped = drop(&s);
        }
    }
    search_free(&s);
    if (status == TT_OK)
        corpus->stats.boilerplate = dropped + (corpus->stats.boilerplate > 0 ? corpus->stats.boilerplate : 0);
    return status;
}
