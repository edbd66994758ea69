/* Tables: delimiters, quotes, columns by their names, rows that do not fit. */
#include "corpus_fixture.h"

static void expect_rows(fixture *f, const char *name, const char *text)
{
    assert_int_equal(fixture_text(f, name, text), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 2);
    assert_string_equal(tt_corpus_id(f->corpus, 0), "a");
    assert_string_equal(tt_corpus_title(f->corpus, 0), "One, two; three");
    assert_string_equal(fixture_words(f, 0), "One two three first words");
    assert_string_equal(fixture_path_of(f, 0), "x|y");
    assert_string_equal(fixture_words(f, 1), "second words");
    assert_int_equal(f->n_said, 0);
}

static void every_delimiter(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    expect_rows(f, "a.csv", "id,title,text,path\na,\"One, two; three\",\"first\n\nwords\",x/y\n\nb,,second words,\n");
    expect_rows(
        f, "b.csv",
        "\xEF\xBB\xBF\"ID\";Title;Abstract;path\r\na;\"One, two; three\";first words;x > y\r\nb;;second words;\r\n");
    expect_rows(f, "c.tsv", "id\ttitle\ttext\tpath\na\tOne, two; three\tfirst words\tx/y\nb\t\tsecond words\t");
    expect_rows(f, "table", "text,id,title,path\nfirst words,a,\"One, two; three\",x/y\nsecond words,b,,\n");
    fixture_free(f);
}

static void rows_that_do_not_fit_are_told_with_their_line(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(fixture_text(f, "a.csv", "id,text\na,\"x\ny\"\nb\nc,one,two\nd,fine,,\ne,\"open\n"), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 2);
    assert_string_equal(tt_corpus_id(f->corpus, 1), "d");
    assert_int_equal(f->n_said, 3);
    assert_non_null(strstr(f->said[0], "a.csv:4: 1 field where the header has 2"));
    assert_non_null(strstr(f->said[1], "a.csv:5: 3 fields where the header has 2"));
    assert_non_null(strstr(f->said[2], "a.csv:7: a quoted field has no end"));
    fixture_free(f);
}

static void the_longest_cell_stands_in_for_the_text(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(fixture_text(f, "a.csv", "k,note\n1,some words here\n22222,more\n"), TT_OK);
    assert_string_equal(fixture_words(f, 1), "more");
    f->opts.text_field = "body";
    assert_int_equal(fixture_read(f, f->path), TT_ERR_FORMAT);
    assert_non_null(strstr(tt_error_message(), "a.csv:1: no column \"body\" in the header"));
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_delimiter),
        cmocka_unit_test(rows_that_do_not_fit_are_told_with_their_line),
        cmocka_unit_test(the_longest_cell_stands_in_for_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
