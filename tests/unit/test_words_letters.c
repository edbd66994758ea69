#include "testing.h"

#include "words/letters.h"

static tt__words_class class_of(const char *text)
{
    return tt__words_class_at(text, strlen(text), 0);
}

static void ascii_classes(void **state)
{
    (void)state;
    for (int c = 0; c < 128; c++) {
        tt__words_class class = tt__words_ascii_class[c];
        assert_int_equal(class == TT__WORDS_LETTER, isalpha(c) != 0);
        assert_int_equal(class == TT__WORDS_DIGIT, isdigit(c) != 0);
        assert_int_equal(class == TT__WORDS_PUNCTUATION, ispunct(c) != 0);
    }
    assert_int_equal(tt__words_ascii_class['\n'], TT__WORDS_NEWLINE);
    assert_int_equal(tt__words_ascii_class['\t'], TT__WORDS_SPACE);
    assert_int_equal(tt__words_ascii_class[0], TT__WORDS_NUL);
}

static void wide_classes(void **state)
{
    (void)state;
    assert_int_equal(class_of("é"), TT__WORDS_LETTER);
    assert_int_equal(class_of("×"), TT__WORDS_PUNCTUATION);
    assert_int_equal(class_of("ж"), TT__WORDS_LETTER);
    assert_int_equal(class_of("한"), TT__WORDS_LETTER);
    assert_int_equal(class_of("学"), TT__WORDS_UNSPACED);
    assert_int_equal(class_of("の"), TT__WORDS_UNSPACED);
    assert_int_equal(class_of("ー"), TT__WORDS_UNSPACED);
    assert_int_equal(class_of("ก"), TT__WORDS_UNSPACED);
    assert_int_equal(class_of("・"), TT__WORDS_PUNCTUATION);
    assert_int_equal(class_of("٣"), TT__WORDS_DIGIT);
    assert_int_equal(class_of("\u0301"), TT__WORDS_MARK);
    assert_int_equal(class_of("\u00ad"), TT__WORDS_IGNORED);
    assert_int_equal(class_of("\u200c"), TT__WORDS_MARK);
    assert_int_equal(class_of("\u3000"), TT__WORDS_SPACE);
    assert_int_equal(class_of("\xff"), TT__WORDS_INVALID);
    assert_int_equal(tt__words_class_at("a", 1, 1), TT__WORDS_SPACE);
}

static void normal_form_is_watched(void **state)
{
    (void)state;
    size_t bytes;
    bool composed = true;
    tt__words_wide_class("é", 2, &bytes, &composed);
    tt__words_wide_class("学", 3, &bytes, &composed);
    assert_int_equal(bytes, 3);
    assert_true(composed);
    tt__words_wide_class("\u0301", 2, &bytes, &composed);
    assert_false(composed);
}

static void joiners(void **state)
{
    (void)state;
    assert_int_equal(tt__words_apostrophe_at("'", 1, 0), 1);
    assert_int_equal(tt__words_apostrophe_at("x’s", 5, 1), 3);
    assert_int_equal(tt__words_apostrophe_at("&#39;", 5, 0), 5);
    assert_int_equal(tt__words_apostrophe_at("&#39", 4, 0), 0);
    assert_int_equal(tt__words_apostrophe_at("“", 3, 0), 0);
    assert_int_equal(tt__words_apostrophe_at("", 0, 0), 0);
    assert_int_equal(tt__words_hyphen_at("-", 1, 0), 1);
    assert_int_equal(tt__words_hyphen_at("\u2010", 3, 0), 3);
    assert_int_equal(tt__words_hyphen_at("\u2013", 3, 0), 0);
    assert_int_equal(tt__words_hyphen_at("\xe2\x80", 2, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ascii_classes), cmocka_unit_test(wide_classes),
                                       cmocka_unit_test(normal_form_is_watched), cmocka_unit_test(joiners)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
