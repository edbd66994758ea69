/* Newick: names quoted, lengths as differences of heights. */
#include "sample_tree.h"

static void test_exact(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char *text = sample_export(&topics, "newick", NULL);
    assert_string_equal(
        text, "(('<b>bold</b> \\N \\G \\L &lt;script&gt; &#8238;':0.666667,\n"
              "'left thgir and isolated second line tab  ':0.666667)']; x[URL=\"javascript:alert(1)\"]}//':0.270833,\n"
              "'=HYPERLINK(\"http://x\") \xC2\xB7 it''s \xE7\x8C\xAB\xE3\x81\xA8\xE7\x8A\xAC \xF0\x9F\xA6\x9C':0.9375)"
              "'All documents';\n");
    free(text);
    tt_topics_free(&topics);
}

static void test_one_topic(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.tree.m = 1;
    topics.tree.n_children[0] = 0;
    char *text = sample_export(&topics, "newick", NULL);
    assert_string_equal(text, "'All documents';\n");
    free(text);
    topics.tree.m = SAMPLE_M;
    tt_topics_free(&topics);
}

static void test_a_name_that_stood_before(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    for (int v = 1; v < SAMPLE_M; v++) {
        free(topics.topic[v].name);
        topics.topic[v].name = sample_copy(v == 2 ? "it's" : "star");
    }
    char *text = sample_export(&topics, "newick", NULL);
    assert_string_equal(
        text, "(('it''s':0.666667,\n'star':0.666667)'star (t1)':0.270833,\n'star (t4)':0.9375)'All documents';\n");
    free(text);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_exact), cmocka_unit_test(test_one_topic),
                                       cmocka_unit_test(test_a_name_that_stood_before)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
