#include "cluster/clusters.h"

#include <math.h>

#include "base/run.h"

double tt__join_gain(double square, double dot, double w)
{
    double grown = square + 2 * w * dot + w * w;
    double both = sqrt(grown > 0 ? grown : 0) + sqrt(square);
    return both > 0 ? (2 * w * dot + w * w) / both : 0;
}

tt_status tt__clustering(const tt__clusters *clusters, double share, const tt_run *run)
{
    double starts = clusters->starts > 0 ? clusters->starts : 1;
    return tt__progress(run, "clustering", (clusters->start + share) / starts, clusters->k, "topics");
}

void tt__rows_by_cluster(int32_t *rows, int64_t *start, const int32_t *label, int32_t n, int32_t k)
{
    for (int32_t c = 0; c <= k; c++) start[c] = 0;
    for (int32_t r = 0; r < n; r++) start[label[r] + 1]++;
    for (int32_t c = 0; c < k; c++) start[c + 1] += start[c];
    for (int32_t r = 0; r < n; r++) rows[start[label[r]]++] = r;
    for (int32_t c = k; c > 0; c--) start[c] = start[c - 1];
    start[0] = 0;
}
