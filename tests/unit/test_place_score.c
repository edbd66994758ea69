/* Scores against naive figures: cosines with centroids, runners-up, cohesion, representatives. */
#include "rows_fixture.h"
#include "tree_checks.h"

#include "place/score.h"

enum {
    ROWS = 80,
    N = 100,
    V = 60,
    K = 6,
    MANY = 70 /* more than are met at once */,
    CROWD = 1800, /* enough documents for seven threads, of which each has 256 at least */
    BEST = 4
}; /* document i has the words of row i % ROWS */

typedef struct problem {
    tt_csr x, sums;
    int32_t n, row[CROWD], label[CROWD];
    char name[CROWD][16];
    const char *id[CROWD];
    tt_topics topics;
} problem;

static void pose_with(problem *p, int32_t k, int32_t n)
{
    *p = (problem){.x = rows_weighted(ROWS, V, K, 3, NULL, NULL), .n = n};
    int32_t weight[ROWS], row_label[ROWS];
    for (int32_t r = 0; r < ROWS; r++) {
        weight[r] = n / ROWS + (r < n % ROWS);
        row_label[r] = k == K && r % 7 == 0 ? (r + 1) % k : r % k;
    }
    for (int32_t i = 0; i < n; i++) {
        p->row[i] = i % ROWS;
        p->label[i] = row_label[p->row[i]];
        snprintf(p->name[i], sizeof p->name[i], "d%03d", i);
        p->id[i] = p->name[i];
    }
    tt_partition partition = {.n = ROWS, .k = k, .label = row_label};
    assert_int_equal(tt_cluster_sums(&p->sums, &(tt_kmeans_input){.x = &p->x, .weight = weight}, &partition, NULL),
                     TT_OK);
    tt_tree_input in = {.sums = &p->sums, .label = p->label, .doc_id = p->id, .n = n};
    assert_int_equal(tt_tree_build(&p->topics.tree, &in, &(tt_shape_opts){.max_children = 2}, NULL), TT_OK);
}

static void pose(problem *p)
{
    pose_with(p, K, N);
}

static void drop(problem *p)
{
    tt_csr_free(&p->x);
    tt_csr_free(&p->sums);
    tt_topics_free(&p->topics);
}

static tt_status score(problem *p, int32_t best, int threads)
{
    tt__place_score_input in = {.x = &p->x, .row = p->row, .sums = &p->sums, .label = p->label};
    p->topics.topic = calloc((size_t)p->topics.tree.m, sizeof *p->topics.topic);
    p->topics.document = calloc((size_t)p->n, sizeof *p->topics.document);
    return tt__place_score(&p->topics, &in, best, &(tt_run){.threads = threads});
}

static void unscore(problem *p) /* all but the tree */
{
    tt_topics rest = p->topics;
    p->topics = (tt_topics){.tree = rest.tree};
    for (int32_t v = 0; v < rest.tree.m; v++) free(rest.topic[v].representative);
    free(rest.topic);
    free(rest.document);
}

/* Cosine of document i with the sum of all documents below node v. */
static double naive_cosine(const problem *p, int32_t i, int32_t v)
{
    const tt_tree *t = &p->topics.tree;
    double dot = 0, square = 0;
    for (int32_t a = t->begin[v]; a < t->end[v]; a++) {
        dot += rows_dot(&p->x, p->row[i], p->row[t->order[a]]);
        for (int32_t b = t->begin[v]; b < t->end[v]; b++)
            square += rows_dot(&p->x, p->row[t->order[a]], p->row[t->order[b]]);
    }
    return dot / sqrt(square);
}

/* How many were put in a wrong topic. */
static int32_t check_placements(int32_t k)
{
    problem p;
    pose_with(&p, k, N);
    assert_int_equal(score(&p, BEST, 2), TT_OK);
    const tt_tree *t = &p.topics.tree;
    int32_t astray = 0;
    for (int32_t i = 0; i < N; i++) {
        const tt_placement *d = &p.topics.document[i];
        double own = naive_cosine(&p, i, t->leaf[i]), second = -1, runner_up = naive_cosine(&p, i, d->runner_up);
        for (int32_t v = 0; v < t->m; v++)
            if (!t->n_children[v] && v != t->leaf[i]) second = fmax(second, naive_cosine(&p, i, v));
        assert_int_equal(t->n_children[d->runner_up], 0);
        assert_int_not_equal(d->runner_up, t->leaf[i]);
        assert_near((double)d->score, own, 1e-5);
        assert_near(runner_up, second, 1e-5);
        assert_near((double)d->margin, own - second, 1e-5);
        astray += d->margin < 0;
    }
    unscore(&p);
    drop(&p);
    return astray;
}

static void test_placements(void **state)
{
    (void)state;
    assert_true(check_placements(K) > 0);
    check_placements(MANY);
}

static void test_cohesion(void **state)
{
    (void)state;
    problem p;
    pose(&p);
    assert_int_equal(score(&p, 0, 1), TT_OK);
    const tt_tree *t = &p.topics.tree;
    for (int32_t v = 0; v < t->m; v++) {
        double sum = 0;
        for (int32_t at = t->begin[v]; at < t->end[v]; at++) sum += naive_cosine(&p, t->order[at], v);
        assert_near(p.topics.topic[v].cohesion, sum / (t->end[v] - t->begin[v]), 1e-5);
        assert_int_equal(p.topics.topic[v].n_representatives, 0);
    }
    unscore(&p);
    drop(&p);
}

/* The best ones, best first, and no two with the same words. */
static void test_representatives(void **state)
{
    (void)state;
    problem p;
    pose(&p);
    assert_int_equal(score(&p, BEST, 3), TT_OK);
    const tt_tree *t = &p.topics.tree;
    for (int32_t v = 0; v < t->m; v++) {
        const tt_topic *topic = &p.topics.topic[v];
        double least = (double)INFINITY;
        assert_int_equal(topic->n_representatives, BEST); /* each topic has more different documents than that */
        for (int32_t r = 0; r < BEST; r++) {
            double cosine = naive_cosine(&p, topic->representative[r], v);
            assert_true(cosine <= least + 1e-6);
            least = cosine;
            for (int32_t q = 0; q < r; q++)
                assert_int_not_equal(p.row[topic->representative[q]], p.row[topic->representative[r]]);
        }
        for (int32_t at = t->begin[v]; at < t->end[v]; at++) {
            bool listed = false;
            for (int32_t r = 0; r < BEST; r++) listed |= p.row[topic->representative[r]] == p.row[t->order[at]];
            if (!listed) assert_true(naive_cosine(&p, t->order[at], v) <= least + 1e-6);
        }
    }
    unscore(&p);
    drop(&p);
}

static void test_one_leaf(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, .6, .8}, 2, 2), sums = rows_from((double[]){1.6, .8}, 1, 2);
    tt_topics topics = {0};
    int32_t label[] = {0, 0}, row[] = {0, 1};
    tt_tree_input tree = {.sums = &sums, .label = label, .doc_id = (const char *[]){"a", "b"}, .n = 2};
    tt__place_score_input in = {.x = &x, .row = row, .sums = &sums, .label = label};
    assert_int_equal(tt_tree_build(&topics.tree, &tree, NULL, NULL), TT_OK);
    topics.topic = calloc(1, sizeof *topics.topic);
    topics.document = calloc(2, sizeof *topics.document);
    assert_int_equal(tt__place_score(&topics, &in, 5, NULL), TT_OK);
    double cosine = sqrt(.8); /* both lean as much to the middle: |(1.6, .8)| / 2 */
    for (int i = 0; i < 2; i++) {
        assert_int_equal(topics.document[i].runner_up, TT_NO_NODE);
        assert_near((double)topics.document[i].score, cosine, 1e-6);
        assert_near((double)topics.document[i].margin, cosine, 1e-6);
    }
    assert_near(topics.topic[0].cohesion, cosine, 1e-6);
    assert_int_equal(topics.topic[0].n_representatives, 2); /* no more than there are */
    tt_topics_free(&topics);
    tt_csr_free(&x);
    tt_csr_free(&sums);
}

/* The same documents and topics, each with as many representatives. */
static void assert_same_scores(const problem *a, const problem *b)
{
    assert_memory_equal(a->topics.document, b->topics.document, (size_t)a->n * sizeof *a->topics.document);
    for (int32_t v = 0; v < a->topics.tree.m; v++) {
        const tt_topic *s = &a->topics.topic[v], *t = &b->topics.topic[v];
        assert_memory_equal(&s->cohesion, &t->cohesion, sizeof s->cohesion);
        assert_int_equal(s->n_representatives, t->n_representatives);
        assert_memory_equal(s->representative, t->representative,
                            (size_t)s->n_representatives * sizeof *s->representative);
    }
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    static problem one, more; /* 58 kB each: not on the stack */
    pose_with(&one, K, CROWD);
    assert_int_equal(score(&one, BEST, 1), TT_OK);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        pose_with(&more, K, CROWD);
        assert_int_equal(score(&more, BEST, threads), TT_OK);
        assert_same_scores(&more, &one);
        unscore(&more);
        drop(&more);
    }
    unscore(&one);
    drop(&one);
}

/* So many representatives that their number, times the threads, is no int: as many as there are. */
static void test_far_too_many_representatives(void **state)
{
    (void)state;
    static problem all, more;
    pose_with(&all, K, CROWD);
    assert_int_equal(score(&all, CROWD, 1), TT_OK);
    for (int threads = 2; threads <= 4; threads++) {
        pose_with(&more, K, CROWD);
        assert_int_equal(score(&more, 1200000000, threads), TT_OK);
        assert_same_scores(&more, &all);
        unscore(&more);
        drop(&more);
    }
    assert_int_equal(all.topics.topic[0].n_representatives, ROWS); /* the root: one of each text */
    unscore(&all);
    drop(&all);
}

static tt_status call(void *arg)
{
    problem *p = arg;
    tt_status status = score(p, BEST, 2);
    unscore(p);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    problem p;
    pose(&p);
    assert_true(until_memory_suffices(call, &p) >= 5 + 2 * K - 1);
    drop(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_placements),
                                       cmocka_unit_test(test_cohesion),
                                       cmocka_unit_test(test_representatives),
                                       cmocka_unit_test(test_one_leaf),
                                       cmocka_unit_test(test_any_number_of_threads),
                                       cmocka_unit_test(test_far_too_many_representatives),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
