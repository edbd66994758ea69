/* Products of all pairs of rows: bit for bit those of a naive sum in the order of the terms. */
#include "matrix/gram.h"
#include "rows_fixture.h"

static float naive_product(const tt_csr *x, int32_t a, int32_t b)
{
    float sum = 0;
    for (int64_t p = x->ptr[a]; p < x->ptr[a + 1]; p++)
        for (int64_t q = x->ptr[b]; q < x->ptr[b + 1]; q++)
            if (x->idx[p] == x->idx[q]) sum += x->val[p] * x->val[q];
    return sum;
}

/* Rows around whole vectors; words that all have, and words that few have. */
static void test_naive_twin(void **state)
{
    (void)state;
    for (int32_t k = 1; k <= 113; k += 16) {
        tt_csr x = rows_weighted(k, 300, k < 5 ? 1 : 5, (uint64_t)k, NULL, NULL);
        float *gram = calloc((size_t)(k * k), sizeof *gram);
        assert_non_null(gram);
        for (int threads = 1; threads <= 7; threads += 3) {
            memset(gram, 7, (size_t)(k * k) * sizeof *gram);
            assert_int_equal(tt__matrix_gram(gram, &x, &(tt_run){.threads = threads}), TT_OK);
            for (int32_t a = 0; a < k; a++)
                for (int32_t b = 0; b < k; b++)
                    assert_near((double)gram[a * k + b], (double)naive_product(&x, a > b ? a : b, a > b ? b : a), 0);
        }
        free(gram);
        tt_csr_free(&x);
    }
}

static void test_empty_rows(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){0, 0, 3, -2, 0, 0}, 3, 2);
    float gram[9];
    assert_int_equal(tt__matrix_gram(gram, &x, NULL), TT_OK);
    for (int i = 0; i < 9; i++) assert_near((double)gram[i], i == 4 ? 13 : 0, 0);
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    float gram[16];
    return tt__matrix_gram(gram, arg, NULL);
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(4, 30, 2, 1, NULL, NULL);
    assert_true(until_memory_suffices(call, &x) >= 8);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_naive_twin), cmocka_unit_test(test_empty_rows),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
