/* What is known of sums: all products of few, few dimensions of many. */
#include "cluster/reduce.h"
#include "rows_fixture.h"

static void test_few(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(20, 600, 3, 1, NULL, NULL);
    tt__cluster_reduced known;
    assert_int_equal(tt__cluster_reduce(&known, &x, 20, NULL), TT_OK);
    assert_ptr_equal(known.x, &x);
    assert_null(known.square);
    for (int32_t a = 0; a < 20; a++)
        for (int32_t b = 0; b < 20; b++) assert_near((double)known.gram[a * 20 + b], rows_dot(&x, a, b), 1e-6);
    tt__cluster_reduced_free(&known);
    assert_null(known.gram);
    tt_csr_free(&x);
}

/* As few dimensions as there are rows lose nothing: lengths and products are those of the terms. */
static void test_many(void **state)
{
    (void)state;
    enum { K = 60 };
    tt_csr x = rows_weighted(K, 900, 3, 1, NULL, NULL);
    tt__cluster_reduced known;
    for (int64_t p = 0; p < x.ptr[K]; p++) x.val[p] *= 3;
    assert_int_equal(tt__cluster_reduce(&known, &x, K - 1, NULL), TT_OK);
    assert_null(known.gram);
    assert_int_equal(known.x->n_rows, K);
    assert_int_equal(known.x->n_cols, K);
    for (int32_t a = 0; a < K; a++) {
        assert_near(known.square[a], rows_dot(&x, a, a), 1e-9);
        for (int32_t b = 0; b < K; b++) assert_near(rows_dot(known.x, a, b), rows_dot(&x, a, b), 1e-3);
    }
    tt__cluster_reduced_free(&known);
    tt_csr_free(&x);
}

static void test_few_dimensions(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(60, 100, 3, 1, NULL, NULL);
    tt__cluster_reduced known;
    assert_int_equal(tt__cluster_reduce(&known, &x, 0, NULL), TT_OK);
    assert_ptr_equal(known.x, &x);
    assert_null(known.gram);
    assert_null(known.square);
    tt__cluster_reduced_free(&known);
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt__cluster_reduced known;
    tt_status status = tt__cluster_reduce(&known, arg, 0, NULL);
    if (status == TT_OK) tt__cluster_reduced_free(&known);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(20, 600, 2, 1, NULL, NULL);
    assert_true(until_memory_suffices(call, &x) >= 20);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_few), cmocka_unit_test(test_many),
                                       cmocka_unit_test(test_few_dimensions), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
