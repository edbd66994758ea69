/* Memory: zeroed, never NULL for nothing, growth by half, the seam that makes allocations fail. */
#include "testing.h"

static void test_zeroed(void **state)
{
    (void)state;
    char *bytes = tt__base_calloc(100, 7), *none = tt__base_calloc(0, 8);
    assert_non_null(bytes);
    assert_non_null(none); /* so that NULL always means failure */
    for (int i = 0; i < 700; i++) assert_int_equal(bytes[i], 0);
    free(bytes);
    free(none);
}

static void test_overflow(void **state)
{
    (void)state;
    assert_null(tt__base_calloc(SIZE_MAX / 4, 8));
    assert_non_null(strstr(tt_error_message(), "out of memory"));
    int64_t capacity = 0;
    double *array = NULL;
    assert_int_equal(tt__base_reserve(&array, &capacity, INT64_MAX / 2, sizeof *array), TT_ERR_MEMORY);
    assert_null(array);
    assert_int_equal(capacity, 0);
}

static void test_reserve(void **state)
{
    (void)state;
    int32_t *array = NULL;
    int64_t capacity = 0, grown = 0;
    for (int32_t i = 0; i < 100000; i++) {
        int64_t before = capacity;
        assert_int_equal(tt__base_reserve(&array, &capacity, i + 1, sizeof *array), TT_OK);
        assert_true(capacity > i);
        grown += capacity != before;
        array[i] = i;
    }
    assert_in_range(grown, 5, 40); /* geometric, or appending would be quadratic */
    for (int32_t i = 0; i < 100000; i++) assert_int_equal(array[i], i);
    int64_t before = capacity;
    assert_int_equal(tt__base_reserve(&array, &capacity, 5, sizeof *array), TT_OK);
    assert_int_equal(capacity, before);
    free(array);
}

static void test_strings(void **state)
{
    (void)state;
    char *whole = tt__base_strdup("ground floor"), *part = tt__base_strndup("ground floor", 6),
         *none = tt__base_strdup("");
    assert_string_equal(whole, "ground floor");
    assert_string_equal(part, "ground");
    assert_string_equal(none, "");
    free(whole);
    free(part);
    free(none);
}

static void test_seam(void **state)
{
    (void)state;
    void *p[4];
    int64_t capacity = 0;
    char *array = NULL;
    tt__base_memory_fail_after(2);
    p[0] = tt__base_calloc(1, 1);
    p[1] = tt__base_strdup("x");
    p[2] = tt__base_calloc(1, 1);
    tt_status status = tt__base_reserve(&array, &capacity, 10, 1);
    p[3] = tt__base_strndup("x", 1); /* and fails from then on */
    tt__base_memory_fail_after(-1);
    assert_non_null(p[0]);
    assert_non_null(p[1]);
    assert_null(p[2]);
    assert_null(p[3]);
    assert_int_equal(status, TT_ERR_MEMORY);
    assert_null(array);
    free(p[0]);
    free(p[1]);
    assert_int_equal(tt__base_reserve(&array, &capacity, 10, 1), TT_OK); /* back to no limit */
    free(array);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_zeroed), cmocka_unit_test(test_overflow),
                                       cmocka_unit_test(test_reserve), cmocka_unit_test(test_strings),
                                       cmocka_unit_test(test_seam)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
