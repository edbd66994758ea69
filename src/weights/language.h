/* Which language each document is written in. */
#ifndef TT_WEIGHTS_LANGUAGE_H
#define TT_WEIGHTS_LANGUAGE_H

#include "topictree/corpus.h"

/* language[i] (i in 0 .. documents) = index of the language, 0 where it is none of those with a stop list.
 * word_stop: the stop mask of each word of the corpus.  Same result for any number of threads; time O(tokens).
 * Errors: TT_ERR_MEMORY. */
tt_status tt__weights_language_recognise(uint8_t *language, const tt_corpus *corpus, const uint32_t *word_stop,
                                         const tt_run *run);

#endif
