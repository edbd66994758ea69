/* Coherence of labels: terms become patterns of folded words, one pass over the corpus lists the documents of each
 * pattern, and each topic counts its pairs over a bit mask a document: bit t says that the topic's term t stands in it.
 */
#include "eval/coherence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/strmap.h"
#include "words/fold.h"
#include "words/tokenize.h"

enum { NONE = -1 };

/* A distinct term: the folded words word[begin .. end). */
typedef struct pattern {
    int32_t begin, end;
    int32_t next;          /* another pattern that begins with the same word, or NONE */
    int32_t last_document; /* the last one it was seen in */
} pattern;

typedef struct hit {
    int32_t pattern, document;
} hit;

typedef struct finder {
    tt__base_strmap folded; /* words of the labels */
    tt__base_strmap keys;   /* distinct patterns, as text */
    tt__words_token_sink sink;
    tt__base_buffer buffer;
    pattern *pattern;       /* keys.size */
    int32_t *word;          /* the words of all patterns */
    int32_t *topic_pattern; /* m x TT__EVAL_FIRST_TERMS, distinct, NONE beyond a topic's terms */
    int32_t *first;         /* folded.size: a pattern that begins with the word, or NONE */
    int32_t *label_word;    /* words of the corpus: the label word it folds to, or NONE */
    hit *hits;
    int64_t pattern_room, word_room, n_words, hit_room, n_hits;
    int64_t *posting;  /* keys.size + 1: where each pattern's documents begin */
    int32_t *document; /* n_hits: documents by pattern */
} finder;

static void finder_free(finder *f)
{
    tt__base_strmap_free(&f->folded);
    tt__base_strmap_free(&f->keys);
    tt__words_token_sink_free(&f->sink);
    tt__base_buffer_free(&f->buffer);
    free(f->pattern);
    free(f->word);
    free(f->topic_pattern);
    free(f->first);
    free(f->label_word);
    free(f->hits);
    free(f->posting);
    free(f->document);
}

/* ---- terms to patterns ---- */

/* Append the folded words of a term to f->word. */
static tt_status read_words(finder *f, const char *text)
{
    int64_t from = f->sink.n_tokens;
    tt_status status = tt__words_tokenize(&f->sink, text, strlen(text));
    for (int64_t i = from; i < f->sink.n_tokens && status == TT_OK; i++) {
        int32_t token = f->sink.token[i], word;
        if (token == TT_TOKEN_BREAK) continue;
        const char *surface = tt__base_strmap_string(&f->sink.words, TT_TOKEN_WORD(token));
        if ((status = tt__words_fold(&f->buffer, surface, strlen(surface))) < 0) return status;
        status = tt__base_strmap_intern(&f->folded, f->buffer.data, (size_t)f->buffer.length, &word);
        if (status < 0) return status;
        if ((status = tt__base_reserve(&f->word, &f->word_room, f->n_words + 1, sizeof *f->word)) < 0) return status;
        f->word[f->n_words++] = word;
    }
    return status;
}

/* The pattern of a term; NONE where it has no word. */
static tt_status read_term(finder *f, const char *text, int32_t *out)
{
    int64_t begin = f->n_words;
    int32_t known = f->keys.size;
    tt_status status = read_words(f, text);
    f->buffer.length = 0;
    for (int64_t i = begin; i < f->n_words && status == TT_OK; i++)
        status = tt__base_buffer_format(&f->buffer, "%d ", f->word[i]);
    *out = NONE;
    if (status < 0 || f->n_words == begin) return status;
    if ((status = tt__base_strmap_intern(&f->keys, f->buffer.data, (size_t)f->buffer.length, out)) < 0) return status;
    if (*out < known)
        f->n_words = begin; /* seen before */
    else if ((status = tt__base_reserve(&f->pattern, &f->pattern_room, known + 1, sizeof *f->pattern)) == TT_OK)
        f->pattern[*out] = (pattern){(int32_t)begin, (int32_t)f->n_words, .next = NONE, .last_document = NONE};
    return status;
}

/* Add to the n patterns of a topic, unless there is none to add or it is there already. */
static void add_pattern(int32_t *list, int32_t *n, int32_t p)
{
    for (int32_t i = 0; i < *n; i++)
        if (list[i] == p) return;
    if (p != NONE) list[(*n)++] = p;
}

static tt_status read_terms(finder *f, const tt_topics *topics)
{
    size_t room = (size_t)topics->tree.m * TT__EVAL_FIRST_TERMS;
    if (!(f->topic_pattern = tt__base_calloc(room, sizeof *f->topic_pattern))) return TT_ERR_MEMORY;
    for (size_t i = 0; i < room; i++) f->topic_pattern[i] = NONE;
    for (int32_t v = 1; v < topics->tree.m; v++) {
        const tt_topic *topic = &topics->topic[v];
        for (int32_t t = 0, n = 0; t < topic->n_terms && t < TT__EVAL_FIRST_TERMS; t++) {
            int32_t p;
            tt_status status = read_term(f, topic->terms[t].text, &p);
            if (status < 0) return status;
            add_pattern(f->topic_pattern + (size_t)v * TT__EVAL_FIRST_TERMS, &n, p);
        }
    }
    return TT_OK;
}

/* Patterns by their first word, and what each word of the corpus is among the words of the labels. */
static tt_status index_words(finder *f, const tt_corpus *corpus)
{
    int32_t words = tt_corpus_words(corpus);
    f->first = tt__base_calloc((size_t)f->folded.size, sizeof *f->first);
    f->label_word = tt__base_calloc((size_t)words, sizeof *f->label_word);
    if (!f->first || !f->label_word) return TT_ERR_MEMORY;
    for (int32_t w = 0; w < f->folded.size; w++) f->first[w] = NONE;
    for (int32_t p = 0; p < f->keys.size; p++) {
        int32_t *first = &f->first[f->word[f->pattern[p].begin]];
        f->pattern[p].next = *first;
        *first = p;
    }
    for (int32_t w = 0; w < words; w++) {
        const char *surface = tt_corpus_word(corpus, w);
        tt_status status = tt__words_fold(&f->buffer, surface, strlen(surface));
        if (status < 0) return status;
        f->label_word[w] = tt__base_strmap_find(&f->folded, f->buffer.data, (size_t)f->buffer.length);
    }
    return TT_OK;
}

/* ---- patterns in documents ---- */

static int32_t label_word(const finder *f, int32_t token)
{
    return token == TT_TOKEN_BREAK ? NONE : f->label_word[TT_TOKEN_WORD(token)];
}

/* Does the pattern stand at the beginning of these n tokens?  Its first word does. */
static bool stands_here(const finder *f, const pattern *p, const int32_t *token, int64_t n)
{
    if (p->end - p->begin > n) return false;
    for (int32_t i = 1; i < p->end - p->begin; i++)
        if (label_word(f, token[i]) != f->word[p->begin + i]) return false;
    return true;
}

static tt_status scan_document(finder *f, const tt_corpus *corpus, int32_t document)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(corpus, document, &n);
    for (int64_t i = 0; i < n; i++) {
        int32_t word = label_word(f, token[i]);
        for (int32_t p = word == NONE ? NONE : f->first[word]; p != NONE; p = f->pattern[p].next) {
            if (f->pattern[p].last_document == document || !stands_here(f, &f->pattern[p], token + i, n - i)) continue;
            tt_status status = tt__base_reserve(&f->hits, &f->hit_room, f->n_hits + 1, sizeof *f->hits);
            if (status < 0) return status;
            f->hits[f->n_hits++] = (hit){p, document};
            f->pattern[p].last_document = document;
        }
    }
    return TT_OK;
}

/* The documents of each pattern, ascending. */
static tt_status list_documents(finder *f, const tt_corpus *corpus)
{
    int32_t patterns = f->keys.size;
    tt_status status = TT_OK;
    for (int32_t i = 0; i < tt_corpus_size(corpus) && status == TT_OK; i++) status = scan_document(f, corpus, i);
    if (status < 0) return status;
    f->posting = tt__base_calloc((size_t)patterns + 1, sizeof *f->posting);
    f->document = tt__base_calloc((size_t)f->n_hits, sizeof *f->document);
    if (!f->posting || !f->document) return TT_ERR_MEMORY;
    for (int64_t h = 0; h < f->n_hits; h++) f->posting[f->hits[h].pattern]++;
    for (int32_t p = 0; p < patterns; p++) f->posting[p + 1] += f->posting[p]; /* where p ends */
    for (int64_t h = f->n_hits; h-- > 0;) f->document[--f->posting[f->hits[h].pattern]] = f->hits[h].document;
    return TT_OK;
}

/* ---- pairs ---- */

static double npmi(double n, double a, double b, double both)
{
    if (both == 0) return -1;
    return both < n ? log(both * n / (a * b)) / -log(both / n) : 1;
}

static int64_t frequency(const finder *f, int32_t p)
{
    return f->posting[p + 1] - f->posting[p];
}

/* both[t][u], u < t: documents that hold terms t and u.  mask: a document's terms so far, all zero before and after. */
static void count_pairs(const finder *f, const int32_t *term, int64_t both[][TT__EVAL_FIRST_TERMS], uint16_t *mask)
{
    for (int t = 0; t < TT__EVAL_FIRST_TERMS && term[t] != NONE; t++)
        for (int64_t h = f->posting[term[t]]; h < f->posting[term[t] + 1]; h++) {
            uint16_t *seen = &mask[f->document[h]];
            for (int u = 0; u < t; u++) both[t][u] += *seen >> u & 1;
            *seen = (uint16_t)(*seen | 1U << t);
        }
    for (int t = 0; t < TT__EVAL_FIRST_TERMS && term[t] != NONE; t++)
        for (int64_t h = f->posting[term[t]]; h < f->posting[term[t] + 1]; h++) mask[f->document[h]] = 0;
}

/* Mean over the pairs of one topic's terms; NaN where it has fewer than two. */
static double topic_npmi(const finder *f, const int32_t *term, int32_t n, uint16_t *mask)
{
    int64_t both[TT__EVAL_FIRST_TERMS][TT__EVAL_FIRST_TERMS] = {{0}};
    double sum = 0;
    int pairs = 0;
    count_pairs(f, term, both, mask);
    for (int t = 1; t < TT__EVAL_FIRST_TERMS && term[t] != NONE; t++)
        for (int u = 0; u < t; u++, pairs++)
            sum += npmi(n, (double)frequency(f, term[t]), (double)frequency(f, term[u]), (double)both[t][u]);
    return pairs ? sum / pairs : (double)NAN;
}

static tt_status mean_npmi(double *out, const finder *f, int32_t m, int32_t n)
{
    double sum = 0;
    int32_t topics = 0;
    uint16_t *mask = tt__base_calloc((size_t)n, sizeof *mask);
    if (!mask) return TT_ERR_MEMORY;
    for (int32_t v = 1; v < m; v++) {
        double one = topic_npmi(f, f->topic_pattern + (size_t)v * TT__EVAL_FIRST_TERMS, n, mask);
        if (isnan(one)) continue;
        sum += one;
        topics++;
    }
    free(mask);
    *out = topics ? sum / topics : (double)NAN;
    return TT_OK;
}

tt_status tt__eval_coherence(double *out, const tt_topics *topics, const tt_corpus *corpus)
{
    finder f = {0};
    tt_status status = read_terms(&f, topics);
    if (status == TT_OK) status = index_words(&f, corpus);
    if (status == TT_OK) status = list_documents(&f, corpus);
    if (status == TT_OK) status = mean_npmi(out, &f, topics->tree.m, tt_corpus_size(corpus));
    finder_free(&f);
    return status;
}
