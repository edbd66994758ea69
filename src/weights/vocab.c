/* The words of a corpus as terms of a dictionary: fold (and stem) every distinct word once, recognise the language of
 * each document; for a dictionary of its own, count in how many documents each candidate stands.  Counts are integers
 * summed over threads, so that the result does not depend on how the work was shared. */
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "corpus/corpus.h"
#include "weights/dictionary.h"
#include "weights/language.h"
#include "weights/word_terms.h"

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

/* How words become candidates for terms: what a dictionary keeps of the options. */
struct folding {
    const char *language, *stopwords; /* as tt_dictionary has them */
    bool stem;
};

static tt_status load_stoplist(tt__words_stoplist *list, const struct folding *how)
{
    tt_status status = strcmp(how->language, "none") != 0 ? tt__words_stoplist_load(list) : TT_OK;
    return status == TT_OK ? tt__words_stoplist_add_lines(list, how->stopwords) : status;
}

static tt_status set_languages(tt_vocab *v, const tt_corpus *corpus, const struct folding *how, const tt_run *run)
{
    int32_t language = tt__words_language_index(how->language);
    if (strcmp(how->language, "auto") == 0)
        return tt__weights_language_recognise(v->doc_language, corpus, v->word_stop, run);
    memset(v->doc_language, language > 0 ? language : 0, (size_t)v->n_docs);
    return TT_OK;
}

/* Folded words with their stop masks and languages; v takes the tables it keeps out of candidates. */
static tt_status make_candidates(tt_vocab *v, tt__weights_candidates *candidates, const tt_corpus *corpus,
                                 const struct folding *how, const tt_run *run)
{
    tt__words_stoplist stoplist = {0};
    tt_status status = load_stoplist(&stoplist, how);
    if (status == TT_OK) status = tt__weights_candidates_fold(candidates, corpus, &stoplist, run);
    tt__words_stoplist_free(&stoplist);
    if (status < 0) return status;
    v->word_stop = candidates->stop;
    candidates->stop = NULL;
    status = set_languages(v, corpus, how, run);
    if (status == TT_OK && how->stem) status = tt__weights_candidates_stem(candidates, corpus, v->doc_language, run);
    v->word_term = candidates->word;
    candidates->word = NULL;
    return status;
}

/* A thread's own table.  Index -1 of each part is a dummy slot for tokens without a candidate; it spares a branch. */
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
static tt_status count_usage(tt__weights_usage *out, const tt_vocab *v, int32_t n_candidates, const tt_corpus *corpus,
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

/* word_term: from candidates to terms. */
static void renumber(tt_vocab *v, const int32_t *to)
{
    for (int32_t w = 0; w < v->n_words; w++)
        if (v->word_term[w] != TT_NO_TERM) v->word_term[w] = to[v->word_term[w]];
}

/* A vocabulary whose word_term holds candidates.  Fails as a whole: v is emptied. */
static tt_status start(tt_vocab *v, tt__weights_candidates *candidates, const tt_corpus *corpus,
                       const struct folding *how, const tt_run *run)
{
    *v = (tt_vocab){
        .n_words = tt_corpus_words(corpus), .n_docs = tt_corpus_size(corpus), .n_languages = TT__WORDS_LANGUAGES};
    v->doc_language = tt__base_calloc((size_t)v->n_docs, 1);
    tt_status status = v->doc_language ? tt__base_progress(run, "weighting", 0, 0, "documents") : TT_ERR_MEMORY;
    return status == TT_OK ? make_candidates(v, candidates, corpus, how, run) : status;
}

/* The dictionary of counted candidates, and the corpus bound to it. */
static tt_status finish(tt_vocab *v, const tt__weights_candidates *candidates, const tt__weights_usage *usage,
                        const tt_vocab_opts *opts, const tt_corpus *corpus)
{
    int32_t *to = tt__base_calloc((size_t)candidates->text.size, sizeof *to);
    v->own = tt__base_calloc(1, sizeof *v->own);
    tt_status status = to && v->own ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = tt__weights_dictionary_choose(v->own, to, candidates, usage, opts, v->n_docs);
    if (status == TT_OK) {
        v->dictionary = v->own;
        v->n_terms = v->own->n_terms;
        renumber(v, to);
        v->term_word = tt__base_calloc((size_t)v->n_terms, sizeof *v->term_word);
        status = v->term_word ? tt__weights_choose_words(v, candidates->as_folded, usage->uses) : TT_ERR_MEMORY;
    }
    if (status == TT_OK) status = tt__weights_dictionary_show(v->own, v->term_word, corpus);
    free(to);
    return status;
}

static tt_status build(tt_vocab *v, const tt_corpus *corpus, const tt_vocab_opts *opts, const char *stopwords,
                       const tt_run *run)
{
    tt__weights_candidates candidates = {0};
    tt__weights_usage usage = {0};
    struct folding how = {opts->language, stopwords, opts->stem};
    tt_status status = start(v, &candidates, corpus, &how, run);
    if (status == TT_OK) status = count_usage(&usage, v, candidates.text.size, corpus, run);
    if (status == TT_OK) status = finish(v, &candidates, &usage, opts, corpus);
    if (status == TT_OK) status = tt__weights_dictionary_keep_options(v->own, opts, stopwords);
    if (status == TT_OK) status = tt__base_progress(run, "weighting", .5, v->n_docs / 2, "documents");
    tt__weights_candidates_free(&candidates);
    free(usage.df);
    free(usage.uses);
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
    tt_vocab v = {0};
    tt__base_buffer stopwords = {0};
    tt_status status = tt__base_buffer_append(&stopwords, "", 0);
    if (status == TT_OK && opts->stopwords_file) status = tt__words_stopwords_of_file(&stopwords, opts->stopwords_file);
    if (status == TT_OK) status = build(&v, corpus, opts, stopwords.data, run);
    tt__base_buffer_free(&stopwords);
    if (status == TT_OK)
        *out = v;
    else
        tt_vocab_free(&v);
    return status;
}

/* word_term: from candidates to the dictionary's terms, by their text. */
static tt_status look_up(tt_vocab *v, const tt__weights_candidates *candidates)
{
    const tt__base_strmap *text = &candidates->text;
    int32_t *to = tt__base_calloc((size_t)text->size, sizeof *to);
    if (!to) return TT_ERR_MEMORY;
    for (int32_t c = 0; c < text->size; c++)
        to[c] = tt_dictionary_find(v->dictionary, tt__base_strmap_string(text, c), tt__base_strmap_length(text, c));
    renumber(v, to);
    free(to);
    return TT_OK;
}

tt_status tt_vocab_bind(tt_vocab *out, const tt_dictionary *dictionary, const tt_corpus *corpus, const tt_run *run)
{
    const char *wrong = tt__base_call_check(out && dictionary, run);
    if (!wrong) wrong = tt__corpus_sealed_check(corpus);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_vocab v = {0};
    tt__weights_candidates candidates = {0};
    struct folding how = {dictionary->language, dictionary->stopwords, dictionary->stem};
    tt_status status = start(&v, &candidates, corpus, &how, run);
    v.dictionary = dictionary;
    v.n_terms = dictionary->n_terms;
    if (status == TT_OK) status = look_up(&v, &candidates);
    tt__weights_candidates_free(&candidates);
    if (status == TT_OK)
        *out = v;
    else
        tt_vocab_free(&v);
    return status;
}

void tt_vocab_free(tt_vocab *vocab)
{
    if (vocab->own) tt_dictionary_free(vocab->own);
    free(vocab->own);
    free(vocab->word_term);
    free(vocab->word_stop);
    free(vocab->term_word);
    free(vocab->doc_language);
    *vocab = (tt_vocab){0};
}
