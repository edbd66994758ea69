/* Which lexemes are verbs or adjectives, by the small words around them. */
#ifndef TT_MEANING_SPEECH_H
#define TT_MEANING_SPEECH_H

#include "meaning/lexicon.h"
#include "topictree/base.h"

/* Lexemes that English documents use as verbs, or hardly but before another word, become TT__BOUND. */
tt_status tt__speech_mark(tt__lexicon *lexicon, const tt_corpus *corpus, const tt_vocab *vocab, const tt_run *run);

#endif
