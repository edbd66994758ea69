/* Filling clusters that weigh less than min_size.
 *
 * Bisection can get stuck: twice three documents cannot become three times two by splitting alone.  It then goes on
 * without regard to min_size, and each cluster that is too light takes the rows that I2 loses least by.  A cluster
 * never gives what would make it too light itself, so one sweep over the clusters is enough; wherever the rows all
 * weigh 1 it succeeds. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "cluster/kmeans.h"
#include "matrix/panel.h"

typedef struct offer {
    double gain; /* of I2 if the row moved; mostly negative */
    int32_t row;
} offer;

typedef struct mending {
    tt__cluster_state *c;
    tt__matrix_panel sums; /* v x k */
    double *square;        /* k: squared lengths of the sums */
    offer *offers;         /* n */
} mending;

static int best_first(const void *a, const void *b)
{
    const offer *p = a, *q = b;
    if (p->gain != q->gain) return p->gain > q->gain ? -1 : 1;
    return p->row < q->row ? -1 : p->row > q->row;
}

static bool can_give(const tt__cluster_state *c, int32_t r)
{
    return c->mass[c->label[r]] - tt__cluster_row_weight(c, r) >= c->min_size;
}

/* Add row r to cluster c (or take it out: sign -1). */
static void put(mending *m, int32_t c, int32_t r, int sign)
{
    double w = sign * tt__cluster_row_weight(m->c, r), x2 = w * w, dot = tt__matrix_panel_dot(&m->sums, c, m->c->x, r);
    double square = m->square[c] + 2 * w * dot + x2;
    m->square[c] = square > 0 ? square : 0;
    tt__matrix_panel_add(&m->sums, c, m->c->x, r, (float)w);
}

static double move_gain(const mending *m, int32_t r, int32_t to)
{
    int32_t from = m->c->label[r];
    double w = tt__cluster_row_weight(m->c, r), there = tt__matrix_panel_dot(&m->sums, to, m->c->x, r);
    double rest = m->square[from] - 2 * w * tt__matrix_panel_dot(&m->sums, from, m->c->x, r) + w * w;
    return tt__cluster_join_gain(m->square[to], there, w) - (sqrt(m->square[from]) - sqrt(rest > 0 ? rest : 0));
}

/* Offers are ranked once: the sums change as rows come, but refinement follows. */
static bool fill(mending *m, int32_t to)
{
    tt__cluster_state *c = m->c;
    size_t n = 0;
    for (int32_t r = 0; r < c->x->n_rows; r++)
        if (can_give(c, r)) m->offers[n++] = (offer){move_gain(m, r, to), r};
    qsort(m->offers, n, sizeof *m->offers, best_first);
    for (size_t i = 0; i < n && c->mass[to] < c->min_size; i++) {
        int32_t r = m->offers[i].row;
        if (!can_give(c, r)) continue;
        put(m, c->label[r], r, -1);
        put(m, to, r, 1);
        c->mass[c->label[r]] -= tt__cluster_row_weight(c, r);
        c->mass[to] += tt__cluster_row_weight(c, r);
        c->label[r] = to;
    }
    return c->mass[to] >= c->min_size;
}

tt_status tt__cluster_enforce_min_size(tt__cluster_state *clusters)
{
    mending m = {.c = clusters};
    const tt_csr *x = clusters->x;
    tt_status status = tt__matrix_panel_alloc(&m.sums, x->n_cols, clusters->k);
    m.square = tt__base_calloc((size_t)clusters->k, sizeof *m.square);
    m.offers = tt__base_calloc((size_t)x->n_rows, sizeof *m.offers);
    if (!m.square || !m.offers) status = TT_ERR_MEMORY;
    for (int32_t r = 0; r < x->n_rows && status == TT_OK; r++) put(&m, clusters->label[r], r, 1);
    for (int32_t c = 0; c < clusters->k && status == TT_OK; c++)
        if (clusters->mass[c] < clusters->min_size && !fill(&m, c))
            status = tt__base_fail(
                TT_ERR_SHAPE, "%d topics of at least %d documents each cannot be made: too many documents are alike",
                clusters->k, clusters->min_size);
    tt__matrix_panel_free(&m.sums);
    free(m.square);
    free(m.offers);
    return status;
}
