#include "weights/candidates.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/memory.h"
#include "text/fold.h"
#include "text/stem.h"
#include "text/decode.h"

/* Two characters with a letter among them, or one ideograph. */
static bool can_be_term(const tt__buffer *folded)
{
    int32_t characters = 0, c = 0;
    bool letter = false;
    size_t n = (size_t)folded->length, bytes;
    for (size_t i = 0; i < n; i += bytes) {
        c = tt__decode(folded->data + i, n - i, &bytes);
        characters++;
        letter = letter || u_isalpha(c);
    }
    return letter && (characters >= 2 || u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC));
}

static tt_status fold_word(tt__candidates *c, int32_t w, const char *word, const tt__stoplist *stoplist, tt__buffer *folded)
{
    size_t n = strlen(word);
    tt_status status = tt__fold(folded, word, n);
    if (status < 0) return status;
    c->as_folded[w] = (size_t)folded->length == n && memcmp(folded->data, word, n) == 0;
    c->stop[w] = tt__stoplist_mask(stoplist, folded->data, (size_t)folded->length);
    c->word[w] = TT_NO_TERM;
    return can_be_term(folded) ? tt__strmap_intern(&c->text, folded->data, (size_t)folded->length, &c->word[w]) : TT_OK;
}

tt_status tt__candidates_fold(tt__candidates *out, const tt_corpus *corpus, const tt__stoplist *stoplist)
{
    int32_t n = tt_corpus_words(corpus);
    tt__buffer folded = {0};
    tt__candidates c = {.word = tt__calloc((size_t)n, sizeof *c.word),
                        .as_folded = tt__calloc((size_t)n, sizeof *c.as_folded),
                        .stop = tt__calloc((size_t)n, sizeof *c.stop)};
    tt_status status = c.word && c.as_folded && c.stop ? TT_OK : TT_ERR_MEMORY;
    for (int32_t w = 0; w < n && status == TT_OK; w++)
        status = fold_word(&c, w, tt_corpus_word(corpus, w), stoplist, &folded);
    tt__buffer_free(&folded);
    if (status == TT_OK) *out = c;
    else tt__candidates_free(&c);
    return status;
}

/* uses[candidate * TT__LANGUAGES + l]: how often it stands in documents of language l. */
static void count_languages(int32_t *uses, const tt__candidates *c, const tt_corpus *corpus, const uint8_t *doc_language)
{
    for (int32_t i = 0; i < tt_corpus_size(corpus); i++) {
        int64_t n;
        const int32_t *token = tt_corpus_tokens(corpus, i, &n);
        for (int64_t t = 0; t < n; t++) {
            int32_t candidate = token[t] < 0 ? TT_NO_TERM : c->word[TT_TOKEN_WORD(token[t])];
            if (candidate >= 0) uses[(int64_t)candidate * TT__LANGUAGES + doc_language[i]]++;
        }
    }
}

static int32_t most_used(const int32_t *uses)
{
    int32_t best = 0;
    for (int32_t l = 1; l < TT__LANGUAGES; l++)
        if (uses[l] > uses[best]) best = l;
    return best;
}

/* to[candidate] = the id of its stem in stems. */
static tt_status stem_all(tt__strmap *stems, int32_t *to, const tt__strmap *text, const int32_t *uses)
{
    tt__stemmer stemmer = {0};
    tt__buffer word = {0};
    tt_status status = TT_OK;
    for (int32_t id = 0; id < text->size && status == TT_OK; id++) {
        word.length = 0;
        status = tt__buffer_append(&word, tt__strmap_string(text, id), tt__strmap_length(text, id));
        if (status == TT_OK) status = tt__stem(&stemmer, most_used(uses + (int64_t)id * TT__LANGUAGES), &word);
        if (status == TT_OK) status = tt__strmap_intern(stems, word.data, (size_t)word.length, &to[id]);
    }
    tt__buffer_free(&word);
    tt__stemmer_free(&stemmer);
    return status;
}

tt_status tt__candidates_stem(tt__candidates *candidates, const tt_corpus *corpus, const uint8_t *doc_language)
{
    tt__strmap stems = {0};
    size_t n = (size_t)candidates->text.size;
    int32_t *uses = tt__calloc(n * TT__LANGUAGES, sizeof *uses), *to = tt__calloc(n, sizeof *to);
    tt_status status = uses && to ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
        count_languages(uses, candidates, corpus, doc_language);
        status = stem_all(&stems, to, &candidates->text, uses);
    }
    if (status == TT_OK) {
        for (int32_t w = 0; w < tt_corpus_words(corpus); w++)
            if (candidates->word[w] >= 0) candidates->word[w] = to[candidates->word[w]];
        tt__strmap_free(&candidates->text);
        candidates->text = stems;
    } else {
        tt__strmap_free(&stems);
    }
    free(uses);
    free(to);
    return status;
}

void tt__candidates_free(tt__candidates *candidates)
{
    tt__strmap_free(&candidates->text);
    free(candidates->word);
    free(candidates->as_folded);
    free(candidates->stop);
    *candidates = (tt__candidates){0};
}
