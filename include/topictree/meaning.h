/* Floor 6: what a topic is about: labels, representatives, scores; and how good a tree is. */
#ifndef TOPICTREE_MEANING_H
#define TOPICTREE_MEANING_H

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
    char *name;              /* one to three terms, " · " between them; unique among siblings */
    tt_term *terms;          /* n_terms, best first */
    int32_t n_terms;
    int32_t *representative; /* n_representatives document indices, best first */
    int32_t n_representatives;
    double cohesion;         /* mean cosine of the documents below with their centroid, 0..1 */
    tt_near near[TT_NEAR];   /* n_near, nearest first: leaves for a leaf, topics about as deep for an inner topic */
    int32_t n_near;
    float at[2];             /* where it lies on the map of topics, each -1..1; NaN where it has no place there */
} tt_topic;

/* Where one document sits and how sure that is. */
typedef struct tt_placement {
    char *id, *title;
    float score;       /* cosine with its leaf's centroid; an outlier's with the best topic's, which is its runner-up: margin 0 */
    float margin;      /* score minus the runner-up's */
    int32_t runner_up; /* the other leaf node it fits best, TT_NO_NODE in a tree of one leaf */
} tt_placement;

/* One option as it was in force, for the record. */
typedef struct tt_setting {
    char *key, *value; /* value is JSON text: 5, true, "en", [8,60] */
} tt_setting;

/* The labelled tree: all that the exports write and tree.json holds. */
typedef struct tt_topics {
    tt_tree tree;
    tt_topic *topic;         /* tree.m */
    tt_placement *document;  /* tree.n */
    tt_setting *setting;     /* n_settings: options in force */
    int32_t n_settings;
    tt_setting *count;       /* n_counts: what became of the input (read, empty, bad_records, terms, ...) */
    int32_t n_counts;
    tt_setting *quality;     /* n_quality: figures of the tree */
    int32_t n_quality;
    tt_setting *edit;        /* n_edits, in their order: what became of each; key is its kind, value {"line":N,"applied":true,...} */
    int32_t n_edits;
    uint64_t seed;
} tt_topics;

void tt_topics_free(tt_topics *topics);

/* ---- labels ---- */

typedef struct tt_labels_opts {
    int32_t n_terms;      /* terms a topic lists, >= 1 */
    int32_t name_terms;   /* terms in a name, 1..3 */
    int32_t max_words;    /* words in a phrase, 1..3 */
    int32_t n_representatives; /* >= 0 */
} tt_labels_opts;

tt_labels_opts tt_labels_opts_default(void);
const char *tt_labels_opts_check(const tt_labels_opts *opts);

/* A term that no label is to show. */
typedef struct tt_hidden_term {
    const char *text; /* as it stands in the text, in any case; goes with its other inflections, longer terms that hold it stay */
    bool found;       /* set: it could have been shown */
} tt_hidden_term;

/* What the labels are made from: the words in running order, what a term is, and which documents stand below which node. */
typedef struct tt_labels_input {
    const tt_corpus *corpus;
    const tt_vocab *vocab;
    const tt_tree *tree;
    const int32_t *tree_doc; /* tree->n: the corpus document of each document of the tree */
    tt_hidden_term *hidden;  /* n_hidden, NULL where there is none */
    int32_t n_hidden;
} tt_labels_input;

/* Fill name, terms and n_terms of topic[0 .. tree->m); the root is labelled too.  Phrases that really stand side by side
 * come before single words; a term is scored against the siblings first and the parent second; no stop words, numbers or
 * debris, no singular/plural or contained twins in one label, names unique among siblings. */
tt_status tt_labels_build(tt_topic *topic, const tt_labels_input *in, const tt_labels_opts *opts, const tt_run *run);

/* ---- how good a tree is ---- */

/* Two partitions of the same documents.  NMI: mutual information over the arithmetic mean of the entropies; ARI: adjusted
 * Rand index (Hubert & Arabie 1985, doi:10.1007/BF01908075); purity, inverse purity; homogeneity and completeness
 * (Rosenberg & Hirschberg 2007). */
typedef struct tt_agreement {
    int32_t clusters, classes;
    double nmi, ari, purity, inverse_purity, homogeneity, completeness;
} tt_agreement;

tt_status tt_agreement_compute(tt_agreement *out, const int32_t *truth, const int32_t *found, int32_t n);

/* One level of ground-truth labels against the whole tree.  Dendrogram purity is exact (Heller & Ghahramani 2005,
 * doi:10.1145/1102351.1102389), tree F is Zhao & Karypis 2005 (doi:10.1007/s10618-005-0361-3). */
typedef struct tt_level_quality {
    int32_t level;              /* of the labels, 0 = top */
    tt_agreement leaf;          /* leaves as clusters */
    tt_agreement cut;           /* the tree cut at as many nodes as there are labels */
    double dendrogram_purity, dendrogram_purity_macro, dendrogram_purity_chance, tree_f;
    double best_depth_nmi;
    int32_t best_depth;
} tt_level_quality;

typedef struct tt_label_quality {
    tt_level_quality *level; /* n_levels; a level with as many classes as the one before is left out */
    int32_t n_levels;
    int64_t missing;         /* documents of the corpus that are not in the tree: they count against it */
    int64_t unknown;         /* documents of the tree that are not in the corpus: left out */
} tt_label_quality;

/* Without labels in the corpus: n_levels 0, TT_OK. */
tt_status tt_eval_labels(tt_label_quality *out, const tt_topics *topics, const tt_corpus *corpus);
void tt_label_quality_free(tt_label_quality *quality);

/* What can be said without ground truth. */
typedef struct tt_inner_quality {
    double cohesion;        /* mean over leaf topics, weighted by documents: cosine with the leaf's centroid */
    double separation;      /* 1 - mean cosine between the centroids of sibling leaves */
    double npmi;            /* mean normalised pointwise mutual information of each topic's first ten terms, -1..1 */
    double sibling_distinct; /* share of a topic's terms that no sibling lists */
    double parent_distinct; /* share of a topic's terms that its parent does not list */
    double balance;         /* entropy of the leaf sizes over its maximum, 0..1 */
    int32_t leaves, depth, max_children, largest_leaf, smallest_leaf;
} tt_inner_quality;

/* corpus may be NULL: then npmi and separation are NaN. */
tt_status tt_eval_inner(tt_inner_quality *out, const tt_topics *topics, const tt_corpus *corpus, const tt_run *run);

/* What a reader of the tree would object to. */
typedef enum tt_objection_kind {
    TT_OBJECTION_TWINS,   /* two leaves that are one topic */
    TT_OBJECTION_BROAD,   /* a leaf at least twice as large as the median one and at most half as coherent */
    TT_OBJECTION_WEAK,    /* a leaf that is hardly coherent at all beside the others */
    TT_OBJECTION_CROWDED, /* a topic with more children than people can tell apart */
    TT_OBJECTION_STRAYS   /* the whole tree: many documents fit their topics far worse than the rest */
} tt_objection_kind;

typedef struct tt_objection {
    tt_objection_kind kind;
    int32_t topic, with; /* nodes; with: the other twin, else TT_NO_NODE */
    int32_t count;       /* CROWDED: children; STRAYS: documents; else the documents of the topic (and its twin) */
    double strength;     /* by how much; comparable within a kind alone */
} tt_objection;

typedef struct tt_verdict {
    tt_objection *objection; /* n: kind by kind, the strongest first, ties by node; each leaf at most once a kind */
    int32_t n;
} tt_verdict;

/* Judge every leaf topic by its size and its coherence, the mean cosine of two different documents of it, among all leaves
 * of the tree; outliers are no topic.  Without a corpus no twins are found: their centroids are needed.
 * Errors: TT_ERR_MEMORY.  O(k^2 v) at worst for k leaves; the same for any number of threads. */
tt_status tt_eval_verdict(tt_verdict *out, const tt_topics *topics, const tt_corpus *corpus, const tt_run *run);
void tt_verdict_free(tt_verdict *verdict);

#ifdef __cplusplus
}
#endif
#endif
