/* A trial is serial: rows are visited in their order and move one at a time, each where I2 gains, so that every move sees
 * the sums as the one before left them. */
#include "cluster/trial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PASSES = 10 }; /* over the rows: the gain of later ones is below a tenth of a percent of I2 */

/* The state of a trial: two sums, interleaved (term t of side s at sum[2 t + s]). */
typedef struct halves {
    const tt__clusters *to;
    const int32_t *rows;  /* n */
    uint8_t *side;        /* n */
    int64_t n, nnz;       /* rows, and their entries */
    int32_t least;        /* mass of a side */
    float *sum;           /* 2 v */
    double square[2];     /* squared lengths of the sums */
    int64_t mass[2];
} halves;

static void add_row(const halves *h, int32_t row, int side, float factor)
{
    const tt_csr *x = h->to->x;
    for (int64_t p = x->ptr[row]; p < x->ptr[row + 1]; p++) h->sum[2 * (int64_t)x->idx[p] + side] += factor * x->val[p];
}

static void dot_row(double dot[2], const halves *h, int32_t row)
{
    const tt_csr *x = h->to->x;
    double d0 = 0, d1 = 0;
    for (int64_t p = x->ptr[row]; p < x->ptr[row + 1]; p++) {
        const float *pair = h->sum + 2 * (int64_t)x->idx[p];
        d0 += (double)x->val[p] * (double)pair[0];
        d1 += (double)x->val[p] * (double)pair[1];
    }
    dot[0] = d0;
    dot[1] = d1;
}

/* Whether a sweep over all terms is cheaper than one over the entries of the rows. */
static bool dense(const halves *h) { return h->nnz > 2 * (int64_t)h->to->x->n_cols; }

static void clear_sums(halves *h)
{
    const tt_csr *x = h->to->x;
    if (dense(h)) {
        memset(h->sum, 0, 2 * (size_t)x->n_cols * sizeof *h->sum);
        return;
    }
    for (int64_t i = 0; i < h->n; i++)
        for (int64_t p = x->ptr[h->rows[i]]; p < x->ptr[h->rows[i] + 1]; p++)
            h->sum[2 * (int64_t)x->idx[p]] = h->sum[2 * (int64_t)x->idx[p] + 1] = 0;
}

/* Sums and masses of the sides as they stand. */
static void build_sums(halves *h)
{
    clear_sums(h);
    h->mass[0] = h->mass[1] = 0;
    for (int64_t i = 0; i < h->n; i++) {
        int32_t w = tt__row_weight(h->to, h->rows[i]);
        add_row(h, h->rows[i], h->side[i], (float)w);
        h->mass[h->side[i]] += w;
    }
}

/* S0.S0, S1.S1 and S0.S1, term by term or, S being a sum of rows, row by row. */
static void products(double product[3], const halves *h)
{
    product[0] = product[1] = product[2] = 0;
    if (dense(h)) {
        for (int64_t t = 0; t < h->to->x->n_cols; t++) {
            double a = (double)h->sum[2 * t], b = (double)h->sum[2 * t + 1];
            product[0] += a * a;
            product[1] += b * b;
            product[2] += a * b;
        }
        return;
    }
    for (int64_t i = 0; i < h->n; i++) {
        double dot[2], w = tt__row_weight(h->to, h->rows[i]);
        dot_row(dot, h, h->rows[i]);
        product[h->side[i]] += w * dot[h->side[i]];
        product[2] += .5 * w * dot[!h->side[i]]; /* each side gives the whole of S0.S1 */
    }
}

/* Squared lengths of both sums; gives back that of their total. */
static double measure(halves *h)
{
    double product[3];
    products(product, h);
    h->square[0] = product[0];
    h->square[1] = product[1];
    return product[0] + product[1] + 2 * product[2];
}

static int by_lean(const void *a, const void *b)
{
    const tt__leaning *p = a, *q = b;
    if (p->lean != q->lean) return p->lean < q->lean ? -1 : 1;
    return p->i < q->i ? -1 : p->i > q->i;
}

/* Each row to the nearer seed.  Where that leaves a side too light, the cut along the same axis is shifted. */
static bool start_from_seeds(halves *h, const int32_t seed[2], tt__leaning *order)
{
    add_row(h, seed[0], 0, 1);
    add_row(h, seed[1], 1, 1);
    int64_t mass[2] = {0, 0};
    for (int64_t i = 0; i < h->n; i++) {
        double dot[2];
        dot_row(dot, h, h->rows[i]);
        order[i] = (tt__leaning){dot[1] - dot[0], i};
        h->side[i] = dot[1] > dot[0] || (dot[1] == dot[0] && (i & 1)); /* rows near neither are dealt out in turn */
        if (h->rows[i] == seed[0]) h->side[i] = 0;
        if (h->rows[i] == seed[1]) h->side[i] = 1;
        mass[h->side[i]] += tt__row_weight(h->to, h->rows[i]);
    }
    int64_t least = h->least, total = mass[0] + mass[1];
    if (mass[0] >= least && mass[1] >= least) return true;
    if (total < 2 * least) return false;
    qsort(order, (size_t)h->n, sizeof *order, by_lean);
    int64_t wanted = mass[0] < least ? least : total - least, below = 0;
    for (int64_t i = 0; i < h->n; i++) {
        int32_t w = tt__row_weight(h->to, h->rows[order[i].i]);
        bool low = mass[0] < least ? below < wanted : below + w <= wanted;
        h->side[order[i].i] = !low;
        if (low) below += w;
    }
    return below >= least && total - below >= least;
}

/* One pass: each row in turn moves if I2 gains.  How many moved. */
static int64_t pass(halves *h)
{
    int64_t moved = 0;
    for (int64_t i = 0; i < h->n; i++) {
        int from = h->side[i], to = !from;
        double dot[2], w = tt__row_weight(h->to, h->rows[i]);
        if (h->mass[from] - (int64_t)w < h->least) continue;
        dot_row(dot, h, h->rows[i]);
        double rest = h->square[from] - 2 * w * dot[from] + w * w;
        if (rest < 0) rest = 0;
        double gain = tt__join_gain(h->square[to], dot[to], w) - (sqrt(h->square[from]) - sqrt(rest));
        if (!(gain > 1e-7)) continue;
        add_row(h, h->rows[i], from, (float)-w);
        add_row(h, h->rows[i], to, (float)w);
        h->square[from] = rest;
        h->square[to] += 2 * w * dot[to] + w * w;
        h->mass[from] -= (int64_t)w;
        h->mass[to] += (int64_t)w;
        h->side[i] = (uint8_t)to;
        moved++;
    }
    return moved;
}

void tt__trial_run(tt__trial *trial, const tt__clusters *to, const int32_t *rows, const tt__trial_room *room, bool fresh)
{
    halves h = {.to = to, .rows = rows + trial->begin, .side = trial->side, .n = trial->end - trial->begin,
                .least = trial->least, .sum = room->sum};
    for (int64_t i = 0; i < h.n; i++) h.nnz += to->x->ptr[h.rows[i] + 1] - to->x->ptr[h.rows[i]];
    if (fresh) trial->gain = -1;
    if (!fresh || start_from_seeds(&h, trial->seed, room->order)) {
        build_sums(&h);
        measure(&h);
        for (int p = fresh ? MAX_PASSES - 1 : 1; p < MAX_PASSES; p++)
            if (pass(&h) * 1000 < h.n) break; /* fewer than one row in a thousand moved */
        double total = measure(&h);
        trial->gain = sqrt(h.square[0]) + sqrt(h.square[1]) - sqrt(total > 0 ? total : 0);
        if (trial->gain < 0) trial->gain = 0;
    }
    clear_sums(&h);
}
