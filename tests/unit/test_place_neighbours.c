/* Nearest topics and the map, on planted topics whose neighbours are known. */
#include "rows_fixture.h"
#include "topics_fixture.h"

#include "place/neighbours.h"

/* The tree: root - (1: 2 3) (4: 5 6) (7, the outliers where there are some).  Leaf topics 0..3 are the nodes 2 3 5 6;
 * each has a term of its own, and shares one with its sibling; 1 and 2 share a little across the branches. */
enum { M = 8, N = 10, V = 8 };
static const int32_t parent[M] = {TT_NO_NODE, 0, 1, 1, 0, 4, 4, 0};
static const int32_t leaf[N] = {2, 2, 2, 3, 3, 5, 5, 6, 6, 7};
static const double sums[] = {
    5, 0, 0, 0, 3, 0, 0, 0, /* topic 0, node 2 */
    0, 5, 0, 0, 3, 0, 1, 0, /* topic 1, node 3 */
    0, 0, 5, 0, 0, 3, 1, 0, /* topic 2, node 5 */
    0, 0, 0, 5, 0, 3, 0, 0, /* topic 3, node 6 */
    2, 2, 2, 2, 2, 2, 2, 2, /* outliers, node 7 */
};

typedef struct problem {
    tt_csr sums;
    int32_t label[N];
    tt_topics topics;
    int threads;
} problem;

static void pose(problem *p, bool outliers)
{
    static const int32_t topic_of[M] = {-1, -1, 0, 1, -1, 2, 3, 4};
    *p = (problem){.sums = rows_from(sums, 5, V), .topics = fixture_topics(M, parent, N, leaf), .threads = 1};
    for (int32_t i = 0; i < N; i++) p->label[i] = topic_of[leaf[i]];
    if (outliers) p->topics.tree.outliers = 7;
}

static void drop(problem *p)
{
    tt_csr_free(&p->sums);
    tt_topics_free(&p->topics);
}

static tt_status solve(void *arg)
{
    problem *p = arg;
    tt__place_score_input in = {.sums = &p->sums, .label = p->label};
    return tt__place_neighbours(&p->topics, &in, &(tt_run){.threads = p->threads});
}

static double cosine(int32_t a, int32_t b)
{
    double dot = 0, aa = 0, bb = 0;
    for (int32_t t = 0; t < V; t++) {
        dot += sums[a * V + t] * sums[b * V + t];
        aa += sums[a * V + t] * sums[a * V + t];
        bb += sums[b * V + t] * sums[b * V + t];
    }
    return dot / sqrt(aa * bb);
}

static void test_near(void **state)
{
    (void)state;
    problem p;
    pose(&p, true);
    assert_int_equal(solve(&p), TT_OK);
    const tt_topic *t = p.topics.topic;
    assert_int_equal(t[0].n_near, 0); /* the root, and the outliers, are near to nothing */
    assert_int_equal(t[7].n_near, 0);
    assert_int_equal(t[2].n_near, 1);
    assert_int_equal(t[2].near[0].topic, 3);
    assert_near((double)t[2].near[0].similarity, cosine(0, 1), 1e-6);
    assert_int_equal(t[3].n_near, 2); /* the sibling first, then the neighbour across */
    assert_int_equal(t[3].near[0].topic, 2);
    assert_int_equal(t[3].near[1].topic, 5);
    assert_near((double)t[3].near[1].similarity, cosine(1, 2), 1e-6);
    assert_int_equal(t[1].n_near, 1); /* an inner topic: the other one of its level, no leaf below it */
    assert_int_equal(t[1].near[0].topic, 4);
    drop(&p);
}

static void test_map(void **state)
{
    (void)state;
    problem p;
    pose(&p, true);
    assert_int_equal(solve(&p), TT_OK);
    const tt_topic *t = p.topics.topic;
    double reach = 0;
    for (int32_t v = 0; v < 7; v++)
        for (int c = 0; c < 2; c++) {
            reach = fmax(reach, fabs((double)t[v].at[c]));
            assert_near((double)t[v].at[c] * 1e4, round((double)t[v].at[c] * 1e4), 1e-2); /* four digits */
        }
    assert_near(reach, 1, 1e-6);
    assert_true(isnan(t[7].at[0]) && isnan(t[7].at[1]));
    double siblings = hypot((double)(t[2].at[0] - t[3].at[0]), (double)(t[2].at[1] - t[3].at[1]));
    double strangers = hypot((double)(t[2].at[0] - t[6].at[0]), (double)(t[2].at[1] - t[6].at[1]));
    assert_true(siblings < strangers);
    for (int c = 0; c < 2; c++) /* amid its documents: three of node 2, two of node 3 */
        assert_near((double)t[1].at[c], (3 * (double)t[2].at[c] + 2 * (double)t[3].at[c]) / 5, 2e-4);
    drop(&p);
}

static void test_without_outliers(void **state)
{
    (void)state;
    problem p;
    pose(&p, false);
    assert_int_equal(solve(&p), TT_OK);
    assert_true(p.topics.topic[7].n_near > 0);
    assert_true(isfinite(p.topics.topic[7].at[0]));
    drop(&p);
}

static void test_one_topic(void **state)
{
    (void)state;
    problem p = {.sums = rows_from((double[]){1, 2}, 1, 2),
                 .threads = 1,
                 .topics = fixture_topics(1, (int32_t[]){TT_NO_NODE}, 2, (int32_t[]){0, 0})};
    assert_int_equal(solve(&p), TT_OK);
    assert_int_equal(p.topics.topic[0].n_near, 0);
    assert_true(p.topics.topic[0].at[0] == 0 && p.topics.topic[0].at[1] == 0);
    drop(&p);
}

static void test_threads(void **state)
{
    (void)state;
    problem one, three;
    pose(&one, true);
    pose(&three, true);
    three.threads = 3;
    assert_int_equal(solve(&one), TT_OK);
    assert_int_equal(solve(&three), TT_OK);
    for (int32_t v = 0; v < M; v++) {
        assert_memory_equal(one.topics.topic[v].at, three.topics.topic[v].at, sizeof one.topics.topic[v].at);
        assert_memory_equal(one.topics.topic[v].near, three.topics.topic[v].near, sizeof one.topics.topic[v].near);
    }
    drop(&one);
    drop(&three);
}

static void test_memory(void **state)
{
    (void)state;
    problem p;
    pose(&p, true);
    assert_true(until_memory_suffices(solve, &p) > 8);
    drop(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near),      cmocka_unit_test(test_map),     cmocka_unit_test(test_without_outliers),
        cmocka_unit_test(test_one_topic), cmocka_unit_test(test_threads), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
