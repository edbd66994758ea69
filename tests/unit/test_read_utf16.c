/* UTF-16 to UTF-8: the same text however the bytes are cut, and U+FFFD for what stands for no character. */
#include "testing.h"

#include "read/utf16.h"

/* a, e acute, a Chinese character, an emoji of two units, z: big endian. */
static const char big[] = {0, 'a', 0, '\xE9', '\x73', '\x2B', '\xD8', '\x3E', '\xDD', '\x9C', 0, 'z'};
static const char text[] = "a\xC3\xA9\xE7\x8C\xAB\xF0\x9F\xA6\x9Cz";

/* The bytes in pieces of `piece`; free() what comes back. */
static char *convert(const char *bytes, size_t n, bool big_endian, size_t piece)
{
    tt__read_utf16 *converter = NULL;
    tt__base_buffer out = {0};
    assert_int_equal(tt__read_utf16_new(&converter, big_endian), TT_OK);
    for (size_t i = 0; i < n; i += piece) {
        size_t now = n - i < piece ? n - i : piece;
        assert_int_equal(tt__read_utf16_convert(converter, &out, bytes + i, now, i + now == n), TT_OK);
        assert_int_equal(strlen(out.data), out.length);
    }
    tt__read_utf16_free(converter);
    return out.data;
}

static void expect(const char *bytes, size_t n, bool big_endian, const char *expected)
{
    for (size_t piece = 1; piece <= n; piece++) {
        char *got = convert(bytes, n, big_endian, piece);
        assert_string_equal(got, expected);
        free(got);
    }
}

static void any_cut_gives_the_same_text(void **state)
{
    (void)state;
    char little[sizeof big];
    for (size_t i = 0; i < sizeof big; i++) little[i] = big[i ^ 1];
    expect(big, sizeof big, true, text);
    expect(little, sizeof little, false, text);
}

static void what_is_no_character_is_replaced(void **state)
{
    (void)state;
    expect("\xD8\x3E\0x", 4, true, "\xEF\xBF\xBDx"); /* first half alone */
    expect("\xDD\x9C\0x", 4, true, "\xEF\xBF\xBDx"); /* second half alone */
    expect("\0x\xD8\x3E", 4, true, "x\xEF\xBF\xBD"); /* cut by the end */
    expect("\0x\0", 3, true, "x\xEF\xBF\xBD");       /* an odd byte */
}

static void longer_than_the_pivot(void **state)
{
    (void)state;
    enum { N = 5000 };
    static char bytes[2 * N];
    for (size_t i = 0; i < N; i++) memcpy(bytes + 2 * i, big + 4, 2); /* three bytes each in UTF-8 */
    char *got = convert(bytes, sizeof bytes, true, sizeof bytes);
    assert_int_equal(strlen(got), 3 * N);
    for (size_t i = 0; i < N; i++) assert_memory_equal(got + 3 * i, text + 3, 3);
    free(got);
}

static tt_status convert_once(void *arg)
{
    tt__read_utf16 *converter = NULL;
    tt__base_buffer out = {0};
    (void)arg;
    tt_status status = tt__read_utf16_new(&converter, true);
    if (status == TT_OK) status = tt__read_utf16_convert(converter, &out, big, sizeof big, true);
    tt__read_utf16_free(converter);
    tt__base_buffer_free(&out);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_int_equal(until_memory_suffices(convert_once, NULL), 2);
    tt__read_utf16_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_cut_gives_the_same_text),
        cmocka_unit_test(what_is_no_character_is_replaced),
        cmocka_unit_test(longer_than_the_pivot),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
