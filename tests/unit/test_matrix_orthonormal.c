/* Tall QR by blocks: an orthonormal Q whatever the rank, Q R the matrix again, one answer. */
#include "testing.h"

#include "base/random.h"
#include "matrix/orthonormal.h"

enum { BLOCKS = 3 * 4096 + 77 }; /* rows of three blocks, none of a round size */

static tt_dense random_matrix(int32_t n, int32_t l)
{
    tt_dense y = {.n_rows = n, .n_cols = l, .val = calloc((size_t)n * (size_t)l, sizeof *y.val)};
    gsl_rng *rng = tt__base_rng_new(7, 1);
    assert_non_null(y.val);
    assert_non_null(rng);
    for (int64_t i = 0; i < (int64_t)n * l; i++) y.val[i] = (float)(gsl_rng_uniform(rng) - .3);
    gsl_rng_free(rng);
    return y;
}

static double at(const tt_dense *y, int32_t r, int32_t c)
{
    return (double)y->val[(int64_t)r * y->n_cols + c];
}

static void assert_orthonormal(const tt_dense *q)
{
    for (int32_t a = 0; a < q->n_cols; a++)
        for (int32_t b = 0; b <= a; b++) {
            double dot = 0;
            for (int32_t r = 0; r < q->n_rows; r++) dot += at(q, r, a) * at(q, r, b);
            assert_near(dot, a == b, 5e-6);
        }
}

/* Y is taken apart into an orthonormal Q and an upper triangle R that give it back: the span is kept. */
static void assert_taken_apart(tt_dense *y)
{
    size_t l = (size_t)y->n_cols, bytes = (size_t)y->n_rows * l * sizeof *y->val;
    float *before = malloc(bytes), *upper = malloc(l * l * sizeof *upper);
    assert_non_null(before);
    assert_non_null(upper);
    memcpy(before, y->val, bytes);
    assert_int_equal(tt__matrix_orthonormalise(y, upper, NULL), TT_OK);
    assert_orthonormal(y);
    for (size_t i = 0; i < l; i++)
        for (size_t j = 0; j < i; j++) assert_true(upper[i * l + j] == 0);
    for (size_t j = 0; j < l; j++) {
        double square = 0;
        for (size_t r = 0; r < (size_t)y->n_rows; r++) square += (double)before[r * l + j] * (double)before[r * l + j];
        for (int32_t r = 0; r < y->n_rows; r++) {
            double sum = 0;
            for (size_t i = 0; i <= j; i++) sum += at(y, r, (int32_t)i) * (double)upper[i * l + j];
            assert_near(sum, (double)before[(size_t)r * l + j],
                        2e-6 * sqrt(square)); /* what floats can hold of the column */
        }
    }
    free(before);
    free(upper);
}

static void test_full_rank(void **state)
{
    (void)state;
    const int32_t shape[][2] = {{1, 1}, {5, 5}, {40, 7}, {4097, 3}, {BLOCKS, 6}};
    for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) {
        tt_dense y = random_matrix(shape[i][0], shape[i][1]);
        assert_taken_apart(&y);
        tt_dense_free(&y);
    }
}

/* A column that is another's copy, one that is a sum of others, one of zeros. */
static void test_rank_deficient(void **state)
{
    (void)state;
    for (int32_t n = 30; n <= BLOCKS; n += BLOCKS - 30) {
        tt_dense y = random_matrix(n, 6);
        for (int32_t r = 0; r < n; r++) {
            float *row = y.val + (int64_t)r * 6;
            row[2] = row[0];
            row[3] = row[0] + row[1];
            row[4] = 0;
        }
        assert_taken_apart(&y);
        memset(y.val, 0, (size_t)n * 6 * sizeof *y.val); /* nothing at all: still a basis */
        assert_taken_apart(&y);
        tt_dense_free(&y);
    }
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    tt_dense one = random_matrix(BLOCKS, 6);
    float upper[36], again[36];
    assert_int_equal(tt__matrix_orthonormalise(&one, upper, &(tt_run){.threads = 1}), TT_OK);
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        tt_dense more = random_matrix(BLOCKS, 6);
        assert_int_equal(tt__matrix_orthonormalise(&more, again, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(more.val, one.val, BLOCKS * 6 * sizeof *one.val);
        assert_memory_equal(again, upper, sizeof upper);
        tt_dense_free(&more);
    }
    tt_dense_free(&one);
}

static void test_wrong(void **state)
{
    (void)state;
    tt_dense y = random_matrix(10, 3);
    y.val[14] = NAN;
    assert_int_equal(tt__matrix_orthonormalise(&y, NULL, NULL), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(), "the matrix holds a value that is not finite");
    y.n_rows = 2;
    assert_int_equal(tt__matrix_orthonormalise(&y, NULL, NULL), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(), "cannot orthonormalise 3 columns of 2 rows");
    tt_dense_free(&y);
}

static tt_status call(void *y)
{
    return tt__matrix_orthonormalise(y, NULL, NULL);
}

static void test_memory(void **state)
{
    (void)state;
    tt_dense y = random_matrix(20, 4);
    assert_true(until_memory_suffices(call, &y) >= 3);
    assert_orthonormal(&y);
    tt_dense_free(&y);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_full_rank), cmocka_unit_test(test_rank_deficient),
                                       cmocka_unit_test(test_any_number_of_threads), cmocka_unit_test(test_wrong),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
