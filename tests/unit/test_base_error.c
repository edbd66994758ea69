/* The error message: one a thread, cut where it is too long, kept until the next failure. */
#include "testing.h"

#include <omp.h>

#include "base/error.h"

static void test_message(void **state)
{
    (void)state;
    assert_int_equal(tt__base_fail(TT_ERR_IO, "%s:%d: %s", "a.csv", 3, "no header"), TT_ERR_IO);
    assert_string_equal(tt_error_message(), "a.csv:3: no header");
    assert_int_equal(tt__base_fail(TT_ERR_EMPTY, "nothing"), TT_ERR_EMPTY);
    assert_string_equal(tt_error_message(), "nothing");
}

static void test_too_long(void **state)
{
    (void)state;
    char *text = calloc(5001, 1);
    memset(text, 'x', 5000);
    tt__base_fail(TT_ERR_FORMAT, "%s", text);
    size_t length = strlen(tt_error_message());
    assert_in_range(length, 500, 4999);
    assert_memory_equal(tt_error_message(), text, length);
    free(text);
}

static void test_one_a_thread(void **state)
{
    (void)state;
    bool own[4] = {0};
    tt__base_fail(TT_ERR_IO, "of the caller");
#pragma omp parallel num_threads(4)
    {
        char expected[32];
        snprintf(expected, sizeof expected, "of thread %d", omp_get_thread_num());
        if (omp_get_thread_num() > 0) tt__base_fail(TT_ERR_IO, "%s", expected);
#pragma omp barrier
        own[omp_get_thread_num()] = strcmp(tt_error_message(), omp_get_thread_num() ? expected : "of the caller") == 0;
    }
    for (int t = 0; t < 4; t++) assert_true(own[t]);
}

static void test_version(void **state)
{
    (void)state;
    int major, minor, patch, used = 0;
    assert_int_equal(sscanf(tt_version(), "%d.%d.%d%n", &major, &minor, &patch, &used), 3);
    assert_int_equal(strlen(tt_version()), used);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_message), cmocka_unit_test(test_too_long),
                                       cmocka_unit_test(test_one_a_thread), cmocka_unit_test(test_version)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
