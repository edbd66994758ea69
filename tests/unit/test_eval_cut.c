/* Flat cuts of random trees against cutting them the slow way. */
#include "testing.h"

#include "base/random.h"
#include "eval/tree_metrics.h"

enum { M = 40, ROUNDS = 40 };

typedef struct plain_tree {
    int32_t parent[M], next[M], depth[M], n_children[M], size[M];
    double height[M];
    tt__eval_tree judged;
} plain_tree;

/* Any preorder tree; some leaves are empty, some documents hang on the root, some heights are the same. */
static void grow(plain_tree *t, gsl_rng *rng)
{
    int32_t last[M];
    memset(t, 0, sizeof *t);
    for (int32_t v = 0; v < M; v++) {
        t->parent[v] = v - 1; /* of the root: TT_NO_NODE */
        while (t->parent[v] > 0 && gsl_rng_uniform(rng) < .6) t->parent[v] = t->parent[t->parent[v]];
        t->next[v] = last[v] = TT_NO_NODE;
        t->height[v] = (double)gsl_rng_uniform_int(rng, 6);
        if (v == 0) continue;
        t->depth[v] = t->depth[t->parent[v]] + 1;
        t->n_children[t->parent[v]]++;
        if (last[t->parent[v]] != TT_NO_NODE) t->next[last[t->parent[v]]] = v;
        last[t->parent[v]] = v;
    }
    t->size[0] = (int32_t)gsl_rng_uniform_int(rng, 2);
    for (int32_t v = M; v-- > 1;) {
        if (t->n_children[v] == 0) t->size[v] = (int32_t)gsl_rng_uniform_int(rng, 4);
        t->size[t->parent[v]] += t->size[v];
    }
    t->judged = (tt__eval_tree){.m = M,
                                .n = t->size[0],
                                .parent = t->parent,
                                .next = t->next,
                                .depth = t->depth,
                                .n_children = t->n_children,
                                .size = t->size,
                                .height = t->height};
}

/* Nodes that are not below a closed one and hold documents, plus opened ones with documents of their own. */
static int32_t front_size(const plain_tree *t, const bool *open)
{
    int32_t front = 0;
    for (int32_t v = 0; v < M; v++) {
        int32_t own = t->size[v];
        for (int32_t u = v + 1; u < M; u++)
            if (t->parent[u] == v) own -= t->size[u];
        if (v == 0 || open[t->parent[v]]) front += open[v] ? own > 0 : t->size[v] > 0;
    }
    return front;
}

static void cut_slowly(const plain_tree *t, int32_t k, int32_t *cluster)
{
    bool open[M] = {false};
    while (front_size(t, open) < k) {
        int32_t best = -1;
        for (int32_t v = 0; v < M; v++)
            if (!open[v] && (v == 0 || open[t->parent[v]]) && t->n_children[v] && t->size[v] > 0 &&
                (best < 0 || t->height[v] > t->height[best]))
                best = v;
        if (best < 0) break;
        open[best] = true;
    }
    for (int32_t v = 0; v < M; v++) cluster[v] = v == 0 || open[t->parent[v]] ? v : cluster[t->parent[v]];
}

static void into_as_many_as_the_slow_way(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(5, 0);
    for (int round = 0; round < ROUNDS; round++) {
        plain_tree t;
        int32_t fast[M], slow[M];
        grow(&t, rng);
        if (t.size[0] == 0) continue;
        for (int32_t k = 1; k <= M; k++) {
            assert_int_equal(tt__eval_tree_cut_into(&t.judged, k, fast), TT_OK);
            cut_slowly(&t, k, slow);
            assert_memory_equal(fast, slow, sizeof fast);
        }
    }
    gsl_rng_free(rng);
}

static void at_depth_is_the_ancestor_there(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(6, 0);
    for (int round = 0; round < ROUNDS; round++) {
        plain_tree t;
        int32_t cluster[M];
        grow(&t, rng);
        for (int32_t depth = 0; depth < 8; depth++) {
            tt__eval_tree_cut_depth(&t.judged, depth, cluster);
            for (int32_t v = 0; v < M; v++) {
                int32_t up = v;
                while (t.depth[up] > depth) up = t.parent[up];
                assert_int_equal(cluster[v], up);
            }
        }
    }
    gsl_rng_free(rng);
}

static tt_status call(void *arg)
{
    int32_t cluster[M];
    return tt__eval_tree_cut_into(&((plain_tree *)arg)->judged, 5, cluster);
}

static void out_of_memory(void **state)
{
    (void)state;
    plain_tree t;
    gsl_rng *rng = tt__base_rng_new(7, 0);
    grow(&t, rng);
    assert_int_equal(until_memory_suffices(call, &t), 2);
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(into_as_many_as_the_slow_way),
                                       cmocka_unit_test(at_depth_is_the_ancestor_there),
                                       cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/cut", tests, NULL, NULL);
}
