/* Which column of a panel fits a row best, without a look at most of them.
 *
 * Sixteen columns side by side are a group.  most[t][g] is the greatest value of term t in group g, so for a row
 * without negative values the product with most[.][g] is a bound on its product with every column of the group: a group
 * whose bound is below the best score so far is passed over.  Sums of floats taken in the same order never decrease
 * where a summand grows, rounding included, so the answer is that of a look at all columns, bit for bit. */
#ifndef TT_MATRIX_BOUNDS_H
#define TT_MATRIX_BOUNDS_H

#include "matrix/panel.h"

typedef struct tt__matrix_bounds {
    tt__matrix_panel most; /* v x groups */
} tt__matrix_bounds;

tt_status tt__matrix_bounds_alloc(tt__matrix_bounds *out, const tt__matrix_panel *panel);
void tt__matrix_bounds_free(tt__matrix_bounds *bounds);
/* The values of a group in the panel, each times its column's unit (stride of them; NULL: ones), were written.  Memory
 * is gone through in order, so groups are what threads share out. */
void tt__matrix_bounds_fit(tt__matrix_bounds *bounds, const tt__matrix_panel *panel, int32_t group, const float *unit);

/* A column and its score. */
typedef struct tt__matrix_best {
    int32_t column;
    float score;
} tt__matrix_best;

/* A row in search of its best column.  Its own column's score may be given, and counts instead of the product. */
typedef struct tt__matrix_match {
    int32_t row, own;
    tt__matrix_best best; /* the own column and its score (NAN: its product) before, the best one after */
} tt__matrix_match;

enum {
    TT__MATRIX_MATCHES = 256
}; /* rows at a time: a group of columns is met by all of them while it is in the caches */

/* Floats that tt__matrix_bounds_match needs to work in. */
static inline int64_t tt__matrix_bounds_room(const tt__matrix_bounds *bounds)
{
    return TT__MATRIX_MATCHES * bounds->most.stride;
}

/* The columns with the greatest products with n <= TT__MATRIX_MATCHES rows of x, where these are more than that of
 * their own columns; their own otherwise.  Ties to the lowest column. */
void tt__matrix_bounds_match(tt__matrix_match *match, int32_t n, const tt__matrix_bounds *bounds,
                             const tt__matrix_panel *panel, const tt_csr *x, float *room);

/* Of what a search has found so far and the scores of group g, the best. */
static inline void tt__matrix_match_group(tt__matrix_match *match, int32_t g, int32_t k, const float *scores)
{
    int32_t from = g * TT__MATRIX_PANEL_PAD, end = from + TT__MATRIX_PANEL_PAD < k ? from + TT__MATRIX_PANEL_PAD : k;
    for (int32_t c = from; c < end; c++) {
        float score = scores[c - from];
        bool tie = score == match->best.score && match->best.column != match->own && c < match->best.column;
        if (c != match->own && (score > match->best.score || tie)) match->best = (tt__matrix_best){c, score};
    }
}

#endif
