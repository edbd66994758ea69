/* Topics give all their memory back (valgrind and the sanitizers watch), from any state. */
#include "sample_tree.h"

static void test_giving_back(void **state)
{
    (void)state;
    tt_topics topics = sample_tree(), none = {0}, half = {.tree = {.m = 3, .n = 2}};
    tt_topics_free(&topics);
    assert_null(topics.topic);
    assert_int_equal(topics.tree.m, 0);
    tt_topics_free(&topics); /* twice is fine */
    tt_topics_free(&none);
    half.document = calloc(2, sizeof *half.document);
    tt_topics_free(&half); /* a build that failed before there were any topics */
    assert_null(half.document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_giving_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
