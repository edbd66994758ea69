/* Which topics are drawn: properties over many random trees. */
#include "testing.h"

#include "base/random.h"
#include "export/draw/drawing.h"

enum { MOST = 400 };

typedef struct shape {
    tt_tree tree;
    int32_t parent[MOST], n_children[MOST], level[MOST], begin[MOST], end[MOST];
    char id[MOST][TT_ID_SIZE];
} shape;

/* A random tree in preorder: each node has 0 or 2..fan children, a leaf 1..9 documents. */
static void grow(shape *s, gsl_rng *rng, int32_t parent, int32_t level, int32_t fan)
{
    int32_t v = s->tree.m++;
    s->parent[v] = parent;
    s->level[v] = level;
    snprintf(s->id[v], TT_ID_SIZE, "t%d", (int)v);
    s->begin[v] = s->tree.n;
    bool leaf = level > 0 && (level == 5 || s->tree.m + fan > MOST / 2 || gsl_rng_uniform(rng) < 0.3);
    int32_t n = leaf ? 0 : 2 + (int32_t)gsl_rng_uniform_int(rng, (unsigned long)(fan - 1));
    if (s->tree.m + n > MOST - 8 * fan) n = 0;
    s->n_children[v] = n;
    if (n == 0) s->tree.n += 1 + (int32_t)gsl_rng_uniform_int(rng, 9);
    for (int32_t i = 0; i < n; i++) grow(s, rng, v, level + 1, fan);
    s->end[v] = s->tree.n;
}

static void random_shape(shape *s, gsl_rng *rng)
{
    *s = (shape){.tree = {.m = 0}};
    grow(s, rng, TT_NO_NODE, 0, 2 + (int32_t)gsl_rng_uniform_int(rng, 11));
    s->tree.parent = s->parent;
    s->tree.n_children = s->n_children;
    s->tree.level = s->level;
    s->tree.begin = s->begin;
    s->tree.end = s->end;
    s->tree.id = s->id;
}

static int32_t size(const tt_tree *tree, int32_t v)
{
    return tree->end[v] - tree->begin[v];
}

/* Closed under parents; topics and documents add up; the total is what it says. */
static void check(const tt_tree *tree, const tt__export_drawing *d, const tt_export_opts *opts)
{
    int32_t drawn = 0, folded = 0, stand_ins = 0, below = 0;
    assert_true(d->drawn[d->root]);
    for (int32_t v = 0; v < tree->m; v++) {
        bool inside = tree->begin[v] >= tree->begin[d->root] && tree->end[v] <= tree->end[d->root] && v >= d->root;
        assert_int_equal(inside, v >= d->root && v < d->end);
        below += inside;
        if (!inside) assert_true(!d->drawn[v] && d->folded_docs[v] == 0);
        if (!d->drawn[v]) {
            assert_int_equal(d->folded[v], 0);
            continue;
        }
        drawn++;
        folded += d->folded[v];
        stand_ins += d->shown[v] > 0 && d->shown[v] < tree->n_children[v];
        if (v != d->root) assert_true(d->drawn[tree->parent[v]]);
        if (opts->depth > 0) assert_true(tree->level[v] - tree->level[d->root] <= opts->depth);
        int32_t documents = d->folded_docs[v], children = 0;
        for (int32_t u = v + 1; u < tree->m; u++)
            if (tree->parent[u] == v && d->drawn[u]) {
                documents += size(tree, u);
                children++;
            }
        assert_int_equal(children, d->shown[v]);
        if (tree->n_children[v] > 0) assert_int_equal(documents, size(tree, v));
    }
    assert_int_equal(drawn + folded, below);
    assert_int_equal(drawn + stand_ins, d->total);
    if (opts->max_nodes > 0)
        assert_true(d->total <= opts->max_nodes);
    else if (opts->depth == 0)
        assert_int_equal(drawn, below);
}

static void test_properties(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(1, 0);
    static shape s;
    for (int round = 0; round < 300; round++) {
        random_shape(&s, rng);
        tt_export_opts opts = {.max_nodes = (int32_t)gsl_rng_uniform_int(rng, 40),
                               .depth = (int32_t)gsl_rng_uniform_int(rng, 4)};
        tt__export_drawing d = {0};
        int32_t root = (int32_t)gsl_rng_uniform_int(rng, (unsigned long)s.tree.m);
        if (round % 2) opts.root = s.id[root];
        assert_int_equal(tt__export_drawing_choose(&d, &s.tree, &opts), TT_OK);
        assert_int_equal(d.root, round % 2 ? root : 0);
        check(&s.tree, &d, &opts);
        tt__export_drawing_free(&d);
    }
    gsl_rng_free(rng);
}

/* Root, three children of 5, 3 and 9 documents: with room for three nodes the largest and a stand-in; with four, all
 * three fit, because the last one takes the place of the stand-in. */
static void test_exact(void **state)
{
    (void)state;
    shape s = {.tree = {.m = 4, .n = 17},
               .parent = {TT_NO_NODE, 0, 0, 0},
               .n_children = {3},
               .level = {0, 1, 1, 1},
               .begin = {0, 0, 5, 8},
               .end = {17, 5, 8, 17}};
    s.tree.parent = s.parent, s.tree.n_children = s.n_children, s.tree.level = s.level, s.tree.begin = s.begin,
    s.tree.end = s.end;
    static const int32_t drawn_children[] = {0, 0, 1, 3, 3}, totals[] = {1, 1, 3, 4, 4};
    for (int32_t room = 1; room <= 5; room++) {
        tt_export_opts opts = {.max_nodes = room};
        tt__export_drawing d = {0};
        assert_int_equal(tt__export_drawing_choose(&d, &s.tree, &opts), TT_OK);
        assert_int_equal(d.shown[0], drawn_children[room - 1]);
        assert_int_equal(d.total, totals[room - 1]);
        if (room == 3) assert_true(d.drawn[3] && d.folded[0] == 2 && d.folded_docs[0] == 8);
        tt__export_drawing_free(&d);
    }
}

static void test_unknown_root(void **state)
{
    (void)state;
    shape s = {.tree = {.m = 1, .n = 1}, .end = {1}, .id = {"t0"}};
    s.tree.id = s.id;
    tt__export_drawing d = {0};
    assert_int_equal(tt__export_drawing_choose(&d, &s.tree, &(tt_export_opts){.root = "t"}), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(), "there is no topic \"t\" in the tree");
    assert_null(d.drawn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_properties), cmocka_unit_test(test_exact),
                                       cmocka_unit_test(test_unknown_root)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
