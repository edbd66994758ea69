/* Case folding: the form under which two ways of writing a word are the same word. */
#ifndef TT_WORDS_FOLD_H
#define TT_WORDS_FOLD_H

#include "base/buffer.h"

/* folded = word after full Unicode case folding and compatibility normalisation (NFKC_Casefold): "Straße" and
 * "STRASSE", "ﬁnd" and "Find", "ＡＢＣ" and "abc" are the same; accents are kept.  What folded held before is
 * overwritten; it stays ended by a NUL.  word is n bytes of valid UTF-8.  Errors: TT_ERR_MEMORY. */
tt_status tt__words_fold(tt__base_buffer *folded, const char *word, size_t n);

#endif
