/* Words of scripts that write no spaces between them (Chinese, Japanese, Thai, Lao, Khmer, Burmese), by ICU's
 * dictionaries. */
#ifndef TT_WORDS_SEGMENT_H
#define TT_WORDS_SEGMENT_H

#include "topictree/base.h"

/* A word breaker; made when first needed, not to be shared between threads. */
typedef struct tt__words_segmenter tt__words_segmenter;

/* Begin with n bytes of UTF-8.  *segmenter is NULL before the first call. */
tt_status tt__words_segment_start(tt__words_segmenter **segmenter, const char *text, size_t n);
/* The end of the next piece, 0 after the last one; the first begins at 0. */
size_t tt__words_segment_next(tt__words_segmenter *segmenter);
void tt__words_segmenter_free(tt__words_segmenter *segmenter); /* NULL is fine */

#endif
