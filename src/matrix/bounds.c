#include "matrix/bounds.h"

#include <math.h>

#include "matrix/wide.h"

enum { G = TT__MATRIX_PANEL_PAD };

tt_status tt__matrix_bounds_alloc(tt__matrix_bounds *out, const tt__matrix_panel *panel)
{
    return tt__matrix_panel_alloc(&out->most, panel->v, (int32_t)(panel->stride / G));
}

void tt__matrix_bounds_free(tt__matrix_bounds *bounds)
{
    tt__matrix_panel_free(&bounds->most);
}

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
static float greatest_of(const float *line, const float *unit, int32_t columns)
{
    float most = -INFINITY;
    for (int32_t c = 0; c < columns; c++) most = fmaxf(most, line[c] * unit[c]);
    return most;
}

void tt__matrix_bounds_fit(tt__matrix_bounds *bounds, const tt__matrix_panel *panel, int32_t group, const float *unit)
{
    static const float ones[G] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    int32_t columns = panel->k - group * G;
    const float *line = tt__matrix_panel_line(panel, 0, group), *units = unit ? unit + group * G : ones;
    float *most = tt__matrix_panel_at(&bounds->most, 0, group);
    for (int64_t t = 0; t < panel->v; t++, line += G, most += G)
        *most = columns < G ? greatest_of(line, units, columns) : greatest(line, units);
}

static void look(tt__matrix_match *match, const tt__matrix_panel *panel, const tt_csr *x, int32_t g)
{
    float scores[G];
    tt__matrix_panel_scores_of(scores, panel, g, x, match->row);
    if (isnan(match->best.score)) match->best.score = scores[match->own % G];
    tt__matrix_match_group(match, g, panel->k, scores);
}

/* Home, where there is a good score most of the time, then the group of the greatest bound, then what is left. */
void tt__matrix_bounds_match(tt__matrix_match *match, int32_t n, const tt__matrix_bounds *bounds,
                             const tt__matrix_panel *panel, const tt_csr *x, float *room)
{
    int32_t first[TT__MATRIX_MATCHES], groups = bounds->most.k;
    int64_t stride = bounds->most.stride;
    for (int32_t i = 0; i < n; i++) {
        float *bound = room + i * stride;
        tt__matrix_panel_scores(bound, &bounds->most, x, match[i].row);
        bound[match[i].own / G] = -INFINITY;
        first[i] = tt__matrix_panel_best(bound, groups);
    }
    for (int32_t i = 0; i < n; i++) look(&match[i], panel, x, match[i].own / G);
    for (int round = 0; round < 2; round++)
        for (int32_t g = 0; g < groups; g++)
            for (int32_t i = 0; i < n; i++) {
                bool now = (first[i] == g) == (round == 0);
                if (now && g != match[i].own / G && room[i * stride + g] >= match[i].best.score)
                    look(&match[i], panel, x, g);
            }
}
