/* Markdown: nesting by indentation, counts, and no text that is read as markup. */
#include "sample_tree.h"

static void test_exact(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    free(topics.document[1].title);
    topics.document[1].title = sample_copy(" [link](http://x) *& ");
    char *text = sample_export(&topics, "markdown", NULL);
    static const char expected[] =
        "# All documents\n\n7 documents, 4 topics\n\n"
        "- **\\]; x\\[URL\\=\\\"javascript\\:alert\\(1\\)\\\"\\]\\}//** (4): \\+plus\n"
        "  - **\\<b\\>bold\\</b\\> \\\\N \\\\G \\\\L \\&lt;script\\&gt; \\&\\#8238;** (2): \\+plus"
        " \xE2\x80\x94 *back\\\\slash at the end \\\\*; *\\@SUM\\(A1\\:A9\\)*\n"
        "  - **left thgir and isolated second line tab** (2): \\+plus"
        " \xE2\x80\x94 *two lines and more*; *\\[link\\]\\(http\\://x\\) \\*\\&*\n"
        "- **\\=HYPERLINK\\(\\\"http\\://x\\\"\\) \xC2\xB7 it's \xE7\x8C\xAB\xE3\x81\xA8\xE7\x8A\xAC "
        "\xF0\x9F\xA6\x9C** (3): \\+plus"
        " \xE2\x80\x94 *\\</script\\>\\<script\\>alert\\(1\\)\\</script\\>*\n"; /* the other one has no title */
    assert_string_equal(text, expected);
    free(text);
    tt_topics_free(&topics);
}

static void test_one_topic_of_one_document(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.tree.m = topics.tree.n = 1;
    char *text = sample_export(&topics, "markdown", NULL);
    assert_string_equal(text, "# All documents\n\n1 document, 0 topics\n\n");
    free(text);
    topics.tree.m = SAMPLE_M, topics.tree.n = SAMPLE_N;
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_exact), cmocka_unit_test(test_one_topic_of_one_document)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
