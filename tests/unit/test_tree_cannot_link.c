/* Pairs that are to share no node but the root: held in trees of every shape, refused only where they cannot be had,
 * and what has no part in it stays as it was. */
#include "skeleton_fixture.h"

#include "base/random.h"

enum { MOST = 48, PAIRS = 8 };

/* A skeleton as a build would hand it on, and what it was made from. */
typedef struct grown {
    leaves leaves;
    int32_t label[MOST];
    tt_tree_input in;
    tt_shape_opts shape;
    tt__tree_skeleton s;
} grown;

static void grow(grown *g, leaves l, tt_shape_opts bound, tt_cannot_link *pair, int32_t n_pairs)
{
    int32_t k = l.sums.n_rows;
    g->leaves = l;
    for (int32_t c = 0; c < k; c++) g->label[c] = c;
    g->in = (tt_tree_input){.sums = &g->leaves.sums,
                            .label = g->label,
                            .n = k,
                            .linkage = TT_LINKAGE_I2,
                            .apart = pair,
                            .n_apart = n_pairs,
                            .bound = bound};
    assert_int_equal(tt_shape_resolve(&g->shape, &bound, k), TT_OK);
    g->s = (tt__tree_skeleton){0};
    assert_int_equal(tt__tree_skeleton_build(&g->s, &g->in, &g->shape, NULL), TT_OK);
}

static void grown_free(grown *g)
{
    tt__tree_skeleton_free(&g->s);
    leaves_free(&g->leaves);
}

static int32_t top_of(const tt__tree_skeleton *s, int32_t v)
{
    while (s->parent[v] != s->m - 1) v = s->parent[v];
    return v;
}

static void count_levels(int32_t nodes[TT_MAX_LEVELS + 2], int32_t *deepest, const tt__tree_skeleton *s)
{
    *deepest = 0;
    memset(nodes, 0, (TT_MAX_LEVELS + 2) * sizeof *nodes);
    for (int32_t v = 0; v < s->m; v++) {
        int32_t level = 0;
        for (int32_t u = v; u != s->m - 1; u = s->parent[u]) level++;
        if (level > *deepest) *deepest = level;
        nodes[level <= TT_MAX_LEVELS ? level : TT_MAX_LEVELS + 1]++;
    }
}

/* Naive twin of the question whether there is a way: every way to share out k leaves to `tops` children of the root. */
static bool possible(const tt_cannot_link *pair, int32_t n_pairs, int32_t k, int32_t tops)
{
    int64_t ways = 1;
    for (int32_t c = 0; c < k; c++) ways *= tops;
    for (int64_t way = 0; way < ways; way++) {
        int32_t top[MOST];
        int64_t rest = way;
        bool good = true;
        for (int32_t c = 0; c < k; c++, rest /= tops) top[c] = (int32_t)(rest % tops);
        for (int32_t p = 0; p < n_pairs && good; p++) good = !pair[p].held || top[pair[p].a] != top[pair[p].b];
        if (good) return true;
    }
    return false;
}

static void draw_pairs(tt_cannot_link *pair, int32_t n_pairs, int32_t k, uint64_t seed)
{
    gsl_rng *rng = tt__base_rng_new(seed, 7);
    assert_non_null(rng);
    for (int32_t p = 0; p < n_pairs; p++) {
        int32_t a = (int32_t)gsl_rng_uniform_int(rng, (unsigned long)k),
                b = (int32_t)gsl_rng_uniform_int(rng, (unsigned long)(k - 1));
        pair[p] = (tt_cannot_link){.a = a, .b = b + (b >= a)};
    }
    gsl_rng_free(rng);
}

static void assert_held(const tt__tree_skeleton *s, const tt_cannot_link *pair, int32_t n_pairs)
{
    for (int32_t p = 0; p < n_pairs; p++)
        if (pair[p].held) assert_int_not_equal(top_of(s, pair[p].a), top_of(s, pair[p].b));
}

/* Seven leaves: which pairs can be held is known by trying everything. */
static void test_refused_only_where_impossible(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 120; seed++) {
        tt_cannot_link pair[PAIRS];
        int32_t most = 2 + (int32_t)(seed % 2), refused = 0;
        grown g;
        draw_pairs(pair, PAIRS, 7, seed);
        grow(&g, seed % 3 ? leaves_random(7, 3, seed) : leaves_chain(7), (tt_shape_opts){.max_children = most}, pair,
             PAIRS);
        assert_int_equal(tt__tree_skeleton_separate(&g.s, &g.in), TT_OK);
        assert_skeleton(&g.s, 7, most);
        assert_held(&g.s, pair, PAIRS);
        for (int32_t p = 0; p < PAIRS; p++) {
            if (pair[p].held) continue;
            bool way;
            pair[p].held = true;
            assert_false(possible(pair, p + 1, 7, most));
            assert_int_equal(tt__tree_cannot_link_possible(&way, pair, p + 1, most), TT_OK);
            assert_false(way);
            pair[p].held = false;
            refused++;
        }
        bool way;
        assert_int_equal(tt__tree_cannot_link_possible(&way, pair, PAIRS, most), TT_OK);
        assert_true(way);
        if (most == 3) assert_in_range(refused, 0, 3);
        grown_free(&g);
    }
}

static void test_every_shape(void **state)
{
    (void)state;
    const tt_shape_opts shapes[] = {{.n_levels = 0},
                                    {.max_children = 2},
                                    {.max_children = 3},
                                    {.max_children = 5},
                                    {.depth = 2},
                                    {.depth = 4},
                                    {.depth = 3, .max_children = 5},
                                    {.levels = {4, 40}, .n_levels = 2},
                                    {.levels = {2, 5, 40}, .n_levels = 3},
                                    {.levels = {5, 20, 40}, .n_levels = 3},
                                    {.levels = {3, 12, 40}, .n_levels = 3, .max_children = 4},
                                    {.levels = {40}, .n_levels = 1}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        for (uint64_t seed = 1; seed <= 12; seed++) {
            tt_cannot_link pair[PAIRS];
            int32_t before[TT_MAX_LEVELS + 2], after[TT_MAX_LEVELS + 2], deepest;
            grown g;
            draw_pairs(pair, PAIRS, 40, seed);
            grow(&g, seed % 3 ? leaves_random(40, 4, seed) : leaves_chain(40), shapes[i], pair, seed % 2 ? PAIRS : 1);
            count_levels(before, &deepest, &g.s);
            assert_int_equal(tt__tree_skeleton_separate(&g.s, &g.in), TT_OK);
            assert_skeleton(&g.s, 40, shapes[i].max_children);
            count_levels(after, &deepest, &g.s);
            if (shapes[i].n_levels) assert_memory_equal(before, after, sizeof before);
            if (shapes[i].depth) assert_true(deepest <= shapes[i].depth);
            assert_held(&g.s, pair, g.in.n_apart);
            int32_t few = shapes[i].n_levels ? shapes[i].levels[0] : shapes[i].max_children;
            if (!few || few > 3 || g.in.n_apart == 1)
                for (int32_t p = 0; p < g.in.n_apart; p++) assert_true(pair[p].held);
            grown_free(&g);
        }
}

/* Two subjects of three leaves each under two parents; d is the row's words: subject, half of it, its own. */
static leaves two_subjects(void)
{
    static const double d[6 * 8] = {2,      1, 0,  0, 0, 0,  0, 0, /**/ 2, 1, .1, 0, 0, 0,  0, 0,
                                    /**/ 2, 0, .5, 0, 0, .4, 0, 0, 0,      0, 0,  2, 1, 0,  0, 0,
                                    /**/ 0, 0, 0,  2, 1, .1, 0, 0, /**/ 0, 0, 0,  2, 0, .5, 0, 0};
    tt_csr x = rows_from(d, 6, 8);
    tt__matrix_csr_unit_rows(&x);
    return leaves_of(x);
}

/* Leaf 2 leaves the first subject: under the root where nothing is asked for, else to the other subject. */
static void test_where_it_goes(void **state)
{
    (void)state;
    tt_cannot_link pair = {.a = 2, .b = 0};
    const tt_shape_opts three = {.max_children = 3}, full = {.max_children = 2},
                        two = {.levels = {2, 6}, .n_levels = 2};
    grown g;
    grow(&g, two_subjects(), two, &pair, 1);
    g.in.bound = three;
    assert_int_equal(tt__tree_skeleton_separate(&g.s, &g.in), TT_OK);
    assert_true(pair.held);
    assert_int_equal(g.s.parent[2], g.s.m - 1); /* a third child of the root */
    assert_int_equal(top_of(&g.s, 0), top_of(&g.s, 1));
    assert_int_equal(g.s.m, 9);
    grown_free(&g);
    grow(&g, two_subjects(), two, &pair, 1);
    g.in.bound = full; /* the root, and everything: beside the one that it is most alike */
    assert_int_equal(tt__tree_skeleton_separate(&g.s, &g.in), TT_OK);
    assert_true(pair.held);
    assert_int_equal(g.s.parent[2], g.s.parent[5]);
    assert_int_not_equal(g.s.parent[2], g.s.parent[4]);
    grown_free(&g);
    grow(&g, two_subjects(), two, &pair, 1);
    assert_int_equal(tt__tree_skeleton_separate(&g.s, &g.in), TT_OK);
    assert_true(pair.held);
    assert_int_equal(g.s.parent[2], g.s.parent[5]); /* a parent of three can spare one, and the other has room */
    assert_int_equal(g.s.parent[2], g.s.parent[3]);
    assert_skeleton(&g.s, 6, 0);
    grown_free(&g);
    grow(&g, two_subjects(), two, &pair, 1);
    g.in.bound.max_children = 3; /* it has none: the one of it that the others can best be without comes in exchange */
    assert_int_equal(tt__tree_skeleton_separate(&g.s, &g.in), TT_OK);
    assert_true(pair.held);
    assert_int_equal(g.s.parent[2], g.s.parent[5]);
    assert_int_equal(g.s.parent[3], g.s.parent[0]);
    assert_skeleton(&g.s, 6, 3);
    grown_free(&g);
}

/* The branch that holds the leaf goes as a whole, and the smaller of the two goes. */
static void test_branches_move(void **state)
{
    (void)state;
    tt_cannot_link pair = {.a = 0, .b = 4};
    grown g;
    leaves l = leaves_alike(7);
    grow(&g, l, (tt_shape_opts){.levels = {7}, .n_levels = 1}, &pair, 1);
    static const int32_t parent[] = {7, 7, 7, 8, 8, 10, 10, 9, 9, 10, TT_NO_NODE}; /* ((0 1 2) (3 4)) 5 6 */
    g.s.m = 11;
    memcpy(g.s.parent, parent, sizeof parent);
    g.in.bound = (tt_shape_opts){0};
    assert_int_equal(tt__tree_skeleton_separate(&g.s, &g.in), TT_OK);
    assert_true(pair.held);
    assert_skeleton(&g.s, 7, 0);
    assert_int_equal(g.s.m, 10); /* who had two children gave way to the one that was left */
    assert_int_equal(g.s.parent[3], g.s.parent[4]);
    assert_int_equal(g.s.parent[g.s.parent[3]], g.s.m - 1);
    assert_int_equal(g.s.parent[g.s.parent[0]], g.s.m - 1);
    assert_int_equal(g.s.parent[1], g.s.parent[0]);
    grown_free(&g);
}

/* What cannot be held, or need not be, changes nothing. */
static void test_leaves_the_rest(void **state)
{
    (void)state;
    tt_cannot_link pair[] = {{.a = 0, .b = 1}, {.a = 1, .b = 2}, {.a = 0, .b = 2}, {.a = 5, .b = 6}};
    grown g;
    grow(&g, leaves_random(9, 3, 4), (tt_shape_opts){.max_children = 2}, pair, 2);
    assert_int_equal(tt__tree_skeleton_separate(&g.s, &g.in), TT_OK);
    size_t bytes = (size_t)g.s.m * sizeof *g.s.parent;
    int32_t was[2 * MOST];
    memcpy(was, g.s.parent, bytes);
    g.in.n_apart = 3; /* a triangle does not go into two */
    assert_int_equal(tt__tree_skeleton_separate(&g.s, &g.in), TT_OK);
    assert_true(pair[0].held && pair[1].held && !pair[2].held);
    assert_memory_equal(was, g.s.parent, bytes);
    grown_free(&g);
}

static void test_refused_arguments(void **state)
{
    (void)state;
    static const tt_cannot_link bad[] = {{.a = 1, .b = 1}, {.a = -1, .b = 1}, {.a = 0, .b = 4}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        tt_cannot_link pair = bad[i];
        grown g;
        tt_tree t = {.m = 77};
        static const char *const id[] = {"a", "b", "c", "d"};
        grow(&g, leaves_random(4, 2, 1), (tt_shape_opts){0}, NULL, 0);
        g.in.apart = &pair, g.in.n_apart = 1, g.in.doc_id = id;
        assert_int_equal(tt_tree_build(&t, &g.in, &g.shape, NULL), TT_ERR_ARGUMENT);
        assert_int_equal(t.m, 77);
        grown_free(&g);
    }
}

static tt_status call(void *arg)
{
    grown *g = arg;
    tt_tree t = {.m = 77};
    static const char *const id[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
    g->in.doc_id = id;
    tt_status status = tt_tree_build(&t, &g->in, &g->shape, &(tt_run){.threads = 1});
    if (status == TT_OK)
        tt_tree_free(&t);
    else
        assert_int_equal(t.m, 77);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_cannot_link pair[] = {{.a = 0, .b = 1}, {.a = 1, .b = 2}, {.a = 2, .b = 3}, {.a = 4, .b = 3}};
    grown g;
    grow(&g, leaves_alike(9), (tt_shape_opts){.max_children = 2}, pair, 4);
    assert_true(until_memory_suffices(call, &g) >= 40);
    grown_free(&g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_refused_only_where_impossible),
                                       cmocka_unit_test(test_every_shape),
                                       cmocka_unit_test(test_where_it_goes),
                                       cmocka_unit_test(test_branches_move),
                                       cmocka_unit_test(test_leaves_the_rest),
                                       cmocka_unit_test(test_refused_arguments),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
