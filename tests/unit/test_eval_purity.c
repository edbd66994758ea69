/* Dendrogram purity and tree F against all pairs and all nodes of random trees. */
#include "topics_fixture.h"

#include "base/random.h"
#include "eval/tree_metrics.h"

enum { M = 15, N = 24, CLASSES = 5, ROUNDS = 60 };

static tt__eval_tree judged(int32_t m, const int32_t *parent, int32_t n, const int32_t *leaf, int32_t corpus_size)
{
    tt__eval_tree tree;
    tt_corpus *corpus;
    tt_topics topics = fixture_topics(m, parent, n, leaf);
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < corpus_size; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%03d", i);
        fixture_add(corpus, id, "word", NULL, 0);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    assert_int_equal(tt__eval_tree_build(&tree, &topics, corpus), TT_OK);
    tt_corpus_free(corpus);
    tt_topics_free(&topics);
    return tree;
}

/* A random tree; up to three documents of the corpus are not in it. */
static tt__eval_tree grow(gsl_rng *rng)
{
    int32_t parent[M] = {TT_NO_NODE}, leaf[N];
    bool inner[M] = {true};
    for (int32_t v = 1; v < M; v++) {
        parent[v] = v - 1;
        while (parent[v] > 0 && gsl_rng_uniform(rng) < .5) parent[v] = parent[parent[v]];
        inner[parent[v]] = true;
    }
    for (int32_t i = 0; i < N; i++) do
            leaf[i] = (int32_t)gsl_rng_uniform_int(rng, M);
        while (inner[leaf[i]]);
    return judged(M, parent, N - (int32_t)gsl_rng_uniform_int(rng, 4), leaf, N);
}

static bool below(const tt__eval_tree *t, int32_t v, int32_t top)
{
    while (v > top) v = t->parent[v];
    return v == top;
}

/* Documents of the class on the node and below. */
static double count_below(const tt__eval_tree *t, const int32_t *label, int32_t class, int32_t top)
{
    double count = 0;
    for (int32_t i = 0; i < t->n; i++) count += label[i] == class && below(t, t->node[i], top);
    return count;
}

static tt__eval_purity slowly(const tt__eval_tree *t, const int32_t *label, int32_t k)
{
    tt__eval_purity p = {0};
    double pairs = 0, classes = 0;
    for (int32_t c = 0; c < k; c++) {
        double own = 0, sum = 0, best = 0, size = count_below(t, label, c, 0);
        for (int32_t i = 0; i < t->n; i++)
            for (int32_t j = 0; j < i; j++) {
                if (label[i] != c || label[j] != c) continue;
                int32_t meet = t->node[i];
                while (!below(t, t->node[j], meet)) meet = t->parent[meet];
                sum += count_below(t, label, c, meet) / t->size[meet];
                own++;
            }
        for (int32_t v = 0; v < t->m; v++)
            if (t->size[v] > 0) best = fmax(best, 2 * count_below(t, label, c, v) / (size + t->size[v]));
        p.tree_f += best * size / t->n;
        if (own == 0) continue;
        p.weighted += sum;
        p.macro += sum / own;
        p.chance += own * size / t->n;
        pairs += own;
        classes++;
    }
    return (tt__eval_purity){
        .weighted = p.weighted / pairs, .macro = p.macro / classes, .chance = p.chance / pairs, .tree_f = p.tree_f};
}

static void as_pair_by_pair(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(3, 0);
    for (int round = 0; round < ROUNDS; round++) {
        int32_t label[N];
        tt__eval_purity fast;
        tt__eval_tree tree = grow(rng);
        for (int32_t i = 0; i < N; i++) label[i] = (int32_t)gsl_rng_uniform_int(rng, CLASSES);
        tt__eval_purity slow = slowly(&tree, label, CLASSES);
        assert_int_equal(tt__eval_tree_purity(&fast, &tree, (tt__eval_labelling){label, CLASSES + 1}),
                         TT_OK); /* the last is empty */
        assert_near(fast.weighted, slow.weighted, 1e-12);
        assert_near(fast.macro, slow.macro, 1e-12);
        assert_near(fast.chance, slow.chance, 1e-12);
        assert_near(fast.tree_f, slow.tree_f, 1e-12);
        tt__eval_tree_free(&tree);
    }
    gsl_rng_free(rng);
}

static tt__eval_purity purity_of_three(const int32_t *leaf, const int32_t *label, int32_t k)
{
    tt__eval_purity p;
    tt__eval_tree tree = judged(3, (int32_t[]){TT_NO_NODE, 0, 0}, 4, leaf, 4);
    assert_int_equal(tt__eval_tree_purity(&p, &tree, (tt__eval_labelling){label, k}), TT_OK);
    tt__eval_tree_free(&tree);
    return p;
}

static void best_and_chance(void **state)
{
    (void)state;
    const int32_t label[] = {0, 0, 1, 1};
    tt__eval_purity p = purity_of_three((int32_t[]){1, 1, 2, 2}, label, 2);
    assert_near(p.weighted, 1, 0);
    assert_near(p.macro, 1, 0);
    assert_near(p.tree_f, 1, 0);
    assert_near(p.chance, .5, 0);
    p = purity_of_three((int32_t[]){1, 1, 1, 1}, label, 2); /* all in one leaf: no better than chance */
    assert_near(p.weighted, p.chance, 1e-12);
}

static void no_pair_is_no_number(void **state)
{
    (void)state;
    tt__eval_purity p = purity_of_three((int32_t[]){1, 1, 2, 2}, (int32_t[]){0, 1, 2, 3}, 4);
    assert_true(isnan(p.weighted) && isnan(p.macro) && isnan(p.chance));
    assert_near(p.tree_f, 2. / 3, 1e-12); /* one of two in a leaf */
}

static tt_status call(void *arg)
{
    tt__eval_purity p;
    return tt__eval_tree_purity(&p, arg, (tt__eval_labelling){(int32_t[N]){0}, 1});
}

static void out_of_memory(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(4, 0);
    tt__eval_tree tree = grow(rng);
    assert_int_equal(until_memory_suffices(call, &tree), 4);
    tt__eval_tree_free(&tree);
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_pair_by_pair), cmocka_unit_test(best_and_chance),
                                       cmocka_unit_test(no_pair_is_no_number), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/purity", tests, NULL, NULL);
}
