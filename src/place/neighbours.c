/* A topic is compared by the HEAVIEST terms of its centroid: they hold most of its length, what they leave out is the
 * background that all topics share, and the cost no longer grows with the size of the corpus.  Products go through the
 * transposed rows: a topic only meets those that it shares a term with. */
#include "place/neighbours.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "matrix/blend.h"
#include "matrix/csr.h"
#include "matrix/scaling.h"

enum { HEAVIEST = 128, LANDMARKS = 512, DIMENSIONS = 2 };

typedef struct bearings {
    tt_topics *topics;
    const tt__place_score_input *in;
    const tt_run *run;
    int32_t k;      /* leaf topics that have a place */
    int32_t *leaf;  /* k: their nodes, ascending */
    int64_t *begin; /* m + 1 */
    int32_t *part;  /* m * depth: lists of rows, for blending */
    tt_csr profile; /* m x v: the topics' centroids, cut */
    tt_csr turned;  /* v x m (or k) */
} bearings;

static bool is_leaf(const tt_tree *t, int32_t v)
{
    return t->n_children[v] == 0;
}
static bool is_outliers(const tt_tree *t, int32_t v)
{
    return v > 0 && v == t->outliers;
}

/* scores[0 .. columns of turned) = the products of row r of x with all rows that were turned. */
static void product(float *scores, const tt_csr *turned, const tt_csr *x, int32_t r)
{
    for (int32_t u = 0; u < turned->n_cols; u++) scores[u] = 0;
    for (int64_t p = x->ptr[r]; p < x->ptr[r + 1]; p++)
        for (int64_t q = turned->ptr[x->idx[p]]; q < turned->ptr[x->idx[p] + 1]; q++)
            scores[turned->idx[q]] += x->val[p] * turned->val[q];
}

/* ---- centroids ---- */

/* The leaf topics below each node, as rows of the sums; none for the root and the outliers. */
static int64_t list_leaves_below(bearings *b)
{
    const tt_tree *t = &b->topics->tree;
    int64_t n = 0;
    for (int32_t v = 0; v < t->m; v++) {
        b->begin[v] = n;
        if ((v == 0 && t->m > 1) || is_outliers(t, v)) continue;
        for (int32_t at = t->begin[v]; at < t->end[v]; at = t->end[t->leaf[t->order[at]]])
            b->part[n++] = b->in->label[t->order[at]];
    }
    b->begin[t->m] = n;
    return n;
}

/* Each leaf topic with the topics above it but the root, as rows of the profiles. */
static void list_paths(bearings *b)
{
    const tt_tree *t = &b->topics->tree;
    int64_t n = 0;
    for (int32_t i = 0; i < b->k; i++) {
        b->begin[i] = n;
        for (int32_t v = b->leaf[i]; v > 0 || (v == 0 && t->m == 1); v = t->parent[v]) b->part[n++] = v;
    }
    b->begin[b->k] = n;
}

static tt_status begin(bearings *b)
{
    const tt_tree *t = &b->topics->tree;
    int64_t depth = 1;
    for (int32_t v = 0; v < t->m; v++)
        if (t->level[v] + 1 > depth) depth = t->level[v] + 1;
    b->leaf = tt__base_calloc((size_t)t->m, sizeof *b->leaf);
    b->begin = tt__base_calloc((size_t)t->m + 1, sizeof *b->begin);
    b->part = tt__base_calloc((size_t)(t->m * depth), sizeof *b->part);
    if (!b->leaf || !b->begin || !b->part) return TT_ERR_MEMORY;
    for (int32_t v = 0; v < t->m; v++)
        if (is_leaf(t, v) && !is_outliers(t, v)) b->leaf[b->k++] = v;
    list_leaves_below(b);
    tt__matrix_blend blend = {.from = b->in->sums, .n = t->m, .begin = b->begin, .part = b->part, .most = HEAVIEST};
    tt_status status = tt__matrix_blend_rows(&b->profile, &blend, b->run);
    return status == TT_OK ? tt__matrix_csr_transpose(&b->turned, &b->profile) : status;
}

/* ---- the nearest ---- */

/* May u stand beside v: a leaf beside leaves, else a topic of the same level, or a leaf that ends above it. */
static bool comparable(const tt_tree *t, int32_t v, int32_t u)
{
    if (u == v) return false;
    if (is_leaf(t, v)) return is_leaf(t, u);
    return t->level[u] == t->level[v] || (is_leaf(t, u) && t->level[u] < t->level[v]);
}

static void offer(tt_topic *topic, tt_near candidate)
{
    int32_t at = topic->n_near;
    if (at == TT_NEAR && candidate.similarity <= topic->near[--at].similarity) return;
    if (topic->n_near < TT_NEAR) topic->n_near++;
    for (; at > 0 && candidate.similarity > topic->near[at - 1].similarity; at--) topic->near[at] = topic->near[at - 1];
    topic->near[at] = candidate;
}

static void find_near(bearings *b, int32_t v, float *scores)
{
    const tt_tree *t = &b->topics->tree;
    tt_topic *topic = &b->topics->topic[v];
    topic->n_near = 0;
    product(scores, &b->turned, &b->profile, v);
    for (int32_t u = 0; u < t->m; u++)
        if (scores[u] > 0 && comparable(t, v, u)) offer(topic, (tt_near){u, scores[u] < 1 ? scores[u] : 1});
}

static tt_status find_all_near(bearings *b)
{
    int32_t m = b->topics->tree.m;
    int threads = tt__base_threads(b->run, m, 32);
    float *scores = tt__base_calloc((size_t)threads * (size_t)m, sizeof *scores);
    if (!scores) return TT_ERR_MEMORY;
#pragma omp parallel for schedule(dynamic, 16) num_threads(threads)
    for (int32_t v = 0; v < m; v++) find_near(b, v, scores + (int64_t)omp_get_thread_num() * m);
    free(scores);
    return TT_OK;
}

/* ---- the map ---- */

/* square: k x l, squared distances of all leaf topics to the landmarks. */
static tt_status measure(tt_dense *square, bearings *b, const tt_csr *paths, const int32_t *landmark)
{
    int threads = tt__base_threads(b->run, b->k, 32);
    int32_t l = square->n_cols;
    float *scores = tt__base_calloc((size_t)threads * (size_t)b->k, sizeof *scores);
    if (!scores) return TT_ERR_MEMORY;
#pragma omp parallel for schedule(dynamic, 16) num_threads(threads)
    for (int32_t i = 0; i < b->k; i++) {
        float *mine = scores + (int64_t)omp_get_thread_num() * b->k;
        product(mine, &b->turned, paths, i);
        for (int32_t j = 0; j < l; j++)
            square->val[(int64_t)i * l + j] =
                landmark[j] == i ? 0 : 2 - 2 * (mine[landmark[j]] < 1 ? mine[landmark[j]] : 1);
    }
    free(scores);
    return TT_OK;
}

/* Leaves where the scaling put them, the others amid their documents. */
static void place(bearings *b, const double *at)
{
    const tt_tree *t = &b->topics->tree;
    double reach = 0;
    int32_t first = 0; /* leaf at or after v: leaves ascend, and so do the documents below them */
    for (int32_t i = 0; i < b->k * DIMENSIONS; i++) reach = fmax(reach, fabs(at[i]));
    for (int32_t v = 0; v < t->m; v++) {
        double sum[DIMENSIONS] = {0}, documents = 0;
        while (first < b->k && b->leaf[first] < v) first++;
        for (int32_t i = first; i < b->k && t->begin[b->leaf[i]] < t->end[v]; i++) {
            int32_t size = t->end[b->leaf[i]] - t->begin[b->leaf[i]];
            for (int c = 0; c < DIMENSIONS; c++) sum[c] += size * at[i * DIMENSIONS + c];
            documents += size;
        }
        for (int c = 0; c < DIMENSIONS; c++) {
            double share = documents > 0 && reach > 0 ? sum[c] / documents / reach : 0;
            b->topics->topic[v].at[c] = is_outliers(t, v) ? NAN : (float)(round(share * 1e4) / 1e4);
        }
    }
}

static tt_status scale(bearings *b, const tt_csr *paths)
{
    int32_t l = b->k < LANDMARKS ? b->k : LANDMARKS;
    tt_dense square = {.n_rows = b->k, .n_cols = l};
    square.val = tt__base_calloc((size_t)b->k * (size_t)l, sizeof *square.val);
    int32_t *landmark = tt__base_calloc((size_t)l, sizeof *landmark);
    double *at = tt__base_calloc((size_t)b->k * DIMENSIONS, sizeof *at);
    tt_status status = square.val && landmark && at ? TT_OK : TT_ERR_MEMORY;
    for (int32_t j = 0; j < l && status == TT_OK; j++)
        landmark[j] = (int32_t)((int64_t)j * b->k / l); /* evenly over the tree */
    if (status == TT_OK) status = measure(&square, b, paths, landmark);
    if (status == TT_OK) status = tt__matrix_classical_scaling(at, DIMENSIONS, &square, landmark);
    if (status == TT_OK) place(b, at);
    tt_dense_free(&square);
    free(landmark);
    free(at);
    return status;
}

static tt_status map(bearings *b)
{
    tt_csr paths = {0};
    list_paths(b);
    tt__matrix_blend blend = {.from = &b->profile, .n = b->k, .begin = b->begin, .part = b->part, .most = HEAVIEST};
    tt_csr_free(&b->turned);
    tt_status status = tt__matrix_blend_rows(&paths, &blend, b->run);
    if (status == TT_OK) status = tt__matrix_csr_transpose(&b->turned, &paths);
    if (status == TT_OK) status = scale(b, &paths);
    tt_csr_free(&paths);
    return status;
}

tt_status tt__place_neighbours(tt_topics *topics, const tt__place_score_input *in, const tt_run *run)
{
    bearings b = {.topics = topics, .in = in, .run = run};
    tt_status status = begin(&b);
    if (status == TT_OK) status = find_all_near(&b);
    if (status == TT_OK) status = map(&b);
    free(b.leaf);
    free(b.begin);
    free(b.part);
    tt_csr_free(&b.profile);
    tt_csr_free(&b.turned);
    return status;
}
