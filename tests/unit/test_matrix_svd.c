/* Randomised truncated SVD: SciPy's triplets, orthonormality whatever the rank, one answer. */
#include "testing.h"

#include <math.h>

#include "base/random.h"
#include "matrix/csr.h"
#include "matrix/orthonormal.h"

static double column_dot(const tt_dense *x, int32_t a, int32_t b)
{
    double sum = 0;
    for (int32_t r = 0; r < x->n_rows; r++)
        sum += (double)x->val[r * x->n_cols + a] * (double)x->val[r * x->n_cols + b];
    return sum;
}

static void assert_orthonormal(const tt_dense *x)
{
    for (int32_t a = 0; a < x->n_cols; a++)
        for (int32_t b = 0; b <= a; b++) assert_near(column_dot(x, a, b), a == b, 2e-6);
}

/* A seeded n x v matrix with `rank` patterns: row r is a multiple of pattern r % rank. */
static tt_csr patterned(int32_t n, int32_t v, int32_t rank, int32_t per_row)
{
    tt_csr x;
    gsl_rng *rng = tt__base_rng_new(5, 0);
    assert_non_null(rng);
    assert_int_equal(tt__matrix_csr_alloc(&x, n, v, (int64_t)n * per_row), TT_OK);
    for (int32_t r = 0; r < n; r++) {
        x.ptr[r + 1] = x.ptr[r] + per_row;
        for (int32_t i = 0; i < per_row; i++) {
            x.idx[x.ptr[r] + i] =
                (r % rank * 7 + i * (v / per_row)) % v; /* one column in each stretch of v / per_row */
            x.val[x.ptr[r] + i] = (float)(rank < n ? 1 + r / rank % 3 : gsl_rng_uniform(rng));
        }
        for (int64_t p = x.ptr[r] + 1; p < x.ptr[r + 1]; p++) /* insertion sort by column */
            for (int64_t q = p; q > x.ptr[r] && x.idx[q] < x.idx[q - 1]; q--) {
                int32_t column = x.idx[q];
                x.idx[q] = x.idx[q - 1];
                x.idx[q - 1] = column;
            }
    }
    gsl_rng_free(rng);
    return x;
}

static void test_reference(void **state)
{
    (void)state;
    int64_t n_numbers;
    double *number = read_numbers("tests/reference/svd.txt", &n_numbers), *at = number + 4;
    int32_t n = (int32_t)number[0], v = (int32_t)number[1], d = (int32_t)number[2], nnz = (int32_t)number[3];
    tt_csr x;
    tt_svd svd = {0};
    tt_svd_opts opts = {.rank = d, .oversample = v - d, .power_iterations = 2, .seed = 3};
    assert_int_equal(tt__matrix_csr_alloc(&x, n, v, nnz), TT_OK);
    for (int32_t i = 0; i <= n; i++) x.ptr[i] = (int64_t)*at++;
    for (int32_t i = 0; i < nnz; i++) x.idx[i] = (int32_t)*at++;
    for (int32_t i = 0; i < nnz; i++) x.val[i] = (float)*at++;
    assert_int_equal(tt_svd_truncated(&svd, &x, &opts, NULL), TT_OK);
    for (int32_t i = 0; i < d; i++) assert_near(svd.values[i], *at++, 1e-5);
    for (int32_t i = 0; i < n * d; i++) assert_near((double)svd.left.val[i], *at++, 1e-4);
    for (int32_t i = 0; i < v * d; i++) assert_near((double)svd.right.val[i], *at++, 1e-4);
    assert_int_equal(at - number, n_numbers);
    assert_orthonormal(&svd.left);
    assert_orthonormal(&svd.right);
    tt_svd_free(&svd);
    tt_csr_free(&x);
    free(number);
}

static void test_full_rank_restores(void **state)
{
    (void)state;
    tt_csr x = patterned(9, 12, 9, 4);
    tt_svd svd = {0};
    assert_int_equal(tt_svd_truncated(&svd, &x, &(tt_svd_opts){.rank = 9, .seed = 1}, NULL), TT_OK);
    for (int32_t r = 0; r < 9; r++)
        for (int32_t c = 0; c < 12; c++) {
            double expected = 0, got = 0;
            for (int64_t p = x.ptr[r]; p < x.ptr[r + 1]; p++)
                if (x.idx[p] == c) expected += (double)x.val[p];
            for (int32_t i = 0; i < 9; i++)
                got += (double)svd.left.val[r * 9 + i] * svd.values[i] * (double)svd.right.val[c * 9 + i];
            assert_near(got, expected, 1e-5);
        }
    tt_svd_free(&svd);
    tt_csr_free(&x);
}

static void test_rank_deficient(void **state)
{
    (void)state;
    tt_csr x = patterned(300, 80, 3, 4), zero;
    tt_svd svd = {0};
    tt_svd_opts opts = {.rank = 8, .oversample = 4, .power_iterations = 2, .seed = 1};
    assert_int_equal(tt_svd_truncated(&svd, &x, &opts, NULL), TT_OK);
    for (int32_t i = 0; i < 8; i++) {
        if (i < 3)
            assert_true(svd.values[i] > 1);
        else
            assert_true(svd.values[i] < 1e-4);
        if (i) assert_true(svd.values[i] <= svd.values[i - 1]);
    }
    assert_orthonormal(&svd.left);
    assert_orthonormal(&svd.right);
    tt_svd_free(&svd);
    tt_csr_free(&x);
    assert_int_equal(tt__matrix_csr_alloc(&zero, 5, 4, 0), TT_OK);
    assert_int_equal(tt_svd_truncated(&svd, &zero, &(tt_svd_opts){.rank = 4, .power_iterations = 1, .seed = 1}, NULL),
                     TT_OK);
    for (int32_t i = 0; i < 4; i++) assert_near(svd.values[i], 0, 0);
    assert_orthonormal(&svd.right);
    tt_svd_free(&svd);
    tt_csr_free(&zero);
}

static void test_any_number_of_threads(void **state)
{
    (void)state;
    tt_csr x = patterned(20000, 9000, 20000, 6);
    tt_svd one = {0};
    tt_svd_opts opts = {.rank = 7, .oversample = 5, .power_iterations = 1, .seed = 1};
    assert_int_equal(tt_svd_truncated(&one, &x, &opts, &(tt_run){.threads = 1}), TT_OK);
    assert_orthonormal(&one.left); /* several blocks */
    for (int threads = 2; threads <= 7; threads += threads == 3 ? 4 : 1) {
        tt_svd more = {0};
        assert_int_equal(tt_svd_truncated(&more, &x, &opts, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(more.values, one.values, 7 * sizeof *one.values);
        assert_memory_equal(more.left.val, one.left.val, 20000 * 7 * sizeof *one.left.val);
        assert_memory_equal(more.right.val, one.right.val, 9000 * 7 * sizeof *one.right.val);
        tt_svd_free(&more);
    }
    for (int32_t j = 0; j < 7; j++) { /* the first entry of largest size is positive */
        float peak = 0;
        for (int32_t c = 0; c < 9000; c++)
            if (fabsf(one.right.val[c * 7 + j]) > fabsf(peak)) peak = one.right.val[c * 7 + j];
        assert_true(peak > 0);
    }
    tt_svd_free(&one);
    tt_csr_free(&x);
}

/* Q R = Y, over more than one block. */
static void test_orthonormalise(void **state)
{
    (void)state;
    enum { N = 9000, L = 5 };
    tt_dense y = {N, L, calloc(N * L, sizeof(float))}, kept = {N, L, malloc(N * L * sizeof(float))};
    float r[L * L];
    for (int32_t i = 0; i < N * L; i++) y.val[i] = (float)((i * 7919LL) % 1009) / 1009 - .3F;
    for (int32_t i = 0; i < N; i++) y.val[i * L + 3] = 2 * y.val[i * L + 1]; /* a dependent column */
    memcpy(kept.val, y.val, N * L * sizeof(float));
    assert_int_equal(tt__matrix_orthonormalise(&y, r, NULL), TT_OK);
    assert_orthonormal(&y);
    for (int32_t i = 0; i < N; i++)
        for (int32_t j = 0; j < L; j++) {
            double sum = 0;
            for (int32_t q = 0; q < L; q++) sum += (double)y.val[i * L + q] * (double)r[q * L + j];
            assert_near(sum, (double)kept.val[i * L + j], 1e-4);
            if (i < L && i > j) assert_true(r[i * L + j] == 0.0F);
        }
    tt_dense wide = {1, L, y.val};
    assert_int_equal(tt__matrix_orthonormalise(&wide, NULL, NULL), TT_ERR_ARGUMENT);
    free(y.val);
    free(kept.val);
}

static void test_wrong(void **state)
{
    (void)state;
    tt_csr x = patterned(9, 12, 3, 4);
    tt_svd svd = {.rank = 55};
    assert_int_equal(tt_svd_truncated(&svd, &x, &(tt_svd_opts){.rank = 10}, NULL), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(), "10 dimensions asked of a matrix of 9 rows and 12 columns");
    assert_int_equal(tt_svd_truncated(&svd, &x, &(tt_svd_opts){.rank = 0}, NULL), TT_ERR_ARGUMENT);
    assert_int_equal(tt_svd_truncated(&svd, &x, &(tt_svd_opts){.rank = 1, .power_iterations = -1}, NULL),
                     TT_ERR_ARGUMENT);
    x.val[0] = NAN;
    assert_int_equal(tt_svd_truncated(&svd, &x, &(tt_svd_opts){.rank = 2}, NULL), TT_ERR_ARGUMENT);
    assert_int_equal(svd.rank, 55); /* untouched */
    tt_csr_free(&x);
    tt_svd_opts opts = tt_svd_opts_default();
    assert_null(tt_svd_opts_check(&opts));
}

static int stop(const tt_progress *step, void *user)
{
    assert_string_equal(step->stage, "projecting");
    return ++*(int *)user > 1;
}

static void test_cancel(void **state)
{
    (void)state;
    int calls = 0;
    tt_csr x = patterned(9, 12, 3, 4);
    tt_svd svd = {0};
    tt_run run = {.progress = stop, .user = &calls};
    assert_int_equal(tt_svd_truncated(&svd, &x, &(tt_svd_opts){.rank = 2, .power_iterations = 3}, &run),
                     TT_ERR_CANCELLED);
    assert_int_equal(calls, 2);
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt_svd svd = {0};
    tt_status status = tt_svd_truncated(&svd, arg, &(tt_svd_opts){.rank = 2, .oversample = 1, .seed = 1}, NULL);
    if (status == TT_OK) tt_svd_free(&svd);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = patterned(9, 12, 3, 4);
    assert_true(until_memory_suffices(call, &x) >= 20);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reference),      cmocka_unit_test(test_full_rank_restores),
        cmocka_unit_test(test_rank_deficient), cmocka_unit_test(test_any_number_of_threads),
        cmocka_unit_test(test_orthonormalise), cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_cancel),         cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
