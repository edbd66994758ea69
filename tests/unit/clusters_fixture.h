/* A partition in the making for the tests of the stages of k-means. */
#ifndef CLUSTERS_FIXTURE_H
#define CLUSTERS_FIXTURE_H

#include "cluster/kmeans.h"
#include "rows_fixture.h"

/* k clusters over the rows of x, all rows in cluster 0 until a stage says otherwise. */
static inline tt__cluster_state clusters_over(const tt_csr *x, const int32_t *weight, int32_t k, int32_t min_size)
{
    tt__cluster_state c = {.x = x, .weight = weight, .k = k, .min_size = min_size};
    c.label = calloc((size_t)x->n_rows, sizeof *c.label);
    c.mass = calloc((size_t)k, sizeof *c.mass);
    assert_non_null(c.label);
    assert_non_null(c.mass);
    return c;
}

/* Put row r into cluster of(r), and weigh the clusters. */
static inline void clusters_deal(tt__cluster_state *c, int32_t (*of)(int32_t r, int32_t k))
{
    for (int32_t i = 0; i < c->k; i++) c->mass[i] = 0;
    for (int32_t r = 0; r < c->x->n_rows; r++) c->mass[c->label[r] = of(r, c->k)] += tt__cluster_row_weight(c, r);
}

static inline int32_t in_turn(int32_t r, int32_t k)
{
    return r % k;
}

static inline void clusters_free(tt__cluster_state *c)
{
    free(c->label);
    free(c->mass);
}

/* Labels within range, masses those of the labels, no cluster below min_size. */
static inline void assert_sound(const tt__cluster_state *c)
{
    int64_t *mass = calloc((size_t)c->k, sizeof *mass);
    assert_non_null(mass);
    for (int32_t r = 0; r < c->x->n_rows; r++) {
        assert_in_range(c->label[r], 0, c->k - 1);
        mass[c->label[r]] += tt__cluster_row_weight(c, r);
    }
    for (int32_t i = 0; i < c->k; i++) {
        assert_int_equal(c->mass[i], mass[i]);
        assert_true(mass[i] >= c->min_size);
    }
    free(mass);
}

static inline double clusters_i2(const tt__cluster_state *c)
{
    return rows_i2(c->x, c->weight, c->label, c->k);
}

static inline double nmi_of(const int32_t *truth, const int32_t *found, int32_t n)
{
    tt_agreement a;
    assert_int_equal(tt_agreement_compute(&a, truth, found, n), TT_OK);
    return a.nmi;
}

#endif
