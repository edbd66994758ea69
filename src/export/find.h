/* Looking for one text in many. */
#ifndef TT_EXPORT_FIND_H
#define TT_EXPORT_FIND_H

#include "base/buffer.h"

typedef struct tt__export_finder {
    tt__base_buffer wanted; /* folded */
    tt__base_buffer folded; /* of the text last looked at */
} tt__export_finder;

/* TT_ERR_ARGUMENT where nothing is to be found. */
tt_status tt__export_finder_start(tt__export_finder *finder, const char *find);
/* Whether the first n bytes of text hold it, as tt_find_text() says. */
tt_status tt__export_finder_holds(bool *held, tt__export_finder *finder, const char *text, size_t n);
void tt__export_finder_free(tt__export_finder *finder);

#endif
