#include "weights/candidates.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "words/ascii.h"
#include "words/decode.h"
#include "words/fold.h"
#include "words/stem.h"

enum { PART_WORDS = 8192 /* are worth a thread to fold them */ };

/* Two characters with a letter among them, or one ideograph. */
static bool can_be_term(const tt__base_buffer *folded)
{
    int32_t characters = 0, c = 0;
    bool letter = false;
    size_t n = (size_t)folded->length, bytes;
    if (n >= 2 && tt__words_is_letter(folded->data[0]) && (unsigned char)folded->data[1] < 0x80)
        return true; /* nearly all are told by this */
    for (size_t i = 0; i < n; i += bytes) {
        c = tt__words_decode(folded->data + i, n - i, &bytes);
        characters++;
        letter = letter || u_isalpha(c);
    }
    return letter && (characters >= 2 || u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC));
}

/* A word as it is looked up. */
typedef struct folded {
    tt__base_strmap_key key;
    int64_t start; /* in the text of its part; -1: it can be no term */
    size_t n;
} folded;

/* Words from .. to - 1, which one thread folds. */
typedef struct part {
    int32_t from, to;
    tt__base_buffer text, one;
    tt_status status;
} part;

static tt_status fold_word(tt__weights_candidates *c, folded *out, part *p, int32_t w, const char *word,
                           const tt__words_stoplist *stoplist)
{
    size_t n = strlen(word);
    tt_status status = tt__words_fold(&p->one, word, n);
    if (status < 0) return status;
    *out = (folded){tt__base_strmap_key_of(p->one.data, (size_t)p->one.length), -1, (size_t)p->one.length};
    c->as_folded[w] = out->n == n && memcmp(p->one.data, word, n) == 0;
    c->stop[w] = tt__words_stoplist_mask(stoplist, p->one.data, out->n, out->key);
    if (!can_be_term(&p->one)) return TT_OK;
    out->start = p->text.length;
    return tt__base_buffer_append(&p->text, p->one.data, out->n);
}

static void fold_part(tt__weights_candidates *c, folded *out, part *p, const tt_corpus *corpus,
                      const tt__words_stoplist *stoplist)
{
    for (int32_t w = p->from; w < p->to && p->status == TT_OK; w++)
        p->status = fold_word(c, &out[w], p, w, tt_corpus_word(corpus, w), stoplist);
}

/* The candidates get their numbers in the order of the words. */
static tt_status number_part(tt__weights_candidates *c, const folded *word, const part *p)
{
    tt_status status = p->status;
    for (int32_t w = p->from; w < p->to && status == TT_OK; w++) {
        if (w + TT__BASE_STRMAP_AHEAD < p->to) tt__base_strmap_fetch(&c->text, word[w + TT__BASE_STRMAP_AHEAD].key);
        c->word[w] = TT_NO_TERM;
        if (word[w].start >= 0)
            status =
                tt__base_strmap_intern_key(&c->text, word[w].key, p->text.data + word[w].start, word[w].n, &c->word[w]);
    }
    return status;
}

static tt_status fold_words(tt__weights_candidates *c, const tt_corpus *corpus, const tt__words_stoplist *stoplist,
                            int threads)
{
    int32_t n = tt_corpus_words(corpus);
    folded *word = tt__base_calloc((size_t)n, sizeof *word);
    part *p = tt__base_calloc((size_t)threads, sizeof *p);
    tt_status status = word && p ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
#pragma omp parallel for schedule(static, 1) num_threads(threads)
        for (int k = 0; k < threads; k++) {
            p[k] = (part){.from = (int32_t)((int64_t)n * k / threads), .to = (int32_t)((int64_t)n * (k + 1) / threads)};
            fold_part(c, word, &p[k], corpus, stoplist);
        }
    }
    for (int k = 0; k < threads && status == TT_OK; k++) status = number_part(c, word, &p[k]);
    for (int k = 0; p && k < threads; k++) tt__base_buffer_free(&p[k].text), tt__base_buffer_free(&p[k].one);
    free(word);
    free(p);
    return status;
}

tt_status tt__weights_candidates_fold(tt__weights_candidates *out, const tt_corpus *corpus,
                                      const tt__words_stoplist *stoplist, const tt_run *run)
{
    int32_t n = tt_corpus_words(corpus);
    tt__weights_candidates c = {.word = tt__base_calloc((size_t)n, sizeof *c.word),
                                .as_folded = tt__base_calloc((size_t)n, sizeof *c.as_folded),
                                .stop = tt__base_calloc((size_t)n, sizeof *c.stop)};
    tt_status status = c.word && c.as_folded && c.stop ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = fold_words(&c, corpus, stoplist, tt__base_threads(run, n, PART_WORDS));
    if (status == TT_OK)
        *out = c;
    else
        tt__weights_candidates_free(&c);
    return status;
}

/* ---- stems ---- */

/* The languages that there are documents in, in ascending order; column[l] = which of them language l is. */
typedef struct languages {
    int n;
    uint8_t language[TT__WORDS_LANGUAGES], column[TT__WORDS_LANGUAGES];
} languages;

static languages languages_of(const uint8_t *doc_language, int32_t n_docs)
{
    bool there[TT__WORDS_LANGUAGES] = {false};
    languages in = {0};
    for (int32_t i = 0; i < n_docs; i++) there[doc_language[i]] = true;
    for (int l = 0; l < TT__WORDS_LANGUAGES; l++) {
        if (!there[l]) continue;
        in.column[l] = (uint8_t)in.n;
        in.language[in.n++] = (uint8_t)l;
    }
    return in;
}

/* uses[candidate * in->n + column] += how often it stands in document i. */
static void count_document(int32_t *uses, const tt__weights_candidates *c, const tt_corpus *corpus, int32_t i,
                           int columns)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    for (int64_t t = 0; t < n; t++) {
        int32_t candidate = token[t] < 0 ? TT_NO_TERM : c->word[TT_TOKEN_WORD(token[t])];
        if (candidate >= 0) uses[(int64_t)candidate * columns]++;
    }
}

/* The language of most uses, the first of several; none where there are no uses. */
static uint8_t most_used(const int32_t *uses, const languages *in)
{
    int best = 0;
    for (int k = 1; k < in->n; k++)
        if (uses[k] > uses[best]) best = k;
    return uses[best] > 0 ? in->language[best] : 0;
}

/* language[candidate] = the one that most of its uses are in.  Each thread has a table of its own. */
static tt_status choose_languages(uint8_t *language, const tt__weights_candidates *c, const tt_corpus *corpus,
                                  const uint8_t *doc_language, const tt_run *run)
{
    int32_t n_docs = tt_corpus_size(corpus);
    languages in = languages_of(doc_language, n_docs);
    int64_t room = (int64_t)c->text.size * in.n;
    int threads = tt__base_threads(run, tt_corpus_get_stats(corpus)->tokens, 65536 + room);
    int32_t *tables = tt__base_calloc((size_t)room * (size_t)threads, sizeof *tables);
    if (!tables) return TT_ERR_MEMORY;
#pragma omp parallel num_threads(threads)
    {
        int32_t *own = tables + room * omp_get_thread_num();
#pragma omp for schedule(dynamic, 64)
        for (int32_t i = 0; i < n_docs; i++) count_document(own + in.column[doc_language[i]], c, corpus, i, in.n);
    }
    for (int k = 1; k < threads; k++)
        for (int64_t e = 0; e < room; e++) tables[e] += tables[room * k + e];
    for (int32_t id = 0; id < c->text.size; id++) language[id] = most_used(tables + (int64_t)id * in.n, &in);
    free(tables);
    return TT_OK;
}

/* What one thread makes of its share of the candidates: their stems, one after another. */
typedef struct share {
    tt__base_buffer stems;
    tt__words_stemmer stemmer;
    tt__base_buffer word;
    tt_status status;
} share;

/* end[candidate] = where its stem ends in the share's stems. */
static void stem_share(share *s, int64_t *end, const tt__base_strmap *text, const uint8_t *language, int32_t from,
                       int32_t to)
{
    for (int32_t id = from; id < to && s->status == TT_OK; id++) {
        s->word.length = 0;
        s->status =
            tt__base_buffer_append(&s->word, tt__base_strmap_string(text, id), tt__base_strmap_length(text, id));
        if (s->status == TT_OK) s->status = tt__words_stem(&s->stemmer, language[id], &s->word);
        if (s->status == TT_OK) s->status = tt__base_buffer_append(&s->stems, s->word.data, (size_t)s->word.length);
        end[id] = s->stems.length;
    }
}

static int32_t share_start(int32_t n, int k, int shares)
{
    return (int32_t)((int64_t)n * k / shares);
}

/* to[candidate] = the id of its stem in stems, which are numbered in the order of candidates. */
static tt_status join_stems(tt__base_strmap *stems, int32_t *to, const share *s, int shares, const int64_t *end,
                            int32_t n)
{
    tt_status status = TT_OK;
    for (int k = 0; k < shares; k++) {
        int64_t start = 0;
        if (s[k].status < 0) return tt__base_fail(s[k].status, "out of memory while stemming");
        for (int32_t id = share_start(n, k, shares); id < share_start(n, k + 1, shares) && status == TT_OK;
             start = end[id++])
            status = tt__base_strmap_intern(stems, s[k].stems.data + start, (size_t)(end[id] - start), &to[id]);
    }
    return status;
}

static tt_status stem_all(tt__base_strmap *stems, int32_t *to, const tt__base_strmap *text, const uint8_t *language,
                          const tt_run *run)
{
    int shares = tt__base_threads(run, text->size, 4096);
    share *s = tt__base_calloc((size_t)shares, sizeof *s);
    int64_t *end = tt__base_calloc((size_t)text->size, sizeof *end);
    tt_status status = s && end ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
#pragma omp parallel for schedule(static, 1) num_threads(shares)
        for (int k = 0; k < shares; k++)
            stem_share(&s[k], end, text, language, share_start(text->size, k, shares),
                       share_start(text->size, k + 1, shares));
        status = join_stems(stems, to, s, shares, end, text->size);
    }
    for (int k = 0; s && k < shares; k++) {
        tt__base_buffer_free(&s[k].stems);
        tt__base_buffer_free(&s[k].word);
        tt__words_stemmer_free(&s[k].stemmer);
    }
    free(s);
    free(end);
    return status;
}

tt_status tt__weights_candidates_stem(tt__weights_candidates *candidates, const tt_corpus *corpus,
                                      const uint8_t *doc_language, const tt_run *run)
{
    tt__base_strmap stems = {0};
    size_t n = (size_t)candidates->text.size;
    uint8_t *language = tt__base_calloc(n, sizeof *language);
    int32_t *to = tt__base_calloc(n, sizeof *to);
    tt_status status =
        language && to ? choose_languages(language, candidates, corpus, doc_language, run) : TT_ERR_MEMORY;
    if (status == TT_OK) status = stem_all(&stems, to, &candidates->text, language, run);
    if (status == TT_OK) {
        for (int32_t w = 0; w < tt_corpus_words(corpus); w++)
            if (candidates->word[w] >= 0) candidates->word[w] = to[candidates->word[w]];
        tt__base_strmap_free(&candidates->text);
        candidates->text = stems;
    } else {
        tt__base_strmap_free(&stems);
    }
    free(language);
    free(to);
    return status;
}

void tt__weights_candidates_free(tt__weights_candidates *candidates)
{
    tt__base_strmap_free(&candidates->text);
    free(candidates->word);
    free(candidates->as_folded);
    free(candidates->stop);
    *candidates = (tt__weights_candidates){0};
}
