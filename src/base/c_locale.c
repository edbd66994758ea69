#include "base/c_locale.h"

#include "base/error.h"

tt_status tt__base_c_locale_enter(locale_t *before)
{
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c) return tt__base_fail(TT_ERR_MEMORY, "out of memory: a locale");
    *before = uselocale(c);
    return TT_OK;
}

void tt__base_c_locale_leave(locale_t before)
{
    freelocale(uselocale(before));
}
