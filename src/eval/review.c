/* What a reader would object to.  The tree itself is the measure: a leaf is compared with the other leaves of the tree,
 * never with a figure that suits one corpus and not another.
 *
 * Coherence is the mean cosine of two different documents of a leaf.  Cohesion c, the mean cosine with the centroid,
 * flatters small leaves, because each document is part of the centroid; for n documents, coherence is (n c^2 - 1) / (n
 * - 1). */
#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "corpus/corpus.h"
#include "eval/coherence.h"
#include "eval/tree_metrics.h"
#include "matrix/csr.h"
#include "matrix/panel.h"

enum {
    FEWEST_LEAVES = 5, /* fewer have no distribution */
    MOST_CHILDREN = 32 /* people can use about 32 concepts side by side */
};

/* What is one topic in two leaves has centroids as alike as two samples of it would have; two topics have not.  In
 * between, twins are those with more in common than apart: an angle of less than 45 degrees after the samples' noise is
 * taken out. */
static const double alike = .70710678;
static const double few_strays = .01; /* a bell curve has a third of this share beyond Tukey's fence */

typedef struct judge {
    const tt_topics *topics;
    int32_t *leaf; /* k: nodes of the leaf topics */
    int32_t k;
    double *coherence; /* k: NaN for a leaf of one document */
    double *sorted;    /* max(k, documents) */
    tt_issue *objection;
    int64_t n, capacity;
} judge;

static int32_t size_of(const tt_tree *tree, int32_t v)
{
    return tree->end[v] - tree->begin[v];
}

static tt_status object(judge *j, tt_issue objection)
{
    tt_status status = tt__base_reserve(&j->objection, &j->capacity, j->n + 1, sizeof *j->objection);
    if (status == TT_OK) j->objection[j->n++] = objection;
    return status;
}

/* ---- leaves by themselves ---- */

typedef struct spread {
    double lower, median, upper; /* quartiles */
} spread;

static spread spread_of(double *figure, size_t n)
{
    gsl_sort(figure, 1, n);
    return (spread){gsl_stats_quantile_from_sorted_data(figure, 1, n, .25),
                    gsl_stats_median_from_sorted_data(figure, 1, n),
                    gsl_stats_quantile_from_sorted_data(figure, 1, n, .75)};
}

static double low_fence(spread s)
{
    return s.lower - 1.5 * (s.upper - s.lower);
} /* Tukey 1977 */

/* Figures spread by factors; what is nothing or less lies below everything. */
static double log_of(double x)
{
    return x > 1e-6 ? log(x) : log(1e-6);
}

static spread coherences(judge *j)
{
    size_t n = 0;
    for (int32_t c = 0; c < j->k; c++)
        if (j->coherence[c] == j->coherence[c]) j->sorted[n++] = log_of(j->coherence[c]);
    return n < FEWEST_LEAVES ? (spread){-HUGE_VAL, -HUGE_VAL, -HUGE_VAL} : spread_of(j->sorted, n);
}

static double median_size(judge *j)
{
    for (int32_t c = 0; c < j->k; c++) j->sorted[c] = size_of(&j->topics->tree, j->leaf[c]);
    return spread_of(j->sorted, (size_t)j->k).median;
}

/* Broad or weak, or neither.  Either way the leaf is at most half as coherent as the median one: less is no matter. */
static tt_status judge_leaves(judge *j)
{
    if (j->k < FEWEST_LEAVES) return TT_OK;
    spread s = coherences(j);
    double large = 2 * median_size(j), half = s.median - log(2), fence = fmin(low_fence(s), half);
    tt_status status = TT_OK;
    for (int32_t c = 0; c < j->k && status == TT_OK; c++) {
        int32_t size = size_of(&j->topics->tree, j->leaf[c]);
        double coherence = log_of(j->coherence[c]);
        tt_issue o = {.topic = j->leaf[c], .with = TT_NO_NODE, .count = size, .strength = s.median - coherence};
        if (!(j->coherence[c] == j->coherence[c]) || coherence > half) continue;
        o.kind = size >= large ? TT_ISSUE_BROAD : TT_ISSUE_WEAK;
        if (size >= large || coherence < fence) status = object(j, o);
    }
    return status;
}

static tt_status judge_children(judge *j)
{
    const tt_tree *tree = &j->topics->tree;
    tt_status status = TT_OK;
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++) {
        int32_t children = tree->n_children[v] - (v == 0 && tree->outliers > 0);
        if (children > MOST_CHILDREN)
            status = object(j, (tt_issue){TT_ISSUE_CROWDED, v, TT_NO_NODE, children, children});
    }
    return status;
}

/* Documents far below the rest.  Scores are known of listed members only. */
static tt_status judge_documents(judge *j)
{
    const tt_tree *tree = &j->topics->tree;
    size_t n = 0, strays = 0;
    for (int32_t i = 0; i < tree->n; i++) {
        double score = (double)j->topics->document[i].score;
        if (score == score && !(tree->outliers && tree->leaf[i] == tree->outliers)) j->sorted[n++] = log_of(score);
    }
    if (n < 2 * FEWEST_LEAVES) return TT_OK;
    spread s = spread_of(j->sorted, n);
    double fence = fmin(low_fence(s), s.median - log(2));
    while (strays < n && j->sorted[strays] < fence) strays++;
    if ((double)strays <= few_strays * (double)n) return TT_OK;
    return object(j, (tt_issue){TT_ISSUE_STRAYS, 0, TT_NO_NODE, (int32_t)strays, (double)strays / (double)n});
}

/* ---- twins ---- */

/* The sums of the leaves (and, after them, of all that is in none), and how many documents with a term each has. */
static tt_status sum_leaves(tt_csr *sums, double *documents, const judge *j, const tt_csr *x, const tt_corpus *corpus,
                            const tt_run *run)
{
    const tt_tree *tree = &j->topics->tree;
    tt_partition partition = {
        .n = x->n_rows, .k = j->k + 1, .label = tt__base_calloc((size_t)x->n_rows, sizeof(int32_t))};
    if (!partition.label) return TT_ERR_MEMORY;
    for (int32_t r = 0; r < x->n_rows; r++) partition.label[r] = j->k;
    for (int32_t c = 0; c < j->k; c++)
        for (int32_t at = tree->begin[j->leaf[c]]; at < tree->end[j->leaf[c]]; at++) {
            int32_t r = tt__eval_tree_find(corpus, j->topics->document[tree->order[at]].id);
            if (r < 0 || x->ptr[r] == x->ptr[r + 1]) continue;
            partition.label[r] = c;
            documents[c]++;
        }
    tt_status status = tt_cluster_sums(sums, &(tt_kmeans_input){.x = x}, &partition, run);
    free(partition.label);
    return status;
}

/* All pairs: their mean cosine over the geometric mean of the coherences, which is the cosine of the centroids with the
 * samples' noise taken out: 1 for two random halves of one topic. */
static tt_status compare_leaves(judge *j, const tt_csr *sums, const double *documents)
{
    tt__matrix_panel panel = {0};
    tt_status status = tt__matrix_panel_alloc(&panel, sums->n_cols, j->k);
    float *dots = tt__base_calloc((size_t)panel.stride, sizeof *dots);
    double *within = tt__base_calloc((size_t)j->k, sizeof *within);
    if (!dots || !within) status = TT_ERR_MEMORY;
    for (int32_t c = 0; c < j->k && status == TT_OK; c++) tt__matrix_panel_add(&panel, c, sums, c, 1);
    for (int32_t b = 0; b < j->k && status == TT_OK; b++) {
        tt__matrix_panel_scores(dots, &panel, sums, b);
        within[b] = documents[b] > 1 ? ((double)dots[b] - documents[b]) / (documents[b] * (documents[b] - 1)) : 0;
        for (int32_t a = 0; a < b && status == TT_OK; a++) {
            double own = sqrt(fmax(within[a], 0) * fmax(within[b], 0)),
                   between = (double)dots[a] / (documents[a] * documents[b]);
            if (!(own > 0) || !(between > alike * own)) continue;
            int32_t size = size_of(&j->topics->tree, j->leaf[a]) + size_of(&j->topics->tree, j->leaf[b]);
            status = object(j, (tt_issue){TT_ISSUE_TWINS, j->leaf[a], j->leaf[b], size, between / own});
        }
    }
    tt__matrix_panel_free(&panel);
    free(dots);
    free(within);
    return status;
}

static tt_status judge_pairs(judge *j, const tt_corpus *corpus, const tt_run *run)
{
    tt_csr x = {0}, sums = {0};
    double *documents = tt__base_calloc((size_t)j->k, sizeof *documents);
    tt_status status = documents ? tt__eval_weigh_corpus(&x, corpus, run) : TT_ERR_MEMORY;
    if (status == TT_OK) status = sum_leaves(&sums, documents, j, &x, corpus, run);
    if (status == TT_OK) status = compare_leaves(j, &sums, documents);
    tt_csr_free(&x);
    tt_csr_free(&sums);
    free(documents);
    return status == TT_ERR_EMPTY ? TT_OK : status; /* no term to compare by */
}

/* ---- the whole ---- */

static int strongest_first(const void *a, const void *b)
{
    const tt_issue *p = a, *q = b;
    if (p->kind != q->kind) return p->kind < q->kind ? -1 : 1;
    if (p->strength != q->strength) return p->strength > q->strength ? -1 : 1;
    if (p->topic != q->topic) return p->topic < q->topic ? -1 : 1;
    return p->with < q->with ? -1 : p->with > q->with;
}

/* Of the pairs a leaf is in, the closest stays. */
static tt_status settle(judge *j)
{
    bool *paired = tt__base_calloc((size_t)j->topics->tree.m, sizeof *paired);
    int64_t kept = 0;
    if (!paired) return TT_ERR_MEMORY;
    if (j->n) qsort(j->objection, (size_t)j->n, sizeof *j->objection, strongest_first);
    for (int64_t i = 0; i < j->n; i++) {
        tt_issue o = j->objection[i];
        bool twins = o.kind == TT_ISSUE_TWINS;
        if (twins && (paired[o.topic] || paired[o.with])) continue;
        if (twins) paired[o.topic] = paired[o.with] = true;
        j->objection[kept++] = o;
    }
    j->n = kept;
    free(paired);
    return TT_OK;
}

static tt_status find_leaves(judge *j)
{
    const tt_tree *tree = &j->topics->tree;
    size_t m = (size_t)tree->m;
    j->leaf = tt__base_calloc(m, sizeof *j->leaf);
    j->coherence = tt__base_calloc(m, sizeof *j->coherence);
    j->sorted = tt__base_calloc(m + (size_t)tree->n, sizeof *j->sorted);
    if (!j->leaf || !j->coherence || !j->sorted) return TT_ERR_MEMORY;
    for (int32_t v = 0; v < tree->m; v++) {
        if (tree->n_children[v] > 0 || (v && v == tree->outliers)) continue;
        double n = size_of(tree, v), cohesion = j->topics->topic[v].cohesion;
        j->coherence[j->k] = n > 1 ? (n * cohesion * cohesion - 1) / (n - 1) : (double)NAN;
        j->leaf[j->k++] = v;
    }
    return TT_OK;
}

tt_status tt_eval_review(tt_review *out, const tt_topics *topics, const tt_corpus *corpus, const tt_run *run)
{
    const char *wrong = tt__base_call_check(out && topics, run);
    if (!wrong && corpus) wrong = tt__corpus_sealed_check(corpus);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    judge j = {.topics = topics};
    tt_status status = find_leaves(&j);
    if (status == TT_OK) status = judge_leaves(&j);
    if (status == TT_OK) status = judge_children(&j);
    if (status == TT_OK) status = judge_documents(&j);
    if (status == TT_OK && corpus) status = judge_pairs(&j, corpus, run);
    if (status == TT_OK) status = settle(&j);
    free(j.leaf);
    free(j.coherence);
    free(j.sorted);
    if (status == TT_OK)
        *out = (tt_review){j.objection, (int32_t)j.n};
    else
        free(j.objection);
    return status;
}

void tt_review_free(tt_review *verdict)
{
    free(verdict->objection);
    *verdict = (tt_review){0};
}
