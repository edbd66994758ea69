/* The formats read line by line: what a blank line is, which lines are records, where errors say they are. */
#include "corpus_fixture.h"

#include "read/readers.h"

static bool blank(const char *bytes, size_t n)
{
    return tt__read_is_blank((tt__read_slice){.at = bytes, .n = n});
}

static void blank_lines(void **state)
{
    (void)state;
    assert_true(blank("", 0));
    assert_true(blank(" \t\r\f\v", 5));
    assert_true(blank("\0 \0", 3));
    assert_true(blank("  x", 2)); /* no further than its bytes */
    assert_false(blank("  x", 3));
    assert_false(blank("\0.", 2));
    assert_false(blank("\xC2\xA0", 2));
}

static void a_document_a_line(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    f->opts.format = TT_FORMAT_LINES;
    assert_int_equal(fixture_text(f, "a", "red fox\n\n \t\n{\"text\":\"blue\"}\n...\ngrey owl"), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 3);
    assert_int_equal(fixture_stats(f)->read, 4);
    assert_int_equal(fixture_stats(f)->empty, 1); /* the dots; blank lines are no records */
    assert_string_equal(fixture_words(f, 0), "red fox");
    assert_string_equal(fixture_words(f, 1), "text blue"); /* JSON is text like any other */
    assert_string_equal(fixture_words(f, 2), "grey owl");
    fixture_free(f);
}

static void an_object_a_line(void **state)
{
    (void)state;
    static const char text[] =
        "{\"id\":\"b\",\"text\":\"red fox\"}\n\n\t\r\nnot json\n  {\"id\":\"a\",\"text\":\"grey owl\"}  \n[1]\n";
    fixture *f = fixture_new();
    f->opts.format = TT_FORMAT_JSONL;
    assert_int_equal(fixture_text(f, "a", text), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 2);
    assert_int_equal(fixture_stats(f)->read, 2);
    assert_int_equal(fixture_stats(f)->bad_records, 2);
    assert_string_equal(fixture_words(f, 0), "grey owl");
    assert_non_null(strstr(f->said[0], "/a:4: ")); /* blank lines count as lines */
    assert_non_null(strstr(f->said[1], "/a:6: "));
    f->opts.strict = true;
    assert_int_equal(fixture_text(f, "a", text), TT_ERR_FORMAT);
    assert_non_null(strstr(tt_error_message(), "/a:4: "));
    fixture_free(f);
}

typedef struct attempt {
    const char *path;
    tt_corpus_opts opts;
} attempt;

static tt_status read_once(void *arg)
{
    attempt *a = arg;
    tt_corpus *corpus = NULL;
    tt_status status = tt_corpus_read(&corpus, &a->path, 1, &a->opts, NULL);
    if (status == TT_OK) assert_int_equal(tt_corpus_size(corpus), 2);
    tt_corpus_free(corpus);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    attempt a = {.path = fixture_path(f, "a")};
    write_text(a.path, "{\"id\":\"b\",\"text\":\"red fox\"}\n{\"id\":\"a\",\"text\":\"grey owl\"}\n");
    a.opts.format = TT_FORMAT_LINES;
    assert_true(until_memory_suffices(read_once, &a) > 10);
    a.opts.format = TT_FORMAT_JSONL;
    assert_true(until_memory_suffices(read_once, &a) > 10);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blank_lines),
        cmocka_unit_test(a_document_a_line),
        cmocka_unit_test(an_object_a_line),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
