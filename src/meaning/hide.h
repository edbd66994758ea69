/* Terms that people do not want to see in labels. */
#ifndef TT_MEANING_HIDE_H
#define TT_MEANING_HIDE_H

#include "meaning/phrases.h"
#include "topictree/meaning.h"

/* Drop the candidate that the text spells, whatever its case, with its other inflections; term->found says whether there is one. */
tt_status tt__hide_term(tt__phrases *phrases, tt_hidden_term *term);

#endif
