/* What every finished tree must satisfy. */
#ifndef TREE_CHECKS_H
#define TREE_CHECKS_H

#include "testing.h"

static inline void assert_siblings(const tt_tree *t, int32_t v)
{
    int32_t at = t->begin[v], children = 0, before = -1;
    for (int32_t c = t->n_children[v] ? v + 1 : TT_NO_NODE; c != TT_NO_NODE; before = c, c = t->next[c], children++) {
        assert_int_equal(t->parent[c], v);
        assert_int_equal(t->level[c], t->level[v] + 1);
        assert_int_equal(t->begin[c], at); /* children share out the range of their parent */
        assert_true(t->end[c] > at);
        assert_true(t->height[c] <= t->height[v]);
        if (before >= 0) { /* largest first, ties by the first document; outliers last */
            int32_t size = t->end[c] - t->begin[c], prior = t->end[before] - t->begin[before];
            assert_true(c > before && (size <= prior || c == t->outliers));
        }
        at = t->end[c];
    }
    assert_int_equal(children, t->n_children[v]);
    assert_int_not_equal(children, 1);
    if (children) assert_int_equal(at, t->end[v]);
}

static inline void assert_tree(const tt_tree *t)
{
    bool *seen = calloc((size_t)t->n, sizeof *seen);
    assert_int_equal(t->parent[0], TT_NO_NODE);
    assert_int_equal(t->next[0], TT_NO_NODE);
    assert_int_equal(t->level[0], 0);
    assert_int_equal(t->begin[0], 0);
    assert_int_equal(t->end[0], t->n);
    for (int32_t v = 0; v < t->m; v++) {
        if (v) assert_in_range(t->parent[v], 0, v - 1);
        if (v && v == t->outliers) assert_true(t->parent[v] == 0 && t->n_children[v] == 0 && t->next[v] == TT_NO_NODE);
        assert_siblings(t, v);
        for (int32_t at = t->begin[v]; at < t->end[v] && !t->n_children[v]; at++) {
            assert_int_equal(t->leaf[t->order[at]], v);
            assert_false(seen[t->order[at]]);
            seen[t->order[at]] = true;
            if (at > t->begin[v]) assert_true(t->order[at] > t->order[at - 1]);
        }
        for (int32_t u = 0; u < v; u++) assert_string_not_equal(t->id[u], t->id[v]);
    }
    for (int32_t i = 0; i < t->n; i++) assert_true(seen[i]);
    free(seen);
}

static inline void assert_same_tree(const tt_tree *a, const tt_tree *b)
{
    size_t m = (size_t)a->m, n = (size_t)a->n;
    assert_int_equal(a->m, b->m);
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->outliers, b->outliers);
    assert_memory_equal(a->parent, b->parent, m * sizeof *a->parent);
    assert_memory_equal(a->next, b->next, m * sizeof *a->next);
    assert_memory_equal(a->n_children, b->n_children, m * sizeof *a->n_children);
    assert_memory_equal(a->level, b->level, m * sizeof *a->level);
    assert_memory_equal(a->begin, b->begin, m * sizeof *a->begin);
    assert_memory_equal(a->end, b->end, m * sizeof *a->end);
    assert_memory_equal(a->height, b->height, m * sizeof *a->height);
    assert_memory_equal(a->id, b->id, m * sizeof *a->id);
    assert_memory_equal(a->order, b->order, n * sizeof *a->order);
    assert_memory_equal(a->leaf, b->leaf, n * sizeof *a->leaf);
}

#endif
