/* Vega: one row a topic; sizes add up to the documents, each counted once. */
#include "sample_tree.h"

static void test_exact(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char *text = sample_export(&topics, "vega", NULL);
    static const char expected[] =
        "[{\"id\":\"t0\",\"parent\":null,\"size\":0,\"total\":7,\"level\":0,\"name\":\"All documents\","
        "\"terms\":\"All documents, +plus\",\"cohesion\":0.25},\n"
        "{\"id\":\"t1\",\"parent\":\"t0\",\"size\":0,\"total\":4,\"level\":1,\"name\":\"]; "
        "x[URL=\\\"javascript:alert(1)\\\"]}//\",";
    assert_memory_equal(text, expected, sizeof expected - 1);
    assert_non_null(strstr(text, "\n{\"id\":\"t3\",\"parent\":\"t1\",\"size\":2,\"total\":2,\"level\":2,"
                                 "\"name\":\"left thgir and isolated second line tab  \","));
    assert_non_null(strstr(text, "\n{\"id\":\"t4\",\"parent\":\"t0\",\"size\":3,\"total\":3,\"level\":1,"));
    free(text);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_exact)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
