/* A rolling hash over the words of each document, or a hash of each line.  Most of them stand in one document alone, so a first
 * pass counts them in a table of shared counters (an upper bound, since several may share one), and only those that may be frequent enough
 * are counted exactly in a second one.  Sums are of integers: any order of the additions gives the same. */
#include "text/repeats.h"

#include <omp.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "base/tally.h"

enum { LEAST_BITS = 10, MOST_BITS = 22 };
enum { ROOM = 8 /* a counter's mean is this part of the least number of documents: chance does not reach it */ };

#define BASE UINT64_C(0x9e3779b97f4a7c15)

/* A word as 64 random bits (splitmix64, Steele et al. 2014, doi:10.1145/2714064.2660195). */
static uint64_t scatter(int32_t word)
{
    uint64_t x = ((uint64_t)word + 1) * BASE;
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

static uint64_t base_to_the_window(void)
{
    uint64_t power = 1;
    for (int i = 0; i < TT__WINDOW_WORDS; i++) power *= BASE;
    return power;
}

bool tt__windows_next(tt__windows *w)
{
    const uint64_t power = base_to_the_window();
    while (w->at < w->n) {
        int32_t token = w->token[w->at++];
        if (token == TT_TOKEN_BREAK) continue;
        int64_t slot = w->words++ % TT__WINDOW_WORDS;
        uint64_t value = scatter(TT_TOKEN_WORD(token));
        w->key = w->key * BASE + value - power * w->value[slot]; /* zero until the ring is full */
        w->value[slot] = value;
        w->place[slot] = w->at - 1;
        if (w->words < TT__WINDOW_WORDS) continue;
        w->begin = w->place[w->words % TT__WINDOW_WORDS];
        if (w->at - w->begin - TT__WINDOW_WORDS <= TT__WINDOW_BREAKS) return true;
    }
    return false;
}

/* w->begin .. w->at: a line of two words or more, or the last one (a first name); what follows the last word of a line up to the next is of it. */
bool tt__lines_next(tt__windows *w)
{
    while (w->at < w->n) {
        int64_t words = 0;
        w->begin = w->at;
        w->key = 0;
        do {
            int32_t token = w->token[w->at++];
            if (token == TT_TOKEN_BREAK) continue;
            words++;
            w->key = (w->key + scatter(TT_TOKEN_WORD(token))) * BASE;
        } while (w->at < w->n && (w->token[w->at] == TT_TOKEN_BREAK || !(w->token[w->at] & TT_TOKEN_LINE)));
        if (words >= (w->at == w->n ? 1 : 2) && words <= TT__LINE_WORDS) return true;
    }
    return false;
}

static tt__windows windows_of(const tt_corpus *corpus, int32_t i)
{
    tt__windows w = {0};
    w.token = tt_corpus_tokens(corpus, i, &w.n);
    return w;
}

static void fill_filter(tt__repeats *r, const tt_corpus *corpus, int threads)
{
    int32_t n = tt_corpus_size(corpus);
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads)
    for (int32_t i = 0; i < n; i++) {
        tt__windows w = windows_of(corpus, i);
        while (r->next(&w)) __atomic_fetch_add(&r->filter[tt__key_slot(w.key, r->bits)], 1, __ATOMIC_RELAXED);
    }
}

static tt_status count_document(tt__tally *tally, tt__repeats *r, const tt_corpus *corpus, int32_t i)
{
    tt_status status = TT_OK;
    tt__windows w = windows_of(corpus, i);
    while (status == TT_OK && r->next(&w)) {
        if (r->filter[tt__key_slot(w.key, r->bits)] < r->least) continue;
        r->in_document[i] = true;
        status = tt__tally_add(tally, w.key, i);
    }
    return status;
}

/* One tally a thread: documents are shared out whole, so that the tallies add up. */
static tt_status count_exactly(tt__tally *tally, tt__repeats *r, const tt_corpus *corpus, int threads)
{
    int32_t n = tt_corpus_size(corpus);
    int failed = 0;
#pragma omp parallel num_threads(threads)
    {
        tt__tally *own = &tally[omp_get_thread_num()];
        tt_status status = TT_OK;
#pragma omp for schedule(dynamic, 64)
        for (int32_t i = 0; i < n; i++)
            if (status == TT_OK) status = count_document(own, r, corpus, i);
        if (status < 0) __atomic_store_n(&failed, 1, __ATOMIC_RELAXED);
    }
    for (int k = 1; k < threads && !failed; k++) failed = tt__tally_merge(&tally[0], &tally[k]) < 0;
    return failed ? tt__fail(TT_ERR_MEMORY, "out of memory while looking for repeated phrases") : TT_OK;
}

static tt_status keep_frequent(tt__repeats *r, tt__tally *tally)
{
    int64_t n = tt__tally_sort(tally, (int32_t)r->least);
    r->key = tt__calloc((size_t)n, sizeof *r->key);
    r->documents = tt__calloc((size_t)n, sizeof *r->documents);
    if (!r->key || !r->documents) return TT_ERR_MEMORY;
    for (int64_t k = 0; k < n; k++) {
        r->key[k] = tally->slot[k].key;
        r->documents[k] = tally->slot[k].documents;
    }
    r->n = (int32_t)n;
    return TT_OK;
}

tt_status tt__repeats_find(tt__repeats *out, const tt_corpus *corpus, bool (*next)(tt__windows *windows), int32_t least,
                           const tt_run *run)
{
    int64_t tokens = tt_corpus_get_stats(corpus)->tokens;
    int threads = tt__threads(run, tokens, 65536);
    tt__repeats r = {.next = next, .bits = LEAST_BITS, .least = (uint32_t)least};
    while (r.bits < MOST_BITS && INT64_C(1) << r.bits < ROOM * tokens / least) r.bits++;
    r.filter = tt__calloc((size_t)1 << r.bits, sizeof *r.filter);
    tt__tally *tally = tt__calloc((size_t)threads, sizeof *tally);
    r.in_document = tt__calloc((size_t)tt_corpus_size(corpus), sizeof *r.in_document);
    tt_status status = r.filter && r.in_document && tally ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
        fill_filter(&r, corpus, threads);
        status = count_exactly(tally, &r, corpus, threads);
    }
    if (status == TT_OK) status = keep_frequent(&r, &tally[0]);
    for (int k = 0; tally && k < threads; k++) tt__tally_free(&tally[k]);
    free(tally);
    if (status == TT_OK) *out = r;
    else tt__repeats_free(&r);
    return status;
}

int32_t tt__repeat_of(const tt__repeats *r, uint64_t key)
{
    if (r->filter[tt__key_slot(key, r->bits)] < r->least) return -1;
    int32_t low = 0, high = r->n;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        if (r->key[middle] < key) low = middle + 1;
        else high = middle;
    }
    return low < r->n && r->key[low] == key ? low : -1;
}

void tt__repeats_free(tt__repeats *repeats)
{
    free(repeats->key);
    free(repeats->documents);
    free(repeats->filter);
    free(repeats->in_document);
    *repeats = (tt__repeats){0};
}
