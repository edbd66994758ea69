/* Windows: nearly all of them stand in one document alone, and a phrase can only be as frequent as each of its parts.
 * So each window is asked for one part of it first, the five words that begin with the rarest of its first six (its
 * anchor).  Neighbouring windows share an anchor, which leaves one count for three or four words, in a table that fits
 * a core's cache.  Windows whose anchor is frequent are suspects, one in a hundred: they alone are hashed and counted,
 * in a table of shared counters (an upper bound, since several may share one), and those that may still be frequent
 * enough are counted exactly.
 *
 * Lines are few, and go to the shared counters at once.  Sums are of integers: any order of the additions gives the
 * same. */
#include "corpus/boilerplate/repeats.h"

#include <omp.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "base/tally.h"

enum { LEAST_BITS = 10, MOST_BITS = 22 };
enum { ROOM = 8 /* a counter's mean is this part of the least number of documents: chance does not reach it */ };
enum { FULL = 60000 /* counters stop at least, or here, with room for the threads that have looked already */ };
enum {
    ANCHOR_WORDS = 5,
    ANCHOR_PLACES = TT__CORPUS_WINDOW_WORDS - ANCHOR_WORDS + 1, /* in a window */
    WORDS_AN_ANCHOR = 3, /* about: it changes with every 3.5th word of random order */
    SUSPECT_ONE_IN = 8,  /* windows, at most, in all but the oddest texts */
    SLAB = 1024          /* words of a document that are looked at together */
};

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
    for (int i = 0; i < TT__CORPUS_WINDOW_WORDS; i++) power *= BASE;
    return power;
}

bool tt__corpus_windows_next(tt__corpus_windows *w)
{
    const uint64_t power = base_to_the_window();
    while (w->at < w->n) {
        int32_t token = w->token[w->at++];
        if (token == TT_TOKEN_BREAK) continue;
        int64_t slot = w->words++ % TT__CORPUS_WINDOW_WORDS;
        uint64_t value = scatter(TT_TOKEN_WORD(token));
        w->key = w->key * BASE + value - power * w->value[slot]; /* zero until the ring is full */
        w->value[slot] = value;
        w->place[slot] = w->at - 1;
        if (w->words < TT__CORPUS_WINDOW_WORDS) continue;
        w->begin = w->place[w->words % TT__CORPUS_WINDOW_WORDS];
        if (w->at - w->begin - TT__CORPUS_WINDOW_WORDS <= TT__CORPUS_WINDOW_BREAKS) return true;
    }
    return false;
}

/* A break has all bits set. */
static inline bool begins_line(int32_t token)
{
    return token >= 0 && token & TT_TOKEN_LINE;
}

/* Where the next line begins, from token `at` on. */
static int64_t line_end(const tt__corpus_windows *w, int64_t at)
{
    enum { TOGETHER = 16 };
    for (; at + TOGETHER <= w->n; at += TOGETHER) { /* nothing is left of a paragraph but its length */
        int begins = 0;
        for (int k = 0; k < TOGETHER; k++) begins |= (w->token[at + k] & (INT32_MIN | TT_TOKEN_LINE)) == TT_TOKEN_LINE;
        if (begins) break;
    }
    while (at < w->n && !begins_line(w->token[at])) at++;
    return at;
}

/* w->begin .. w->at: a line of two words or more, or the last one (a first name); what follows the last word of a line
 * up to the next is of it. */
bool tt__corpus_lines_next(tt__corpus_windows *w)
{
    while (w->at < w->n) {
        int64_t words = 0;
        w->begin = w->at;
        w->key = 0;
        do {
            int32_t token = w->token[w->at++];
            if (token == TT_TOKEN_BREAK) continue;
            if (++words > TT__CORPUS_LINE_WORDS) break;
            w->key = (w->key + scatter(TT_TOKEN_WORD(token))) * BASE;
        } while (w->at < w->n && !begins_line(w->token[w->at]));
        w->at = line_end(w, w->at);
        if (words >= (w->at == w->n ? 1 : 2) && words <= TT__CORPUS_LINE_WORDS) return true;
    }
    return false;
}

static tt__corpus_windows windows_of(const tt_corpus *corpus, int32_t i)
{
    tt__corpus_windows w = {0};
    w.token = tt_corpus_tokens(corpus, i, &w.n);
    return w;
}

/* ---- shared counters ---- */

/* 2^bits counters that several keys share: each is an upper bound.  They stop at least. */
typedef struct counters {
    uint16_t *count;
    int bits;
    uint16_t least;
} counters;

static tt_status counters_new(counters *out, int64_t keys, int32_t least)
{
    counters c = {.bits = LEAST_BITS, .least = (uint16_t)(least < FULL ? least : FULL)};
    while (c.bits < MOST_BITS && INT64_C(1) << c.bits < ROOM * keys / c.least) c.bits++;
    c.count = tt__base_calloc((size_t)1 << c.bits, sizeof *c.count);
    if (!c.count) return TT_ERR_MEMORY;
    *out = c;
    return TT_OK;
}

static void counters_add(const counters *c, uint64_t key)
{
    uint16_t *count = &c->count[tt__base_key_slot(key, c->bits)];
    if (__atomic_load_n(count, __ATOMIC_RELAXED) < c->least) __atomic_fetch_add(count, 1, __ATOMIC_RELAXED);
}

static bool counters_reach(const counters *c, uint64_t key)
{
    return c->count[tt__base_key_slot(key, c->bits)] >= c->least;
}

/* ---- suspects ---- */

/* Some words of a document, breaks passed over. */
typedef struct slab {
    int32_t n;
    int32_t word[SLAB];
    int32_t place[SLAB]; /* their tokens */
} slab;

/* Go on with the document, from the words that began no whole window yet; false at its end. */
static bool slab_next(slab *s, tt__corpus_windows *w)
{
    int32_t kept = s->n < TT__CORPUS_WINDOW_WORDS ? s->n : TT__CORPUS_WINDOW_WORDS - 1, before = s->n - kept;
    for (int32_t k = 0; k < kept; k++) {
        s->word[k] = s->word[before + k];
        s->place[k] = s->place[before + k];
    }
    for (s->n = kept; s->n < SLAB && w->at < w->n; w->at++) {
        s->word[s->n] = TT_TOKEN_WORD(w->token[w->at]);
        s->place[s->n] = (int32_t)w->at;
        s->n += w->token[w->at] != TT_TOKEN_BREAK;
    }
    return s->n >= TT__CORPUS_WINDOW_WORDS && s->n > kept;
}

/* The anchor of the window that begins at word j: the place of its rarest word (the first of them; words are numbered
 * by first appearance, so a rare one has a high number), given that of the window before. */
static inline int32_t anchor_at(const slab *s, int32_t j, int32_t before)
{
    int32_t last = j + ANCHOR_PLACES - 1;
    if (before >= j) return s->word[last] > s->word[before] ? last : before;
    int32_t best = j;
    for (int32_t p = j + 1; p <= last; p++) best = s->word[p] > s->word[best] ? p : best;
    return best;
}

static inline uint64_t anchor_key(const slab *s, int32_t p)
{
    static const uint64_t odd[ANCHOR_WORDS] = {UINT64_C(0xbf58476d1ce4e5b9), UINT64_C(0x94d049bb133111eb),
                                               UINT64_C(0xff51afd7ed558ccd), UINT64_C(0xc4ceb9fe1a85ec53),
                                               UINT64_C(0xd6e8feb86659fd93)};
    uint64_t sum = 0;
    for (int k = 0; k < ANCHOR_WORDS; k++) sum += (uint64_t)(s->word[p + k] + 1) * odd[k];
    return sum;
}

/* As tt__corpus_windows_next() has it. */
static uint64_t window_key(const slab *s, int32_t j)
{
    uint64_t key = 0;
    for (int k = 0; k < TT__CORPUS_WINDOW_WORDS; k++) key = key * BASE + scatter(s->word[j + k]);
    return key;
}

static void count_anchors(const counters *anchors, const tt_corpus *corpus, int32_t i)
{
    tt__corpus_windows w = windows_of(corpus, i);
    slab s;
    for (s.n = 0; slab_next(&s, &w);)
        for (int32_t j = 0, p = -1; j + TT__CORPUS_WINDOW_WORDS <= s.n; j++) {
            int32_t next = anchor_at(&s, j, p);
            if (next != p) counters_add(anchors, anchor_key(&s, next));
            p = next;
        }
}

/* What is done with the key of each suspect of document i. */
typedef tt_status visit(void *arg, tt__corpus_repeats *r, uint64_t key, int32_t i);

static tt_status visit_windows(const counters *anchors, tt__corpus_repeats *r, const tt_corpus *corpus, int32_t i,
                               visit *each, void *arg)
{
    tt__corpus_windows w = windows_of(corpus, i);
    tt_status status = TT_OK;
    slab s;
    for (s.n = 0; status == TT_OK && slab_next(&s, &w);) {
        bool suspect = false;
        for (int32_t j = 0, p = -1; j + TT__CORPUS_WINDOW_WORDS <= s.n && status == TT_OK; j++) {
            int32_t next = anchor_at(&s, j, p);
            if (next != p) suspect = counters_reach(anchors, anchor_key(&s, next));
            p = next;
            bool torn = s.place[j + TT__CORPUS_WINDOW_WORDS - 1] - s.place[j] >=
                        TT__CORPUS_WINDOW_WORDS + TT__CORPUS_WINDOW_BREAKS;
            if (suspect && !torn) status = each(arg, r, window_key(&s, j), i);
        }
    }
    return status;
}

static tt_status visit_document(const counters *anchors, tt__corpus_repeats *r, const tt_corpus *corpus, int32_t i,
                                visit *each, void *arg)
{
    if (r->next == tt__corpus_windows_next) return visit_windows(anchors, r, corpus, i, each, arg);
    tt_status status = TT_OK;
    tt__corpus_windows w = windows_of(corpus, i);
    while (status == TT_OK && r->next(&w)) status = each(arg, r, w.key, i);
    return status;
}

/* ---- passes ---- */

static tt_status count_shared(void *filter, tt__corpus_repeats *r, uint64_t key, int32_t i)
{
    r->in_document[i] = true;
    counters_add(filter, key);
    return TT_OK;
}

/* A thread's own tally, and the counters of all: upper bounds of those of its keys. */
struct exact {
    tt__base_tally *tally;
    const counters *filter;
};

static tt_status count_one(void *arg, tt__corpus_repeats *r, uint64_t key, int32_t i)
{
    const struct exact *to = arg;
    if (!counters_reach(to->filter, key)) return TT_OK;
    r->in_document[i] = true;
    return tt__base_tally_add(to->tally, key, i);
}

static void fill_filter(counters *filter, tt__corpus_repeats *r, const counters *anchors, const tt_corpus *corpus,
                        int threads)
{
    int32_t n = tt_corpus_size(corpus);
#pragma omp parallel num_threads(threads)
    {
        if (anchors->count) {
#pragma omp for schedule(dynamic, 64)
            for (int32_t i = 0; i < n; i++) count_anchors(anchors, corpus, i);
        }
#pragma omp for schedule(dynamic, 64)
        for (int32_t i = 0; i < n; i++) visit_document(anchors, r, corpus, i, count_shared, filter);
    }
}

/* One tally a thread: documents are shared out whole, so that the tallies add up. */
static tt_status count_exactly(tt__base_tally *tally, const counters *filter, tt__corpus_repeats *r,
                               const counters *anchors, const tt_corpus *corpus, int threads)
{
    int32_t n = tt_corpus_size(corpus);
    int failed = 0;
#pragma omp parallel num_threads(threads)
    {
        struct exact own = {&tally[omp_get_thread_num()], filter};
        tt_status status = TT_OK;
#pragma omp for schedule(dynamic, 64)
        for (int32_t i = 0; i < n; i++) {
            if (status < 0 || !r->in_document[i]) continue;
            r->in_document[i] = false;
            status = visit_document(anchors, r, corpus, i, count_one, &own);
        }
        if (status < 0) __atomic_store_n(&failed, 1, __ATOMIC_RELAXED);
    }
    for (int k = 1; k < threads && !failed; k++) failed = tt__base_tally_merge(&tally[0], &tally[k]) < 0;
    return failed ? tt__base_fail(TT_ERR_MEMORY, "out of memory while looking for repeated phrases") : TT_OK;
}

/* One bucket a repeat, or two: keys are scattered evenly. */
static tt_status index_keys(tt__corpus_repeats *r)
{
    for (r->bits = 1; INT64_C(1) << r->bits < r->n;) r->bits++;
    int64_t buckets = INT64_C(1) << r->bits;
    r->first = tt__base_calloc((size_t)buckets + 1, sizeof *r->first);
    if (!r->first) return TT_ERR_MEMORY;
    int64_t b = 0;
    for (int32_t k = 0; k < r->n; k++)
        while (b <= (int64_t)(r->key[k] >> (64 - r->bits))) r->first[b++] = k;
    while (b <= buckets) r->first[b++] = r->n;
    return TT_OK;
}

static tt_status keep_frequent(tt__corpus_repeats *r, tt__base_tally *tally)
{
    int64_t n = tt__base_tally_sort(tally, r->least);
    r->key = tt__base_calloc((size_t)n, sizeof *r->key);
    r->documents = tt__base_calloc((size_t)n, sizeof *r->documents);
    if (!r->key || !r->documents) return TT_ERR_MEMORY;
    for (int64_t k = 0; k < n; k++) {
        r->key[k] = tally->slot[k].key;
        r->documents[k] = tally->slot[k].documents;
    }
    r->n = (int32_t)n;
    return index_keys(r);
}

tt_status tt__corpus_repeats_find(tt__corpus_repeats *out, const tt_corpus *corpus,
                                  bool (*next)(tt__corpus_windows *windows), int32_t least, const tt_run *run)
{
    int64_t tokens = tt_corpus_get_stats(corpus)->tokens,
            suspects = tokens / (next == tt__corpus_windows_next ? SUSPECT_ONE_IN : 2);
    int threads = tt__base_threads(run, tokens, 65536);
    tt__corpus_repeats r = {.next = next, .least = least};
    counters filter = {0}, anchors = {0};
    tt__base_tally *tally = tt__base_calloc((size_t)threads, sizeof *tally);
    r.in_document = tt__base_calloc((size_t)tt_corpus_size(corpus), sizeof *r.in_document);
    tt_status status = r.in_document && tally ? counters_new(&filter, suspects, least) : TT_ERR_MEMORY;
    if (status == TT_OK && next == tt__corpus_windows_next)
        status = counters_new(&anchors, tokens / WORDS_AN_ANCHOR, least);
    if (status == TT_OK) {
        fill_filter(&filter, &r, &anchors, corpus, threads);
        status = count_exactly(tally, &filter, &r, &anchors, corpus, threads);
    }
    if (status == TT_OK) status = keep_frequent(&r, &tally[0]);
    for (int k = 0; tally && k < threads; k++) tt__base_tally_free(&tally[k]);
    free(tally);
    free(anchors.count);
    free(filter.count);
    if (status == TT_OK)
        *out = r;
    else
        tt__corpus_repeats_free(&r);
    return status;
}

int32_t tt__corpus_repeat_of(const tt__corpus_repeats *r, uint64_t key)
{
    if (r->n == 0) return -1;
    uint64_t bucket = key >> (64 - r->bits);
    int32_t k = r->first[bucket], end = r->first[bucket + 1];
    while (k < end && r->key[k] < key) k++;
    return k < end && r->key[k] == key ? k : -1;
}

void tt__corpus_repeats_free(tt__corpus_repeats *repeats)
{
    free(repeats->key);
    free(repeats->first);
    free(repeats->documents);
    free(repeats->in_document);
    *repeats = (tt__corpus_repeats){0};
}
