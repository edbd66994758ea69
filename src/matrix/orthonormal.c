/* Tall-skinny QR: every block of rows is factored alone, then the stack of the small triangles, then one pass of ours.
 *
 * A row-major n x l matrix is its transpose, l x n, to column-major LAPACK, and a block of its rows is a contiguous l x
 * rows matrix.  So Y = Q R is had as the LQ factorisation Y' = L Q' (L = R') with no copy turned around:
 *     block b:  Y_b' = [L_b 0] H_b          sgelqf, H_b as reflectors
 *     stack:    [L_1 L_2 ...] = L S         sgelqf, sorglq
 *     back:     Q_b' = [S_b 0] H_b          sormlq
 *     polish:   Q'Q = C C',  Q <- Q C'^-1,  R <- C' R        in doubles
 * Householder reflections, unlike Cholesky of the Gram matrix, give an orthonormal basis when columns of Y depend on
 * each other, and the blocks do not know how many threads there are.  How far their floats are from orthonormal depends
 * on BLAS's kernels (3e-6 with those for the Prescott).  Q'Q is then so near to 1 that its Cholesky factor is accurate
 * (CholeskyQR2: Yamamoto et al. 2015, http://eudml.org/doc/287515), and what is left is the rounding to floats. */
#include "matrix/orthonormal.h"

#include <lapacke.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "matrix/blas.h"
#include "matrix/wide.h"

enum { BLOCK_ROWS = 4096 }; /* a block of 110 columns is 1.8 MB: stays in cache between its passes */

typedef struct blocks {
    tt_dense *y;
    int32_t l, count; /* columns; blocks */
    float *tau;       /* count * l: scales of each block's reflectors */
    float *stack;     /* l x (count * l) column-major: L_b, then S_b */
    float *scratch;   /* scratch_size: a block's reflectors, then LAPACK's workspace */
    size_t scratch_size;
    lapack_int work_size;
} blocks;

/* First row of block b: blocks of nearly equal size, none below BLOCK_ROWS (and l) but where there is one alone. */
static int32_t block_begin(const blocks *s, int32_t b)
{
    return (int32_t)((int64_t)s->y->n_rows * b / s->count);
}

static float *block_rows(const blocks *s, int32_t b)
{
    return s->y->val + (size_t)block_begin(s, b) * (size_t)s->l;
}

static int32_t block_size(const blocks *s, int32_t b)
{
    return block_begin(s, b + 1) - block_begin(s, b);
}

static void blocks_free(blocks *s)
{
    free(s->tau);
    free(s->stack);
    free(s->scratch);
}

/* The larger of the workspaces that LAPACK asks for at the largest block. */
static lapack_int workspace(int32_t l, int32_t rows)
{
    float factor = 0, apply = 0, none = 0;
    LAPACKE_sgelqf_work(LAPACK_COL_MAJOR, l, rows, &none, l, &none, &factor, -1);
    LAPACKE_sormlq_work(LAPACK_COL_MAJOR, 'R', 'N', l, rows, l, &none, l, &none, &none, l, &apply, -1);
    return (lapack_int)(factor > apply ? factor : apply) + 1;
}

static tt_status blocks_init(blocks *s, tt_dense *y)
{
    int32_t l = y->n_cols, rows = l > BLOCK_ROWS / 2 ? 2 * l : BLOCK_ROWS;
    int32_t count = y->n_rows / rows;
    *s = (blocks){.y = y, .l = l, .count = count > 0 ? count : 1};
    size_t columns = (size_t)l, largest = (size_t)(y->n_rows / s->count + 1);
    s->work_size = workspace(l, (int32_t)largest);
    s->scratch_size = largest * columns + (size_t)s->work_size;
    s->tau = tt__base_calloc((size_t)s->count * columns, sizeof *s->tau);
    s->stack = tt__base_calloc((size_t)s->count * columns * columns, sizeof *s->stack);
    s->scratch = tt__base_calloc(s->scratch_size, sizeof *s->scratch);
    return s->tau && s->stack && s->scratch ? TT_OK : TT_ERR_MEMORY;
}

/* Y_b' = [L_b 0] H_b in place; L_b is copied into the stack.  Gives back LAPACK's info. */
static lapack_int factor_block(blocks *s, int32_t b)
{
    size_t l = (size_t)s->l;
    float *rows = block_rows(s, b);
    lapack_int info = LAPACKE_sgelqf_work(LAPACK_COL_MAJOR, s->l, block_size(s, b), rows, s->l, s->tau + (size_t)b * l,
                                          s->scratch, s->work_size);
    for (size_t j = 0; j < l; j++) /* the lower triangle, column by column */
        memcpy(s->stack + ((size_t)b * l + j) * l + j, rows + j * l + j, (l - j) * sizeof *rows);
    return info;
}

/* Q_b' = [S_b 0] H_b, over the reflectors. */
static lapack_int apply_block(blocks *s, int32_t b)
{
    size_t l = (size_t)s->l, size = (size_t)block_size(s, b) * l;
    float *rows = block_rows(s, b), *reflectors = s->scratch;
    float *work = reflectors + s->scratch_size - (size_t)s->work_size;
    memcpy(reflectors, rows, size * sizeof *rows);
    memset(rows, 0, size * sizeof *rows);
    memcpy(rows, s->stack + (size_t)b * l * l, l * l * sizeof *rows);
    return LAPACKE_sormlq_work(LAPACK_COL_MAJOR, 'R', 'N', s->l, block_size(s, b), s->l, reflectors, s->l,
                               s->tau + (size_t)b * l, rows, s->l, work, s->work_size);
}

/* One pass over the blocks, on this thread: see matrix/blas.h. */
static lapack_int each_block(blocks *s, lapack_int (*step)(blocks *, int32_t))
{
    lapack_int info = 0;
    for (int32_t b = 0; b < s->count && info == 0; b++) info = step(s, b);
    return info;
}

/* [L_1 L_2 ...] = L S: S takes the stack's place, L goes to upper (column-major L is row-major R). */
static lapack_int factor_stack(blocks *s, float *upper)
{
    lapack_int l = s->l, columns = l * s->count;
    float *tau = s->scratch; /* free between the passes */
    lapack_int info = LAPACKE_sgelqf(LAPACK_COL_MAJOR, l, columns, s->stack, l, tau);
    if (info < 0) return info;
    for (size_t i = 0, side = (size_t)l; upper && i < side * side; i++)
        upper[i] = i % side >= i / side ? s->stack[i] : 0;
    return LAPACKE_sorglq(LAPACK_COL_MAJOR, l, columns, l, s->stack, l, tau);
}

static lapack_int factor(blocks *s, float *upper)
{
    int threads = tt__matrix_blas_begin();
    lapack_int info = each_block(s, factor_block);
    if (info == 0) info = factor_stack(s, upper);
    if (info == 0) info = each_block(s, apply_block);
    tt__matrix_blas_end(threads);
    return info;
}

/* ---- the pass in doubles ---- */

enum { ROWS_OF_GRAM = 4 }; /* made together: a row of Q is read once for so many of them */

/* gram (l x l, row-major) = Q'Q, rows from .. from + n - 1 of it, added up in the order of Q's rows. */
TT_WIDE static void gram_rows(double *gram, const tt_dense *q, int32_t from, int32_t n)
{
    int32_t l = q->n_cols;
    double *sum = gram + (int64_t)from * l;
    for (int32_t r = 0; r < q->n_rows; r++) {
        const float *row = q->val + (int64_t)r * l;
        for (int32_t a = 0; a < n; a++) {
            double weight = (double)row[from + a];
            for (int32_t b = 0; b < l; b++) sum[(int64_t)a * l + b] += weight * (double)row[b];
        }
    }
}

/* gram = Q'Q; one thread owns each of its rows. */
static void gram_of(double *gram, const tt_dense *q, const tt_run *run)
{
    int32_t l = q->n_cols, groups = (l + ROWS_OF_GRAM - 1) / ROWS_OF_GRAM;
#pragma omp parallel for schedule(dynamic, 1) num_threads(tt__base_threads(run, groups, 4))
    for (int32_t g = 0; g < groups; g++) {
        int32_t from = g * ROWS_OF_GRAM;
        gram_rows(gram, q, from, l - from < ROWS_OF_GRAM ? l - from : ROWS_OF_GRAM);
    }
}

/* gram = C C' in place of its lower triangle; false where gram is not positive definite. */
static bool cholesky(double *c, int32_t l)
{
    for (int32_t a = 0; a < l; a++)
        for (int32_t b = 0; b <= a; b++) {
            double sum = c[(int64_t)a * l + b];
            for (int32_t k = 0; k < b; k++) sum -= c[(int64_t)a * l + k] * c[(int64_t)b * l + k];
            if (a == b && !(sum > 0)) return false;
            c[(int64_t)a * l + b] = a == b ? sqrt(sum) : sum / c[(int64_t)b * l + b];
        }
    return true;
}

/* inverse (l x l, row-major, upper triangular) = C'^-1, column by column. */
static void invert(double *inverse, const double *c, int32_t l)
{
    for (int32_t j = 0; j < l; j++)
        for (int32_t i = j; i >= 0; i--) {
            double sum = i == j;
            for (int32_t k = i + 1; k <= j; k++) sum -= c[(int64_t)k * l + i] * inverse[(int64_t)k * l + j];
            inverse[(int64_t)i * l + j] = sum / c[(int64_t)i * l + i];
        }
}

/* A row q (l) <- q inverse; sum: room for l. */
TT_WIDE static void multiply_row(float *row, double *sum, const double *inverse, int32_t l)
{
    memset(sum, 0, (size_t)l * sizeof *sum);
    for (int32_t a = 0; a < l; a++) {
        double weight = (double)row[a];
        for (int32_t b = a; b < l; b++) sum[b] += weight * inverse[(int64_t)a * l + b];
    }
    for (int32_t b = 0; b < l; b++) row[b] = (float)sum[b];
}

/* Q <- Q inverse; room: threads * l. */
static void multiply_rows(tt_dense *q, const double *inverse, double *room, int threads)
{
    int32_t n = q->n_rows, l = q->n_cols;
#pragma omp parallel for schedule(static) num_threads(threads)
    for (int32_t r = 0; r < n; r++)
        multiply_row(q->val + (int64_t)r * l, room + (int64_t)omp_get_thread_num() * l, inverse, l);
}

/* R <- C' R, both upper triangular, in place: row a of the product needs rows a and below. */
static void multiply_upper(float *upper, const double *c, int32_t l)
{
    for (int32_t a = 0; a < l; a++)
        for (int32_t j = a; j < l; j++) {
            double sum = 0;
            for (int32_t b = a; b <= j; b++) sum += c[(int64_t)b * l + a] * (double)upper[(int64_t)b * l + j];
            upper[(int64_t)a * l + j] = (float)sum;
        }
}

static tt_status polish(tt_dense *q, float *upper, const tt_run *run)
{
    int32_t l = q->n_cols;
    int threads = tt__base_threads(run, q->n_rows, 1024);
    size_t square = (size_t)l * (size_t)l;
    double *gram = tt__base_calloc(2 * square + (size_t)threads * (size_t)l, sizeof *gram), *inverse = gram + square;
    if (!gram) return TT_ERR_MEMORY;
    gram_of(gram, q, run);
    bool near_one = cholesky(gram, l);
    if (near_one) {
        invert(inverse, gram, l);
        multiply_rows(q, inverse, inverse + square, threads);
        if (upper) multiply_upper(upper, gram, l);
    }
    free(gram);
    return near_one ? TT_OK : tt__base_fail(TT_ERR_ARGUMENT, "the matrix holds a value that is not finite");
}

tt_status tt__matrix_basis(tt_dense *y, float *upper)
{
    if (y->n_cols < 1 || y->n_rows < y->n_cols)
        return tt__base_fail(TT_ERR_ARGUMENT, "cannot orthonormalise %d columns of %d rows", y->n_cols, y->n_rows);
    blocks s;
    tt_status status = blocks_init(&s, y);
    lapack_int info = status == TT_OK ? factor(&s, upper) : 0;
    blocks_free(&s);
    if (info == LAPACK_WORK_MEMORY_ERROR) return tt__base_fail(TT_ERR_MEMORY, "out of memory: a QR factorisation");
    return info < 0 ? tt__base_fail(TT_ERR_ARGUMENT, "the matrix holds a value that is not finite") : status;
}

tt_status tt__matrix_orthonormalise(tt_dense *y, float *upper, const tt_run *run)
{
    tt_status status = tt__matrix_basis(y, upper);
    return status == TT_OK ? polish(y, upper, run) : status;
}
