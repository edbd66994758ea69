/* Shapes: every refusal with its reason; whatever is resolved is consistent. */
#include "testing.h"

#include "tree/skeleton.h"

static tt_shape_opts levels(int32_t n, const int32_t *level)
{
    tt_shape_opts opts = tt_shape_opts_default();
    opts.n_levels = n;
    memcpy(opts.levels, level, (size_t)n * sizeof *level);
    return opts;
}

static void assert_refused(const tt_shape_opts *opts, const char *reason)
{
    tt_shape_opts resolved = {.depth = 77};
    assert_non_null(tt_shape_opts_check(opts));
    assert_string_equal(tt_shape_opts_check(opts), reason);
    assert_int_equal(tt_shape_resolve(&resolved, opts, 64), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(), reason);
    assert_int_equal(resolved.depth, 77);
}

static void test_contradictions(void **state)
{
    (void)state;
    tt_shape_opts opts = tt_shape_opts_default();
    assert_null(tt_shape_opts_check(&opts));
    opts.max_children = 1;
    assert_refused(&opts, "a parent cannot have fewer than 2 children");
    opts.max_children = -3;
    assert_refused(&opts, "a parent cannot have fewer than 2 children");
    opts = (tt_shape_opts){.depth = 17};
    assert_refused(&opts, "the depth must be between 1 and 16");
    opts.depth = -1;
    assert_refused(&opts, "the depth must be between 1 and 16");
    opts = (tt_shape_opts){.n_levels = 17};
    assert_refused(&opts, "a tree has at most 16 levels");
    opts = levels(2, (int32_t[]){8, 64});
    assert_null(tt_shape_opts_check(&opts));
    opts.depth = 3;
    assert_refused(&opts, "the levels and the depth contradict each other");
    opts = levels(2, (int32_t[]){33, 64});
    assert_refused(
        &opts,
        "each level needs at least twice as many topics as the one above it, or some parent would have one child");
    opts = levels(1, (int32_t[]){1});
    assert_refused(
        &opts,
        "each level needs at least twice as many topics as the one above it, or some parent would have one child");
    opts = levels(2, (int32_t[]){8, 64});
    opts.max_children = 7;
    assert_refused(&opts, "a level has more topics than the parents above it may have children");
    opts.max_children = 8;
    assert_null(tt_shape_opts_check(&opts));
}

static void test_refused_for_k(void **state)
{
    (void)state;
    tt_shape_opts resolved = {.depth = 77}, opts = levels(2, (int32_t[]){8, 64});
    assert_int_equal(tt_shape_resolve(&resolved, &opts, 63), TT_ERR_SHAPE);
    assert_string_equal(tt_error_message(), "the last level asks for 64 topics, but there are 63");
    opts = (tt_shape_opts){.depth = 4};
    assert_int_equal(tt_shape_resolve(&resolved, &opts, 15), TT_ERR_SHAPE);
    assert_string_equal(tt_error_message(),
                        "4 levels with at least two children for every parent need 16 topics, but there are 15");
    opts.max_children = 3;
    assert_int_equal(tt_shape_resolve(&resolved, &opts, 82), TT_ERR_SHAPE);
    assert_string_equal(tt_error_message(),
                        "4 levels with at most 3 children for every parent have room for 81 topics, but there are 82");
    assert_int_equal(resolved.depth, 77);
}

static void assert_consistent(const tt_shape_opts *shape, int32_t k, int32_t depth, int32_t most)
{
    assert_int_equal(shape->n_levels, depth);
    assert_int_equal(shape->levels[depth - 1], k);
    for (int32_t l = 0; l < depth; l++) {
        int32_t above = l ? shape->levels[l - 1] : 1;
        assert_true(shape->levels[l] >= 2 * above);
        if (most) assert_true(shape->levels[l] <= most * above);
    }
}

static void test_every_depth(void **state)
{
    (void)state;
    for (int32_t k = 1; k <= 2000; k++)
        for (int32_t depth = 1; depth <= 6; depth++)
            for (int32_t most = 0; most <= 12; most += most ? 1 : 2) {
                tt_shape_opts asked = {.depth = depth, .max_children = most}, shape;
                bool possible = k >= 1 << depth && (!most || pow(most, depth) >= k);
                tt_status status = tt_shape_resolve(&shape, &asked, k);
                assert_int_equal(status, possible ? TT_OK : TT_ERR_SHAPE);
                if (status == TT_OK) assert_consistent(&shape, k, depth, most);
                if (status == TT_OK) assert_null(tt_shape_opts_check(&shape)); /* can be asked for again */
            }
}

/* Levels branch alike: none fans out much more than another. */
static void test_spread_evenly(void **state)
{
    (void)state;
    tt_shape_opts shape;
    assert_int_equal(tt_shape_resolve(&shape, &(tt_shape_opts){.depth = 3}, 1000), TT_OK);
    assert_int_equal(shape.levels[0], 10);
    assert_int_equal(shape.levels[1], 100);
    assert_int_equal(tt_shape_resolve(&shape, &(tt_shape_opts){.depth = 2}, 64), TT_OK);
    assert_int_equal(shape.levels[0], 8);
}

static void test_left_open(void **state)
{
    (void)state;
    for (int32_t k = 1; k <= 100000; k += 1 + k / 50) {
        tt_shape_opts shape, again;
        assert_int_equal(tt_shape_resolve(&shape, &(tt_shape_opts){0}, k), TT_OK);
        assert_int_equal(shape.n_levels, 0);
        assert_in_range(shape.max_children, 2, 32);
        if (k > 7) assert_true(shape.max_children < k); /* groups, not one long list */
        assert_int_equal(tt_shape_resolve(&again, &shape, k), TT_OK);
        assert_int_equal(again.max_children, shape.max_children);
    }
}

static void test_kept_as_asked(void **state)
{
    (void)state;
    tt_shape_opts shape, opts = levels(3, (int32_t[]){3, 9, 100});
    assert_int_equal(tt_shape_resolve(&shape, &opts, 100), TT_OK);
    assert_memory_equal(&shape, &opts, sizeof opts);
    opts = (tt_shape_opts){.max_children = 500};
    assert_int_equal(tt_shape_resolve(&shape, &opts, 1000), TT_OK);
    assert_memory_equal(&shape, &opts, sizeof opts);
}

/* Whatever is graded can be built: twice as many topics on every level, sixteen children on average at most. */
static void test_graded(void **state)
{
    (void)state;
    for (int32_t broad = 1; broad <= 512; broad += 1 + broad / 8)
        for (int32_t k = broad; k <= 100000; k += 1 + k / 9) {
            tt_shape_opts shape = {0}, again;
            tt__tree_shape_grade(&shape, broad, k);
            assert_true((shape.n_levels > 0) == (broad >= 2 && k >= 2 * broad));
            if (!shape.n_levels) continue;
            assert_null(tt_shape_opts_check(&shape));
            assert_int_equal(tt_shape_resolve(&again, &shape, k), TT_OK);
            assert_int_equal(shape.max_children, 32);
            bool there = false;
            for (int32_t l = 0; l < shape.n_levels; l++) {
                there |= shape.levels[l] == broad;
                assert_true(shape.levels[l] <= 17 * (l ? shape.levels[l - 1] : 1)); /* rounded */
            }
            assert_true(there);
        }
}

static void assert_graded(int32_t broad, int32_t k, tt_shape_opts expected)
{
    tt_shape_opts shape = {0};
    tt__tree_shape_grade(&shape, broad, k);
    expected.max_children = 32;
    assert_memory_equal(&shape, &expected, sizeof shape);
}

static void test_graded_evenly(void **state)
{
    (void)state;
    assert_graded(4, 12, levels(2, (int32_t[]){4, 12}));
    assert_graded(16, 256, levels(2, (int32_t[]){16, 256}));
    assert_graded(5, 125, levels(3, (int32_t[]){5, 25, 125}));
    assert_graded(25, 50, levels(3, (int32_t[]){5, 25, 50}));
    const tt_shape_opts asked[] = {levels(2, (int32_t[]){2, 40}), {.depth = 3}, {.max_children = 7}};
    for (int i = 0; i < 3; i++) {
        tt_shape_opts shape = asked[i];
        tt__tree_shape_grade(&shape, 4, 40);
        assert_memory_equal(&shape, &asked[i], sizeof shape);
    }
}

static void assert_fewer(int32_t k, tt_shape_opts shape, tt_shape_opts expected)
{
    tt__tree_shape_fewer(&shape, k);
    assert_int_equal(shape.n_levels, expected.n_levels);
    assert_memory_equal(shape.levels, expected.levels, (size_t)shape.n_levels * sizeof *shape.levels);
    assert_int_equal(shape.depth, expected.depth);
    if (k > 1) assert_null(tt_shape_opts_check(&shape));
}

static void test_fewer(void **state)
{
    (void)state;
    assert_fewer(13, levels(2, (int32_t[]){4, 14}), levels(2, (int32_t[]){4, 13}));
    assert_fewer(7, levels(2, (int32_t[]){4, 8}), levels(2, (int32_t[]){3, 7}));
    assert_fewer(7, levels(3, (int32_t[]){2, 4, 8}), levels(2, (int32_t[]){3, 7}));
    assert_fewer(3, levels(2, (int32_t[]){2, 4}), levels(1, (int32_t[]){3}));
    assert_fewer(1, levels(1, (int32_t[]){2}), levels(0, (int32_t[]){0}));
    assert_fewer(9, (tt_shape_opts){.max_children = 3}, (tt_shape_opts){.max_children = 3});
    tt_shape_opts deep = levels(3, (int32_t[]){2, 4, 8}), flatter = levels(2, (int32_t[]){3, 7});
    deep.depth = 3, flatter.depth = 2;
    assert_fewer(7, deep, flatter);
}

/* One leaf more: levels grow where a parent would have too many children, as far as there is room. */
static void test_more(void **state)
{
    (void)state;
    tt_shape_opts shape = levels(2, (int32_t[]){8, 64});
    assert_true(tt__tree_shape_more(&shape, 65));
    assert_int_equal(shape.levels[0], 8);
    assert_int_equal(shape.levels[1], 65);
    shape = levels(2, (int32_t[]){4, 20});
    shape.max_children = 5;
    assert_true(tt__tree_shape_more(&shape, 21));
    assert_int_equal(shape.levels[0], 5);
    assert_int_equal(shape.levels[1], 21);
    tt_shape_opts full = levels(2, (int32_t[]){5, 25});
    full.max_children = 5;
    shape = full;
    assert_false(tt__tree_shape_more(&shape, 26));
    assert_memory_equal(&shape, &full, sizeof full);
    shape = (tt_shape_opts){.max_children = 2};
    assert_true(tt__tree_shape_more(&shape, 9)); /* a dendrogram has room for any number */
    assert_int_equal(shape.n_levels, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_contradictions), cmocka_unit_test(test_refused_for_k),
                                       cmocka_unit_test(test_every_depth),    cmocka_unit_test(test_spread_evenly),
                                       cmocka_unit_test(test_left_open),      cmocka_unit_test(test_kept_as_asked),
                                       cmocka_unit_test(test_graded),         cmocka_unit_test(test_graded_evenly),
                                       cmocka_unit_test(test_fewer),          cmocka_unit_test(test_more)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
