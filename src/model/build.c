/* The whole way from a corpus to a labelled tree: one function a floor, in their order. */
#include "model/apply_edits.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/machine.h"
#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"
#include "export/writers.h"
#include "matrix/csr.h"
#include "model/memory_plan.h"
#include "place/neighbours.h"
#include "place/score.h"
#include "tree/skeleton.h"
#include "weights/hash_terms.h"

enum { NEST_PASSES = 2 }; /* what they gain comes with the first two */

/* All that a build makes on its way down; what is not in the result is freed at the end. */
typedef struct build {
    const tt_corpus *corpus;
    const tt_run *run;
    tt_run thrifty_run;           /* what run becomes where there is no room for all its threads */
    tt_build_opts asked;          /* what the caller wants */
    tt_build_opts opts;           /* with what was left open, chosen */
    int64_t limit;                /* bytes that the process may come to */
    tt__model_memory_plan thrift; /* how it keeps to that */
    tt_vocab vocab;
    tt__weights_rows rows;  /* of terms; of hashed columns while clustering where memory is short */
    double *idf;            /* v */
    tt_csr latent;          /* n_rows x d where clustering is latent */
    tt_partition partition; /* of the rows */
    tt_csr sums;            /* k x v (or d): of what was clustered */
    tt_csr term_sums;       /* k x v where clustering is latent: scores are in terms always */
    int32_t *label;         /* n_docs: the leaf topic of each document */
    tt__model_edits curation;
    tt_topics topics;
} build;

static void build_free(build *b)
{
    tt_vocab_free(&b->vocab);
    tt__weights_rows_free(&b->rows);
    free(b->idf);
    tt_csr_free(&b->latent);
    tt_partition_free(&b->partition);
    tt_csr_free(&b->sums);
    tt_csr_free(&b->term_sums);
    free(b->label);
    tt__model_edits_free(&b->curation);
    tt_topics_free(&b->topics);
}

/* The way that keeps to the limit, with so many topics; 0: they are still to be chosen, and that must fit. */
static tt_status economise(build *b, int32_t topics)
{
    tt__model_sizes sizes = tt__model_sizes_of(b->corpus, &b->vocab);
    if (topics) tt__model_sizes_set_topics(&sizes, &b->vocab, topics);
    sizes.latent = b->opts.lsa > 0;
    if (sizes.latent) sizes.columns = b->opts.lsa;
    return tt__model_memory_plan_choose(&b->thrift, &sizes, b->limit, tt__base_threads(b->run, INT32_MAX, 1));
}

/* What is said before the long work, and done about threads. */
static void announce(build *b)
{
    char need[TT__BASE_SIZE_TEXT], limit[TT__BASE_SIZE_TEXT];
    int64_t peak = tt__base_memory_peak(); /* what is behind may have been the most */
    if (b->run) b->thrifty_run = *b->run;
    b->thrifty_run.threads = b->thrift.threads;
    b->run = &b->thrifty_run;
    tt__base_size_text(need, b->thrift.need > peak ? b->thrift.need : peak);
    tt__base_message(b->run, TT_NOTE, "needs about %s of memory (limit %s)", need, tt__base_size_text(limit, b->limit));
    if (b->thrift.columns)
        tt__base_message(
            b->run, TT_NOTE,
            "rare terms share columns, %d for %d terms, to keep to the limit; labels and scores go by all terms",
            b->thrift.columns, b->vocab.n_terms);
}

/* corpus -> counts -> rows */
static tt_status count_rows(build *b)
{
    tt_csr counts = {0};
    tt_status status = tt_counts_build(&counts, b->corpus, &b->vocab, b->run);
    if (status == TT_OK) status = tt__weights_rows_build(&b->rows, &counts);
    tt_csr_free(&counts);
    return status;
}

static tt_status count(build *b)
{
    int32_t levels = b->opts.shape.n_levels, asked = levels ? b->opts.shape.levels[levels - 1] : b->opts.topics;
    tt_status status = tt__base_progress(b->run, "weighting", 0, 0, "documents");
    if (status == TT_OK) status = tt_vocab_build(&b->vocab, b->corpus, &b->opts.vocab, b->run);
    if (status == TT_OK) status = economise(b, asked);
    if (status == TT_OK) status = count_rows(b);
    b->curation = (tt__model_edits){.edits = b->opts.edits, .corpus = b->corpus, .rows = &b->rows};
    return status == TT_OK ? tt__model_edits_begin(&b->curation) : status;
}

/* rows -> TF-IDF */
static tt_status weigh(build *b)
{
    tt_status status = tt__base_progress(b->run, "weighting", 1, b->rows.x.n_rows, "documents");
    if (status == TT_OK && b->thrift.columns)
        status = tt__weights_hash_terms(&b->rows.x, b->thrift.columns, b->vocab.dictionary, b->run);
    return status == TT_OK ? tt_weights_apply(&b->rows.x, &b->idf, &b->opts.weights, b->run) : status;
}

/* TF-IDF -> latent space: rows of U diag(s), to unit length, as full sparse rows. */
static tt_status project(build *b)
{
    tt_svd svd = {0};
    tt_svd_opts opts = tt_svd_opts_default();
    const tt_csr *x = &b->rows.x;
    int32_t most = x->n_rows < x->n_cols ? x->n_rows : x->n_cols;
    opts.seed = b->opts.seed;
    opts.rank = b->opts.lsa;
    if (opts.rank > most)
        return tt__base_fail(TT_ERR_ARGUMENT,
                             "%d latent dimensions asked for, but %d different documents and %d terms have at most %d",
                             opts.rank, x->n_rows, x->n_cols, most);
    tt_status status = tt_svd_truncated(&svd, x, &opts, b->run);
    if (status == TT_OK)
        status = tt__matrix_csr_alloc(&b->latent, x->n_rows, opts.rank, (int64_t)x->n_rows * opts.rank);
    for (int32_t r = 0; r < x->n_rows && status == TT_OK; r++) {
        int64_t at = (int64_t)r * opts.rank;
        for (int32_t j = 0; j < opts.rank; j++) {
            b->latent.idx[at + j] = j;
            b->latent.val[at + j] = (float)((double)svd.left.val[at + j] * svd.values[j]);
        }
        b->latent.ptr[r + 1] = at + opts.rank;
    }
    if (status == TT_OK) tt__matrix_csr_unit_rows(&b->latent);
    tt_svd_free(&svd);
    return status;
}

/* vectors -> leaf topics */
static tt_status cluster(build *b)
{
    bool latent = b->opts.lsa > 0;
    tt_kmeans_input in = {
        .x = latent ? &b->latent : &b->rows.x, .weight = b->rows.weight, .idf = latent ? NULL : b->idf};
    tt_kmeans_input terms = {.x = &b->rows.x, .weight = b->rows.weight};
    tt_status status = tt__base_progress(b->run, "clustering", 0, 0, "topics");
    if (status == TT_OK && latent) status = project(b);
    if (status == TT_OK) status = tt_kmeans(&b->partition, &in, &b->opts.kmeans, b->run);
    if (status == TT_OK) status = tt_cluster_sums(&b->sums, &in, &b->partition, b->run);
    if (status == TT_OK && latent) status = tt_cluster_sums(&b->term_sums, &terms, &b->partition, b->run);
    return status;
}

/* The sums of leaf topics and outliers once more, and the objective of the topics alone. */
static tt_status sum_again(build *b, int32_t topics)
{
    bool latent = b->opts.lsa > 0;
    tt_kmeans_input in = {.x = latent ? &b->latent : &b->rows.x, .weight = b->rows.weight};
    tt_kmeans_input terms = {.x = &b->rows.x, .weight = b->rows.weight};
    tt_csr_free(&b->sums);
    tt_csr_free(&b->term_sums);
    tt_status status = tt_cluster_sums(&b->sums, &in, &b->partition, b->run);
    if (status == TT_OK && latent) status = tt_cluster_sums(&b->term_sums, &terms, &b->partition, b->run);
    b->partition.objective = 0;
    for (int32_t c = 0; c < topics && status == TT_OK; c++) {
        double square = 0;
        for (int64_t p = b->sums.ptr[c]; p < b->sums.ptr[c + 1]; p++)
            square += (double)b->sums.val[p] * (double)b->sums.val[p];
        b->partition.objective += sqrt(square);
    }
    return status;
}

/* The models are of words: they have nothing to say in a latent space.  And a binary dendrogram has merges, not levels.
 */
static bool nests(const tt_build_opts *opts)
{
    return opts->lsa == 0 && opts->shape.max_children != 2;
}

/* leaf topics -> leaf topics that fit together with the levels above them.  The tree they are fitted to is not kept:
 * the leaves come out a little different, and so may what joins them. */
static tt_status nest(build *b)
{
    int32_t n = b->rows.n_docs, *label = tt__base_calloc((size_t)n, sizeof *label);
    int32_t passes = b->opts.kmeans.divergence_passes < NEST_PASSES ? b->opts.kmeans.divergence_passes : NEST_PASSES;
    tt__cluster_state clusters = {.x = &b->rows.x,
                                  .weight = b->rows.weight,
                                  .k = b->partition.k,
                                  .min_size = b->opts.min_docs,
                                  .label = b->partition.label};
    tt_tree_input in = {.sums = &b->sums, .label = label, .n = n, .linkage = b->opts.linkage};
    tt__tree_skeleton skeleton = {0};
    clusters.mass = tt__base_calloc((size_t)clusters.k, sizeof *clusters.mass);
    tt_status status = label && clusters.mass ? TT_OK : TT_ERR_MEMORY;
    for (int32_t i = 0; i < n && status == TT_OK; i++) {
        label[i] = b->partition.label[b->rows.row[i]];
        clusters.mass[label[i]]++;
    }
    if (status == TT_OK) status = tt__tree_skeleton_build(&skeleton, &in, &b->opts.shape, b->run);
    tt__cluster_levels tree = {.parent = skeleton.parent, .m = skeleton.m};
    tt_csr_free(&b->sums); /* they are made again, and the rounds need the room */
    if (status == TT_OK) status = tt__base_progress(b->run, "refining", 0, clusters.k, "topics");
    if (status == TT_OK) status = tt__cluster_refine_levels(&clusters, &tree, b->idf, passes, b->run);
    if (status == TT_OK) status = sum_again(b, b->partition.k);
    tt__tree_skeleton_free(&skeleton);
    free(clusters.mass);
    free(label);
    return status;
}

/* leaf topics -> leaf topics of which people want some to be one, or one to be two */
static tt_status curate(build *b)
{
    int32_t k = b->partition.k;
    tt__model_leaves leaves = {.asked = &b->asked,
                               .shape = &b->opts.shape,
                               .in = {.x = b->opts.lsa > 0 ? &b->latent : &b->rows.x, .weight = b->rows.weight}};
    tt_status status = tt__model_edits_partition(&b->curation, &b->partition, &leaves);
    if (status < 0 || !leaves.changed) return status;
    b->opts.topics = b->partition.k;
    if (b->partition.k < k)
        tt__tree_shape_fewer(&b->opts.shape, b->opts.topics);
    else if (b->partition.k > k)
        tt__tree_shape_more(&b->opts.shape, b->opts.topics);
    return sum_again(b, b->opts.topics);
}

/* leaf topics -> leaf topics and, after them, what fits none; that is judged in terms, also where clustering is latent
 */
static tt_status set_apart(build *b)
{
    int32_t k = b->partition.k;
    tt_kmeans_input terms = {.x = &b->rows.x, .weight = b->rows.weight};
    tt_outliers_opts opts = {.share = b->opts.outliers, .min_size = b->opts.min_docs};
    tt_status status =
        tt_outliers_take(&b->partition, &terms, b->opts.lsa > 0 ? &b->term_sums : &b->sums, &opts, b->run);
    return status == TT_OK && b->partition.k > k ? sum_again(b, k) : status;
}

/* leaf topics -> merges -> tree */
static tt_status grow(build *b)
{
    int32_t n = b->rows.n_docs;
    b->label = tt__base_calloc((size_t)n, sizeof *b->label);
    const char **id = tt__base_calloc((size_t)n, sizeof *id);
    tt_status status = b->label && id ? TT_OK : TT_ERR_MEMORY;
    for (int32_t i = 0; i < n && status == TT_OK; i++) {
        b->label[i] = b->partition.label[b->rows.row[i]];
        id[i] = tt_corpus_id(b->corpus, b->rows.doc[i]);
    }
    tt_csr topics = b->sums; /* the same rows but for the last, the outliers' */
    topics.n_rows = b->opts.topics;
    tt_tree_input in = {.sums = &topics,
                        .label = b->label,
                        .doc_id = id,
                        .n = n,
                        .linkage = b->opts.linkage,
                        .outliers = b->partition.k > b->opts.topics,
                        .apart = b->curation.apart,
                        .n_apart = b->curation.n_apart,
                        .bound = b->asked.shape};
    if (status == TT_OK) status = tt_tree_build(&b->topics.tree, &in, &b->opts.shape, b->run);
    free(id);
    return status;
}

/* leaf topics -> tree, with what people want of both.  Edits are all or nothing: where the tree has no place for a
 * topic that was divided for one, that is done again without. */
static tt_status arrange(build *b)
{
    tt_partition *p = &b->partition;
    tt_shape_opts shape = b->opts.shape;
    int32_t k = p->k, *label = b->opts.edits ? tt__base_calloc((size_t)p->n, sizeof *label) : NULL;
    if (b->opts.edits && !label) return TT_ERR_MEMORY;
    if (label) memcpy(label, p->label, (size_t)p->n * sizeof *label);
    tt_status status;
    for (bool again = true; again;) {
        status = curate(b);
        if (status == TT_OK) status = set_apart(b);
        if (status == TT_OK) status = grow(b);
        again = status == TT_OK && label && tt__model_edits_again(&b->curation);
        if (!again) break;
        memcpy(p->label, label, (size_t)p->n * sizeof *label);
        b->opts.topics = p->k = k;
        b->opts.shape = shape;
        tt_tree_free(&b->topics.tree);
        free(b->label);
        b->label = NULL;
        status = sum_again(b, k);
        again = status == TT_OK;
    }
    free(label);
    return status;
}

static tt_status name_documents(build *b)
{
    tt_topics *t = &b->topics;
    t->document = tt__base_calloc((size_t)t->tree.n, sizeof *t->document);
    t->topic = tt__base_calloc((size_t)t->tree.m, sizeof *t->topic);
    if (!t->document || !t->topic) return TT_ERR_MEMORY;
    for (int32_t i = 0; i < t->tree.n; i++) {
        t->document[i].id = tt__base_strdup(tt_corpus_id(b->corpus, b->rows.doc[i]));
        t->document[i].title = tt__base_strdup(tt_corpus_title(b->corpus, b->rows.doc[i]));
        if (!t->document[i].id || !t->document[i].title) return TT_ERR_MEMORY;
    }
    return TT_OK;
}

/* Rows and sums of hashed columns -> those of terms, which scores and representatives go by: counted once more, since
 * both would not have had room. */
static tt_status return_to_terms(build *b)
{
    tt_csr_free(&b->sums);
    tt__weights_rows_free(&b->rows);
    free(b->idf);
    b->idf = NULL;
    tt_status status = count_rows(b);
    if (status == TT_OK) status = tt_weights_apply(&b->rows.x, &b->idf, &b->opts.weights, b->run);
    tt_kmeans_input terms = {.x = &b->rows.x, .weight = b->rows.weight};
    return status == TT_OK ? tt_cluster_sums(&b->sums, &terms, &b->partition, b->run) : status;
}

/* Labels come from the text: vectors and sums have said what they had to say, and make room. */
static void drop_vectors(build *b)
{
    tt_csr_free(&b->rows.x);
    tt_csr_free(&b->latent);
    tt_csr_free(&b->sums);
    tt_csr_free(&b->term_sums);
}

/* tree -> labelled tree */
static tt_status explain(build *b)
{
    tt_labels_input labels = {.corpus = b->corpus,
                              .vocab = &b->vocab,
                              .tree = &b->topics.tree,
                              .tree_doc = b->rows.doc,
                              .hidden = b->curation.hidden,
                              .n_hidden = b->curation.n_hidden};
    tt__place_score_input scores = {
        .x = &b->rows.x, .row = b->rows.row, .label = b->label, .sums = b->opts.lsa > 0 ? &b->term_sums : &b->sums};
    tt__model_record_input record = {.opts = &b->opts,
                                     .corpus = b->corpus,
                                     .vocab = &b->vocab,
                                     .rows = &b->rows,
                                     .limit = b->limit,
                                     .columns = b->thrift.columns,
                                     .objective = b->partition.objective};
    tt_status status = tt__base_progress(b->run, "labelling", 0, 0, "topics");
    if (status == TT_OK) status = name_documents(b);
    if (status == TT_OK) status = tt__place_score(&b->topics, &scores, b->opts.labels.n_representatives, b->run);
    if (status == TT_OK) status = tt__place_neighbours(&b->topics, &scores, b->run);
    if (status == TT_OK) status = tt__model_record(&b->topics, &record);
    drop_vectors(b);
    if (status == TT_OK) status = tt_labels_build(b->topics.topic, &labels, &b->opts.labels, b->run);
    if (status == TT_OK)
        status = tt__model_edits_topics(&b->curation, &b->topics, b->label, b->opts.labels.name_terms, b->run);
    b->topics.seed = b->opts.seed;
    return status == TT_OK ? tt__export_round_as_written(&b->topics) : status;
}

/* What is bisected to find out how many topics there are is told as that. */
static int tell_choosing(const tt_progress *step, void *user)
{
    const build *b = user;
    tt_progress told = {.stage = "choosing", .share = step->share, .count = b->rows.x.n_rows, .unit = "documents"};
    return b->run->progress(&told, b->run->user);
}

static tt_status choose_topics(build *b, tt__cluster_supported *supported)
{
    tt_run run = {.threads = b->run ? b->run->threads : 0, .user = b};
    if (b->run && b->run->progress) run.progress = tell_choosing;
    tt_status status = tt__base_progress(&run, "choosing", 0, b->rows.x.n_rows, "documents");
    return status == TT_OK ? tt__cluster_choose_k(supported, &b->rows.x, &b->opts, &run) : status;
}

/* Whatever the options left open; a shape that cannot be had is refused here, before the long work. */
static tt_status choose(build *b)
{
    tt_shape_opts shape;
    tt__cluster_supported supported = {0};
    tt_status status = TT_OK;
    b->opts.weights = tt_weights_resolve(&b->opts.weights, b->rows.x.n_rows);
    if (!b->opts.topics && !b->opts.shape.n_levels) status = choose_topics(b, &supported);
    if (status < 0) return status;
    b->opts = tt__model_build_opts_resolve(&b->opts, b->rows.n_docs, supported.topics);
    tt__tree_shape_grade(&b->opts.shape, supported.broad, b->opts.topics);
    status = tt_shape_resolve(&shape, &b->opts.shape, b->opts.topics);
    if (status == TT_OK) b->opts.shape = shape;
    if (status == TT_OK) status = economise(b, b->opts.topics);
    if (status == TT_OK) announce(b);
    return status;
}

tt_status tt_build(tt_topics *out, tt_corpus *corpus, const tt_build_opts *opts, const tt_run *run)
{
    build b = {.corpus = corpus, .run = run, .asked = opts ? *opts : tt_build_opts_default()};
    b.opts = b.asked;
    const char *wrong = tt__base_call_check(out && corpus, run);
    if (!wrong) wrong = tt_build_opts_check(opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_status status = tt_corpus_seal(corpus);
    if (status == TT_OK && tt_corpus_size(corpus) == 0) status = tt__base_fail(TT_ERR_EMPTY, "there are no documents");
    b.limit = tt__base_memory_limit(b.opts.max_memory);
    if (status == TT_OK) status = count(&b);
    if (status == TT_OK) status = choose(&b);
    if (status == TT_OK) status = weigh(&b);
    if (status == TT_OK) status = cluster(&b);
    if (status == TT_OK && nests(&b.opts)) status = nest(&b);
    if (status == TT_OK) status = arrange(&b);
    if (status == TT_OK && b.thrift.columns) status = return_to_terms(&b);
    if (status == TT_OK) status = explain(&b);
    if (status == TT_OK) {
        *out = b.topics;
        b.topics = (tt_topics){0};
    }
    build_free(&b);
    return status;
}
