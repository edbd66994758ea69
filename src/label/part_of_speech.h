/* Which lexemes are verbs or adjectives, by the small words around them. */
#ifndef TT_LABEL_PART_OF_SPEECH_H
#define TT_LABEL_PART_OF_SPEECH_H

#include "label/lexicon.h"
#include "topictree/base.h"

/* Lexemes that English documents use as verbs, or hardly but before another word, become TT__LABEL_BOUND. */
tt_status tt__label_mark_parts_of_speech(tt__label_lexicon *lexicon, const tt_corpus *corpus, const tt_vocab *vocab,
                                         const tt_run *run);

#endif
