/* Which column of a panel fits a row best, without a look at most of them.
 *
 * Sixteen columns side by side are a group.  most[t][g] is the greatest value of term t in group g, so for a row without negative
 * values the product with most[.][g] is a bound on its product with every column of the group: a group whose bound is below the
 * best score so far is passed over.  Sums of floats taken in the same order never decrease where a summand grows, rounding
 * included, so the answer is that of a look at all columns, bit for bit. */
#ifndef TT_MATRIX_BOUNDS_H
#define TT_MATRIX_BOUNDS_H

#include "matrix/panel.h"

typedef struct tt__bounds {
    tt__panel most; /* v x groups */
} tt__bounds;

tt_status tt__bounds_alloc(tt__bounds *out, const tt__panel *panel);
void tt__bounds_free(tt__bounds *bounds);
/* The values of term t in the panel, each times its column's unit (stride of them; NULL: ones), were written. */
void tt__bounds_fit(tt__bounds *bounds, const tt__panel *panel, int64_t t, const float *unit);

/* Floats that tt__bounds_best needs to work in. */
static inline int64_t tt__bounds_room(const tt__bounds *bounds) { return bounds->most.stride + TT__PANEL_PAD; }

/* A column and its score. */
typedef struct tt__best {
    int32_t column;
    float score;
} tt__best;

/* The column with the greatest product with row r, where that is more than own.score, which counts for column own.column
 * instead of its product (NAN: the product does); own otherwise.  Ties to the lowest column. */
tt__best tt__bounds_best(const tt__bounds *bounds, const tt__panel *panel, const tt_csr *x, int32_t r, tt__best own, float *room);

#endif
