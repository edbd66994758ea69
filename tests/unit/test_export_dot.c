/* The graph as DOT: texts stay texts, and Graphviz takes what is written.  Pictures are left to the command-line cases:
 * the libraries that lay out and draw keep memory that valgrind would report. */
#include "sample_tree.h"

static void test_dot_texts(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char *text = sample_export(&topics, "dot", NULL);
    static const char *const parts[] = {
        "digraph topics {",
        "rankdir=LR",
        "<B>All documents</B>",
        "<B>&lt;b&gt;bold&lt;/b&gt; \\\\N \\\\G \\\\L<BR ALIGN=\"LEFT\"/>&amp;lt;script&amp;gt; &amp;#8238;</B>",
        "<B>];<BR ALIGN=\"LEFT\"/>x[URL=\"javascript:alert(1)",
        "tooltip=\"&lt;b&gt;bold&lt;/b&gt; \xE2\x88\x96N \xE2\x88\x96G \xE2\x88\x96L ",
        "<B>left thgir and isolated second<BR ALIGN=\"LEFT\"/>line tab ",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(text, parts[i])) fail_msg("not in the DOT: %s", parts[i]);
    assert_null(strstr(text, "\xE2\x80\xAE")); /* no right-to-left override */
    assert_null(strstr(text, "<b>"));          /* nor markup but the program's own */
    free(text);
    tt_topics_free(&topics);
}

static void test_folded(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    tt_export_opts opts = all_formats(NULL);
    opts.max_nodes = 3;
    char *text = sample_export(&topics, "dot", &opts); /* root, both children, of which one is closed */
    assert_non_null(strstr(text, ">4 documents, +2 more topics<"));
    assert_null(strstr(text, "more topics, "));
    free(text);
    topics.tree.next[4] = TT_NO_NODE;
    opts.max_nodes = 2;
    text = sample_export(&topics, "dot", &opts);
    assert_non_null(strstr(text, ">7 documents, +4 more topics<"));
    free(text);
    tt_topics_free(&topics);
}

/* A wide tree: one root, n leaves of one document each. */
static tt_topics wide_tree(int32_t n)
{
    tt_topics t = {0};
    size_t m = (size_t)n + 1;
    t.tree = (tt_tree){.m = n + 1,
                       .n = n,
                       .parent = calloc(m, 4),
                       .next = calloc(m, 4),
                       .n_children = calloc(m, 4),
                       .level = calloc(m, 4),
                       .begin = calloc(m, 4),
                       .end = calloc(m, 4),
                       .height = calloc(m, sizeof(double)),
                       .id = calloc(m, TT_ID_SIZE),
                       .order = calloc(m, 4),
                       .leaf = calloc(m, 4)};
    t.topic = calloc(m, sizeof *t.topic);
    t.document = calloc(m, sizeof *t.document);
    t.tree.parent[0] = t.tree.next[0] = TT_NO_NODE;
    t.tree.n_children[0] = t.tree.end[0] = n;
    for (int32_t v = 0; v <= n; v++) {
        t.topic[v].name = sample_copy("x");
        snprintf(t.tree.id[v], TT_ID_SIZE, "n%d", (int)v);
        if (v == 0) continue;
        t.tree.level[v] = 1;
        t.tree.begin[v] = v - 1;
        t.tree.end[v] = v;
        t.tree.next[v] = v < n ? v + 1 : TT_NO_NODE;
        t.tree.order[v - 1] = v - 1;
        t.tree.leaf[v - 1] = v;
    }
    return t;
}

static void test_stand_in(void **state)
{
    (void)state;
    tt_topics topics = wide_tree(1500);
    char *text = sample_export(&topics, "dot", NULL);
    assert_non_null(strstr(text, ">+1,470 more topics, 1,470 documents<")); /* 32 = root, 30 leaves and this one */
    int edges = 0;
    for (const char *at = text; (at = strstr(at, "->")); at += 2) edges++;
    assert_int_equal(edges, 31);
    free(text);
    tt_topics_free(&topics);
}

static void test_too_many_to_lay_out(void **state)
{
    (void)state;
    tt_topics topics = wide_tree(2000);
    tt_export_opts opts = {.max_nodes = 0, .more = tt_export_more_formats()};
    assert_int_equal(tt_export_write(&topics, "svg", &opts, "/nowhere/x.svg"), TT_ERR_IO);
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/x.svg", folder);
    assert_int_equal(tt_export_write(&topics, "svg", &opts, path), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(), "svg: 2001 topics are too many to lay out (at most 2000): ask for fewer "
                                            "nodes, less depth or the part under one root");
    assert_int_equal(folder_entries(folder), 0);
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

static void test_dot_takes_it(void **state)
{
    (void)state;
    tt_export_opts opts = all_formats(NULL);
    if (system("command -v dot > /dev/null") != 0) skip();
    tt_topics topics = sample_tree();
    char folder[64], command[256], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/tree.dot", folder);
    assert_int_equal(tt_export_write(&topics, "dot", &opts, path), TT_OK);
    snprintf(command, sizeof command, "dot -Tsvg %s -o %s/out.svg 2>&1 | grep . && exit 1; exit 0", path, folder);
    assert_int_equal(system(command), 0); /* not even a warning */
    snprintf(command, sizeof command, "%s/out.svg", folder);
    char *svg = read_bytes(command, NULL);
    assert_non_null(strstr(svg, ">&lt;b&gt;bold&lt;/b&gt; \\N \\G \\L</text>"));
    assert_null(strstr(svg, "href"));
    free(svg);
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dot_texts),    cmocka_unit_test(test_folded),
        cmocka_unit_test(test_stand_in),     cmocka_unit_test(test_too_many_to_lay_out),
        cmocka_unit_test(test_dot_takes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
