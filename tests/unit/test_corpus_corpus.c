/* Documents added one by one: what is kept, what is counted, canonical order, out of memory. */
#include "corpus_fixture.h"

static tt_status add(tt_corpus *corpus, const char *id, const char *title, const char *text)
{
    return tt_corpus_add(corpus,
                         &(tt_document){.id = id, .title = title, .text = text, .text_bytes = text ? strlen(text) : 0});
}

static void documents_come_back_in_canonical_order(void **state)
{
    (void)state;
    tt_corpus *c = NULL;
    int64_t n;
    assert_int_equal(tt_corpus_new(&c, NULL, NULL), TT_OK);
    const char *path[] = {"sea", "big boats"};
    tt_document boats = {.id = "b", .title = "Boats", .text = "sail far", .text_bytes = 8, .path = path, .n_path = 2};
    assert_int_equal(tt_corpus_add(c, &boats), TT_OK);
    assert_int_equal(add(c, "B", NULL, "far sail"), TT_OK);
    assert_int_equal(add(c, "a", "", "unseen sail"), TT_OK);
    assert_int_equal(tt_corpus_seal(c), TT_OK);
    assert_int_equal(tt_corpus_seal(c), TT_OK);
    assert_int_equal(tt_corpus_size(c), 3);
    assert_string_equal(tt_corpus_id(c, 0), "B");
    assert_string_equal(tt_corpus_id(c, 1), "a");
    assert_string_equal(tt_corpus_id(c, 2), "b");
    assert_string_equal(tt_corpus_title(c, 0), "far sail");
    static const char *const words[] = {"far", "sail", "unseen", "Boats"}; /* by first appearance */
    assert_int_equal(tt_corpus_words(c), 4);
    for (int32_t w = 0; w < 4; w++) assert_string_equal(tt_corpus_word(c, w), words[w]);
    const int32_t *token = tt_corpus_tokens(c, 2, &n);
    assert_int_equal(n, 4);
    assert_int_equal(TT_TOKEN_WORD(token[0]), 3);
    assert_int_equal(token[1], TT_TOKEN_BREAK);
    assert_int_equal(TT_TOKEN_WORD(token[2]), 1);
    assert_int_equal(TT_TOKEN_WORD(token[3]), 0);
    int32_t n_path;
    assert_string_equal(tt_corpus_path(c, 2, &n_path)[1], "big boats");
    assert_int_equal(n_path, 2);
    assert_null(tt_corpus_path(c, 0, &n_path));
    assert_int_equal(n_path, 0);
    assert_int_equal(add(c, "z", "late", "word"), TT_ERR_ARGUMENT);
    tt_corpus_free(c);
    tt_corpus_free(NULL);
}

static void every_record_is_accounted_for(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    assert_int_equal(tt_corpus_new(&f->corpus, NULL, &f->run), TT_OK);
    assert_int_equal(add(f->corpus, "a", "one", "kept"), TT_OK);
    assert_int_equal(add(f->corpus, "a", "two", "dropped"), TT_OK);
    assert_int_equal(add(f->corpus, "e", NULL, " ... 42"), TT_OK);
    assert_int_equal(add(f->corpus, "n", NULL, NULL), TT_OK);
    assert_int_equal(add(f->corpus, NULL, "three", NULL), TT_OK);
    assert_int_equal(add(f->corpus, " \t", "four", NULL), TT_OK);
    assert_int_equal(add(f->corpus, "000002", "has the number that the next would get", NULL), TT_OK);
    assert_int_equal(tt_corpus_seal(f->corpus), TT_OK);
    const tt_corpus_stats *s = fixture_stats(f);
    assert_int_equal(s->read, 7);
    assert_int_equal(s->empty, 2);
    assert_int_equal(s->duplicate_ids, 1);
    assert_int_equal(s->documents, s->read - s->empty - s->duplicate_ids);
    assert_int_equal(tt_corpus_size(f->corpus), s->documents);
    static const char *const ids[] = {"000002", "000002-2", "000003", "a"};
    for (int i = 0; i < 4; i++) assert_string_equal(tt_corpus_id(f->corpus, i), ids[i]);
    assert_string_equal(fixture_words(f, 3), "one kept");
    for (int32_t w = 0; w < tt_corpus_words(f->corpus); w++)
        assert_string_not_equal(tt_corpus_word(f->corpus, w), "dropped");
    assert_int_equal(f->n_said, 1);
    assert_string_equal(f->said[0], "document 2: duplicate id \"a\", first at document 1");
    fixture_free(f);
}

/* Documents without a word, some with the id of another: each record is counted in one place. */
static void accounts_add_up(void **state)
{
    (void)state;
    for (int keep_empty = 0; keep_empty < 2; keep_empty++) {
        tt_corpus *c = NULL;
        tt_corpus_opts opts = tt_corpus_opts_default();
        opts.keep_empty = keep_empty;
        assert_int_equal(tt_corpus_new(&c, &opts, NULL), TT_OK);
        assert_int_equal(add(c, "a", NULL, "ho."), TT_OK);
        assert_int_equal(add(c, "b", NULL, " ... "), TT_OK);
        assert_int_equal(add(c, "b", NULL, "twice"), TT_OK);
        assert_int_equal(add(c, "a", NULL, "-"), TT_OK);
        assert_int_equal(add(c, NULL, NULL, "?"), TT_OK);
        assert_int_equal(tt_corpus_seal(c), TT_OK);
        const tt_corpus_stats *s = tt_corpus_get_stats(c);
        assert_int_equal(s->read, 5);
        assert_int_equal(s->documents, tt_corpus_size(c));
        assert_int_equal(s->documents, 2);
        assert_int_equal(s->read, s->documents + s->empty + s->duplicate_ids);
        assert_int_equal(s->empty, keep_empty ? 1 : 3);
        assert_int_equal(s->wordless, keep_empty ? 1 : 0);
        tt_corpus_free(c);
    }
}

static void options_are_checked(void **state)
{
    (void)state;
    tt_corpus_opts opts = tt_corpus_opts_default();
    assert_null(tt_corpus_opts_check(&opts));
    assert_null(tt_corpus_opts_check(NULL));
    opts.text_field = "";
    assert_non_null(tt_corpus_opts_check(&opts));
    opts = tt_corpus_opts_default();
    opts.format = (tt_format)-1;
    assert_non_null(tt_corpus_opts_check(&opts));
    tt_corpus *c = NULL;
    assert_int_equal(tt_corpus_new(&c, &opts, NULL), TT_ERR_ARGUMENT);
    assert_null(c);
}

/* A few documents, some of them odd, through every step. */
static tt_status build_small(void *arg)
{
    tt_corpus *c = NULL;
    const char *path[] = {"x", "y"};
    tt_document labelled = {
        .id = "l", .title = "Title", .text = "\xFF text", .text_bytes = 6, .path = path, .n_path = 2};
    (void)arg;
    tt_status status = tt_corpus_new(&c, NULL, NULL);
    if (status == TT_OK) status = tt_corpus_add(c, &labelled);
    if (status == TT_OK) status = add(c, NULL, NULL, "unnamed words without a title");
    if (status == TT_OK) status = tt_corpus_seal(c);
    tt_corpus_free(c);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(build_small, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_come_back_in_canonical_order),
        cmocka_unit_test(every_record_is_accounted_for),
        cmocka_unit_test(accounts_add_up),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
