/* How good a tree is, with and without ground truth. */
#ifndef TOPICTREE_EVAL_H
#define TOPICTREE_EVAL_H

#include "label.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Two partitions of the same documents.  NMI: mutual information over the arithmetic mean of the entropies; ARI:
 * adjusted Rand index (Hubert & Arabie 1985, doi:10.1007/BF01908075); purity, inverse purity; homogeneity and
 * completeness (Rosenberg & Hirschberg 2007). */
typedef struct tt_agreement {
    int32_t clusters, classes;
    double nmi, ari, purity, inverse_purity, homogeneity, completeness;
} tt_agreement;

TT_API tt_status tt_agreement_compute(tt_agreement *out, const int32_t *truth, const int32_t *found, int32_t n);

/* One level of ground-truth labels against the whole tree.  Dendrogram purity is exact (Heller & Ghahramani 2005,
 * doi:10.1145/1102351.1102389), tree F is Zhao & Karypis 2005 (doi:10.1007/s10618-005-0361-3). */
typedef struct tt_level_quality {
    int32_t level;     /* of the labels, 0 = top */
    tt_agreement leaf; /* leaves as clusters */
    tt_agreement cut;  /* the tree cut at as many nodes as there are labels */
    double dendrogram_purity, dendrogram_purity_macro, dendrogram_purity_chance, tree_f;
    double best_depth_nmi;
    int32_t best_depth;
} tt_level_quality;

typedef struct tt_label_quality {
    tt_level_quality *level; /* n_levels; a level with as many classes as the one before is left out */
    int32_t n_levels;
    int64_t missing; /* documents of the corpus that are not in the tree: they count against it */
    int64_t unknown; /* documents of the tree that are not in the corpus: left out */
} tt_label_quality;

/* Without labels in the corpus: n_levels 0, TT_OK. */
TT_API tt_status tt_eval_labels(tt_label_quality *out, const tt_topics *topics, const tt_corpus *corpus);
TT_API void tt_label_quality_free(tt_label_quality *quality);

/* What can be said without ground truth. */
typedef struct tt_inner_quality {
    double cohesion;         /* mean over leaf topics, weighted by documents: cosine with the leaf's centroid */
    double separation;       /* 1 - mean cosine between the centroids of sibling leaves */
    double npmi;             /* mean normalised pointwise mutual information of each topic's first ten terms, -1..1 */
    double sibling_distinct; /* share of a topic's terms that no sibling lists */
    double parent_distinct;  /* share of a topic's terms that its parent does not list */
    double balance;          /* entropy of the leaf sizes over its maximum, 0..1 */
    int32_t leaves, depth, max_children, largest_leaf, smallest_leaf;
} tt_inner_quality;

/* corpus may be NULL: then npmi and separation are NaN. */
TT_API tt_status tt_eval_inner(tt_inner_quality *out, const tt_topics *topics, const tt_corpus *corpus,
                               const tt_run *run);

/* What a reader of the tree would object to. */
typedef enum tt_issue_kind {
    TT_ISSUE_TWINS,   /* two leaves that are one topic */
    TT_ISSUE_BROAD,   /* a leaf at least twice as large as the median one and at most half as coherent */
    TT_ISSUE_WEAK,    /* a leaf that is hardly coherent at all beside the others */
    TT_ISSUE_CROWDED, /* a topic with more children than people can tell apart */
    TT_ISSUE_STRAYS   /* the whole tree: many documents fit their topics far worse than the rest */
} tt_issue_kind;

typedef struct tt_issue {
    tt_issue_kind kind;
    int32_t topic, with; /* nodes; with: the other twin, else TT_NO_NODE */
    int32_t count;       /* CROWDED: children; STRAYS: documents; else the documents of the topic (and its twin) */
    double strength;     /* by how much; comparable within a kind alone */
} tt_issue;

typedef struct tt_review {
    tt_issue *objection; /* n: kind by kind, the strongest first, ties by node; each leaf at most once a kind */
    int32_t n;
} tt_review;

/* Judge every leaf topic by its size and its coherence, the mean cosine of two different documents of it, among all
 * leaves of the tree; outliers are no topic.  Without a corpus no twins are found: their centroids are needed. Errors:
 * TT_ERR_ARGUMENT, TT_ERR_MEMORY.  O(k^2 v) at worst for k leaves; the same for any number of threads. */
TT_API tt_status tt_eval_review(tt_review *out, const tt_topics *topics, const tt_corpus *corpus, const tt_run *run);
TT_API void tt_review_free(tt_review *verdict);

#ifdef __cplusplus
}
#endif
#endif
