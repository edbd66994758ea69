#include "testing.h"

#include "words/signs.h"

/* How many of the text's bytes are the word that begins with `letters` letters. */
static size_t word(const char *text, size_t letters)
{
    return tt__words_signs_end(text, strlen(text), 0, letters);
}

static void signs_of_words(void **state)
{
    (void)state;
    assert_int_equal(word("C++ is", 1), 3);
    assert_int_equal(word("C++x", 1), 1);
    assert_int_equal(word("F#", 1), 2);
    assert_int_equal(word("ab#", 2), 2);
    assert_int_equal(word("AT&T's", 2), 4);
    assert_int_equal(word("AT&amp;T", 2), 8);
    assert_int_equal(word("R&D", 1), 3);
    assert_int_equal(word("this&that", 4), 4);
    assert_int_equal(word("AT&Then", 2), 2);
    assert_int_equal(word("ABCD&E", 4), 4);
    assert_int_equal(word("OS/2 or", 2), 4);
    assert_int_equal(word("OS/25", 2), 2);
    assert_int_equal(word("or/2", 2), 2);
    assert_int_equal(word("ASP.NET.", 3), 7);
    assert_int_equal(word("Node.js", 4), 7);
    assert_int_equal(word("Node.json", 4), 4);
    assert_int_equal(word("end", 3), 3);
}

static void initials(void **state)
{
    (void)state;
    assert_int_equal(word("U.S. law", 1), 4);
    assert_int_equal(word("e.g., x", 1), 4);
    assert_int_equal(word("Ph.D. x", 2), 5);
    assert_int_equal(word("M.Sc. x", 1), 5);
    assert_int_equal(word("A. Then", 1), 1);
    assert_int_equal(word("J.Smith", 1), 1);
    assert_int_equal(word("It.The.", 2), 2);
    assert_int_equal(word("in.A.", 2), 2);
    assert_int_equal(word("a.b.c", 1), 1);
}

static void dot_net_stands_alone(void **state)
{
    (void)state;
    assert_true(tt__words_is_dot_net(".NET 4", 6, 0));
    assert_true(tt__words_is_dot_net("a .NET", 6, 2));
    assert_false(tt__words_is_dot_net("a.NET", 5, 1));
    assert_false(tt__words_is_dot_net(".NETS", 5, 0));
    assert_false(tt__words_is_dot_net(".NE", 3, 0));
}

static void check_entity(const char *text, size_t length, int32_t letter)
{
    int32_t got = 0;
    assert_int_equal(tt__words_entity_letter_at(text, strlen(text), 0, &got), length);
    if (length > 0) assert_int_equal(got, letter);
}

static void entities_of_letters(void **state)
{
    (void)state;
    check_entity("&eacute;", 8, 0xe9);
    check_entity("&Agrave;x", 8, 0xc0);
    check_entity("&yuml;", 6, 0xff);
    check_entity("&szlig;", 7, 0xdf);
    check_entity("&oelig;", 7, 0x153);
    check_entity("&#233;", 6, 0xe9);
    check_entity("&#xE9;", 6, 0xe9);
    check_entity("&#1078;", 7, 0x436);
    check_entity("&times;", 0, 0);
    check_entity("&copy;", 0, 0);
    check_entity("&amp;", 0, 0);
    check_entity("&#65;", 0, 0);
    check_entity("&#8217;", 0, 0);
    check_entity("&#;", 0, 0);
    check_entity("&#-233;", 0, 0);
    check_entity("&#x;", 0, 0);
    check_entity("&#99999999;", 0, 0);
    check_entity("&#2a3;", 0, 0);
    check_entity("&eacute", 0, 0);
    check_entity("&", 0, 0);
    check_entity("&;", 0, 0);
    check_entity("&#xfffffff;", 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(signs_of_words), cmocka_unit_test(initials),
                                       cmocka_unit_test(dot_net_stands_alone), cmocka_unit_test(entities_of_letters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
