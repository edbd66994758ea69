/* tree.json as it is written: valid by the schema, exact in its lines, the same in every locale. */
#include "sample_tree.h"

#include <locale.h>

static int validate(const char *path)
{
    char command[256];
    snprintf(command, sizeof command, "python3 tests/validate_tree.py %s > /dev/null", path);
    return system(command);
}

static void test_schema_accepts(void **state)
{
    (void)state;
    char folder[64], path[128];
    tt_topics topics = sample_tree();
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/tree.json", folder);
    assert_int_equal(tt_export_write(&topics, "json", NULL, path), TT_OK);
    assert_int_equal(validate(path), 0);
    topics.tree.id[3][0] = '\0'; /* the check can fail: a topic without an id is no topic */
    assert_int_equal(tt_export_write(&topics, "json", NULL, path), TT_OK);
    assert_int_not_equal(validate(path), 0);
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

static void test_exact_lines(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char *text = sample_export(&topics, "json", NULL);
    static const char *const parts[] = {
        "{\n\"schema\":\"topictree/1\",\"generator\":\"topictree " TT_VERSION "\",\"seed\":18446744073709551615,\n",
        "\n\"options\":{\n \"topics\":3,\n \"language\":\"en\",\n \"levels\":[2,3],\n \"stem\":false,\n "
        "\"min_df\":0.5},\n",
        "\"tree\":{\"id\":\"t0\",\"name\":\"All "
        "documents\",\"level\":0,\"size\":7,\"height\":0.9375,\"cohesion\":0.25,\n",
        "\"size\":2,\"value\":2,\"height\":0,\"cohesion\":0.472222,\n",
        "{\"term\":\"+plus\",\"weight\":1e-07}",
        "\n      {\"id\":\"doc2\",\"title\":\"back\\\\slash at the end "
        "\\\\\",\"score\":0.333333,\"margin\":0.125,\"runner_up\":\"t4\"}]},\n",
        "\n   \"typical\":[\"doc6\",\"doc5\"],\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) assert_non_null(strstr(text, parts[i]));
    assert_string_equal(text + strlen(text) - 3, "\n}\n");
    free(text);
    tt_topics_free(&topics);
}

static void test_without_members(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    tt_export_opts opts = tt_export_opts_default();
    opts.members = false;
    char *text = sample_export(&topics, "json", &opts);
    assert_null(strstr(text, "\"doc4\",\"title\":\"-1+1\",\"score\":0.555556,\"margin\":0.125,\"runner_up\":\"t4\"},\n "
                             "   {\"id\":\"doc5\"")); /* all of leaf 4 */
    assert_non_null(strstr(text, "{\"id\":\"doc6\",\"title\":\"\",\"score\":0.777778,\"margin\":0.125,\"runner_up\":"
                                 "\"t4\"},\n    {\"id\":\"doc5\"")); /* its best */
    assert_null(strstr(text, "\"typical\""));                        /* they are what stands there */
    free(text);
    tt_topics_free(&topics);
}

/* The same bytes as in tree.json, with or without members. */
/* Where there is no other leaf nothing is said of one; what represents a broader topic has it said in its leaf. */
static void test_runners_up(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.document[2].runner_up = TT_NO_NODE;
    topics.document[3].margin = NAN;
    char *text = sample_export(&topics, "json", NULL);
    assert_non_null(strstr(text, "\"score\":0.333333}]},\n"));
    assert_non_null(strstr(text, "\"score\":0.444444,\"margin\":null,\"runner_up\":\"t2\"}"));
    assert_non_null(strstr(text, "\"title\":\"-1+1\",\"score\":0.555556},\n"));
    free(text);
    tt_topics_free(&topics);
}

static void test_d3_is_the_tree_alone(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    tt_export_opts opts = tt_export_opts_default();
    for (int members = 0; members < 2; members++) {
        opts.members = members;
        char *whole = sample_export(&topics, "json", &opts), *alone = sample_export(&topics, "d3", &opts);
        const char *tree = strstr(whole, "\"tree\":{");
        assert_non_null(tree);
        assert_int_equal(strlen(alone) + strlen("\"tree\":}\n"), strlen(tree));
        assert_memory_equal(alone, tree + strlen("\"tree\":"), strlen(alone));
        free(whole);
        free(alone);
    }
    tt_topics_free(&topics);
}

static void test_numbers(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.topic[0].cohesion = -0.0;
    topics.topic[1].cohesion = 0.0 / 0.0 * 1.0;
    topics.tree.end[4] = 2000000007; /* a size is written with all its digits */
    topics.topic[4].n_representatives = 0;
    tt_export_opts opts = tt_export_opts_default();
    opts.members = false;
    char *text = sample_export(&topics, "json", &opts);
    assert_non_null(strstr(text, "\"level\":0,\"size\":7,\"height\":0.9375,\"cohesion\":0,"));
    assert_non_null(strstr(text, "\"cohesion\":null,"));
    assert_non_null(strstr(text, "\"size\":2000000003,\"value\":2000000003,"));
    free(text);
    tt_topics_free(&topics);
}

static void test_setting_that_is_no_json(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/tree.json", folder);
    free(topics.setting[0].value);
    topics.setting[0].value = sample_copy("three");
    assert_int_equal(tt_export_write(&topics, "json", NULL, path), TT_ERR_FORMAT);
    assert_string_equal(tt_error_message(), "\"topics\": three is not a JSON value");
    assert_int_equal(folder_entries(folder), 0);
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

static void test_locale_does_not_matter(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char *plain = sample_export(&topics, "json", NULL);
    const char *comma[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8", "nl_NL.UTF-8"};
    for (size_t i = 0; i < sizeof comma / sizeof *comma && !setlocale(LC_ALL, comma[i]); i++) continue;
    char *local = sample_export(&topics, "json", NULL); /* where no such locale is installed, the same run again */
    setlocale(LC_ALL, "C");
    assert_string_equal(plain, local);
    free(plain);
    free(local);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schema_accepts),          cmocka_unit_test(test_exact_lines),
        cmocka_unit_test(test_without_members),         cmocka_unit_test(test_runners_up),
        cmocka_unit_test(test_d3_is_the_tree_alone),    cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_setting_that_is_no_json), cmocka_unit_test(test_locale_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
