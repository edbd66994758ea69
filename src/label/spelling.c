/* One more pass over the running text counts, for the chosen candidates alone, which words stand at each of their
 * places: inflection, case and hyphen are the most frequent ones there.  Sentences and titles begin with capitals, so a
 * word in lower case that has a third of the uses of its inflection is preferred. */
#include "label/spelling.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "words/fold.h"
#include "words/letters.h"

typedef struct finder {
    const tt__label_phrases *phrases;
    const tt_run *run;
    int32_t *number; /* n candidates: 1 + its number among the chosen, 0: not chosen */
    bool *leads;     /* lexicon->n: some chosen candidate begins with it */
    int32_t n_chosen;
    char **spelt;         /* n_chosen */
    tt__base_tally tally; /* keys: number, place, token */
} finder;

static uint64_t key_of(int32_t number, int place, int32_t token)
{
    return ((uint64_t)number << 2 | (uint64_t)place) << 31 | (uint32_t)token;
}
static uint64_t place_of(uint64_t key)
{
    return key >> 31;
}
static int32_t token_of(uint64_t key)
{
    return (int32_t)(key & 0x7fffffffu);
}

/* ---- counting ---- */

/* The tokens of the chosen candidates that begin at link `at` of document i; token: its own and those after it. */
static tt_status tally_found(const finder *f, int32_t i, int32_t at, const int32_t *token, tt__base_tally *tally)
{
    int32_t found[TT__LABEL_PHRASE_WORDS];
    tt__label_phrases_at(f->phrases, i, at, found);
    for (int w = 0; w < TT__LABEL_PHRASE_WORDS; w++) {
        int32_t number = found[w] >= 0 ? f->number[found[w]] : 0;
        for (int k = 0; number > 0 && k <= w; k++)
            if (tt__base_tally_add(tally, key_of(number - 1, k, token[k]), i) < 0) return TT_ERR_MEMORY;
    }
    return TT_OK;
}

static tt_status tally_document(const finder *f, tt__base_tally *tally, int32_t i)
{
    const tt__label_document_text *r = &f->phrases->reader->reading[i];
    int64_t n;
    int32_t at = 0;
    const int32_t *token = tt_corpus_tokens(f->phrases->reader->corpus, i, &n);
    for (int64_t word = 0; at < r->n; word++)
        for (uint32_t bits = r->kept[word]; bits; bits &= bits - 1, at++)
            if (f->leads[TT__LABEL_LINK_LEXEME(r->link[at])] &&
                tally_found(f, i, at, token + word * 32 + __builtin_ctz(bits), tally) < 0)
                return TT_ERR_MEMORY;
    return TT_OK;
}

static tt_status tally_corpus(finder *f)
{
    const tt_corpus *corpus = f->phrases->reader->corpus;
    int threads = tt__base_threads(f->run, tt_corpus_get_stats(corpus)->tokens, 65536);
    tt__base_tally *own = tt__base_calloc((size_t)threads, sizeof *own);
    bool failed = !own;
    int32_t n = failed ? 0 : tt_corpus_size(corpus);
#pragma omp parallel for schedule(dynamic, 64) num_threads(threads)
    for (int32_t i = 0; i < n; i++)
        if (tally_document(f, &own[omp_get_thread_num()], i) < 0) __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    tt_status status = failed ? tt__base_fail(TT_ERR_MEMORY, "out of memory: spelling of terms") : TT_OK;
    for (int k = 0; own && k < threads; k++) {
        if (status == TT_OK) status = tt__base_tally_merge(&f->tally, &own[k]);
        tt__base_tally_free(&own[k]);
    }
    free(own);
    return status;
}

/* ---- choosing ---- */

static const char *word_of(const finder *f, int32_t token)
{
    return tt_corpus_word(f->phrases->reader->corpus, TT_TOKEN_WORD(token));
}

static int32_t term_of(const finder *f, int32_t token)
{
    return f->phrases->reader->vocab->word_term[TT_TOKEN_WORD(token)];
}

static tt_status is_lower(const finder *f, int32_t token, tt__base_buffer *folded, bool *lower)
{
    const char *word = word_of(f, token);
    tt_status status = tt__words_fold(folded, word, strlen(word));
    *lower = status == TT_OK && strcmp(folded->data, word) == 0;
    return status;
}

/* Uses of all tokens of one place that are the same inflection. */
static int64_t uses_of_term(const finder *f, const tt__base_count *c, int64_t n, int32_t term)
{
    int64_t uses = 0;
    for (int64_t k = 0; k < n; k++)
        if (term_of(f, token_of(c[k].key)) == term) uses += c[k].uses;
    return uses;
}

/* Uses of one word, with a hyphen before it or not. */
static int64_t uses_of_word(const tt__base_count *c, int64_t n, int32_t word)
{
    int64_t uses = 0;
    for (int64_t k = 0; k < n; k++)
        if (TT_TOKEN_WORD(token_of(c[k].key)) == word) uses += c[k].uses;
    return uses;
}

/* The word for one place, of the n tokens counted there. */
static tt_status choose_word(const finder *f, const tt__base_count *c, int64_t n, int32_t *word)
{
    tt__base_buffer folded = {0};
    tt_status status = TT_OK;
    int64_t most = -1, all, best = -1, lower_best = -1;
    int32_t term = TT_NO_TERM, lower_word = -1;
    for (int64_t k = 0; k < n; k++) {
        all = uses_of_term(f, c, n, term_of(f, token_of(c[k].key)));
        if (all > most) most = all, term = term_of(f, token_of(c[k].key));
    }
    for (int64_t k = 0; k < n && status == TT_OK; k++) {
        bool lower;
        int32_t token = token_of(c[k].key);
        int64_t uses = uses_of_word(c, n, TT_TOKEN_WORD(token));
        if (term_of(f, token) != term) continue;
        if (uses > best) best = uses, *word = TT_TOKEN_WORD(token);
        status = is_lower(f, token, &folded, &lower);
        if (status == TT_OK && lower && uses > lower_best) lower_best = uses, lower_word = TT_TOKEN_WORD(token);
    }
    if (lower_word >= 0 && 3 * lower_best >= most) *word = lower_word;
    tt__base_buffer_free(&folded);
    return status;
}

static bool mostly_hyphen(const tt__base_count *c, int64_t n)
{
    int64_t with = 0, without = 0;
    for (int64_t k = 0; k < n; k++) *(token_of(c[k].key) & TT_TOKEN_HYPHEN ? &with : &without) += c[k].uses;
    return with > without;
}

static bool unspaced(const char *text)
{
    return tt__words_class_at(text, strlen(text), 0) == TT__WORDS_UNSPACED;
}

/* What stands between a word and the one before it. */
static const char *joint(const finder *f, const tt__base_count *c, int64_t n, const tt__base_buffer *before,
                         int32_t word)
{
    if (before->length == 0) return "";
    if (mostly_hyphen(c, n)) return "-";
    return unspaced(before->data) && unspaced(tt_corpus_word(f->phrases->reader->corpus, word)) ? "" : " ";
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Letters with full stops between them: "U.S.", "U.N". */
static bool is_initials(const char *word)
{
    size_t n = 0;
    while (is_letter(word[n]) && word[n + 1] == '.') n += 2;
    if (is_letter(word[n])) n++;
    return n >= 3 && word[n] == '\0';
}

/* Initials are written as one word, "US". */
static tt_status append_word(tt__base_buffer *text, const char *word)
{
    if (!is_initials(word)) return tt__base_buffer_append(text, word, strlen(word));
    tt_status status = TT_OK;
    for (; *word && status == TT_OK; word++)
        if (*word != '.') status = tt__base_buffer_append(text, word, 1);
    return status;
}

/* The candidate whose counts begin at c[0]; *used: how many there are. */
static tt_status spell(finder *f, const tt__base_count *c, int64_t n, int64_t *used)
{
    uint64_t number = place_of(c[0].key) >> 2;
    tt__base_buffer text = {0};
    tt_status status = TT_OK;
    int64_t at = 0, end;
    for (; at < n && place_of(c[at].key) >> 2 == number && status == TT_OK; at = end) {
        int32_t word = -1;
        for (end = at; end < n && place_of(c[end].key) == place_of(c[at].key);) end++;
        status = choose_word(f, c + at, end - at, &word);
        if (status < 0) break;
        const char *between = joint(f, c + at, end - at, &text, word),
                   *spelt = tt_corpus_word(f->phrases->reader->corpus, word);
        status = tt__base_buffer_append(&text, between, strlen(between));
        if (status == TT_OK) status = append_word(&text, spelt);
    }
    *used = at;
    if (status == TT_OK)
        f->spelt[number] = text.data;
    else
        tt__base_buffer_free(&text);
    return status;
}

static tt_status spell_all(finder *f)
{
    tt_status status = TT_OK;
    int64_t n = tt__base_tally_sort(&f->tally, 1);
    for (int64_t at = 0, used; at < n && status == TT_OK; at += used)
        status = spell(f, f->tally.slot + at, n - at, &used);
    return status;
}

/* ---- the whole ---- */

static void number_chosen(finder *f, const tt__label_choice *choice)
{
    for (int32_t v = 0; v < choice->m; v++)
        for (int32_t t = 0; t < choice->n[v]; t++) {
            int32_t candidate = choice->term[(int64_t)v * choice->room + t].candidate, lexeme[TT__LABEL_PHRASE_WORDS];
            if (f->number[candidate] == 0) f->number[candidate] = ++f->n_chosen;
            tt__label_phrase_lexemes(f->phrases, candidate, lexeme);
            f->leads[lexeme[0]] = true;
        }
}

static tt_status copy_texts(char **text, const finder *f, const tt__label_choice *choice)
{
    for (int32_t v = 0; v < choice->m; v++)
        for (int32_t t = 0; t < choice->n[v]; t++) {
            int64_t at = (int64_t)v * choice->room + t;
            text[at] = tt__base_strdup(f->spelt[f->number[choice->term[at].candidate] - 1]);
            if (!text[at]) return TT_ERR_MEMORY;
        }
    return TT_OK;
}

tt_status tt__label_spellings_build(char ***text, const tt__label_choice *choice, const tt__label_phrases *phrases,
                                    const tt_run *run)
{
    finder f = {.phrases = phrases, .run = run};
    f.number = tt__base_calloc((size_t)phrases->n, sizeof *f.number);
    f.leads = tt__base_calloc((size_t)phrases->first, sizeof *f.leads);
    char **made = tt__base_calloc((size_t)choice->m * (size_t)choice->room, sizeof *made);
    tt_status status = f.number && f.leads && made ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) number_chosen(&f, choice);
    if (status == TT_OK && !(f.spelt = tt__base_calloc((size_t)f.n_chosen, sizeof *f.spelt))) status = TT_ERR_MEMORY;
    if (status == TT_OK) status = tally_corpus(&f);
    if (status == TT_OK) status = spell_all(&f);
    if (status == TT_OK) status = copy_texts(made, &f, choice);
    for (int32_t k = 0; f.spelt && k < f.n_chosen; k++) free(f.spelt[k]);
    free(f.spelt);
    free(f.number);
    free(f.leads);
    tt__base_tally_free(&f.tally);
    if (status == TT_OK)
        *text = made;
    else if (made)
        tt__label_spellings_free(made, choice);
    return status;
}

void tt__label_spellings_free(char **text, const tt__label_choice *choice)
{
    for (int64_t k = 0; text && k < (int64_t)choice->m * choice->room; k++) free(text[k]);
    free(text);
}
