/* The whole way from a corpus to a labelled tree, in one call. */
#ifndef TOPICTREE_MODEL_H
#define TOPICTREE_MODEL_H

#include "eval.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What people have decided about topics, to be done again after each build.  Ids and names of topics change from run to
 * run: an edit names its topic by some of its documents.
 *
 * The topic meant is, of those below the root that hold more than half of the listed documents (they lie one in the
 * other), the one that agrees best with the list: c / (size + listed - c) for c listed documents in it (Jaccard), ties
 * to the deeper one. Listed documents that are not in the tree do not count; outliers are no topic.  Merge and separate
 * mean leaf topics. */
typedef enum tt_edit_kind {
    TT_EDIT_RENAME,   /* documents: their topic is named text */
    TT_EDIT_MERGE,    /* documents, with: the two leaf topics become one, before anything is built on them */
    TT_EDIT_SEPARATE, /* documents, with ("from"): the two leaf topics stay two and share no topic but the root; one
                         becomes two, around the listed documents */
    TT_EDIT_HIDE,     /* text: a term as labels show it, in any case, that no label shows any more; longer terms with it
                         stay */
    TT_EDIT_PIN       /* documents: their topic lists the terms of text first, and is named by them */
} tt_edit_kind;

typedef struct tt_texts {
    char **text; /* n */
    int32_t n;
} tt_texts;

typedef struct tt_edit {
    tt_edit_kind kind;
    long line;                      /* of the file: where it begins; for messages */
    tt_texts documents, with, text; /* ids, ids, words; those that its kind names, each not empty; RENAME and HIDE have
                                       one text */
} tt_edit;

typedef struct tt_edits {
    char *path;    /* for messages, which begin with it; also of edits made in memory */
    tt_edit *edit; /* n, in the order of the file */
    int32_t n;
} tt_edits;

/* Read a file of edits, a JSON list of
 *     {"rename": {"documents": [ID, ...], "to": NAME}}     {"merge": {"documents": [ID, ...], "with": [ID, ...]}}
 *     {"separate": {"documents": [ID, ...], "from": [ID, ...]}}
 *     {"hide": {"term": TERM}}                             {"pin": {"documents": [ID, ...], "terms": [TERM, ...]}}
 * Errors: TT_ERR_IO, TT_ERR_FORMAT (path:line: reason; anything not named here is one), TT_ERR_MEMORY. */
TT_API tt_status tt_edits_load(tt_edits *out, const char *path);
/* NULL, or a sentence that says which edit is not whole: for edits made in memory.  NULL edits, and none, are fine.
 * Borrowed until the thread's next call. */
TT_API const char *tt_edits_check(const tt_edits *edits);
TT_API void tt_edits_free(tt_edits *edits);

typedef struct tt_build_opts {
    tt_vocab_opts vocab;
    tt_weights_opts weights;
    tt_kmeans_opts kmeans; /* k, min_size and seed are taken from topics, min_docs and seed */
    tt_shape_opts shape;
    tt_labels_opts labels;
    tt_linkage linkage;
    int32_t topics; /* leaf topics; 0 = chosen, by detail */
    tt_detail detail;
    int32_t min_docs;   /* no leaf has fewer documents; 0 = chosen */
    double outliers;    /* share of the documents, or TT_OUTLIERS_AUTO, set apart from the topics; 0 = none */
    int32_t lsa;        /* cluster in so many latent dimensions; 0 = in the terms themselves */
    int64_t max_memory; /* bytes that the process may come to; 0: what is free when the build begins */
    uint64_t seed;
    const tt_edits *edits; /* NULL: none; borrowed */
} tt_build_opts;

TT_API tt_build_opts tt_build_opts_default(void);
/* NULL, or a sentence that says which options are out of range or contradict each other. */
TT_API const char *tt_build_opts_check(const tt_build_opts *opts);

/* A fitted model: what a build found out about a corpus, whole.  It needs the corpus no more.  Borrowed pointers live
 * as long as the model; a model is never changed, so that any number of threads may read it at once. */
typedef struct tt_model tt_model;

/* Fit a model to a corpus, which is sealed first if it is not yet.  Documents without a term stay out of the tree and
 * are counted ("no_terms").  Edits are applied in the order of the file: merges and separations to the leaf topics
 * (each merge leaves one fewer, and levels that can then not have two children for every parent give way; each
 * separation of what was one topic one more) and separations to the tree above them (tt_tree_build), hidden terms to
 * the labelling, pins and names to the labelled tree.  What became of each is a line to run->message and stands in the
 * topics' edit. Errors: TT_ERR_ARGUMENT, TT_ERR_SHAPE (the asked shape cannot be had; the message says why),
 * TT_ERR_EMPTY, TT_ERR_MEMORY, TT_ERR_CANCELLED.  Time is dominated by k-means: O(nnz k) a pass.  The same bytes for
 * any number of threads and any order of the documents. */
TT_API tt_status tt_model_fit(tt_model **out, tt_corpus *corpus, const tt_build_opts *opts, const tt_run *run);
TT_API void tt_model_free(tt_model *model); /* NULL is fine */

/* The labelled tree. */
TT_API const tt_topics *tt_model_topics(const tt_model *model);
/* The terms, with the weights of the model's vectors. */
TT_API const tt_dictionary *tt_model_dictionary(const tt_model *model);
/* What became of the input; files is 0. */
TT_API const tt_corpus_stats *tt_model_stats(const tt_model *model);

/* Write a model to a file, model.tt by convention: whole or not at all (a temporary file is renamed at the end), "-" is
 * standard output.  The same model gives the same bytes.  Errors: TT_ERR_IO, TT_ERR_MEMORY. */
TT_API tt_status tt_model_save(const tt_model *model, const char *path);

/* Read a model back.  The file is mapped, and must not be changed in place while the model lives (a file that is
 * renamed over it does no harm); from memory, the bytes are copied.  Every byte and every index is checked first: time
 * O(bytes). Errors: TT_ERR_IO, TT_ERR_FORMAT (not a model, damaged, or written by a newer version), TT_ERR_MEMORY. */
TT_API tt_status tt_model_load(tt_model **out, const char *path);
/* The n bytes begin as those of a model's file do. */
TT_API bool tt_model_is(const void *bytes, size_t n);
TT_API tt_status tt_model_load_memory(tt_model **out, const void *bytes, size_t n);

/* tt_model_fit() of which the labelled tree alone is kept. */
TT_API tt_status tt_build(tt_topics *out, tt_corpus *corpus, const tt_build_opts *opts, const tt_run *run);

#ifdef __cplusplus
}
#endif
#endif
