/* Boilerplate is told by repetition: a stretch of two words or more between two breaks that stands word for word in several
 * places is a subject line, a signature, a header, a licence, not something that its documents say.  Its words would look like
 * perfect phrases.  Where hardly anything else is in a document they are what it says, and stay: a corpus made of a few
 * sentences would have no word left.  Stretches are counted by hash in a table with four tokens a slot, so that few collide. */
#include "meaning/reading.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"

enum {
    REPEATS = 4,      /* so many places: three may be chance or a quotation */
    COUNT_LIMIT = 200, /* counting stops here, well before the byte is full, so that threads cannot carry it past its end */
    LEAST_BITS = 10,
    MOST_BITS = 26
};

/* The end of the stretch that begins at token[at]; its hash. */
static int64_t stretch_end(const int32_t *token, int64_t n, int64_t at, uint64_t *hash)
{
    *hash = 0;
    for (; at < n && token[at] != TT_TOKEN_BREAK; at++)
        *hash = (*hash ^ (uint64_t)TT_TOKEN_WORD(token[at])) * UINT64_C(0x9e3779b97f4a7c15) + 1;
    *hash ^= *hash >> 32;
    return at;
}

static uint8_t *counter(const tt__reader *r, uint64_t hash)
{
    return &r->repeated[hash * UINT64_C(0xd6e8feb86659fd93) >> (64 - r->bits)];
}

static void count_document(const tt__reader *r, int32_t i)
{
    int64_t n, end;
    uint64_t hash;
    const int32_t *token = tt_corpus_tokens(r->corpus, i, &n);
    for (int64_t at = 0; at < n; at = end + 1) {
        end = stretch_end(token, n, at, &hash);
        if (end - at < 2) continue;
        uint8_t *count = counter(r, hash);
        if (__atomic_load_n(count, __ATOMIC_RELAXED) < COUNT_LIMIT) __atomic_add_fetch(count, 1, __ATOMIC_RELAXED);
    }
}

/* The lexeme that a phrase may go through.  The lists of glue are English; other languages may have other uses for the words. */
static int32_t link_of(const tt__reader *r, int32_t i, int32_t token, bool english)
{
    if (token & TT_TOKEN_ASIDE) return TT__NO_LEXEME; /* no break comes here */
    int32_t lexeme = tt__lexeme(r->lexicon, r->vocab, i, token);
    return english && lexeme >= 0 && r->lexicon->kind[lexeme] & TT__GLUE ? TT__NO_LEXEME : lexeme;
}

static bool repeats(const tt__reader *r, int64_t words, uint64_t hash) { return words >= 2 && *counter(r, hash) >= REPEATS; }

/* Are nine of ten words of a document, or more, in repeated stretches? */
static bool all_repeats(const tt__reader *r, const int32_t *token, int64_t n)
{
    int64_t repeated = 0, words = 0, end;
    uint64_t hash;
    for (int64_t at = 0; at < n; at = end + 1) {
        end = stretch_end(token, n, at, &hash);
        words += end - at;
        if (repeats(r, end - at, hash)) repeated += end - at;
    }
    return 10 * repeated > 9 * words;
}

void tt__read(const tt__reader *reader, int32_t i, tt__reading *reading)
{
    int64_t end;
    uint64_t hash;
    bool english = tt__reads_english(reader->vocab, i);
    const int32_t *token = reading->token = tt_corpus_tokens(reader->corpus, i, &reading->n);
    bool whole = all_repeats(reader, token, reading->n);
    for (int64_t at = 0; at < reading->n; at = end + 1) {
        end = stretch_end(token, reading->n, at, &hash);
        bool boilerplate = !whole && repeats(reader, end - at, hash);
        for (int64_t k = at; k < end; k++)
            reading->lexeme[k] = boilerplate ? TT__NO_LEXEME : link_of(reader, i, token[k], english);
        if (end < reading->n) reading->lexeme[end] = TT__NO_LEXEME;
    }
}

tt_status tt__reader_build(tt__reader *out, const tt_corpus *corpus, const tt_vocab *vocab, const tt__lexicon *lexicon,
                           const tt_run *run)
{
    tt__reader r = {.corpus = corpus, .vocab = vocab, .lexicon = lexicon, .bits = LEAST_BITS};
    int64_t tokens = tt_corpus_get_stats(corpus)->tokens, n;
    int threads = tt__threads(run, tokens, 65536);
    while (r.bits < MOST_BITS && INT64_C(4) << r.bits < tokens) r.bits++;
    r.repeated = tt__calloc((size_t)1 << r.bits, sizeof *r.repeated);
    if (!r.repeated) return TT_ERR_MEMORY;
    for (int32_t i = 0; i < tt_corpus_size(corpus); i++) {
        tt_corpus_tokens(corpus, i, &n);
        if (n > r.longest) r.longest = n;
    }
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads)
    for (int32_t i = 0; i < tt_corpus_size(corpus); i++) count_document(&r, i);
    *out = r;
    return TT_OK;
}

void tt__reader_free(tt__reader *reader)
{
    free(reader->repeated);
    *reader = (tt__reader){0};
}

tt__reading *tt__readings_new(const tt__reader *reader, int threads)
{
    tt__reading *readings = tt__calloc((size_t)threads, sizeof *readings);
    for (int k = 0; readings && k < threads; k++)
        if (!(readings[k].lexeme = tt__calloc((size_t)reader->longest, sizeof(int32_t)))) {
            tt__readings_free(readings, threads);
            return NULL;
        }
    return readings;
}

void tt__readings_free(tt__reading *readings, int threads)
{
    for (int k = 0; readings && k < threads; k++) free(readings[k].lexeme);
    free(readings);
}
