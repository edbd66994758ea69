/* A tree as its file lists it: topics in the order of the file with whatever documents stand there.  read_tree.c fills
 * it, parsed_tree.c makes a labelled tree of it. */
#ifndef TT_EXPORT_PARSED_TREE_H
#define TT_EXPORT_PARSED_TREE_H

#include "topictree/label.h"

typedef struct tt__export_parsed_node {
    int32_t parent, last_child; /* TT_NO_NODE where there is none */
    int32_t next, n_children, level;
    int32_t size;     /* documents below, as the file says */
    int32_t begin;    /* its range in the order of documents is begin .. begin + size */
    int64_t document; /* its documents are document .. document + n_documents of the draft */
    int32_t n_documents;
    char **typical; /* n_typical ids of members, best first, on a leaf that says which */
    int32_t n_typical;
    bool outliers;
    unsigned seen; /* bit i: field i of read_tree.c's table was there */
    double height;
    char id[TT_ID_SIZE];
    char near[TT_NEAR][TT_ID_SIZE]; /* topic.n_near ids: which nodes they are is known at the end */
    tt_topic topic;                 /* without representatives */
} tt__export_parsed_node;

typedef struct tt__export_parsed_document {
    char *id, *title;
    float score, margin;
    char runner_up[TT_ID_SIZE]; /* which node that is is known at the end; "": not said */
    int32_t node;               /* where it is listed: as a member under a leaf, as a representative elsewhere */
} tt__export_parsed_document;

typedef struct tt__export_parsed {
    tt__export_parsed_node *node; /* m, preorder */
    int64_t m, node_capacity;
    tt__export_parsed_document *document; /* n_documents */
    int64_t n_documents, document_capacity;
} tt__export_parsed;

/* Fill tree, topic and document of out; strings move out of the draft.  TT_ERR_FORMAT without the file's name: the
 * caller knows it. */
tt_status tt__export_parsed_finish(tt_topics *out, tt__export_parsed *draft);
void tt__export_parsed_free(tt__export_parsed *draft);

#endif
