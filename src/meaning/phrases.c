/* Level by level: pairs of adjacent lexemes first, then phrases of two words with a third.  Most pairs are met once, so a first
 * pass counts them in a small table of shared counters (integers: any order of the additions gives the same sums), and only
 * those that may be frequent enough are counted exactly in a second one.
 *
 * A pair is a phrase where it stands in enough documents and its normalised pointwise mutual information is high enough
 * (Bouma 2009): words that share a place by chance are near 0, words that never part are near 1.  A phrase that nearly always
 * stands within one longer phrase is not shown (the idea of the C-value, Frantzi et al. 2000, doi:10.1007/s007999900023), and
 * neither is a word that nearly always stands within one phrase ("angeles"). */
#include "meaning/phrases.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

enum { FILTER_BITS = 22 };

static const double least_npmi = .25; /* below, chance neighbours of two frequent words come in */
static const double within = .7;      /* share of a phrase's uses that one longer phrase has, for it to be hidden */

typedef struct discovery {
    tt__phrases *out;
    uint32_t *filter;  /* 2^FILTER_BITS */
    tt__reading *reading; /* threads */
    int threads;
    int64_t tokens;    /* of the corpus */
    int32_t least;     /* documents */
    int32_t words;     /* of the phrases looked for */
} discovery;

static uint64_t key_of(int32_t head, int32_t last) { return (uint64_t)head << 32 | (uint32_t)last; }

static int32_t *place(const tt__phrases *p, int32_t head, int32_t last)
{
    uint64_t mask = (UINT64_C(1) << p->bits) - 1, s = tt__key_slot(key_of(head, last), p->bits);
    for (;; s = (s + 1) & mask) {
        int32_t id = p->slot[s];
        if (id == 0 || (p->head[id - p->first] == head && p->last[id - p->first] == last)) return &p->slot[s];
    }
}

int32_t tt__phrase_find(const tt__phrases *phrases, int32_t head, int32_t last)
{
    int32_t id = phrases->slot ? *place(phrases, head, last) : 0;
    return id ? id : -1;
}

int32_t tt__phrase_lexemes(const tt__phrases *phrases, int32_t candidate, int32_t lexeme[TT__PHRASE_WORDS])
{
    int32_t n = 1, id = candidate;
    for (; id >= phrases->first; id = phrases->head[id - phrases->first]) n++;
    id = candidate;
    for (int32_t at = n - 1; at > 0; at--) {
        lexeme[at] = phrases->last[id - phrases->first];
        id = phrases->head[id - phrases->first];
    }
    lexeme[0] = id;
    return n;
}

/* ---- where phrases stand ---- */

static bool joined(int32_t token) { return token != TT_TOKEN_BREAK && token & TT_TOKEN_HYPHEN; }

/* May a phrase end at this token?  Not in the middle of a compound, and it cannot begin there either: "supervised learning" is
 * not what "self-supervised learning" speaks of. */
static bool can_end(const tt__reading *r, int64_t at) { return at + 1 >= r->n || !joined(r->token[at + 1]); }

/* A letter is a word only before a hyphen. */
static bool is_letter(const tt__phrases *p, int32_t lexeme) { return p->lexicon->kind[lexeme] & TT__LONE_LETTER; }

/* The lexeme that goes on with a phrase at token `at`, or none. */
static int32_t continuation(const tt__phrases *p, const tt__reading *r, int64_t at)
{
    int32_t lexeme = at < r->n ? r->lexeme[at] : TT__NO_LEXEME;
    return lexeme >= 0 && is_letter(p, lexeme) ? TT__NO_LEXEME : lexeme;
}

/* The lexeme that begins a phrase at token `at`, or none. */
static int32_t beginning(const tt__phrases *p, const tt__reading *r, int64_t at)
{
    int32_t lexeme = joined(r->token[at]) ? TT__NO_LEXEME : r->lexeme[at];
    return lexeme >= 0 && is_letter(p, lexeme) && can_end(r, at) ? TT__NO_LEXEME : lexeme;
}

void tt__phrases_at(const tt__phrases *phrases, const tt__reading *r, int64_t at, int32_t found[TT__PHRASE_WORDS])
{
    int32_t id = beginning(phrases, r, at);
    found[0] = id >= 0 && can_end(r, at) ? id : -1;
    for (int64_t w = 1; w < TT__PHRASE_WORDS; w++) {
        int32_t last = id >= 0 ? continuation(phrases, r, at + w) : TT__NO_LEXEME;
        id = last >= 0 ? tt__phrase_find(phrases, id, last) : -1;
        found[w] = id >= 0 && can_end(r, at + w) ? id : -1;
    }
}

/* The key of the d->words words that begin at token `at`, 0 where they are no possible phrase. */
static uint64_t possible(const discovery *d, const tt__reading *r, int64_t at)
{
    const tt__phrases *p = d->out;
    int32_t head = beginning(p, r, at);
    for (int64_t w = 1; w + 1 < d->words && head >= 0; w++) {
        int32_t next = continuation(p, r, at + w);
        head = next >= 0 ? tt__phrase_find(p, head, next) : -1;
    }
    if (head < 0 || at + d->words > r->n || !can_end(r, at + d->words - 1)) return 0;
    int32_t last = continuation(p, r, at + d->words - 1);
    return last >= 0 ? key_of(head, last) : 0;
}

/* ---- counting ---- */

static void filter_document(discovery *d, tt__reading *r, int32_t i)
{
    tt__read(d->out->reader, i, r);
    for (int64_t at = 0; at + 1 < r->n; at++) {
        uint64_t key = possible(d, r, at);
        if (key) __atomic_add_fetch(&d->filter[tt__key_slot(key, FILTER_BITS)], 1, __ATOMIC_RELAXED);
    }
}

static tt_status tally_document(const discovery *d, tt__reading *r, tt__tally *tally, int32_t i)
{
    tt__read(d->out->reader, i, r);
    for (int64_t at = 0; at + 1 < r->n; at++) {
        uint64_t key = possible(d, r, at);
        if (!key || d->filter[tt__key_slot(key, FILTER_BITS)] < (uint32_t)d->least) continue;
        if (tt__tally_add(tally, key, i) < 0) return TT_ERR_MEMORY;
    }
    return TT_OK;
}

/* Every possible phrase of d->words words that may stand in enough documents, counted. */
static tt_status count_possible(discovery *d, tt__tally *tally)
{
    int32_t n = tt_corpus_size(d->out->reader->corpus);
    tt__tally *own = tt__calloc((size_t)d->threads, sizeof *own);
    bool failed = false;
    if (!own) return TT_ERR_MEMORY;
    memset(d->filter, 0, sizeof *d->filter << FILTER_BITS);
#pragma omp parallel for schedule(dynamic, 64) num_threads(d->threads)
    for (int32_t i = 0; i < n; i++) filter_document(d, &d->reading[omp_get_thread_num()], i);
#pragma omp parallel for schedule(dynamic, 64) num_threads(d->threads)
    for (int32_t i = 0; i < n; i++)
        if (tally_document(d, &d->reading[omp_get_thread_num()], &own[omp_get_thread_num()], i) < 0)
            __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    tt_status status = failed ? tt__fail(TT_ERR_MEMORY, "out of memory: counting phrases") : TT_OK;
    for (int k = 0; k < d->threads; k++) {
        if (status == TT_OK) status = tt__tally_merge(tally, &own[k]);
        tt__tally_free(&own[k]);
    }
    free(own);
    return status;
}

static void count_lexemes_of(const discovery *d, tt__reading *r, int32_t *uses, int32_t i)
{
    tt__read(d->out->reader, i, r);
    for (int64_t at = 0; at < r->n; at++)
        if (r->lexeme[at] >= 0) uses[r->lexeme[at]]++;
}

static tt_status count_lexemes(discovery *d)
{
    tt__phrases *p = d->out;
    int32_t n = tt_corpus_size(p->reader->corpus);
    int32_t *uses = tt__calloc((size_t)d->threads * (size_t)p->first, sizeof *uses);
    if (!uses) return TT_ERR_MEMORY;
#pragma omp parallel for schedule(dynamic, 64) num_threads(d->threads)
    for (int32_t i = 0; i < n; i++)
        count_lexemes_of(d, &d->reading[omp_get_thread_num()], uses + (int64_t)p->first * omp_get_thread_num(), i);
    for (int32_t l = 0; l < p->first; l++) {
        p->uses[l] = 0;
        for (int k = 0; k < d->threads; k++) p->uses[l] += uses[(int64_t)p->first * k + l];
    }
    free(uses);
    return TT_OK;
}

/* ---- choosing ---- */

/* Does it hold together?  npmi = ln(p(xy) / p(x)p(y)) / -ln p(xy), in running text. */
static bool significant(const discovery *d, const tt__count *c)
{
    const tt__phrases *p = d->out;
    double all = (double)d->tokens, both = c->uses / all;
    double apart = (p->uses[c->key >> 32] / all) * (p->uses[c->key & 0xffffffffu] / all);
    return log(both / apart) >= least_npmi * -log(both);
}

/* Three words hold together where the last two are a phrase as well. */
static bool linked(const discovery *d, const tt__count *c)
{
    const tt__phrases *p = d->out;
    int32_t head = (int32_t)(c->key >> 32);
    return head < p->first || tt__phrase_find(p, p->last[head - p->first], (int32_t)(c->key & 0xffffffffu)) >= 0 ||
           is_letter(p, p->head[head - p->first]);
}

static tt_status grow_arrays(tt__phrases *p, int64_t phrases)
{
    int64_t room[4] = {p->capacity, p->capacity, p->capacity + p->first, p->capacity + p->first};
    tt_status status = tt__reserve(&p->head, &room[0], phrases, sizeof *p->head);
    if (status == TT_OK) status = tt__reserve(&p->last, &room[1], phrases, sizeof *p->last);
    if (status == TT_OK) status = tt__reserve(&p->uses, &room[2], p->first + phrases, sizeof *p->uses);
    if (status == TT_OK) status = tt__reserve(&p->dropped, &room[3], p->first + phrases, sizeof *p->dropped);
    if (status == TT_OK) p->capacity = phrases;
    return status;
}

static tt_status grow_slots(tt__phrases *p, int64_t phrases)
{
    int bits = p->bits ? p->bits : 10;
    while (INT64_C(1) << bits < 2 * phrases) bits++;
    int32_t *slot = tt__calloc((size_t)1 << bits, sizeof *slot);
    if (!slot) return TT_ERR_MEMORY;
    free(p->slot);
    p->slot = slot;
    p->bits = bits;
    for (int32_t id = p->first; id < p->n; id++) *place(p, p->head[id - p->first], p->last[id - p->first]) = id;
    return TT_OK;
}

static void add_phrase(tt__phrases *p, const tt__count *c)
{
    int32_t id = p->n++, head = (int32_t)(c->key >> 32), last = (int32_t)(c->key & 0xffffffffu);
    p->head[id - p->first] = head;
    p->last[id - p->first] = last;
    p->uses[id] = c->uses;
    p->dropped[id] = false;
    *place(p, head, last) = id;
}

/* Those of the counted phrases that hold together become candidates, in the order of their keys. */
static tt_status take_phrases(discovery *d, tt__tally *tally)
{
    tt__phrases *p = d->out;
    int64_t n = tt__tally_sort(tally, d->least), kept = 0;
    for (int64_t c = 0; c < n; c++)
        if (significant(d, &tally->slot[c]) && linked(d, &tally->slot[c])) tally->slot[kept++] = tally->slot[c];
    int64_t phrases = p->n - p->first + kept;
    if (p->n + kept > INT32_MAX) return tt__fail(TT_ERR_MEMORY, "more than 2^31 phrases");
    tt_status status = grow_arrays(p, phrases);
    if (status == TT_OK) status = grow_slots(p, phrases);
    for (int64_t c = 0; c < kept && status == TT_OK; c++) add_phrase(p, &tally->slot[c]);
    return status;
}

/* ---- hiding ---- */

static bool is_kind(const tt__phrases *p, int32_t lexeme, int kind) { return (p->lexicon->kind[lexeme] & kind) != 0; }

/* Nothing but generic words, or a weak one at an edge where it modifies nothing. */
static bool says_nothing(const tt__phrases *p, int32_t id)
{
    int32_t lexeme[TT__PHRASE_WORDS], n = tt__phrase_lexemes(p, id, lexeme), generic = 0;
    for (int32_t w = 0; w < n; w++) generic += is_kind(p, lexeme[w], TT__GENERIC | TT__PART);
    if (n == 1) return is_kind(p, lexeme[0], TT__GLUE | TT__PART);
    return generic == n || is_kind(p, lexeme[n - 1], TT__WEAK | TT__BOUND);
}

/* whole: uses of the longer phrase. */
static void hide_part(tt__phrases *p, int32_t part, int32_t whole)
{
    if (part >= 0 && whole >= within * p->uses[part]) p->dropped[part] = true;
}

/* From the longest to the shortest, so that only what is shown hides its parts. */
static void hide(tt__phrases *p)
{
    for (int32_t id = 0; id < p->n; id++)
        if (says_nothing(p, id)) p->dropped[id] = true;
    for (int32_t id = p->n - 1; id >= p->first; id--) {
        int32_t lexeme[TT__PHRASE_WORDS], n = tt__phrase_lexemes(p, id, lexeme);
        if (p->dropped[id]) continue;
        for (int32_t w = 0; w < n; w++) hide_part(p, lexeme[w], p->uses[id]);
        if (n < 3) continue;
        hide_part(p, p->head[id - p->first], p->uses[id]);
        hide_part(p, tt__phrase_find(p, lexeme[1], lexeme[2]), p->uses[id]);
    }
}

/* ---- the whole ---- */

/* A phrase that few documents use can be no topic's name: three, more in large corpora, so that time and memory stay in bounds. */
static int32_t least_documents(int32_t n) { return n < 8 ? 1 : n < 200 ? 2 : n < 20000 ? 3 : 3 + n / 20000; }

/* "Markov chain Monte" is half of something longer than any phrase here: its own parts are shown instead. */
static tt_status hide_halves(discovery *d)
{
    tt__phrases *p = d->out;
    tt__tally tally = {0};
    d->words = TT__PHRASE_WORDS + 1;
    tt_status status = count_possible(d, &tally);
    int64_t n = status == TT_OK ? tt__tally_sort(&tally, d->least) : 0;
    for (int64_t c = 0; c < n; c++) {
        int32_t lexeme[TT__PHRASE_WORDS], head = (int32_t)(tally.slot[c].key >> 32), last = (int32_t)(tally.slot[c].key & 0xffffffffu);
        tt__phrase_lexemes(p, head, lexeme);
        int32_t middle = tt__phrase_find(p, lexeme[1], lexeme[2]), tail = middle >= 0 ? tt__phrase_find(p, middle, last) : -1;
        hide_part(p, head, tally.slot[c].uses);
        hide_part(p, tail, tally.slot[c].uses);
    }
    tt__tally_free(&tally);
    return status;
}

static tt_status discover(discovery *d, int32_t max_words)
{
    tt_status status = TT_OK;
    for (d->words = 2; d->words <= max_words && status == TT_OK; d->words++) {
        tt__tally tally = {0};
        status = count_possible(d, &tally);
        if (status == TT_OK) status = take_phrases(d, &tally);
        tt__tally_free(&tally);
    }
    return status == TT_OK && max_words == TT__PHRASE_WORDS ? hide_halves(d) : status;
}

tt_status tt__phrases_build(tt__phrases *out, const tt__reader *reader, int32_t max_words, const tt_run *run)
{
    int32_t n = reader->lexicon->n;
    tt__phrases p = {.reader = reader, .lexicon = reader->lexicon, .n = n, .first = n};
    discovery d = {.out = &p, .tokens = tt_corpus_get_stats(reader->corpus)->tokens};
    d.least = least_documents(tt_corpus_size(reader->corpus));
    d.threads = tt__threads(run, d.tokens, 65536 + n);
    d.reading = tt__readings_new(reader, d.threads);
    d.filter = tt__calloc((size_t)1 << FILTER_BITS, sizeof *d.filter);
    tt_status status = d.reading && d.filter ? grow_arrays(&p, 1) : TT_ERR_MEMORY;
    if (status == TT_OK) memset(p.dropped, 0, (size_t)n * sizeof *p.dropped);
    if (status == TT_OK) status = count_lexemes(&d);
    if (status == TT_OK) status = discover(&d, max_words);
    if (status == TT_OK) {
        hide(&p);
        *out = p;
    } else {
        tt__phrases_free(&p);
    }
    tt__readings_free(d.reading, d.threads);
    free(d.filter);
    return status;
}

void tt__phrases_free(tt__phrases *phrases)
{
    free(phrases->head);
    free(phrases->last);
    free(phrases->uses);
    free(phrases->dropped);
    free(phrases->slot);
    *phrases = (tt__phrases){0};
}
