/* Parts of speech, told by the small words around a word. */
#include "label/part_of_speech.h"
#include "labels_fixture.h"

static const char *const english[] = {"We can install the pump. Visual cues of a whale.",
                                      "They install it to repair the mast. Visual signs, a whale.",
                                      "You should repair this and install the sail. Visual flags on whale.",
                                      "Tents to repair. Visual marks of the whale. Tent: repairing the hull.",
                                      "Tents. The tent. Repairing our oars, repairing the keel.",
                                      "One scarlet sail, another scarlet flag."};

typedef struct scene {
    tt_corpus *corpus;
    tt_vocab vocab;
    tt__label_lexicon lexicon;
} scene;

static void scene_of(scene *s, const char *language)
{
    tt_vocab_opts opts = {.language = language, .min_df = 1, .max_df = 1};
    *s = (scene){.corpus = corpus_of(english, 6)};
    assert_int_equal(tt_vocab_build(&s->vocab, s->corpus, &opts, NULL), TT_OK);
    assert_int_equal(tt__label_lexicon_build(&s->lexicon, s->corpus, &s->vocab), TT_OK);
}

static void scene_free(scene *s)
{
    tt__label_lexicon_free(&s->lexicon);
    tt_vocab_free(&s->vocab);
    tt_corpus_free(s->corpus);
}

static bool bound(const scene *s, const char *word)
{
    return s->lexicon.kind[lexeme_of(&s->lexicon, s->corpus, word)] & TT__LABEL_BOUND;
}

static void verbs_and_adjectives_are_bound(void **state)
{
    (void)state;
    scene s;
    scene_of(&s, "en");
    assert_int_equal(tt__label_mark_parts_of_speech(&s.lexicon, s.corpus, &s.vocab, NULL), TT_OK);
    assert_true(bound(&s, "install"));   /* "can install", "install it" */
    assert_true(bound(&s, "repair"));    /* "to repair" */
    assert_true(bound(&s, "repairing")); /* "repairing the" */
    assert_true(bound(&s, "Visual"));    /* always before another word */
    assert_false(bound(&s, "whale"));
    assert_false(bound(&s, "Tents"));   /* once after "to" does not make it a verb */
    assert_false(bound(&s, "scarlet")); /* two uses are chance */
    scene_free(&s);
}

static void english_alone(void **state)
{
    (void)state;
    scene s;
    scene_of(&s, "de");
    assert_int_equal(tt__label_mark_parts_of_speech(&s.lexicon, s.corpus, &s.vocab, NULL), TT_OK);
    for (int32_t l = 0; l < s.lexicon.n; l++) assert_false(s.lexicon.kind[l] & TT__LABEL_BOUND);
    scene_free(&s);
}

static tt_status mark(void *arg)
{
    scene *s = arg;
    return tt__label_mark_parts_of_speech(&s->lexicon, s->corpus, &s->vocab, NULL);
}

static void out_of_memory(void **state)
{
    (void)state;
    scene s;
    scene_of(&s, "en");
    assert_int_equal(until_memory_suffices(mark, &s), 2); /* signs, counts */
    scene_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(verbs_and_adjectives_are_bound),
                                       cmocka_unit_test(english_alone), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/speech", tests, NULL, NULL);
}
