/* Seeded k-means with two clusters.  The seeds are few, and most rows share no word with any: such a row stays
 * undecided, and out of both sums, until the sums have grown to where they tell it something.  What is undecided at the
 * end goes to side 0. */
#include "cluster/divide.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { MOST_PASSES = 50 };

typedef struct member {
    double lead; /* its cosine with side 0 less that with side 1 */
    int32_t row, weight;
    int8_t side;
    bool known;
} member;

typedef struct dividing {
    const tt_csr *x;
    member *member; /* n, in row order */
    int32_t n;
    int64_t mass[2];
    double *sum[2]; /* v */
    double length[2];
} dividing;

static tt_status gather(dividing *d, const tt_partition *p, const tt_kmeans_input *in,
                        const tt__cluster_division *division)
{
    for (int32_t r = 0; r < p->n; r++) d->n += p->label[r] == division->cluster;
    d->member = tt__base_calloc((size_t)d->n, sizeof *d->member);
    if (!d->member) return TT_ERR_MEMORY;
    d->n = 0;
    for (int32_t r = 0; r < p->n; r++) {
        if (p->label[r] != division->cluster) continue;
        int8_t side = division->side[r];
        d->member[d->n++] = (member){
            .row = r, .weight = in->weight ? in->weight[r] : 1, .side = side, .known = side != TT__CLUSTER_EITHER};
    }
    for (int s = 0; s < 2; s++)
        if (!(d->sum[s] = tt__base_calloc((size_t)in->x->n_cols, sizeof *d->sum[s]))) return TT_ERR_MEMORY;
    return TT_OK;
}

static void add_up(dividing *d)
{
    const tt_csr *x = d->x;
    for (int s = 0; s < 2; s++) {
        memset(d->sum[s], 0, (size_t)x->n_cols * sizeof *d->sum[s]);
        d->length[s] = 0;
    }
    for (int32_t i = 0; i < d->n; i++) {
        const member *m = &d->member[i];
        if (m->side == TT__CLUSTER_EITHER) continue;
        for (int64_t e = x->ptr[m->row]; e < x->ptr[m->row + 1]; e++)
            d->sum[m->side][x->idx[e]] += m->weight * (double)x->val[e];
    }
    for (int s = 0; s < 2; s++) {
        for (int32_t j = 0; j < x->n_cols; j++) d->length[s] += d->sum[s][j] * d->sum[s][j];
        d->length[s] = sqrt(d->length[s]);
    }
}

static double cosine(const dividing *d, int32_t row, int side)
{
    const tt_csr *x = d->x;
    double dot = 0;
    for (int64_t e = x->ptr[row]; e < x->ptr[row + 1]; e++) dot += (double)x->val[e] * d->sum[side][x->idx[e]];
    return d->length[side] > 0 ? dot / d->length[side] : 0;
}

static int32_t assign(dividing *d)
{
    int32_t moved = 0;
    for (int32_t i = 0; i < d->n; i++) {
        member *m = &d->member[i];
        m->lead = cosine(d, m->row, 0) - cosine(d, m->row, 1);
        if (m->known || m->lead == 0) continue;
        int8_t side = m->lead < 0;
        moved += side != m->side;
        m->side = side;
    }
    return moved;
}

static int nearest_to_0(const void *a, const void *b)
{
    const member *p = a, *q = b;
    if (p->lead != q->lead) return p->lead > q->lead ? -1 : 1;
    return p->row < q->row ? -1 : p->row > q->row;
}

/* A side that weighs too little takes the rows that are nearest to it. */
static bool fill(dividing *d, int32_t least)
{
    int small = d->mass[1] < d->mass[0], large = !small;
    if (d->mass[small] < least) qsort(d->member, (size_t)d->n, sizeof *d->member, nearest_to_0);
    for (int32_t i = 0; i < d->n && d->mass[small] < least; i++) {
        member *m = &d->member[small ? d->n - 1 - i : i];
        if (m->known || m->side == small || d->mass[large] - m->weight < least) continue;
        m->side = (int8_t)small;
        d->mass[small] += m->weight;
        d->mass[large] -= m->weight;
    }
    return d->mass[0] >= least && d->mass[1] >= least;
}

tt_status tt__cluster_divide(tt_partition *partition, const tt_kmeans_input *in, const tt__cluster_division *division,
                             bool *divided)
{
    dividing d = {.x = in->x};
    tt_status status = gather(&d, partition, in, division);
    *divided = false;
    if (status < 0) goto done;
    for (int32_t pass = 0, moved = 1; pass < MOST_PASSES && moved; pass++) {
        add_up(&d);
        moved = assign(&d);
    }
    for (int32_t i = 0; i < d.n; i++) {
        if (d.member[i].side == TT__CLUSTER_EITHER) d.member[i].side = 0;
        d.mass[d.member[i].side] += d.member[i].weight;
    }
    *divided = fill(&d, division->min_size);
    for (int32_t i = 0; *divided && i < d.n; i++)
        if (d.member[i].side == 1) partition->label[d.member[i].row] = partition->k;
    partition->k += *divided;
done:
    free(d.member);
    free(d.sum[0]);
    free(d.sum[1]);
    return status;
}
