/* Finding a text: what counts as alike, where a hit may begin, and which bytes it stands on. */
#include "testing.h"

#include "export/find.h"

/* The part of text that holds what is to be found, "" where none does. */
static const char *found(const char *text, const char *wanted)
{
    static char part[128];
    size_t begin = 99, end = 98;
    assert_int_equal(tt_find_text(&begin, &end, text, wanted), TT_OK);
    assert_true(begin <= end && end <= strlen(text) && end - begin < sizeof part);
    snprintf(part, sizeof part, "%.*s", (int)(end - begin), text + begin);
    return part;
}

static void test_case(void **state)
{
    (void)state;
    assert_string_equal(found("Star formation", "STAR"), "Star");
    assert_string_equal(found("die Stra\xC3\x9F"
                              "e dort",
                              "STRASSE"),
                        "Stra\xC3\x9F"
                        "e");
    assert_string_equal(found("\xCE\x9F\xCE\x94\xCE\x9F\xCE\xA3 x", "\xCE\xBF\xCE\xB4\xCE\xBF\xCF\x82"),
                        "\xCE\x9F\xCE\x94\xCE\x9F\xCE\xA3");
    assert_string_equal(found("a \xEF\xBC\xA1\xEF\xBC\xA2\xEF\xBC\xA3 b", "abc"),
                        "\xEF\xBC\xA1\xEF\xBC\xA2\xEF\xBC\xA3");
    assert_string_equal(found("resume", "r\xC3\xA9sum\xC3\xA9"), ""); /* accents are kept apart */
}

static void test_begins_with_a_word(void **state)
{
    (void)state;
    assert_string_equal(found("training of AI systems", "ai"), "AI");
    assert_string_equal(found("training", "ai"), "");
    assert_string_equal(found("maintain-ai", "ai"), "ai");
    assert_string_equal(found("whales", "whale"), "whale");
    assert_string_equal(found("black holes", "black hole"), "black hole");
    assert_string_equal(found("C++ and C", "c++"), "C++");
    assert_string_equal(found("\xE9\x8A\x80\xE6\xB2\xB3\xE3\x81\xAE", "\xE6\xB2\xB3"),
                        "\xE6\xB2\xB3"); /* no spaces: anywhere */
    assert_string_equal(found("", "a"), "");
}

static void test_nothing_to_find(void **state)
{
    (void)state;
    size_t begin = 7, end = 8;
    assert_int_equal(tt_find_text(&begin, &end, "a", ""), TT_ERR_ARGUMENT);
    assert_int_equal(tt_find_text(&begin, &end, "a", "\xC2\xAD"), TT_ERR_ARGUMENT); /* a soft hyphen folds to nothing */
    assert_int_equal(begin, 7);
    assert_int_equal(end, 8);
}

/* Bytes that are no UTF-8 neither match nor keep what follows from being found. */
static void test_invalid(void **state)
{
    (void)state;
    assert_string_equal(found("\xFF\x80 star", "star"), "star");
    assert_string_equal(found("\x80\x80\x80", "star"), "");
}

static tt_status find_one(void *arg)
{
    size_t *range = arg;
    return tt_find_text(&range[0], &range[1],
                        "die Stra\xC3\x9F"
                        "e",
                        "strasse");
}

static void test_out_of_memory(void **state)
{
    (void)state;
    size_t range[2];
    assert_true(until_memory_suffices(find_one, range) >= 3);
    assert_int_equal(range[0], 4);
    assert_int_equal(range[1], 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_case),
        cmocka_unit_test(test_begins_with_a_word),
        cmocka_unit_test(test_nothing_to_find),
        cmocka_unit_test(test_invalid),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
