/* Formats are recognised by name and by the first bytes. */
#include "corpus_fixture.h"

#include "read/sniff.h"

static void names(void **state)
{
    (void)state;
    assert_int_equal(tt__read_sniff_name("a.jsonl"), TT_FORMAT_JSONL);
    assert_int_equal(tt__read_sniff_name("x/a.NDJSON.GZ"), TT_FORMAT_JSONL);
    assert_int_equal(tt__read_sniff_name("a.csv.zst"), TT_FORMAT_CSV);
    assert_true(tt__read_sniff_packed("a.csv.ZST"));
    assert_false(tt__read_sniff_packed("gz"));
    assert_int_equal(tt__read_sniff_name("a.tab"), TT_FORMAT_TSV);
    assert_int_equal(tt__read_sniff_name("a.md"), TT_FORMAT_TEXT);
    assert_int_equal(tt__read_sniff_name("a.pdf"), TT_FORMAT_AUTO);
    assert_int_equal(tt__read_sniff_name(".txt"), TT_FORMAT_AUTO);
    assert_int_equal(tt__read_sniff_name(""), TT_FORMAT_AUTO);
}

static void beginnings(void **state)
{
    (void)state;
    static const tt__read_field_names usual = {{NULL}};
    static const struct {
        const char *text;
        tt_format format;
    } cases[] = {
        {"{\"text\":\"a\"}\n{\"text\":\"b\"}\n", TT_FORMAT_JSONL},
        {"{\"text\":\"a line that is cut off by the look", TT_FORMAT_JSONL},
        {" [ {\"text\":\"a\"}", TT_FORMAT_JSON},
        {"{\n \"text\":\"a\"\n}", TT_FORMAT_JSON},
        {"{\"all\":[{\"text\":\"a\"}]}", TT_FORMAT_JSON},
        {"[1] a reference\n[2] another\n", TT_FORMAT_LINES},
        {"{curly} words\nand more\n", TT_FORMAT_LINES},
        {"id,text\n1,some words\n", TT_FORMAT_CSV},
        {"\"Title\";\"n\"\n\"x; y\";2\n", TT_FORMAT_CSV},
        {"id\tabstract\n1\ta, b\n", TT_FORMAT_TSV},
        {"Boats, big and small\nBirds, mostly small\n", TT_FORMAT_LINES},
        {"text, and more of it\nno comma\n", TT_FORMAT_LINES},
        {"one paragraph\nof two lines\n\nanother\n", TT_FORMAT_PARAGRAPHS},
        {"", TT_FORMAT_LINES},
        {"\x01\x02\x03 binary \x04", TT_FORMAT_AUTO},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tt_format format;
        assert_int_equal(tt__read_sniff_text(&format, (tt__read_slice){cases[i].text, strlen(cases[i].text)}, &usual),
                         TT_OK);
        if (format != cases[i].format) fail_msg("case %zu is taken for format %d", i, (int)format);
    }
}

static void a_named_format_overrules(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    f->opts.format = TT_FORMAT_LINES;
    assert_int_equal(fixture_text(f, "a.csv", "id,text\nb,words\n"), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 2);
    assert_string_equal(tt_corpus_id(f->corpus, 1), "000002");
    f->opts.format = TT_FORMAT_TEXT;
    assert_int_equal(fixture_read(f, f->path), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 1);
    assert_string_equal(tt_corpus_id(f->corpus, 0), "a.csv");
    f->opts.format = (tt_format)99;
    assert_int_equal(fixture_read(f, f->path), TT_ERR_ARGUMENT);
    fixture_free(f);
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(fixture_bytes(f, "a.bin", "\0\1\2\3\0\1\2\3text", 12), TT_ERR_FORMAT);
    assert_non_null(strstr(tt_error_message(), "a.bin: does not look like text"));
    f->opts.format = TT_FORMAT_LINES;
    assert_int_equal(fixture_read(f, f->path), TT_OK);
    assert_int_equal(fixture_stats(f)->nul_bytes, 1);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(beginnings),
        cmocka_unit_test(a_named_format_overrules),
        cmocka_unit_test(what_is_no_text_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
