#include "base/tally.h"
#include "testing.h"

static void counts_uses_and_documents(void **state)
{
    (void)state;
    tt__base_tally tally = {0};
    for (int32_t i = 0; i < 3; i++)
        for (int k = 0; k < 4; k++) assert_int_equal(tt__base_tally_add(&tally, 7, i), TT_OK);
    assert_int_equal(tt__base_tally_add(&tally, 0, 2), TT_OK);
    assert_int_equal(tt__base_tally_find(&tally, 7)->uses, 12);
    assert_int_equal(tt__base_tally_find(&tally, 7)->documents, 3);
    assert_int_equal(tt__base_tally_find(&tally, 0)->documents, 1);
    assert_null(tt__base_tally_find(&tally, 8));
    tt__base_tally_free(&tally);
    assert_null(tt__base_tally_find(&tally, 7));
}

static void grows_and_sorts(void **state)
{
    (void)state;
    tt__base_tally tally = {0};
    for (uint64_t k = 5000; k-- > 0;)
        for (int32_t i = 0; i <= (int32_t)(k % 3); i++)
            assert_int_equal(tt__base_tally_add(&tally, k << 32 | 1, i), TT_OK);
    assert_int_equal(tally.used, 5000);
    assert_true(tally.slots >= 2 * tally.used);
    int64_t n = tt__base_tally_sort(&tally, 2);
    assert_int_equal(n, 5000 - 1667); /* k % 3 == 0 stands in one document */
    for (int64_t k = 0; k < n; k++) {
        assert_true(tally.slot[k].documents >= 2);
        if (k) assert_true(tally.slot[k].key > tally.slot[k - 1].key);
    }
    tt__base_tally_free(&tally);
}

static void merging_adds(void **state)
{
    (void)state;
    tt__base_tally a = {0}, b = {0};
    for (int32_t i = 0; i < 2000; i++) {
        assert_int_equal(tt__base_tally_add(&a, (uint64_t)(i % 5), i), TT_OK);
        assert_int_equal(tt__base_tally_add(&b, (uint64_t)i, 5000 + i), TT_OK);
    }
    assert_int_equal(tt__base_tally_merge(&a, &b), TT_OK);
    assert_int_equal(a.used, 2000);
    assert_int_equal(tt__base_tally_find(&a, 3)->uses, 401);
    assert_int_equal(tt__base_tally_find(&a, 3)->documents, 401);
    assert_int_equal(tt__base_tally_find(&a, 1999)->uses, 1);
    tt__base_tally_free(&a);
    tt__base_tally_free(&b);
}

static tt_status add_many(void *arg)
{
    (void)arg;
    tt__base_tally tally = {0};
    tt_status status = TT_OK;
    for (uint64_t k = 0; k < 3000 && status == TT_OK; k++) status = tt__base_tally_add(&tally, k, 0);
    tt__base_tally_free(&tally);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(add_many, NULL) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts_uses_and_documents), cmocka_unit_test(grows_and_sorts),
                                       cmocka_unit_test(merging_adds), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("base/tally", tests, NULL, NULL);
}
