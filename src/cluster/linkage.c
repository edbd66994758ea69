/* Agglomeration of clusters by their sums.
 *
 * The sum of a merged cluster is the sum of the two sums, so the Gram matrix G(a, b) = S_a . S_b is all that is needed, and
 * a merge only adds two of its rows: G(ab, c) = G(a, c) + G(b, c).  Both linkages follow from it:
 *     AVERAGE   1 - G(a, b) / (n_a n_b)                                    (UPGMA on cosine distance)
 *     I2        sqrt G(a, a) + sqrt G(b, b) - sqrt(G(a, a) + 2 G(a, b) + G(b, b))    (what I2 loses)
 * Some clusters speak in words that all have, and are a little like every other.  So AVERAGE takes S above the background: less n
 * times half the mean m of the k centroids.  A half asks of two clusters how much more alike they are than each is, on average,
 * with all (the mean of the two); nothing taken off merges the vague ones first, all of it tears large tight subjects apart.
 * I2 takes S as it is: its groups come out as even as the clusters allow, and lose their subjects where m is taken off.
 * Every cluster keeps its nearest neighbour; each step merges the closest pair of all, so merges come out sorted wherever
 * the linkage is monotone, and the method is exact for linkages that are not reducible too. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "matrix/panel.h"
#include "topictree/cluster.h"

typedef struct agglomeration {
    int32_t k;
    tt_linkage linkage;
    double *gram;     /* k * k, symmetric; row c belongs to the cluster in slot c */
    double *count;    /* k: documents */
    double common;    /* m . m */
    int32_t *item;    /* k: the number of the item in the slot; -1: merged away */
    int32_t *nearest; /* k: slot of the nearest neighbour */
    double *distance; /* k: to it */
} agglomeration;

static double distance(const agglomeration *g, int32_t a, int32_t b)
{
    double ab = g->gram[(int64_t)a * g->k + b];
    /* the last term moves all alike: twins are 0 apart */
    if (g->linkage == TT_LINKAGE_AVERAGE) return 1 - ab / (g->count[a] * g->count[b]) - .75 * g->common;
    double aa = g->gram[(int64_t)a * g->k + a], bb = g->gram[(int64_t)b * g->k + b], both = aa + 2 * ab + bb;
    return sqrt(fmax(aa, 0)) + sqrt(fmax(bb, 0)) - sqrt(fmax(both, 0));
}

/* The nearest active slot; ties go to the lowest. */
static void find_nearest(agglomeration *g, int32_t a)
{
    g->nearest[a] = -1;
    g->distance[a] = (double)INFINITY;
    for (int32_t b = 0; b < g->k; b++) {
        if (b == a || g->item[b] < 0) continue;
        double d = distance(g, a, b);
        if (d < g->distance[a]) g->nearest[a] = b, g->distance[a] = d;
    }
}

static int32_t closest(const agglomeration *g)
{
    int32_t best = -1;
    for (int32_t a = 0; a < g->k; a++)
        if (g->item[a] >= 0 && (best < 0 || g->distance[a] < g->distance[best])) best = a;
    return best;
}

/* Slot a takes slot b in. */
static void absorb(agglomeration *g, int32_t a, int32_t b)
{
    int64_t k = g->k;
    double self = g->gram[a * k + a] + 2 * g->gram[a * k + b] + g->gram[b * k + b];
    for (int32_t c = 0; c < k; c++) g->gram[a * k + c] = g->gram[c * k + a] = g->gram[a * k + c] + g->gram[b * k + c];
    g->gram[a * k + a] = self;
    g->count[a] += g->count[b];
    g->item[b] = -1;
}

/* After a merge into slot a: those whose neighbour was one of the two look again, the others look at a. */
static void update_nearest(agglomeration *g, int32_t a, int32_t b)
{
    find_nearest(g, a);
    for (int32_t c = 0; c < g->k; c++) {
        if (g->item[c] < 0 || c == a) continue;
        if (g->nearest[c] == a || g->nearest[c] == b) {
            find_nearest(g, c);
        } else {
            double d = distance(g, c, a);
            if (d < g->distance[c] || (d == g->distance[c] && a < g->nearest[c])) g->nearest[c] = a, g->distance[c] = d;
        }
    }
}

static void merge_all(agglomeration *g, tt_merges *out)
{
    for (int32_t c = 0; c < g->k; c++) find_nearest(g, c);
    for (int32_t i = 0; i < g->k - 1; i++) {
        int32_t a = closest(g), b = g->nearest[a];
        int32_t left = g->item[a] < g->item[b] ? g->item[a] : g->item[b];
        out->left[i] = left;
        out->right[i] = left == g->item[a] ? g->item[b] : g->item[a];
        out->height[i] = g->distance[a];
        if (i > 0 && out->height[i] < out->height[i - 1]) out->height[i] = out->height[i - 1]; /* rounding; inversions of I2 */
        absorb(g, a, b);
        g->item[a] = g->k + i;
        out->size[i] = (int32_t)g->count[a];
        update_nearest(g, a, b);
    }
}

/* G = S S', one owner per row, by sweeps of sparse rows over a panel of all sums. */
static tt_status fill_gram(agglomeration *g, const tt_csr *sums, const tt_run *run)
{
    tt__panel panel = {0};
    int threads = tt__threads(run, sums->n_rows, 8);
    tt_status status = tt__panel_alloc(&panel, sums->n_cols, sums->n_rows);
    if (status < 0) return status;
    float *scores = tt__calloc((size_t)(threads * panel.stride), sizeof *scores);
    if (!scores) {
        tt__panel_free(&panel);
        return TT_ERR_MEMORY;
    }
    for (int32_t c = 0; c < sums->n_rows; c++) tt__panel_add(&panel, c, sums, c, 1);
#pragma omp parallel for schedule(dynamic, 4) num_threads(threads)
    for (int32_t c = 0; c < sums->n_rows; c++) {
        float *row = scores + omp_get_thread_num() * panel.stride;
        tt__panel_scores(row, &panel, sums, c);
        for (int32_t b = 0; b <= c; b++) g->gram[(int64_t)c * g->k + b] = (double)row[b];
    }
    for (int32_t c = 0; c < g->k; c++)
        for (int32_t b = 0; b < c; b++) g->gram[(int64_t)b * g->k + c] = g->gram[(int64_t)c * g->k + b];
    free(scores);
    tt__panel_free(&panel);
    return TT_OK;
}

/* G of S - n m / 2 from G of S: with r = S . m, G(a, b) - (n_b r_a + n_a r_b) / 2 + n_a n_b m . m / 4. */
static tt_status take_background(agglomeration *g)
{
    int64_t k = g->k;
    double *r = tt__calloc((size_t)k, sizeof *r);
    if (!r) return TT_ERR_MEMORY;
    for (int64_t a = 0; a < k; a++) {
        for (int64_t c = 0; c < k; c++) r[a] += g->gram[a * k + c] / (g->count[c] * (double)k);
        g->common += r[a] / (g->count[a] * (double)k);
    }
    for (int64_t a = 0; a < k; a++)
        for (int64_t b = 0; b < k; b++)
            g->gram[a * k + b] += g->count[a] * g->count[b] * g->common / 4 - (g->count[b] * r[a] + g->count[a] * r[b]) / 2;
    free(r);
    return TT_OK;
}

void tt_merges_free(tt_merges *merges)
{
    free(merges->left);
    free(merges->right);
    free(merges->height);
    free(merges->size);
    *merges = (tt_merges){0};
}

static tt_status check(const tt_csr *sums, const int32_t *size, tt_linkage linkage)
{
    if (linkage > TT_LINKAGE_I2) return tt__fail(TT_ERR_ARGUMENT, "the linkage is not one of those there are");
    for (int32_t c = 0; c < sums->n_rows; c++)
        if (size[c] < 1) return tt__fail(TT_ERR_ARGUMENT, "cluster %d to be merged has no documents", c);
    return TT_OK;
}

static tt_status merges_alloc(tt_merges *out, int32_t k)
{
    size_t n = k > 0 ? (size_t)k - 1 : 0;
    *out = (tt_merges){.k = k};
    out->left = tt__calloc(n, sizeof *out->left);
    out->right = tt__calloc(n, sizeof *out->right);
    out->height = tt__calloc(n, sizeof *out->height);
    out->size = tt__calloc(n, sizeof *out->size);
    return out->left && out->right && out->height && out->size ? TT_OK : TT_ERR_MEMORY;
}

tt_status tt_linkage_build(tt_merges *out, const tt_csr *sums, const int32_t *size, tt_linkage linkage, const tt_run *run)
{
    size_t k = (size_t)sums->n_rows;
    agglomeration g = {.k = sums->n_rows, .linkage = linkage};
    tt_merges made = {0};
    tt_status status = check(sums, size, linkage);
    if (status < 0) return status;
    status = merges_alloc(&made, g.k);
    g.gram = tt__calloc(k * k, sizeof *g.gram);
    g.count = tt__calloc(k, sizeof *g.count);
    g.item = tt__calloc(k, sizeof *g.item);
    g.nearest = tt__calloc(k, sizeof *g.nearest);
    g.distance = tt__calloc(k, sizeof *g.distance);
    if (!g.gram || !g.count || !g.item || !g.nearest || !g.distance) status = TT_ERR_MEMORY;
    if (status == TT_OK) status = fill_gram(&g, sums, run);
    for (int32_t c = 0; c < g.k && status == TT_OK; c++) {
        g.count[c] = size[c];
        g.item[c] = c;
    }
    if (status == TT_OK && linkage == TT_LINKAGE_AVERAGE) status = take_background(&g);
    if (status == TT_OK) {
        merge_all(&g, &made);
        *out = made;
        made = (tt_merges){0};
    }
    tt_merges_free(&made);
    free(g.gram);
    free(g.count);
    free(g.item);
    free(g.nearest);
    free(g.distance);
    return status;
}
