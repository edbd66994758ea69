/* ECharts: every topic has a name on one line, its id and its documents. */
#include "sample_tree.h"

static void test_exact(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char *text = sample_export(&topics, "echarts", NULL);
    static const char expected[] =
        "[{\"name\":\"All documents\",\"id\":\"t0\",\"value\":7,\"cohesion\":0.25,\n \"children\":[\n"
        "  {\"name\":\"]; x[URL=\\\"javascript:alert(1)\\\"]}//\",\"id\":\"t1\",\"value\":4,\"cohesion\":0.361111,\n"
        "   \"children\":[\n"
        "    {\"name\":\"<b>bold</b> \\\\N \\\\G \\\\L &lt;script&gt; "
        "&#8238;\",\"id\":\"t2\",\"value\":2,\"cohesion\":0.472222},\n"
        "    {\"name\":\"left thgir and isolated second line tab  "
        "\",\"id\":\"t3\",\"value\":2,\"cohesion\":0.583333}]},\n"
        "  {\"name\":\"=HYPERLINK(\\\"http://x\\\") \xC2\xB7 it's \xE7\x8C\xAB\xE3\x81\xA8\xE7\x8A\xAC "
        "\xF0\x9F\xA6\x9C\","
        "\"id\":\"t4\",\"value\":3,\"cohesion\":0.694444}]}]\n";
    assert_string_equal(text, expected);
    free(text);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_exact)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
