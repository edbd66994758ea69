/* Which candidates become terms, and their numbers: those that stand in neither too few nor too many documents, sorted
 * by their bytes. */
#include "weights/dictionary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

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

/* to[c] = 0 for a candidate that is kept, TT_NO_TERM for the others; how many are kept. */
static int32_t keep(int32_t *to, const int32_t *df, int32_t n_candidates, int32_t least, int32_t most)
{
    int32_t kept = 0;
    for (int32_t c = 0; c < n_candidates; c++) {
        bool keeps = df[c] > 0 && df[c] >= least && df[c] <= most;
        to[c] = keeps ? 0 : TT_NO_TERM;
        kept += keeps;
    }
    return kept;
}

/* Bounds that were asked for hold; where nothing is left, those that were not give way: min_df first, then max_df.
 * v->n_terms: how many are kept. */
static void prune(tt_dictionary *v, int32_t *to, const int32_t *df, int32_t n_candidates, const tt_vocab_opts *opts)
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
static void bounds_text(char *out, size_t room, const tt_dictionary *v)
{
    int used = v->min_df > 1 ? snprintf(out, room, "at least %d", v->min_df) : 0;
    if (v->max_df < v->n_docs)
        used += snprintf(out + used, room - (size_t)used, "%sat most %d", used ? " and " : "", v->max_df);
    snprintf(out + used, room - (size_t)used, " of %d documents", v->n_docs);
}

static tt_status refuse_bounds(const tt_dictionary *v, const int32_t *df, int32_t n_candidates,
                               const tt_vocab_opts *opts)
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

typedef struct entry {
    const char *text;
    int32_t candidate;
} entry;

static int by_text(const void *a, const void *b)
{
    return strcmp(((const entry *)a)->text, ((const entry *)b)->text); /* no two are alike */
}

/* Term t is candidate sorted[t].candidate. */
static tt_status take_entries(tt_dictionary *d, int32_t *to, const entry *sorted,
                              const tt__weights_candidates *candidates, const int32_t *df)
{
    size_t bytes = 0;
    for (int32_t t = 0; t < d->n_terms; t++) bytes += strlen(sorted[t].text) + 1;
    d->text = tt__base_calloc(bytes, 1);
    d->start = tt__base_calloc((size_t)d->n_terms, sizeof *d->start);
    d->df = tt__base_calloc((size_t)d->n_terms, sizeof *d->df);
    if (!d->text || !d->start || !d->df) return TT_ERR_MEMORY;
    int64_t at = 0;
    for (int32_t t = 0; t < d->n_terms; t++) {
        int32_t c = sorted[t].candidate;
        size_t n = tt__base_strmap_length(&candidates->text, c) + 1;
        memcpy(d->text + at, sorted[t].text, n);
        d->start[t] = at;
        d->df[t] = df[c];
        to[c] = t;
        at += (int64_t)n;
    }
    return TT_OK;
}

tt_status tt__weights_dictionary_choose(tt_dictionary *out, int32_t *to, const tt__weights_candidates *candidates,
                                        const tt__weights_usage *usage, const tt_vocab_opts *opts, int32_t n_docs)
{
    int32_t n_candidates = candidates->text.size, n = 0;
    out->n_docs = n_docs;
    prune(out, to, usage->df, n_candidates, opts);
    if (out->n_terms == 0) return refuse_bounds(out, usage->df, n_candidates, opts);
    entry *kept = tt__base_calloc((size_t)out->n_terms, sizeof *kept);
    if (!kept) return TT_ERR_MEMORY;
    for (int32_t c = 0; c < n_candidates; c++)
        if (to[c] != TT_NO_TERM) kept[n++] = (entry){tt__base_strmap_string(&candidates->text, c), c};
    qsort(kept, (size_t)n, sizeof *kept, by_text);
    tt_status status = take_entries(out, to, kept, candidates, usage->df);
    free(kept);
    return status;
}

tt_status tt__weights_choose_words(tt_vocab *v, const bool *as_folded, const int64_t *uses)
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

tt_status tt__weights_dictionary_show(tt_dictionary *out, const int32_t *term_word, const tt_corpus *corpus)
{
    size_t bytes = 0;
    for (int32_t t = 0; t < out->n_terms; t++) bytes += strlen(tt_corpus_word(corpus, term_word[t])) + 1;
    out->shown = tt__base_calloc(bytes, 1);
    out->shown_start = tt__base_calloc((size_t)out->n_terms, sizeof *out->shown_start);
    if (!out->shown || !out->shown_start) return TT_ERR_MEMORY;
    int64_t at = 0;
    for (int32_t t = 0; t < out->n_terms; t++) {
        const char *word = tt_corpus_word(corpus, term_word[t]);
        size_t n = strlen(word) + 1;
        memcpy(out->shown + at, word, n);
        out->shown_start[t] = at;
        at += (int64_t)n;
    }
    return TT_OK;
}

tt_status tt__weights_dictionary_keep_options(tt_dictionary *out, const tt_vocab_opts *opts, const char *stopwords)
{
    out->language = tt__base_strdup(opts->language);
    out->stopwords = tt__base_strdup(stopwords);
    out->stem = opts->stem;
    return out->language && out->stopwords ? TT_OK : TT_ERR_MEMORY;
}

const char *tt_dictionary_term(const tt_dictionary *dictionary, int32_t term)
{
    return dictionary->text + dictionary->start[term];
}

const char *tt_dictionary_shown(const tt_dictionary *dictionary, int32_t term)
{
    return dictionary->shown + dictionary->shown_start[term];
}

/* As strcmp(), the first string having n bytes. */
static int compare(const char *text, size_t n, const char *term)
{
    int order = strncmp(text, term, n);
    return order == 0 && term[n] ? -1 : order;
}

int32_t tt_dictionary_find(const tt_dictionary *dictionary, const char *text, size_t n)
{
    int32_t from = 0, to = dictionary->n_terms;
    while (from < to) {
        int32_t middle = from + (to - from) / 2;
        int order = compare(text, n, tt_dictionary_term(dictionary, middle));
        if (order == 0) return middle;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return TT_NO_TERM;
}

void tt_dictionary_free(tt_dictionary *dictionary)
{
    free(dictionary->text);
    free(dictionary->start);
    free(dictionary->shown);
    free(dictionary->shown_start);
    free(dictionary->df);
    free(dictionary->weight);
    free(dictionary->language);
    free(dictionary->stopwords);
    *dictionary = (tt_dictionary){0};
}
