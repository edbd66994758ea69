/* The table of formats and the one way in. */
#include "sample_tree.h"

#include "export/writers.h"

static void test_table(void **state)
{
    (void)state;
    static const char *const names[] = {"json",     "d3",   "echarts", "plotly",  "vega", "documents", "csv", "newick",
                                        "markdown", "html", "sqlite",  "graphml", "dot",  "svg",       "png", "pdf"};
    for (int i = 0; i < 16; i++) {
        assert_string_equal(format_at(i)->name, names[i]);
        assert_true(*format_at(i)->file_name && *format_at(i)->help);
    }
    assert_null(format_at(16));
}

static void test_refusals(void **state)
{
    (void)state;
    tt_topics topics = sample_tree(), none = {0};
    tt_export_opts opts = all_formats(NULL);
    assert_int_equal(tt_export_write(&topics, "svg", NULL, "-"), TT_ERR_ARGUMENT); /* of the other library */
    assert_int_equal(tt_export_write(&topics, "word", NULL, "-"), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(), "there is no format \"word\"");
    assert_int_equal(tt_export_write(&none, "json", NULL, "-"), TT_ERR_EMPTY);
    opts.max_nodes = -1;
    assert_int_equal(tt_export_write(&topics, "dot", &opts, "-"), TT_ERR_ARGUMENT);
    opts = tt_export_opts_default();
    assert_null(tt_export_opts_check(&opts));
    opts.depth = -1;
    assert_non_null(tt_export_opts_check(&opts));
    assert_int_equal(tt_export_write(&topics, "csv", NULL, "/no/such/folder/x.csv"), TT_ERR_IO);
    tt_topics_free(&topics);
}

static void test_a_failure_keeps_the_old_file(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/tree.json", folder);
    assert_int_equal(tt_export_write(&topics, "json", NULL, path), TT_OK);
    char *before = read_bytes(path, NULL);
    topics.n_settings = 1; /* makes the next write fail half-way: the old file stays */
    free(topics.setting[0].value);
    topics.setting[0].value = sample_copy("{");
    assert_int_equal(tt_export_write(&topics, "json", NULL, path), TT_ERR_FORMAT);
    char *after = read_bytes(path, NULL);
    assert_string_equal(before, after);
    assert_int_equal(folder_entries(folder), 1);
    free(before);
    free(after);
    topics.n_settings = 5;
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

/* The header lists what there is. */
static void test_the_header_lists_them(void **state)
{
    (void)state;
    static const struct {
        const char *path, *from;
    } headers[] = {{"include/topictree/export.h", "The formats of libtopictree,"},
                   {"include/topictree/export_more.h", "/* sqlite, graphml"}};
    const tt_export_format *lists[] = {tt_export_formats(), tt_export_more_formats()};
    for (int h = 0; h < 2; h++) {
        char *header = read_bytes(headers[h].path, NULL), *list = strstr(header, headers[h].from);
        assert_non_null(list);
        *strstr(list, "*/") = '\0';
        for (const tt_export_format *format = lists[h]; format->name; format++) {
            const char *at = strstr(list, format->name);
            if (!at || isalnum((unsigned char)at[-1]) || isalnum((unsigned char)at[strlen(format->name)]))
                fail_msg("%s is not in the list", format->name);
        }
        free(header);
    }
}

typedef struct attempt {
    const tt_topics *topics;
    const char *format, *path;
} attempt;

static tt_status write_once(void *arg)
{
    const attempt *a = arg;
    tt_export_opts opts = all_formats(NULL);
    return tt_export_write(a->topics, a->format, &opts, a->path);
}

/* Without memory nothing is left behind.  Graphviz and cJSON allocate for themselves. */
static void test_out_of_memory(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/file", folder);
    for (int i = 0; format_at(i); i++) {
        attempt a = {&topics, format_at(i)->name, path};
        assert_true(until_memory_suffices(write_once, &a) > 0);
        assert_int_equal(folder_entries(folder), 1);
    }
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),         cmocka_unit_test(test_the_header_lists_them),
        cmocka_unit_test(test_refusals),      cmocka_unit_test(test_a_failure_keeps_the_old_file),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
