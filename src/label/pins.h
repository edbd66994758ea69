/* Terms that people have given to a topic. */
#ifndef TT_LABEL_PINS_H
#define TT_LABEL_PINS_H

#include "topictree/label.h"

/* The terms come first in the topic's list, in their order and as heavy as what was first; of the others as many stay
 * as the list had, those that are not among them.  *name, to be freed, is the name that goes with it: the terms, then
 * what of the name so far says something else, n_name at most. */
tt_status tt__label_pin_terms(tt_topic *topic, char **name, char *const *term, int32_t n, int32_t n_name);

#endif
