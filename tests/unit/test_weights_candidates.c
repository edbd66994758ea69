/* What each word would count as: folded once, stemmed by the language most of its uses are in. */
#include "small_corpus.h"

#include "weights/candidates.h"

static const char *const texts[] = {"The Whale whale WHALE swims x swim \xE7\x8C\xAB",
                                    "swim Die \xC3\x89t\xC3\xA9 \xC3\xA9t\xC3\xA9"};
static const char *const kinder[] = {"kinder kinder kind", "kinder"};

static tt__weights_candidates folded(const tt_corpus *corpus)
{
    tt__weights_candidates c = {0};
    tt__words_stoplist list = {0};
    assert_int_equal(tt__words_stoplist_load(&list), TT_OK);
    assert_int_equal(tt__weights_candidates_fold(&c, corpus, &list, NULL), TT_OK);
    tt__words_stoplist_free(&list);
    return c;
}

static int32_t word(const tt_corpus *corpus, const char *text)
{
    int32_t w = find_word(corpus, text);
    if (w < 0) fail_msg("%s is not a word of the corpus", text);
    return w;
}

/* The text of a word's candidate, "" where it has none. */
static const char *candidate(const tt__weights_candidates *c, const tt_corpus *corpus, const char *text)
{
    int32_t id = c->word[word(corpus, text)];
    return id == TT_NO_TERM ? "" : tt__base_strmap_string(&c->text, id);
}

static void words_are_folded(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(texts, 2);
    tt__weights_candidates c = folded(corpus);
    static const char *const numbered[] = {"the", "whale", "swims", "swim", "\xE7\x8C\xAB", "die", "\xC3\xA9t\xC3\xA9"};
    assert_int_equal(c.text.size, 7);
    for (int32_t i = 0; i < c.text.size; i++) assert_string_equal(tt__base_strmap_string(&c.text, i), numbered[i]);
    assert_string_equal(candidate(&c, corpus, "WHALE"), "whale");
    assert_string_equal(candidate(&c, corpus, "Whale"), "whale");
    assert_string_equal(candidate(&c, corpus, "\xC3\x89t\xC3\xA9"), "\xC3\xA9t\xC3\xA9");
    assert_string_equal(candidate(&c, corpus, "x"), "");                        /* one letter is too short */
    assert_string_equal(candidate(&c, corpus, "\xE7\x8C\xAB"), "\xE7\x8C\xAB"); /* one ideograph is not */
    for (int32_t w = 0; w < tt_corpus_words(corpus); w++) {
        const char *text = tt_corpus_word(corpus, w);
        bool upper = strpbrk(text, "WTDH") || strncmp(text, "\xC3\x89", 2) == 0;
        assert_int_equal(c.as_folded[w], !upper);
    }
    tt__weights_candidates_free(&c);
    assert_null(c.word);
    tt_corpus_free(corpus);
}

static void stop_words_are_marked_by_language(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(texts, 2);
    tt__weights_candidates c = folded(corpus);
    uint32_t en = 1U << tt__words_language_index("en"), de = 1U << tt__words_language_index("de");
    assert_int_equal(c.stop[word(corpus, "The")] & (en | de), en);
    assert_int_equal(c.stop[word(corpus, "Die")] & (en | de), de);
    assert_int_equal(c.stop[word(corpus, "whale")], 0);
    tt__weights_candidates_free(&c);
    tt_corpus_free(corpus);
}

static void stems_join_candidates(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(texts, 2);
    tt__weights_candidates c = folded(corpus);
    uint8_t english[] = {1, 1};
    assert_int_equal(tt__weights_candidates_stem(&c, corpus, english, NULL), TT_OK);
    assert_int_equal(c.text.size, 6);
    assert_string_equal(candidate(&c, corpus, "swims"), "swim");
    assert_int_equal(c.word[word(corpus, "swims")], c.word[word(corpus, "swim")]);
    assert_int_equal(c.word[word(corpus, "x")], TT_NO_TERM);
    tt__weights_candidates_free(&c);
    tt_corpus_free(corpus);
}

/* German takes the ending off, English and the unknown language leave it. */
static void most_uses_choose_the_language(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(kinder, 2);
    uint8_t de = (uint8_t)tt__words_language_index("de");
    const uint8_t languages[][2] = {{de, 1}, {1, de}, {0, de}, {de, de}};
    static const char *const stem[] = {"kind", "kinder", "kinder", "kind"};
    for (size_t i = 0; i < 4; i++) {
        tt__weights_candidates c = folded(corpus);
        assert_int_equal(tt__weights_candidates_stem(&c, corpus, languages[i], NULL), TT_OK);
        assert_string_equal(candidate(&c, corpus, "kinder"), stem[i]);
        assert_string_equal(candidate(&c, corpus, "kind"), "kind");
        assert_int_equal(c.text.size, strcmp(stem[i], "kind") == 0 ? 1 : 2);
        tt__weights_candidates_free(&c);
    }
    tt_corpus_free(corpus);
}

typedef struct attempt {
    const tt_corpus *corpus;
    const tt__words_stoplist *list;
} attempt;

static tt_status make_once(void *arg)
{
    attempt *a = arg;
    tt__weights_candidates c = {0};
    uint8_t english[] = {1, 1};
    tt_status status = tt__weights_candidates_fold(&c, a->corpus, a->list, NULL);
    if (status == TT_OK) status = tt__weights_candidates_stem(&c, a->corpus, english, NULL);
    tt__weights_candidates_free(&c);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(texts, 2);
    tt__words_stoplist list = {0};
    assert_int_equal(tt__words_stoplist_load(&list), TT_OK);
    assert_true(until_memory_suffices(make_once, &(attempt){corpus, &list}) > 5);
    tt__words_stoplist_free(&list);
    tt_corpus_free(corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_folded),      cmocka_unit_test(stop_words_are_marked_by_language),
        cmocka_unit_test(stems_join_candidates), cmocka_unit_test(most_uses_choose_the_language),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
