/* Tall-skinny QR: every block of rows is factored alone, then the stack of the small triangles.
 *
 * A row-major n x l matrix is its transpose, l x n, to column-major LAPACK, and a block of its rows is a contiguous l x
 * rows matrix.  So Y = Q R is had as the LQ factorisation Y' = L Q' (L = R') with no copy turned around:
 *     block b:  Y_b' = [L_b 0] H_b          sgelqf, H_b as reflectors
 *     stack:    [L_1 L_2 ...] = L S         sgelqf, sorglq
 *     back:     Q_b' = [S_b 0] H_b          sormlq
 * Householder reflections, unlike Cholesky of the Gram matrix, give an orthonormal basis when columns of Y depend on
 * each other, and the blocks do not know how many threads there are. */
#include "matrix/orthonormal.h"

#include <cblas.h>
#include <lapacke.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

enum { BLOCK_ROWS = 4096 }; /* a block of 110 columns is 1.8 MB: stays in cache between its passes */

typedef struct blocks {
    tt_dense *y;
    int32_t l, count; /* columns; blocks */
    int threads;
    float *tau;     /* count * l: scales of each block's reflectors */
    float *stack;   /* l x (count * l) column-major: L_b, then S_b */
    float *scratch; /* threads * scratch_size: a block's reflectors, then LAPACK's workspace */
    size_t scratch_size;
    lapack_int work_size;
} blocks;

int tt__matrix_blas_single(void)
{
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(1);
    return threads;
}

void tt__matrix_blas_restore(int threads)
{
    openblas_set_num_threads(threads);
}

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

static tt_status blocks_init(blocks *s, tt_dense *y, const tt_run *run)
{
    int32_t l = y->n_cols, rows = l > BLOCK_ROWS / 2 ? 2 * l : BLOCK_ROWS;
    int32_t count = y->n_rows / rows;
    *s = (blocks){.y = y, .l = l, .count = count > 0 ? count : 1};
    s->threads = tt__base_threads(run, s->count, 1);
    size_t columns = (size_t)l, largest = (size_t)(y->n_rows / s->count + 1);
    s->work_size = workspace(l, (int32_t)largest);
    s->scratch_size = largest * columns + (size_t)s->work_size;
    s->tau = tt__base_calloc((size_t)s->count * columns, sizeof *s->tau);
    s->stack = tt__base_calloc((size_t)s->count * columns * columns, sizeof *s->stack);
    s->scratch = tt__base_calloc((size_t)s->threads * s->scratch_size, sizeof *s->scratch);
    return s->tau && s->stack && s->scratch ? TT_OK : TT_ERR_MEMORY;
}

/* Y_b' = [L_b 0] H_b in place; L_b is copied into the stack.  Gives back LAPACK's info. */
static lapack_int factor_block(blocks *s, int32_t b)
{
    size_t l = (size_t)s->l;
    float *rows = block_rows(s, b), *work = s->scratch + (size_t)omp_get_thread_num() * s->scratch_size;
    lapack_int info = LAPACKE_sgelqf_work(LAPACK_COL_MAJOR, s->l, block_size(s, b), rows, s->l, s->tau + (size_t)b * l,
                                          work, s->work_size);
    for (size_t j = 0; j < l; j++) /* the lower triangle, column by column */
        memcpy(s->stack + ((size_t)b * l + j) * l + j, rows + j * l + j, (l - j) * sizeof *rows);
    return info;
}

/* Q_b' = [S_b 0] H_b, over the reflectors. */
static lapack_int apply_block(blocks *s, int32_t b)
{
    size_t l = (size_t)s->l, size = (size_t)block_size(s, b) * l;
    float *rows = block_rows(s, b), *reflectors = s->scratch + (size_t)omp_get_thread_num() * s->scratch_size;
    float *work = reflectors + s->scratch_size - (size_t)s->work_size;
    memcpy(reflectors, rows, size * sizeof *rows);
    memset(rows, 0, size * sizeof *rows);
    memcpy(rows, s->stack + (size_t)b * l * l, l * l * sizeof *rows);
    return LAPACKE_sormlq_work(LAPACK_COL_MAJOR, 'R', 'N', s->l, block_size(s, b), s->l, reflectors, s->l,
                               s->tau + (size_t)b * l, rows, s->l, work, s->work_size);
}

/* One pass over the blocks; every one is independent of the others. */
static lapack_int each_block(blocks *s, lapack_int (*step)(blocks *, int32_t))
{
    lapack_int worst = 0;
#pragma omp parallel for schedule(dynamic) num_threads(s->threads) reduction(min : worst)
    for (int32_t b = 0; b < s->count; b++) {
        lapack_int info = step(s, b);
        if (info < worst) worst = info;
    }
    return worst;
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

tt_status tt__matrix_orthonormalise(tt_dense *y, float *upper, const tt_run *run)
{
    if (y->n_cols < 1 || y->n_rows < y->n_cols)
        return tt__base_fail(TT_ERR_ARGUMENT, "cannot orthonormalise %d columns of %d rows", y->n_cols, y->n_rows);
    int blas = tt__matrix_blas_single();
    blocks s;
    lapack_int info = 0;
    tt_status status = blocks_init(&s, y, run);
    if (status < 0) goto done;
    info = each_block(&s, factor_block);
    if (info == 0) info = factor_stack(&s, upper);
    if (info == 0) info = each_block(&s, apply_block);
    if (info == LAPACK_WORK_MEMORY_ERROR)
        status = tt__base_fail(TT_ERR_MEMORY, "out of memory: a QR factorisation");
    else if (info < 0)
        status = tt__base_fail(TT_ERR_ARGUMENT, "the matrix holds a value that is not finite");
done:
    blocks_free(&s);
    tt__matrix_blas_restore(blas);
    return status;
}
