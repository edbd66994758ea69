#include "matrix/panel.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "matrix/wide.h"

tt_status tt__matrix_panel_alloc(tt__matrix_panel *out, int32_t v, int32_t k)
{
    tt__matrix_panel panel = {.v = v,
                              .k = k,
                              .stride = ((int64_t)k + TT__MATRIX_PANEL_PAD - 1) / TT__MATRIX_PANEL_PAD *
                                        TT__MATRIX_PANEL_PAD};
    panel.val = tt__base_calloc_large((size_t)v * (size_t)panel.stride, sizeof *panel.val);
    if (!panel.val) return TT_ERR_MEMORY;
    *out = panel;
    return TT_OK;
}

void tt__matrix_panel_free(tt__matrix_panel *panel)
{
    free(panel->val);
    *panel = (tt__matrix_panel){0};
}

/* out = sum over the row's terms of val * group[term]: sixteen sums stay in registers. */
TT_WIDE static void sweep(float *restrict out, const float *restrict group, const tt_csr *x, int32_t r)
{
    float sum[TT__MATRIX_PANEL_PAD] = {0};
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
        const float *restrict line = group + (int64_t)x->idx[p] * TT__MATRIX_PANEL_PAD;
        float value = x->val[p];
        for (int c = 0; c < TT__MATRIX_PANEL_PAD; c++) sum[c] += value * line[c];
    }
    memcpy(out, sum, sizeof sum);
}

void tt__matrix_panel_scores_of(float *scores, const tt__matrix_panel *panel, int32_t group, const tt_csr *x, int32_t r)
{
    sweep(scores, tt__matrix_panel_line(panel, 0, group), x, r);
}

void tt__matrix_panel_scores(float *scores, const tt__matrix_panel *panel, const tt_csr *x, int32_t r)
{
    for (int64_t c = 0; c < panel->stride; c += TT__MATRIX_PANEL_PAD)
        sweep(scores + c, tt__matrix_panel_line(panel, 0, c / TT__MATRIX_PANEL_PAD), x, r);
}

TT_WIDE static void greatest_of_sixteens(float *restrict best, const float *restrict scores, int64_t n)
{
    for (int64_t i = 0; i < n; i += TT__MATRIX_PANEL_PAD)
        for (int c = 0; c < TT__MATRIX_PANEL_PAD; c++) best[c] = scores[i + c] > best[c] ? scores[i + c] : best[c];
}

int32_t tt__matrix_panel_best(const float *scores, int32_t k)
{
    float best[TT__MATRIX_PANEL_PAD], most = scores[0];
    int32_t whole = k / TT__MATRIX_PANEL_PAD * TT__MATRIX_PANEL_PAD, at = 0;
    for (int c = 0; c < TT__MATRIX_PANEL_PAD; c++) best[c] = most;
    greatest_of_sixteens(best, scores, whole);
    for (int c = 0; c < TT__MATRIX_PANEL_PAD; c++) most = best[c] > most ? best[c] : most;
    for (int32_t c = whole; c < k; c++) most = scores[c] > most ? scores[c] : most;
    while (scores[at] < most) at++;
    return at;
}

void tt__matrix_panel_add(tt__matrix_panel *panel, int32_t c, const tt_csr *x, int32_t r, float factor)
{
    float *column = tt__matrix_panel_at(panel, 0, c);
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++)
        column[(int64_t)x->idx[p] * TT__MATRIX_PANEL_PAD] += factor * x->val[p];
}

TT_WIDE static void add_sixteen(float *restrict group, const tt_csr *x, int32_t r, const float *restrict factor)
{
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
        float *restrict line = group + (int64_t)x->idx[p] * TT__MATRIX_PANEL_PAD;
        float value = x->val[p];
        for (int c = 0; c < TT__MATRIX_PANEL_PAD; c++) line[c] += factor[c] * value;
    }
}

void tt__matrix_panel_add_each(tt__matrix_panel *panel, const tt_csr *x, int32_t r, const float *factor)
{
    for (int64_t c = 0; c < panel->stride; c += TT__MATRIX_PANEL_PAD)
        add_sixteen(tt__matrix_panel_line(panel, 0, c / TT__MATRIX_PANEL_PAD), x, r, factor + c);
}

TT_WIDE static void sweep_and_add(float *restrict out, float *restrict group, const tt_csr *x, int32_t r,
                                  const float *restrict factor)
{
    float sum[TT__MATRIX_PANEL_PAD] = {0};
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
        float *restrict line = group + (int64_t)x->idx[p] * TT__MATRIX_PANEL_PAD;
        float value = x->val[p];
        for (int c = 0; c < TT__MATRIX_PANEL_PAD; c++) {
            sum[c] += value * line[c];
            line[c] += factor[c] * value;
        }
    }
    memcpy(out, sum, sizeof sum);
}

void tt__matrix_panel_meet(float *scores, tt__matrix_panel *panel, const tt_csr *x, int32_t r, const float *factor)
{
    sweep_and_add(scores, panel->val, x, r, factor);
}

double tt__matrix_panel_dot(const tt__matrix_panel *panel, int32_t c, const tt_csr *x, int32_t r)
{
    const float *column = tt__matrix_panel_at(panel, 0, c);
    double sum = 0;
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++)
        sum += (double)x->val[p] * (double)column[(int64_t)x->idx[p] * TT__MATRIX_PANEL_PAD];
    return sum;
}
