#include "testing.h"

#include "words/decode.h"

static void decoding(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t character;
        size_t bytes;
    } cases[] = {
        {"A", 'A', 1},
        {"\x7f", 0x7f, 1},
        {"\u00a0", 0xa0, 2},
        {"\u07ff", 0x7ff, 2},
        {"\u0800", 0x800, 3},
        {"\uffff", 0xffff, 3},
        {"\U00010000", 0x10000, 4},
        {"\U0010ffff", 0x10ffff, 4},
        {"\xc0\x80", TT__WORDS_BAD_CHARACTER, 1},
        {"\xed\xa0\x80", TT__WORDS_BAD_CHARACTER, 1},
        {"\xf4\x90\x80\x80", TT__WORDS_BAD_CHARACTER, 1},
        {"\xe4\xb8", TT__WORDS_BAD_CHARACTER, 1},
        {"\x80", TT__WORDS_BAD_CHARACTER, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t bytes;
        assert_int_equal(tt__words_decode(cases[i].text, strlen(cases[i].text), &bytes), cases[i].character);
        assert_int_equal(bytes, cases[i].bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(decoding)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
