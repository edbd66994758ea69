/* Boilerplate is told by repetition: a stretch of two words or more between two breaks that stands word for word in
 * several places is a subject line, a signature, a header, a licence, not something that its documents say.  Its words
 * would look like perfect phrases.  Where hardly anything else is in a document they are what it says, and stay: a
 * corpus made of a few sentences would have no word left.  Stretches are counted by hash in a table with four tokens a
 * slot, so that few collide.
 *
 * Documents are read in blocks of neighbours with so many tokens together, each by one thread into its own room, and
 * kept in memory that is cut to size. */
#include "label/label_text.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

enum {
    REPEATS = 4, /* so many places: three may be chance or a quotation */
    COUNT_LIMIT =
        200, /* counting stops here, well before the byte is full, so that threads cannot carry it past its end */
    LEAST_BITS = 10,
    MOST_BITS = 26,
    BLOCK = 1 << 15 /* tokens: where a block has so many, it ends */
};

/* What there is to know of a word of the corpus, in one place: its lexeme, with a flag where that is glue or a lone
 * letter, and the languages that it is a stop word of; all of them where it has no lexeme, none for a letter, whose
 * lexeme has uses of its own. */
typedef struct word {
    int32_t lexeme;
    uint32_t stop;
} word;

enum { GLUE = 1 << 29, LETTER = 1 << 30, LEXEME = GLUE - 1 };

/* Words between two breaks. */
typedef struct stretch {
    int64_t end;
    const uint8_t *count; /* of those with its hash */
} stretch;

/* One thread's room. */
typedef struct desk {
    stretch *stretch; /* longest / 2 + 1: of a document, those of two words or more */
    int32_t *lexeme;  /* longest: of a document's tokens, with a flag where it is a letter */
    uint32_t *link;   /* room: a block's links and bits */
    int32_t *uses;    /* lexicon->n */
} desk;

typedef struct builder {
    tt__label_text out;
    word *word;        /* n_words */
    uint8_t *repeated; /* 2^bits: how often stretches with this hash stand in the corpus, up to a limit */
    int bits;
    int32_t *first;  /* n_blocks + 1: the first document of each block */
    int64_t longest; /* document, in tokens */
    int64_t room;    /* of a block, in links */
    desk *desk;      /* threads */
    int threads;
} builder;

/* ---- what repeats ---- */

/* The end of the stretch that begins at token[at]; its hash. */
static int64_t stretch_end(const int32_t *token, int64_t n, int64_t at, uint64_t *hash)
{
    *hash = 0;
    for (; at < n && token[at] != TT_TOKEN_BREAK; at++)
        *hash = (*hash ^ (uint64_t)TT_TOKEN_WORD(token[at])) * UINT64_C(0x9e3779b97f4a7c15) + 1;
    *hash ^= *hash >> 32;
    return at;
}

static uint8_t *counter(const builder *b, uint64_t hash)
{
    return &b->repeated[hash * UINT64_C(0xd6e8feb86659fd93) >> (64 - b->bits)];
}

static void count_document(const builder *b, int32_t i)
{
    int64_t n, end;
    uint64_t hash;
    const int32_t *token = tt_corpus_tokens(b->out.corpus, i, &n);
    for (int64_t at = 0; at < n; at = end + 1) {
        end = stretch_end(token, n, at, &hash);
        if (end - at < 2) continue;
        uint8_t *count = counter(b, hash);
        if (__atomic_load_n(count, __ATOMIC_RELAXED) < COUNT_LIMIT) __atomic_add_fetch(count, 1, __ATOMIC_RELAXED);
    }
}

/* The stretches of a document; their counters, which lie all over the table, are on their way when they are asked for.
 */
static int64_t find_stretches(const builder *b, const int32_t *token, int64_t n, stretch *found)
{
    int64_t stretches = 0, end;
    uint64_t hash;
    for (int64_t at = 0; at < n; at = end + 1) {
        end = stretch_end(token, n, at, &hash);
        if (end - at < 2) continue;
        found[stretches] = (stretch){end, counter(b, hash)};
        __builtin_prefetch(found[stretches++].count);
    }
    return stretches;
}

/* lexeme[at] = TT__LABEL_NO_LEXEME at the words of repeated stretches, 0 elsewhere; all 0 where nine of ten words are
 * in them. */
static void find_boilerplate(const builder *b, const int32_t *token, int64_t n, const desk *d)
{
    int64_t repeated = 0, breaks = 0, stretches = find_stretches(b, token, n, d->stretch);
    memset(d->lexeme, 0, (size_t)n * sizeof *d->lexeme);
    for (int64_t k = 0; k < stretches; k++) {
        if (*d->stretch[k].count < REPEATS) continue;
        for (int64_t at = d->stretch[k].end; at-- > 0 && token[at] != TT_TOKEN_BREAK; repeated++)
            d->lexeme[at] = TT__LABEL_NO_LEXEME;
    }
    for (int64_t at = 0; repeated && at < n; at++) breaks += token[at] == TT_TOKEN_BREAK;
    if (10 * repeated > 9 * (n - breaks)) memset(d->lexeme, 0, (size_t)n * sizeof *d->lexeme);
}

/* ---- links ---- */

/* lexeme[at] = the lexeme that a phrase may go through, with LETTER.  The lists of glue are English; other languages
 * may have other uses for the words. */
static void find_lexemes(const builder *b, int32_t i, const int32_t *token, int64_t n, int32_t *lexeme)
{
    int glue = tt__label_reads_english(b->out.vocab, i) ? GLUE : 0;
    int language = b->out.vocab->doc_language[i];
    for (int64_t at = 0; at < n; at++) {
        if (lexeme[at] < 0) continue;
        if (token[at] == TT_TOKEN_BREAK || token[at] & TT_TOKEN_ASIDE) { /* no break comes with the flag of an aside */
            lexeme[at] = TT__LABEL_NO_LEXEME;
            continue;
        }
        word w = b->word[TT_TOKEN_WORD(token[at])];
        lexeme[at] = w.stop >> language & 1 || w.lexeme & glue ? TT__LABEL_NO_LEXEME : w.lexeme & ~GLUE;
    }
}

static bool joined(int32_t token)
{
    return token != TT_TOKEN_BREAK && token & TT_TOKEN_HYPHEN;
}

#define NO_LINK UINT32_MAX

/* The link at token `at`, NO_LINK where no phrase goes through it.  A phrase does not end in the middle of a compound,
 * nor begin there: "supervised learning" is not what "self-supervised learning" speaks of. */
static uint32_t link_at(const int32_t *token, const int32_t *lexeme, int64_t n, int64_t at)
{
    bool first = !joined(token[at]), last = at + 1 >= n || !joined(token[at + 1]);
    if (lexeme[at] & LETTER && (last || !first)) return NO_LINK; /* a letter is a word only before a hyphen */
    bool on = at + 1 < n && lexeme[at + 1] >= 0 && !(lexeme[at + 1] & LETTER);
    return (uint32_t)(lexeme[at] & LEXEME) | (first ? TT__LABEL_LINK_BEGINS : 0) | (last ? TT__LABEL_LINK_ENDS : 0) |
           (on ? TT__LABEL_LINK_ON : 0);
}

/* Document i at link; how much room it took. */
static int64_t read_document(builder *b, int32_t i, desk *d, uint32_t *link)
{
    int64_t n, bits;
    int32_t used = 0;
    tt__label_document_text *r = &b->out.reading[i];
    const int32_t *token = tt_corpus_tokens(b->out.corpus, i, &n);
    uint32_t *kept = link;
    bits = (n + 31) / 32;
    memset(kept, 0, (size_t)bits * sizeof *kept);
    link += bits;
    find_boilerplate(b, token, n, d);
    find_lexemes(b, i, token, n, d->lexeme);
    for (int64_t at = 0; at < n; at++) {
        if (at == TT__LABEL_OPENING) r->opening = used;
        if (d->lexeme[at] < 0) continue;
        d->uses[d->lexeme[at] & LEXEME]++;
        uint32_t found = link_at(token, d->lexeme, n, at);
        if (found == NO_LINK) continue;
        link[used++] = found;
        kept[at >> 5] |= UINT32_C(1) << (at & 31);
    }
    if (n <= TT__LABEL_OPENING) r->opening = used;
    r->n = used;
    return bits + used;
}

static tt_status read_block(builder *b, int64_t block, desk *d)
{
    int64_t used = 0, n;
    for (int32_t i = b->first[block]; i < b->first[block + 1]; i++) used += read_document(b, i, d, d->link + used);
    uint32_t *link = b->out.block[block] = tt__base_calloc((size_t)used, sizeof *link);
    if (!link) return TT_ERR_MEMORY;
    if (used) memcpy(link, d->link, (size_t)used * sizeof *link);
    for (int32_t i = b->first[block]; i < b->first[block + 1]; i++) {
        tt__label_document_text *r = &b->out.reading[i];
        tt_corpus_tokens(b->out.corpus, i, &n);
        r->kept = link;
        r->link = link + (n + 31) / 32;
        link += (n + 31) / 32 + r->n;
    }
    return TT_OK;
}

static tt_status read_all(builder *b)
{
    int32_t n = tt_corpus_size(b->out.corpus);
    bool failed = false;
#pragma omp parallel for schedule(dynamic, 64) num_threads(b->threads)
    for (int32_t i = 0; i < n; i++) count_document(b, i);
#pragma omp parallel for schedule(dynamic, 1) num_threads(b->threads)
    for (int64_t k = 0; k < b->out.n_blocks; k++)
        if (read_block(b, k, &b->desk[omp_get_thread_num()]) < 0) __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    if (failed) return tt__base_fail(TT_ERR_MEMORY, "out of memory: reading %d documents", n);
    for (int32_t l = 0; l < b->out.lexicon->n; l++)
        for (int k = 0; k < b->threads; k++) b->out.uses[l] += b->desk[k].uses[l];
    return TT_OK;
}

/* ---- the whole ---- */

static void look_up_words(builder *b)
{
    const tt__label_lexicon *lexicon = b->out.lexicon;
    for (int32_t w = 0; w < lexicon->n_words; w++) {
        int32_t lexeme = lexicon->of_word[w];
        int kind = lexeme >= 0 ? lexicon->kind[lexeme] : 0;
        if (lexeme < 0)
            b->word[w] = (word){0, UINT32_MAX};
        else if (kind & TT__LABEL_LONE_LETTER)
            b->word[w] = (word){lexeme | LETTER, 0};
        else
            b->word[w] = (word){lexeme | (kind & TT__LABEL_GLUE ? GLUE : 0), b->out.vocab->word_stop[w]};
    }
}

/* Words and breaks. */
static int64_t count_tokens(const tt_corpus *corpus)
{
    int64_t tokens = 0, n;
    for (int32_t i = 0; i < tt_corpus_size(corpus); i++) {
        tt_corpus_tokens(corpus, i, &n);
        tokens += n;
    }
    return tokens;
}

/* Where blocks begin, and what the largest document and the largest block need. */
static void cut_blocks(builder *b)
{
    int64_t tokens = 0, room = 0, n;
    for (int32_t i = 0; i < tt_corpus_size(b->out.corpus); i++) {
        tt_corpus_tokens(b->out.corpus, i, &n);
        tokens += n;
        room += n + (n + 31) / 32;
        if (n > b->longest) b->longest = n;
        if (room > b->room) b->room = room;
        if (tokens < BLOCK) continue;
        b->first[++b->out.n_blocks] = i + 1;
        tokens = room = 0;
    }
    if (b->first[b->out.n_blocks] < tt_corpus_size(b->out.corpus))
        b->first[++b->out.n_blocks] = tt_corpus_size(b->out.corpus);
}

static tt_status begin(builder *b, const tt_run *run)
{
    int64_t tokens = tt_corpus_get_stats(b->out.corpus)->tokens;
    size_t blocks = (size_t)(count_tokens(b->out.corpus) / BLOCK + 1), lexemes = (size_t)b->out.lexicon->n;
    b->threads = tt__base_threads(run, tokens, 65536);
    while (b->bits < MOST_BITS && INT64_C(4) << b->bits < tokens) b->bits++;
    b->repeated = tt__base_calloc((size_t)1 << b->bits, sizeof *b->repeated);
    b->word = tt__base_calloc((size_t)b->out.lexicon->n_words, sizeof *b->word);
    b->first = tt__base_calloc(blocks + 1, sizeof *b->first);
    b->desk = tt__base_calloc((size_t)b->threads, sizeof *b->desk);
    b->out.reading = tt__base_calloc((size_t)tt_corpus_size(b->out.corpus), sizeof *b->out.reading);
    b->out.uses = tt__base_calloc(lexemes, sizeof *b->out.uses);
    b->out.block = tt__base_calloc(blocks, sizeof *b->out.block);
    if (!b->repeated || !b->word || !b->first || !b->desk || !b->out.reading || !b->out.uses || !b->out.block)
        return TT_ERR_MEMORY;
    cut_blocks(b);
    look_up_words(b);
    for (int k = 0; k < b->threads; k++) {
        desk *d = &b->desk[k];
        d->stretch = tt__base_calloc((size_t)b->longest / 2 + 1, sizeof *d->stretch);
        d->lexeme = tt__base_calloc((size_t)b->longest, sizeof *d->lexeme);
        d->link = tt__base_calloc((size_t)b->room, sizeof *d->link);
        d->uses = tt__base_calloc(lexemes, sizeof *d->uses);
        if (!d->stretch || !d->lexeme || !d->link || !d->uses) return TT_ERR_MEMORY;
    }
    return TT_OK;
}

static void end(builder *b)
{
    for (int k = 0; b->desk && k < b->threads; k++) {
        free(b->desk[k].stretch);
        free(b->desk[k].lexeme);
        free(b->desk[k].link);
        free(b->desk[k].uses);
    }
    free(b->desk);
    free(b->first);
    free(b->word);
    free(b->repeated);
}

tt_status tt__label_text_build(tt__label_text *out, const tt_corpus *corpus, const tt_vocab *vocab,
                               const tt__label_lexicon *lexicon, const tt_run *run)
{
    builder b = {.out = {.corpus = corpus, .vocab = vocab, .lexicon = lexicon}, .bits = LEAST_BITS};
    tt_status status = begin(&b, run);
    if (status == TT_OK) status = read_all(&b);
    end(&b);
    if (status == TT_OK)
        *out = b.out;
    else
        tt__label_text_free(&b.out);
    return status;
}

void tt__label_text_free(tt__label_text *reader)
{
    for (int64_t k = 0; reader->block && k < reader->n_blocks; k++) free(reader->block[k]);
    free(reader->block);
    free(reader->reading);
    free(reader->uses);
    *reader = (tt__label_text){0};
}
