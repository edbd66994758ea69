/* Texts that are one document each, and texts whose paragraphs are documents. */
#include "corpus_fixture.h"

static void the_first_line_is_the_title_where_it_is_short(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    f->opts.format = TT_FORMAT_TEXT;
    assert_int_equal(fixture_text(f, "note.md", "\n\n## Small boats\nsail\nalone\n"), TT_OK);
    assert_string_equal(tt_corpus_id(f->corpus, 0), "note.md");
    assert_string_equal(tt_corpus_title(f->corpus, 0), "Small boats");
    assert_string_equal(fixture_words(f, 0), "Small boats sail alone");
    char text[300] = "";
    for (int i = 0; i < 25; i++) strcat(text, "words ");
    assert_int_equal(fixture_text(f, "harbour report.txt", text), TT_OK);
    assert_string_equal(tt_corpus_title(f->corpus, 0), "harbour report");
    assert_int_equal(fixture_text(f, "a.txt", "only a title"), TT_OK);
    assert_string_equal(fixture_words(f, 0), "only a title");
    fixture_free(f);
}

static void paragraphs(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(fixture_text(f, "a.txt", "\nfirst one\r\nwrapped\r\n\r\n \nsecond one\n\nthird"), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 3);
    assert_string_equal(tt_corpus_id(f->corpus, 0), "000001");
    assert_string_equal(tt_corpus_title(f->corpus, 0), "first one wrapped");
    assert_string_equal(fixture_words(f, 2), "third");
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_is_the_title_where_it_is_short),
        cmocka_unit_test(paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
