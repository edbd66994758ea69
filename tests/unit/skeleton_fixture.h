/* Parent pointers for the tests of shaping: what every skeleton must satisfy; leaf topics to make one from. */
#ifndef SKELETON_FIXTURE_H
#define SKELETON_FIXTURE_H

#include "rows_fixture.h"
#include "tree/skeleton.h"

/* Leaves first, parents after their children, one root, no parent with one child, none with more than `most` (0: any).
 */
static inline void assert_skeleton(const tt__tree_skeleton *s, int32_t k, int32_t most)
{
    int32_t *children = calloc((size_t)s->m, sizeof *children);
    assert_non_null(children);
    assert_int_equal(s->k, k);
    assert_in_range(s->m, k, 2 * k - 1);
    for (int32_t v = 0; v < s->m - 1; v++) {
        assert_in_range(s->parent[v], v + 1, s->m - 1);
        assert_true(s->parent[v] >= k);
        children[s->parent[v]]++;
    }
    assert_int_equal(s->parent[s->m - 1], TT_NO_NODE);
    for (int32_t v = 0; v < s->m; v++) {
        if (v < k)
            assert_int_equal(children[v], 0);
        else
            assert_true(children[v] >= 2 && (!most || children[v] <= most));
    }
    free(children);
}

/* Sums of k leaf topics (unit rows times their size) and their sizes. */
typedef struct leaves {
    tt_csr sums;
    int32_t *size;
} leaves;

static inline leaves leaves_of(tt_csr x)
{
    leaves l = {.sums = x, .size = calloc((size_t)x.n_rows, sizeof *l.size)};
    assert_non_null(l.size);
    for (int32_t c = 0; c < x.n_rows; c++) l.size[c] = 1;
    return l;
}

static inline leaves leaves_random(int32_t k, int32_t topics, uint64_t seed)
{
    return leaves_of(rows_weighted(k, topics * 20 > 60 ? topics * 20 : 60, topics, seed, NULL, NULL));
}

/* Each leaf is a little farther from all before: the dendrogram is one long chain. */
static inline leaves leaves_chain(int32_t k)
{
    double *table = calloc((size_t)k * (size_t)(k + 1), sizeof *table);
    assert_non_null(table);
    for (int32_t c = 0; c < k; c++) {
        table[c * (k + 1)] = 1;
        table[c * (k + 1) + 1 + c] = .1 * (c + 1);
    }
    tt_csr x = rows_from(table, k, k + 1);
    tt__matrix_csr_unit_rows(&x);
    free(table);
    return leaves_of(x);
}

static inline leaves leaves_alike(int32_t k)
{
    double *table = calloc((size_t)k, sizeof *table);
    assert_non_null(table);
    for (int32_t c = 0; c < k; c++) table[c] = 1;
    tt_csr x = rows_from(table, k, 1);
    free(table);
    return leaves_of(x);
}

static inline void leaves_free(leaves *l)
{
    tt_csr_free(&l->sums);
    free(l->size);
}

#endif
