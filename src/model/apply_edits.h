/* Edits on their way through a build: which topic each means, what became of it. */
#ifndef TT_MODEL_APPLY_EDITS_H
#define TT_MODEL_APPLY_EDITS_H

#include "model/build.h"

typedef struct tt__model_outcome {
    const char *reason;    /* NULL: it was applied */
    int32_t cluster;       /* merge: the leaf topic that came of it; separate: that of its documents */
    int32_t other;         /* separate: that of those it is apart from */
    bool divided;          /* separate: it was one leaf topic */
    bool barred;           /* separate: tried, and the tree could not hold it */
    char id[TT_ID_SIZE];   /* of the topic it was applied to, "" for hide */
    char from[TT_ID_SIZE]; /* of the other, for separate */
} tt__model_outcome;

typedef struct tt__model_edits {
    const tt_edits *edits; /* NULL: none, and everything below does nothing */
    const tt_corpus *corpus;
    const tt__weights_rows *rows;
    tt__model_outcome *outcome; /* edits->n */
    tt_hidden_term *hidden;     /* n_hidden, in the order of their edits */
    int32_t n_hidden;
    tt_cannot_link *apart; /* n_apart, in the order of their edits, given the partition */
    int32_t n_apart;
} tt__model_edits;

/* Given edits, corpus and rows, make room. */
tt_status tt__model_edits_begin(tt__model_edits *curation);
void tt__model_edits_free(tt__model_edits *curation);

/* What leaf topics were made from, and have to fit. */
typedef struct tt__model_leaves {
    tt_kmeans_input in;         /* as it was clustered */
    const tt_build_opts *asked; /* for: what was left open there may give way */
    const tt_shape_opts *shape; /* for the leaves that there were, resolved */
    bool changed;               /* set where an edit was applied to the partition */
} tt__model_leaves;

/* Merges and separations, to the partition of the rows: clusters keep their order, each merge leaves one fewer, and of
 * one that is divided the second part comes last. */
tt_status tt__model_edits_partition(tt__model_edits *curation, tt_partition *partition, tt__model_leaves *leaves);

/* Is a leaf topic divided for a separation that the tree then could not hold?  It is barred, and all edits wait to be
 * applied once more to the partition as it was. */
bool tt__model_edits_again(tt__model_edits *curation);

/* A separation, the edit e, to the partition as the edits before it left it. */
tt_status tt__model_split_leaf(tt__model_edits *curation, int32_t e, tt_partition *partition, tt__model_leaves *leaves);
/* The pairs that the separations among the first n edits hold apart, to curation->apart. */
void tt__model_list_cannot_links(tt__model_edits *curation, int32_t n);

/* Those of the listed documents that are in the tree, ascending, each once; *doc is the caller's. */
tt_status tt__model_find_documents(const tt__model_edits *curation, const tt_texts *ids, int32_t **doc, int32_t *n);
/* The cluster that has more than half of them, or -1 and why. */
tt_status tt__model_find_cluster(const tt__model_edits *curation, const tt_partition *partition, const tt_texts *ids,
                                 int32_t *cluster, const char **reason);

/* Names and pins, to the labelled tree, and what became of all edits: recorded in topics->edit, told to run.
 * label: n_docs, the leaf topic of each document, as the merges left them. */
tt_status tt__model_edits_topics(tt__model_edits *curation, tt_topics *topics, const int32_t *label, int32_t name_terms,
                                 const tt_run *run);

/* "rename", ... */
const char *tt__model_edit_name(tt_edit_kind kind);

#endif
