/* A footer in documents of all subjects goes, a phrase that a subject brings with it stays. */
#include "planted_corpus.h"

static const tt_corpus_opts keep = {.boilerplate = TT_BOILERPLATE_KEEP}; /* until it is asked for */

static void footers_go(void **state)
{
    (void)state;
    tt_corpus *corpus = planted_corpus(0);
    int64_t tokens = tt_corpus_get_stats(corpus)->tokens;
    assert_int_equal(tt_corpus_get_stats(corpus)->boilerplate, -1);
    assert_int_equal(documents_with(corpus, "makers"), PLANTED_FOOTERS);
    assert_int_equal(documents_with(corpus, "copy"), PLANTED_FOOTERS);
    assert_int_equal(tt_corpus_drop_boilerplate(corpus), TT_OK);
    assert_int_equal(documents_with(corpus, "makers"), 0);
    assert_int_equal(documents_with(corpus, "This"), 0);
    assert_int_equal(tt_corpus_get_stats(corpus)->boilerplate, PLANTED_FOOTERS * FOOTER_WORDS);
    assert_int_equal(tt_corpus_get_stats(corpus)->tokens, tokens);
    tt_corpus_free(corpus);
}

static void phrases_of_a_subject_stay(void **state)
{
    (void)state;
    tt_corpus *corpus = planted_corpus(0);
    int before = documents_with(corpus, "wheels");
    assert_int_equal(before, 40);
    assert_int_equal(tt_corpus_drop_boilerplate(corpus), TT_OK);
    assert_int_equal(documents_with(corpus, "wheels"), before);
    assert_int_equal(documents_with(corpus, "turning"), before);
    tt_corpus_free(corpus);
}

/* No break comes first, last or twice in a row. */
static void breaks_stay_in_order(void **state)
{
    (void)state;
    tt_corpus *corpus = planted_corpus(0);
    assert_int_equal(tt_corpus_drop_boilerplate(corpus), TT_OK);
    for (int32_t i = 0; i < tt_corpus_size(corpus); i++) {
        int64_t n;
        const int32_t *token = tt_corpus_tokens(corpus, i, &n);
        assert_true(n > 40 && token[0] != TT_TOKEN_BREAK && token[n - 1] != TT_TOKEN_BREAK);
        for (int64_t t = 1; t < n; t++) assert_false(token[t] == TT_TOKEN_BREAK && token[t - 1] == TT_TOKEN_BREAK);
    }
    tt_corpus_free(corpus);
}

/* Whose text is all repeats is about them: many times the same text is left alone. */
static void copies_stay(void **state)
{
    (void)state;
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, &keep, NULL), TT_OK);
    for (int i = 0; i < 60; i++) {
        char text[2000];
        planted_text(text, sizeof text, i % 3);
        tt_document doc = {.text = text, .text_bytes = strlen(text)};
        assert_int_equal(tt_corpus_add(corpus, &doc), TT_OK);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    assert_int_equal(tt_corpus_drop_boilerplate(corpus), TT_OK);
    assert_int_equal(tt_corpus_get_stats(corpus)->boilerplate, 0);
    tt_corpus_free(corpus);
}

static void nothing_repeated(void **state)
{
    (void)state;
    tt_corpus *corpus = NULL;
    tt_document doc = {.text = "one short text", .text_bytes = 14};
    assert_int_equal(tt_corpus_new(&corpus, &keep, NULL), TT_OK);
    assert_int_equal(tt_corpus_add(corpus, &doc), TT_OK);
    assert_int_equal(tt_corpus_drop_boilerplate(corpus), TT_ERR_ARGUMENT);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    assert_int_equal(tt_corpus_drop_boilerplate(corpus), TT_OK);
    assert_int_equal(tt_corpus_get_stats(corpus)->boilerplate, 0);
    tt_corpus_free(corpus);
}

static void assert_same_tokens(const tt_corpus *a, const tt_corpus *b)
{
    for (int32_t i = 0; i < tt_corpus_size(a); i++) {
        int64_t n, m;
        const int32_t *x = tt_corpus_tokens(a, i, &n), *y = tt_corpus_tokens(b, i, &m);
        assert_int_equal(n, m);
        assert_memory_equal(x, y, (size_t)n * sizeof *x);
    }
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    tt_corpus *one = planted_corpus(1);
    assert_int_equal(tt_corpus_drop_boilerplate(one), TT_OK);
    for (int threads = 2; threads <= 7; threads += 5) {
        tt_corpus *other = planted_corpus(threads);
        assert_int_equal(tt_corpus_drop_boilerplate(other), TT_OK);
        assert_same_tokens(one, other);
        tt_corpus_free(other);
    }
    tt_corpus_free(one);
}

static tt_status drop(void *corpus)
{
    return tt_corpus_drop_boilerplate(corpus);
}

static void out_of_memory(void **state)
{
    (void)state;
    tt_corpus *corpus = planted_corpus(2), *untouched = planted_corpus(2);
    tt__base_memory_fail_after(8);
    assert_int_equal(tt_corpus_drop_boilerplate(corpus), TT_ERR_MEMORY);
    tt__base_memory_fail_after(-1);
    assert_same_tokens(corpus, untouched);
    assert_int_equal(tt_corpus_get_stats(corpus)->boilerplate, -1);
    assert_true(until_memory_suffices(drop, corpus) > 15);
    assert_int_equal(documents_with(corpus, "makers"), 0);
    tt_corpus_free(corpus);
    tt_corpus_free(untouched);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(footers_go),           cmocka_unit_test(phrases_of_a_subject_stay),
        cmocka_unit_test(breaks_stay_in_order), cmocka_unit_test(copies_stay),
        cmocka_unit_test(nothing_repeated),     cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("text/boilerplate", tests, NULL, NULL);
}
