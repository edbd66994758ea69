/* Levels: exactly the asked nodes on each, every parent with two children or more, on kind and unkind dendrograms. */
#include "skeleton_fixture.h"

static tt__tree_skeleton build(const leaves *l, const tt_shape_opts *shape)
{
    int32_t k = l->sums.n_rows, label[600];
    for (int32_t c = 0; c < k; c++) label[c] = c;
    tt_tree_input in = {.sums = &l->sums, .label = label, .n = k, .linkage = TT_LINKAGE_I2};
    tt__tree_skeleton s = {0};
    assert_int_equal(tt__tree_skeleton_levels(&s, &in, shape, NULL), TT_OK);
    assert_skeleton(&s, k, shape->max_children);
    return s;
}

static void assert_levels(const tt__tree_skeleton *s, const tt_shape_opts *shape)
{
    int32_t nodes[TT_MAX_LEVELS + 1] = {0}, *level = calloc((size_t)s->m, sizeof *level);
    for (int32_t v = s->m - 1; v >= 0; v--) {
        level[v] = v == s->m - 1 ? 0 : level[s->parent[v]] + 1;
        assert_in_range(level[v], 0, shape->n_levels);
        nodes[level[v]]++;
        if (v < s->k) assert_int_equal(level[v], shape->n_levels); /* leaves are all on the last */
    }
    for (int32_t l = 0; l < shape->n_levels; l++) assert_int_equal(nodes[l + 1], shape->levels[l]);
    free(level);
}

static void test_asked_sizes(void **state)
{
    (void)state;
    const tt_shape_opts shapes[] = {{.levels = {2}, .n_levels = 1},
                                    {.levels = {64}, .n_levels = 1},
                                    {.levels = {8, 64}, .n_levels = 2},
                                    {.levels = {8, 64}, .n_levels = 2, .max_children = 8}, /* every group full */
                                    {.levels = {32, 64}, .n_levels = 2},                   /* every group a pair */
                                    {.levels = {2, 4, 8, 16, 32, 64}, .n_levels = 6, .max_children = 2},
                                    {.levels = {2, 4, 64}, .n_levels = 3},
                                    {.levels = {3, 7, 20, 41}, .n_levels = 4, .max_children = 4},
                                    {.levels = {2, 5}, .n_levels = 2, .max_children = 3},
                                    {.levels = {10, 100, 300}, .n_levels = 3, .max_children = 13}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (int kind = 0; kind < 3; kind++) {
            int32_t k = shapes[i].levels[shapes[i].n_levels - 1];
            leaves l = kind == 0 ? leaves_random(k, 5, i) : kind == 1 ? leaves_chain(k) : leaves_alike(k);
            tt__tree_skeleton s = build(&l, &shapes[i]);
            assert_levels(&s, &shapes[i]);
            tt__tree_skeleton_free(&s);
            leaves_free(&l);
        }
}

static void test_resolved_depths(void **state)
{
    (void)state;
    for (int32_t k = 2; k <= 130; k += 1 + k / 7)
        for (int32_t depth = 1; depth <= 5; depth++)
            for (int32_t most = 0; most <= 6; most += 3) {
                tt_shape_opts shape;
                if (tt_shape_resolve(&shape, &(tt_shape_opts){.depth = depth, .max_children = most}, k) < 0) continue;
                leaves l = leaves_chain(k);
                tt__tree_skeleton s = build(&l, &shape);
                assert_levels(&s, &shape);
                tt__tree_skeleton_free(&s);
                leaves_free(&l);
            }
}

/* Two levels of planted topics come out as planted. */
static void test_planted(void **state)
{
    (void)state;
    int32_t truth[40], found[40];
    tt_csr x = rows_weighted(40, 80, 4, 3, truth, NULL);
    leaves l = leaves_of(x);
    tt__tree_skeleton s = build(&l, &(tt_shape_opts){.levels = {4, 40}, .n_levels = 2});
    for (int32_t c = 0; c < 40; c++) found[c] = s.parent[c];
    tt_agreement a;
    assert_int_equal(tt_agreement_compute(&a, truth, found, 40), TT_OK);
    assert_true(a.nmi > .95);
    tt__tree_skeleton_free(&s);
    leaves_free(&l);
}

static tt_status call(void *arg)
{
    leaves *l = arg;
    int32_t label[12];
    for (int32_t c = 0; c < 12; c++) label[c] = c;
    tt_tree_input in = {.sums = &l->sums, .label = label, .n = 12};
    tt__tree_skeleton s = {.m = 77};
    tt_status status = tt__tree_skeleton_levels(&s, &in, &(tt_shape_opts){.levels = {2, 4, 12}, .n_levels = 3},
                                                &(tt_run){.threads = 1});
    if (status == TT_OK)
        tt__tree_skeleton_free(&s);
    else
        assert_int_equal(s.m, 77);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    leaves l = leaves_random(12, 2, 4);
    assert_true(until_memory_suffices(call, &l) >= 50);
    leaves_free(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_asked_sizes), cmocka_unit_test(test_resolved_depths),
                                       cmocka_unit_test(test_planted), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
