/* Of few items all products are known, and a group's is the sum of its members': p additions an item, and nothing to
 * keep up to date.  Of many, the groups' sums stand in a panel, in few dimensions. */
#include "tree/affinity.h"

#include <stdlib.h>

#include "base/memory.h"
#include "matrix/csr.h"

void tt__tree_affinity_end(tt__tree_affinity *pull)
{
    tt__matrix_panel_free(&pull->panel);
    free(pull->scores);
    free(pull->apart);
    *pull = (tt__tree_affinity){0};
}

tt_status tt__tree_affinity_begin(tt__tree_affinity *out, const tt__cluster_reduced *sums, const int32_t *group,
                                  int32_t k)
{
    const tt_csr *x = sums->x;
    tt__tree_affinity pull = {.sums = sums, .group = group, .k = k};
    tt_status status = TT_OK;
    if (!sums->gram) {
        status = tt__matrix_panel_alloc(&pull.panel, x->n_cols, k);
        pull.scores = tt__base_calloc((size_t)pull.panel.stride, sizeof *pull.scores);
        pull.apart = tt__base_calloc((size_t)x->n_rows, sizeof *pull.apart);
        if (!pull.scores || !pull.apart) status = TT_ERR_MEMORY;
    }
    for (int32_t i = 0; !sums->gram && i < x->n_rows && status == TT_OK; i++) {
        if (group[i] >= 0) tt__tree_affinity_shift(&pull, i, group[i], 1);
        if (sums->square) pull.apart[i] = sums->square[i] - tt__matrix_csr_rows_dot(x, i, i);
    }
    if (status == TT_OK)
        *out = pull;
    else
        tt__tree_affinity_end(&pull);
    return status;
}

void tt__tree_affinity_scores(double *out, tt__tree_affinity *pull, int32_t i)
{
    int32_t p = pull->sums->x->n_rows;
    if (!pull->sums->gram) {
        tt__matrix_panel_scores(pull->scores, &pull->panel, pull->sums->x, i);
        for (int32_t g = 0; g < pull->k; g++) out[g] = (double)pull->scores[g];
        if (pull->group[i] >= 0) out[pull->group[i]] += pull->apart[i];
        return;
    }
    const float *row = pull->sums->gram + (int64_t)i * p;
    for (int32_t g = 0; g < pull->k; g++) out[g] = 0;
    for (int32_t j = 0; j < p; j++)
        if (pull->group[j] >= 0) out[pull->group[j]] += (double)row[j];
}

double tt__tree_affinity_pair(const tt__tree_affinity *pull, int32_t a, int32_t b)
{
    if (pull->sums->gram) return (double)pull->sums->gram[(int64_t)a * pull->sums->x->n_rows + b];
    return tt__matrix_csr_rows_dot(pull->sums->x, a, b) + (a == b ? pull->apart[a] : 0);
}

void tt__tree_affinity_shift(tt__tree_affinity *pull, int32_t i, int32_t group, int sign)
{
    if (!pull->sums->gram) tt__matrix_panel_add(&pull->panel, group, pull->sums->x, i, (float)sign);
}

tt_status tt__tree_affinity_mean(double *out, const tt__tree_affinity *pull, const int32_t *size)
{
    const tt_csr *x = pull->sums->x;
    int64_t p = x->n_rows;
    double *mean = tt__base_calloc((size_t)x->n_cols, sizeof *mean);
    if (!mean) return TT_ERR_MEMORY;
    for (int64_t i = 0; i < p && !pull->sums->gram; i++)
        for (int64_t e = x->ptr[i]; e < x->ptr[i + 1]; e++)
            mean[x->idx[e]] += (double)x->val[e] / ((double)p * size[i]);
    for (int64_t i = 0; i < p; i++) {
        out[i] = 0;
        if (pull->sums->gram)
            for (int64_t j = 0; j < p; j++) out[i] += (double)pull->sums->gram[i * p + j] / ((double)p * size[j]);
        else
            for (int64_t e = x->ptr[i]; e < x->ptr[i + 1]; e++) out[i] += (double)x->val[e] * mean[x->idx[e]];
    }
    free(mean);
    return TT_OK;
}
