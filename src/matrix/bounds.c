#include "matrix/bounds.h"

#include <math.h>

#include "matrix/wide.h"

enum { G = TT__PANEL_PAD };

tt_status tt__bounds_alloc(tt__bounds *out, const tt__panel *panel)
{
    return tt__panel_alloc(&out->most, panel->v, (int32_t)(panel->stride / G));
}

void tt__bounds_free(tt__bounds *bounds) { tt__panel_free(&bounds->most); }

/* The greatest of sixteen. */
TT_WIDE static float greatest(const float *restrict line, const float *restrict unit)
{
    float most[G];
    for (int c = 0; c < G; c++) most[c] = line[c] * unit[c];
    for (int c = 0; c < 8; c++) most[c] = most[c] > most[c + 8] ? most[c] : most[c + 8];
    for (int c = 0; c < 4; c++) most[c] = most[c] > most[c + 4] ? most[c] : most[c + 4];
    float a = most[0] > most[2] ? most[0] : most[2], b = most[1] > most[3] ? most[1] : most[3];
    return a > b ? a : b;
}

/* The pad behind the last column is left aside: it need not be below the columns. */
void tt__bounds_fit(tt__bounds *bounds, const tt__panel *panel, int64_t t, const float *unit)
{
    static const float ones[G] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    int32_t whole = panel->k / G;
    for (int32_t g = 0; g < whole; g++)
        *tt__panel_at(&bounds->most, t, g) = greatest(tt__panel_line(panel, t, g), unit ? unit + g * G : ones);
    if (whole * G == panel->k) return;
    const float *line = tt__panel_line(panel, t, whole);
    float most = -INFINITY;
    for (int32_t c = whole * G; c < panel->k; c++) most = fmaxf(most, line[c - whole * G] * (unit ? unit[c] : 1));
    *tt__panel_at(&bounds->most, t, whole) = most;
}

/* A look at the columns of group g, whose products are scores. */
static void look(tt__best *best, const tt__panel *panel, int32_t g, int32_t own, const float *scores)
{
    for (int32_t c = g * G; c < (g + 1) * G && c < panel->k; c++) {
        float score = scores[c - g * G];
        bool tie = score == best->score && best->column != own && c < best->column;
        if (c != own && (score > best->score || tie)) *best = (tt__best){c, score};
    }
}

tt__best tt__bounds_best(const tt__bounds *bounds, const tt__panel *panel, const tt_csr *x, int32_t r, tt__best own, float *room)
{
    float *bound = room, *scores = room + bounds->most.stride;
    int32_t home = own.column / G, first;
    tt__panel_scores_of(scores, panel, home, x, r); /* there is a good score, most of the time */
    if (isnan(own.score)) own.score = scores[own.column % G];
    tt__best best = own;
    look(&best, panel, home, own.column, scores);
    tt__panel_scores(bound, &bounds->most, x, r);
    bound[home] = -INFINITY;
    first = tt__panel_best(bound, bounds->most.k);
    for (int32_t i = -1; i < bounds->most.k; i++) { /* the most likely group first, then the others in their order */
        int32_t g = i < 0 ? first : i;
        if ((i == first && i >= 0) || !(bound[g] >= best.score) || g == home) continue;
        tt__panel_scores_of(scores, panel, g, x, r);
        look(&best, panel, g, own.column, scores);
    }
    return best;
}
