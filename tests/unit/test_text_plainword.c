/* Plain words by eight letters at once, against a twin that goes byte by byte. */
#include "testing.h"

#include "text/plainword.h"

enum { TEXTS = 20000, BYTES = 64 };

static size_t plainly(const char *text, size_t n)
{
    size_t i = 0;
    while (i < n && ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z'))) i++;
    if (i == n || i > 40) return 0;
    if (text[i] == '.') return i + 1 < n && (text[i + 1] == ' ' || text[i + 1] == '\n') ? i : 0;
    return text[i] && strchr(" \n\r\t,:?!\"()", text[i]) ? i : 0;
}

static uint32_t next(uint32_t *state) { return (*state = *state * 1664525u + 1013904223u) >> 16; }

/* One byte in so many is no letter on purpose. */
static char any_byte(uint32_t *seed, uint32_t letters)
{
    if (next(seed) % letters) return "azAZmQ"[next(seed) % 6];
    return next(seed) % 2 ? " .\n,@[`{"[next(seed) % 8] : (char)next(seed);
}

static void agrees_with_its_twin(void **state)
{
    (void)state;
    char text[BYTES];
    uint32_t seed = 1;
    int found = 0;
    for (int i = 0; i < TEXTS; i++) {
        uint32_t letters = 4 + next(&seed) % 60;
        for (int b = 0; b < BYTES; b++) text[b] = any_byte(&seed, letters);
        text[0] = (char)('a' + i % 26);
        uint64_t hash = 0;
        size_t n = tt__plain_word(text, BYTES, &hash);
        assert_int_equal(n, plainly(text, BYTES));
        if (n > 0) assert_true(hash == tt__hash(text, n));
        found += n > 0;
    }
    assert_in_range(found, TEXTS / 10, TEXTS - TEXTS / 10);
}

static void every_byte_behind_a_letter(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++)
        for (size_t at = 1; at <= 9; at++) {
            char text[32] = "letterletterlett                ";
            uint64_t hash;
            text[at] = (char)c;
            assert_int_equal(tt__plain_word(text, 32, &hash), plainly(text, 32));
        }
}

/* It never looks beyond the text, whose bytes valgrind and the sanitizers watch. */
static void at_the_end(void **state)
{
    (void)state;
    for (size_t n = 1; n < 60; n++) {
        char *text = malloc(n);
        uint64_t hash;
        assert_non_null(text);
        memset(text, 'a', n);
        assert_int_equal(tt__plain_word(text, n, &hash), 0);
        text[n / 2] = '.';
        if (n / 2 + 1 < n) text[n / 2 + 1] = ' ';
        size_t found = tt__plain_word(text, n, &hash);
        assert_true(found == 0 || found == n / 2);
        if (n - n / 2 / 16 * 16 >= TT__PLAIN_AHEAD && n / 2 <= 40) assert_int_equal(found, n / 2);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(agrees_with_its_twin), cmocka_unit_test(every_byte_behind_a_letter),
                                       cmocka_unit_test(at_the_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
