/* Folding: the binary dendrogram itself at two, never more children than allowed, nothing folded that need not be. */
#include "skeleton_fixture.h"

static tt_merges merges_of(const leaves *l)
{
    tt_merges m = {0};
    assert_int_equal(tt_linkage_build(&m, &l->sums, l->size, TT_LINKAGE_AVERAGE, NULL), TT_OK);
    return m;
}

static tt__tree_skeleton fold(const tt_merges *m, int32_t most)
{
    tt__tree_skeleton s = {0};
    assert_int_equal(tt__tree_skeleton_fold(&s, m, most), TT_OK);
    assert_skeleton(&s, m->k, most);
    return s;
}

/* Folded as far as it goes: a parent that could take an inner child's children in would have done so. */
static void assert_full(const tt__tree_skeleton *s, int32_t most)
{
    int32_t *children = calloc((size_t)s->m, sizeof *children);
    for (int32_t v = 0; v < s->m - 1; v++) children[s->parent[v]]++;
    for (int32_t v = s->k; v < s->m - 1; v++) assert_true(children[s->parent[v]] == most || children[v] == most);
    free(children);
}

static void assert_heights(const tt__tree_skeleton *s, const tt_merges *m)
{
    for (int32_t v = 0; v < s->m - 1; v++) assert_true(s->height[v] <= s->height[s->parent[v]]);
    for (int32_t v = 0; v < s->k; v++) assert_near(s->height[v], 0, 0);
    assert_near(s->height[s->m - 1], m->height[m->k - 2], 0);
}

static void test_shapes(void **state)
{
    (void)state;
    for (int32_t k = 2; k <= 60; k += 1 + k / 6)
        for (int chain = 0; chain < 2; chain++) {
            leaves l = chain ? leaves_chain(k) : leaves_random(k, 4, (uint64_t)k);
            tt_merges m = merges_of(&l);
            for (int32_t most = 2; most <= 70; most += most < 12 ? 1 : 9) {
                tt__tree_skeleton s = fold(&m, most);
                assert_full(&s, most);
                assert_heights(&s, &m);
                if (most >= k) assert_int_equal(s.m, k + 1); /* all leaves under the root */
                tt__tree_skeleton_free(&s);
            }
            tt_merges_free(&m);
            leaves_free(&l);
        }
}

static void test_binary(void **state)
{
    (void)state;
    leaves l = leaves_random(40, 5, 3);
    tt_merges m = merges_of(&l);
    tt__tree_skeleton s = fold(&m, 2);
    assert_int_equal(s.m, 79);
    for (int32_t i = 0; i < 39; i++) {
        assert_int_equal(s.parent[m.left[i]], 40 + i);
        assert_int_equal(s.parent[m.right[i]], 40 + i);
        assert_near(s.height[40 + i], m.height[i], 0);
    }
    tt__tree_skeleton_free(&s);
    tt_merges_free(&m);
    leaves_free(&l);
}

/* The highest child is opened first: ((0 1) ((2 3) 4)) with at most three becomes ((0 1) (2 3) 4). */
static void test_highest_first(void **state)
{
    (void)state;
    tt_merges m = {.k = 5,
                   .left = (int32_t[]){0, 2, 4, 5},
                   .right = (int32_t[]){1, 3, 6, 7},
                   .height = (double[]){.1, .2, .6, .9},
                   .size = (int32_t[]){2, 2, 3, 5}};
    tt__tree_skeleton s = fold(&m, 3);
    assert_int_equal(s.m, 8);
    assert_int_equal(s.parent[0], 5);
    assert_int_equal(s.parent[1], 5);
    assert_int_equal(s.parent[2], 6);
    assert_int_equal(s.parent[3], 6);
    assert_int_equal(s.parent[4], 7);
    assert_int_equal(s.parent[5], 7);
    assert_int_equal(s.parent[6], 7);
    tt__tree_skeleton_free(&s);
}

static void test_one_leaf(void **state)
{
    (void)state;
    tt_merges m = {.k = 1};
    tt__tree_skeleton s = {0};
    assert_int_equal(tt__tree_skeleton_fold(&s, &m, 10), TT_OK);
    assert_int_equal(s.m, 1);
    assert_int_equal(s.parent[0], TT_NO_NODE);
    tt__tree_skeleton_free(&s);
}

static tt_status call(void *arg)
{
    tt__tree_skeleton s = {.m = 77};
    tt_status status = tt__tree_skeleton_fold(&s, arg, 3);
    if (status == TT_OK)
        tt__tree_skeleton_free(&s);
    else
        assert_int_equal(s.m, 77);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    leaves l = leaves_random(9, 2, 4);
    tt_merges m = merges_of(&l);
    assert_true(until_memory_suffices(call, &m) >= 5);
    tt_merges_free(&m);
    leaves_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_shapes), cmocka_unit_test(test_binary),
                                       cmocka_unit_test(test_highest_first), cmocka_unit_test(test_one_leaf),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
