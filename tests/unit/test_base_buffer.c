/* A growing string: whatever is appended stands there, ended by a NUL. */
#include "testing.h"

#include "base/buffer.h"

static void test_append(void **state)
{
    (void)state;
    tt__base_buffer b = {0};
    for (int i = 0; i < 3000; i++) {
        assert_int_equal(tt__base_buffer_append(&b, "abc\0d", (size_t)(i % 6)), TT_OK);
        assert_int_equal(b.data[b.length], '\0');
    }
    assert_int_equal(b.length, 500 * (0 + 1 + 2 + 3 + 4 + 5));
    assert_memory_equal(b.data, "aababcabc\0abc\0d", 15);
    assert_memory_equal(b.data + b.length - 15, "aababcabc\0abc\0d", 15);
    tt__base_buffer_free(&b);
    assert_null(b.data);
    assert_int_equal(b.length + b.capacity, 0);
}

static void test_empty(void **state)
{
    (void)state;
    tt__base_buffer b = {0};
    assert_int_equal(tt__base_buffer_append(&b, NULL, 0), TT_OK);
    assert_string_equal(b.data, "");
    tt__base_buffer_free(&b);
    tt__base_buffer_free(&b);
}

static void test_format(void **state)
{
    (void)state;
    tt__base_buffer b = {0};
    char expected[30000], *at = expected;
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(tt__base_buffer_format(&b, "[%d:%-5s]", i, "x"), TT_OK);
        at += sprintf(at, "[%d:%-5s]", i, "x");
    }
    assert_string_equal(b.data, expected);
    assert_int_equal(b.length, at - expected);
    tt__base_buffer_free(&b);
}

static tt_status call(void *arg)
{
    tt__base_buffer b = {0};
    tt_status status = TT_OK;
    for (int i = 0; i < 60 && status == TT_OK; i++) status = tt__base_buffer_append(&b, "four", 4);
    if (status < 0 && b.data) assert_int_equal(b.data[b.length], '\0'); /* what was there still is */
    if (status == TT_OK) status = tt__base_buffer_format(&b, "%0500d", 7);
    tt__base_buffer_free(&b);
    return (void)arg, status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(call, NULL) >= 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_append), cmocka_unit_test(test_empty),
                                       cmocka_unit_test(test_format), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
