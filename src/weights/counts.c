/* Term counts as sparse rows, in one pass over the tokens.  How many entries there are is known beforehand: the sum of
 * the document frequencies.  Where a row begins follows from the rows before, so blocks of documents are counted in
 * rounds, each block into a room of its own, and copied to their places when all sizes of the round are known.  Threads
 * wait for each other once a round: while one still copies, the others count the next round into other rooms.
 *
 * The terms of a document are marked as bits, which are then read in ascending order: no row is sorted. */
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "corpus/corpus.h"
#include "matrix/csr.h"
#include "weights/word_terms.h"

enum {
    BLOCK_TOKENS = 1 << 14, /* of a block, or one longer document: its rows stay in a core's cache */
    ROUND_ENTRIES = 1 << 19 /* of the rooms for a round: 4 MB */
};

/* Of one thread.  Term t stands at t + 1: slot 0 is a dummy for tokens that are no term, which spares a branch.  All
 * is zero between documents. */
struct own {
    int32_t *count;  /* n_terms + 1 */
    uint64_t *bits;  /* n_terms + 1 bits: terms that are counted */
    uint64_t *words; /* one bit for each of these: those that are not zero */
};

/* For the entries of a block. */
struct room {
    int32_t *idx;
    float *val;
};

struct work {
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    tt__weights_word_term *terms;
    int32_t *block;   /* n_blocks + 1: where it begins, in documents */
    int64_t *entries; /* n_blocks: of those that are counted */
    int32_t n_blocks;
    int64_t most;      /* entries of a block */
    struct own *own;   /* threads */
    struct room rooms; /* 2 x round x most: for the blocks of one, and of the one before */
    int threads, round;
};

static void cut_blocks(struct work *w)
{
    int64_t tokens = 0, entries = 0, n;
    for (int32_t i = 0; i < w->vocab->n_docs; i++) {
        tt_corpus_tokens(w->corpus, i, &n);
        if (tokens > 0 && tokens + n > BLOCK_TOKENS) {
            w->block[++w->n_blocks] = i;
            tokens = entries = 0;
        }
        tokens += n;
        entries += n < w->vocab->n_terms ? n : w->vocab->n_terms;
        if (entries > w->most) w->most = entries;
    }
    w->block[++w->n_blocks] = w->vocab->n_docs;
}

static tt_status own_new(struct own *o, const struct work *w)
{
    size_t places = (size_t)w->vocab->n_terms + 1;
    o->count = tt__base_calloc(places, sizeof *o->count);
    o->bits = tt__base_calloc(places / 64 + 1, sizeof *o->bits);
    o->words = tt__base_calloc(places / 4096 + 1, sizeof *o->words);
    return o->count && o->bits && o->words ? TT_OK : TT_ERR_MEMORY;
}

static struct room room(const struct work *w, int32_t k)
{
    return (struct room){w->rooms.idx + k * w->most, w->rooms.val + k * w->most};
}

static void count_tokens(const struct own *o, const struct work *w, int32_t i)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(w->corpus, i, &n);
    uint8_t language = w->vocab->doc_language[i];
    for (int64_t t = 0; t < n; t++) {
        uint32_t place = (uint32_t)(tt__weights_term_at(w->terms, tt__weights_place_of_token(token[t]), language) + 1);
        o->count[place]++;
        o->bits[place / 64] |= UINT64_C(1) << place % 64;
        o->words[place / 4096] |= UINT64_C(1) << place / 64 % 64;
    }
    o->count[TT_NO_TERM + 1] = 0;
    o->bits[0] &= ~UINT64_C(1);
}

/* What is counted becomes a row at entry `at`; returns where it ends. */
static int64_t put_row(struct room to, const struct own *o, const struct work *w, int64_t at)
{
    for (int32_t top = 0; top <= w->vocab->n_terms / 4096; top++) {
        for (uint64_t words = o->words[top]; words; words &= words - 1) {
            int32_t word = 64 * top + __builtin_ctzll(words);
            for (uint64_t bits = o->bits[word]; bits; bits &= bits - 1, at++) {
                int32_t place = 64 * word + __builtin_ctzll(bits);
                to.idx[at] = place - 1;
                to.val[at] = (float)o->count[place];
                o->count[place] = 0;
            }
            o->bits[word] = 0;
        }
        o->words[top] = 0;
    }
    return at;
}

/* x->ptr[i + 1] of the block's documents as they would be if it were the first. */
static void count_block(tt_csr *x, struct room to, const struct own *o, const struct work *w, int32_t b)
{
    int64_t at = 0;
    for (int32_t i = w->block[b]; i < w->block[b + 1]; i++) {
        count_tokens(o, w, i);
        x->ptr[i + 1] = at = put_row(to, o, w, at);
    }
    w->entries[b] = at;
}

static void keep_block(tt_csr *x, struct room from, const struct work *w, int32_t b, int64_t start)
{
    memcpy(x->idx + start, from.idx, (size_t)w->entries[b] * sizeof *x->idx);
    memcpy(x->val + start, from.val, (size_t)w->entries[b] * sizeof *x->val);
    for (int32_t i = w->block[b]; i < w->block[b + 1]; i++) x->ptr[i + 1] += start;
}

/* Of blocks from .. to - 1. */
static int64_t entries_of(const struct work *w, int32_t from, int32_t to)
{
    int64_t n = 0;
    for (int32_t b = from; b < to; b++) n += w->entries[b];
    return n;
}

/* Whether the entries had room: they have, unless the vocabulary is of another corpus. */
static bool fill_rows(tt_csr *x, const struct work *w, int64_t nnz)
{
#pragma omp parallel num_threads(w->threads)
    {
        int64_t start = 0;
        for (int32_t first = 0, last, half = 0; first < w->n_blocks; first = last, half = w->round - half) {
            last = w->n_blocks - first < w->round ? w->n_blocks : first + w->round;
#pragma omp for schedule(dynamic, 1)
            for (int32_t b = first; b < last; b++)
                count_block(x, room(w, half + b - first), &w->own[omp_get_thread_num()], w, b);
#pragma omp for schedule(dynamic, 1) nowait
            for (int32_t b = first; b < last; b++) {
                int64_t at = start + entries_of(w, first, b);
                if (at + w->entries[b] <= nnz) keep_block(x, room(w, half + b - first), w, b, at);
            }
            start += entries_of(w, first, last);
        }
    }
    return entries_of(w, 0, w->n_blocks) <= nnz;
}

/* Entries of all rows: the document frequencies tell them where they are this corpus's, the tokens bound them where
 * not.
 */
static int64_t entries_at_most(const struct work *w)
{
    int64_t nnz = 0, n;
    if (w->vocab->own)
        for (int32_t t = 0; t < w->vocab->n_terms; t++) nnz += w->vocab->own->df[t];
    else
        for (int32_t i = 0; i < w->vocab->n_docs; i++) {
            tt_corpus_tokens(w->corpus, i, &n);
            nnz += n < w->vocab->n_terms ? n : w->vocab->n_terms;
        }
    return nnz;
}

static tt_status work_new(struct work *w, const tt_run *run)
{
    w->terms = tt__weights_word_terms(w->vocab);
    w->block = tt__base_calloc((size_t)w->vocab->n_docs + 2, sizeof *w->block);
    if (!w->terms || !w->block) return TT_ERR_MEMORY;
    cut_blocks(w);
    w->threads = tt__base_threads(run, tt_corpus_get_stats(w->corpus)->tokens, 65536 + w->vocab->n_terms);
    w->round = (int)(ROUND_ENTRIES / (w->most + 1));
    if (w->round < w->threads) w->round = w->threads;
    if (w->round > w->n_blocks) w->round = w->n_blocks;
    w->own = tt__base_calloc((size_t)w->threads, sizeof *w->own);
    w->entries = tt__base_calloc((size_t)w->n_blocks, sizeof *w->entries);
    w->rooms.idx = tt__base_calloc(2 * (size_t)w->round * (size_t)w->most, sizeof *w->rooms.idx);
    w->rooms.val = tt__base_calloc(2 * (size_t)w->round * (size_t)w->most, sizeof *w->rooms.val);
    tt_status status = w->own && w->entries && w->rooms.idx && w->rooms.val ? TT_OK : TT_ERR_MEMORY;
    for (int t = 0; t < w->threads && status == TT_OK; t++) status = own_new(&w->own[t], w);
    return status;
}

static void work_free(struct work *w)
{
    for (int t = 0; w->own && t < w->threads; t++) {
        free(w->own[t].count);
        free(w->own[t].bits);
        free(w->own[t].words);
    }
    free(w->own);
    free(w->rooms.idx);
    free(w->rooms.val);
    free(w->terms);
    free(w->block);
    free(w->entries);
}

tt_status tt_counts_build(tt_csr *out, const tt_corpus *corpus, const tt_vocab *vocab, const tt_run *run)
{
    const char *wrong = tt__base_call_check(out && vocab, run);
    if (!wrong) wrong = tt__corpus_sealed_check(corpus);
    if (!wrong && tt_corpus_size(corpus) != vocab->n_docs) wrong = "the vocabulary is not the corpus's";
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    struct work w = {.corpus = corpus, .vocab = vocab};
    tt_csr x = {0};
    tt_status status = work_new(&w, run);
    int64_t nnz = status == TT_OK ? entries_at_most(&w) : 0;
    if (status == TT_OK) status = tt__matrix_csr_alloc(&x, vocab->n_docs, vocab->n_terms, nnz);
    if (status == TT_OK && !fill_rows(&x, &w, nnz))
        status = tt__base_fail(TT_ERR_ARGUMENT,
                               "the vocabulary is not the corpus's: its terms stand in more documents than it says");
    if (status == TT_OK) status = tt__base_progress(run, "weighting", 1, x.n_rows, "documents");
    work_free(&w);
    if (status == TT_OK)
        *out = x;
    else
        tt_csr_free(&x);
    return status;
}
