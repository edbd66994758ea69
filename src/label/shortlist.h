/* The best candidates of each node, and their scores. */
#ifndef TT_LABEL_SHORTLIST_H
#define TT_LABEL_SHORTLIST_H

#include "label/doc_counts.h"

typedef struct tt__label_candidate_score {
    int32_t candidate;
    float leading; /* worth as one of the terms that are read first: names come from them */
    float further; /* as one of those that describe the topic after them */
    float company; /* used while choosing: sum of its NPMI with the first `met` terms listed, 0 */
    float fresh;   /* ... how little they cover its documents, 1 */
    int32_t met;   /* 0; -1: not to be listed any more */
} tt__label_candidate_score;

typedef struct tt__label_shortlist {
    int32_t m;
    int32_t *n;                            /* m */
    tt__label_candidate_score **contender; /* m, of n[v] each: the highest `leading` first, ties by candidate */
} tt__label_shortlist;

/* The `best` candidates of every node but the outliers'. */
tt_status tt__label_shortlist_build(tt__label_shortlist *out, const tt__label_doc_counts *usage,
                                    const tt__label_phrases *phrases, int32_t best, const tt_run *run);
void tt__label_shortlist_free(tt__label_shortlist *list);

/* The first child of v that is a topic, the next sibling that is one; the outliers, last of their siblings, have
 * nothing in common and take no term away. */
int32_t tt__label_next_topic(const tt_tree *tree, int32_t v);

#endif
