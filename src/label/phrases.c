/* Level by level: pairs of adjacent lexemes first, then phrases of two words with a third.  Most pairs are met once, so
 * a first pass counts them in a small table of shared counters (integers: any order of the additions gives the same
 * sums), and only those that may be frequent enough are counted exactly in a second one.
 *
 * A pair is a phrase where it stands in enough documents and its normalised pointwise mutual information is high enough
 * (Bouma 2009): words that share a place by chance are near 0, words that never part are near 1.  A phrase that nearly
 * always stands within one longer phrase is not shown (the idea of the C-value, Frantzi et al. 2000,
 * doi:10.1007/s007999900023), and neither is a word that nearly always stands within one phrase ("angeles"). */
#include "label/phrases.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

enum {
    LEAST_BITS = 12, /* of the filter; a fourth of the tokens fit into it, so that few rare keys fall together */
    MOST_BITS = 24,
    COUNT_LIMIT =
        200 /* counting stops here, well before the byte is full, so that threads cannot carry it past its end */
};

static const double least_npmi = .25; /* below, chance neighbours of two frequent words come in */
static const double within = .7;      /* share of a phrase's uses that one longer phrase has, for it to be hidden */

typedef struct discovery {
    tt__label_phrases *out;
    uint8_t *filter; /* 2^bits: uses of all keys that fall together, up to a limit */
    int bits, threads;
    int64_t tokens; /* of the corpus */
    int32_t least;  /* documents */
    int32_t words;  /* of the phrases looked for */
} discovery;

static uint64_t key_of(int32_t head, int32_t last)
{
    return (uint64_t)head << 32 | (uint32_t)last;
}
static int32_t head_of(uint64_t key)
{
    return (int32_t)(key >> 32);
}
static int32_t last_of(uint64_t key)
{
    return (int32_t)(key & 0xffffffffu);
}

int32_t tt__label_phrase_lexemes(const tt__label_phrases *phrases, int32_t candidate,
                                 int32_t lexeme[TT__LABEL_PHRASE_WORDS])
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

static bool is_letter(const tt__label_phrases *p, int32_t lexeme)
{
    return p->lexicon->kind[lexeme] & TT__LABEL_LONE_LETTER;
}

/* ---- counting ---- */

/* The phrase or lexeme of the first d->words - 1 words of a possible phrase, -1 where there is none. */
static int32_t head_at(const discovery *d, int32_t i, int32_t at)
{
    const tt__label_phrases *p = d->out;
    const uint32_t *link = p->reader->reading[i].link + at;
    if (d->words == 2) return link[0] & TT__LABEL_LINK_BEGINS ? TT__LABEL_LINK_LEXEME(link[0]) : -1;
    int32_t id = p->longest[p->begin[i] + at];
    return id >= (d->words == 3 ? p->first : p->three) ? id : -1;
}

/* The key of the d->words words that begin at link `at` of document i, 0 where they are no possible phrase. */
static uint64_t possible(const discovery *d, int32_t i, int32_t at)
{
    const uint32_t *link = d->out->reader->reading[i].link + at + d->words - 2; /* the last but one */
    int32_t head = head_at(d, i, at);
    if (head < 0 || !(link[0] & TT__LABEL_LINK_ON) || !(link[1] & TT__LABEL_LINK_ENDS)) return 0;
    return key_of(head, TT__LABEL_LINK_LEXEME(link[1]));
}

/* The phrases of d->words words, where they stand. */
static void note_phrases(const discovery *d, int32_t i)
{
    tt__label_phrases *p = d->out;
    const tt__label_document_text *r = &p->reader->reading[i];
    for (int32_t at = 0; at < r->n; at++) {
        int32_t head = head_at(d, i, at), words = d->words, id;
        if (head < 0 || !(r->link[at + words - 2] & TT__LABEL_LINK_ON)) continue;
        if ((id = tt__label_phrase_find(p, head, TT__LABEL_LINK_LEXEME(r->link[at + words - 1]))) >= 0)
            p->longest[p->begin[i] + at] = id;
    }
}

static uint8_t *counter(const discovery *d, uint64_t key)
{
    return &d->filter[tt__base_key_slot(key, d->bits)];
}

static void filter_document(const discovery *d, int32_t i)
{
    for (int32_t at = 0; at < d->out->reader->reading[i].n; at++) {
        uint64_t key = possible(d, i, at);
        uint8_t *count = key ? counter(d, key) : NULL;
        if (count && __atomic_load_n(count, __ATOMIC_RELAXED) < COUNT_LIMIT)
            __atomic_add_fetch(count, 1, __ATOMIC_RELAXED);
    }
}

static tt_status tally_document(const discovery *d, tt__base_tally *tally, int32_t i)
{
    int32_t least = d->least < COUNT_LIMIT ? d->least : COUNT_LIMIT;
    for (int32_t at = 0; at < d->out->reader->reading[i].n; at++) {
        uint64_t key = possible(d, i, at);
        if (key && *counter(d, key) >= least && tt__base_tally_add(tally, key, i) < 0) return TT_ERR_MEMORY;
    }
    return TT_OK;
}

/* Every possible phrase of d->words words that may stand in enough documents, counted. */
static tt_status count_possible(discovery *d, tt__base_tally *tally)
{
    int32_t n = tt_corpus_size(d->out->reader->corpus);
    tt__base_tally *own = tt__base_calloc((size_t)d->threads, sizeof *own);
    bool failed = false;
    if (!own) return TT_ERR_MEMORY;
    memset(d->filter, 0, sizeof *d->filter << d->bits);
#pragma omp parallel for schedule(dynamic, 64) num_threads(d->threads)
    for (int32_t i = 0; i < n; i++) filter_document(d, i);
#pragma omp parallel for schedule(dynamic, 64) num_threads(d->threads)
    for (int32_t i = 0; i < n; i++)
        if (tally_document(d, &own[omp_get_thread_num()], i) < 0) __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    tt_status status = failed ? tt__base_fail(TT_ERR_MEMORY, "out of memory: counting phrases") : TT_OK;
    if (status == TT_OK) {
        *tally = own[0];
        own[0] = (tt__base_tally){0};
    }
    for (int k = 0; k < d->threads; k++) {
        if (status == TT_OK && k > 0) status = tt__base_tally_merge(tally, &own[k]);
        tt__base_tally_free(&own[k]);
    }
    free(own);
    return status;
}

/* ---- choosing ---- */

/* Does it hold together?  npmi = ln(p(xy) / p(x)p(y)) / -ln p(xy), in running text. */
static bool significant(const discovery *d, const tt__base_count *c)
{
    const tt__label_phrases *p = d->out;
    double all = (double)d->tokens, both = c->uses / all;
    double apart = (p->uses[head_of(c->key)] / all) * (p->uses[last_of(c->key)] / all);
    return log(both / apart) >= least_npmi * -log(both);
}

/* Three words hold together where the last two are a phrase as well. */
static bool linked(const discovery *d, const tt__base_count *c)
{
    const tt__label_phrases *p = d->out;
    int32_t head = head_of(c->key);
    return head < p->first || tt__label_phrase_find(p, p->last[head - p->first], last_of(c->key)) >= 0 ||
           is_letter(p, p->head[head - p->first]);
}

static tt_status grow_arrays(tt__label_phrases *p, int64_t phrases)
{
    int64_t room[4] = {p->capacity, p->capacity, p->capacity + p->first, p->capacity + p->first};
    tt_status status = tt__base_reserve(&p->head, &room[0], phrases, sizeof *p->head);
    if (status == TT_OK) status = tt__base_reserve(&p->last, &room[1], phrases, sizeof *p->last);
    if (status == TT_OK) status = tt__base_reserve(&p->uses, &room[2], p->first + phrases, sizeof *p->uses);
    if (status == TT_OK) status = tt__base_reserve(&p->dropped, &room[3], p->first + phrases, sizeof *p->dropped);
    if (status == TT_OK) p->capacity = phrases;
    return status;
}

static void add_slot(tt__label_phrases *p, int32_t id)
{
    int32_t head = p->head[id - p->first], last = p->last[id - p->first];
    uint64_t mask = (UINT64_C(1) << p->bits) - 1, s = tt__base_key_slot(key_of(head, last), p->bits);
    while (p->slot[s].id) s = (s + 1) & mask;
    p->slot[s] = (tt__label_phrase_slot){head, last, id};
}

static tt_status grow_slots(tt__label_phrases *p, int64_t phrases)
{
    int bits = p->bits ? p->bits : 10;
    while (INT64_C(1) << bits < 2 * phrases) bits++;
    tt__label_phrase_slot *slot = tt__base_calloc((size_t)1 << bits, sizeof *slot);
    if (!slot) return TT_ERR_MEMORY;
    free(p->slot);
    p->slot = slot;
    p->bits = bits;
    for (int32_t id = p->first; id < p->n; id++) add_slot(p, id);
    return TT_OK;
}

static void add_phrase(tt__label_phrases *p, const tt__base_count *c)
{
    int32_t id = p->n++;
    p->head[id - p->first] = head_of(c->key);
    p->last[id - p->first] = last_of(c->key);
    p->uses[id] = c->uses;
    p->dropped[id] = false;
    add_slot(p, id);
}

/* Those of the counted phrases that hold together become candidates, in the order of their keys; only they are sorted.
 */
static tt_status take_phrases(discovery *d, tt__base_tally *tally)
{
    tt__label_phrases *p = d->out;
    for (int64_t s = 0; s < tally->slots; s++) {
        tt__base_count *c = &tally->slot[s];
        if (c->documents >= d->least && !(significant(d, c) && linked(d, c))) c->documents = 0;
    }
    int64_t kept = tt__base_tally_sort(tally, d->least), phrases = p->n - p->first + kept;
    if (p->n + kept > INT32_MAX) return tt__base_fail(TT_ERR_MEMORY, "more than 2^31 phrases");
    tt_status status = grow_arrays(p, phrases);
    if (status == TT_OK) status = grow_slots(p, phrases);
    for (int64_t c = 0; c < kept && status == TT_OK; c++) add_phrase(p, &tally->slot[c]);
    return status;
}

/* ---- hiding ---- */

static bool is_kind(const tt__label_phrases *p, int32_t lexeme, int kind)
{
    return (p->lexicon->kind[lexeme] & kind) != 0;
}

/* Nothing but generic words, or a weak one at an edge where it modifies nothing. */
static bool says_nothing(const tt__label_phrases *p, int32_t id)
{
    int32_t lexeme[TT__LABEL_PHRASE_WORDS], n = tt__label_phrase_lexemes(p, id, lexeme), generic = 0;
    for (int32_t w = 0; w < n; w++) generic += is_kind(p, lexeme[w], TT__LABEL_GENERIC | TT__LABEL_PART);
    if (n == 1) return is_kind(p, lexeme[0], TT__LABEL_GLUE | TT__LABEL_PART);
    return generic == n || is_kind(p, lexeme[n - 1], TT__LABEL_WEAK | TT__LABEL_BOUND);
}

/* whole: uses of the longer phrase. */
static void hide_part(tt__label_phrases *p, int32_t part, int32_t whole)
{
    if (part >= 0 && whole >= within * p->uses[part]) p->dropped[part] = true;
}

/* From the longest to the shortest, so that only what is shown hides its parts. */
static void hide(tt__label_phrases *p)
{
    for (int32_t id = 0; id < p->n; id++)
        if (says_nothing(p, id)) p->dropped[id] = true;
    for (int32_t id = p->n - 1; id >= p->first; id--) {
        int32_t lexeme[TT__LABEL_PHRASE_WORDS], n = tt__label_phrase_lexemes(p, id, lexeme);
        if (p->dropped[id]) continue;
        for (int32_t w = 0; w < n; w++) hide_part(p, lexeme[w], p->uses[id]);
        if (n < 3) continue;
        hide_part(p, p->head[id - p->first], p->uses[id]);
        hide_part(p, tt__label_phrase_find(p, lexeme[1], lexeme[2]), p->uses[id]);
    }
}

/* ---- the whole ---- */

/* A phrase that few documents use can be no topic's name: three, more in large corpora, so that time and memory stay in
 * bounds. */
static int32_t least_documents(int32_t n)
{
    return n < 8 ? 1 : n < 200 ? 2 : n < 20000 ? 3 : 3 + n / 20000;
}

/* "Markov chain Monte" is half of something longer than any phrase here: its own parts are shown instead. */
static tt_status hide_halves(discovery *d)
{
    tt__label_phrases *p = d->out;
    tt__base_tally tally = {0};
    d->words = TT__LABEL_PHRASE_WORDS + 1;
    tt_status status = count_possible(d, &tally);
    for (int64_t s = 0; status == TT_OK && s < tally.slots; s++) {
        const tt__base_count *c = &tally.slot[s];
        int32_t lexeme[TT__LABEL_PHRASE_WORDS], head = head_of(c->key);
        if (c->uses == 0 || c->documents < d->least) continue;
        tt__label_phrase_lexemes(p, head, lexeme);
        int32_t middle = tt__label_phrase_find(p, lexeme[1], lexeme[2]),
                tail = middle >= 0 ? tt__label_phrase_find(p, middle, last_of(c->key)) : -1;
        hide_part(p, head, c->uses);
        hide_part(p, tail, c->uses);
    }
    tt__base_tally_free(&tally);
    return status;
}

static void note_all(discovery *d)
{
    int32_t n = tt_corpus_size(d->out->reader->corpus);
    if (d->words == TT__LABEL_PHRASE_WORDS - 1) d->out->three = d->out->n; /* those to come */
#pragma omp parallel for schedule(dynamic, 64) num_threads(d->threads)
    for (int32_t i = 0; i < n; i++) note_phrases(d, i);
}

static tt_status discover(discovery *d, int32_t max_words)
{
    tt_status status = TT_OK;
    for (d->words = 2; d->words <= max_words && status == TT_OK; d->words++) {
        tt__base_tally tally = {0};
        status = count_possible(d, &tally);
        if (status == TT_OK) status = take_phrases(d, &tally);
        tt__base_tally_free(&tally);
        if (status == TT_OK) note_all(d);
    }
    return status == TT_OK && max_words == TT__LABEL_PHRASE_WORDS ? hide_halves(d) : status;
}

/* Room for what begins at each link: nothing yet. */
static tt_status begin_links(tt__label_phrases *p)
{
    int32_t n = tt_corpus_size(p->reader->corpus);
    int64_t links = 0;
    p->begin = tt__base_calloc((size_t)n, sizeof *p->begin);
    for (int32_t i = 0; p->begin && i < n; i++) {
        p->begin[i] = links;
        links += p->reader->reading[i].n;
    }
    p->longest = tt__base_calloc((size_t)links, sizeof *p->longest);
    if (!p->begin || !p->longest) return TT_ERR_MEMORY;
    memset(p->longest, 0xff, (size_t)links * sizeof *p->longest); /* all -1 */
    return TT_OK;
}

tt_status tt__label_phrases_build(tt__label_phrases *out, const tt__label_text *reader, int32_t max_words,
                                  const tt_run *run)
{
    int32_t n = reader->lexicon->n;
    tt__label_phrases p = {.reader = reader, .lexicon = reader->lexicon, .n = n, .first = n, .three = n};
    discovery d = {.out = &p, .tokens = tt_corpus_get_stats(reader->corpus)->tokens, .bits = LEAST_BITS};
    while (d.bits < MOST_BITS && INT64_C(4) << d.bits < d.tokens) d.bits++;
    d.least = least_documents(tt_corpus_size(reader->corpus));
    d.threads = tt__base_threads(run, d.tokens, 65536 + n);
    d.filter = tt__base_calloc((size_t)1 << d.bits, sizeof *d.filter);
    tt_status status = d.filter ? grow_arrays(&p, 1) : TT_ERR_MEMORY;
    if (status == TT_OK) status = begin_links(&p);
    if (status == TT_OK) {
        memset(p.dropped, 0, (size_t)n * sizeof *p.dropped);
        memcpy(p.uses, reader->uses, (size_t)n * sizeof *p.uses);
    }
    if (status == TT_OK) status = discover(&d, max_words);
    if (status == TT_OK) {
        hide(&p);
        *out = p;
    } else {
        tt__label_phrases_free(&p);
    }
    free(d.filter);
    return status;
}

void tt__label_phrases_free(tt__label_phrases *phrases)
{
    free(phrases->head);
    free(phrases->last);
    free(phrases->uses);
    free(phrases->dropped);
    free(phrases->slot);
    free(phrases->begin);
    free(phrases->longest);
    *phrases = (tt__label_phrases){0};
}
