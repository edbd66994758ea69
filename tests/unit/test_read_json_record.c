/* JSON Lines: which field is what, what becomes of odd values, and what is said about records that are no good. */
#include "corpus_fixture.h"

#include "read/json_record.h"

static void fields_by_their_usual_names(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(
        fixture_text(f, "a.jsonl",
                     "{\"ID\":\"b\",\"Title\":\"Second\",\"body\":\"beta words\",\"path\":[\"top\",\"a/b\"]}\r\n"
                     "\n"
                     "{\"doc_id\":\"a\",\"headline\":\"First\",\"summary\":\"no\",\"abstract\":\"alpha "
                     "words\",\"path\":\"x/y z\"}"),
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
    assert_int_equal(
        fixture_text(f, "a.jsonl",
                     "{\"id\":\"i\",\"no\":7,\"t\":\"Tee\",\"title\":\"never\",\"x\":\"ex\",\"text\":\"never\","
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
    assert_int_equal(fixture_text(f, "a.jsonl",
                                  "{\"id\":1234567890123456789,\"text\":\"large number\"}\n"
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
    assert_int_equal(
        fixture_text(
            f, "a.jsonl",
            "{\"id\":\"an id that is quite long indeed, and more\",\"plot\":\"two boats meet\",\"by\":\"ann\"}\n"
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
    assert_int_equal(fixture_text(f, "a.jsonl",
                                  "{\"id\":\"a\",\"text\":\"good\"}\nnonsense\n{\"id\":\"b\",\"text\":\"cut\n"
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

/* The fields of one record, read in place where it is plain, or by way of a tree, as text; the record is copied. */
static void fields_of(char *out, const char *record, const tt__read_field_names *names, bool by_tree)
{
    static tt__read_json_keys kept[2]; /* of the records before: they must not matter */
    char *copy = strdup(record);
    tt__base_buffer scratch = {0};
    tt__read_json_record json = {0};
    tt__read_json_reader reader = {
        .names = names, .fallback = "plot", .scratch = &scratch, .keys = &kept[names->named[TT__READ_TEXT] != NULL]};
    assert_non_null(copy);
    if (by_tree)
        assert_int_equal(tt__read_json_parse_tree(&json, copy, strlen(copy), names, "plot", &scratch), TT_OK);
    else
        assert_int_equal(tt__read_json_parse(&json, copy, strlen(copy), &reader), TT_OK);
    out += sprintf(out, "%s %d %d", json.reason, json.lone_surrogate, json.nul_bytes);
    for (int role = 0; role < TT__READ_ROLES; role++) {
        out += sprintf(out, " |");
        for (size_t i = 0; i < json.fields.of[role].n; i++)
            out += sprintf(out, "%02x", (unsigned char)json.fields.of[role].at[i]);
    }
    cJSON_Delete(json.tree);
    tt__base_buffer_free(&scratch);
    free(copy);
}

/* Records put together at random from keys and values that are plain, odd or broken: without a tree as with one. */
static void plain_records_as_cjson_has_them(void **state)
{
    (void)state;
    static const char *const keys[] = {"\"id\"",        "\"Title\"", "\"text\"", "\"path\"", "\"plot\"",
                                       "\"ab\\u0063\"", "\"body\"",  "id",       "\"\""};
    static const char *const values[] = {"\"two words\"",
                                         "\"\"",
                                         "\"a\\n\\\"b\\\" \\\\ \\/ \\t\\b\\f\\r\"",
                                         "\"\\u00e9 \\u4e2d\\ud83d\\ude00 \\uFFFF\"",
                                         "\"\\ud83d cut\"",
                                         "\"\\u0000\"",
                                         "\"\\x\"",
                                         "\"\\u12g4\"",
                                         "\"no end",
                                         "\"a > b > c\"",
                                         "\"a/b\"",
                                         "[\"a\",\"\",\"b\\nc\"]",
                                         "[ ]",
                                         "[\"a\", null, 3]",
                                         "[[\"a\"],[]]",
                                         "{}",
                                         "{\"id\": 5.0, \"x\": [true]}",
                                         "5",
                                         "-12.50",
                                         "1e5",
                                         "1-2",
                                         "007",
                                         "+1",
                                         "12345678901234567890",
                                         "true",
                                         "null",
                                         "nul",
                                         "\"\xff\xc3\"",
                                         "\"back\\\\\"",
                                         "[\"a\" \"b\"]"};
    static const char *const joints[] = {", ", ",", " ,\t", ",\v", ";"}, *const ends[] = {"}",      " }\n", "},",
                                                                                          "} tail", "",     "]"};
    const tt__read_field_names usual = {{NULL}}, twice = {{NULL, "body", "body", "text"}};
    uint32_t x = 7;
    int64_t plain = 0;
    for (int i = 0; i < 60000; i++) {
        char record[2000] = "{", expected[9000], got[9000];
        int members = 1 + (int)(x >> 8) % 5;
        for (int m = 0; m < members; m++) {
            uint32_t draw[3];
            for (int k = 0; k < 3; k++) draw[k] = (x = x * 1664525 + 1013904223) >> 8;
            bool odd = draw[0] % 16 == 0; /* most records are good */
            strcat(strcat(record, keys[draw[0] / 16 % (odd ? 9 : 5)]), odd ? " : " : ":");
            strcat(record, values[draw[1] % 30]);
            if (m + 1 < members) strcat(record, joints[draw[2] % 32 < 27 ? draw[2] % 2 : draw[2] % 5]);
        }
        x = x * 1664525 + 1013904223;
        strcat(record, ends[(x >> 8) % 16 < 12 ? 0 : (x >> 8) % 6]);
        const tt__read_field_names *names = i % 8 == 0 ? &twice : &usual;
        fields_of(expected, record, names, true);
        fields_of(got, record, names, false);
        if (strcmp(got, expected) != 0) fail_msg("%s: %s, not %s", record, got, expected);
        tt__read_plain_record parts;
        plain += tt__read_json_plain(&parts, record, strlen(record));
    }
    assert_true(plain > 10000);
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
        cmocka_unit_test(plain_records_as_cjson_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
