/* Which format a stream has. */
#ifndef TT_TEXT_SNIFF_H
#define TT_TEXT_SNIFF_H

#include "text/fields.h"

/* By the ending of a file's name (lower or upper case): TT_FORMAT_AUTO where it says nothing; .txt and its like say
 * TT_FORMAT_TEXT. */
tt_format tt__sniff_name(const char *name);

/* By the first bytes of text. */
tt_format tt__sniff_head(tt__slice head);

#endif
