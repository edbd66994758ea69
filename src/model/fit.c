/* The whole way from a corpus to a fitted model: one stage after another.  What a stage makes stands first in its
 * arguments, what it reads behind it. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/machine.h"
#include "base/memory.h"
#include "base/run.h"
#include "cluster/choose_k.h"
#include "cluster/kmeans.h"
#include "cluster/word_models.h"
#include "corpus/corpus.h"
#include "model/build.h"
#include "model/describe.h"
#include "model/memory_plan.h"
#include "model/model.h"
#include "tree/skeleton.h"

/* What stages make that is not part of the model; freed at the end. */
typedef struct fit {
    tt_vocab vocab;
    tt__model_vectors vectors;
    tt_partition leaves; /* of the rows */
    tt__model_sums sums;
    tt__model_edits edits;
    tt__model_arranged arranged;
} fit;

static void fit_free(fit *f)
{
    tt_vocab_free(&f->vocab);
    tt__model_vectors_free(&f->vectors);
    tt_partition_free(&f->leaves);
    tt__model_sums_free(&f->sums);
    tt__model_edits_free(&f->edits);
    tt__model_arranged_free(&f->arranged);
}

/* ---- memory ---- */

/* A plan that keeps to the limit, with so many topics; 0: they are still to be chosen, and that must fit. */
static tt_status plan_memory(tt__model_memory_plan *plan, const tt_corpus *corpus, const tt_vocab *vocab,
                             int32_t topics, int32_t lsa, int64_t limit, const tt_run *run)
{
    tt__model_sizes sizes = tt__model_sizes_of(corpus, vocab);
    if (topics) tt__model_sizes_set_topics(&sizes, vocab, topics);
    sizes.latent = lsa > 0;
    if (sizes.latent) sizes.columns = lsa;
    return tt__model_memory_plan_choose(plan, &sizes, limit, tt__base_threads(run, INT32_MAX, 1));
}

static void announce(const tt__model_memory_plan *plan, int32_t n_terms, const tt_run *run)
{
    char need[TT__BASE_SIZE_TEXT], most[TT__BASE_SIZE_TEXT];
    int64_t peak = tt__base_memory_peak(); /* earlier stages may have needed more */
    tt__base_size_text(need, plan->need > peak ? plan->need : peak);
    tt__base_message(run, TT_NOTE, "needs about %s of memory (limit %s)", need, tt__base_size_text(most, plan->limit));
    if (plan->columns)
        tt__base_message(
            run, TT_NOTE,
            "rare terms share columns, %d for %d terms, to keep to the limit; labels and scores go by all terms",
            plan->columns, n_terms);
}

/* ---- what the options left open ---- */

typedef struct choosing {
    const tt_run *run;
    int32_t n_rows;
} choosing;

/* Bisection to find out how many topics there are is reported as "choosing". */
static int report_choosing(const tt_progress *step, void *user)
{
    const choosing *c = user;
    tt_progress told = {.stage = "choosing", .share = step->share, .count = c->n_rows, .unit = "documents"};
    return c->run->progress(&told, c->run->user);
}

static tt_status choose_k(tt__cluster_supported *out, const tt_csr *counts, const tt_build_opts *opts,
                          const tt_run *run)
{
    choosing c = {run, counts->n_rows};
    tt_run inner = {.threads = run ? run->threads : 0, .user = &c};
    if (run && run->progress) inner.progress = report_choosing;
    tt__cluster_choose_k_input in = {
        .counts = counts, .weights = opts->weights, .kmeans = opts->kmeans, .detail = opts->detail};
    in.kmeans.seed = opts->seed;
    tt_status status = tt__base_progress(&inner, "choosing", 0, counts->n_rows, "documents");
    return status == TT_OK ? tt__cluster_choose_k(out, &in, &inner) : status;
}

/* A shape that cannot be had is refused here, before the long work. */
static tt_status resolve(tt_build_opts *out, const tt_build_opts *asked, const tt__weights_rows *rows,
                         const tt_run *run)
{
    tt_shape_opts shape;
    tt__cluster_supported supported = {0};
    tt_build_opts opts = *asked;
    tt_status status = TT_OK;
    opts.weights = tt_weights_resolve(&opts.weights, rows->x.n_rows);
    if (!opts.topics && !opts.shape.n_levels) status = choose_k(&supported, &rows->x, &opts, run);
    if (status < 0) return status;
    opts = tt__model_build_opts_resolve(&opts, rows->n_docs, supported.topics);
    tt__tree_shape_grade(&opts.shape, supported.broad, opts.topics);
    status = tt_shape_resolve(&shape, &opts.shape, opts.topics);
    if (status < 0) return status;
    opts.shape = shape;
    *out = opts;
    return TT_OK;
}

/* ---- stages ---- */

/* Hashed columns -> terms, which scores and labels go by: counted once more, since both would not have had room. */
static tt_status return_to_terms(tt__model_vectors *vectors, tt__model_sums *sums, const tt_corpus *corpus,
                                 const tt_vocab *vocab, const tt_partition *leaves, const tt_weights_opts *weights,
                                 const tt_run *run)
{
    tt__model_sums_free(sums);
    tt__model_vectors_free(vectors);
    tt_status status = tt__model_count(&vectors->rows, corpus, vocab, run);
    if (status == TT_OK) status = tt__model_weigh(vectors, vocab->dictionary, 0, weights, run);
    return status == TT_OK ? tt__model_sum(sums, leaves, vectors, run) : status;
}

/* The tree's node of each leaf topic. */
static tt_status find_nodes(int32_t **leaf_node, const tt_tree *tree, const int32_t *label, int32_t k)
{
    int32_t *node = tt__base_calloc((size_t)k, sizeof *node);
    if (!node) return TT_ERR_MEMORY;
    for (int32_t i = 0; i < tree->n; i++) node[label[i]] = tree->leaf[i];
    *leaf_node = node;
    return TT_OK;
}

/* What new documents are compared with goes over to the model: dictionary, weights, sums and word models of the leaves.
 * What is left of the vectors is freed: it is not needed for labels, whose making is the peak of memory. */
static tt_status keep(tt_model *model, fit *f, const tt_corpus *corpus, const tt_run *run)
{
    tt_kmeans_input terms = tt__model_terms(&f->vectors);
    tt_csr words = {0}; /* of the same rows and columns as the sums, since they are sums of the same rows */
    tt_status status = tt__cluster_word_sums(&words, &terms, &f->leaves, run);
    model->words = words.val;
    words.val = NULL;
    tt_csr_free(&words);
    if (status == TT_OK) status = find_nodes(&model->leaf_node, &model->topics.tree, f->arranged.label, f->leaves.k);
    tt_csr *sums = f->sums.terms.ptr ? &f->sums.terms : &f->sums.space;
    model->sums = *sums;
    *sums = (tt_csr){0};
    model->stats = *tt_corpus_get_stats(corpus);
    model->stats.files = 0; /* the same documents give the same model, whatever files they came in */
    f->vocab.own->weight = f->vectors.idf;
    f->vectors.idf = NULL;
    tt_csr_free(&f->vectors.rows.x);
    tt_csr_free(&f->vectors.latent);
    tt__model_sums_free(&f->sums);
    return status;
}

/* The dictionary stays where the vocabulary points to until labels are made. */
static void keep_dictionary(tt_model *model, tt_vocab *vocab)
{
    model->dictionary = *vocab->own;
    *vocab->own = (tt_dictionary){0};
}

static tt_status cluster(fit *f, tt_topics *topics, const tt_corpus *corpus, const tt_build_opts *asked,
                         tt_build_opts *resolved, const tt__model_memory_plan *plan, const tt_run *run)
{
    tt__model_vectors *vectors = &f->vectors;
    tt__model_arrange_input in = {.corpus = corpus, .vectors = vectors, .asked = asked, .resolved = resolved};
    tt_status status = tt__model_weigh(vectors, f->vocab.dictionary, plan->columns, &resolved->weights, run);
    if (status == TT_OK) status = tt__base_progress(run, "clustering", 0, 0, "topics");
    if (status == TT_OK && resolved->lsa)
        status = tt__model_project(&vectors->latent, &vectors->rows.x, resolved->lsa, resolved->seed, run);
    if (status == TT_OK) resolved->kmeans = tt__cluster_resolve_kmeans(&resolved->kmeans, tt__model_space(vectors).x);
    if (status == TT_OK) status = tt__model_fit_leaves(&f->leaves, &f->sums, vectors, resolved, run);
    if (status == TT_OK) status = tt__model_refine_levels(&f->leaves, &f->sums, vectors, resolved, run);
    if (status == TT_OK) status = tt__model_arrange(&f->arranged, &f->leaves, &f->sums, &f->edits, &in, run);
    if (status == TT_OK && plan->columns)
        status = return_to_terms(vectors, &f->sums, corpus, &f->vocab, &f->leaves, &resolved->weights, run);
    if (status == TT_OK) {
        topics->tree = f->arranged.tree;
        f->arranged.tree = (tt_tree){0};
    }
    return status;
}

static tt_status describe(tt_model *model, fit *f, const tt_corpus *corpus, const tt_options *asked,
                          const tt_build_opts *resolved, const tt__model_memory_plan *plan, const tt_run *run)
{
    tt_topics *topics = &model->topics;
    tt__model_record_input record = {.asked = asked,
                                     .opts = resolved,
                                     .n_leaves = f->arranged.n_leaves,
                                     .corpus = corpus,
                                     .vocab = &f->vocab,
                                     .rows = &f->vectors.rows,
                                     .limit = plan->limit,
                                     .columns = plan->columns,
                                     .objective = f->leaves.objective};
    topics->seed = resolved->seed;
    tt_status status = tt__model_place_documents(topics, corpus, &f->vectors, tt__model_term_sums(&f->sums),
                                                 f->arranged.label, resolved->labels.n_representatives, run);
    if (status == TT_OK) status = tt__model_record(topics, &record);
    if (status == TT_OK) status = keep(model, f, corpus, run);
    if (status == TT_OK)
        status = tt__model_label(topics, &f->edits, corpus, &f->vocab, &f->arranged, &f->vectors.rows,
                                 &resolved->labels, run);
    if (status == TT_OK) keep_dictionary(model, &f->vocab);
    return status;
}

/* Asked is checked and the corpus sealed. */
static tt_status fit_model(tt_model *model, fit *f, const tt_corpus *corpus, const tt_build_opts *asked,
                           const tt_run *run)
{
    int32_t levels = asked->shape.n_levels, topics = levels ? asked->shape.levels[levels - 1] : asked->topics;
    int64_t limit = tt__base_memory_limit(asked->max_memory); /* asked once: what is free changes */
    tt__model_memory_plan plan = {0};
    tt_build_opts resolved;
    tt_options whole = {.corpus = corpus->asked, .build = *asked, .edits = asked->edits ? asked->edits->path : NULL};
    tt_run thrifty = run ? *run : (tt_run){0}; /* with as many threads as there is memory for */
    tt_status status = tt__base_progress(run, "weighting", 0, 0, "documents");
    if (status == TT_OK) status = tt_vocab_build(&f->vocab, corpus, &asked->vocab, run);
    if (status == TT_OK) status = plan_memory(&plan, corpus, &f->vocab, topics, asked->lsa, limit, run);
    if (status == TT_OK) status = tt__model_count(&f->vectors.rows, corpus, &f->vocab, run);
    f->edits = (tt__model_edits){.edits = asked->edits, .corpus = corpus, .rows = &f->vectors.rows};
    if (status == TT_OK) status = tt__model_edits_begin(&f->edits);
    if (status == TT_OK) status = resolve(&resolved, asked, &f->vectors.rows, run);
    if (status == TT_OK) status = plan_memory(&plan, corpus, &f->vocab, resolved.topics, asked->lsa, limit, run);
    if (status < 0) return status;
    announce(&plan, f->vocab.n_terms, run);
    thrifty.threads = plan.threads;
    status = cluster(f, &model->topics, corpus, asked, &resolved, &plan, &thrifty);
    return status == TT_OK ? describe(model, f, corpus, &whole, &resolved, &plan, &thrifty) : status;
}

tt_status tt_model_fit(tt_model **out, tt_corpus *corpus, const tt_build_opts *opts, const tt_run *run)
{
    tt_build_opts asked = opts ? *opts : tt_build_opts_default();
    const char *wrong = tt__base_call_check(out && corpus, run);
    if (!wrong) wrong = tt_build_opts_check(opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_status status = tt_corpus_seal(corpus);
    if (status == TT_OK && tt_corpus_size(corpus) == 0) status = tt__base_fail(TT_ERR_EMPTY, "there are no documents");
    tt_model *model = status == TT_OK ? tt__base_calloc(1, sizeof *model) : NULL;
    if (status == TT_OK && !model) status = TT_ERR_MEMORY;
    fit f = {0};
    if (status == TT_OK) status = fit_model(model, &f, corpus, &asked, run);
    fit_free(&f);
    if (status == TT_OK)
        *out = model;
    else
        tt_model_free(model);
    return status;
}

tt_status tt_build(tt_topics *out, tt_corpus *corpus, const tt_build_opts *opts, const tt_run *run)
{
    tt_model *model = NULL;
    const char *wrong = tt__base_call_check(out, run);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_status status = tt_model_fit(&model, corpus, opts, run);
    if (status < 0) return status;
    *out = model->topics;
    model->topics = (tt_topics){0};
    tt_model_free(model);
    return TT_OK;
}
