/* Tables, held against what a CSV reader of another make gets from them. */
#include "sample_tree.h"

static void test_documents(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.document[6].runner_up = TT_NO_NODE;
    char *text = sample_export(&topics, "documents", NULL);
    static const char expected[] = "id,topic_id,path,score,runner_up,margin\n"
                                   "\"'+doc0\",\"t2\",\"]; x[URL=\"\"javascript:alert(1)\"\"]}// > <b>bold</b> \\N \\G "
                                   "\\L &lt;script&gt; &#8238;\",0.111111,\"t4\",0.125\n"
                                   "\"doc1\",\"t3\",\"]; x[URL=\"\"javascript:alert(1)\"\"]}// > left thgir and "
                                   "isolated second line tab  \",0.222222,\"t2\",0.125\n";
    assert_memory_equal(text, expected, sizeof expected - 1);
    assert_non_null(strstr(text, "\n\"doc5\",\"t4\",\"'=HYPERLINK(\"\"http://x\"\")")); /* no formula */
    assert_non_null(strstr(text, "\",0.777778,,\n"));
    free(text);
    tt_topics_free(&topics);
}

static void test_topics(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char *text = sample_export(&topics, "csv", NULL);
    static const char expected[] = "id,parent,level,size,name,height,cohesion,terms\n"
                                   "\"t0\",\"\",0,7,\"All documents\",0.9375,0.25,\"All documents; +plus\"\n"
                                   "\"t1\",\"t0\",1,4,\"]; x[URL=\"\"javascript:alert(1)\"\"]}//\",0.666667,0.361111,";
    assert_memory_equal(text, expected, sizeof expected - 1);
    int lines = 0;
    for (const char *c = text; *c; c++) lines += *c == '\n';
    assert_int_equal(lines, 1 + SAMPLE_M); /* no line end within a cell */
    free(text);
    tt_topics_free(&topics);
}

static void test_every_formula_start_is_guarded(void **state)
{
    (void)state;
    static const char *const starts[] = {"=1", "+1", "-1", "@x", "\tx", "\rx"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        tt_topics topics = sample_tree();
        free(topics.document[1].id);
        topics.document[1].id = sample_copy(starts[i]);
        char *text = sample_export(&topics, "documents", NULL), want[16];
        snprintf(want, sizeof want, "\n\"'%s\",", starts[i]);
        assert_non_null(strstr(text, want));
        free(text);
        tt_topics_free(&topics);
    }
}

static void test_the_root_alone_is_its_own_path(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    int32_t m = topics.tree.m;
    topics.tree.m = 1;
    topics.tree.n_children[0] = 0;
    for (int i = 0; i < SAMPLE_N; i++) topics.tree.leaf[i] = 0;
    char *text = sample_export(&topics, "documents", NULL);
    assert_non_null(strstr(text, "\n\"doc1\",\"t0\",\"All documents\",0.222222,"));
    free(text);
    topics.tree.m = m;
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_topics),
        cmocka_unit_test(test_every_formula_start_is_guarded),
        cmocka_unit_test(test_the_root_alone_is_its_own_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
