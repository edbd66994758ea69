/* The judged tree: common ancestors against walking up, cuts by hand, levels of labels. */
#include "topics_fixture.h"

#include "base/random.h"
#include "eval/label_levels.h"
#include "eval/tree_metrics.h"

static tt_corpus *corpus_of(int32_t n, const char *const (*path)[3])
{
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < n; i++) {
        char id[16];
        int32_t depth = 0;
        while (path && depth < 3 && path[i][depth]) depth++;
        snprintf(id, sizeof id, "d%03d", i);
        fixture_add(corpus, id, "word", path ? path[i] : NULL, depth);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static tt__eval_tree judged(const int32_t *parent, int32_t m, const int32_t *leaf, int32_t n, int32_t corpus_size)
{
    tt__eval_tree tree;
    tt_topics topics = fixture_topics(m, parent, n, leaf);
    tt_corpus *corpus = corpus_of(corpus_size, NULL);
    for (int32_t v = 0; v < m; v++) topics.tree.height[v] = topics.tree.n_children[v] ? 1 + m - v : 0;
    assert_int_equal(tt__eval_tree_build(&tree, &topics, corpus), TT_OK);
    tt_corpus_free(corpus);
    tt_topics_free(&topics);
    return tree;
}

static int32_t walk_up(const tt__eval_tree *t, int32_t a, int32_t b)
{
    while (a != b) {
        if (t->depth[a] >= t->depth[b])
            a = t->parent[a];
        else
            b = t->parent[b];
    }
    return a;
}

static void test_common_ancestors(void **state)
{
    (void)state;
    enum { M = 120 };
    gsl_rng *rng = tt__base_rng_new(9, 0);
    for (int round = 0; round < 20; round++) {
        int32_t parent[M] = {TT_NO_NODE};
        for (int32_t v = 1; v < M; v++) { /* preorder: hang on the node before, or on one of its ancestors */
            parent[v] = v - 1;
            while (parent[v] > 0 && gsl_rng_uniform(rng) < (round % 2 ? .6 : .1)) parent[v] = parent[parent[v]];
        }
        tt__eval_tree tree = judged(parent, M, (int32_t[]){M - 1}, 1, 1);
        for (int32_t a = 0; a < M; a++)
            for (int32_t b = 0; b < M; b++) assert_int_equal(tt__eval_tree_lca(&tree, a, b), walk_up(&tree, a, b));
        tt__eval_tree_free(&tree);
    }
    gsl_rng_free(rng);
}

/* 0 > 1 (> 2 {d0}, 3 {d1 d2}), 4 (> 5 {}, 6 {d3}), 7 {d4}; d5 is missing */
static tt__eval_tree example(void)
{
    return judged((int32_t[]){-1, 0, 1, 1, 0, 4, 4, 0}, 8, (int32_t[]){2, 3, 3, 6, 7}, 5, 6);
}

static void test_sizes(void **state)
{
    (void)state;
    tt__eval_tree tree = example();
    const int32_t size[] = {6, 3, 1, 2, 1, 0, 1, 1}, depth[] = {0, 1, 2, 2, 1, 2, 2, 1}, node[] = {2, 3, 3, 6, 7, 0};
    assert_memory_equal(tree.size, size, sizeof size);
    assert_memory_equal(tree.depth, depth, sizeof depth);
    assert_memory_equal(tree.node, node, sizeof node);
    assert_int_equal(tree.missing, 1);
    tt__eval_tree_free(&tree);
}

static void assert_cut(const tt__eval_tree *tree, int32_t k, const int32_t *expected)
{
    int32_t cluster[8];
    assert_int_equal(tt__eval_tree_cut_into(tree, k, cluster), TT_OK);
    assert_memory_equal(cluster, expected, sizeof cluster);
}

static void test_cuts(void **state)
{
    (void)state;
    tt__eval_tree tree = example();
    int32_t cluster[8];
    assert_cut(&tree, 1, (int32_t[]){0, 0, 0, 0, 0, 0, 0, 0});
    assert_cut(&tree, 2,
               (int32_t[]){0, 1, 1, 1, 4, 4, 4, 7}); /* opened at once: 1, 4, 7, and the root's own document */
    assert_cut(&tree, 4, (int32_t[]){0, 1, 1, 1, 4, 4, 4, 7});
    assert_cut(&tree, 5, (int32_t[]){0, 1, 2, 3, 4, 4, 4, 7});  /* 1 is higher than 4 */
    assert_cut(&tree, 99, (int32_t[]){0, 1, 2, 3, 4, 5, 6, 7}); /* an empty child adds no cluster, nor stops the cut */
    tree.height[4] = tree.height[1] = 2;
    assert_cut(&tree, 5, (int32_t[]){0, 1, 2, 3, 4, 4, 4, 7}); /* a tie goes to the first */
    tree.height[4] = 3;
    assert_cut(&tree, 5, (int32_t[]){0, 1, 2, 3, 4, 5, 6, 7}); /* opening 4 leaves four clusters: 1 is opened too */
    tt__eval_tree_cut_depth(&tree, 1, cluster);
    assert_memory_equal(cluster, ((int32_t[]){0, 1, 1, 1, 4, 4, 4, 7}), sizeof cluster);
    tt__eval_tree_free(&tree);
}

static void test_lone_root(void **state)
{
    (void)state;
    tt__eval_tree tree = judged((int32_t[]){-1}, 1, (int32_t[]){0, 0}, 2, 2);
    assert_int_equal(tree.m, 1);
    tt__eval_tree_free(&tree);
    tree = judged((int32_t[]){-1}, 1, (int32_t[]){0, 0}, 2, 3);
    assert_int_equal(tree.m, 2); /* the missing document must not share a leaf with the others */
    assert_memory_equal(tree.node, ((int32_t[]){1, 1, 0}), 3 * sizeof(int32_t));
    assert_int_equal(tree.n_children[0], 1);
    tt__eval_tree_free(&tree);
}

static void test_purity_by_hand(void **state)
{
    (void)state;
    tt__eval_tree tree = example();
    tt__eval_purity purity;
    const int32_t truth[] = {0, 0, 1, 1, 2, 2};
    assert_int_equal(tt__eval_tree_purity(&purity, &tree, (tt__eval_labelling){truth, 3}), TT_OK);
    /* {d0 d1} meet on 1: 2 of 3; {d2 d3} and {d4 d5} at the root: 2 of 6 */
    assert_near(purity.weighted, (2. / 3 + 2. / 6 + 2. / 6) / 3, 1e-12);
    assert_near(purity.macro, purity.weighted, 1e-12);
    assert_near(purity.chance, 2. / 6, 1e-12);
    assert_near(purity.tree_f, (4. / 5 + 2. / 3 + 2. / 3) / 3, 1e-12);
    tt__eval_tree_free(&tree);
}

static void test_levels(void **state)
{
    (void)state;
    const char *const path[][3] = {{"a", "x", "m"}, {"a", "x", "n"}, {"b", "x", "m"}, {"b", "x", "m"}, {"b"}, {NULL}};
    tt_corpus *corpus = corpus_of(6, path);
    tt__eval_levels levels;
    assert_int_equal(tt__eval_levels_read(&levels, corpus), TT_OK);
    /* a b ?; a/x b/x b ?; a/x/m a/x/n b/x/m b ? */
    assert_int_equal(levels.n_levels, 3);
    assert_int_equal(levels.level[0].k, 3);
    assert_int_equal(levels.level[1].k, 4);
    assert_int_equal(levels.level[2].k, 5);
    assert_int_not_equal(levels.level[2].label[0], levels.level[2].label[2]); /* m under a is not m under b */
    assert_int_equal(levels.level[2].label[2], levels.level[2].label[3]);
    tt__eval_levels_free(&levels);
    tt_corpus_free(corpus);
    const char *const same[][3] = {{"a", "x", "m"}, {"b", "y", "n"}}; /* levels 2 and 3 say nothing new */
    corpus = corpus_of(2, same);
    assert_int_equal(tt__eval_levels_read(&levels, corpus), TT_OK);
    assert_int_equal(levels.n_levels, 1);
    tt__eval_levels_free(&levels);
    tt_corpus_free(corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_common_ancestors), cmocka_unit_test(test_sizes),          cmocka_unit_test(test_cuts),
        cmocka_unit_test(test_lone_root),        cmocka_unit_test(test_purity_by_hand), cmocka_unit_test(test_levels)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
