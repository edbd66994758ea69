/* What a build will need: more of anything never needs less; the way that is taken keeps to the limit and hangs on
 * nothing else. */
#include "testing.h"

#include "base/machine.h"
#include "matrix/panel.h"
#include "model/memory_plan.h"

static const int64_t megabyte = 1 << 20;

/* About 300,000 documents of a hundred words. */
static tt__model_sizes large(void)
{
    return (tt__model_sizes){.corpus = 180 * megabyte,
                             .tokens = 30000000,
                             .words = 300000,
                             .names = 20 * megabyte,
                             .n = 300000,
                             .v = 80000,
                             .nnz = 16000000,
                             .k = 1000,
                             .filled = 8000000,
                             .columns = 80000};
}

static void test_more_needs_more(void **state)
{
    (void)state;
    for (int latent = 0; latent < 2; latent++)
        for (int stage = 0; stage < TT__MODEL_STAGES; stage++)
            for (int field = 0; field < 9; field++) {
                tt__model_sizes few = large();
                if (stage == TT__MODEL_CHOOSING) few.k = few.filled = 0;
                if (latent) few.latent = true, few.columns = 100;
                tt__model_sizes many = few;
                int64_t *const grown[] = {&many.corpus, &many.tokens, &many.words, &many.names, &many.n,
                                          &many.v,      &many.nnz,    &many.k,     &many.filled};
                *grown[field] += *grown[field] / 2;
                if (field == 5 && !latent) many.columns = many.v;
                if (stage == TT__MODEL_CHOOSING && (field == 4 || field == 7))
                    continue; /* a sample of more rows has fewer entries; k is asked for */
                assert_true(tt__model_stage_need(&many, (tt__model_stage)stage) >=
                            tt__model_stage_need(&few, (tt__model_stage)stage));
            }
}

/* The largest single things are in it. */
static void test_holds_the_arrays(void **state)
{
    (void)state;
    tt__model_sizes s = large();
    tt__matrix_panel panel = {0};
    assert_int_equal(tt__matrix_panel_alloc(&panel, 500, 1000), TT_OK);
    int64_t floats = panel.stride * s.v; /* of a panel over all terms */
    tt__matrix_panel_free(&panel);
    int64_t rows = s.nnz * (int64_t)(sizeof(int32_t) + sizeof(float)) + s.n * (int64_t)sizeof(int64_t),
            tf = s.nnz * (int64_t)sizeof(float);
    int64_t least = s.corpus + rows + tf + floats * (int64_t)sizeof(float);
    assert_true(tt__model_stage_need(&s, TT__MODEL_CLUSTERING) >= least);
    assert_true(tt__model_stage_need(&s, TT__MODEL_CLUSTERING) <= least + least / 4);
    assert_true(tt__model_stage_need(&s, TT__MODEL_LABELLING) < least); /* vectors are gone by then */
    assert_true(tt__model_memory_need(&s) == tt__model_stage_need(&s, TT__MODEL_MERGING));
}

static tt__model_memory_plan way_of(const tt__model_sizes *s, int64_t limit, int threads)
{
    tt__model_memory_plan way = {0};
    if (tt__model_memory_plan_choose(&way, s, limit, threads) < 0) fail_msg("%s", tt_error_message());
    return way;
}

static void test_ways(void **state)
{
    (void)state;
    tt__model_sizes s = large(), half = s;
    int64_t need = tt__model_memory_need(&s);
    half.columns = 40000;
    assert_int_equal(way_of(&s, need, 1).columns, 0);
    assert_int_equal(way_of(&s, need - 1, 1).columns, 40000);
    assert_true(way_of(&s, need - 1, 1).need == tt__model_memory_need(&half));
    assert_int_equal(way_of(&s, tt__model_memory_need(&half) - 1, 1).columns, 20000);
    assert_int_equal(way_of(&s, TT__BASE_UNLIMITED, 64).columns, 0);
    assert_int_equal(way_of(&s, TT__BASE_UNLIMITED, 64).threads, 64);
}

/* The number of threads decides nothing, and gives way. */
static void test_threads(void **state)
{
    (void)state;
    tt__model_sizes s = large();
    int64_t need = tt__model_memory_need(&s), each = tt__model_thread_need(&s);
    for (int64_t limit = need * 3 / 4; limit < need + 8 * each; limit += each / 2) {
        tt__model_memory_plan one = way_of(&s, limit, 1), many = way_of(&s, limit, 6);
        assert_int_equal(one.columns, many.columns);
        assert_int_equal(one.threads, 1);
        assert_true(many.threads >= 1 && many.threads <= 6 && many.need <= limit);
        assert_true(many.threads == 6 || many.need + each > limit);
    }
}

static void test_refusals(void **state)
{
    (void)state;
    tt__model_memory_plan way = {.threads = 77};
    tt__model_sizes s = large();
    assert_int_equal(tt__model_memory_plan_choose(&way, &s, 200 * megabyte, 2), TT_ERR_MEMORY);
    assert_non_null(strstr(tt_error_message(), "1000 topics need about "));
    assert_non_null(strstr(tt_error_message(), "with most terms hashed, the limit is 200 MB; a larger limit helps"));
    s.latent = true, s.columns = 100; /* latent dimensions are not hashed */
    assert_int_equal(tt__model_memory_plan_choose(&way, &s, 200 * megabyte, 2), TT_ERR_MEMORY);
    assert_null(strstr(tt_error_message(), "hashed"));
    s = large(), s.k = s.filled = 0;
    assert_int_equal(tt__model_memory_plan_choose(&way, &s, 200 * megabyte, 2), TT_ERR_MEMORY);
    assert_non_null(strstr(tt_error_message(), "choosing the number of topics needs about "));
    assert_int_equal(way.threads, 77);
}

/* Sums cannot have more entries than there are, nor than cells. */
static void test_filled(void **state)
{
    (void)state;
    int32_t df[] = {1, 2, 50, 1000000};
    tt_dictionary dictionary = {.n_terms = 4, .df = df};
    tt_vocab vocab = {.dictionary = &dictionary, .n_terms = 4};
    tt__model_sizes s = {0};
    tt__model_sizes_set_topics(&s, &vocab, 1);
    assert_true(s.filled >= 3 && s.filled <= 4);
    tt__model_sizes_set_topics(&s, &vocab, 1000);
    assert_true(s.filled >= 1 + 1 + 48 + 999 && s.filled <= 1 + 2 + 50 + 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_more_needs_more), cmocka_unit_test(test_holds_the_arrays), cmocka_unit_test(test_ways),
        cmocka_unit_test(test_threads),         cmocka_unit_test(test_refusals),         cmocka_unit_test(test_filled)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
