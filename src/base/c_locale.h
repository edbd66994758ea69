/* Numbers are written and read with a point, whatever locale the calling program has set. */
#ifndef TT_BASE_C_LOCALE_H
#define TT_BASE_C_LOCALE_H

#include <locale.h>

#include "topictree/base.h"

/* The C locale for this thread alone, between enter and leave(what enter gave).  TT_ERR_MEMORY. */
tt_status tt__base_c_locale_enter(locale_t *before);
void tt__base_c_locale_leave(locale_t before);

#endif
