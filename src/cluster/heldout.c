/* Does a split find something that is there?  Words held back at random decide: a split that follows a topic predicts
 * them better than the unsplit cluster does, one that follows noise does not.  No knob: the corpus' own words are the
 * judge. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"

/* Pseudo-words that a cluster's model takes from the corpus' (Dirichlet smoothing: Zhai & Lafferty 2004,
 * doi:10.1145/984321.984322).  Few large clusters want few, many small ones many; each number of clusters is judged
 * with the one that suits it best, so that the choice is the data's. */
static const double MU[] = {300, 1000, 3000, 10000, 30000};
enum { MUS = sizeof MU / sizeof *MU };

/* A cluster of the bisection at some time: leaves[first .. last) in an order in which every cluster is one range. */
typedef struct node {
    int32_t first, last;
} node;

typedef struct judging {
    const tt_csr *seen, *held;
    double *shared;     /* v: p(t) */
    int32_t *rows;      /* n: by leaf, leaves in range order */
    int64_t *start;     /* k + 1 */
    node *node;         /* 2 k - 1: leaf c at c, the cluster that split into born_of[c] and c at k + c - 1 */
    double (*fit)[MUS]; /* 2 k - 1: log-likelihood of the held words, for each MU */
    double *room;       /* threads * 2 v, zero between nodes */
    int threads;
} judging;

/* The corpus' model, from the words seen alone: one that had met the held ones would favour small clusters, which lean
 * on it most.  Terms not seen share what Good & Turing leave to them, the share of the terms seen once (Good 1953,
 * doi:10.1093/biomet/40.3-4.237). */
static void corpus_model(judging *j)
{
    double total = 0, once = 1, fresh = 0;
    for (int64_t p = 0; p < j->seen->ptr[j->seen->n_rows]; p++) {
        j->shared[j->seen->idx[p]] += (double)j->seen->val[p];
        total += (double)j->seen->val[p];
    }
    for (int32_t t = 0; t < j->seen->n_cols; t++) {
        once += j->shared[t] == 1;
        fresh += j->shared[t] == 0;
    }
    double left = fresh > 0 ? once / (total + 1) : 0;
    for (int32_t t = 0; t < j->seen->n_cols; t++)
        j->shared[t] = j->shared[t] > 0 ? j->shared[t] / total * (1 - left) : left / fresh;
}

/* Log-likelihood of all held words without clusters: the corpus' model itself, or the better for some more weight on
 * the words seen. */
static double fit_whole(const judging *j, const double fit[MUS])
{
    double whole = 0;
    for (int64_t p = 0; p < j->held->ptr[j->held->n_rows]; p++)
        whole += (double)j->held->val[p] * log(j->shared[j->held->idx[p]]);
    for (int m = 0; m < MUS; m++) whole = fmax(whole, fit[m]);
    return whole;
}

static double add_rows(double *sum, const tt_csr *x, const int32_t *rows, int64_t n)
{
    double total = 0;
    for (int64_t i = 0; i < n; i++)
        for (int64_t p = x->ptr[rows[i]]; p < x->ptr[rows[i] + 1]; p++) {
            sum[x->idx[p]] += (double)x->val[p];
            total += (double)x->val[p];
        }
    return total;
}

/* Log-likelihoods of a node's held words under the models of its seen ones; clears both sums on the way. */
static void fit_node(double fit[MUS], const judging *j, const node *of, double *seen, double *held)
{
    const int32_t *rows = j->rows + j->start[of->first];
    int64_t n = j->start[of->last] - j->start[of->first];
    double total = add_rows(seen, j->seen, rows, n);
    for (int m = 0; m < MUS; m++) fit[m] = 0;
    add_rows(held, j->held, rows, n);
    for (int64_t i = 0; i < n; i++)
        for (int64_t p = j->held->ptr[rows[i]]; p < j->held->ptr[rows[i] + 1]; p++) {
            int32_t t = j->held->idx[p];
            for (int m = 0; m < MUS && held[t] > 0; m++)
                fit[m] += held[t] * log((seen[t] + MU[m] * j->shared[t]) / (total + MU[m]));
            held[t] = 0;
        }
    for (int64_t i = 0; i < n; i++)
        for (int64_t p = j->seen->ptr[rows[i]]; p < j->seen->ptr[rows[i] + 1]; p++) seen[j->seen->idx[p]] = 0;
}

/* Order the leaves so that whatever was one cluster at any time is one range: undo the splits from the last to the
 * first, joining lists of leaves end to end. */
static tt_status order_leaves(judging *j, const tt__cluster_state *c)
{
    int32_t k = c->k;
    int32_t *next = tt__base_calloc((size_t)k, sizeof *next), *tail = tt__base_calloc((size_t)k, sizeof *tail);
    int32_t *count = tt__base_calloc((size_t)k, sizeof *count), *place = tt__base_calloc((size_t)k, sizeof *place);
    int32_t *label = tt__base_calloc((size_t)c->x->n_rows, sizeof *label),
            *parts = tt__base_calloc(2 * (size_t)k, sizeof *parts);
    tt_status status = next && tail && count && place && label && parts ? TT_OK : TT_ERR_MEMORY;
    for (int32_t i = 0; i < k && status == TT_OK; i++) {
        next[i] = -1;
        tail[i] = i;
        count[i] = 1;
    }
    for (int32_t i = k - 1; i > 0 && status == TT_OK; i--) {
        int32_t from = c->born_of[i];
        next[tail[from]] = i;
        tail[from] = tail[i];
        count[from] += count[i];
        parts[k + i - 1] = count[from]; /* leaves of the cluster before split i; its first leaf is `from` */
    }
    if (status == TT_OK) {
        for (int32_t i = 0, at = 0; i >= 0; i = next[i]) place[i] = at++;
        for (int32_t i = 0; i < k; i++) j->node[i] = (node){place[i], place[i] + 1};
        for (int32_t i = 1; i < k; i++)
            j->node[k + i - 1] = (node){place[c->born_of[i]], place[c->born_of[i]] + parts[k + i - 1]};
        for (int32_t r = 0; r < c->x->n_rows; r++) label[r] = place[c->label[r]];
        tt__cluster_rows_by_cluster(j->rows, j->start, label, c->x->n_rows, k);
    }
    free(next);
    free(tail);
    free(count);
    free(place);
    free(label);
    free(parts);
    return status;
}

/* Undo the splits from the last to the first; now[c] is the node that cluster c is at that time. */
static void sum_gains(double *gain, const judging *j, const tt__cluster_state *c, int32_t *now)
{
    double sum[MUS] = {0}, whole = fit_whole(j, j->fit[c->k > 1 ? c->k : 0]);
    for (int32_t i = 0; i < c->k; i++) {
        now[i] = i;
        for (int m = 0; m < MUS; m++) sum[m] += j->fit[i][m];
    }
    for (int32_t i = c->k - 1; i >= 0; i--) {
        gain[i] = sum[0] - whole;
        for (int m = 1; m < MUS; m++) gain[i] = fmax(gain[i], sum[m] - whole);
        int32_t before = c->k + i - 1;
        for (int m = 0; m < MUS && i > 0; m++)
            sum[m] += j->fit[before][m] - j->fit[now[c->born_of[i]]][m] - j->fit[now[i]][m];
        if (i > 0) now[c->born_of[i]] = before;
    }
    gain[0] = 0;
}

tt_status tt__cluster_heldout_gains(double *gain, const tt__cluster_state *clusters, const tt_csr *seen,
                                    const tt_csr *held, const tt_run *run)
{
    size_t n = (size_t)seen->n_rows, v = (size_t)seen->n_cols, k = (size_t)clusters->k;
    judging j = {.seen = seen, .held = held, .threads = tt__base_threads(run, 2 * clusters->k, 4)};
    int32_t *now = tt__base_calloc(k, sizeof *now), nodes = 2 * clusters->k - 1;
    j.shared = tt__base_calloc(v, sizeof *j.shared);
    j.rows = tt__base_calloc(n, sizeof *j.rows);
    j.start = tt__base_calloc(k + 1, sizeof *j.start);
    j.node = tt__base_calloc(2 * k, sizeof *j.node);
    j.fit = tt__base_calloc(2 * k, sizeof *j.fit);
    j.room = tt__base_calloc(2 * v * (size_t)j.threads, sizeof *j.room);
    tt_status status = now && j.shared && j.rows && j.start && j.node && j.fit && j.room ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = order_leaves(&j, clusters);
    if (status == TT_OK) {
        corpus_model(&j);
#pragma omp parallel for schedule(dynamic, 1) num_threads(j.threads)
        for (int32_t i = nodes - 1; i >= 0; i--) {
            double *room = j.room + (size_t)omp_get_thread_num() * 2 * v;
            fit_node(j.fit[i], &j, &j.node[i], room, room + v);
        }
        sum_gains(gain, &j, clusters, now);
    }
    free(now);
    free(j.shared);
    free(j.rows);
    free(j.start);
    free(j.node);
    free(j.fit);
    free(j.room);
    return status;
}
