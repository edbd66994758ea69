/* Where documents stand in their topics: scores, runners-up, representatives, cohesion. */
#ifndef TT_PLACE_SCORE_H
#define TT_PLACE_SCORE_H

#include "topictree/label.h"

enum { TT__PLACE_SCORED_TOGETHER = 64 }; /* topics that documents meet at once: columns of one panel */

typedef struct tt__place_score_input {
    const tt_csr *x;      /* unit rows */
    const int32_t *row;   /* n: the row of each document (documents with the same words share one) */
    const tt_csr *sums;   /* k x v: the sums of the leaf topics; where the tree has outliers, theirs comes after them */
    const int32_t *label; /* n: the leaf topic of each document, k for outliers */
} tt__place_score_input;

/* Fills score, margin and runner_up of topics->document, and cohesion and representatives of topics->topic;
 * topics->tree must be complete, both arrays there.  An outlier's score is its cosine with the best topic, and that is
 * its runner-up. */
tt_status tt__place_score(tt_topics *topics, const tt__place_score_input *in, int32_t n_representatives,
                          const tt_run *run);

#endif
