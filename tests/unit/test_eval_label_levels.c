/* Ground truth, level by level. */
#include "topics_fixture.h"

#include "eval/label_levels.h"

enum { DEPTH = 3 };

static tt_corpus *corpus_of(int32_t n, const char *const (*path)[DEPTH])
{
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < n; i++) {
        char id[16];
        int32_t depth = 0;
        while (depth < DEPTH && path[i][depth]) depth++;
        snprintf(id, sizeof id, "d%03d", i);
        fixture_add(corpus, id, "word", path[i], depth);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static tt__eval_levels levels_of(int32_t n, const char *const (*path)[DEPTH])
{
    tt__eval_levels levels;
    tt_corpus *corpus = corpus_of(n, path);
    assert_int_equal(tt__eval_levels_read(&levels, corpus), TT_OK);
    tt_corpus_free(corpus);
    return levels;
}

static void assert_level(const tt__eval_levels *levels, int32_t level, int32_t k, int32_t n, const int32_t *label)
{
    assert_int_equal(levels->level[level].k, k);
    assert_memory_equal(levels->level[level].label, label, (size_t)n * sizeof *label);
}

static const char *const mixed[][DEPTH] = {{"a", "x"}, {"b", "x"}, {NULL}, {"a", "x"}, {"a"}, {"a", "y", "z"}, {"?"}};

static void numbered_as_they_come(void **state)
{
    (void)state;
    tt__eval_levels levels = levels_of(7, mixed);
    assert_int_equal(levels.n_levels, 2); /* a/y/z alone is as a/y alone */
    assert_level(&levels, 0, 3, 7, (int32_t[]){0, 1, 2, 0, 0, 0, 2});
    assert_level(&levels, 1, 5, 7, (int32_t[]){0, 1, 2, 0, 3, 4, 2});
    tt__eval_levels_free(&levels);
    assert_null(levels.level);
}

static void a_level_may_say_nothing_new_before_one_that_does(void **state)
{
    (void)state;
    const char *const path[][DEPTH] = {{"a", "x", "m"}, {"b", "x", "m"}, {"b", "x", "n"}};
    tt__eval_levels levels = levels_of(3, path);
    assert_int_equal(levels.n_levels, 2);
    assert_level(&levels, 0, 2, 3, (int32_t[]){0, 1, 1});
    assert_level(&levels, 1, 3, 3, (int32_t[]){0, 1, 2});
    tt__eval_levels_free(&levels);
}

static void slashes_in_names_are_no_levels(void **state)
{
    (void)state;
    const char *const path[][DEPTH] = {{"a", "b/c"}, {"a/b", "c"}, {"a", "c"}, {"a/b"}};
    tt__eval_levels levels = levels_of(4, path);
    assert_int_equal(levels.n_levels, 2);
    assert_level(&levels, 0, 2, 4, (int32_t[]){0, 1, 0, 1});
    assert_level(&levels, 1, 4, 4, (int32_t[]){0, 1, 2, 3});
    tt__eval_levels_free(&levels);
}

static void no_path_no_level(void **state)
{
    (void)state;
    const char *const path[][DEPTH] = {{NULL}, {NULL}};
    tt__eval_levels levels = levels_of(2, path);
    assert_int_equal(levels.n_levels, 0);
    tt__eval_levels_free(&levels);
}

static tt_status call(void *arg)
{
    tt__eval_levels levels;
    tt_status status = tt__eval_levels_read(&levels, arg);
    if (status == TT_OK) tt__eval_levels_free(&levels);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(7, mixed);
    assert_true(until_memory_suffices(call, corpus) >= 4);
    tt_corpus_free(corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbered_as_they_come),
                                       cmocka_unit_test(a_level_may_say_nothing_new_before_one_that_does),
                                       cmocka_unit_test(slashes_in_names_are_no_levels),
                                       cmocka_unit_test(no_path_no_level), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/levels", tests, NULL, NULL);
}
