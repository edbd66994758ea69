/* What a topic is about: the labelled tree, and the labels taken from the text. */
#ifndef TOPICTREE_LABEL_H
#define TOPICTREE_LABEL_H

#include "tree.h"
#include "weights.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tt_term {
    char *text;    /* a word or phrase as people write it */
    double weight; /* > 0, descending within a topic */
} tt_term;

#define TT_NEAR 5

/* Another topic that speaks of much the same. */
typedef struct tt_near {
    int32_t topic;    /* its node */
    float similarity; /* cosine of the two topics' centroids, over the heaviest terms of each: > 0, at most 1 */
} tt_near;

/* What one node of the tree is about. */
typedef struct tt_topic {
    char *name;     /* one to three terms, " · " between them; unique among siblings */
    tt_term *terms; /* n_terms, best first */
    int32_t n_terms;
    int32_t *representative; /* n_representatives document indices, best first */
    int32_t n_representatives;
    double cohesion;       /* mean cosine of the documents below with their centroid, 0..1 */
    tt_near near[TT_NEAR]; /* n_near, nearest first: leaves for a leaf, topics about as deep for an inner topic */
    int32_t n_near;
    float at[2]; /* where it lies on the map of topics, each -1..1; NaN where it has no place there */
} tt_topic;

/* Where one document sits and how sure that is. */
typedef struct tt_placement {
    char *id, *title;
    float score;  /* cosine with its leaf's centroid; an outlier's with the best topic's, which is its runner-up: margin
                     0 */
    float margin; /* score minus the runner-up's */
    int32_t runner_up; /* the other leaf node it fits best, TT_NO_NODE in a tree of one leaf */
} tt_placement;

/* One option as it was in force, for the record. */
typedef struct tt_setting {
    char *key, *value; /* value is JSON text: 5, true, "en", [8,60] */
} tt_setting;

/* The labelled tree: all that the exports write and tree.json holds. */
typedef struct tt_topics {
    tt_tree tree;
    tt_topic *topic;        /* tree.m */
    tt_placement *document; /* tree.n */
    tt_setting *setting;    /* n_settings: options in force */
    int32_t n_settings;
    tt_setting *count; /* n_counts: what became of the input (read, empty, bad_records, terms, ...) */
    int32_t n_counts;
    tt_setting *quality; /* n_quality: figures of the tree */
    int32_t n_quality;
    tt_setting
        *edit; /* n_edits, in their order: what became of each; key is its kind, value {"line":N,"applied":true,...} */
    int32_t n_edits;
    uint64_t seed;
} tt_topics;

/* A copy that owns all it points to, such as of the topics of a model.  Errors: TT_ERR_ARGUMENT, TT_ERR_MEMORY. */
TT_API tt_status tt_topics_copy(tt_topics *out, const tt_topics *topics);
TT_API void tt_topics_free(tt_topics *topics);

/* ---- reading the tree, one value a call ----
 *
 * For bindings and for who would not count in arrays.  Nodes are 0 (the root) .. tt_topics_count() - 1 in preorder,
 * documents 0 .. tt_topics_documents(topics, 0) - 1.  Out of range, and for NULL topics, all give TT_NO_NODE, 0, NaN or
 * "".  Texts are borrowed.  Any number of threads may read at once. */

TT_API int32_t tt_topics_count(const tt_topics *topics);
TT_API int32_t tt_topics_parent(const tt_topics *topics, int32_t node);
TT_API int32_t tt_topics_first_child(const tt_topics *topics, int32_t node);
TT_API int32_t tt_topics_next_sibling(const tt_topics *topics, int32_t node);
TT_API int32_t tt_topics_depth(const tt_topics *topics, int32_t node); /* 0 for the root */
TT_API bool tt_topics_is_leaf(const tt_topics *topics, int32_t node);
/* The leaf of documents that fit no topic. */
TT_API bool tt_topics_is_outliers(const tt_topics *topics, int32_t node);
TT_API const char *tt_topics_id(const tt_topics *topics, int32_t node);
TT_API const char *tt_topics_name(const tt_topics *topics, int32_t node);
/* The node with this id; time O(m). */
TT_API int32_t tt_topics_find(const tt_topics *topics, const char *id);
/* Names from the first level down, with " > " between them, cut to size bytes with the NUL; gives the bytes of the
 * whole path without its NUL, 0 for the root. */
TT_API size_t tt_topics_path(const tt_topics *topics, int32_t node, char *path, size_t size);
TT_API int32_t tt_topics_terms(const tt_topics *topics, int32_t node);
TT_API const char *tt_topics_term(const tt_topics *topics, int32_t node, int32_t i); /* the best first */
/* Documents below a node, and the i-th of them. */
TT_API int32_t tt_topics_documents(const tt_topics *topics, int32_t node);
TT_API int32_t tt_topics_document(const tt_topics *topics, int32_t node, int32_t i);
TT_API const char *tt_topics_document_id(const tt_topics *topics, int32_t document);
TT_API const char *tt_topics_document_title(const tt_topics *topics, int32_t document);
TT_API double tt_topics_document_score(const tt_topics *topics, int32_t document);
TT_API int32_t tt_topics_document_leaf(const tt_topics *topics, int32_t document);
/* The document with this id; time O(n). */
TT_API int32_t tt_topics_find_document(const tt_topics *topics, const char *id);
/* A figure of the tree ("cohesion", "score", "between_topics", "objective") or a count of the input ("read",
 * "documents", "empty", "no_terms", "terms", ...) as a number. */
TT_API double tt_topics_figure(const tt_topics *topics, const char *name);

/* ---- labels ---- */

typedef struct tt_labels_opts {
    int32_t n_terms;           /* terms a topic lists, >= 1 */
    int32_t name_terms;        /* terms in a name, 1..3 */
    int32_t max_words;         /* words in a phrase, 1..3 */
    int32_t n_representatives; /* >= 0 */
} tt_labels_opts;

TT_API tt_labels_opts tt_labels_opts_default(void);
TT_API const char *tt_labels_opts_check(const tt_labels_opts *opts);

/* A term that no label is to show. */
typedef struct tt_hidden_term {
    const char *text; /* as it stands in the text, in any case; goes with its other inflections, longer terms that hold
                         it stay */
    bool found;       /* set: it could have been shown */
} tt_hidden_term;

/* What the labels are made from: the words in running order, what a term is, and which documents stand below which
 * node. */
typedef struct tt_labels_input {
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    const tt_tree *tree;
    const int32_t *tree_doc; /* tree->n: the corpus document of each document of the tree */
    tt_hidden_term *hidden;  /* n_hidden, NULL where there is none */
    int32_t n_hidden;
} tt_labels_input;

/* Fill name, terms and n_terms of topic[0 .. tree->m); the root is labelled too.  Phrases that really stand side by
 * side come before single words; a term is scored against the siblings first and the parent second; no stop words,
 * numbers or debris, no singular/plural or contained twins in one label, names unique among siblings. */
TT_API tt_status tt_labels_build(tt_topic *topic, const tt_labels_input *in, const tt_labels_opts *opts,
                                 const tt_run *run);

#ifdef __cplusplus
}
#endif
#endif
