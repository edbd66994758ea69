/* The eigenproblem is that of the landmarks alone; every point, landmark or not, is then placed by the same formula,
 * which gives a landmark exactly its classical coordinates. */
#include "matrix/scaling.h"

#include <lapacke.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "matrix/blas.h"

#define NO_VARIANCE 1e-9 /* an eigenvalue below this share of the trace is rounding */

typedef struct scaling {
    const tt_dense *square;
    const int32_t *landmark;
    int32_t d;
    double *gram;   /* l x l: B, destroyed by the solver */
    double *mean;   /* l: of the landmarks' squared distances to each landmark */
    double *value;  /* l; the d greatest, ascending */
    double *vector; /* l x d column-major */
    lapack_int *support;
} scaling;

static double squared(const scaling *s, int32_t point, int32_t to)
{
    return (double)s->square->val[(int64_t)point * s->square->n_cols + to];
}

static tt_status scaling_alloc(scaling *s)
{
    size_t l = (size_t)s->square->n_cols;
    s->gram = tt__base_calloc(l * l, sizeof *s->gram);
    s->mean = tt__base_calloc(l, sizeof *s->mean);
    s->value = tt__base_calloc(l, sizeof *s->value);
    s->vector = tt__base_calloc(l * (size_t)s->d, sizeof *s->vector);
    s->support = tt__base_calloc(2 * l, sizeof *s->support);
    return s->gram && s->mean && s->value && s->vector && s->support ? TT_OK : TT_ERR_MEMORY;
}

static void scaling_free(scaling *s)
{
    free(s->gram), free(s->mean), free(s->value), free(s->vector), free(s->support);
}

/* B, and its trace. */
static double centre(scaling *s)
{
    int32_t l = s->square->n_cols;
    double all = 0, trace = 0;
    for (int32_t j = 0; j < l; j++) {
        for (int32_t i = 0; i < l; i++) s->mean[j] += squared(s, s->landmark[i], j) / l;
        all += s->mean[j] / l;
    }
    for (int32_t i = 0; i < l; i++) {
        for (int32_t j = 0; j < l; j++)
            s->gram[(int64_t)i * l + j] = -(squared(s, s->landmark[i], j) - s->mean[i] - s->mean[j] + all) / 2;
        trace += s->gram[(int64_t)i * l + i];
    }
    return trace;
}

static tt_status solve(scaling *s, int32_t wanted)
{
    lapack_int l = s->square->n_cols, found = 0;
    int blas = tt__matrix_blas_begin();
    lapack_int info = LAPACKE_dsyevr(LAPACK_COL_MAJOR, 'V', 'I', 'U', l, s->gram, l, 0, 0, l - wanted + 1, l, 0, &found,
                                     s->value, s->vector, l, s->support);
    tt__matrix_blas_end(blas);
    if (info == LAPACK_WORK_MEMORY_ERROR) return tt__base_fail(TT_ERR_MEMORY, "out of memory: an eigenvalue problem");
    return info || found < wanted ? tt__base_fail(TT_ERR_ARGUMENT, "the eigenvalues of the distances did not converge")
                                  : TT_OK;
}

static double sign_of(const double *vector, int32_t l)
{
    int32_t peak = 0;
    for (int32_t i = 1; i < l; i++)
        if (fabs(vector[i]) > fabs(vector[peak])) peak = i;
    return vector[peak] < 0 ? -1 : 1;
}

/* Column c of all points from one eigenpair. */
static void place(double *at, const scaling *s, int32_t c, double value, const double *vector)
{
    int32_t l = s->square->n_cols;
    double scale = sign_of(vector, l) / (2 * sqrt(value));
    for (int32_t a = 0; a < s->square->n_rows; a++) {
        double sum = 0;
        for (int32_t j = 0; j < l; j++) sum += vector[j] * (s->mean[j] - squared(s, a, j));
        at[(int64_t)a * s->d + c] = scale * sum;
    }
}

tt_status tt__matrix_classical_scaling(double *at, int32_t d, const tt_dense *square, const int32_t *landmark)
{
    scaling s = {.square = square, .landmark = landmark, .d = d};
    int32_t l = square->n_cols, wanted = d < l ? d : l;
    tt_status status = scaling_alloc(&s);
    for (int64_t i = 0; i < (int64_t)square->n_rows * d; i++) at[i] = 0;
    if (status == TT_OK) {
        double trace = centre(&s);
        if (!isfinite(trace))
            status = tt__base_fail(TT_ERR_ARGUMENT, "a distance to be scaled is not finite");
        else
            status = solve(&s, wanted);
        for (int32_t c = 0; c < wanted && status == TT_OK; c++) {
            int32_t from = wanted - 1 - c; /* the greatest is the last */
            if (s.value[from] > NO_VARIANCE * trace) place(at, &s, c, s.value[from], s.vector + (int64_t)from * l);
        }
    }
    scaling_free(&s);
    return status;
}
