/* Documents meet the topics in groups of BLOCK: a dense panel of all of them would grow with terms times topics.  What
 * a document knows of the groups before, it keeps where the result will be. */
#include "place/score.h"

#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/run.h"
#include "matrix/csr.h"
#include "matrix/panel.h"

typedef struct ranked {
    double score;
    int32_t document;
} ranked;

enum { BLOCK = TT__PLACE_SCORED_TOGETHER };

typedef struct scoring {
    tt_topics *topics;
    const tt__place_score_input *in;
    int32_t *leaf_of;          /* k: the leaf node of each leaf topic */
    int32_t k;                 /* leaf topics without the outliers */
    int32_t first;             /* of them in the panel */
    tt__matrix_panel centroid; /* v x BLOCK at most, unit columns: leaf topics from the first on */
    float *scores;             /* threads * stride */
    float *sum;                /* threads * v: the sum of a node, zero between nodes */
    ranked *best;              /* threads * n_representatives */
    int32_t n_representatives;
    int threads;
} scoring;

/* ---- documents ---- */

static int32_t columns(const scoring *s)
{
    return s->k - s->first < BLOCK ? s->k - s->first : BLOCK;
}

static void fill_centroids(scoring *s)
{
    const tt_csr *sums = s->in->sums;
    memset(s->centroid.val, 0, (size_t)s->centroid.v * (size_t)s->centroid.stride * sizeof *s->centroid.val);
    for (int32_t c = 0; c < columns(s); c++) {
        double square = 0;
        int32_t r = s->first + c;
        for (int64_t p = sums->ptr[r]; p < sums->ptr[r + 1]; p++) square += (double)sums->val[p] * (double)sums->val[p];
        if (square > 0) tt__matrix_panel_add(&s->centroid, c, sums, r, (float)(1 / sqrt(square)));
    }
}

/* Until all topics have been met, runner_up is the nearest of the others as a leaf topic, and margin its score. */
static void meet_topics(const scoring *s, int32_t i, float *scores)
{
    int32_t own = s->in->label[i];
    tt_placement *d = &s->topics->document[i];
    tt__matrix_panel_scores(scores, &s->centroid, s->in->x, s->in->row[i]);
    for (int32_t c = 0; c < columns(s); c++) {
        if (s->first + c == own) {
            d->score = scores[c];
        } else if (d->runner_up < 0 || scores[c] > d->margin) {
            d->runner_up = s->first + c;
            d->margin = scores[c];
        }
    }
}

static void place_document(const scoring *s, int32_t i)
{
    tt_placement *d = &s->topics->document[i];
    int32_t second = d->runner_up;
    if (s->in->label[i] == s->k) d->score = d->margin; /* an outlier: no topic is its own */
    d->margin = second < 0 ? d->score : d->score - d->margin;
    d->runner_up = second < 0 ? TT_NO_NODE : s->leaf_of[second];
}

static void place_documents(scoring *s)
{
    int32_t n = s->topics->tree.n;
    for (int32_t i = 0; i < n; i++) s->topics->document[i].runner_up = -1;
    for (s->first = 0; s->first < s->k; s->first += BLOCK) {
        fill_centroids(s);
#pragma omp parallel for schedule(dynamic, 64) num_threads(s->threads)
        for (int32_t i = 0; i < n; i++) meet_topics(s, i, s->scores + omp_get_thread_num() * s->centroid.stride);
    }
    for (int32_t i = 0; i < n; i++) place_document(s, i);
}

/* ---- topics ---- */

/* sum += (or clear) the sums of all leaves below node v. */
static void node_sum(const scoring *s, int32_t v, float *sum, bool clear)
{
    const tt_tree *t = &s->topics->tree;
    for (int32_t at = t->begin[v]; at < t->end[v]; at = t->end[t->leaf[t->order[at]]]) {
        int32_t c = s->in->label[t->order[at]];
        for (int64_t p = s->in->sums->ptr[c]; p < s->in->sums->ptr[c + 1]; p++) {
            if (clear)
                sum[s->in->sums->idx[p]] = 0;
            else
                sum[s->in->sums->idx[p]] += s->in->sums->val[p];
        }
    }
}

static bool better(ranked a, ranked b)
{
    return a.score > b.score || (a.score == b.score && a.document < b.document);
}

/* Keep the best `room` of those offered so far, best first. */
static int32_t offer(ranked *best, int32_t held, int32_t room, ranked candidate)
{
    if (held == room && (room == 0 || !better(candidate, best[held - 1]))) return held;
    int32_t at = held < room ? held++ : held - 1;
    for (; at > 0 && better(candidate, best[at - 1]); at--) best[at] = best[at - 1];
    best[at] = candidate;
    return held;
}

/* A topic's documents against its sum.  Documents with the same words count once among the representatives. */
static void score_node(scoring *s, int32_t v, float *sum, ranked *best)
{
    const tt_tree *t = &s->topics->tree;
    tt_topic *topic = &s->topics->topic[v];
    double along = 0;
    int32_t held = 0;
    node_sum(s, v, sum, false);
    for (int32_t at = t->begin[v]; at < t->end[v]; at++) {
        ranked candidate = {tt__matrix_csr_row_dot(s->in->x, s->in->row[t->order[at]], sum), t->order[at]};
        bool twin = false;
        along += candidate.score;
        for (int32_t b = 0; b < held && !twin; b++)
            twin = s->in->row[best[b].document] == s->in->row[candidate.document];
        if (!twin) held = offer(best, held, s->n_representatives, candidate);
    }
    node_sum(s, v, sum, true);
    int32_t below = t->end[v] - t->begin[v]; /* sum over documents of x . S is |S|^2: the mean cosine is |S| / n */
    topic->cohesion = below && along > 0 ? sqrt(along) / below : 0;
    if (topic->cohesion > 1) topic->cohesion = 1;
    topic->n_representatives = held;
    for (int32_t b = 0; b < held; b++) topic->representative[b] = best[b].document;
}

/* ---- the whole ---- */

static tt_status scoring_begin(scoring *s, const tt_run *run)
{
    const tt_tree *t = &s->topics->tree;
    int32_t k = s->in->sums->n_rows, v = s->in->x->n_cols;
    s->k = k - (t->outliers > 0);
    s->threads = tt__base_threads(run, t->n, 256);
    tt_status status = tt__matrix_panel_alloc(&s->centroid, v, columns(s));
    s->leaf_of = tt__base_calloc((size_t)k, sizeof *s->leaf_of);
    s->scores = tt__base_calloc((size_t)(s->threads * s->centroid.stride), sizeof *s->scores);
    s->sum = tt__base_calloc((size_t)s->threads * (size_t)v, sizeof *s->sum);
    s->best = tt__base_calloc((size_t)s->threads * (size_t)s->n_representatives, sizeof *s->best);
    if (status < 0 || !s->leaf_of || !s->scores || !s->sum || !s->best) return TT_ERR_MEMORY;
    for (int32_t m = 0; m < t->m; m++) {
        int32_t room = s->n_representatives < t->end[m] - t->begin[m] ? s->n_representatives : t->end[m] - t->begin[m];
        s->topics->topic[m].representative = tt__base_calloc((size_t)room, sizeof(int32_t));
        if (!s->topics->topic[m].representative) return TT_ERR_MEMORY;
    }
    for (int32_t i = 0; i < t->n; i++) s->leaf_of[s->in->label[i]] = t->leaf[i];
    return TT_OK;
}

tt_status tt__place_score(tt_topics *topics, const tt__place_score_input *in, int32_t n_representatives,
                          const tt_run *run)
{
    scoring s = {.topics = topics,
                 .in = in,
                 .n_representatives = n_representatives < topics->tree.n ? n_representatives : topics->tree.n};
    tt_status status = scoring_begin(&s, run);
    if (status == TT_OK) {
        place_documents(&s);
#pragma omp parallel for schedule(dynamic, 1) num_threads(s.threads)
        for (int32_t m = 0; m < topics->tree.m; m++)
            score_node(&s, m, s.sum + (int64_t)omp_get_thread_num() * in->x->n_cols,
                       s.best + (int64_t)omp_get_thread_num() * s.n_representatives);
    }
    tt__matrix_panel_free(&s.centroid);
    free(s.leaf_of);
    free(s.scores);
    free(s.sum);
    free(s.best);
    return status;
}
