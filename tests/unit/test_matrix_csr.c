/* Sparse rows: room, products, unit length. */
#include "rows_fixture.h"

static void test_room(void **state)
{
    (void)state;
    tt_csr x;
    assert_int_equal(tt__matrix_csr_alloc(&x, 3, 8, 5), TT_OK);
    assert_int_equal(x.n_rows, 3);
    assert_int_equal(x.n_cols, 8);
    for (int r = 0; r <= 3; r++) assert_int_equal(x.ptr[r], 0);
    x.idx[4] = 7;
    x.val[4] = 1;
    tt_csr_free(&x);
    assert_null(x.ptr);
    assert_int_equal(tt__matrix_csr_alloc(&x, 0, 0, 0), TT_OK);
    tt_csr_free(&x);
    tt_csr_free(&x);
    tt_dense y = {2, 2, calloc(4, sizeof(float))};
    tt_dense_free(&y);
    assert_null(y.val);
}

static void test_products(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, -2, 0, 0, 0, 0, .5, 4}, 3, 3);
    const float dense[] = {3, 5, .25F};
    assert_near(tt__matrix_csr_row_dot(&x, 0, dense), 2.5, 0);
    assert_near(tt__matrix_csr_row_dot(&x, 1, dense), 0, 0);
    assert_near(tt__matrix_csr_row_dot(&x, 2, dense), 3.5, 0);
    tt_csr_free(&x);
}

static void test_unit_rows(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){3, 0, -4, 0, 0, 0, 1e-12, 0, 0, 1e12, 1e12, 1e12}, 4, 3);
    tt__matrix_csr_unit_rows(&x);
    assert_near((double)x.val[0], .6, 1e-7);
    assert_near((double)x.val[1], -.8, 1e-7);
    assert_int_equal(x.ptr[1], x.ptr[2]); /* a zero row stays zero */
    assert_near((double)x.val[2], 1, 1e-7);
    assert_near((double)x.val[3], sqrt(1. / 3), 1e-7);
    tt_csr_free(&x);
    x = rows_planted(50, 40, 1, 1, NULL);
    tt__matrix_csr_unit_rows(&x);
    for (int32_t r = 0; r < 50; r++) assert_near(rows_dot(&x, r, r), 1, 1e-6);
    tt_csr_free(&x);
}

static void test_transpose(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, 2, 0, 0, 0, 3, 4, 0, 5, 0, 6}, 4, 3), turned;
    assert_int_equal(tt__matrix_csr_transpose(&turned, &x), TT_OK);
    assert_int_equal(turned.n_rows, 3);
    assert_int_equal(turned.n_cols, 4);
    static const double expected[] = {1, 0, 3, 5, 0, 0, 4, 0, 2, 0, 0, 6};
    double *table = rows_table(&turned);
    for (int i = 0; i < 12; i++) assert_near(table[i], expected[i], 0);
    for (int32_t r = 0; r < 3; r++)
        for (int64_t p = turned.ptr[r] + 1; p < turned.ptr[r + 1]; p++) assert_true(turned.idx[p - 1] < turned.idx[p]);
    free(table);
    tt_csr_free(&turned);
    tt_csr_free(&x);
}

static void test_stored_zeros(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 1}, 1, 2);
    x.val[0] = x.val[1] = 0;
    tt__matrix_csr_unit_rows(&x); /* no division by zero */
    assert_true(x.val[0] == 0.0F && x.val[1] == 0.0F);
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt_csr x = {.n_rows = 77};
    tt_status status = tt__matrix_csr_alloc(&x, 3, 8, 5);
    if (status == TT_OK)
        tt_csr_free(&x);
    else
        assert_int_equal(x.n_rows, 77); /* untouched */
    return (void)arg, status;
}

static void test_memory(void **state)
{
    (void)state;
    assert_int_equal(until_memory_suffices(call, NULL), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_room),         cmocka_unit_test(test_products),
                                       cmocka_unit_test(test_unit_rows),    cmocka_unit_test(test_transpose),
                                       cmocka_unit_test(test_stored_zeros), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
