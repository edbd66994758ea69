/* LaTeX within texts: mathematics and commands are no text, accents are part of words. */
#ifndef TT_WORDS_LATEX_H
#define TT_WORDS_LATEX_H

#include "topictree/base.h"

/* $...$ or $$...$$ begins at text[at]: how many bytes it has, 0 where it is no mathematics. */
size_t tt__words_math_at(const char *text, size_t n, size_t at);

/* The backslash text[at] begins a command (with its argument where that is a name, not text) or mathematics: its
 * length, or 0. */
size_t tt__words_command_at(const char *text, size_t n, size_t at);

/* A LaTeX accent and its letter at text[at], as in \"o \'{e} {\v{c}}: their length (0: none), and what they stand for.
 * A letter with a name of its own, as in {\ss}, has no ASCII letter: *letter is 0 and *mark the whole. */
size_t tt__words_accent_at(const char *text, size_t n, size_t at, char *letter, int32_t *mark);

#endif
