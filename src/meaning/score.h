/* Where documents stand in their topics: scores, runners-up, representatives, cohesion. */
#ifndef TT_MEANING_SCORE_H
#define TT_MEANING_SCORE_H

#include "topictree/meaning.h"

typedef struct tt__score_input {
    const tt_csr *x;       /* unit rows */
    const int32_t *row;    /* n: the row of each document (documents with the same words share one) */
    const tt_csr *sums;    /* k x v: the sums of the leaf topics */
    const int32_t *label;  /* n: the leaf topic of each document */
} tt__score_input;

/* Fills score, margin and runner_up of topics->document, and cohesion and representatives of topics->topic; topics->tree
 * must be complete, both arrays there. */
tt_status tt__score(tt_topics *topics, const tt__score_input *in, int32_t n_representatives, const tt_run *run);

#endif
