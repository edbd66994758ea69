/* The running text as labels see it: what repeats word for word is left out, and what no phrase goes through. */
#include "labels_fixture.h"

typedef struct scene {
    tt_corpus *corpus;
    tt_vocab vocab;
    tt__lexicon lexicon;
    tt__reader reader;
} scene;

static void scene_of(scene *s, const char *const *text, int32_t n, const char *language)
{
    tt_vocab_opts opts = {.language = language, .min_df = 1, .max_df = 1};
    *s = (scene){.corpus = corpus_of(text, n)};
    assert_int_equal(tt_vocab_build(&s->vocab, s->corpus, &opts, NULL), TT_OK);
    assert_int_equal(tt__lexicon_build(&s->lexicon, s->corpus, &s->vocab), TT_OK);
    assert_int_equal(tt__reader_build(&s->reader, s->corpus, &s->vocab, &s->lexicon, NULL), TT_OK);
}

static void scene_free(scene *s)
{
    tt__reader_free(&s->reader);
    tt__lexicon_free(&s->lexicon);
    tt_vocab_free(&s->vocab);
    tt_corpus_free(s->corpus);
}

/* Document i has these words left, in order, with a blank after each. */
static void assert_read(const scene *s, int32_t i, const char *expected)
{
    char got[256] = "";
    tt__reading *r = tt__readings_new(&s->reader, 1);
    assert_non_null(r);
    tt__read(&s->reader, i, r);
    for (int64_t at = 0; at < r->n; at++) {
        if (r->lexeme[at] == TT__NO_LEXEME) continue;
        assert_int_not_equal(r->token[at], TT_TOKEN_BREAK);
        assert_int_equal(r->lexeme[at], s->lexicon.of_word[TT_TOKEN_WORD(r->token[at])]);
        strcat(strcat(got, tt_corpus_word(s->corpus, TT_TOKEN_WORD(r->token[at]))), " ");
    }
    assert_string_equal(got, expected);
    tt__readings_free(r, 1);
}

static const char *const mail[] = {"Goats climb. Warm wishes. Oslo! Blue whale.", "Goats. Warm wishes. Oslo! Blue whale.",
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
    static const char *const text[] = {"Goats climb rocks. Llamas hum.", "Goats climb rocks. Llamas hum.", "Llamas hum. Goats climb rocks.",
                                       "Llamas hum. Goats climb rocks.", "Goats climb rocks. Blue whale."};
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

static void room_for_the_longest(void **state)
{
    (void)state;
    scene s;
    int64_t n, longest = 0;
    scene_of(&s, mail, 4, "en");
    for (int32_t i = 0; i < 4; i++) {
        tt_corpus_tokens(s.corpus, i, &n);
        if (n > longest) longest = n;
    }
    assert_int_equal(s.reader.longest, longest);
    scene_free(&s);
}

static tt_status build(void *arg)
{
    const scene *s = arg;
    tt__reader reader = {0};
    tt_status status = tt__reader_build(&reader, s->corpus, &s->vocab, &s->lexicon, NULL);
    tt__reading *r = status == TT_OK ? tt__readings_new(&reader, 3) : NULL;
    if (status == TT_OK && !r) status = TT_ERR_MEMORY;
    if (r) tt__readings_free(r, 3);
    tt__reader_free(&reader);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    scene s;
    scene_of(&s, mail, 4, "en");
    assert_int_equal(until_memory_suffices(build, &s), 5); /* the counters, the readings, and one room each */
    scene_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(four_times_is_boilerplate), cmocka_unit_test(within_one_document_too),
                                       cmocka_unit_test(all_repeats_stay),
                                       cmocka_unit_test(glue_is_english), cmocka_unit_test(room_for_the_longest),
                                       cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/reading", tests, NULL, NULL);
}
