/* The running text as labels see it: what repeats word for word is left out, and what no phrase goes through. */
#include <gsl/gsl_rng.h>

#include "base/random.h"
#include "labels_fixture.h"

typedef struct scene {
    tt_corpus *corpus;
    tt_vocab vocab;
    tt__label_lexicon lexicon;
    tt__label_text reader;
} scene;

static void scene_of(scene *s, const char *const *text, int32_t n, const char *language)
{
    tt_vocab_opts opts = {.language = language, .min_df = 1, .max_df = 1};
    *s = (scene){.corpus = corpus_of(text, n)};
    assert_int_equal(tt_vocab_build(&s->vocab, s->corpus, &opts, NULL), TT_OK);
    assert_int_equal(tt__label_lexicon_build(&s->lexicon, s->corpus, &s->vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&s->reader, s->corpus, &s->vocab, &s->lexicon, NULL), TT_OK);
}

static void scene_free(scene *s)
{
    tt__label_text_free(&s->reader);
    tt__label_lexicon_free(&s->lexicon);
    tt_vocab_free(&s->vocab);
    tt_corpus_free(s->corpus);
}

/* Document i has these words left, in order, with a blank after each. */
static void assert_read(const scene *s, int32_t i, const char *expected)
{
    char got[256] = "";
    int64_t n;
    int32_t read = 0;
    const tt__label_document_text *r = &s->reader.reading[i];
    const int32_t *token = tt_corpus_tokens(s->corpus, i, &n);
    for (int64_t at = 0; at < n; at++) {
        if (!(r->kept[at / 32] >> at % 32 & 1)) continue;
        assert_int_not_equal(token[at], TT_TOKEN_BREAK);
        assert_int_equal(TT__LABEL_LINK_LEXEME(r->link[read++]), s->lexicon.of_word[TT_TOKEN_WORD(token[at])]);
        strcat(strcat(got, tt_corpus_word(s->corpus, TT_TOKEN_WORD(token[at]))), " ");
    }
    assert_int_equal(read, r->n);
    assert_string_equal(got, expected);
}

static const char *const mail[] = {
    "Goats climb. Warm wishes. Oslo! Blue whale.", "Goats. Warm wishes. Oslo! Blue whale.",
    "Goats sleep. Warm wishes. Oslo! Blue whale.", "Goats. Oslo! Warm wishes. Blue whales."};

static void four_times_is_boilerplate(void **state)
{
    (void)state;
    scene s;
    scene_of(&s, mail, 4, "en");
    assert_read(&s, 0, "Goats climb Oslo Blue whale "); /* three whales are none yet, and one word alone never is */
    assert_read(&s, 3, "Goats Oslo Blue whales ");
    scene_free(&s);
    scene_of(&s, mail, 3, "en");
    assert_read(&s, 1, "Goats Warm wishes Oslo Blue whale ");
    scene_free(&s);
}

static void within_one_document_too(void **state)
{
    (void)state;
    static const char *const text[] = {
        "Blue whale. Blue whale. Goats climb steep rocks. Blue whale. Blue whale. Blue whale sings. Llamas hum."};
    scene s;
    scene_of(&s, text, 1, "en");
    assert_read(&s, 0, "Goats climb steep rocks Blue whale sings Llamas hum "); /* a longer stretch is another one */
    scene_free(&s);
}

/* Nothing but what repeats is what a document says. */
static void all_repeats_stay(void **state)
{
    (void)state;
    static const char *const text[] = {"Goats climb rocks. Llamas hum.", "Goats climb rocks. Llamas hum.",
                                       "Llamas hum. Goats climb rocks.", "Llamas hum. Goats climb rocks.",
                                       "Goats climb rocks. Blue whale."};
    scene s;
    scene_of(&s, text, 5, "en");
    assert_read(&s, 0, "Goats climb rocks Llamas hum ");
    assert_read(&s, 4, "Blue whale ");
    scene_free(&s);
}

static void glue_is_english(void **state)
{
    (void)state;
    static const char *const text[] = {"Oslo writes the goats", "Oslo proposed goats"};
    scene s;
    scene_of(&s, text, 2, "en");
    assert_read(&s, 0, "Oslo goats ");
    assert_read(&s, 1, "Oslo goats ");
    scene_free(&s);
    scene_of(&s, text, 2, "de");
    assert_read(&s, 1, "Oslo proposed goats ");
    scene_free(&s);
}

/* ---- every token by itself ---- */

enum { DOCUMENTS = 300, WORDS = 120 };

/* Stretches are long, so that none comes again often; many words, some of them letters, stop words and glue, breaks and
 * hyphens. */
static void draw_text(char *to, gsl_rng *rng)
{
    static const char *const other[] = {"x", "a", "the", "of", "proposed", "y"}, *const between[] = {" ", " ", " ", "-",
                                                                                                     " "};
    int32_t words = 10 + (int32_t)gsl_rng_uniform_int(rng, WORDS - 10);
    for (int32_t k = 0; k < words; k++) {
        if (gsl_rng_uniform(rng) < .4)
            to += sprintf(to, "%s", other[gsl_rng_uniform_int(rng, 6)]);
        else
            to += sprintf(to, "%c%co", "bdfgklmnprst"[gsl_rng_uniform_int(rng, 12)],
                          "aeiou"[gsl_rng_uniform_int(rng, 5)]);
        to += sprintf(to, "%s", k + 1 == words ? "." : k == words / 2 ? ". " : between[gsl_rng_uniform_int(rng, 5)]);
    }
}

static int32_t naive_lexeme(const scene *s, int32_t i, const int32_t *token, int64_t n, int64_t at)
{
    if (at >= n || token[at] == TT_TOKEN_BREAK) return TT__LABEL_NO_LEXEME;
    int32_t word = TT_TOKEN_WORD(token[at]), lexeme = s->lexicon.of_word[word];
    bool stop = s->vocab.word_stop[word] >> s->vocab.doc_language[i] & 1;
    if (stop && !(lexeme >= 0 && s->lexicon.kind[lexeme] & TT__LABEL_LONE_LETTER)) return TT__LABEL_NO_LEXEME;
    return lexeme >= 0 && s->lexicon.kind[lexeme] & TT__LABEL_GLUE ? TT__LABEL_NO_LEXEME : lexeme;
}

static bool naive_joined(const int32_t *token, int64_t n, int64_t at)
{
    return at < n && token[at] != TT_TOKEN_BREAK && token[at] & TT_TOKEN_HYPHEN;
}

static bool is_letter(const scene *s, int32_t lexeme)
{
    return s->lexicon.kind[lexeme] & TT__LABEL_LONE_LETTER;
}

static void compare_document(const scene *s, int32_t i, int32_t *uses)
{
    int64_t n;
    int32_t read = 0, opening = 0;
    const tt__label_document_text *r = &s->reader.reading[i];
    const int32_t *token = tt_corpus_tokens(s->corpus, i, &n);
    for (int64_t at = 0; at < n; at++) {
        int32_t lexeme = naive_lexeme(s, i, token, n, at), next = naive_lexeme(s, i, token, n, at + 1);
        bool begins = !naive_joined(token, n, at), ends = !naive_joined(token, n, at + 1);
        if (lexeme >= 0) uses[lexeme]++;
        bool kept = lexeme >= 0 && (!is_letter(s, lexeme) || (begins && !ends));
        assert_int_equal(r->kept[at / 32] >> at % 32 & 1, kept);
        if (!kept) continue;
        uint32_t link = r->link[read++];
        if (at < TT__LABEL_OPENING) opening = read;
        assert_int_equal(TT__LABEL_LINK_LEXEME(link), lexeme);
        assert_int_equal((link & TT__LABEL_LINK_BEGINS) != 0, begins);
        assert_int_equal((link & TT__LABEL_LINK_ENDS) != 0, ends);
        assert_int_equal((link & TT__LABEL_LINK_ON) != 0, next >= 0 && !is_letter(s, next));
    }
    assert_int_equal(r->n, read);
    assert_int_equal(r->opening, opening);
}

static void as_token_by_token(void **state)
{
    (void)state;
    static char room[DOCUMENTS][16 * WORDS];
    const char *text[DOCUMENTS];
    gsl_rng *rng = tt__base_rng_new(1, 0);
    scene s;
    for (int32_t i = 0; i < DOCUMENTS; i++) {
        draw_text(room[i], rng);
        text[i] = room[i];
    }
    scene_of(&s, text, DOCUMENTS, "en");
    int32_t *uses = calloc((size_t)s.lexicon.n, sizeof *uses);
    assert_non_null(uses);
    for (int32_t i = 0; i < DOCUMENTS; i++) compare_document(&s, i, uses);
    assert_memory_equal(uses, s.reader.uses, (size_t)s.lexicon.n * sizeof *uses);
    free(uses);
    gsl_rng_free(rng);
    scene_free(&s);
}

static tt_status build(void *arg)
{
    const scene *s = arg;
    tt__label_text reader = {0};
    tt_status status = tt__label_text_build(&reader, s->corpus, &s->vocab, &s->lexicon, NULL);
    tt__label_text_free(&reader);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    scene s;
    scene_of(&s, mail, 4, "en");
    assert_int_equal(until_memory_suffices(build, &s),
                     12); /* seven tables, four rooms of the one thread, the one block */
    scene_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_times_is_boilerplate), cmocka_unit_test(within_one_document_too),
        cmocka_unit_test(all_repeats_stay),          cmocka_unit_test(glue_is_english),
        cmocka_unit_test(as_token_by_token),         cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/reading", tests, NULL, NULL);
}
