#include "testing.h"

#include "words/surface.h"

static void surfaces(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"plain", "plain"},
                                           {"don’t", "don't"},
                                           {"e\u0301tude", "étude"},
                                           {"so\u00adft", "soft"},
                                           {"Schr\\\"odinger", "Schrödinger"},
                                           {"\u00ad", ""},
                                           {"don&#39;t", "don't"}};
    tt__base_buffer out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(tt__words_surface(&out, cases[i][0], strlen(cases[i][0])), TT_OK);
        assert_int_equal(out.length, strlen(cases[i][1]));
        if (out.length) assert_string_equal(out.data, cases[i][1]);
    }
    tt__base_buffer_free(&out);
}

static tt_status compose(void *arg)
{
    (void)arg;
    tt__base_buffer out = {0};
    tt_status status = tt__words_surface(&out, "e\u0301cole", strlen("e\u0301cole"));
    tt__base_buffer_free(&out);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(compose, NULL) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(surfaces), cmocka_unit_test(running_out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
