/* Fields by their names, and labels written as one string. */
#include "testing.h"

#include "read/fields.h"

static void names(void **state)
{
    (void)state;
    tt__read_field_names usual = {{NULL}}, named = {.named[TT__READ_TEXT] = "Remarks"};
    assert_int_equal(tt__read_field_rank(&usual, TT__READ_ID, "ID"), 0);
    assert_true(tt__read_field_rank(&usual, TT__READ_ID, "id") < tt__read_field_rank(&usual, TT__READ_ID, "url"));
    assert_true(tt__read_field_rank(&usual, TT__READ_TEXT, "Abstract") <
                tt__read_field_rank(&usual, TT__READ_TEXT, "summary"));
    assert_int_equal(tt__read_field_rank(&usual, TT__READ_TEXT, "title"), -1);
    assert_int_equal(tt__read_field_rank(&usual, TT__READ_TEXT, "textual"), -1);
    assert_int_equal(tt__read_field_rank(&named, TT__READ_TEXT, "remarks"), 0);
    assert_int_equal(tt__read_field_rank(&named, TT__READ_TEXT, "text"), -1);
    assert_int_equal(tt__read_field_rank(&named, TT__READ_TITLE, "title"), 0);
}

static void paths(void **state)
{
    (void)state;
    static const struct {
        const char *path, *labels; /* each ended by '|' */
    } cases[] = {{"a/b/c", "a|b|c|"}, {"a > b/c > d", "a|b/c|d|"},
                 {"one", "one|"},     {"", ""},
                 {"/a//b/", "a|b|"},  {"a>b", "a>b|"},
                 {" > ", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tt__base_buffer out = {0};
        assert_int_equal(tt__read_split_path(&out, (tt__read_slice){cases[i].path, strlen(cases[i].path)}), TT_OK);
        for (int64_t b = 0; b < out.length; b++)
            if (!out.data[b]) out.data[b] = '|';
        assert_int_equal(out.length, strlen(cases[i].labels));
        if (out.length) assert_string_equal(out.data, cases[i].labels);
        tt__base_buffer_free(&out);
    }
}

static void what_stands_in_for_a_text(void **state)
{
    (void)state;
    tt__read_slice none = {"", 0}, title = {"Boats", 5}, word = {"unbrokenwords", 13}, words = {"boats at sea", 12};
    assert_true(tt__read_stands_in(word, none));
    assert_false(tt__read_stands_in(none, none));
    assert_true(tt__read_stands_in(words, title));
    assert_false(tt__read_stands_in(word, title));
    assert_false(tt__read_stands_in(title, words));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(paths),
        cmocka_unit_test(what_stands_in_for_a_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
