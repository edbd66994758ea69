/* Sealing: documents into canonical order, words renumbered by their first appearance in it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "text/corpus.h"

enum { ID_DIGITS = 6 };

/* A running number for the document, zero-padded so that bytewise order is reading order; marked where a document of the
 * input has taken that id. */
static tt_status number_document(tt_corpus *corpus, int64_t i, int64_t number, int digits)
{
    char id[64];
    int32_t before = corpus->ids.size;
    tt_status status = TT_OK;
    for (int again = 1; status == TT_OK && corpus->ids.size == before; again++) {
        int n = snprintf(id, sizeof id, again > 1 ? "%0*lld-%d" : "%0*lld", digits, (long long)number, again);
        status = tt__strmap_intern(&corpus->ids, id, (size_t)n, &corpus->doc[i].id_index);
    }
    return status;
}

static tt_status give_ids(tt_corpus *corpus)
{
    int64_t number = 0; /* of documents with a word: those without one have ids, and must not shift the others' */
    int digits = snprintf(NULL, 0, "%lld", (long long)corpus->stats.documents);
    if (digits < ID_DIGITS) digits = ID_DIGITS;
    tt_status status = TT_OK;
    for (int64_t i = 0; i < corpus->n_docs && status == TT_OK; i++) {
        number += corpus->doc[i].n_tokens > 0;
        if (corpus->doc[i].id_index < 0) status = number_document(corpus, i, number, digits);
    }
    for (int64_t i = 0; i < corpus->n_docs && status == TT_OK; i++)
        corpus->doc[i].id = tt__strmap_string(&corpus->ids, corpus->doc[i].id_index);
    return status;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const tt__document *)a)->id, ((const tt__document *)b)->id);
}

static void sort_documents(tt_corpus *corpus)
{
    for (int64_t i = 1; i < corpus->n_docs; i++) {
        if (by_id(&corpus->doc[i - 1], &corpus->doc[i]) < 0) continue;
        qsort(corpus->doc, (size_t)corpus->n_docs, sizeof *corpus->doc, by_id);
        return;
    }
}

/* number[word] = its place in the order of first appearance, -1: in no document that is kept.  Tokens are renumbered on the
 * way; returns how many words there are. */
static int32_t number_words(tt_corpus *corpus, int32_t *number)
{
    int32_t n_words = 0;
    for (int32_t w = 0; w < corpus->words.size; w++) number[w] = -1;
    for (int64_t i = 0; i < corpus->n_docs; i++) {
        int32_t *token = (int32_t *)corpus->doc[i].token;
        for (int32_t t = 0; t < corpus->doc[i].n_tokens; t++) {
            if (token[t] == TT_TOKEN_BREAK) continue;
            int32_t *word = &number[TT_TOKEN_WORD(token[t])];
            if (*word < 0) *word = n_words++;
            token[t] = *word | (token[t] & TT_TOKEN_FLAGS);
            corpus->stats.tokens++;
        }
    }
    return n_words;
}

/* The words in their new order; without slots, since nothing is looked up any more. */
static tt_status reorder_words(tt_corpus *corpus, const int32_t *number, int32_t n_words)
{
    tt__strmap *old = &corpus->words, sorted = {.size = n_words};
    int32_t *word = tt__calloc((size_t)n_words, sizeof *word);
    sorted.arena = tt__calloc((size_t)old->arena_used, 1);
    sorted.start = tt__calloc((size_t)n_words, sizeof *sorted.start);
    if (!word || !sorted.arena || !sorted.start) {
        free(word);
        tt__strmap_free(&sorted);
        return TT_ERR_MEMORY;
    }
    for (int32_t w = 0; w < old->size; w++)
        if (number[w] >= 0) word[number[w]] = w;
    for (int32_t w = 0; w < n_words; w++) {
        size_t n = tt__strmap_length(old, word[w]) + 1;
        memcpy(sorted.arena + sorted.arena_used, tt__strmap_string(old, word[w]), n);
        sorted.start[w] = sorted.arena_used;
        sorted.arena_used += (int64_t)n;
    }
    free(word);
    tt__strmap_free(old);
    *old = sorted;
    return TT_OK;
}

/* Cut the joined paths into labels, in place. */
static tt_status cut_paths(tt_corpus *corpus)
{
    tt__strmap *paths = &corpus->paths;
    int64_t n_labels = paths->size;
    for (int64_t i = 0; i < paths->arena_used; i++) n_labels += paths->arena[i] == TT__LABEL_JOIN;
    corpus->path_start = tt__calloc((size_t)paths->size + 1, sizeof *corpus->path_start);
    corpus->label = tt__calloc((size_t)n_labels, sizeof *corpus->label);
    if (!corpus->path_start || !corpus->label) return TT_ERR_MEMORY;
    int64_t n = 0;
    for (int32_t p = 0; p < paths->size; p++) {
        corpus->path_start[p] = n;
        for (char *at = paths->arena + paths->start[p]; at; n++) {
            corpus->label[n] = at;
            if ((at = strchr(at, TT__LABEL_JOIN))) *at++ = '\0';
        }
    }
    corpus->path_start[paths->size] = n;
    return TT_OK;
}

static void drop_slots(tt__strmap *map)
{
    free(map->slot);
    map->slot = NULL;
    map->slots = 0;
}

tt_status tt_corpus_seal(tt_corpus *corpus)
{
    if (corpus->sealed) return TT_OK;
    tt_status status = tt__intake_flush(&corpus->intake);
    if (status < 0) return status;
    tt__intake_free(&corpus->intake);
    corpus->stats.documents = 0;
    for (int64_t i = 0; i < corpus->n_docs; i++) corpus->stats.documents += corpus->doc[i].n_tokens > 0;
    if ((status = give_ids(corpus)) < 0) return status;
    drop_slots(&corpus->ids);
    drop_slots(&corpus->paths);
    int32_t *number = tt__calloc((size_t)corpus->words.size, sizeof *number);
    if (!number) return TT_ERR_MEMORY;
    sort_documents(corpus);
    int32_t n_words = number_words(corpus, number);
    status = reorder_words(corpus, number, n_words);
    free(number);
    if (status == TT_OK) status = cut_paths(corpus);
    corpus->sealed = status == TT_OK;
    return status;
}

/* ---- readers ---- */

int32_t tt_corpus_size(const tt_corpus *corpus) { return (int32_t)corpus->n_docs; }

const char *tt_corpus_id(const tt_corpus *corpus, int32_t i) { return corpus->doc[i].id; }

const char *tt_corpus_title(const tt_corpus *corpus, int32_t i) { return corpus->doc[i].title; }

const char *const *tt_corpus_path(const tt_corpus *corpus, int32_t i, int32_t *n)
{
    int32_t path = corpus->doc[i].path;
    *n = 0;
    if (path < 0) return NULL;
    *n = (int32_t)(corpus->path_start[path + 1] - corpus->path_start[path]);
    return corpus->label + corpus->path_start[path];
}

const int32_t *tt_corpus_tokens(const tt_corpus *corpus, int32_t i, int64_t *n)
{
    *n = corpus->doc[i].n_tokens;
    return corpus->doc[i].token;
}

int32_t tt_corpus_words(const tt_corpus *corpus) { return corpus->words.size; }

const char *tt_corpus_word(const tt_corpus *corpus, int32_t word) { return tt__strmap_string(&corpus->words, word); }

const tt_corpus_stats *tt_corpus_get_stats(const tt_corpus *corpus) { return &corpus->stats; }
