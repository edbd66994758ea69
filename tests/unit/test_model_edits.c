/* The file of edits: every kind read back exactly; anything else refused with its line. */
#include "testing.h"

static char folder[64], path[96];

static int begin(void **state)
{
    (void)state;
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/e.json", folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    temporary_folder_remove(folder);
    return 0;
}

static void assert_texts(const tt_texts *got, int32_t n, const char *const *expected)
{
    assert_int_equal(got->n, n);
    for (int32_t i = 0; i < n; i++) assert_string_equal(got->text[i], expected[i]);
}

static const char all[] =
    "[\n {\"rename\": {\"documents\": [\"a\", \"b\"], \"to\": \"Caf\\u00e9 \\\"X\\\"\"}},\n\n"
    " {\"merge\": {\"with\": [\"c\"],\n \"documents\": [\"d\"]}}, {\"hide\":{\"term\":\"et al\"}},\n"
    " {\"pin\": {\"documents\": [\"a\"], \"terms\": [\"x\", \"y z\"]}},\n"
    " {\"separate\": {\"documents\": [\"e\"], \"from\": [\"f\", \"g\"]}}\n]\n";

static void reads_every_kind(void **state)
{
    (void)state;
    tt_edits edits = {0};
    write_text(path, all);
    assert_int_equal(tt_edits_load(&edits, path), TT_OK);
    static const tt_edit_kind kind[] = {TT_EDIT_RENAME, TT_EDIT_MERGE, TT_EDIT_HIDE, TT_EDIT_PIN, TT_EDIT_SEPARATE};
    static const long line[] = {2, 4, 5, 6, 7};
    assert_int_equal(edits.n, 5);
    assert_string_equal(edits.path, path);
    for (int32_t e = 0; e < 5; e++) {
        assert_int_equal(edits.edit[e].kind, kind[e]);
        assert_int_equal(edits.edit[e].line, line[e]);
    }
    assert_texts(&edits.edit[0].documents, 2, (const char *[]){"a", "b"});
    assert_texts(&edits.edit[0].text, 1, (const char *[]){"Café \"X\""});
    assert_texts(&edits.edit[1].documents, 1, (const char *[]){"d"});
    assert_texts(&edits.edit[1].with, 1, (const char *[]){"c"});
    assert_texts(&edits.edit[2].text, 1, (const char *[]){"et al"});
    assert_texts(&edits.edit[3].text, 2, (const char *[]){"x", "y z"});
    assert_texts(&edits.edit[4].documents, 1, (const char *[]){"e"});
    assert_texts(&edits.edit[4].with, 2, (const char *[]){"f", "g"});
    tt_edits_free(&edits);
    assert_null(edits.edit);
    write_text(path, " [ ] ");
    assert_int_equal(tt_edits_load(&edits, path), TT_OK);
    assert_int_equal(edits.n, 0);
    tt_edits_free(&edits);
}

static void refuses_everything_else(void **state)
{
    (void)state;
    static const struct {
        const char *text, *why;
    } bad[] = {
        {"", "1: not a list of edits (it does not begin with [)"},
        {"{\"hide\": {\"term\": \"x\"}}", "1: not a list of edits (it does not begin with [)"},
        {"[\n{\"hide\": {\"term\": \"x\"}}\n", "3: the file ends too early"},
        {"[{\"hide\": {\"term\": \"x\"}},]", "1: malformed JSON"},
        {"[{\"hide\": {\"term\": \"x\"}}\n{}]", "2: malformed JSON"},
        {"[\n\n{\"hide\": {\"term\": \"x\" \"y\"}}]", "3: malformed JSON"},
        {"[]\n[]", "2: something stands after the end of the list"},
        {"[\n 3]", "2: an edit is an object of one member, {\"rename\": ...}"},
        {"[{}]", "1: an edit is an object of one member, {\"rename\": ...}"},
        {"[{\"hide\": {\"term\": \"x\"}, \"pin\": {}}]", "1: an edit is an object of one member, {\"rename\": ...}"},
        {"[\n{\"rename\":\n{\"documents\": [\"a\"],\n\"to\": 7}}]", "2: \"to\" is not a text"},
        {"[{\"split\": {}}]", "1: \"split\" is no edit; there are rename, merge, separate, hide, pin"},
        {"[{\"hide\": \"x\"}]", "1: hide is not an object"},
        {"[{\"hide\": {\"terms\": [\"x\"]}}]", "1: \"terms\" is nothing that hide knows"},
        {"[{\"hide\": {\"term\": \" \"}}]", "1: \"term\" is not a text"},
        {"[{\"hide\": {}}]", "1: hide has no \"term\""},
        {"[{\"hide\": {\"term\": \"x\", \"term\": \"y\"}}]", "1: \"term\" stands there twice"},
        {"[{\"separate\": {\"documents\": [\"a\"], \"with\": [\"b\"]}}]", "1: \"with\" is nothing that separate knows"},
        {"[{\"separate\": {\"documents\": [\"a\"]}}]", "1: separate has no \"from\""},
        {"[{\"merge\": {\"documents\": [\"a\"]}}]", "1: merge has no \"with\""},
        {"[{\"merge\": {\"documents\": [], \"with\": [\"a\"]}}]", "1: \"documents\" is not a list of texts"},
        {"[{\"merge\": {\"documents\": \"a\", \"with\": [\"a\"]}}]", "1: \"documents\" is not a list of texts"},
        {"[{\"pin\": {\"documents\": [\"a\", 3], \"terms\": [\"x\"]}}]",
         "1: \"documents\" holds something that is not a text"}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_edits edits = {.n = 77};
        char expected[256];
        write_text(path, bad[i].text);
        assert_int_equal(tt_edits_load(&edits, path), TT_ERR_FORMAT);
        assert_int_equal(edits.n, 77);
        snprintf(expected, sizeof expected, "%s:%s", path, bad[i].why);
        assert_string_equal(tt_error_message(), expected);
    }
    tt_edits edits = {.n = 77};
    assert_int_equal(tt_edits_load(&edits, folder), TT_ERR_IO);
    assert_int_equal(tt_edits_load(&edits, "no/such/file"), TT_ERR_IO);
    assert_int_equal(edits.n, 77);
}

/* Edits made in memory are whole, or the sentence names the one that is not; a build refuses them with it. */
static void edits_from_memory(void **state)
{
    (void)state;
    char *ids[] = {"a", "b"}, *word[] = {"word"}, *blank[] = {" \t"}, *hole[] = {"a", NULL};
    const tt_texts two = {ids, 2}, one = {word, 1}, none = {0}, lost = {NULL, 2}, empty = {blank, 1}, torn = {hole, 2};
    const struct {
        tt_edit edit;
        const char *wrong;
    } cases[] = {
        {{.kind = TT_EDIT_RENAME, .documents = two, .text = one}, NULL},
        {{.kind = TT_EDIT_MERGE, .documents = two, .with = two}, NULL},
        {{.kind = TT_EDIT_SEPARATE, .documents = two, .with = two}, NULL},
        {{.kind = TT_EDIT_HIDE, .text = one}, NULL},
        {{.kind = TT_EDIT_PIN, .documents = two, .text = two}, NULL},
        {{.kind = TT_EDIT_RENAME, .documents = two, .text = none}, "edit 2, a rename: \"to\" is empty"},
        {{.kind = TT_EDIT_RENAME, .documents = none, .text = one}, "edit 2, a rename: \"documents\" is empty"},
        {{.kind = TT_EDIT_RENAME, .documents = two, .text = two}, "edit 2, a rename: \"to\" is more than one text"},
        {{.kind = TT_EDIT_MERGE, .documents = two, .with = none}, "edit 2, a merge: \"with\" is empty"},
        {{.kind = TT_EDIT_SEPARATE, .documents = lost, .with = two}, "edit 2, a separate: \"documents\" is empty"},
        {{.kind = TT_EDIT_HIDE, .text = none}, "edit 2, a hide: \"term\" is empty"},
        {{.kind = TT_EDIT_HIDE, .text = empty}, "edit 2, a hide: \"term\" holds something that is not a text"},
        {{.kind = TT_EDIT_PIN, .documents = torn, .text = one},
         "edit 2, a pin: \"documents\" holds something that is not a text"},
        {{.kind = (tt_edit_kind)5, .documents = two, .text = one}, "edit 2 is of none of the kinds there are"},
        {{.kind = (tt_edit_kind)-1, .documents = two, .text = one}, "edit 2 is of none of the kinds there are"},
    };
    tt_corpus *corpus = NULL;
    tt_topics topics = {0};
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tt_edit edit[] = {{.kind = TT_EDIT_HIDE, .text = one}, cases[i].edit};
        tt_edits edits = {.path = "memory", .edit = edit, .n = 2};
        tt_build_opts opts = tt_build_opts_default();
        opts.edits = &edits;
        const char *wrong = tt_edits_check(&edits);
        if (!cases[i].wrong) {
            assert_null(wrong);
            assert_null(tt_build_opts_check(&opts));
            continue;
        }
        assert_string_equal(wrong, cases[i].wrong);
        assert_int_equal(tt_build(&topics, corpus, &opts, NULL), TT_ERR_ARGUMENT);
        assert_string_equal(tt_error_message(), cases[i].wrong);
    }
    tt_edit whole = {.kind = TT_EDIT_HIDE, .text = one};
    assert_null(tt_edits_check(NULL));
    assert_null(tt_edits_check(&(tt_edits){0}));
    assert_non_null(tt_edits_check(&(tt_edits){.edit = &whole, .n = 1}));
    assert_non_null(tt_edits_check(&(tt_edits){.path = "memory", .n = 1}));
    assert_non_null(tt_edits_check(&(tt_edits){.path = "memory", .edit = &whole, .n = -1}));
    tt_corpus_free(corpus);
}

static tt_status call(void *arg)
{
    (void)arg;
    tt_edits edits = {0};
    tt_status status = tt_edits_load(&edits, path);
    if (status == TT_OK) tt_edits_free(&edits);
    return status;
}

static void memory(void **state)
{
    (void)state;
    write_text(path, all);
    assert_true(until_memory_suffices(call, NULL) >= 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_every_kind), cmocka_unit_test(refuses_everything_else),
                                       cmocka_unit_test(edits_from_memory), cmocka_unit_test(memory)};
    return cmocka_run_group_tests(tests, begin, end);
}
