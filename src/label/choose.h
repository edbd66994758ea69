/* Which candidates become the terms of each node. */
#ifndef TT_LABEL_CHOOSE_H
#define TT_LABEL_CHOOSE_H

#include "label/doc_counts.h"

typedef struct tt__label_chosen {
    int32_t candidate;
    double score;
} tt__label_chosen;

/* Node v lists term[v * room .. v * room + n[v]), best first. */
typedef struct tt__label_choice {
    int32_t m, room;
    int32_t *n;             /* m */
    tt__label_chosen *term; /* m * room */
} tt__label_choice;

/* The uses are given back as soon as shortlists are made from them (tt__label_doc_counts_forget). */
tt_status tt__label_choose(tt__label_choice *out, tt__label_doc_counts *usage, const tt__label_phrases *phrases,
                           int32_t n_terms, const tt_run *run);
void tt__label_choice_free(tt__label_choice *choice);

/* Do two candidates share a word stem? */
bool tt__label_share_stem(const tt__label_phrases *phrases, int32_t a, int32_t b);

#endif
