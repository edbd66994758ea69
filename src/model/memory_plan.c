/* Each stage's need is what is held through it (the process itself, corpus, vocabulary, rows) and what the stage makes,
 * the large arrays one by one; the constants are what is left of measured peaks.  Of 2,000 to 300,000 documents in 14
 * to 3,000 topics, on one thread and two, hashed, latent and the usual way, what is told is .97 to 1.15 of the peak. */
#include "model/memory_plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/machine.h"
#include "base/memory.h"
#include "cluster/choose_k.h"
#include "cluster/reduce.h"
#include "corpus/budget.h"
#include "matrix/panel.h"
#include "place/score.h"

enum { FEWEST_COLUMNS = 4096 /* rare terms are not hashed into fewer columns altogether */ };

static int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}
static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}
static int64_t padded(int64_t k)
{
    return (k + TT__MATRIX_PANEL_PAD - 1) / TT__MATRIX_PANEL_PAD * TT__MATRIX_PANEL_PAD;
}

/* A panel of k columns over v terms. */
static int64_t columns_of(int64_t v, int64_t k)
{
    return (int64_t)tt__base_large_bytes((size_t)(4 * v * padded(k)));
}

/* ... with its bounds. */
static int64_t panel(int64_t v, int64_t k)
{
    return columns_of(v, k) + columns_of(v, padded(k) / TT__MATRIX_PANEL_PAD);
}

/* What is there to the end: corpus, vocabulary, tables of documents. */
static int64_t kept(const tt__model_sizes *s)
{
    return TT__BASE_PROCESS_BYTES + s->corpus + 8 * s->words + 16 * s->v + 16 * s->n;
}

/* Rows of counts, later of weights; hashed columns take the place of terms. */
static int64_t rows(const tt__model_sizes *s)
{
    return 8 * s->nnz + 8 * s->n;
}

/* ... and latent ones beside them. */
static int64_t vectors(const tt__model_sizes *s)
{
    return rows(s) + (s->latent ? 8 * s->n * s->columns : 0);
}

/* Bisection: sums of sixteen sides, orders, sides of two groups of trials. */
static int64_t bisecting(int64_t columns, int64_t n)
{
    return columns_of(columns, TT__MATRIX_PANEL_PAD) + 24 * n;
}

/* Rounds over word models, or the refinement, whichever is more. */
static int64_t refining(const tt__model_sizes *s)
{
    return panel(s->columns, s->k) + (s->latent ? 0 : 4 * s->nnz + 24 * s->columns + 28 * s->n);
}

/* Randomised: the sketch, its product and a copy of one of them. */
static int64_t projecting(int64_t n, int64_t v, int64_t d)
{
    return 12 * (n + v) * (d + 10);
}

static int64_t joining(const tt__model_sizes *s)
{
    return s->k <= TT__CLUSTER_MOST_PRODUCTS
               ? 12 * s->k * s->k
               : projecting(s->k, s->columns, least(s->columns, TT__CLUSTER_FEW_DIMENSIONS));
}

/* Sums of leaf topics; latent ones beside those of terms. */
static int64_t sums(const tt__model_sizes *s)
{
    return (s->latent ? 16 : 8) * s->filled;
}

/* The replicates of the choice of k, each of which holds counts seen, counts held back, and weights. */
static int64_t choosing(const tt__model_sizes *s)
{
    int32_t looked_at, replicates;
    if (s->n < 1) return 0;
    tt__cluster_choose_k_size(&looked_at, &replicates, (int32_t)s->n);
    return 16 * replicates * (s->nnz * looked_at / s->n) + bisecting(s->v, looked_at);
}

/* Names of documents, scores; topics that meet them.  Vectors are dropped after that. */
static int64_t scoring(const tt__model_sizes *s)
{
    return vectors(s) + sums(s) + columns_of(s->v, least(s->k, TT__PLACE_SCORED_TOGETHER)) + s->names + 48 * s->n;
}

/* Phrases grow with the text, what stands where with the topics: measured. */
static int64_t labelling(const tt__model_sizes *s)
{
    return s->names + 48 * s->n + 4 * s->tokens + 18 * s->filled + 4 * s->k * s->k;
}

static int64_t arrays(const tt__model_sizes *s, tt__model_stage stage)
{
    switch (stage) {
    case TT__MODEL_CHOOSING:
        return s->k ? 0 : kept(s) + vectors(s) + choosing(s);
    case TT__MODEL_CLUSTERING:
        return kept(s) + most(s->latent ? rows(s) + projecting(s->n, s->v, s->columns) : 0,
                              vectors(s) + most(bisecting(s->columns, s->n), refining(s)));
    case TT__MODEL_MERGING:
        return kept(s) + vectors(s) + most(sums(s) + joining(s), s->latent ? 0 : refining(s));
    case TT__MODEL_LABELLING:
        return kept(s) + most(scoring(s), labelling(s));
    default:
        return kept(s) + 2 * s->names + 96 * s->n;
    }
}

/* Allocators leave gaps. */
int64_t tt__model_stage_need(const tt__model_sizes *s, tt__model_stage stage)
{
    return arrays(s, stage) + arrays(s, stage) / 12;
}

int64_t tt__model_memory_need(const tt__model_sizes *s)
{
    int64_t need = 0;
    for (int stage = s->k ? TT__MODEL_CLUSTERING : TT__MODEL_CHOOSING;
         stage < (s->k ? TT__MODEL_STAGES : TT__MODEL_CLUSTERING); stage++)
        need = most(need, tt__model_stage_need(s, (tt__model_stage)stage));
    return need;
}

int64_t tt__model_thread_need(const tt__model_sizes *s)
{
    return 4 * TT__MATRIX_PANEL_PAD * s->v + 8 * s->n + (1 << 20);
}

tt__model_sizes tt__model_sizes_of(const tt_corpus *corpus, const tt_vocab *vocab)
{
    tt__model_sizes s = {.corpus = tt__corpus_bytes(corpus),
                         .tokens = tt_corpus_get_stats(corpus)->tokens,
                         .words = vocab->n_words,
                         .n = vocab->n_docs,
                         .v = vocab->n_terms,
                         .columns = vocab->n_terms};
    for (int32_t t = 0; t < vocab->n_terms; t++) s.nnz += vocab->dictionary->df[t];
    for (int32_t i = 0; i < vocab->n_docs; i++)
        s.names += (int64_t)(strlen(tt_corpus_id(corpus, i)) + strlen(tt_corpus_title(corpus, i)) + 2);
    return s;
}

/* A term of df documents that fell into topics by chance would stand in k (1 - (1 - 1/k)^df) of them; they do not, and
 * stand in fewer. */
void tt__model_sizes_set_topics(tt__model_sizes *s, const tt_vocab *vocab, int32_t k)
{
    double filled = 0;
    for (int32_t t = 0; t < vocab->n_terms; t++) filled += -k * expm1(-(double)vocab->dictionary->df[t] / k);
    s->k = k;
    s->filled = (int64_t)filled;
}

static tt_status refuse(const tt__model_sizes *asked, const tt__model_sizes *least, int64_t limit)
{
    char need[TT__BASE_SIZE_TEXT], cheapest[TT__BASE_SIZE_TEXT], most_of_all[TT__BASE_SIZE_TEXT];
    tt__base_size_text(need, tt__model_memory_need(asked));
    tt__base_size_text(cheapest, tt__model_memory_need(least));
    tt__base_size_text(most_of_all, limit);
    if (!asked->k)
        return tt__base_fail(
            TT_ERR_MEMORY,
            "choosing the number of topics needs about %s of memory, the limit is %s; a larger limit helps, "
            "or fewer terms (--min-df), or a number of topics (--topics)",
            need, most_of_all);
    if (least->columns == asked->columns)
        return tt__base_fail(
            TT_ERR_MEMORY,
            "%lld topics need about %s of memory, the limit is %s; a larger limit helps, or fewer topics "
            "or terms (--topics, --min-df)",
            (long long)asked->k, need, most_of_all);
    return tt__base_fail(
        TT_ERR_MEMORY,
        "%lld topics need about %s of memory, %s with most terms hashed, the limit is %s; a larger limit "
        "helps, or fewer topics or terms (--topics, --min-df)",
        (long long)asked->k, need, cheapest, most_of_all);
}

tt_status tt__model_memory_plan_choose(tt__model_memory_plan *out, const tt__model_sizes *sizes, int64_t limit,
                                       int threads)
{
    tt__model_sizes s = *sizes;
    tt__model_memory_plan way = {.limit = limit, .threads = threads};
    if (s.k && !s.latent)
        while (tt__model_memory_need(&s) > limit && s.columns / 2 >= FEWEST_COLUMNS)
            way.columns = (int32_t)(s.columns /= 2);
    way.need = tt__model_memory_need(&s);
    if (way.need > limit) return refuse(sizes, &s, limit);
    while (way.threads > 1 && way.need + (way.threads - 1) * tt__model_thread_need(&s) > limit) way.threads--;
    way.need += (way.threads - 1) * tt__model_thread_need(&s);
    *out = way;
    return TT_OK;
}
