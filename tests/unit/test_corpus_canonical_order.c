/* Sealing: canonical order, running numbers for documents without an id, words by first appearance, paths. */
#include "small_corpus.h"

typedef struct given {
    const char *id, *text;
    const char *path[3];
    int32_t n_path;
} given;

static tt_status add_all(tt_corpus *corpus, const given *g, int n)
{
    tt_status status = TT_OK;
    for (int i = 0; i < n && status == TT_OK; i++) {
        tt_document d = {.id = g[i].id,
                         .text = g[i].text,
                         .text_bytes = strlen(g[i].text),
                         .path = g[i].path,
                         .n_path = g[i].n_path};
        status = tt_corpus_add(corpus, &d);
    }
    return status;
}

static tt_corpus *sealed(const given *g, int n)
{
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    assert_int_equal(add_all(corpus, g, n), TT_OK);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static const given animals[] = {{"b", "owl fox", {"wood", "night"}, 2},
                                {"a", "fox, bee-keeper", {"field"}, 1},
                                {"B", "owl cat", {NULL}, 0},
                                {"\xC3\xA4", "bee", {"wood", "night"}, 2}};

static void canonical_order(void **state)
{
    (void)state;
    static const char *const ids[] = {"B", "a", "b", "\xC3\xA4"}, *const words[] = {"owl", "cat", "fox", "bee",
                                                                                    "keeper"};
    given turned[4];
    for (int i = 0; i < 4; i++) turned[i] = animals[3 - i];
    for (int way = 0; way < 2; way++) {
        tt_corpus *corpus = sealed(way ? turned : animals, 4);
        for (int32_t i = 0; i < 4; i++) assert_string_equal(tt_corpus_id(corpus, i), ids[i]);
        assert_int_equal(tt_corpus_words(corpus), 5);
        for (int32_t w = 0; w < 5; w++) assert_string_equal(tt_corpus_word(corpus, w), words[w]);
        static const int32_t expected[] = {2 | TT_TOKEN_LINE, TT_TOKEN_BREAK, 3,
                                           4 | TT_TOKEN_HYPHEN}; /* flags outlive the new numbers */
        int64_t n;
        const int32_t *token = tt_corpus_tokens(corpus, 1, &n);
        while (n > 0 && token[n - 1] == TT_TOKEN_BREAK) n--;
        assert_int_equal(n, 4);
        assert_memory_equal(token, expected, sizeof expected);
        assert_int_equal(tt_corpus_get_stats(corpus)->tokens, 8);
        assert_int_equal(tt_corpus_seal(corpus), TT_OK); /* once more changes nothing */
        assert_int_equal(tt_corpus_get_stats(corpus)->tokens, 8);
        tt_corpus_free(corpus);
    }
}

static void paths_are_cut_into_labels(void **state)
{
    (void)state;
    tt_corpus *corpus = sealed(animals, 4);
    static const int32_t depth[] = {0, 1, 2, 2};
    for (int32_t i = 0; i < 4; i++) {
        int32_t n;
        const char *const *path = tt_corpus_path(corpus, i, &n);
        assert_int_equal(n, depth[i]);
        if (n == 1) assert_string_equal(path[0], "field");
        if (n == 2) {
            assert_string_equal(path[0], "wood");
            assert_string_equal(path[1], "night");
        }
    }
    tt_corpus_free(corpus);
}

static void running_numbers(void **state)
{
    (void)state;
    static const given some[] = {{NULL, "one", {NULL}, 0},       {"000002", "taken", {NULL}, 0},
                                 {NULL, "...", {NULL}, 0},       {"", "three", {NULL}, 0},
                                 {"000004", "four", {NULL}, 0},  {NULL, "five", {NULL}, 0},
                                 {"000005-2", "six", {NULL}, 0}, {"000001", "seven", {NULL}, 0}};
    static const char *const ids[] = {"000001", "000001-2", "000002", "000003", "000004", "000005", "000005-2"};
    static const char *const words[] = {"seven", "one", "taken", "three", "four", "five", "six"};
    tt_corpus *corpus = sealed(some, 8);
    assert_int_equal(tt_corpus_size(corpus), 7); /* the one without a word takes no number */
    for (int32_t i = 0; i < 7; i++) {
        int64_t n;
        assert_string_equal(tt_corpus_id(corpus, i), ids[i]);
        const int32_t *token = tt_corpus_tokens(corpus, i, &n);
        assert_true(n > 0);
        assert_string_equal(tt_corpus_word(corpus, TT_TOKEN_WORD(token[0])), words[i]);
        assert_int_equal(TT_TOKEN_WORD(token[0]), i); /* numbered by first appearance in the new order */
    }
    assert_int_equal(tt_corpus_get_stats(corpus)->documents, 7);
    assert_int_equal(tt_corpus_get_stats(corpus)->empty, 1);
    tt_corpus_free(corpus);
}

static tt_status seal_once(void *arg)
{
    (void)arg;
    tt_corpus *corpus = NULL;
    tt_status status = tt_corpus_new(&corpus, NULL, NULL);
    if (status == TT_OK) status = add_all(corpus, animals, 4);
    if (status == TT_OK) status = tt_corpus_seal(corpus);
    if (status == TT_OK) assert_string_equal(tt_corpus_word(corpus, 4), "keeper");
    tt_corpus_free(corpus);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(seal_once, NULL) > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(canonical_order),
        cmocka_unit_test(paths_are_cut_into_labels),
        cmocka_unit_test(running_numbers),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
