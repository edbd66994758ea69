/* Sealing: documents into canonical order, words renumbered by their first appearance in it, boilerplate dropped. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "corpus/corpus.h"

enum {
    ID_DIGITS = 6,
    HALF = 8192 /* documents that are worth a thread to sort them */
};

/* A running number for the document, zero-padded so that bytewise order is reading order; marked where a document of
 * the input has taken that id. */
static tt_status number_document(tt_corpus *corpus, int64_t i, int64_t number, int digits)
{
    char id[64];
    int32_t before = corpus->ids.size;
    tt_status status = TT_OK;
    for (int again = 1; status == TT_OK && corpus->ids.size == before; again++) {
        int n = snprintf(id, sizeof id, again > 1 ? "%0*lld-%d" : "%0*lld", digits, (long long)number, again);
        status = tt__base_strmap_intern(&corpus->ids, id, (size_t)n, &corpus->doc[i].id_index);
    }
    return status;
}

static tt_status give_ids(tt_corpus *corpus)
{
    int64_t number = 0; /* of documents with a word: those without one have ids, and must not shift the others' */
    int digits = snprintf(NULL, 0, "%lld", (long long)(corpus->stats.documents - corpus->stats.wordless));
    if (digits < ID_DIGITS) digits = ID_DIGITS;
    tt_status status = TT_OK;
    for (int64_t i = 0; i < corpus->n_docs && status == TT_OK; i++) {
        number += corpus->doc[i].n_tokens > 0;
        if (corpus->doc[i].id_index < 0) status = number_document(corpus, i, number, digits);
    }
    for (int64_t i = 0; i < corpus->n_docs && status == TT_OK; i++)
        corpus->doc[i].id = tt__base_strmap_string(&corpus->ids, corpus->doc[i].id_index);
    return status;
}

/* ---- canonical order ---- */

/* A document's id by its first eight bytes, the first the highest: nearly all comparisons need no more. */
typedef struct sort_key {
    uint64_t prefix;
    int64_t i;
} sort_key;

static uint64_t prefix_of(const char *id)
{
    uint64_t prefix = 0;
    for (int k = 0; k < 8; k++) {
        prefix = prefix << 8 | (unsigned char)*id;
        id += *id != '\0';
    }
    return prefix;
}

static bool comes_before(const tt__corpus_document *doc, const sort_key *a, const sort_key *b)
{
    if (a->prefix != b->prefix) return a->prefix < b->prefix;
    return strcmp(doc[a->i].id, doc[b->i].id) < 0;
}

/* Merges key[from .. middle) and key[middle .. to), each sorted; room is as long as key. */
static void merge(sort_key *key, sort_key *room, const tt__corpus_document *doc, int64_t from, int64_t middle,
                  int64_t to)
{
    if (from == middle || middle == to || comes_before(doc, &key[middle - 1], &key[middle])) return;
    int64_t a = from, b = middle;
    for (int64_t k = from; k < to; k++)
        room[k] = b == to || (a < middle && comes_before(doc, &key[a], &key[b])) ? key[a++] : key[b++];
    memcpy(key + from, room + from, (size_t)(to - from) * sizeof *key);
}

static void merge_sort(sort_key *key, sort_key *room, const tt__corpus_document *doc, int64_t from, int64_t to)
{
    if (to - from < 2) return;
    int64_t middle = from + (to - from) / 2;
    merge_sort(key, room, doc, from, middle);
    merge_sort(key, room, doc, middle, to);
    merge(key, room, doc, from, middle, to);
}

/* The halves by two threads: all but one of some twenty rounds. */
static void sort_keys(sort_key *key, sort_key *room, const tt_corpus *corpus)
{
    int64_t n = corpus->n_docs, middle = n / 2;
    int threads = tt__base_threads(&corpus->run, n, HALF) > 1 ? 2 : 1;
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (int half = 0; half < 2; half++) merge_sort(key, room, corpus->doc, half ? middle : 0, half ? n : middle);
    merge(key, room, corpus->doc, 0, middle, n);
}

static bool in_order(const tt_corpus *corpus)
{
    int64_t i = 1;
    while (i < corpus->n_docs && strcmp(corpus->doc[i - 1].id, corpus->doc[i].id) < 0) i++;
    return i >= corpus->n_docs;
}

static tt_status sort_documents(tt_corpus *corpus)
{
    if (in_order(corpus)) return TT_OK;
    size_t n = (size_t)corpus->n_docs;
    sort_key *key = tt__base_calloc(2 * n, sizeof *key);
    tt__corpus_document *sorted = key ? tt__base_calloc(n, sizeof *sorted) : NULL;
    if (!sorted) return free(key), TT_ERR_MEMORY;
    for (int64_t i = 0; i < corpus->n_docs; i++) key[i] = (sort_key){prefix_of(corpus->doc[i].id), i};
    sort_keys(key, key + n, corpus);
    for (size_t i = 0; i < n; i++) sorted[i] = corpus->doc[key[i].i];
    free(key);
    free(corpus->doc);
    corpus->doc = sorted;
    corpus->doc_capacity = corpus->n_docs;
    return TT_OK;
}

/* ---- words ---- */

/* Words in the order of first appearance, found in parallel: each thread has a stretch of documents.  Those of the
 * first stretch get their numbers at once; of the others, a thread lists the words as it meets them, and the lists are
 * numbered one after another.  Memory: 4 bytes and a bit a distinct word for each thread. */
typedef struct stretch {
    int64_t from, to; /* documents */
    uint64_t *met;    /* n_words bits */
    int32_t *word;    /* n: as they are met */
    int32_t n;
    int64_t tokens; /* words in running text */
} stretch;

static void list_words(stretch *s, const tt_corpus *corpus)
{
    for (int64_t i = s->from; i < s->to; i++) {
        const int32_t *token = corpus->doc[i].token;
        for (int32_t t = 0; t < corpus->doc[i].n_tokens; t++) {
            if (token[t] == TT_TOKEN_BREAK) continue;
            int32_t word = TT_TOKEN_WORD(token[t]);
            if (s->met[word / 64] >> (word % 64) & 1) continue;
            s->met[word / 64] |= UINT64_C(1) << (word % 64);
            s->word[s->n++] = word;
        }
    }
}

/* Tokens of document i get their words' numbers, new words the next ones; returns how many words of text there are. */
static int64_t renumber(const tt_corpus *corpus, int64_t i, int32_t *number, int32_t *n_words)
{
    int32_t *token = (int32_t *)corpus->doc[i].token;
    int64_t words = 0;
    for (int32_t t = 0; t < corpus->doc[i].n_tokens; t++) {
        if (token[t] == TT_TOKEN_BREAK) continue;
        int32_t *word = &number[TT_TOKEN_WORD(token[t])];
        if (*word < 0) *word = (*n_words)++; /* of the first stretch */
        token[t] = *word | (token[t] & TT_TOKEN_FLAGS);
        words++;
    }
    return words;
}

static int64_t renumber_stretch(const stretch *s, const tt_corpus *corpus, int32_t *number, int32_t *n_words)
{
    int64_t words = 0;
    for (int64_t i = s->from; i < s->to; i++) words += renumber(corpus, i, number, n_words);
    return words;
}

static void number_lists(const stretch *s, int stretches, int32_t *number, int32_t *n_words)
{
    for (int k = 1; k < stretches; k++)
        for (int32_t w = 0; w < s[k].n; w++)
            if (number[s[k].word[w]] < 0) number[s[k].word[w]] = (*n_words)++;
}

static int32_t number_by_stretches(tt_corpus *corpus, int32_t *number, stretch *s, int stretches)
{
    int32_t n_words = 0;
    int64_t tokens = 0, rest = s[0].to;
#pragma omp parallel for schedule(static, 1) num_threads(stretches)
    for (int k = 0; k < stretches; k++) {
        if (k > 0)
            list_words(&s[k], corpus);
        else
            s[0].tokens = renumber_stretch(&s[0], corpus, number, &n_words);
    }
    number_lists(s, stretches, number, &n_words);
#pragma omp parallel for schedule(dynamic, 256) num_threads(stretches) reduction(+ : tokens) if (stretches > 1)
    for (int64_t i = rest; i < corpus->n_docs; i++) tokens += renumber(corpus, i, number, &n_words);
    corpus->stats.tokens = s[0].tokens + tokens;
    return n_words;
}

/* number[word] = its place in the order of first appearance, -1: in no document that is kept.  Tokens are renumbered on
 * the way; *n_words: how many words there are. */
static tt_status number_words(tt_corpus *corpus, int32_t *number, int32_t *n_words)
{
    int64_t n = corpus->store.words.size, all = 0;
    for (int64_t i = 0; i < corpus->n_docs; i++) all += corpus->doc[i].n_tokens;
    int stretches = tt__base_threads(&corpus->run, all, 65536 + n);
    stretch *s = tt__base_calloc((size_t)stretches, sizeof *s);
    tt_status status = s ? TT_OK : TT_ERR_MEMORY;
    for (int k = 0; k < stretches && status == TT_OK; k++) {
        s[k] = (stretch){.from = corpus->n_docs * k / stretches, .to = corpus->n_docs * (k + 1) / stretches};
        if (k == 0) continue;
        s[k].met = tt__base_calloc((size_t)n / 64 + 1, sizeof *s[k].met);
        s[k].word = tt__base_calloc((size_t)n, sizeof *s[k].word);
        if (!s[k].met || !s[k].word) status = TT_ERR_MEMORY;
    }
    for (int64_t w = 0; w < n; w++) number[w] = -1;
    if (status == TT_OK) *n_words = number_by_stretches(corpus, number, s, stretches);
    for (int k = 0; s && k < stretches; k++) free(s[k].met), free(s[k].word);
    free(s);
    return status;
}

/* The words in their new order; without slots, since nothing is looked up any more. */
static tt_status reorder_words(tt_corpus *corpus, const int32_t *number, int32_t n_words)
{
    tt__base_strmap *old = &corpus->store.words, sorted = {.size = n_words};
    int32_t *word = tt__base_calloc((size_t)n_words, sizeof *word);
    sorted.arena = tt__base_calloc((size_t)old->arena_used, 1);
    sorted.start = tt__base_calloc((size_t)n_words, sizeof *sorted.start);
    if (!word || !sorted.arena || !sorted.start) {
        free(word);
        tt__base_strmap_free(&sorted);
        return TT_ERR_MEMORY;
    }
    for (int32_t w = 0; w < old->size; w++)
        if (number[w] >= 0) word[number[w]] = w;
    for (int32_t w = 0; w < n_words; w++) {
        size_t n = tt__base_strmap_length(old, word[w]) + 1;
        memcpy(sorted.arena + sorted.arena_used, tt__base_strmap_string(old, word[w]), n);
        sorted.start[w] = sorted.arena_used;
        sorted.arena_used += (int64_t)n;
    }
    free(word);
    tt__base_strmap_free(old);
    *old = sorted;
    return TT_OK;
}

/* Cut the joined paths into labels, in place. */
static tt_status cut_paths(tt_corpus *corpus)
{
    tt__base_strmap *paths = &corpus->paths;
    int64_t n_labels = paths->size;
    for (int64_t i = 0; i < paths->arena_used; i++) n_labels += paths->arena[i] == TT__CORPUS_LABEL_JOIN;
    corpus->path_start = tt__base_calloc((size_t)paths->size + 1, sizeof *corpus->path_start);
    corpus->label = tt__base_calloc((size_t)n_labels, sizeof *corpus->label);
    if (!corpus->path_start || !corpus->label) return TT_ERR_MEMORY;
    int64_t n = 0;
    for (int32_t p = 0; p < paths->size; p++) {
        corpus->path_start[p] = n;
        for (char *at = paths->arena + paths->start[p]; at; n++) {
            corpus->label[n] = at;
            if ((at = strchr(at, TT__CORPUS_LABEL_JOIN))) *at++ = '\0';
        }
    }
    corpus->path_start[paths->size] = n;
    return TT_OK;
}

static void drop_slots(tt__base_strmap *map)
{
    free(map->slot);
    map->slot = NULL;
    map->slots = 0;
}

/* Documents by their ids, words by their first appearance. */
static tt_status put_in_order(tt_corpus *corpus)
{
    tt_status status = tt__corpus_batches_flush(&corpus->batches);
    if (status < 0) return status;
    tt__corpus_batches_free(&corpus->batches);
    corpus->stats.documents = corpus->n_docs;
    for (int64_t i = 0; i < corpus->n_docs; i++) corpus->stats.wordless += corpus->doc[i].n_tokens == 0;
    if ((status = give_ids(corpus)) < 0) return status;
    drop_slots(&corpus->ids);
    drop_slots(&corpus->paths);
    int32_t *number = tt__base_calloc((size_t)corpus->store.words.size, sizeof *number);
    if (!number) return TT_ERR_MEMORY;
    int32_t n_words = 0;
    status = sort_documents(corpus);
    if (status == TT_OK) status = number_words(corpus, number, &n_words);
    if (status == TT_OK) status = reorder_words(corpus, number, n_words);
    free(number);
    return status == TT_OK ? cut_paths(corpus) : status;
}

static tt_status sift(tt_corpus *corpus)
{
    if (!corpus->drops_boilerplate || corpus->n_docs == 0) return TT_OK;
    tt_status status = tt__base_progress(&corpus->run, "sifting", 0, corpus->n_docs, "documents");
    return status == TT_OK ? tt_corpus_drop_boilerplate(corpus) : status;
}

tt_status tt_corpus_seal(tt_corpus *corpus)
{
    if (!corpus) return tt__base_fail(TT_ERR_ARGUMENT, "%s", tt__base_call_check(false, NULL));
    if (corpus->broken) return tt__base_fail(TT_ERR_ARGUMENT, "%s", tt__corpus_sealed_check(corpus));
    if (corpus->sealed) return TT_OK;
    tt_status status = put_in_order(corpus);
    corpus->sealed = status == TT_OK; /* boilerplate is looked for in a sealed corpus */
    if (status == TT_OK) status = sift(corpus);
    if (status < 0) corpus->sealed = false;
    corpus->broken = status < 0;
    return status;
}

const char *tt__corpus_sealed_check(const tt_corpus *corpus)
{
    if (!corpus) return tt__base_call_check(false, NULL);
    if (corpus->broken) return "sealing the corpus failed: it can only be freed";
    return corpus->sealed ? NULL : "the corpus is not sealed: its documents have no order yet";
}

/* ---- readers: nothing of what is not sealed, or not there ---- */

static bool has(const tt_corpus *corpus, int32_t i)
{
    return i >= 0 && i < tt_corpus_size(corpus);
}

int32_t tt_corpus_size(const tt_corpus *corpus)
{
    return corpus && corpus->sealed ? (int32_t)corpus->n_docs : 0;
}

const char *tt_corpus_id(const tt_corpus *corpus, int32_t i)
{
    return has(corpus, i) ? corpus->doc[i].id : "";
}

const char *tt_corpus_title(const tt_corpus *corpus, int32_t i)
{
    return has(corpus, i) ? corpus->doc[i].title : "";
}

const char *const *tt_corpus_path(const tt_corpus *corpus, int32_t i, int32_t *n)
{
    int32_t path = has(corpus, i) ? corpus->doc[i].path : -1;
    *n = 0;
    if (path < 0) return NULL;
    *n = (int32_t)(corpus->path_start[path + 1] - corpus->path_start[path]);
    return corpus->label + corpus->path_start[path];
}

const int32_t *tt_corpus_tokens(const tt_corpus *corpus, int32_t i, int64_t *n)
{
    *n = 0;
    if (!has(corpus, i)) return NULL;
    *n = corpus->doc[i].n_tokens;
    return corpus->doc[i].token;
}

int32_t tt_corpus_words(const tt_corpus *corpus)
{
    return corpus && corpus->sealed ? corpus->store.words.size : 0;
}

const char *tt_corpus_word(const tt_corpus *corpus, int32_t word)
{
    bool there = word >= 0 && word < tt_corpus_words(corpus);
    return there ? tt__base_strmap_string(&corpus->store.words, word) : "";
}

const tt_corpus_stats *tt_corpus_get_stats(const tt_corpus *corpus)
{
    static const tt_corpus_stats none = {.boilerplate = -1};
    return corpus && corpus->sealed ? &corpus->stats : &none;
}
