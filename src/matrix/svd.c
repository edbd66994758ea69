/* Randomised truncated SVD.
 *
 *     Y = X Omega, Q = orth(Y); q times: Z = orth(X'Q), Q = orth(X Z)      l = d + oversample columns
 *     X'Q = V_1 R,  R' = P S W',  U = Q P,  V = V_1 W                      X ~ Q Q'X = Q R' V_1'
 *
 * orth() is a Householder QR between any two products, so the sketch keeps its small directions however fast the
 * spectrum falls, and U and V come out orthonormal even where X has fewer than d non-zero singular values.  X' is made
 * once; both products then give every output row to one thread, which sums it in column order. */
#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/run.h"
#include "matrix/blas.h"
#include "matrix/csr.h"
#include "matrix/orthonormal.h"

enum { GRAIN_ROWS = 512 }; /* rows a thread takes at a time */

typedef struct sketch {
    const tt_csr *x;
    tt_csr turned;    /* X' */
    tt_dense rows;    /* n x l: Q */
    tt_dense columns; /* v x l: Omega, Z, V_1 */
    float *upper;     /* l x l row-major: R */
    int32_t l;
    const tt_run *run;
} sketch;

tt_svd_opts tt_svd_opts_default(void)
{
    return (tt_svd_opts){.rank = 100, .oversample = 10, .power_iterations = 4, .seed = 1};
}

const char *tt_svd_opts_check(const tt_svd_opts *opts)
{
    if (!opts) return NULL;
    if (opts->rank < 1) return "the number of dimensions must be at least 1";
    if (opts->oversample < 0 || opts->power_iterations < 0) return "oversample and power iterations cannot be negative";
    return NULL;
}

static tt_status dense_alloc(tt_dense *out, int32_t n_rows, int32_t n_cols)
{
    *out = (tt_dense){.n_rows = n_rows, .n_cols = n_cols};
    out->val = tt__base_calloc((size_t)n_rows * (size_t)n_cols, sizeof *out->val);
    return out->val ? TT_OK : TT_ERR_MEMORY;
}

static void sketch_free(sketch *s)
{
    tt_csr_free(&s->turned);
    tt_dense_free(&s->rows);
    tt_dense_free(&s->columns);
    free(s->upper);
}

/* out (n x l) = x (n x v) dense (v x l) */
static void multiply(tt_dense *out, const tt_csr *x, const tt_dense *dense, const tt_run *run)
{
    int32_t l = dense->n_cols;
#pragma omp parallel for schedule(dynamic, GRAIN_ROWS) num_threads(tt__base_threads(run, x->n_rows, GRAIN_ROWS))
    for (int32_t r = 0; r < x->n_rows; r++) {
        float *to = out->val + (size_t)r * (size_t)l;
        for (int32_t j = 0; j < l; j++) to[j] = 0;
        for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
            const float *from = dense->val + (size_t)x->idx[p] * (size_t)l;
            float value = x->val[p];
#pragma omp simd
            for (int32_t j = 0; j < l; j++) to[j] += value * from[j];
        }
    }
}

/* out (n x d) = basis (n x l) turn (l x d) */
static void rotate(tt_dense *out, const tt_dense *basis, const float *turn, const tt_run *run)
{
    int32_t l = basis->n_cols, d = out->n_cols;
#pragma omp parallel for schedule(dynamic, GRAIN_ROWS) num_threads(tt__base_threads(run, basis->n_rows, GRAIN_ROWS))
    for (int32_t r = 0; r < basis->n_rows; r++) {
        float *to = out->val + (size_t)r * (size_t)d;
        for (int32_t i = 0; i < l; i++) {
            float value = basis->val[(size_t)r * (size_t)l + (size_t)i];
            const float *from = turn + (size_t)i * (size_t)d;
#pragma omp simd
            for (int32_t j = 0; j < d; j++) to[j] += value * from[j];
        }
    }
}

static tt_status draw(tt_dense *omega, uint64_t seed)
{
    gsl_rng *rng = tt__base_rng_new(seed, 0);
    if (!rng) return TT_ERR_MEMORY;
    size_t size = (size_t)omega->n_rows * (size_t)omega->n_cols;
    for (size_t i = 0; i < size; i++) omega->val[i] = (float)gsl_ran_gaussian_ziggurat(rng, 1.0);
    gsl_rng_free(rng);
    return TT_OK;
}

static tt_status sketch_init(sketch *s, const tt_csr *x, const tt_svd_opts *opts)
{
    int32_t least = x->n_rows < x->n_cols ? x->n_rows : x->n_cols;
    s->l = opts->oversample < least - opts->rank ? opts->rank + opts->oversample : least;
    tt_status status = tt__matrix_csr_transpose(&s->turned, x);
    if (status == TT_OK) status = dense_alloc(&s->rows, x->n_rows, s->l);
    if (status == TT_OK) status = dense_alloc(&s->columns, x->n_cols, s->l);
    if (status < 0) return status;
    s->upper = tt__base_calloc((size_t)s->l * (size_t)s->l, sizeof *s->upper);
    return s->upper ? draw(&s->columns, opts->seed) : TT_ERR_MEMORY;
}

/* Leave an orthonormal Q in rows, V_1 in columns and R in upper: X ~ Q R' V_1'. */
static tt_status sketch_iterate(sketch *s, int32_t power_iterations)
{
    int32_t rounds = power_iterations + 1;
    for (int32_t i = 0; i < rounds; i++) {
        tt_status status = tt__base_progress(s->run, "projecting", (double)i / rounds, i, "passes");
        if (status < 0) return status;
        bool last = i == rounds - 1; /* of the others the span is wanted, not the basis */
        multiply(&s->rows, s->x, &s->columns, s->run);
        status = last ? tt__matrix_orthonormalise(&s->rows, NULL, s->run) : tt__matrix_basis(&s->rows, NULL);
        if (status < 0) return status;
        multiply(&s->columns, &s->turned, &s->rows, s->run);
        status = last ? tt__matrix_orthonormalise(&s->columns, s->upper, s->run) : tt__matrix_basis(&s->columns, NULL);
        if (status < 0) return status;
    }
    return tt__base_progress(s->run, "projecting", 1, rounds, "passes");
}

/* Work space of the small factorisation R' = P S W', all l x l but the turns. */
typedef struct small {
    double *lower, *p, *wt, *s;    /* column-major; wt = W' */
    float *turn_left, *turn_right; /* l x d row-major: the first d columns of P and W */
} small;

static void small_free(small *m)
{
    free(m->lower), free(m->p), free(m->wt), free(m->s);
    free(m->turn_left), free(m->turn_right);
}

static tt_status small_alloc(small *m, int32_t l, int32_t d)
{
    size_t side = (size_t)l, square = side * side, tall = side * (size_t)d;
    m->lower = tt__base_calloc(square, sizeof *m->lower);
    m->p = tt__base_calloc(square, sizeof *m->p);
    m->wt = tt__base_calloc(square, sizeof *m->wt);
    m->s = tt__base_calloc(side, sizeof *m->s);
    m->turn_left = tt__base_calloc(tall, sizeof *m->turn_left);
    m->turn_right = tt__base_calloc(tall, sizeof *m->turn_right);
    return m->lower && m->p && m->wt && m->s && m->turn_left && m->turn_right ? TT_OK : TT_ERR_MEMORY;
}

/* R' = P S W'. */
static tt_status small_factor(small *m, const float *upper, int32_t l)
{
    size_t square = (size_t)l * (size_t)l;
    for (size_t i = 0; i < square; i++) m->lower[i] = (double)upper[i]; /* row-major R is column-major R' */
    int blas = tt__matrix_blas_begin();
    lapack_int info = LAPACKE_dgesdd(LAPACK_COL_MAJOR, 'A', l, l, m->lower, l, m->s, m->p, l, m->wt, l);
    tt__matrix_blas_end(blas);
    if (info == LAPACK_WORK_MEMORY_ERROR)
        return tt__base_fail(TT_ERR_MEMORY, "out of memory: a singular value decomposition");
    return info ? tt__base_fail(TT_ERR_ARGUMENT, "the singular values of the projected matrix did not converge")
                : TT_OK;
}

static void small_turns(small *m, int32_t l, int32_t d)
{
    size_t side = (size_t)l, rank = (size_t)d;
    for (size_t i = 0; i < side; i++)
        for (size_t j = 0; j < rank; j++) {
            m->turn_left[i * rank + j] = (float)m->p[j * side + i];
            m->turn_right[i * rank + j] = (float)m->wt[i * side + j];
        }
}

/* Turn each pair of vectors so that the entry of largest size in the right one (the first such) is positive. */
static tt_status fix_signs(tt_svd *svd)
{
    size_t d = (size_t)svd->rank, left = (size_t)svd->left.n_rows * d, right = (size_t)svd->right.n_rows * d;
    float *peak = tt__base_calloc(d, sizeof *peak);
    if (!peak) return TT_ERR_MEMORY;
    for (size_t i = 0; i < right; i++)
        if (fabsf(svd->right.val[i]) > fabsf(peak[i % d])) peak[i % d] = svd->right.val[i];
    for (size_t i = 0; i < right; i++)
        if (peak[i % d] < 0) svd->right.val[i] = -svd->right.val[i];
    for (size_t i = 0; i < left; i++)
        if (peak[i % d] < 0) svd->left.val[i] = -svd->left.val[i];
    free(peak);
    return TT_OK;
}

static tt_status assemble(tt_svd *svd, const sketch *s, small *m, int32_t d)
{
    svd->rank = d;
    tt_status status = dense_alloc(&svd->left, s->rows.n_rows, d);
    if (status == TT_OK) status = dense_alloc(&svd->right, s->columns.n_rows, d);
    if (status == TT_OK && !(svd->values = tt__base_calloc((size_t)d, sizeof *svd->values))) status = TT_ERR_MEMORY;
    if (status < 0) return status;
    for (int32_t i = 0; i < d; i++) svd->values[i] = m->s[i];
    small_turns(m, s->l, d);
    rotate(&svd->left, &s->rows, m->turn_left, s->run);
    rotate(&svd->right, &s->columns, m->turn_right, s->run);
    return fix_signs(svd);
}

static tt_status check(const tt_csr *x, const tt_svd_opts *opts)
{
    const char *wrong = tt_svd_opts_check(opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    int32_t least = x->n_rows < x->n_cols ? x->n_rows : x->n_cols;
    if (opts->rank > least)
        return tt__base_fail(TT_ERR_ARGUMENT, "%d dimensions asked of a matrix of %d rows and %d columns", opts->rank,
                             x->n_rows, x->n_cols);
    return TT_OK;
}

tt_status tt_svd_truncated(tt_svd *out, const tt_csr *x, const tt_svd_opts *opts, const tt_run *run)
{
    const char *wrong = tt__base_call_check(out && x, run);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_svd_opts chosen = opts ? *opts : tt_svd_opts_default();
    sketch s = {.x = x, .run = run};
    small m = {0};
    tt_svd svd = {0};
    tt_status status = check(x, &chosen);
    if (status < 0) return status;
    if ((status = sketch_init(&s, x, &chosen)) < 0) goto done;
    if ((status = sketch_iterate(&s, chosen.power_iterations)) < 0) goto done;
    if ((status = small_alloc(&m, s.l, chosen.rank)) < 0) goto done;
    if ((status = small_factor(&m, s.upper, s.l)) < 0) goto done;
    if ((status = assemble(&svd, &s, &m, chosen.rank)) < 0) goto done;
    *out = svd;
    svd = (tt_svd){0};
done:
    tt_svd_free(&svd);
    small_free(&m);
    sketch_free(&s);
    return status;
}

void tt_svd_free(tt_svd *svd)
{
    tt_dense_free(&svd->left);
    tt_dense_free(&svd->right);
    free(svd->values);
    *svd = (tt_svd){0};
}
