/* A plural and its singular are one lexeme where both are terms of the corpus (Harman's S stemmer, 1991, but only
 * towards words that are there); Snowball stems, which join more than inflections, only tell near twins within one
 * label. */
#include "label/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/strmap.h"
#include "words/fold.h"
#include "words/stem.h"

enum { LONE_LETTERS = 26 };

typedef struct builder {
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    tt__base_strmap folded, generic, glue, part, stems; /* folded: the text of each term */
    int32_t *lexeme;                                    /* n_terms */
    uint8_t *language;                                  /* n_terms: whose stemmer suits it */
    tt__label_lexicon out;
} builder;

/* ---- lists ---- */

static tt_status load_list(tt__base_strmap *list, const char *words)
{
    tt_status status = TT_OK;
    for (const char *p = words; *p && status == TT_OK; p += strspn(p, " ")) {
        int32_t id;
        size_t n = strcspn(p, " ");
        status = tt__base_strmap_intern(list, p, n, &id);
        p += n;
    }
    return status;
}

static bool has(const tt__base_strmap *list, const char *text, size_t n)
{
    return tt__base_strmap_find(list, text, n) >= 0;
}

/* ---- inflections ---- */

static bool ends(const char *text, size_t n, const char *end)
{
    size_t k = strlen(end);
    return n > k && memcmp(text + n - k, end, k) == 0;
}

/* The term whose text is the first `keep` bytes of text and then `end`, -1: none. */
static int32_t term_with(const builder *b, const char *text, size_t keep, const char *end)
{
    char other[64];
    size_t k = strlen(end);
    if (keep < 2 || keep + k > sizeof other) return -1;
    memcpy(other, text, keep);
    memcpy(other + keep, end, k);
    return tt__base_strmap_find(&b->folded, other, keep + k);
}

/* The term that is the singular of this one, -1: none. */
static int32_t singular(const builder *b, const char *text, size_t n)
{
    int32_t term = -1;
    if (!ends(text, n, "s") || ends(text, n, "ss") || (n < 4 && ends(text, n, "us")) || ends(text, n, "is") ||
        ends(text, n, "ics") || strcmp(text, "news") == 0)
        return -1;
    if (ends(text, n, "ies")) term = term_with(b, text, n - 3, "y");
    if (term < 0) term = term_with(b, text, n - 1, "");
    if (term < 0 && (ends(text, n, "ches") || ends(text, n, "shes") || ends(text, n, "xes") || ends(text, n, "sses")))
        term = term_with(b, text, n - 2, "");
    if (term < 0 && ends(text, n, "ices")) term = term_with(b, text, n - 4, "ix");
    return term;
}

/* Adverbs and participles of words that are there: "widely" of "wide", "shared" of "share". */
static bool is_weak(const builder *b, const char *text, size_t n)
{
    if (ends(text, n, "ly"))
        return term_with(b, text, n - 2, "") >= 0 || term_with(b, text, n - 1, "e") >= 0 ||
               (ends(text, n, "ily") && term_with(b, text, n - 3, "y") >= 0);
    if (ends(text, n, "ed") && !ends(text, n, "eed"))
        return term_with(b, text, n - 2, "") >= 0 || term_with(b, text, n - 1, "") >= 0 ||
               term_with(b, text, n - 2, "ing") >= 0;
    return false;
}

/* Three digits in a row, or more digits than letters, or a digit first: an id, a year, a part number.  "mp3", "3d" are
 * words. */
static bool is_code(const char *text, size_t n)
{
    size_t digits = 0, run = 0, longest = 0;
    for (size_t i = 0; i < n; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        run = digit ? run + 1 : 0;
        digits += digit;
        if (run > longest) longest = run;
    }
    return longest >= 3 || 2 * digits > n || (text[0] >= '0' && text[0] <= '9' && !(n == 2 && text[1] == 'd'));
}

/* ---- the whole ---- */

/* The language of most documents; English where none is known. */
static uint8_t usual_language(const tt_vocab *vocab)
{
    int32_t documents[256] = {0};
    uint8_t usual = (uint8_t)tt__words_language_index("en");
    for (int32_t i = 0; i < vocab->n_docs; i++) documents[vocab->doc_language[i]]++;
    for (int32_t l = 1; l < vocab->n_languages; l++)
        if (documents[l] > documents[usual]) usual = (uint8_t)l;
    return usual;
}

/* Document i, in another language than the usual one, claims its terms; documents[t]: how many such documents have term
 * t. */
static void claim_terms(builder *b, int32_t i, int32_t *documents, int32_t *last)
{
    int64_t n;
    const int32_t *token = tt_corpus_tokens(b->corpus, i, &n);
    for (int64_t at = 0; at < n; at++) {
        int32_t term = tt_vocab_term(b->vocab, i, token[at]);
        if (term == TT_NO_TERM || last[term] == i + 1) continue;
        last[term] = i + 1;
        if (2 * ++documents[term] >= b->vocab->dictionary->df[term]) b->language[term] = b->vocab->doc_language[i];
    }
}

/* A term is of the language that at least half of its documents are in. */
static tt_status find_languages(builder *b)
{
    size_t n = (size_t)b->vocab->n_terms;
    uint8_t usual = usual_language(b->vocab);
    int32_t *documents = tt__base_calloc(n, sizeof *documents), *last = tt__base_calloc(n, sizeof *last);
    tt_status status = documents && last ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) memset(b->language, usual, n);
    for (int32_t i = 0; i < b->vocab->n_docs && status == TT_OK; i++)
        if (b->vocab->doc_language[i] != usual && b->vocab->doc_language[i] != 0) claim_terms(b, i, documents, last);
    free(documents);
    free(last);
    return status;
}

static tt_status fold_terms(builder *b)
{
    tt__base_buffer folded = {0};
    tt_status status = TT_OK;
    for (int32_t t = 0; t < b->vocab->n_terms && status == TT_OK; t++) {
        const char *word = tt_corpus_word(b->corpus, b->vocab->term_word[t]);
        int32_t id;
        char unique[16]; /* stems may have the same surface: they stay apart, without a text to be found by */
        status = tt__words_fold(&folded, word, strlen(word));
        if (status == TT_OK) status = tt__base_strmap_intern(&b->folded, folded.data, (size_t)folded.length, &id);
        if (status < 0 || id == t) continue;
        for (int d = 0; d < 8; d++) unique[d] = (char)(1 + (t >> (4 * d) & 15));
        status = tt__base_strmap_intern(&b->folded, unique, 8, &id);
    }
    tt__base_buffer_free(&folded);
    return status;
}

static tt_status describe_term(builder *b, int32_t t, tt__words_stemmer *stemmer, tt__base_buffer *stem)
{
    const char *text = tt__base_strmap_string(&b->folded, t);
    size_t n = tt__base_strmap_length(&b->folded, t);
    int32_t one = singular(b, text, n);
    b->lexeme[t] = one >= 0 ? one : t;
    b->out.kind[t] =
        (uint8_t)((has(&b->glue, text, n) || is_code(text, n) ? TT__LABEL_GLUE : 0) |
                  (has(&b->generic, text, n) ? TT__LABEL_GENERIC : 0) | (has(&b->part, text, n) ? TT__LABEL_PART : 0) |
                  (is_weak(b, text, n) ? TT__LABEL_WEAK : 0));
    stem->length = 0;
    tt_status status = tt__base_buffer_append(stem, text, n);
    if (status == TT_OK) status = tt__words_stem(stemmer, b->language[t], stem);
    return status == TT_OK ? tt__base_strmap_intern(&b->stems, stem->data, (size_t)stem->length, &b->out.stem[t])
                           : status;
}

static tt_status describe_terms(builder *b)
{
    tt__words_stemmer stemmer = {0};
    tt__base_buffer stem = {0};
    tt_status status = TT_OK;
    for (int32_t t = 0; t < b->vocab->n_terms && status == TT_OK; t++) status = describe_term(b, t, &stemmer, &stem);
    tt__base_buffer_free(&stem);
    tt__words_stemmer_free(&stemmer);
    return status;
}

static int32_t lone_letter(const char *word)
{
    char c = (char)(word[0] | 0x20);
    return word[0] != '\0' && word[1] == '\0' && c >= 'a' && c <= 'z' ? c - 'a' : -1;
}

static void finish(builder *b)
{
    int32_t n_terms = b->vocab->n_terms;
    for (int32_t w = 0; w < b->vocab->n_words; w++) {
        int32_t term = b->vocab->word_term[w], letter = lone_letter(tt_corpus_word(b->corpus, w));
        b->out.of_word[w] = letter >= 0 ? n_terms + letter : term == TT_NO_TERM ? TT__LABEL_NO_LEXEME : b->lexeme[term];
    }
    for (int32_t l = 0; l < LONE_LETTERS; l++) {
        b->out.kind[n_terms + l] = TT__LABEL_LONE_LETTER | TT__LABEL_PART;
        b->out.stem[n_terms + l] = b->stems.size + l;
    }
}

tt_status tt__label_lexicon_build(tt__label_lexicon *out, const tt_corpus *corpus, const tt_vocab *vocab)
{
    size_t n = (size_t)vocab->n_terms + LONE_LETTERS;
    builder b = {.corpus = corpus, .vocab = vocab, .lexeme = tt__base_calloc(n, sizeof *b.lexeme)};
    b.out = (tt__label_lexicon){.n = (int32_t)n, .n_words = vocab->n_words};
    b.out.of_word = tt__base_calloc((size_t)vocab->n_words, sizeof *b.out.of_word);
    b.out.stem = tt__base_calloc(n, sizeof *b.out.stem);
    b.out.kind = tt__base_calloc(n, sizeof *b.out.kind);
    b.language = tt__base_calloc(n, sizeof *b.language);
    tt_status status = b.lexeme && b.language && b.out.of_word && b.out.stem && b.out.kind ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = load_list(&b.glue, tt__label_glue_words);
    if (status == TT_OK) status = load_list(&b.generic, tt__label_generic_words);
    if (status == TT_OK) status = load_list(&b.part, tt__label_part_words);
    if (status == TT_OK) status = fold_terms(&b);
    if (status == TT_OK) status = find_languages(&b);
    if (status == TT_OK) status = describe_terms(&b);
    if (status == TT_OK) {
        finish(&b);
        *out = b.out;
    } else {
        tt__label_lexicon_free(&b.out);
    }
    tt__base_strmap_free(&b.folded);
    tt__base_strmap_free(&b.generic);
    tt__base_strmap_free(&b.glue);
    tt__base_strmap_free(&b.part);
    tt__base_strmap_free(&b.stems);
    free(b.lexeme);
    free(b.language);
    return status;
}

void tt__label_lexicon_free(tt__label_lexicon *lexicon)
{
    free(lexicon->of_word);
    free(lexicon->stem);
    free(lexicon->kind);
    *lexicon = (tt__label_lexicon){0};
}
