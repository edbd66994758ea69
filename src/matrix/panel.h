/* A panel: k dense columns over v terms, stored so that a sparse row meets many columns in one sweep.
 *
 * Sixteen columns side by side are a group, padded with zeros at the end of the last.  A group is stored term by term,
 * its sixteen values of one term in one cache line, group after group: the inner loop is an axpy over contiguous
 * floats, as wide as the machine allows, and a group takes 64 v bytes, much of which stays in the caches between rows.
 * Each of the products is summed in the row's term order whatever the width: the same bits on every machine and for any
 * number of threads. */
#ifndef TT_MATRIX_PANEL_H
#define TT_MATRIX_PANEL_H

#include "topictree/matrix.h"

#define TT__MATRIX_PANEL_PAD 16

typedef struct tt__matrix_panel {
    int32_t v, k;
    int64_t stride; /* k rounded up to whole groups */
    float *val;     /* stride / TT__MATRIX_PANEL_PAD groups of v * TT__MATRIX_PANEL_PAD */
} tt__matrix_panel;

/* Sixteen values: those of term t in a group. */
static inline float *tt__matrix_panel_line(const tt__matrix_panel *panel, int64_t t, int64_t group)
{
    return panel->val + (group * panel->v + t) * TT__MATRIX_PANEL_PAD;
}

/* The value of term t in column c. */
static inline float *tt__matrix_panel_at(const tt__matrix_panel *panel, int64_t t, int32_t c)
{
    return tt__matrix_panel_line(panel, t, c / TT__MATRIX_PANEL_PAD) + c % TT__MATRIX_PANEL_PAD;
}

tt_status tt__matrix_panel_alloc(tt__matrix_panel *out, int32_t v, int32_t k);
void tt__matrix_panel_free(tt__matrix_panel *panel);

/* scores[0 .. stride) = the products of row r of x with the panel's columns. */
void tt__matrix_panel_scores(float *scores, const tt__matrix_panel *panel, const tt_csr *x, int32_t r);

/* The same of sixteen columns alone, those of group 0, 1, ... */
void tt__matrix_panel_scores_of(float *scores, const tt__matrix_panel *panel, int32_t group, const tt_csr *x,
                                int32_t r);

/* The greatest of k >= 1 scores (none is NaN); ties to the lowest column. */
int32_t tt__matrix_panel_best(const float *scores, int32_t k);

/* Column c += factor * row r. */
void tt__matrix_panel_add(tt__matrix_panel *panel, int32_t c, const tt_csr *x, int32_t r, float factor);

/* Every column c += factor[c] * row r; factor has stride elements. */
void tt__matrix_panel_add_each(tt__matrix_panel *panel, const tt_csr *x, int32_t r, const float *factor);

/* Both in one sweep, of a panel of one group: scores as they are before the row is added. */
void tt__matrix_panel_meet(float *scores, tt__matrix_panel *panel, const tt_csr *x, int32_t r, const float *factor);

/* The product of column c with row r. */
double tt__matrix_panel_dot(const tt__matrix_panel *panel, int32_t c, const tt_csr *x, int32_t r);

#endif
