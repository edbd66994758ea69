/* The form in which a word is kept: as written, but in normal form C, with straight apostrophes, LaTeX accents
 * composed, and without characters that cannot be seen. */
#ifndef TT_WORDS_SURFACE_H
#define TT_WORDS_SURFACE_H

#include "base/buffer.h"

/* out = the surface of the n bytes of one word; what out held before is overwritten. */
tt_status tt__words_surface(tt__base_buffer *out, const char *word, size_t n);

#endif
