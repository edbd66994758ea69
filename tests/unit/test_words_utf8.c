/* Clean strings: valid UTF-8 on one line. */
#include "testing.h"

#include "words/utf8.h"

static void lengths_of_characters(void **state)
{
    (void)state;
    assert_int_equal(tt__words_utf8_length("a", 1), 1);
    assert_int_equal(tt__words_utf8_length("\xC3\xA9", 2), 2);
    assert_int_equal(tt__words_utf8_length("\xE2\x82\xAC", 3), 3);
    assert_int_equal(tt__words_utf8_length("\xF0\x9F\x98\x80", 4), 4);
    static const char *const bad[] = {"\x80",
                                      "\xC1\x80",
                                      "\xC3",
                                      "\xE0\x80\x80",
                                      "\xED\xA0\x80",
                                      "\xF0\x80\x80\x80",
                                      "\xF4\x90\x80\x80",
                                      "\xF5\x80\x80\x80",
                                      "\xE2\x82",
                                      "\xFF"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(tt__words_utf8_length(bad[i], strlen(bad[i])), 0);
}

static void cleaning(void **state)
{
    (void)state;
    static const struct {
        const char *dirty, *clean;
        bool invalid;
    } cases[] = {{"plain", "plain", false},
                 {"  both ends\n", "both ends", false},
                 {"a  b", "a  b", false},
                 {"a\n   b", "a b", false},
                 {"a  \tb", "a b", false},
                 {"a\x7F\x01"
                  "b",
                  "a b", false},
                 {"x\xFFy", "x\xEF\xBF\xBDy", true},
                 {"\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD", true},
                 {"a\xC2\x85"
                  "b",
                  "a b", false},
                 {"a\xE2\x80\xA8"
                  "b",
                  "a b", false},
                 {"caf\xC3\xA9", "caf\xC3\xA9", false},
                 {" \n ", "", false},
                 {"", "", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tt__base_buffer out = {0};
        bool invalid = false;
        assert_int_equal(tt__base_buffer_append(&out, " ", 1), TT_OK); /* what stands before is left alone */
        assert_int_equal(tt__words_utf8_clean(&out, cases[i].dirty, strlen(cases[i].dirty), &invalid), TT_OK);
        assert_string_equal(out.data + 1, cases[i].clean);
        assert_int_equal(invalid, cases[i].invalid);
        tt__base_buffer_free(&out);
    }
}

static void expect_short(const char *line, size_t most, const char *expected)
{
    tt__base_buffer out = {0};
    assert_int_equal(tt__words_utf8_shorten(&out, line, strlen(line), most), TT_OK);
    assert_string_equal(out.data, expected);
    assert_true(strlen(out.data) <= most);
    tt__base_buffer_free(&out);
}

static void shortening(void **state)
{
    (void)state;
    expect_short("short", 5, "short");
    expect_short("several words here", 14, "several…");
    expect_short("several, words", 12, "several…");
    expect_short("unbrokenline", 10, "unbroke…");
    expect_short("\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC", 10, "\xE2\x82\xAC\xE2\x82\xAC…");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lengths_of_characters),
        cmocka_unit_test(cleaning),
        cmocka_unit_test(shortening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
