/* Options of a build: what contradicts what; everything left open is chosen, and can be had. */
#include "testing.h"

#include "model/build.h"

static void assert_wrong(const tt_build_opts *opts, const char *part)
{
    const char *wrong = tt_build_opts_check(opts);
    assert_non_null(wrong);
    if (!strstr(wrong, part)) fail_msg("\"%s\" does not speak of \"%s\"", wrong, part);
}

static void test_each_stage_is_asked(void **state)
{
    (void)state;
    tt_build_opts good = tt_build_opts_default(), opts = good;
    assert_null(tt_build_opts_check(&good));
    opts.vocab.min_df = -1;
    assert_non_null(tt_build_opts_check(&opts));
    opts = good, opts.weights.idf_power = 11;
    assert_wrong(&opts, "idf power");
    opts = good, opts.kmeans.trials = -1;
    assert_wrong(&opts, "trials");
    opts = good, opts.shape.max_children = 1;
    assert_wrong(&opts, "children");
    opts = good, opts.labels.n_terms = 0;
    assert_non_null(tt_build_opts_check(&opts));
    opts = good, opts.topics = -1;
    assert_wrong(&opts, "number of topics");
    opts = good, opts.min_docs = -1;
    assert_wrong(&opts, "least number of documents");
    opts = good, opts.lsa = -1;
    assert_wrong(&opts, "latent dimensions");
    opts = good, opts.linkage = (tt_linkage)17;
    assert_wrong(&opts, "linkage");
}

static void test_contradictions(void **state)
{
    (void)state;
    tt_build_opts opts = tt_build_opts_default();
    opts.shape.n_levels = 2, opts.shape.levels[0] = 4, opts.shape.levels[1] = 16;
    assert_null(tt_build_opts_check(&opts));
    opts.topics = 16;
    assert_null(tt_build_opts_check(&opts));
    opts.topics = 17;
    assert_wrong(&opts, "contradict each other");
    opts = tt_build_opts_default();
    opts.topics = 1, opts.shape.depth = 1;
    assert_non_null(tt_build_opts_check(&opts));
    opts.topics = 15, opts.shape.depth = 4;
    assert_wrong(&opts, "need 16 topics, not 15");
    opts.topics = 16;
    assert_null(tt_build_opts_check(&opts));
}

/* Left to itself, a build asks for nothing that cannot be had. */
static void test_chosen(void **state)
{
    (void)state;
    tt_build_opts asked = tt_build_opts_default();
    for (int32_t n = 1; n < 2000000; n += 1 + n / 3)
        for (int32_t supported = n; supported >= 1; supported /= 2) {
            tt_build_opts opts = tt__model_build_opts_resolve(&asked, n, supported);
            assert_int_equal(opts.topics, supported);
            assert_in_range(opts.min_docs, 1, 5);
            assert_true((int64_t)opts.topics * opts.min_docs <= n);
            assert_int_equal(opts.kmeans.k, opts.topics);
            assert_int_equal(opts.kmeans.min_size, opts.min_docs);
            assert_true(opts.kmeans.seed == opts.seed);
            assert_true(opts.linkage <= TT_LINKAGE_I2); /* what a build can do, not "chosen" */
        }
}

static void test_kept_as_asked(void **state)
{
    (void)state;
    tt_build_opts asked = tt_build_opts_default(), opts;
    asked.topics = 40, asked.min_docs = 17, asked.seed = 99, asked.linkage = TT_LINKAGE_AVERAGE, asked.kmeans.k = 3;
    opts = tt__model_build_opts_resolve(&asked, 1000, 90);
    assert_int_equal(opts.topics, 40);
    assert_int_equal(opts.kmeans.k, 40);
    assert_int_equal(opts.min_docs, 17);
    assert_true(opts.kmeans.seed == 99);
    assert_int_equal(opts.linkage, TT_LINKAGE_AVERAGE);
    asked = tt_build_opts_default();
    asked.shape.n_levels = 2, asked.shape.levels[0] = 4, asked.shape.levels[1] = 16;
    assert_int_equal(tt__model_build_opts_resolve(&asked, 1000, 90).topics, 16);
}

/* What is chosen makes room for what was asked. */
static void test_chosen_around(void **state)
{
    (void)state;
    tt_build_opts asked = tt_build_opts_default();
    asked.shape.depth = 5;
    assert_int_equal(tt__model_build_opts_resolve(&asked, 100, 7).topics, 32);
    assert_int_equal(tt__model_build_opts_resolve(&asked, 100, 50).topics, 50);
    asked.shape.depth = 2, asked.shape.max_children = 3;
    assert_int_equal(tt__model_build_opts_resolve(&asked, 10000, 40).topics, 9);
    asked = tt_build_opts_default();
    asked.min_docs = 50;
    for (int32_t n = 1; n < 5000; n += 37) {
        tt_build_opts opts = tt__model_build_opts_resolve(&asked, n, 30);
        assert_int_equal(opts.min_docs, 50);
        assert_true(opts.topics == 1 || opts.topics * 50 <= n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_stage_is_asked),
                                       cmocka_unit_test(test_contradictions), cmocka_unit_test(test_chosen),
                                       cmocka_unit_test(test_kept_as_asked), cmocka_unit_test(test_chosen_around)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
