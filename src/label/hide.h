/* Terms that people do not want to see in labels. */
#ifndef TT_LABEL_HIDE_H
#define TT_LABEL_HIDE_H

#include "label/phrases.h"
#include "topictree/label.h"

/* Drop the candidate that the text spells, whatever its case, with its other inflections; term->found says whether
 * there is one. */
tt_status tt__label_hide_term(tt__label_phrases *phrases, tt_hidden_term *term);

#endif
