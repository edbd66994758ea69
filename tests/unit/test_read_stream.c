/* Lines and encodings: line ends, byte order marks, UTF-16, lines longer than any buffer. */
#include "corpus_fixture.h"

static void line_ends(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    f->opts.format = TT_FORMAT_LINES;
    assert_int_equal(fixture_text(f, "a", "\xEF\xBB\xBFone\r\n\r\n  \ntwo\n\nthree"), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 3);
    assert_string_equal(tt_corpus_title(f->corpus, 0), "one");
    assert_string_equal(tt_corpus_title(f->corpus, 2), "three");
    fixture_free(f);
}

/* ASCII and one two-unit character as UTF-16. */
static size_t to_utf16(char *out, const char *ascii, bool big)
{
    size_t n = 0;
    out[n++] = big ? '\xFE' : '\xFF', out[n++] = big ? '\xFF' : '\xFE';
    for (; *ascii; ascii++) {
        const char *units = *ascii == '@' ? "\xD8\x3D\xDE\x00" : (char[]){0, *ascii};
        for (int u = 0; u < (*ascii == '@' ? 2 : 1); u++) {
            out[n++] = units[2 * u + !big];
            out[n++] = units[2 * u + big];
        }
    }
    return n;
}

static void utf16(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    static char bytes[1000];
    for (int big = 0; big < 2; big++) {
        size_t n =
            to_utf16(bytes, "{\"id\":\"a\",\"title\":\"one @ two\"}\r\n{\"id\":\"b\",\"text\":\"three\"}\r\n", big);
        assert_int_equal(fixture_bytes(f, "a.jsonl", bytes, n), TT_OK);
        assert_int_equal(tt_corpus_size(f->corpus), 2);
        assert_string_equal(tt_corpus_title(f->corpus, 0), "one \xF0\x9F\x98\x80 two");
        assert_int_equal(fixture_bytes(f, "b.txt", bytes, 2), TT_ERR_EMPTY);
    }
    f->opts.format = TT_FORMAT_LINES;
    assert_int_equal(fixture_bytes(f, "odd", "\xFF\xFEw\0o\0r\0d\0!", 11), TT_OK);
    assert_string_equal(fixture_words(f, 0), "word");
    fixture_free(f);
}

static void lines_longer_than_any_buffer(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    size_t n = 3000000;
    char *line = malloc(n + 64);
    strcpy(line, "{\"id\":\"b\",\"text\":\"");
    size_t used = strlen(line);
    while (used < n) memcpy(line + used, "many words ", 11), used += 11;
    memcpy(line + used, "\"}\n{\"id\":\"a\",\"text\":\"few\"}\n", 28);
    assert_int_equal(fixture_bytes(f, "a.jsonl", line, used + 27), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 2);
    assert_int_equal(fixture_stats(f)->tokens, 1 + 2 * ((int64_t)(used - 18) / 11));
    assert_int_equal(strlen(tt_corpus_title(f->corpus, 1)),
                     strlen("many words ") * 7 - 1 + strlen("…")); /* cut after a word */
    free(line);
    fixture_free(f);
}

static void invalid_bytes_are_replaced_and_counted(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(
        fixture_text(
            f, "a.jsonl",
            "{\"id\":\"\xC3x\",\"title\":\"\xFF good\",\"path\":[\"\xE2\x82\"]}\n{\"id\":\"a\",\"text\":\"fine "
            "\xF0\x9F\"}\n{\"id\":\"b\",\"text\":\"ok\"}"),
        TT_OK);
    assert_int_equal(fixture_stats(f)->invalid_utf8, 2);
    assert_string_equal(tt_corpus_id(f->corpus, 2), "\xEF\xBF\xBDx");
    assert_string_equal(tt_corpus_title(f->corpus, 2), "\xEF\xBF\xBD good");
    assert_string_equal(fixture_path_of(f, 2), "\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_string_equal(tt_corpus_title(f->corpus, 0), "fine \xEF\xBF\xBD\xEF\xBF\xBD");
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_ends),
        cmocka_unit_test(utf16),
        cmocka_unit_test(lines_longer_than_any_buffer),
        cmocka_unit_test(invalid_bytes_are_replaced_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
