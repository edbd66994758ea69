/* The string map: ids in order of arrival, every string found again, hashes that never change. */
#include "testing.h"

#include "base/strmap.h"

enum { MANY = 20000 };

static int word(char out[32], int i)
{
    return snprintf(out, 32, "%.*s%d", i % 9, "abcdefgh", i);
}

static void test_many(void **state)
{
    (void)state;
    tt__base_strmap map = {0};
    char text[32];
    int32_t id;
    for (int i = 0; i < MANY; i++) {
        int n = word(text, i);
        assert_int_equal(tt__base_strmap_find(&map, text, (size_t)n), -1);
        assert_int_equal(tt__base_strmap_intern(&map, text, (size_t)n, &id), TT_OK);
        assert_int_equal(id, i);
        assert_int_equal(tt__base_strmap_intern(&map, text, (size_t)n, &id), TT_OK);
        assert_int_equal(id, i);
    }
    assert_int_equal(map.size, MANY);
    for (int i = 0; i < MANY; i++) {
        int n = word(text, i);
        assert_int_equal(tt__base_strmap_find(&map, text, (size_t)n), i);
        assert_string_equal(tt__base_strmap_string(&map, i), text);
        assert_int_equal(tt__base_strmap_length(&map, i), n);
    }
    tt__base_strmap_free(&map);
    assert_int_equal(map.size, 0);
}

/* Length is part of a string: prefixes and the empty string are strings of their own. */
static void test_prefixes(void **state)
{
    (void)state;
    tt__base_strmap map = {0};
    int32_t id;
    for (size_t n = 0; n <= 20; n++) {
        assert_int_equal(tt__base_strmap_intern(&map, "aaaaaaaaaaaaaaaaaaaa", n, &id), TT_OK);
        assert_int_equal(id, n);
    }
    assert_int_equal(tt__base_strmap_find(&map, "", 0), 0);
    assert_int_equal(tt__base_strmap_length(&map, 0), 0);
    assert_int_equal(tt__base_strmap_find(&map, "ab", 2), -1);
    tt__base_strmap_free(&map);
}

/* Ids of topics and the files that hold them depend on these values. */
static void test_hash_is_fixed(void **state)
{
    (void)state;
    assert_true(tt__base_hash("", 0) == UINT64_C(0x58aeb58d16721fd2));
    assert_true(tt__base_hash("topic", 5) == UINT64_C(0xac60bc0a706c5677));
    assert_true(tt__base_hash("a topic of many words", 21) == UINT64_C(0x915c768c4cffdbb4));
}

/* Every bit of the input reaches about half the bits of the hash. */
static void test_hash_spreads(void **state)
{
    (void)state;
    char bytes[13] = "twelve bytes";
    uint64_t plain = tt__base_hash(bytes, 12);
    for (int bit = 0; bit < 96; bit++) {
        bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
        assert_in_range(__builtin_popcountll(plain ^ tt__base_hash(bytes, 12)), 12, 52);
        bytes[bit / 8] = (char)(bytes[bit / 8] ^ 1 << bit % 8);
    }
    assert_true(tt__base_hash("\0", 1) != tt__base_hash("\0\0", 2)); /* zeros count too */
}

/* The map tells short strings by their keys alone. */
static void test_short_strings_have_keys_of_their_own(void **state)
{
    (void)state;
    tt__base_strmap map = {0};
    int32_t id, all = 0;
    for (size_t n = 1; n <= TT__BASE_STRMAP_SHORT; n++)
        for (int i = 0; i < MANY / 4; i++) {
            char bytes[20];
            snprintf(bytes, sizeof bytes, "%08x%08x", (unsigned)i * 2654435761u, (unsigned)i * 2246822519u);
            tt__base_strmap_key key = tt__base_strmap_key_of(bytes, n);
            assert_true(tt__base_strmap_seek(&map, key) == tt__base_strmap_find(&map, bytes, n));
            if (tt__base_strmap_seek(&map, key) >= 0) continue;
            assert_int_equal(tt__base_strmap_intern(&map, bytes, n, &id), TT_OK);
            assert_int_equal(id, all++);
            assert_int_equal(tt__base_strmap_seek(&map, key), id);
            assert_string_equal(tt__base_strmap_string(&map, id), (bytes[n] = '\0', bytes));
        }
    tt__base_strmap_free(&map);
}

/* No long string's key is that of a short one, whatever its hash. */
static void test_long_strings_have_other_keys(void **state)
{
    (void)state;
    for (int i = 0; i < MANY; i++) {
        char bytes[40];
        int n = snprintf(bytes, sizeof bytes, "%d and thirteen bytes", i);
        tt__base_strmap_key key = tt__base_strmap_key_of(bytes, (size_t)n);
        assert_true(key.first >> 56 == 0 && key.rest != 0);
    }
    assert_true(tt__base_eight_bytes("\1\2\3\4\5\6\7\xf8") == UINT64_C(0xf807060504030201));
}

/* Longer strings of one key are told by their bytes. */
static void test_equal_keys(void **state)
{
    (void)state;
    static const char *const strings[] = {"thirteen bytes", "thirteen-bytes", "thirteen bytes and more",
                                          "thirteen byte"};
    tt__base_strmap map = {0};
    int32_t id;
    for (int again = 0; again < 2; again++)
        for (int i = 0; i < 4; i++) {
            assert_int_equal(
                tt__base_strmap_intern_key(&map, (tt__base_strmap_key){42, 1}, strings[i], strlen(strings[i]), &id),
                TT_OK);
            assert_int_equal(id, i);
        }
    assert_int_equal(tt__base_strmap_find_key(&map, (tt__base_strmap_key){42, 1}, "thirteen bits", 13), -1);
    tt__base_strmap_free(&map);
}

static void test_clear(void **state)
{
    (void)state;
    tt__base_strmap map = {0};
    int32_t id;
    char text[32];
    tt__base_strmap_clear(&map);
    for (int again = 0; again < 2; again++) {
        for (int i = 0; i < MANY; i++) {
            assert_int_equal(tt__base_strmap_intern(&map, text, (size_t)word(text, i + again), &id), TT_OK);
            assert_int_equal(id, i);
        }
        int64_t room = map.slots;
        tt__base_strmap_clear(&map);
        assert_int_equal(map.slots, room);
        assert_int_equal(map.size, 0);
        assert_int_equal(tt__base_strmap_find(&map, text, (size_t)word(text, 7)), -1);
    }
    tt__base_strmap_free(&map);
}

static tt_status call(void *arg)
{
    tt__base_strmap map = {0};
    tt_status status = TT_OK;
    int32_t id;
    char text[32];
    for (int i = 0; i < 1200 && status == TT_OK; i++)
        status = tt__base_strmap_intern(&map, text, (size_t)word(text, i), &id);
    for (int i = 0; i < map.size; i++)
        assert_int_equal(tt__base_strmap_find(&map, text, (size_t)word(text, i)), i); /* intact */
    tt__base_strmap_free(&map);
    return (void)arg, status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(call, NULL) >= 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_many),
                                       cmocka_unit_test(test_prefixes),
                                       cmocka_unit_test(test_hash_is_fixed),
                                       cmocka_unit_test(test_hash_spreads),
                                       cmocka_unit_test(test_short_strings_have_keys_of_their_own),
                                       cmocka_unit_test(test_long_strings_have_other_keys),
                                       cmocka_unit_test(test_equal_keys),
                                       cmocka_unit_test(test_clear),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
