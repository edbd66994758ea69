/* Candidates as people write them. */
#ifndef TT_MEANING_SURFACES_H
#define TT_MEANING_SURFACES_H

#include "meaning/choose.h"

/* text[v * room + t] = term t of node v as it is most often written, NULL beyond choice->n[v]; caller frees the strings and
 * the array. */
tt_status tt__surfaces_build(char ***text, const tt__choice *choice, const tt__phrases *phrases, const tt_run *run);
void tt__surfaces_free(char **text, const tt__choice *choice);

#endif
