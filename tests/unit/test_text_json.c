/* JSON Lines: which field is what, what becomes of odd values, and what is said about records that are no good. */
#include "corpus_fixture.h"

static void fields_by_their_usual_names(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(fixture_text(f, "a.jsonl",
                                  "{\"ID\":\"b\",\"Title\":\"Second\",\"body\":\"beta words\",\"path\":[\"top\",\"a/b\"]}\r\n"
                                  "\n"
                                  "{\"doc_id\":\"a\",\"headline\":\"First\",\"summary\":\"no\",\"abstract\":\"alpha words\",\"path\":\"x/y z\"}"),
                     TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 2);
    assert_string_equal(tt_corpus_id(f->corpus, 0), "a");
    assert_string_equal(tt_corpus_title(f->corpus, 0), "First");
    assert_string_equal(fixture_words(f, 0), "First alpha words");
    assert_string_equal(fixture_path_of(f, 0), "x|y z");
    assert_string_equal(tt_corpus_title(f->corpus, 1), "Second");
    assert_string_equal(fixture_path_of(f, 1), "top|a/b");
    assert_int_equal(f->n_said, 0);
    fixture_free(f);
}

static void fields_as_they_are_named(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    f->opts = (tt_corpus_opts){.id_field = "no", .title_field = "t", .text_field = "x", .label_field = "class"};
    assert_int_equal(fixture_text(f, "a.jsonl", "{\"id\":\"i\",\"no\":7,\"t\":\"Tee\",\"title\":\"never\",\"x\":\"ex\",\"text\":\"never\","
                                                "\"class\":\"upper > lower/case\"}\n{\"no\":8,\"text\":\"unnamed\"}\n"),
                     TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 1);
    assert_string_equal(tt_corpus_id(f->corpus, 0), "7");
    assert_string_equal(fixture_words(f, 0), "Tee ex");
    assert_string_equal(fixture_path_of(f, 0), "upper|lower/case");
    assert_int_equal(f->n_said, 1);
    assert_non_null(strstr(f->said[0], "a.jsonl:2: no field \"x\" and no title"));
    fixture_free(f);
}

static void values_of_every_kind(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(fixture_text(f, "a.jsonl", "{\"id\":1234567890123456789,\"text\":\"large number\"}\n"
                                                "{\"id\":12.50,\"title\":null,\"text\":[\"alpha\",null,\"beta\"]}\n"
                                                "{\"id\":true,\"title\":\"one\\n  two\\tthree\",\"text\":null}\n"),
                     TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 3);
    assert_string_equal(tt_corpus_id(f->corpus, 0), "12.50");
    assert_string_equal(fixture_words(f, 0), "alpha beta");
    assert_string_equal(tt_corpus_title(f->corpus, 0), "alpha beta");
    assert_string_equal(tt_corpus_id(f->corpus, 1), "1234567890123456789");
    assert_string_equal(tt_corpus_title(f->corpus, 2), "one two three");
    fixture_free(f);
}

/* NUL bytes and escapes are spaces; half a surrogate pair is U+FFFD; a whole one is its character. */
static void escapes_that_stand_for_no_character(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    const char bytes[] = "{\"id\":\"a\",\"title\":\"one\\u0000two\",\"text\":\"x\0y\"}\n"
                         "{\"id\":\"b\",\"title\":\"cut \\ud83d off\"}\n"
                         "{\"id\":\"c\",\"title\":\"\\ud83d\\ude00 grin\"}\n"
                         "{\"id\":\"d\",\"title\":\"back\\\\u0000slash\"}\n";
    assert_int_equal(fixture_bytes(f, "a.jsonl", bytes, sizeof bytes - 1), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 4);
    assert_string_equal(tt_corpus_title(f->corpus, 0), "one two");
    assert_string_equal(tt_corpus_title(f->corpus, 1), "cut \xEF\xBF\xBD off");
    assert_string_equal(tt_corpus_title(f->corpus, 2), "\xF0\x9F\x98\x80 grin");
    assert_string_equal(tt_corpus_title(f->corpus, 3), "back\\u0000slash");
    assert_int_equal(fixture_stats(f)->nul_bytes, 1);
    assert_int_equal(fixture_stats(f)->invalid_utf8, 1);
    fixture_free(f);
}

static void another_field_stands_in_for_the_text(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(fixture_text(f, "a.jsonl", "{\"id\":\"an id that is quite long indeed, and more\",\"plot\":\"two boats meet\",\"by\":\"ann\"}\n"
                                                "{\"id\":\"b\",\"plot\":\"rain\",\"by\":\"somebody with a long name\"}\n{\"id\":\"c\",\"by\":\"x\"}\n"),
                     TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 2);
    assert_string_equal(fixture_words(f, 1), "rain");
    assert_int_equal(fixture_stats(f)->bad_records, 1);
    assert_int_equal(fixture_text(f, "b.jsonl", "{\"title\":\"Boats\",\"plot\":\"two boats meet at sea\"}\n"), TT_OK);
    assert_string_equal(fixture_words(f, 0), "Boats two boats meet at sea");
    assert_int_equal(fixture_text(f, "c.jsonl", "{\"title\":\"Two boats at sea\",\"author\":\"Ann Author\"}\n"), TT_OK);
    assert_string_equal(fixture_words(f, 0), "Two boats at sea");
    fixture_free(f);
}

static void bad_records_are_told_with_their_place(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(fixture_text(f, "a.jsonl", "{\"id\":\"a\",\"text\":\"good\"}\nnonsense\n{\"id\":\"b\",\"text\":\"cut\n"
                                                "[1]\n{\"id\":\"c\",\"text\":\"fine\"} tail\n{\"n\":1}\n"),
                     TT_OK);
    assert_int_equal(fixture_stats(f)->read, 1);
    assert_int_equal(fixture_stats(f)->bad_records, 5);
    assert_int_equal(f->n_said, 5);
    assert_non_null(strstr(f->said[0], "a.jsonl:2: not valid JSON"));
    assert_non_null(strstr(f->said[1], "a.jsonl:3: not valid JSON"));
    assert_non_null(strstr(f->said[2], "a.jsonl:4: not a JSON object"));
    assert_non_null(strstr(f->said[3], "a.jsonl:5: not valid JSON"));
    assert_non_null(strstr(f->said[4], "a.jsonl:6: no text"));
    f->opts.strict = true;
    assert_int_equal(fixture_read(f, f->path), TT_ERR_FORMAT);
    assert_non_null(strstr(tt_error_message(), "a.jsonl:2: not valid JSON"));
    fixture_free(f);
}

static void only_twenty_bad_records_are_told(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    char text[1000] = "{\"text\":\"good\"}\n";
    for (int i = 0; i < 30; i++) strcat(text, "bad\n");
    assert_int_equal(fixture_text(f, "a.jsonl", text), TT_OK);
    assert_int_equal(fixture_stats(f)->bad_records, 30);
    assert_int_equal(f->n_said, 21);
    assert_string_equal(f->said[20], "further bad records are counted, not shown");
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_by_their_usual_names),
        cmocka_unit_test(fields_as_they_are_named),
        cmocka_unit_test(values_of_every_kind),
        cmocka_unit_test(escapes_that_stand_for_no_character),
        cmocka_unit_test(another_field_stands_in_for_the_text),
        cmocka_unit_test(bad_records_are_told_with_their_place),
        cmocka_unit_test(only_twenty_bad_records_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
