#include "cluster/clusters.h"

#include <math.h>
#include <string.h>

#include "base/run.h"

double tt__cluster_join_gain(double square, double dot, double w)
{
    double grown = square + 2 * w * dot + w * w;
    double both = sqrt(grown > 0 ? grown : 0) + sqrt(square);
    return both > 0 ? (2 * w * dot + w * w) / both : 0;
}

tt_status tt__cluster_progress(const tt__cluster_state *clusters, double share, const tt_run *run)
{
    double starts = clusters->starts > 0 ? clusters->starts : 1;
    return tt__base_progress(run, "clustering", (clusters->start + share) / starts, clusters->k, "topics");
}

void tt__cluster_rows_by_cluster(int32_t *rows, int64_t *start, const int32_t *label, int32_t n, int32_t k)
{
    for (int32_t c = 0; c <= k; c++) start[c] = 0;
    for (int32_t r = 0; r < n; r++) start[label[r] + 1]++;
    for (int32_t c = 0; c < k; c++) start[c + 1] += start[c];
    for (int32_t r = 0; r < n; r++) rows[start[label[r]]++] = r;
    for (int32_t c = k; c > 0; c--) start[c] = start[c - 1];
    start[0] = 0;
}

void tt__cluster_panel_sum(tt__matrix_panel *sums, const tt__cluster_state *clusters, const tt_csr *rows,
                           const int32_t *rows_by, const int64_t *start, int threads)
{
    int32_t k = sums->k, groups = (int32_t)(sums->stride / TT__MATRIX_PANEL_PAD);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t g = 0; g < groups; g++) {
        memset(tt__matrix_panel_line(sums, 0, g), 0, (size_t)sums->v * TT__MATRIX_PANEL_PAD * sizeof *sums->val);
        for (int32_t c = g * TT__MATRIX_PANEL_PAD; c < k && c < (g + 1) * TT__MATRIX_PANEL_PAD; c++)
            for (int64_t i = start[c]; i < start[c + 1]; i++)
                tt__matrix_panel_add(sums, c, rows, rows_by[i], (float)tt__cluster_row_weight(clusters, rows_by[i]));
    }
}
