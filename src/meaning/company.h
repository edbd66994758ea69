/* The documents in which candidates stand, and so which of them keep company. */
#ifndef TT_MEANING_COMPANY_H
#define TT_MEANING_COMPANY_H

#include "meaning/shortlist.h"

/* Documents are numbered within the sample in the tree's order: those below node v are from[v] .. to[v] - 1. */
typedef struct tt__company {
    int32_t n_docs;    /* of the sample */
    int32_t n_rows;    /* candidates on any shortlist */
    int32_t *from, *to; /* m */
    int32_t *row;      /* n candidates: 1 + its row, 0 where it is on no shortlist */
    int64_t *ptr;      /* n_rows + 1 */
    int32_t *doc;      /* ptr[n_rows]: row r's documents, ascending, are doc[ptr[r] .. ptr[r + 1]) */
} tt__company;

tt_status tt__company_build(tt__company *out, const tt__shortlist *list, const tt__usage *usage, const tt__phrases *phrases,
                            const tt_run *run);
void tt__company_free(tt__company *company);

/* The documents of a candidate on a shortlist, all of them or those below node v; how many. */
int64_t tt__company_documents(const tt__company *company, int32_t candidate, const int32_t **doc);
int64_t tt__company_below(const tt__company *company, int32_t candidate, int32_t v, const int32_t **doc);

/* NPMI of two candidates: -1 never together, 0 as chance has it, 1 always.
 * among: n_docs bytes, 1 for the documents of b. */
double tt__company_npmi(const tt__company *company, int32_t a, int32_t b, const uint8_t *among);

#endif
