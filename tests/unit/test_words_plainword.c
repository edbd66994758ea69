/* What is looked at by blocks, against twins that go byte by byte. */
#include "testing.h"

#include "words/plainword.h"
#include "words/tokenize.h"

enum { TEXTS = 20000, BYTES = TT__WORDS_BLOCK };

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static uint32_t next(uint32_t *state)
{
    return (*state = *state * 1664525u + 1013904223u) >> 16;
}

/* One byte in so many is no letter on purpose. */
static char any_byte(uint32_t *seed, uint32_t letters)
{
    if (next(seed) % letters) return "azAZmQ"[next(seed) % 6];
    return next(seed) % 2 ? " .\n,@[`{"[next(seed) % 8] : (char)next(seed);
}

static void blocks_agree_with_their_twin(void **state)
{
    (void)state;
    char text[BYTES];
    uint32_t seed = 1;
    for (int i = 0; i < TEXTS; i++) {
        uint32_t letters = 1 + next(&seed) % 60;
        for (int b = 0; b < BYTES; b++) text[b] = any_byte(&seed, letters);
        uint64_t others = tt__words_others_in_block(text);
        for (int b = 0; b < BYTES; b++) assert_int_equal(others >> b & 1, !is_letter(text[b]));
    }
}

static void every_byte(void **state)
{
    (void)state;
    char text[BYTES];
    for (int c = 0; c < 256; c++) {
        memset(text, c, sizeof text);
        assert_true(tt__words_others_in_block(text) == (is_letter((char)c) ? 0 : UINT64_MAX));
        assert_true(!is_letter((char)c) || !tt__words_ends_word((char[]){(char)c, ' '}));
    }
}

static void a_full_stop_ends_a_word_before_a_space(void **state)
{
    (void)state;
    assert_true(tt__words_ends_word(". ") && tt__words_ends_word(".\n"));
    assert_false(tt__words_ends_word(".N") || tt__words_ends_word("..") || tt__words_ends_word("'s") ||
                 tt__words_ends_word("-b") || tt__words_ends_word(""));
}

static void words_have_their_keys(void **state)
{
    (void)state;
    const char text[] = "letterletterlettershort";
    for (size_t n = 1; n <= TT__BASE_STRMAP_SHORT; n++) {
        tt__base_strmap_key key = tt__base_strmap_short_key(text, n), plainly = tt__base_strmap_key_of(text, n);
        assert_true(key.first == plainly.first && key.rest == plainly.rest);
    }
}

/* The same text cut at every byte, so that each word stands once where a block ends and once where the text does; the
 * bytes behind it are watched by valgrind and the sanitizers. */
static void no_word_hangs_on_where_a_block_ends(void **state)
{
    (void)state;
    const char words[] = "A plain, (very plain) text of a few words. With a stop, a tab\tand uncharacteristically long "
                         "words; and what not? ";
    enum { LONG = 3 * (int)sizeof words };
    char text[LONG];
    for (int i = 0; i < LONG; i++) text[i] = words[(size_t)i % (sizeof words - 1)];
    tt__words_token_sink whole = {0};
    assert_int_equal(tt__words_tokenize(&whole, text, LONG), TT_OK);
    for (size_t n = 1; n < LONG; n++) {
        char *part = malloc(n);
        assert_non_null(part);
        memcpy(part, text, n);
        tt__words_token_sink sink = {0};
        assert_int_equal(tt__words_tokenize(&sink, part, n), TT_OK);
        int64_t common = sink.n_tokens - is_letter(part[n - 1]); /* the last word may be cut */
        assert_true(common <= whole.n_tokens);
        assert_true(common <= 0 || memcmp(sink.token, whole.token, (size_t)common * sizeof *sink.token) == 0);
        tt__words_token_sink_free(&sink);
        free(part);
    }
    tt__words_token_sink_free(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(blocks_agree_with_their_twin), cmocka_unit_test(every_byte),
                                       cmocka_unit_test(a_full_stop_ends_a_word_before_a_space),
                                       cmocka_unit_test(words_have_their_keys),
                                       cmocka_unit_test(no_word_hangs_on_where_a_block_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
