#include "testing.h"

#include "words/encoded.h"

static size_t lines(const char *text)
{
    return tt__words_encoded_lines_at(text, strlen(text), 0);
}
static size_t guid(const char *text, size_t at)
{
    return tt__words_guid_at(text, strlen(text), at);
}
static bool code(const char *word)
{
    return tt__words_is_code(word, strlen(word));
}

#define UU "M1F]R='DM9FEV92!B>71E<RP@=&AE;BP@;V8@<V]M92!P;&%I;B!T97AT+BXN"
#define BASE64 "VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIDEz"

static void uuencoded(void **state)
{
    (void)state;
    assert_int_equal(lines(UU "\nprose"), 61);
    assert_int_equal(lines("begin 644 a.dat\n" UU "\n#:&D*\n`\nend\nprose"), 16 + 62 + 6 + 2 + 3);
    assert_int_equal(lines("#:&D*\n"), 0); /* alone it may be anything */
    assert_int_equal(lines("begin the day"), 0);
    assert_int_equal(lines("MANY PEOPLE WRITE IN CAPITALS WHEN THEY ARE ANGRY WITH OTHERS"), 0);
}

static void base64(void **state)
{
    (void)state;
    assert_int_equal(lines(BASE64 "\n" BASE64 "\nZW5k\nprose comes"), 2 * (sizeof BASE64) + 4);
    assert_int_equal(lines(BASE64 " prose"), 0);
    assert_int_equal(lines("internationalisation-and-more-of-the-same-kind"), 0);
    assert_int_equal(lines("Donaudampfschifffahrtsgesellschaftskapitaen"), 0);
}

static void dumps(void **state)
{
    (void)state;
    assert_int_equal(lines("00000010: 7f45 4c46 0201 0100 0000 0000  .ELF\nprose"), 45);
    assert_int_equal(lines("7f 45 4c 46 02 01\r\nprose"), 18);
    assert_int_equal(lines("10 20 30 40 50 60 70"), 0); /* a row of a table */
    assert_int_equal(lines("add a bad dad"), 0);
    assert_int_equal(lines("be ad fe ed da bb"), 0);
}

static void guids(void **state)
{
    (void)state;
    assert_int_equal(guid("550e8400-e29b-41d4-a716-446655440000", 8), 28);
    assert_int_equal(guid("{deadbeef-e29b-41d4-A716-446655440000}", 9), 28);
    assert_int_equal(guid("1deadbeef-e29b-41d4-a716-446655440000", 9), 0);
    assert_int_equal(guid("deadbeef-e29b-41d4-a716-44665544000", 8), 0);
    assert_int_equal(guid("deadbeef-e29b-41d4-a716x446655440000", 8), 0);
    assert_int_equal(guid("well-known", 4), 0);
}

static void codes(void **state)
{
    (void)state;
    assert_true(code("d41d8cd98f00b204"));
    assert_true(code("a1b2c3d4"));
    assert_true(code("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx"));
    assert_false(code("aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"));
    assert_false(code("word2vec"));
    assert_false(code("RFC2616"));
    assert_false(code("internationalisation"));
}

static void no_step_too_far(void **state)
{
    (void)state;
    static const char text[] = "begin 644 a.dat\r\n" UU "\r\n" BASE64 "\n00000010: 7f45 4c46 0201 0100 0000";
    for (size_t from = 0; from < sizeof text; from++)
        for (size_t n = from; n < sizeof text; n++) {
            char *exact = malloc(n - from + 1);
            assert_non_null(exact);
            memcpy(exact, text + from, n - from);
            assert_true(tt__words_encoded_lines_at(exact, n - from, 0) <= n - from);
            free(exact);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(uuencoded), cmocka_unit_test(base64),
                                       cmocka_unit_test(dumps),     cmocka_unit_test(guids),
                                       cmocka_unit_test(codes),     cmocka_unit_test(no_step_too_far)};
    return cmocka_run_group_tests_name("text/encoded", tests, NULL, NULL);
}
