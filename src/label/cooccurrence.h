/* The documents in which candidates stand, and from that how often two of them stand together (NPMI). */
#ifndef TT_LABEL_COOCCURRENCE_H
#define TT_LABEL_COOCCURRENCE_H

#include "label/shortlist.h"

/* Documents are numbered within the sample in the tree's order: those below node v are from[v] .. to[v] - 1. */
typedef struct tt__label_cooccurrence {
    int32_t n_docs;     /* of the sample */
    int32_t n_rows;     /* candidates on any shortlist */
    int32_t *from, *to; /* m */
    int32_t *row;       /* n candidates: 1 + its row, 0 where it is on no shortlist */
    int64_t *ptr;       /* n_rows + 1 */
    int32_t *doc;       /* ptr[n_rows]: row r's documents, ascending, are doc[ptr[r] .. ptr[r + 1]) */
} tt__label_cooccurrence;

tt_status tt__label_cooccurrence_build(tt__label_cooccurrence *out, const tt__label_shortlist *list,
                                       const tt__label_doc_counts *usage, const tt__label_phrases *phrases,
                                       const tt_run *run);
void tt__label_cooccurrence_free(tt__label_cooccurrence *company);

/* The documents of a candidate on a shortlist, all of them or those below node v; how many. */
int64_t tt__label_cooccurrence_documents(const tt__label_cooccurrence *company, int32_t candidate, const int32_t **doc);
int64_t tt__label_cooccurrence_below(const tt__label_cooccurrence *company, int32_t candidate, int32_t v,
                                     const int32_t **doc);

/* NPMI of two candidates: -1 never together, 0 as chance has it, 1 always.
 * among: n_docs bytes, 1 for the documents of b. */
double tt__label_cooccurrence_npmi(const tt__label_cooccurrence *company, int32_t a, int32_t b, const uint8_t *among);

#endif
