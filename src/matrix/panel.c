#include "matrix/panel.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Wide vector units for those who have them, chosen when the program starts.  Contraction to fused multiply-add is off
 * (-ffp-contract=off), so every clone gives the same bits. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__clang__)
#define TT_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define TT_WIDE
#endif

tt_status tt__panel_alloc(tt__panel *out, int32_t v, int32_t k)
{
    tt__panel panel = {.v = v, .k = k, .stride = ((int64_t)k + TT__PANEL_PAD - 1) / TT__PANEL_PAD * TT__PANEL_PAD};
    panel.val = tt__calloc((size_t)v * (size_t)panel.stride, sizeof *panel.val);
    if (!panel.val) return TT_ERR_MEMORY;
    *out = panel;
    return TT_OK;
}

void tt__panel_free(tt__panel *panel)
{
    free(panel->val);
    *panel = (tt__panel){0};
}

/* out[0 .. 16) = sum over the row's terms of val * panel[term][0 .. 16): sixteen sums stay in registers. */
TT_WIDE static void sweep(float *restrict out, const float *restrict panel, int64_t stride, const tt_csr *x, int32_t r)
{
    float sum[TT__PANEL_PAD] = {0};
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
        const float *restrict column = panel + (int64_t)x->idx[p] * stride;
        float value = x->val[p];
        for (int c = 0; c < TT__PANEL_PAD; c++) sum[c] += value * column[c];
    }
    memcpy(out, sum, sizeof sum);
}

/* The same for 64 columns at a time: one pass over the row's indices serves four cache lines. */
TT_WIDE static void sweep_wide(float *restrict out, const float *restrict panel, int64_t stride, const tt_csr *x, int32_t r)
{
    float sum[4 * TT__PANEL_PAD] = {0};
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) {
        const float *restrict column = panel + (int64_t)x->idx[p] * stride;
        float value = x->val[p];
        for (int c = 0; c < 4 * TT__PANEL_PAD; c++) sum[c] += value * column[c];
    }
    memcpy(out, sum, sizeof sum);
}

void tt__panel_scores(float *scores, const tt__panel *panel, const tt_csr *x, int32_t r)
{
    int64_t c = 0;
    for (; c + 4 * TT__PANEL_PAD <= panel->stride; c += 4 * TT__PANEL_PAD)
        sweep_wide(scores + c, panel->val + c, panel->stride, x, r);
    for (; c < panel->stride; c += TT__PANEL_PAD) sweep(scores + c, panel->val + c, panel->stride, x, r);
}

void tt__panel_add(tt__panel *panel, int32_t c, const tt_csr *x, int32_t r, float factor)
{
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++) panel->val[x->idx[p] * panel->stride + c] += factor * x->val[p];
}

double tt__panel_dot(const tt__panel *panel, int32_t c, const tt_csr *x, int32_t r)
{
    double sum = 0;
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++)
        sum += (double)x->val[p] * (double)panel->val[x->idx[p] * panel->stride + c];
    return sum;
}
