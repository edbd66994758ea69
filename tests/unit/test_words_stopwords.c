#include "testing.h"

#include "words/stopwords.h"

static bool stops(const tt__words_stoplist *list, const char *word, const char *language)
{
    uint32_t mask = tt__words_stoplist_mask(list, word, strlen(word), tt__base_strmap_key_of(word, strlen(word)));
    return mask >> (language ? tt__words_language_index(language) : 0) & 1;
}

static void languages_have_codes(void **state)
{
    (void)state;
    static const char *const codes[] = {"en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        int32_t language = tt__words_language_index(codes[i]);
        assert_in_range(language, 1, TT__WORDS_LANGUAGES - 1);
        assert_string_equal(tt__words_language_code(language), codes[i]);
    }
    assert_int_equal(tt__words_language_index("xx"), -1);
    assert_int_equal(tt__words_language_index(""), -1);
    assert_string_equal(tt__words_language_code(0), "");
    assert_string_equal(tt__words_language_code(-1), "");
    assert_string_equal(tt__words_language_code(TT__WORDS_LANGUAGES), "");
}

static void lists_know_their_language(void **state)
{
    (void)state;
    static const char *const words[][2] = {{"the", "en"},  {"isn't", "en"},   {"dont", "en"},   {"however", "en"},
                                           {"ten", "en"},  {"und", "de"},     {"dass", "de"},   {"gemäss", "de"},
                                           {"être", "fr"}, {"pero", "es"},    {"perché", "it"}, {"não", "pt"},
                                           {"het", "nl"},  {"который", "ru"}, {"的", "zh"},     {"です", "ja"}};
    tt__words_stoplist list = {0};
    assert_int_equal(tt__words_stoplist_load(&list), TT_OK);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!stops(&list, words[i][0], words[i][1])) fail_msg("%s is no stop word", words[i][0]);
    assert_true(stops(&list, "die", "de"));
    assert_false(stops(&list, "die", "en")); /* content in one language, not in the other */
    assert_false(stops(&list, "war", "en"));
    static const char *const content[] = {"shell", "hell", "ill", "wed", "galaxy", "science", "state", "us"};
    for (size_t i = 0; i + 1 < sizeof content / sizeof *content; i++) assert_false(stops(&list, content[i], "en"));
    assert_false(stops(&list, "the", NULL)); /* in an unknown language nothing is one */
    assert_int_equal(tt__words_stoplist_mask(&list, "", 0, tt__base_strmap_key_of("", 0)), 0);
    tt__words_stoplist_free(&list);
}

static void a_file_counts_in_every_language(void **state)
{
    (void)state;
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/words.txt", folder);
    write_text(path, "# my words\nPaper\n  étude  # a comment\n\n\r\nresults\r\nlast");
    tt__words_stoplist list = {0};
    tt__base_buffer lines = {0};
    assert_int_equal(tt__words_stopwords_of_file(&lines, path), TT_OK);
    assert_string_equal(lines.data, "Paper\nétude\nresults\nlast\n");
    assert_int_equal(tt__words_stoplist_add_lines(&list, lines.data), TT_OK);
    tt__base_buffer_free(&lines);
    assert_int_equal(list.words.size, 4);
    static const char *const words[] = {"paper", "étude", "results", "last"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(stops(&list, words[i], NULL));
        assert_true(stops(&list, words[i], "en") && stops(&list, words[i], "ja"));
    }
    tt__words_stoplist_free(&list);
    temporary_folder_remove(folder);
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    tt__base_buffer lines = {0};
    assert_int_equal(tt__words_stopwords_of_file(&lines, "/nowhere/words.txt"), TT_ERR_IO);
    assert_non_null(strstr(tt_error_message(), "/nowhere/words.txt"));
    tt__base_buffer_free(&lines);
}

static tt_status load(void *arg)
{
    (void)arg;
    tt__words_stoplist list = {0};
    tt_status status = tt__words_stoplist_load(&list);
    tt__words_stoplist_free(&list);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(load, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_have_codes), cmocka_unit_test(lists_know_their_language),
        cmocka_unit_test(a_file_counts_in_every_language), cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(running_out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
