/* The finished tree: preorder, ranges, sizes, heights, ids that depend on documents alone. */
#include "rows_fixture.h"
#include "tree_checks.h"

enum { N = 200 };

typedef struct problem {
    tt_csr x, sums;
    int32_t label[N];
    char name[N][16];
    const char *id[N];
    int32_t k;
} problem;

static void pose(problem *p, int32_t k)
{
    *p = (problem){.k = k, .x = rows_weighted(N, 100, 5, 3, NULL, NULL)};
    for (int32_t i = 0; i < N; i++) {
        p->label[i] = i < k ? i : (int32_t)((i * i) % k);
        snprintf(p->name[i], sizeof p->name[i], "d%03d", i);
        p->id[i] = p->name[i];
    }
    tt_partition partition = {.n = N, .k = k, .label = p->label};
    assert_int_equal(tt_cluster_sums(&p->sums, &(tt_kmeans_input){.x = &p->x}, &partition, NULL), TT_OK);
}

static void drop(problem *p)
{
    tt_csr_free(&p->x);
    tt_csr_free(&p->sums);
}

static tt_tree_input input(const problem *p)
{
    return (tt_tree_input){.sums = &p->sums, .label = p->label, .doc_id = p->id, .n = N, .linkage = TT_LINKAGE_AVERAGE};
}

static tt_tree build(const problem *p, const tt_shape_opts *shape)
{
    tt_tree t = {0};
    tt_tree_input in = input(p);
    assert_int_equal(tt_tree_build(&t, &in, shape, NULL), TT_OK);
    assert_tree(&t);
    for (int32_t i = 0; i < N; i++)
        for (int32_t j = 0; j < i; j++) assert_int_equal(t.leaf[i] == t.leaf[j], p->label[i] == p->label[j]);
    return t;
}

static void test_every_shape(void **state)
{
    (void)state;
    const tt_shape_opts shape[] = {{.depth = 0}, {.max_children = 2}, {.max_children = 3},  {.depth = 1},
                                   {.depth = 2}, {.depth = 3},        {.max_children = 100}};
    for (int32_t k = 1; k <= 60; k += 1 + k / 3)
        for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) {
            problem p;
            pose(&p, k);
            if (k >= 1 << shape[i].depth) {
                tt_tree t = build(&p, &shape[i]);
                int32_t leaves = 0;
                for (int32_t v = 0; v < t.m; v++) {
                    leaves += !t.n_children[v];
                    if (shape[i].max_children) assert_true(t.n_children[v] <= shape[i].max_children);
                    if (shape[i].depth && !t.n_children[v]) assert_int_equal(t.level[v], shape[i].depth);
                    if (!t.n_children[v]) assert_near(t.height[v], 0, 0);
                }
                assert_int_equal(leaves, k);
                if (shape[i].max_children == 2) assert_int_equal(t.m, 2 * k - 1);
                tt_tree_free(&t);
                assert_null(t.parent);
            }
            drop(&p);
        }
}

static uint64_t documents_hash(const tt_tree *t, int32_t v)
{
    uint64_t hash = 0;
    for (int32_t at = t->begin[v]; at < t->end[v]; at++)
        hash += (uint64_t)(t->order[at] + 1) * UINT64_C(0x9e3779b97f4a7c15) >> 7;
    return hash;
}

/* The same documents, the same id, in whatever tree; other documents, another id. */
static void test_ids(void **state)
{
    (void)state;
    problem p;
    pose(&p, 30);
    tt_tree a = build(&p, &(tt_shape_opts){.max_children = 2}), b = build(&p, &(tt_shape_opts){.max_children = 5});
    int32_t same = 0;
    for (int32_t v = 0; v < a.m; v++)
        for (int32_t u = 0; u < b.m; u++) {
            bool alike = documents_hash(&a, v) == documents_hash(&b, u);
            assert_int_equal(strcmp(a.id[v], b.id[u]) == 0, alike);
            same += alike;
        }
    assert_true(same >= 31); /* leaves and root at least */
    tt_tree_free(&b);
    p.id[7] = "renamed"; /* one document of another name changes the ids of all topics above it, and of no other */
    b = build(&p, &(tt_shape_opts){.max_children = 2});
    for (int32_t v = 0; v < a.m; v++) {
        bool above = false;
        for (int32_t at = a.begin[v]; at < a.end[v]; at++) above |= a.order[at] == 7;
        assert_int_equal(strcmp(a.id[v], b.id[v]) != 0, above);
    }
    tt_tree_free(&a);
    tt_tree_free(&b);
    drop(&p);
}

static void test_one_topic(void **state)
{
    (void)state;
    problem p;
    pose(&p, 1);
    tt_tree t = build(&p, NULL);
    assert_int_equal(t.m, 1);
    assert_int_equal(t.n_children[0], 0);
    tt_tree_free(&t);
    drop(&p);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    problem p;
    pose(&p, 60);
    tt_tree_input in = input(&p);
    const tt_shape_opts shape[] = {{.max_children = 4}, {.levels = {3, 12, 60}, .n_levels = 3}};
    for (int i = 0; i < 2; i++) {
        tt_tree one, more;
        assert_int_equal(tt_tree_build(&one, &in, &shape[i], &(tt_run){.threads = 1}), TT_OK);
        for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
            assert_int_equal(tt_tree_build(&more, &in, &shape[i], &(tt_run){.threads = threads}), TT_OK);
            assert_same_tree(&one, &more);
            tt_tree_free(&more);
        }
        tt_tree_free(&one);
    }
    drop(&p);
}

static int stop(const tt_progress *step, void *user)
{
    (void)user;
    assert_string_equal(step->stage, "merging");
    return 1;
}

static void test_refusals(void **state)
{
    (void)state;
    problem p;
    pose(&p, 9);
    tt_tree_input in = input(&p);
    tt_tree t = {.m = 77};
    assert_int_equal(tt_tree_build(&t, &in, &(tt_shape_opts){.depth = 4}, NULL), TT_ERR_SHAPE);
    assert_int_equal(tt_tree_build(&t, &in, &(tt_shape_opts){.max_children = 1}, NULL), TT_ERR_ARGUMENT);
    assert_int_equal(tt_tree_build(&t, &in, NULL, &(tt_run){.progress = stop}), TT_ERR_CANCELLED);
    p.label[0] = 9; /* there is no such topic */
    assert_int_equal(tt_tree_build(&t, &in, NULL, NULL), TT_ERR_ARGUMENT);
    p.label[0] = -1;
    assert_int_equal(tt_tree_build(&t, &in, NULL, NULL), TT_ERR_ARGUMENT);
    for (int i = 0; i < N; i++) p.label[i] = p.label[i] == 3 ? 4 : i < 1 ? 0 : p.label[i];
    assert_int_equal(tt_tree_build(&t, &in, NULL, NULL), TT_ERR_ARGUMENT); /* a topic without documents */
    assert_int_equal(tt_tree_build(&t, &in, &(tt_shape_opts){.depth = 2}, NULL), TT_ERR_ARGUMENT);
    assert_int_equal(t.m, 77);
    drop(&p);
}

static tt_status call(void *arg)
{
    problem *p = arg;
    tt_tree_input in = input(p);
    tt_tree t = {.m = 77};
    tt_status status = tt_tree_build(&t, &in, NULL, NULL);
    if (status == TT_OK)
        tt_tree_free(&t);
    else
        assert_int_equal(t.m, 77);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    problem p;
    pose(&p, 9);
    assert_true(until_memory_suffices(call, &p) >= 30);
    drop(&p);
}

/* Every third document of topic 0 and the next one's fits no topic: the same tree with one leaf more under the root. */
static void test_outliers(void **state)
{
    (void)state;
    const tt_shape_opts shape[] = {{.depth = 0}, {.max_children = 2}, {.depth = 2}, {.n_levels = 2, .levels = {3, 12}}};
    for (int32_t k = 1; k <= 12; k += 11)
        for (size_t i = 0; i < (k == 1 ? 1 : sizeof shape / sizeof *shape); i++) {
            problem p;
            pose(&p, k);
            tt_tree without = build(&p, &shape[i]);
            for (int32_t d = 60; d < N; d += 3) p.label[d] = k;
            p.label[N - 1] = k;
            tt_tree t = {0};
            tt_tree_input in = input(&p);
            in.outliers = true;
            assert_int_equal(tt_tree_build(&t, &in, &shape[i], NULL), TT_OK);
            assert_tree(&t);
            assert_true(t.outliers > 0);
            assert_int_equal(t.level[t.outliers], 1);
            for (int32_t d = 0; d < N; d++) assert_int_equal(t.leaf[d] == t.outliers, p.label[d] == k);
            if (k == 1) assert_int_equal(t.m, 3);
            if (shape[i].n_levels) assert_int_equal(t.n_children[0], 4); /* three, and the outliers */
            if (shape[i].max_children) assert_int_equal(t.m, without.m + 1);
            tt_tree_free(&t);
            tt_tree_free(&without);
            in.outliers = false; /* then there is no such topic */
            assert_int_equal(tt_tree_build(&t, &in, &shape[i], NULL), TT_ERR_ARGUMENT);
            drop(&p);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_shape), cmocka_unit_test(test_ids),
                                       cmocka_unit_test(test_one_topic),   cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_refusals),    cmocka_unit_test(test_outliers),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
