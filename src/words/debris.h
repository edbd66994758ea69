/* What stands in texts without being text: markup, mathematics, addresses, encoded data.
 *
 * Every look ahead is capped and an unterminated construct is plain text, so that nothing is dropped at scale by
 * mistake and time stays linear. */
#ifndef TT_WORDS_DEBRIS_H
#define TT_WORDS_DEBRIS_H

#include "topictree/base.h"

/* How many bytes from the punctuation character text[at] on are an HTML tag (with all of a script or style) or entity,
 * a LaTeX command, mathematics between dollars, or a file's path; 0 where they are none. */
size_t tt__words_markup_at(const char *text, size_t n, size_t at);

/* The same where text[at] (: @ ! or .) shows the non-space characters around it to be a URL, a mail address, a host or
 * a news group: how many bytes are left of it.  What precedes text[at] without a space is part of it. */
size_t tt__words_address_at(const char *text, size_t n, size_t at);

/* The name of an HTML entity that has lost its ampersand: quot; */
bool tt__words_is_entity_name(const char *word, size_t n);

#endif
