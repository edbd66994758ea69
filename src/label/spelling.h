/* Candidates as people write them. */
#ifndef TT_LABEL_SPELLING_H
#define TT_LABEL_SPELLING_H

#include "label/choose.h"

/* text[v * room + t] = term t of node v as it is most often written, NULL beyond choice->n[v]; caller frees the strings
 * and the array. */
tt_status tt__label_spellings_build(char ***text, const tt__label_choice *choice, const tt__label_phrases *phrases,
                                    const tt_run *run);
void tt__label_spellings_free(char **text, const tt__label_choice *choice);

#endif
