/* Signs that are part of a word, and characters that are written as HTML entities. */
#ifndef TT_WORDS_SIGNS_H
#define TT_WORDS_SIGNS_H

#include "topictree/base.h"

/* Where the word text[start .. end), letters and digits so far, ends if the signs after it belong to it: C++, C#, AT&T
 * (&amp; too), OS/2, ASP.NET, Node.js, U.S., Ph.D.; end where they do not. */
size_t tt__words_signs_end(const char *text, size_t n, size_t start, size_t end);

/* .NET at text[at], on its own. */
bool tt__words_is_dot_net(const char *text, size_t n, size_t at);

/* &eacute; &#233; &#xe9;: the length of an entity at text[at] that stands for a letter beyond ASCII, 0 where there is
 * none; *letter: its code point. */
size_t tt__words_entity_letter_at(const char *text, size_t n, size_t at, int32_t *letter);

#endif
