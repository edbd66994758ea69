/* Edits on their way through a build: which topic each means, what became of it. */
#ifndef TT_MODEL_CURATE_H
#define TT_MODEL_CURATE_H

#include "model/build.h"

typedef struct tt__outcome {
    const char *reason;  /* NULL: it was applied */
    int32_t cluster;     /* merge: the leaf topic that came of it */
    char id[TT_ID_SIZE]; /* of the topic it was applied to, "" for hide */
} tt__outcome;

typedef struct tt__curation {
    const tt_edits *edits;   /* NULL: none, and everything below does nothing */
    const tt_corpus *corpus;
    const tt__rows *rows;
    tt__outcome *outcome;    /* edits->n */
    tt_hidden_term *hidden;  /* n_hidden, in the order of their edits */
    int32_t n_hidden;
} tt__curation;

/* Given edits, corpus and rows, make room. */
tt_status tt__curate_begin(tt__curation *curation);
void tt__curation_free(tt__curation *curation);

/* The merges, to the partition of the rows; clusters keep their order, each merge leaves one fewer. */
tt_status tt__curate_partition(tt__curation *curation, tt_partition *partition);

/* Names and pins, to the labelled tree, and what became of all edits: recorded in topics->edit, told to run.
 * label: n_docs, the leaf topic of each document, as the merges left them. */
tt_status tt__curate_topics(tt__curation *curation, tt_topics *topics, const int32_t *label, int32_t name_terms, const tt_run *run);

/* "rename", ... */
const char *tt__edit_name(tt_edit_kind kind);

#endif
