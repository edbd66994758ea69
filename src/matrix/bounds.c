#include "matrix/bounds.h"

#include <math.h>

enum { G = TT__PANEL_PAD };

tt_status tt__bounds_alloc(tt__bounds *out, const tt__panel *panel)
{
    return tt__panel_alloc(&out->most, panel->v, (int32_t)(panel->stride / G));
}

void tt__bounds_free(tt__bounds *bounds) { tt__panel_free(&bounds->most); }

/* The pad behind the last column is left aside: it is zero, and columns may be below. */
void tt__bounds_fit(tt__bounds *bounds, const tt__panel *panel, int64_t t)
{
    const float *row = panel->val + t * panel->stride;
    float *most = bounds->most.val + t * bounds->most.stride;
    for (int32_t g = 0; g < bounds->most.k; g++) {
        int32_t end = (g + 1) * G < panel->k ? (g + 1) * G : panel->k;
        most[g] = row[g * G];
        for (int32_t c = g * G + 1; c < end; c++) most[g] = row[c] > most[g] ? row[c] : most[g];
    }
}

/* A look at the columns of group g. */
static void look(tt__best *best, const tt__panel *panel, const tt_csr *x, int32_t r, int32_t g, int32_t own, float *scores)
{
    tt__panel_scores_of(scores, panel, g, x, r);
    for (int32_t c = g * G; c < (g + 1) * G && c < panel->k; c++) {
        float score = scores[c - g * G];
        bool tie = score == best->score && best->column != own && c < best->column;
        if (c != own && (score > best->score || tie)) *best = (tt__best){c, score};
    }
}

tt__best tt__bounds_best(const tt__bounds *bounds, const tt__panel *panel, const tt_csr *x, int32_t r, tt__best own, float *room)
{
    float *bound = room, *scores = room + bounds->most.stride;
    tt__best best = own;
    int32_t home = own.column / G, first;
    tt__panel_scores(bound, &bounds->most, x, r);
    look(&best, panel, x, r, home, own.column, scores); /* a good score, most of the time */
    bound[home] = -INFINITY;
    first = tt__panel_best(bound, bounds->most.k);
    if (bound[first] >= best.score) look(&best, panel, x, r, first, own.column, scores);
    for (int32_t g = 0; g < bounds->most.k; g++)
        if (g != first && bound[g] >= best.score) look(&best, panel, x, r, g, own.column, scores);
    return best;
}
