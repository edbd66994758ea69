/* How far apart leaves with the same parent are.
 *
 * For g unit centroids u_i the cosines of all pairs add up to (|sum u_i|^2 - g) / 2, so no pair is ever looked at. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "eval/coherence.h"
#include "eval/tree_metrics.h"

/* A sum of sparse rows of positive values that is emptied in the time it took to fill. */
typedef struct row_sum {
    double *value;    /* v */
    int32_t *touched; /* columns that are not zero */
    int32_t n;
} row_sum;

typedef struct scene {
    const tt_topics *topics;
    const int32_t *row; /* documents of the tree: their row in x, -1 where the corpus lacks them */
    const tt_csr *x;    /* documents of the corpus x v, unit rows */
    row_sum leaf, group;
    double cosines, pairs; /* twice: every pair both ways round */
} scene;

static void sum_add(row_sum *sum, int32_t column, double value)
{
    if (sum->value[column] == 0 && value != 0) sum->touched[sum->n++] = column;
    sum->value[column] += value;
}

static double sum_norm2(const row_sum *sum)
{
    double norm2 = 0;
    for (int32_t i = 0; i < sum->n; i++) norm2 += sum->value[sum->touched[i]] * sum->value[sum->touched[i]];
    return norm2;
}

static void sum_clear(row_sum *sum)
{
    for (int32_t i = 0; i < sum->n; i++) sum->value[sum->touched[i]] = 0;
    sum->n = 0;
}

static tt_status sum_alloc(row_sum *sum, int32_t v)
{
    sum->value = tt__base_calloc((size_t)v, sizeof *sum->value);
    sum->touched = tt__base_calloc((size_t)v, sizeof *sum->touched);
    return sum->value && sum->touched ? TT_OK : TT_ERR_MEMORY;
}

/* Add a leaf's unit centroid to the group; false where it has no direction. */
static bool add_leaf(scene *s, int32_t leaf)
{
    const tt_tree *tree = &s->topics->tree;
    for (int32_t q = tree->begin[leaf]; q < tree->end[leaf]; q++) {
        int32_t row = s->row[tree->order[q]];
        if (row < 0) continue;
        for (int64_t p = s->x->ptr[row]; p < s->x->ptr[row + 1]; p++)
            sum_add(&s->leaf, s->x->idx[p], (double)s->x->val[p]);
    }
    double length = sqrt(sum_norm2(&s->leaf));
    for (int32_t i = 0; i < s->leaf.n; i++)
        sum_add(&s->group, s->leaf.touched[i], s->leaf.value[s->leaf.touched[i]] / length);
    sum_clear(&s->leaf);
    return length > 0;
}

static void add_siblings(scene *s, int32_t parent)
{
    const tt_tree *tree = &s->topics->tree;
    double leaves = 0;
    for (int32_t u = parent + 1; u != TT_NO_NODE; u = tree->next[u])
        if (tree->n_children[u] == 0) leaves += add_leaf(s, u);
    s->cosines += sum_norm2(&s->group) - leaves;
    s->pairs += leaves * (leaves - 1);
    sum_clear(&s->group);
}

static tt_status compare_siblings(double *out, scene *s)
{
    tt_status status = sum_alloc(&s->leaf, s->x->n_cols);
    if (status == TT_OK) status = sum_alloc(&s->group, s->x->n_cols);
    for (int32_t v = 0; v < s->topics->tree.m && status == TT_OK; v++)
        if (s->topics->tree.n_children[v] > 0) add_siblings(s, v);
    free(s->leaf.value);
    free(s->leaf.touched);
    free(s->group.value);
    free(s->group.touched);
    if (status == TT_OK) *out = s->pairs > 0 ? 1 - s->cosines / s->pairs : (double)NAN;
    return status;
}

tt_status tt__eval_weigh_corpus(tt_csr *x, const tt_corpus *corpus, const tt_run *run)
{
    tt_vocab vocab;
    tt_status status = tt_vocab_build(&vocab, corpus, NULL, run);
    if (status < 0) return status;
    status = tt_counts_build(x, corpus, &vocab, run);
    tt_vocab_free(&vocab);
    return status < 0 ? status : tt_weights_apply(x, NULL, NULL, run);
}

tt_status tt__eval_separation(double *out, const tt_topics *topics, const tt_corpus *corpus, const tt_run *run)
{
    tt_csr x = {0};
    int32_t *row = tt__base_calloc((size_t)topics->tree.n, sizeof *row);
    tt_status status = row ? tt__eval_weigh_corpus(&x, corpus, run) : TT_ERR_MEMORY;
    if (status == TT_ERR_EMPTY) { /* no term stands in enough documents: there is nothing to tell leaves apart by */
        *out = (double)NAN;
        status = TT_OK;
    } else if (status == TT_OK) {
        for (int32_t i = 0; i < topics->tree.n; i++) row[i] = tt__eval_tree_find(corpus, topics->document[i].id);
        status = compare_siblings(out, &(scene){.topics = topics, .row = row, .x = &x});
    }
    free(row);
    tt_csr_free(&x);
    return status;
}
