/* Which candidates become the terms of each node. */
#ifndef TT_MEANING_CHOOSE_H
#define TT_MEANING_CHOOSE_H

#include "meaning/usage.h"

typedef struct tt__chosen {
    int32_t candidate;
    double score;
} tt__chosen;

/* Node v lists term[v * room .. v * room + n[v]), best first. */
typedef struct tt__choice {
    int32_t m, room;
    int32_t *n;       /* m */
    tt__chosen *term; /* m * room */
} tt__choice;

/* The uses are given back as soon as shortlists are made from them (tt__usage_forget). */
tt_status tt__choose(tt__choice *out, tt__usage *usage, const tt__phrases *phrases, int32_t n_terms, const tt_run *run);
void tt__choice_free(tt__choice *choice);

/* Do two candidates share a word stem? */
bool tt__share_stem(const tt__phrases *phrases, int32_t a, int32_t b);

#endif
