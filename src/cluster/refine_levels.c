/* Leaves refined together with the levels above them.
 *
 * Rounds as in kl_rounds.c, with plain word models, but every topic v of the tree has one, and a leaf c is judged
 * together with the topics it stands under (the root, which is the corpus, left aside):
 *     M(t, v) = ln(.5 p(t | v) + .5 p(t))
 *     score(c) = sum of y(t) (M(t, c) + ABOVE * mean of M(t, v) over the topics v above c; M(t, c) itself where there are none)
 * so a document goes where the leaf and its broader topics fit it best, and its leaf lies under its topic by
 * construction. The score is linear in M: a leaf's column takes in what stands above it, and a round costs no more than
 * without. After McCallum et al. 1998 (shrinkage in a hierarchy of classes). */
#include <omp.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"
#include "cluster/word_models.h"
#include "matrix/logs.h"

/* What the topics above weigh against the leaf.  Small leaves overfit their own documents: with equal weights hardly
 * any document moves.  From 2 to 8 the first level gains steadily and leaves gain too; without a bound (the first level
 * decides alone) leaves lose what they gained. */
static const float ABOVE = 4;

/* Terms a row has on average, at the least: titles and snippets of 5 to 11 lose up to .01 NMI at the leaves, texts of
 * 30 and more gain. */
enum { FEWEST_TERMS = 20 };

typedef struct nest {
    tt__cluster_word_models words;
    const int32_t *parent; /* m: greater than the node's number; the root is m - 1 */
    int32_t m;
    tt__matrix_panel leaf; /* v x k: sums of y; then what a leaf's score takes */
    float *topic; /* threads * m: of one term, the sums of y by topic; then M, and below the first level sums of M down
                     to each */
    float *half;  /* m: .5 / mass */
    double *mass; /* m: summed words of each topic */
    float *share; /* k: what each topic above the leaf counts; 0 where there is none */
    tt__matrix_bounds bounds; /* of what a leaf's score takes */
    float *room;              /* threads * tt__matrix_bounds_room */
} nest;

/* The sums of y by leaf, and the words of each topic. */
static void sum_words(nest *s)
{
    tt__cluster_word_models_sum(&s->leaf, s->mass, &s->words);
    for (int32_t v = s->leaf.k; v < s->m; v++) s->mass[v] = 0;
    for (int32_t v = 0; v < s->m - 1; v++) s->mass[s->parent[v]] += s->mass[v];
}

/* From the sums of term t by leaf to models of all topics, and from these to what a leaf's score takes. */
static void fit_term(const nest *s, int32_t t, float *topic)
{
    int32_t k = s->leaf.k, root = s->m - 1;
    for (int32_t v = k; v < s->m; v++) topic[v] = 0;
    for (int32_t c = 0; c < k; c++) topic[c] = *tt__matrix_panel_at(&s->leaf, t, c);
    for (int32_t v = 0; v < root; v++) topic[s->parent[v]] += topic[v];
    if (topic[root] <= 0) return; /* a term no row has: zeros */
    tt__matrix_logs(topic, s->half, .5f * topic[root] / (float)s->mass[root], root);
    topic[root] = 0;
    for (int32_t v = root - 1; v >= k; v--) topic[v] += topic[s->parent[v]];
    for (int32_t c = 0; c < k; c++)
        *tt__matrix_panel_at(&s->leaf, t, c) =
            topic[c] + (s->parent[c] == root ? ABOVE * topic[c] : s->share[c] * topic[s->parent[c]]);
}

static void fit_models(nest *s)
{
    int32_t threads = s->words.threads;
    for (int32_t v = 0; v < s->m; v++) s->half[v] = s->mass[v] > 0 ? (float)(.5 / s->mass[v]) : 0;
#pragma omp parallel for schedule(static) num_threads(threads)
    for (int32_t t = 0; t < s->leaf.v; t++) fit_term(s, t, s->topic + (int64_t)omp_get_thread_num() * s->m);
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
    for (int32_t g = 0; g < s->bounds.most.k; g++) tt__matrix_bounds_fit(&s->bounds, &s->leaf, g, NULL);
}

/* One round; how many rows moved. */
static int64_t nest_round(nest *s)
{
    sum_words(s);
    fit_models(s);
    tt__cluster_word_models_match(&s->words, &s->bounds, &s->leaf, NULL, s->room);
    return tt__cluster_word_models_move(&s->words);
}

static tt_status nest_begin(nest *s, tt__cluster_state *clusters, const double *idf, const tt_run *run)
{
    int32_t n_terms = clusters->x->n_cols, k = clusters->k;
    tt_status status = tt__cluster_word_models_begin(&s->words, clusters, idf, run);
    if (status == TT_OK) status = tt__matrix_panel_alloc(&s->leaf, n_terms, k);
    if (status == TT_OK) status = tt__matrix_bounds_alloc(&s->bounds, &s->leaf);
    if (status < 0) return status;
    s->topic = tt__base_calloc((size_t)s->words.threads * (size_t)s->m, sizeof *s->topic);
    s->half = tt__base_calloc((size_t)s->m, sizeof *s->half);
    s->mass = tt__base_calloc((size_t)s->m, sizeof *s->mass);
    s->share = tt__base_calloc((size_t)k, sizeof *s->share);
    s->room = tt__base_calloc((size_t)(s->words.threads * tt__matrix_bounds_room(&s->bounds)), sizeof *s->room);
    if (!s->topic || !s->half || !s->mass || !s->share || !s->room) return TT_ERR_MEMORY;
    for (int32_t c = 0; c < k; c++) {
        int32_t above = 0;
        for (int32_t v = s->parent[c]; v != s->m - 1; v = s->parent[v]) above++;
        s->share[c] = above ? ABOVE / (float)above : 0;
    }
    return TT_OK;
}

/* place[v]: the leaves that stand before those of v when the tree is walked depth first; for a leaf, its number in that
 * order. */
static void walk(int32_t *place, int32_t *below, const tt__cluster_levels *tree, int32_t k)
{
    for (int32_t v = 0; v < tree->m; v++) below[v] = v < k;
    for (int32_t v = 0; v < tree->m - 1; v++) below[tree->parent[v]] += below[v];
    place[tree->m - 1] = 0;
    for (int32_t v = tree->m - 1; v-- > 0;) /* what is left of below[p] stands before the child */
        place[v] = place[tree->parent[v]] + (below[tree->parent[v]] -= below[v]);
}

static tt_status run_rounds(tt__cluster_state *clusters, const int32_t *parent, int32_t m, const double *idf,
                            int32_t max_passes, const tt_run *run)
{
    nest s = {.parent = parent, .m = m};
    tt_status status = nest_begin(&s, clusters, idf, run);
    for (int32_t pass = 0; pass < max_passes && status == TT_OK; pass++)
        if (nest_round(&s) * 10000 < clusters->x->n_rows) break; /* under .01 % of the documents, as in kl_rounds.c */
    tt__matrix_panel_free(&s.leaf);
    tt__matrix_bounds_free(&s.bounds);
    free(s.topic);
    free(s.half);
    tt__cluster_word_models_end(&s.words);
    free(s.mass);
    free(s.share);
    free(s.room);
    return status;
}

/* Clusters by other numbers: what was c is to[c]. */
static void renumber(tt__cluster_state *clusters, const int32_t *to, int64_t *mass)
{
    for (int32_t r = 0; r < clusters->x->n_rows; r++) clusters->label[r] = to[clusters->label[r]];
    for (int32_t c = 0; c < clusters->k; c++) mass[to[c]] = clusters->mass[c];
    for (int32_t c = 0; c < clusters->k; c++) clusters->mass[c] = mass[c];
}

/* Leaves are numbered along the tree while the rounds last: like ones side by side, so that groups of them can be
 * passed over. */
tt_status tt__cluster_refine_levels(tt__cluster_state *clusters, const tt__cluster_levels *tree, const double *idf,
                                    int32_t max_passes, const tt_run *run)
{
    const tt_csr *x = clusters->x;
    int32_t k = clusters->k, m = tree->m;
    bool short_texts = x->ptr[x->n_rows] < (int64_t)FEWEST_TERMS * x->n_rows;
    if (m <= k + 1 || short_texts || max_passes < 1) return TT_OK; /* m = k + 1: no level between leaves and root */
    int32_t *place = tt__base_calloc((size_t)m, sizeof *place), *back = tt__base_calloc((size_t)m, sizeof *back);
    int32_t *parent = tt__base_calloc((size_t)m, sizeof *parent);
    int64_t *mass = tt__base_calloc((size_t)k, sizeof *mass);
    tt_status status = place && back && parent && mass ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
        walk(place, back, tree, k);
        for (int32_t v = 0; v < m; v++) parent[v < k ? place[v] : v] = tree->parent[v];
        for (int32_t c = 0; c < k; c++) back[place[c]] = c;
        renumber(clusters, place, mass);
        status = run_rounds(clusters, parent, m, idf, max_passes, run);
        renumber(clusters, back, mass);
    }
    free(place);
    free(back);
    free(parent);
    free(mass);
    return status;
}
