/* From words to terms: fold (and stem) every distinct word once, recognise the language of each document, count in how
 * many documents each candidate stands, keep those neither too rare nor too common.  Counts are integers summed over
 * threads, and everything is numbered by first appearance, so that the result does not depend on how the work was
 * shared. */
#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "corpus/corpus.h"
#include "weights/candidates.h"
#include "weights/language.h"
#include "weights/word_terms.h"

/* How often things stand in the corpus, stop words left out. */
struct usage {
    int32_t *df;   /* candidates: documents */
    int64_t *uses; /* words: running text */
};

tt_vocab_opts tt_vocab_opts_default(void)
{
    return (tt_vocab_opts){.language = "auto"};
}

const char *tt_vocab_opts_check(const tt_vocab_opts *opts)
{
    if (!opts) return NULL;
    const char *language = opts->language;
    if (!language) return "the language must be auto, none or an ISO 639-1 code";
    if (strcmp(language, "auto") != 0 && strcmp(language, "none") != 0 && tt__words_language_index(language) < 0)
        return "the language must be auto, none, or one there is a stop list for: en de fr es it pt nl ru zh ja ko th "
               "el ar hi";
    if (!(opts->min_df >= 0) || opts->min_df > INT32_MAX)
        return "min_df must be a count (1 or more), a share below 1, or 0";
    if (!(opts->max_df >= 0) || opts->max_df > INT32_MAX)
        return "max_df must be a share (up to 1), a count above 1, or 0";
    bool counts = opts->min_df >= 1 && opts->max_df > 1, shares = opts->min_df < 1 && opts->max_df <= 1;
    if (opts->min_df > opts->max_df && opts->max_df > 0 && (counts || shares))
        return "min_df and max_df contradict each other: no number of documents is at least the one and at most the "
               "other";
    return NULL;
}

const char *tt_language_code(int32_t language)
{
    return tt__words_language_code(language);
}

int32_t tt_vocab_term(const tt_vocab *vocab, int32_t i, int32_t token)
{
    if (token == TT_TOKEN_BREAK) return TT_NO_TERM;
    int32_t word = TT_TOKEN_WORD(token);
    return vocab->word_stop[word] >> vocab->doc_language[i] & 1 ? TT_NO_TERM : vocab->word_term[word];
}

tt__weights_word_term *tt__weights_word_terms(const tt_vocab *vocab)
{
    tt__weights_word_term *table = tt__base_calloc((size_t)vocab->n_words + 1, sizeof *table);
    if (!table) return NULL;
    table[0].term = TT_NO_TERM;
    for (int32_t w = 0; w < vocab->n_words; w++)
        table[w + 1] = (tt__weights_word_term){vocab->word_term[w], vocab->word_stop[w]};
    return table;
}

static tt_status load_stoplist(tt__words_stoplist *list, const tt_vocab_opts *opts)
{
    tt_status status = strcmp(opts->language, "none") != 0 ? tt__words_stoplist_load(list) : TT_OK;
    return status == TT_OK && opts->stopwords_file ? tt__words_stoplist_add_file(list, opts->stopwords_file) : status;
}

static tt_status set_languages(tt_vocab *v, const tt_corpus *corpus, const tt_vocab_opts *opts, const tt_run *run)
{
    int32_t language = tt__words_language_index(opts->language);
    if (strcmp(opts->language, "auto") == 0)
        return tt__weights_language_recognise(v->doc_language, corpus, v->word_stop, run);
    memset(v->doc_language, language > 0 ? language : 0, (size_t)v->n_docs);
    return TT_OK;
}

/* Folded words with their stop masks and languages; v takes the tables it keeps out of candidates. */
static tt_status make_candidates(tt_vocab *v, tt__weights_candidates *candidates, const tt_corpus *corpus,
                                 const tt_vocab_opts *opts, const tt_run *run)
{
    tt__words_stoplist stoplist = {0};
    tt_status status = load_stoplist(&stoplist, opts);
    if (status == TT_OK) status = tt__weights_candidates_fold(candidates, corpus, &stoplist, run);
    tt__words_stoplist_free(&stoplist);
    if (status < 0) return status;
    v->word_stop = candidates->stop;
    candidates->stop = NULL;
    status = set_languages(v, corpus, opts, run);
    if (status == TT_OK && opts->stem) status = tt__weights_candidates_stem(candidates, corpus, v->doc_language, run);
    v->word_term = candidates->word;
    candidates->word = NULL;
    return status;
}

/* A thread's own table.  Each part has one place more, before its first: what is no candidate is counted there, for
 * nothing. */
struct own_usage {
    struct standing {
        int32_t df, seen;
    } * of;        /* candidates; seen: the last document + 1 */
    int32_t *uses; /* words */
};

static struct own_usage own_usage(int32_t *table, int32_t n_candidates)
{
    return (struct own_usage){.of = (struct standing *)table + 1, .uses = table + 2 * ((int64_t)n_candidates + 1) + 1};
}

static void count_document(struct own_usage own, const tt__weights_word_term *terms, uint8_t language,
                           const tt_corpus *corpus, int32_t i)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    for (int64_t t = 0; t < n; t++) {
        int32_t place = tt__weights_place_of_token(token[t]), candidate = tt__weights_term_at(terms, place, language);
        own.uses[place - 1] += candidate != TT_NO_TERM;
        own.of[candidate].df += own.of[candidate].seen != i + 1;
        own.of[candidate].seen = i + 1;
    }
}

/* v->word_term holds candidates.  A thread has a table of its own, and is only worth it where it has more tokens than
 * that. */
static tt_status count_usage(struct usage *out, const tt_vocab *v, int32_t n_candidates, const tt_corpus *corpus,
                             const tt_run *run)
{
    int64_t room = 2 * (int64_t)n_candidates + v->n_words + 3;
    int threads = tt__base_threads(run, tt_corpus_get_stats(corpus)->tokens, 65536 + room);
    int32_t *tables = tt__base_calloc((size_t)room * (size_t)threads, sizeof *tables);
    tt__weights_word_term *terms = tt__weights_word_terms(v);
    out->df = tt__base_calloc((size_t)n_candidates, sizeof *out->df);
    out->uses = tt__base_calloc((size_t)v->n_words, sizeof *out->uses);
    if (!tables || !terms || !out->df || !out->uses) return free(tables), free(terms), TT_ERR_MEMORY;
#pragma omp parallel num_threads(threads)
    {
        struct own_usage own = own_usage(tables + room * omp_get_thread_num(), n_candidates);
#pragma omp for schedule(dynamic, 64)
        for (int32_t i = 0; i < v->n_docs; i++) count_document(own, terms, v->doc_language[i], corpus, i);
    }
    for (int k = 0; k < threads; k++) {
        struct own_usage own = own_usage(tables + room * k, n_candidates);
        for (int32_t c = 0; c < n_candidates; c++) out->df[c] += own.of[c].df;
        for (int32_t w = 0; w < v->n_words; w++) out->uses[w] += own.uses[w];
    }
    free(tables);
    free(terms);
    return TT_OK;
}

/* Documents that a share or a count stands for; shares come from decimal fractions, hence the little slack. */
static int32_t at_least(double asked, int32_t n)
{
    if (asked == 0) return n < 20 ? 1 : n < 200 ? 2 : 3;
    return (int32_t)ceil(asked < 1 ? asked * n - 1e-9 : asked);
}

static int32_t at_most(double asked, int32_t n)
{
    if (asked == 0) return n < 20 ? n : n / 2;
    return (int32_t)(asked <= 1 ? floor(asked * n + 1e-9) : asked);
}

/* to[c] = the number of candidate c among those kept, TT_NO_TERM for the others; how many are kept. */
static int32_t keep(int32_t *to, const int32_t *df, int32_t n_candidates, int32_t least, int32_t most)
{
    int32_t kept = 0;
    for (int32_t c = 0; c < n_candidates; c++)
        to[c] = df[c] > 0 && df[c] >= least && df[c] <= most ? kept++ : TT_NO_TERM;
    return kept;
}

/* Bounds that were asked for hold; where nothing is left, those that were not give way: rare terms first, then common
 * ones too.  v->n_terms: how many are kept. */
static void prune(tt_vocab *v, int32_t *to, const int32_t *df, int32_t n_candidates, const tt_vocab_opts *opts)
{
    v->min_df = at_least(opts->min_df, v->n_docs);
    v->max_df = at_most(opts->max_df, v->n_docs);
    v->n_terms = keep(to, df, n_candidates, v->min_df, v->max_df);
    if (v->n_terms == 0 && opts->min_df == 0) {
        v->min_df = 1;
        v->n_terms = keep(to, df, n_candidates, v->min_df, v->max_df);
    }
    if (v->n_terms == 0 && opts->max_df == 0) {
        v->max_df = v->n_docs;
        v->n_terms = keep(to, df, n_candidates, v->min_df, v->max_df);
    }
}

/* How many terms stand in 1, 10, 100, ... documents or more, which tells what bounds would leave some. */
static void frequencies_text(char *out, size_t room, const int32_t *df, int32_t n_candidates)
{
    int32_t most = 0;
    size_t used = 0;
    for (int32_t c = 0; c < n_candidates; c++) most = df[c] > most ? df[c] : most;
    for (int64_t least = 1; least <= most && used < room; least *= 10) {
        int32_t reach = 0;
        for (int32_t c = 0; c < n_candidates; c++) reach += df[c] >= least;
        used += (size_t)snprintf(out + used, room - used, "%d in %lld or more, ", reach, (long long)least);
    }
    if (used < room) snprintf(out + used, room - used, "the most frequent in %d", most);
}

/* "at least 400 of 332 documents": the bounds that leave something out. */
static void bounds_text(char *out, size_t room, const tt_vocab *v)
{
    int used = v->min_df > 1 ? snprintf(out, room, "at least %d", v->min_df) : 0;
    if (v->max_df < v->n_docs)
        used += snprintf(out + used, room - (size_t)used, "%sat most %d", used ? " and " : "", v->max_df);
    snprintf(out + used, room - (size_t)used, " of %d documents", v->n_docs);
}

static tt_status refuse_bounds(const tt_vocab *v, const int32_t *df, int32_t n_candidates, const tt_vocab_opts *opts)
{
    char bounds[100], frequencies[400];
    bool any = false;
    for (int32_t c = 0; c < n_candidates && !any; c++) any = df[c] > 0;
    if (!any) return tt__base_fail(TT_ERR_EMPTY, "no document has a word that is not a stop word");
    bounds_text(bounds, sizeof bounds, v);
    if (opts->min_df > 0 && opts->max_df > 0 && v->min_df > v->max_df && v->max_df < v->n_docs)
        return tt__base_fail(TT_ERR_ARGUMENT, "min_df and max_df contradict each other: %s", bounds);
    frequencies_text(frequencies, sizeof frequencies, df, n_candidates);
    return tt__base_fail(TT_ERR_EMPTY, "min_df and max_df leave no term, none stands in %s; there are %s", bounds,
                         frequencies);
}

static void number_terms(tt_vocab *v, const int32_t *to, const int32_t *df, int32_t n_candidates)
{
    for (int32_t c = 0; c < n_candidates; c++)
        if (to[c] != TT_NO_TERM) v->df[to[c]] = df[c];
    for (int32_t w = 0; w < v->n_words; w++)
        if (v->word_term[w] != TT_NO_TERM) v->word_term[w] = to[v->word_term[w]];
}

/* The surface most used; but sentences begin with a capital, so one in lower case that has a third of the uses is
 * preferred. */
static tt_status choose_surfaces(tt_vocab *v, const bool *as_folded, const int64_t *uses)
{
    int64_t *total = tt__base_calloc((size_t)v->n_terms, sizeof *total);
    int32_t *lower = tt__base_calloc((size_t)v->n_terms, sizeof *lower); /* word + 1, 0: none */
    if (!total || !lower) return free(total), free(lower), TT_ERR_MEMORY;
    for (int32_t t = 0; t < v->n_terms; t++) v->term_word[t] = -1;
    for (int32_t w = 0; w < v->n_words; w++) {
        int32_t t = v->word_term[w];
        if (t == TT_NO_TERM) continue;
        total[t] += uses[w];
        if (v->term_word[t] < 0 || uses[w] > uses[v->term_word[t]]) v->term_word[t] = w;
        if (as_folded[w] && (!lower[t] || uses[w] > uses[lower[t] - 1])) lower[t] = w + 1;
    }
    for (int32_t t = 0; t < v->n_terms; t++)
        if (lower[t] && 3 * uses[lower[t] - 1] >= total[t]) v->term_word[t] = lower[t] - 1;
    free(total);
    free(lower);
    return TT_OK;
}

/* From counted candidates to numbered terms. */
static tt_status finish(tt_vocab *v, const tt__weights_candidates *candidates, const struct usage *usage,
                        const tt_vocab_opts *opts)
{
    int32_t n_candidates = candidates->text.size, *to = tt__base_calloc((size_t)n_candidates, sizeof *to);
    if (!to) return TT_ERR_MEMORY;
    tt_status status = TT_OK;
    prune(v, to, usage->df, n_candidates, opts);
    v->df = tt__base_calloc((size_t)v->n_terms, sizeof *v->df);
    v->term_word = tt__base_calloc((size_t)v->n_terms, sizeof *v->term_word);
    if (!v->df || !v->term_word)
        status = TT_ERR_MEMORY;
    else if (v->n_terms == 0)
        status = refuse_bounds(v, usage->df, n_candidates, opts);
    if (status == TT_OK) {
        number_terms(v, to, usage->df, n_candidates);
        status = choose_surfaces(v, candidates->as_folded, usage->uses);
    }
    free(to);
    return status;
}

tt_status tt_vocab_build(tt_vocab *out, const tt_corpus *corpus, const tt_vocab_opts *opts, const tt_run *run)
{
    tt_vocab_opts defaults = tt_vocab_opts_default();
    if (!opts) opts = &defaults;
    const char *wrong = tt__base_call_check(out, run);
    if (!wrong) wrong = tt__corpus_sealed_check(corpus);
    if (!wrong) wrong = tt_vocab_opts_check(opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__weights_candidates candidates = {0};
    struct usage usage = {0};
    tt_vocab v = {
        .n_words = tt_corpus_words(corpus), .n_docs = tt_corpus_size(corpus), .n_languages = TT__WORDS_LANGUAGES};
    v.doc_language = tt__base_calloc((size_t)v.n_docs, 1);
    tt_status status = v.doc_language ? tt__base_progress(run, "weighting", 0, 0, "documents") : TT_ERR_MEMORY;
    if (status == TT_OK) status = make_candidates(&v, &candidates, corpus, opts, run);
    if (status == TT_OK) status = count_usage(&usage, &v, candidates.text.size, corpus, run);
    if (status == TT_OK) status = finish(&v, &candidates, &usage, opts);
    if (status == TT_OK) status = tt__base_progress(run, "weighting", .5, v.n_docs / 2, "documents");
    tt__weights_candidates_free(&candidates);
    free(usage.df);
    free(usage.uses);
    if (status == TT_OK)
        *out = v;
    else
        tt_vocab_free(&v);
    return status;
}

void tt_vocab_free(tt_vocab *vocab)
{
    free(vocab->word_term);
    free(vocab->word_stop);
    free(vocab->term_word);
    free(vocab->df);
    free(vocab->doc_language);
    *vocab = (tt_vocab){0};
}
