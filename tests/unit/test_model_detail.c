/* How many topics the text supports: few rows, planted topics, the detail asked for; one answer. */
#include "rows_fixture.h"

#include "model/build.h"

static tt_build_opts detail(tt_detail asked)
{
    tt_build_opts opts = tt_build_opts_default();
    opts.detail = asked;
    return opts;
}

static int32_t chosen(const tt_csr *counts, const tt_build_opts *opts, int threads)
{
    int32_t topics = -1;
    assert_int_equal(tt__choose_topics(&topics, counts, opts, &(tt_run){.threads = threads}), TT_OK);
    return topics;
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

static void test_planted(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        tt_csr x = rows_planted(300, 120, 6, seed, NULL);
        int32_t by_detail[3];
        const tt_detail asked[] = {TT_DETAIL_LOW, TT_DETAIL_NORMAL, TT_DETAIL_HIGH};
        for (int i = 0; i < 3; i++) {
            tt_build_opts opts = detail(asked[i]);
            by_detail[i] = chosen(&x, &opts, 1);
        }
        assert_true(by_detail[0] <= by_detail[1] && by_detail[1] <= by_detail[2]);
        assert_in_range(by_detail[0], 2, 4); /* half, three quarters and all of what six topics gain */
        assert_in_range(by_detail[1], 4, 6);
        assert_in_range(by_detail[2], 6, 9);
        tt_csr_free(&x);
    }
}

/* The text decides, not the number of documents. */
static void test_more_planted_more_chosen(void **state)
{
    (void)state;
    tt_build_opts opts = detail(TT_DETAIL_NORMAL);
    int32_t before = 0;
    for (int32_t topics = 3; topics <= 12; topics *= 2) {
        tt_csr x = rows_planted(360, 120, topics, 7, NULL);
        int32_t found = chosen(&x, &opts, 1);
        assert_true(found > before && found <= topics);
        before = found;
        tt_csr_free(&x);
    }
}

static void test_one_answer(void **state)
{
    (void)state;
    tt_csr x = rows_planted(200, 100, 5, 5, NULL), noise = rows_planted(200, 100, 1, 5, NULL);
    tt_build_opts opts = detail(TT_DETAIL_HIGH);
    int32_t one = chosen(&x, &opts, 1), any = chosen(&noise, &opts, 1), others = 0;
    for (int threads = 1; threads <= 7; threads += threads == 3 ? 4 : 1) {
        assert_int_equal(chosen(&x, &opts, threads), one);
        assert_int_equal(chosen(&noise, &opts, threads), any);
    }
    for (opts.seed += 1; opts.seed <= detail(TT_DETAIL_HIGH).seed + 10; opts.seed++) {
        assert_in_range(chosen(&x, &opts, 2), 5, 7); /* what is there is found by every deal of the words */
        others += chosen(&noise, &opts, 2) != any;
    }
    assert_true(others > 0); /* and the seed is not ignored */
    tt_csr_free(&x);
    tt_csr_free(&noise);
}

static tt_status call(void *counts)
{
    int32_t topics = -1;
    tt_build_opts opts = detail(TT_DETAIL_NORMAL);
    opts.kmeans.trials = 1;
    return tt__choose_topics(&topics, counts, &opts, &(tt_run){.threads = 1});
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_few_rows), cmocka_unit_test(test_planted),
                                       cmocka_unit_test(test_more_planted_more_chosen), cmocka_unit_test(test_one_answer),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
