/* JSON that is not a line an object: arrays, objects that hold one, objects over several lines. */
#include "corpus_fixture.h"

#include "read/json_array.h"

static void skipping_finds_the_end_of_a_value(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int end; /* -1: it has none */
    } cases[] = {{"{} x", 2},           {"[1,[2]],", 7},   {"\"a\\\"b\" ", 6},   {"\"a\\\\\" \"", 5},
                 {"{\"a\":\"}\"} ", 9}, {"true,", 4},      {"-1.5e3]", 6},       {"{\"a\":[", -1},
                 {"\"open", -1},        {"\"esc\\\"", -1}, {"[\"]\",\"[\"]", 9}, {"]", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text = cases[i].text, *end = tt__read_json_skip(text, text + strlen(text));
        assert_int_equal(end ? end - text : -1, cases[i].end);
    }
}

static void expect_two(fixture *f, const char *name, const char *text)
{
    assert_int_equal(fixture_text(f, name, text), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 2);
    assert_string_equal(fixture_words(f, 0), "one");
    assert_string_equal(fixture_words(f, 1), "two");
    assert_int_equal(f->n_said, 0);
}

static void every_shape_gives_the_records(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    expect_two(f, "a.json", "[{\"id\":1,\"text\":\"one\"},{\"id\":2,\"text\":\"two\"}]");
    expect_two(f, "b.json", "\xEF\xBB\xBF [\n {\"id\":1,\n \"text\":\"one\"},\n {\"id\":2,\"text\":\"two\"}\n]\n");
    expect_two(f, "c.json",
               "{\"n\":2,\"meta\":{\"a\":[1]},\"items\":[{\"id\":1,\"text\":\"one\"},{\"id\":2,\"text\":\"two\"}],"
               "\"z\":[{}]}");
    expect_two(f, "d.json",
               "{\n\"id\":1,\n\"text\":\"one\"\n}\n{\n\"id\":2,\n\"text\":\"two\",\"authors\":[{\"name\":\"x\"}]}");
    expect_two(f, "e.json", "{\"id\":1,\"text\":\"one\"}\n{\"id\":2,\"text\":\"two\"}\n");
    expect_two(f, "no-ending", "[{\"id\":1,\"text\":\"one\"},{\"id\":2,\"text\":\"two\"}]");
    expect_two(f, "named.jsonl", "[{\"id\":1,\"text\":\"one\"},{\"id\":2,\"text\":\"two\"}]");
    fixture_free(f);
}

static void bad_elements_are_told_with_their_line(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(fixture_text(f, "a.json", "[\n{\"text\":\"one\"},\n17,\n{\"text\" \"two\"},\n{\"text\":\"th"),
                     TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 1);
    assert_int_equal(fixture_stats(f)->bad_records, 3);
    assert_non_null(strstr(f->said[0], "a.json:3: not a JSON object"));
    assert_non_null(strstr(f->said[1], "a.json:4: not valid JSON"));
    assert_non_null(strstr(f->said[2], "a.json:5: not valid JSON: the file ends within this record"));
    assert_int_equal(fixture_text(f, "b.json", "[\n{\"text\":\"one\"},\n"), TT_OK);
    assert_non_null(strstr(f->said[0], "b.json:3: not valid JSON: the file ends within the array"));
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(skipping_finds_the_end_of_a_value),
        cmocka_unit_test(every_shape_gives_the_records),
        cmocka_unit_test(bad_elements_are_told_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
