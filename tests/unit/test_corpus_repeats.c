#include "planted_corpus.h"
#include "small_corpus.h"

#include "base/tally.h"
#include "corpus/boilerplate/repeats.h"

/* The windows of the tokens against those cut out naively: same places, equal keys exactly where the words are equal.
 */
static void windows_are_words_in_a_row(void **state)
{
    (void)state;
    int32_t token[200];
    uint64_t key[200] = {0};
    int64_t n = 0, found = 0;
    for (int i = 0; i < 200; i++) token[i] = i % 40 % 11 == 7 ? TT_TOKEN_BREAK : i % 40 | (i % 3 ? 0 : TT_TOKEN_HYPHEN);
    n = 200;
    tt__corpus_windows w = {.token = token, .n = n};
    for (; tt__corpus_windows_next(&w); found++) {
        int words = 0;
        for (int64_t t = w.begin; t < w.at; t++) words += token[t] != TT_TOKEN_BREAK;
        assert_int_equal(words, TT__CORPUS_WINDOW_WORDS);
        assert_true(token[w.begin] != TT_TOKEN_BREAK && token[w.at - 1] != TT_TOKEN_BREAK);
        key[w.begin] = w.key;
    }
    int64_t words = 0;
    for (int i = 0; i < 200; i++) words += token[i] != TT_TOKEN_BREAK;
    assert_int_equal(found, words - TT__CORPUS_WINDOW_WORDS + 1);
    for (int i = 40; i < 160; i++) assert_true(key[i] == key[i % 40]); /* the text is 40 tokens over and over */
    for (int i = 0; i < 40; i++)
        for (int j = 0; j < i && key[i]; j++) assert_true(key[i] != key[j]);
}

static void tables_have_no_windows(void **state)
{
    (void)state;
    int32_t token[60];
    for (int i = 0; i < 60; i++) token[i] = i % 2 ? TT_TOKEN_BREAK : i;
    tt__corpus_windows w = {.token = token, .n = 59}, few = {.token = token, .n = 0};
    assert_false(tt__corpus_windows_next(&w));
    assert_false(tt__corpus_windows_next(&few));
}

static void lines_are_whole(void **state)
{
    (void)state;
    enum { L = TT_TOKEN_LINE };
    const int32_t token[] = {
        1 | L, 2, TT_TOKEN_BREAK, 3 | L, TT_TOKEN_BREAK, 1 | L, TT_TOKEN_BREAK, 2 | TT_TOKEN_HYPHEN, 4 | L, 5, 5 | L};
    static const int64_t begins[] = {0, 5, 8, 10}, ends[] = {3, 8, 10, 11}; /* one word alone counts at the end */
    tt__corpus_windows w = {.token = token, .n = sizeof token / sizeof *token};
    uint64_t key[4];
    for (int i = 0; i < 4; i++) {
        assert_true(tt__corpus_lines_next(&w));
        assert_true(w.begin == begins[i] && w.at == ends[i]);
        key[i] = w.key;
    }
    assert_false(tt__corpus_lines_next(&w));
    assert_true(key[0] == key[1] && key[0] != key[2] && key[2] != key[3]);
}

static void paragraphs_are_no_lines(void **state)
{
    (void)state;
    int32_t token[TT__CORPUS_LINE_WORDS + 1] = {TT_TOKEN_LINE};
    tt__corpus_windows most = {.token = token, .n = TT__CORPUS_LINE_WORDS},
                       more = {.token = token, .n = TT__CORPUS_LINE_WORDS + 1};
    assert_true(tt__corpus_lines_next(&most));
    assert_false(tt__corpus_lines_next(&more));
}

static void counts_documents(void **state)
{
    (void)state;
    tt_corpus *corpus = planted_corpus(0);
    tt__corpus_repeats repeats = {0};
    assert_int_equal(tt__corpus_repeats_find(&repeats, corpus, tt__corpus_windows_next, 30, NULL), TT_OK);
    int footers = 0, phrases = 0;
    for (int32_t r = 0; r < repeats.n; r++) {
        footers += repeats.documents[r] == PLANTED_FOOTERS;
        phrases += repeats.documents[r] == 40;
        if (r) assert_true(repeats.key[r] > repeats.key[r - 1]);
        assert_int_equal(tt__corpus_repeat_of(&repeats, repeats.key[r]), r);
    }
    assert_true(footers == FOOTER_WORDS - TT__CORPUS_WINDOW_WORDS + 1);
    assert_true(phrases >= PHRASE_WORDS - TT__CORPUS_WINDOW_WORDS + 1);
    assert_int_equal(footers + phrases, repeats.n);
    assert_int_equal(tt__corpus_repeat_of(&repeats, repeats.key[0] + 1), -1);
    assert_true(repeats.in_document[0] && repeats.in_document[5] && !repeats.in_document[1]);
    tt__corpus_repeats_free(&repeats);
    tt_corpus_free(corpus);
}

/* Random words of which few are common, with breaks and phrases; the repeats against those that counting every window
 * gives. */
static void none_is_missed(void **state)
{
    (void)state;
    enum { DOCS = 300, WORDS = 1500 };
    static char text[DOCS][8 * WORDS];
    const char *at[DOCS];
    uint32_t x = 1;
    for (int i = 0; i < DOCS; i++) {
        size_t n = 0;
        int words = i % 50 == 0 ? WORDS : 12 + i % 40; /* some go beyond a slab */
        for (int t = 0; t < words; t++) {
            x = x * 1664525 + 1013904223;
            uint32_t draw = x >> 8, word = t % 90 < 30 ? (uint32_t)(t + i % 7) % 40 : draw % (1 + draw / 64 % 60);
            n += (size_t)sprintf(text[i] + n, "w%c%c%s", 'a' + (int)word % 26, 'a' + (int)word / 26,
                                 draw % 17 == 0 ? ". " : " ");
        }
        at[i] = text[i];
    }
    tt_corpus *corpus = small_corpus(at, DOCS);
    for (int32_t least = 3; least <= 30; least += 9) {
        tt__corpus_repeats repeats = {0};
        tt__base_tally tally = {0};
        for (int32_t i = 0; i < DOCS; i++) {
            tt__corpus_windows w = {0};
            for (w.token = tt_corpus_tokens(corpus, i, &w.n); tt__corpus_windows_next(&w);)
                assert_int_equal(tt__base_tally_add(&tally, w.key, i), TT_OK);
        }
        int64_t n = tt__base_tally_sort(&tally, least);
        assert_true(n > 20);
        assert_int_equal(tt__corpus_repeats_find(&repeats, corpus, tt__corpus_windows_next, least,
                                                 &(tt_run){.threads = 1 + least % 4}),
                         TT_OK);
        assert_int_equal(repeats.n, n);
        for (int64_t k = 0; k < n; k++) {
            assert_true(repeats.key[k] == tally.slot[k].key);
            assert_int_equal(repeats.documents[k], tally.slot[k].documents);
        }
        tt__corpus_repeats_free(&repeats);
        tt__base_tally_free(&tally);
    }
    tt_corpus_free(corpus);
}

static tt_status find(void *corpus)
{
    tt__corpus_repeats repeats = {0};
    tt_status status = tt__corpus_repeats_find(&repeats, corpus, tt__corpus_windows_next, 5, NULL);
    tt__corpus_repeats_free(&repeats);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    tt_corpus *corpus = planted_corpus(0);
    assert_true(until_memory_suffices(find, corpus) >= 5);
    tt_corpus_free(corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(windows_are_words_in_a_row),
                                       cmocka_unit_test(tables_have_no_windows),
                                       cmocka_unit_test(lines_are_whole),
                                       cmocka_unit_test(paragraphs_are_no_lines),
                                       cmocka_unit_test(counts_documents),
                                       cmocka_unit_test(none_is_missed),
                                       cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("text/repeats", tests, NULL, NULL);
}
