/* Agglomeration of clusters by their sums: which merges, and in which order.  How far clusters lie apart is in
 * distances.c.
 *
 * Each step merges the closest pair of all (ties to the lowest slot, then to the lowest behind it), so merges come out
 * sorted wherever the linkage is monotone, and the method is exact for linkages that are not reducible too.
 *
 * Every slot keeps a short list of its nearest among the slots behind it, and a bound: all behind it that are not in
 * the list are at the bound or past it.  A merge computes the distances of the new cluster to all others, which gives
 * it a list of its own and puts it into others' lists where it comes before their bound.  Clusters that are no more
 * stay in lists until these come up, and a slot looks at all others anew only where its list has run out: one merge
 * costs little more than one scan, however many clusters had the two as their nearest.  A tournament over the slots'
 * keys (a lower bound of the distance to their nearest) tells whose list comes up.  After the generic algorithm of
 * Muellner 2011, arXiv:1109.2378. */
#include "cluster/linkage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "cluster/distances.h"
#include "cluster/reduce.h"
#include "matrix/csr.h"

enum {
    LIST = 16, /* neighbours a slot knows: 20,000 leaves of abstracts need .5 scans a merge beyond the one (AVERAGE),
                  or 1.3 (I2) */
    COMPACT_FROM = 8 /* slots move together where more than one of so many is empty */
};

typedef struct neighbour {
    double distance;
    int32_t item;
} neighbour;

/* The nearest neighbours of a slot among those behind it. */
typedef struct list {
    neighbour near[LIST]; /* ascending by distance, then by slot */
    int32_t n;
    int32_t bound_slot;
    double bound; /* (bound, bound_slot): no slot outside of the list comes before */
} list;

typedef struct agglomeration {
    tt__cluster_distances kin;
    int32_t k;
    int32_t *item;  /* slots: the number of the item in the slot; -1: merged away */
    int32_t *slot;  /* 2 k: where an item is; -1: merged away */
    list *lists;    /* slots */
    double *key;    /* slots: below all pairs of the slot; INFINITY where it is empty */
    int32_t *first; /* 2 * leaves: tournament, the slot of the least key below each node */
    int32_t leaves; /* a power of two, slots or more */
    int32_t *keep;  /* slots: for compacting */
} agglomeration;

static bool before(double d, int32_t slot, double than, int32_t than_slot)
{
    return d < than || (d == than && slot < than_slot);
}

/* ---- the tournament ---- */

static double key_of(const agglomeration *g, int32_t slot)
{
    return slot < g->kin.n ? g->key[slot] : (double)INFINITY;
}

static void play(agglomeration *g, int32_t node)
{
    int32_t a = g->first[2 * node], b = g->first[2 * node + 1];
    g->first[node] = key_of(g, b) < key_of(g, a) ? b : a;
}

static void set_key(agglomeration *g, int32_t slot, double key)
{
    g->key[slot] = key;
    for (int32_t node = (g->leaves + slot) / 2; node >= 1; node /= 2) play(g, node);
}

static void seat_all(agglomeration *g)
{
    for (g->leaves = 1; g->leaves < g->kin.n;) g->leaves *= 2;
    for (int32_t c = 0; c < g->leaves; c++) g->first[g->leaves + c] = c;
    for (int32_t node = g->leaves - 1; node >= 1; node--) play(g, node);
}

/* ---- lists ---- */

static void list_clear(list *l)
{
    *l = (list){.bound = (double)INFINITY, .bound_slot = INT32_MAX};
}

/* Leave out those that are no more. */
static void list_purge(list *l, const int32_t *slot)
{
    int32_t n = 0;
    for (int32_t i = 0; i < l->n; i++)
        if (slot[l->near[i].item] >= 0) l->near[n++] = l->near[i];
    l->n = n;
}

/* Take a neighbour in, if it comes before the bound. */
static void list_offer(list *l, const agglomeration *g, int32_t b, double d)
{
    if (!before(d, b, l->bound, l->bound_slot)) return;
    list_purge(l, g->slot); /* no others have a slot to be compared by */
    if (l->n == LIST) {
        neighbour last = l->near[LIST - 1];
        if (!before(d, b, last.distance, g->slot[last.item])) {
            l->bound = d, l->bound_slot = b;
            return;
        }
        l->bound = last.distance, l->bound_slot = g->slot[last.item];
        l->n--;
    }
    int32_t at = l->n++;
    for (; at > 0 && before(d, b, l->near[at - 1].distance, g->slot[l->near[at - 1].item]); at--)
        l->near[at] = l->near[at - 1];
    l->near[at] = (neighbour){d, g->item[b]};
}

/* The distance to the nearest that is known, or else the bound. */
static double list_key(const list *l)
{
    return l->n ? l->near[0].distance : l->bound;
}

/* Does the head stand, and come before all that the list does not know? */
static bool list_settle(list *l, const int32_t *slot)
{
    list_purge(l, slot);
    if (l->n && !before(l->near[0].distance, slot[l->near[0].item], l->bound, l->bound_slot)) l->n = 0;
    return l->n > 0;
}

/* ---- scans ---- */

/* Distances from slot a to a tile go to a's list, if they are behind it. */
static void look_ahead(agglomeration *g, int32_t a, int32_t tile, const double *distance)
{
    list *own = &g->lists[a];
    int32_t from = tile * TT__MATRIX_TILE, to = from + TT__MATRIX_TILE < g->kin.n ? from + TT__MATRIX_TILE : g->kin.n;
    for (int32_t b = from > a ? from : a + 1; b < to; b++)
        if (distance[b - from] <= own->bound && g->item[b] >= 0) list_offer(own, g, b, distance[b - from]);
}

/* And to the lists of those before it. */
static void look_back(agglomeration *g, int32_t a, int32_t tile, const double *distance)
{
    int32_t from = tile * TT__MATRIX_TILE, to = from + TT__MATRIX_TILE < a ? from + TT__MATRIX_TILE : a;
    for (int32_t c = from; c < to; c++) {
        list *l = &g->lists[c];
        double d = distance[c - from];
        if (d > l->bound || g->item[c] < 0) continue;
        list_offer(l, g, a, d);
        if (d < g->key[c]) set_key(g, c, d);
    }
}

/* A slot whose list has run out. */
static void scan_ahead(agglomeration *g, int32_t a)
{
    double distance[TT__MATRIX_TILE];
    list_clear(&g->lists[a]);
    for (int32_t tile = a / TT__MATRIX_TILE; tile < tt__matrix_tiles_count(g->kin.n); tile++) {
        tt__cluster_distances_row(distance, &g->kin, a, tile);
        look_ahead(g, a, tile, distance);
    }
    set_key(g, a, list_key(&g->lists[a]));
}

/* The new cluster in slot a meets all others. */
static void scan_all(agglomeration *g, int32_t a)
{
    double distance[TT__MATRIX_TILE];
    list_clear(&g->lists[a]);
    for (int32_t tile = 0; tile < tt__matrix_tiles_count(g->kin.n); tile++) {
        tt__cluster_distances_row(distance, &g->kin, a, tile);
        if (tile * TT__MATRIX_TILE < a) look_back(g, a, tile, distance);
        look_ahead(g, a, tile, distance);
    }
    set_key(g, a, list_key(&g->lists[a]));
}

/* All lists; a tile of slots belongs to one thread. */
static void scan_pairs(agglomeration *g, int threads)
{
    int32_t tiles = tt__matrix_tiles_count(g->kin.n);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t at = 0; at < tiles; at++)
        for (int32_t tile = at; tile < tiles; tile++)
            for (int32_t a = at * TT__MATRIX_TILE; a < (at + 1) * TT__MATRIX_TILE && a < g->kin.n;
                 a += TT__MATRIX_TILE_ROWS) {
                double distance[TT__MATRIX_TILE_ROWS * TT__MATRIX_TILE];
                tt__cluster_distances_rows(distance, &g->kin, a, tile);
                for (int32_t r = 0; r < TT__MATRIX_TILE_ROWS && a + r < g->kin.n; r++)
                    look_ahead(g, a + r, tile, distance + r * TT__MATRIX_TILE);
            }
    for (int32_t c = 0; c < g->kin.n; c++) g->key[c] = list_key(&g->lists[c]);
    seat_all(g);
}

/* ---- merging ---- */

/* Empty slots go; the order of the others, by which ties are broken, stays. */
static void compact(agglomeration *g)
{
    int32_t n = 0, *to = g->first; /* the tournament is made anew */
    for (int32_t c = 0; c < g->kin.n; c++) {
        to[c] = n;
        if (g->item[c] >= 0) g->keep[n++] = c;
    }
    for (int32_t c = 0; c < n; c++) {
        list *l = &g->lists[c];
        *l = g->lists[g->keep[c]];
        if (l->bound_slot < g->kin.n) l->bound_slot = to[l->bound_slot];
        g->key[c] = g->key[g->keep[c]];
        g->item[c] = g->item[g->keep[c]];
        g->slot[g->item[c]] = c;
    }
    tt__cluster_distances_compact(&g->kin, g->keep, n);
    seat_all(g);
}

/* Whose pair is the closest: the first slot whose key stands. */
static int32_t closest(agglomeration *g)
{
    for (;;) {
        int32_t a = g->first[1];
        list *l = &g->lists[a];
        bool known = l->n > 0;
        if (list_settle(l, g->slot)) {
            if (l->near[0].distance == g->key[a]) return a;
            set_key(g, a, l->near[0].distance);
        } else if (known) {
            set_key(g, a, l->bound);
        } else {
            scan_ahead(g, a);
        }
    }
}

static void merge(agglomeration *g, tt_merges *out, int32_t i, int32_t a, int32_t b)
{
    int32_t p = g->item[a], q = g->item[b];
    out->left[i] = p < q ? p : q;
    out->right[i] = p < q ? q : p;
    out->height[i] = g->key[a];
    if (i > 0 && out->height[i] < out->height[i - 1])
        out->height[i] = out->height[i - 1]; /* rounding; inversions of I2 */
    tt__cluster_distances_join(&g->kin, a, b);
    out->size[i] = (int32_t)g->kin.count[a];
    g->slot[p] = g->slot[q] = g->item[b] = -1;
    g->item[a] = g->k + i;
    g->slot[g->k + i] = a;
    set_key(g, b, (double)INFINITY);
}

static tt_status merge_all(agglomeration *g, tt_merges *out, const tt_run *run)
{
    scan_pairs(g, tt__base_threads(run, g->kin.n, TT__MATRIX_TILE));
    for (int32_t i = 0; i < g->k - 1; i++) {
        int32_t a = closest(g), b = g->slot[g->lists[a].near[0].item], left = g->k - i;
        merge(g, out, i, a, b);
        if ((g->kin.n - left) * COMPACT_FROM > g->kin.n) {
            int32_t joined = g->k + i;
            compact(g);
            a = g->slot[joined];
        }
        scan_all(g, a);
        tt_status status = i % 1024 ? TT_OK : tt__base_progress(run, "merging", (double)i / g->k, i, "topics");
        if (status < 0) return status;
    }
    return TT_OK;
}

static void agglomeration_free(agglomeration *g)
{
    tt__cluster_distances_free(&g->kin);
    free(g->item);
    free(g->slot);
    free(g->lists);
    free(g->key);
    free(g->first);
    free(g->keep);
}

typedef struct sized {
    double length; /* squared */
    int32_t item;
} sized;

static int smaller_first(const void *a, const void *b)
{
    const sized *p = a, *q = b;
    if (p->length != q->length) return p->length < q->length ? -1 : 1;
    return p->item < q->item ? -1 : p->item > q->item;
}

/* Which item starts in which slot.  Short sums are near to all others under I2, and are merged soon: in the first slots
 * they are in no other slot's list, and lists stay valid for longer. */
static tt_status order_slots(int32_t *item, const tt__cluster_reduced *sums)
{
    int32_t k = sums->x->n_rows;
    sized *order = tt__base_calloc((size_t)k, sizeof *order);
    if (!order) return TT_ERR_MEMORY;
    for (int32_t c = 0; c < k; c++)
        order[c] = (sized){sums->gram ? 0 : sums->square ? sums->square[c] : tt__matrix_csr_rows_dot(sums->x, c, c), c};
    if (!sums->gram) qsort(order, (size_t)k, sizeof *order, smaller_first);
    for (int32_t c = 0; c < k; c++) item[c] = order[c].item;
    free(order);
    return TT_OK;
}

static tt_status agglomeration_init(agglomeration *g, const tt__cluster_reduced *sums, const int32_t *size,
                                    tt_linkage linkage)
{
    size_t k = (size_t)sums->x->n_rows;
    g->k = sums->x->n_rows;
    g->item = tt__base_calloc(k, sizeof *g->item);
    g->slot = tt__base_calloc(2 * k, sizeof *g->slot);
    g->lists = tt__base_calloc(k, sizeof *g->lists);
    g->key = tt__base_calloc(k, sizeof *g->key);
    g->first = tt__base_calloc(4 * k + 2, sizeof *g->first);
    g->keep = tt__base_calloc(k, sizeof *g->keep);
    if (!g->item || !g->slot || !g->lists || !g->key || !g->first || !g->keep) return TT_ERR_MEMORY;
    tt_status status = order_slots(g->item, sums);
    if (status < 0) return status;
    for (int32_t c = 0; c < g->k; c++) {
        g->slot[g->item[c]] = c;
        list_clear(&g->lists[c]);
    }
    return tt__cluster_distances_init(&g->kin, sums, size, g->item, linkage);
}

void tt_merges_free(tt_merges *merges)
{
    free(merges->left);
    free(merges->right);
    free(merges->height);
    free(merges->size);
    *merges = (tt_merges){0};
}

static tt_status merges_alloc(tt_merges *out, int32_t k)
{
    size_t n = k > 0 ? (size_t)k - 1 : 0;
    *out = (tt_merges){.k = k};
    out->left = tt__base_calloc(n, sizeof *out->left);
    out->right = tt__base_calloc(n, sizeof *out->right);
    out->height = tt__base_calloc(n, sizeof *out->height);
    out->size = tt__base_calloc(n, sizeof *out->size);
    return out->left && out->right && out->height && out->size ? TT_OK : TT_ERR_MEMORY;
}

static tt_status check(const int32_t *size, int32_t k, tt_linkage linkage)
{
    if (linkage > TT_LINKAGE_I2) return tt__base_fail(TT_ERR_ARGUMENT, "the linkage is not one of those there are");
    for (int32_t c = 0; c < k; c++)
        if (size[c] < 1) return tt__base_fail(TT_ERR_ARGUMENT, "cluster %d to be merged has no documents", c);
    return TT_OK;
}

tt_status tt__cluster_linkage_run(tt_merges *out, const tt__cluster_reduced *sums, const int32_t *size,
                                  tt_linkage linkage, const tt_run *run)
{
    agglomeration g = {0};
    tt_merges made = {0};
    int32_t k = sums->x->n_rows;
    tt_status status = check(size, k, linkage);
    if (status < 0) return status;
    status = merges_alloc(&made, k);
    if (status == TT_OK) status = agglomeration_init(&g, sums, size, linkage);
    if (status == TT_OK) status = merge_all(&g, &made, run);
    if (status == TT_OK) {
        *out = made;
        made = (tt_merges){0};
    }
    tt_merges_free(&made);
    agglomeration_free(&g);
    return status;
}

tt_status tt_linkage_build(tt_merges *out, const tt_csr *sums, const int32_t *size, tt_linkage linkage,
                           const tt_run *run)
{
    const char *wrong = tt__base_call_check(out && sums && size, run);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__cluster_reduced known = {0};
    tt_status status = check(size, sums->n_rows, linkage);
    if (status == TT_OK) status = tt__cluster_reduce(&known, sums, TT__CLUSTER_MOST_PRODUCTS, run);
    if (status == TT_OK) status = tt__cluster_linkage_run(out, &known, size, linkage, run);
    tt__cluster_reduced_free(&known);
    return status;
}
