/* Floor 8: the whole way from a corpus to a labelled tree, in one call. */
#ifndef TOPICTREE_MODEL_H
#define TOPICTREE_MODEL_H

#include "export.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How far the number of leaf topics goes towards the most that the text supports, which is where words held back gain most from
 * topics: to half of that gain; to two thirds, or the knee of the gain, or a thousand documents a topic, whichever are most
 * topics; to all of it.  Half is also what the first level has, where the number of levels is chosen, too. */
typedef enum tt_detail { TT_DETAIL_LOW, TT_DETAIL_NORMAL, TT_DETAIL_HIGH } tt_detail;

typedef struct tt_build_opts {
    tt_vocab_opts vocab;
    tt_weights_opts weights;
    tt_kmeans_opts kmeans;   /* k is taken from topics */
    tt_shape_opts shape;
    tt_labels_opts labels;
    tt_linkage linkage;
    int32_t topics;          /* leaf topics; 0 = chosen, by detail */
    tt_detail detail;
    int32_t min_docs;        /* no leaf has fewer documents; 0 = chosen */
    double outliers;         /* share of the documents, or TT_OUTLIERS_AUTO, set apart from the topics; 0 = none */
    int32_t lsa;             /* cluster in so many latent dimensions; 0 = in the terms themselves */
    uint64_t seed;
} tt_build_opts;

tt_build_opts tt_build_opts_default(void);
/* NULL, or a sentence that says which options are out of range or contradict each other. */
const char *tt_build_opts_check(const tt_build_opts *opts);

/* Build the topic tree of a sealed corpus.  Documents without a term stay out of the tree and are counted ("no_terms").
 * Errors: TT_ERR_ARGUMENT, TT_ERR_SHAPE (the asked shape cannot be had; the message says why), TT_ERR_EMPTY, TT_ERR_MEMORY,
 * TT_ERR_CANCELLED.  Time is dominated by k-means: O(nnz k) a pass. */
tt_status tt_build(tt_topics *out, const tt_corpus *corpus, const tt_build_opts *opts, const tt_run *run);

#ifdef __cplusplus
}
#endif
#endif
