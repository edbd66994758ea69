/* How topics lie to one another: the nearest other topics of each, and its place on a map of them all. */
#ifndef TT_PLACE_NEIGHBOURS_H
#define TT_PLACE_NEIGHBOURS_H

#include "place/score.h"

/* Fills near, n_near and at of topics->topic; topics->tree must be complete.  The root and the outliers are near to
 * nothing; the outliers have no place on the map. Distances on the map: sqrt(2 - 2 cos) between leaf topics, where each
 * stands for its own words and those of the topics above it, so that branches stay together; an inner topic lies amid
 * its documents.  Classical scaling, the farther-reaching coordinate to 1; rounded to 4 digits. Errors: TT_ERR_MEMORY.
 * Same bytes for any number of threads. */
tt_status tt__place_neighbours(tt_topics *topics, const tt__place_score_input *in, const tt_run *run);

#endif
