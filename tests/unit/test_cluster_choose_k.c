/* How many topics the text supports: none in text without, those planted, the detail asked for; one answer. */
#include "topics_generator.h"

#include "cluster/choose_k.h"
#include "topictree/model.h"

static tt_build_opts detail(tt_detail asked)
{
    tt_build_opts opts = tt_build_opts_default();
    opts.detail = asked;
    return opts;
}

static tt_status choose_k(tt__cluster_supported *out, const tt_csr *counts, const tt_build_opts *opts, int threads)
{
    tt__cluster_choose_k_input in = {
        .counts = counts, .weights = opts->weights, .kmeans = opts->kmeans, .detail = opts->detail};
    in.kmeans.seed = opts->seed;
    return tt__cluster_choose_k(out, &in, &(tt_run){.threads = threads});
}

static tt__cluster_supported choose(const tt_csr *counts, const tt_build_opts *opts, int threads)
{
    tt__cluster_supported found = {-1, -1};
    assert_int_equal(choose_k(&found, counts, opts, threads), TT_OK);
    assert_in_range(found.broad, 1, found.topics);
    return found;
}

static int32_t chosen(const tt_csr *counts, const tt_build_opts *opts, int threads)
{
    return choose(counts, opts, threads).topics;
}

static void test_few_rows(void **state)
{
    (void)state;
    const int32_t expected[] = {1, 1, 1, 1, 1, 1, 2, 2}; /* too few to judge by: one in three */
    tt_build_opts opts = detail(TT_DETAIL_NORMAL);
    for (int32_t n = 1; n < 8; n++) {
        tt_csr x = rows_planted(n, 20, 1, 1, NULL);
        assert_int_equal(chosen(&x, &opts, 1), expected[n]);
        tt_csr_free(&x);
    }
    tt_csr eight = rows_planted(8, 20, 1, 1, NULL); /* one topic is the most that one in six gives */
    assert_int_equal(chosen(&eight, &opts, 1), 1);
    tt_csr_free(&eight);
}

/* The first level, what is wanted first, and the most. */
static void chosen_by_detail(int32_t found[3], const tt_csr *counts, uint64_t seed)
{
    tt_build_opts normal = detail(TT_DETAIL_NORMAL), high = detail(TT_DETAIL_HIGH);
    normal.seed = high.seed = seed;
    tt__cluster_supported first = choose(counts, &normal, 2), most = choose(counts, &high, 2);
    assert_int_equal(first.broad, most.broad);
    found[0] = first.broad;
    found[1] = first.topics;
    found[2] = most.topics;
    assert_true(found[1] <= found[2]);
}

/* Text without topics is one topic, whatever its words are like and however long it is. */
static void test_no_topics(void **state)
{
    (void)state;
    const planted text[] = {{1, 400, 20, 1000, 1, 1}, {1, 400, 60, 2000, 1, 1}, {1, 150, 200, 2000, 1, 1},
                            {1, 300, 60, 6000, 1, 1}, {1, 300, 60, 500, 0, 1},  {1, 300, 60, 2000, 1.3, 1},
                            {1, 56, 60, 1000, 1, 1},  {1, 12, 30, 300, 1, 1}};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        for (uint64_t seed = 1; seed <= 2; seed++) {
            int32_t found[3];
            tt_csr x = draw_documents(&text[i], seed);
            chosen_by_detail(found, &x, seed);
            for (int d = 0; d < 3; d++) assert_int_equal(found[d], 1);
            tt_csr_free(&x);
        }
}

/* Topics that are there are found, clearly and mildly set apart, in short texts and long ones: their number within a
 * tenth; the most that the text supports is not much more. */
static void test_planted(void **state)
{
    (void)state;
    const planted text[] = {{2, 300, 60, 1000, 1, .7},  {2, 300, 60, 1000, 1, .3},  {2, 100, 60, 1000, 1, .5},
                            {3, 300, 20, 1000, 1, .5},  {5, 300, 60, 1000, 1, .7},  {5, 300, 60, 1000, 1, .3},
                            {10, 400, 60, 1000, 1, .7}, {10, 400, 60, 1000, 1, .3}, {10, 600, 20, 1000, 1, .5},
                            {40, 800, 60, 1500, 1, .7}, {40, 1200, 60, 1500, 1, .4}};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        int32_t found[3], there = text[i].topics;
        tt_csr x = draw_documents(&text[i], i);
        chosen_by_detail(found, &x, 1 + i);
        assert_in_range(found[0], there / 5 > 2 ? there / 5 : 2, there > 4 ? there - 2 : there);
        assert_in_range(found[1], there - there / 10, there + there / 10);
        assert_in_range(found[2], found[1], there + 1 + there / 5);
        tt_csr_free(&x);
    }
}

static tt_build_opts detail_quick(void)
{
    tt_build_opts opts = detail(TT_DETAIL_NORMAL);
    opts.kmeans.trials = 1;
    return opts;
}

/* Five rows out of six are looked at; 24,000 documents are not split beyond the topics that are there. */
static void test_large(void **state)
{
    (void)state;
    tt_build_opts opts = detail_quick();
    tt_csr x = draw_documents(&(planted){3, 24000, 12, 200, 1, .7}, 3);
    assert_int_equal(chosen(&x, &opts, 2), 3);
    assert_int_equal(chosen(&x, &opts, 1), 3);
    tt_csr_free(&x);
}

static void test_one_answer(void **state)
{
    (void)state;
    tt_csr x = rows_planted(200, 100, 5, 5, NULL);
    tt_build_opts opts = detail(TT_DETAIL_HIGH);
    int32_t one = chosen(&x, &opts, 1);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1)
        assert_int_equal(chosen(&x, &opts, threads), one);
    for (opts.seed += 1; opts.seed <= detail(TT_DETAIL_HIGH).seed + 10; opts.seed++)
        assert_in_range(chosen(&x, &opts, 2), 5, 7); /* what is there is found by every deal of the words */
    tt_csr_free(&x);
}

/* Topics that hardly stand out have no sharp number: there the seed shows. */
static void test_seed(void **state)
{
    (void)state;
    tt_csr x = draw_documents(&(planted){12, 120, 20, 300, 1, .4}, 9);
    tt_build_opts opts = detail(TT_DETAIL_HIGH);
    int32_t first = chosen(&x, &opts, 2), others = 0;
    for (opts.seed += 1; opts.seed <= detail(TT_DETAIL_HIGH).seed + 6; opts.seed++)
        others += chosen(&x, &opts, 2) != first;
    assert_true(others > 0);
    tt_csr_free(&x);
}

static tt_status call(void *counts)
{
    tt__cluster_supported found = {-1, -1};
    tt_build_opts opts = detail_quick();
    tt_status status = choose_k(&found, counts, &opts, 1);
    if (status < 0) assert_int_equal(found.topics, -1);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_planted(18, 20, 2, 6, NULL);
    assert_true(until_memory_suffices(call, &x) >= 20);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_few_rows),   cmocka_unit_test(test_no_topics),
                                       cmocka_unit_test(test_planted),    cmocka_unit_test(test_large),
                                       cmocka_unit_test(test_one_answer), cmocka_unit_test(test_seed),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
