/* Spelling of candidates: inflection, capitals and hyphens as most uses have them. */
#include "labels_fixture.h"

typedef struct scene {
    tt_corpus *corpus;
    tt_vocab vocab;
    tt__label_lexicon lexicon;
    tt__label_text reader;
    tt__label_phrases phrases;
} scene;

static void scene_of(const char *const *text, int32_t n, scene *s)
{
    tt_vocab_opts opts = {.language = "en", .min_df = 1, .max_df = 1};
    *s = (scene){.corpus = corpus_of(text, n)};
    assert_int_equal(tt_vocab_build(&s->vocab, s->corpus, &opts, NULL), TT_OK);
    assert_int_equal(tt__label_lexicon_build(&s->lexicon, s->corpus, &s->vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&s->reader, s->corpus, &s->vocab, &s->lexicon, NULL), TT_OK);
    assert_int_equal(tt__label_phrases_build(&s->phrases, &s->reader, 3, NULL), TT_OK);
}

static void scene_free(scene *s)
{
    tt__label_phrases_free(&s->phrases);
    tt__label_text_free(&s->reader);
    tt__label_lexicon_free(&s->lexicon);
    tt_vocab_free(&s->vocab);
    tt_corpus_free(s->corpus);
}

/* How the candidate is spelt where it is the only term of a single node. */
static void assert_spelt(const scene *s, int32_t candidate, const char *expected)
{
    int32_t one = 1;
    char **text;
    tt__label_chosen term = {candidate, 1};
    tt__label_choice choice = {.m = 1, .room = 1, .n = &one, .term = &term};
    assert_true(candidate >= 0);
    assert_int_equal(tt__label_spellings_build(&text, &choice, &s->phrases, NULL), TT_OK);
    assert_string_equal(text[0], expected);
    tt__label_spellings_free(text, &choice);
}

static int32_t word(const scene *s, const char *text)
{
    return lexeme_of(&s->lexicon, s->corpus, text);
}

static const char *const farm[] = {"Tractors. Barn. Oslo. Goats.", "tractors. Barn. Oslo. goat.",
                                   "tractor. Barn. Oslo. goat.", "Tractors. barn. Oslo. goat."};

static void initials_are_one_word(void **state)
{
    (void)state;
    static const char *const text[] = {"The U.S. Navy sails.", "The U.S. Navy lands.", "Ships of the U.S. Navy."};
    scene s;
    int32_t found = 0;
    scene_of(text, 3, &s);
    for (int32_t w = 0; w < tt_corpus_words(s.corpus); w++) {
        const char *as_read = tt_corpus_word(s.corpus, w);
        if (strncmp(as_read, "U.S", 3) != 0 || s.lexicon.of_word[w] < 0) continue;
        assert_spelt(&s, s.lexicon.of_word[w], "US");
        found++;
    }
    assert_int_equal(found, 1);
    scene_free(&s);
}

static void most_uses_decide(void **state)
{
    (void)state;
    scene s;
    scene_of(farm, 4, &s);
    assert_spelt(&s, word(&s, "tractor"), "tractors"); /* three of four; lower case has a third of them */
    assert_spelt(&s, word(&s, "Goats"), "goat");
    assert_spelt(&s, word(&s, "Oslo"), "Oslo"); /* never in lower case */
    assert_spelt(&s, word(&s, "barn"), "Barn"); /* a quarter is not a third */
    scene_free(&s);
}

static void a_third_in_lower_case_will_do(void **state)
{
    (void)state;
    scene s;
    scene_of(farm + 1, 3, &s);
    assert_spelt(&s, word(&s, "Barn"), "barn");
    scene_free(&s);
}

static void hyphens_where_most_have_them(void **state)
{
    (void)state;
    static const char *const text[] = {"An x-ray of walrus tusks.", "Hot x-ray; walrus-tusks.",
                                       "Cold x-ray, white walrus tusks.", "One x-ray. The walrus tusks."};
    scene s;
    scene_of(text, 4, &s);
    assert_spelt(&s, tt__label_phrase_find(&s.phrases, word(&s, "x"), word(&s, "ray")), "x-ray");
    assert_spelt(&s, tt__label_phrase_find(&s.phrases, word(&s, "walrus"), word(&s, "tusks")), "walrus tusks");
    scene_free(&s);
}

static void each_node_has_its_own_copies(void **state)
{
    (void)state;
    scene s;
    char **text;
    scene_of(farm, 4, &s);
    int32_t n[] = {2, 0, 1};
    tt__label_chosen term[6] = {
        {word(&s, "Oslo"), 2}, {word(&s, "goat"), 1}, {0, 0}, {0, 0}, {word(&s, "Oslo"), 1}, {0, 0}};
    tt__label_choice choice = {.m = 3, .room = 2, .n = n, .term = term};
    assert_int_equal(tt__label_spellings_build(&text, &choice, &s.phrases, NULL), TT_OK);
    assert_string_equal(text[0], "Oslo");
    assert_string_equal(text[1], "goat");
    assert_true(!text[2] && !text[3] && !text[5]); /* beyond what a node lists */
    assert_string_equal(text[4], "Oslo");
    assert_ptr_not_equal(text[0], text[4]);
    tt__label_spellings_free(text, &choice);
    scene_free(&s);
}

static tt_status build(void *arg)
{
    const scene *s = arg;
    int32_t one = 1;
    char **text;
    tt__label_chosen term = {word(s, "Oslo"), 1};
    tt__label_choice choice = {.m = 1, .room = 1, .n = &one, .term = &term};
    tt_status status = tt__label_spellings_build(&text, &choice, &s->phrases, NULL);
    if (status == TT_OK) tt__label_spellings_free(text, &choice);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    scene s;
    scene_of(farm, 4, &s);
    assert_true(until_memory_suffices(build, &s) >= 6);
    scene_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initials_are_one_word),         cmocka_unit_test(most_uses_decide),
        cmocka_unit_test(a_third_in_lower_case_will_do), cmocka_unit_test(hyphens_where_most_have_them),
        cmocka_unit_test(each_node_has_its_own_copies),  cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/surfaces", tests, NULL, NULL);
}
