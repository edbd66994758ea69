#include "testing.h"

#include "words/stem.h"

static void check_stem(tt__words_stemmer *stemmer, const char *language, const char *word, const char *expected)
{
    tt__base_buffer buffer = {0};
    assert_int_equal(tt__base_buffer_append(&buffer, word, strlen(word)), TT_OK);
    assert_int_equal(tt__words_stem(stemmer, language ? tt__words_language_index(language) : 0, &buffer), TT_OK);
    assert_string_equal(buffer.data, expected);
    assert_int_equal(buffer.length, strlen(expected));
    tt__base_buffer_free(&buffer);
}

static void stems(void **state)
{
    (void)state;
    tt__words_stemmer stemmer = {0};
    check_stem(&stemmer, "en", "galaxies", "galaxi");
    check_stem(&stemmer, "en", "galaxy", "galaxi");
    check_stem(&stemmer, "de", "häuser", "haus");
    check_stem(&stemmer, "ru", "звёзды", "звезд");
    check_stem(&stemmer, "zh", "学习", "学习");
    check_stem(&stemmer, NULL, "galaxies", "galaxies");
    tt__words_stemmer_free(&stemmer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(stems)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
