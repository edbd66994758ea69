/* The formats of both libraries. */
#ifndef ALL_FORMATS_H
#define ALL_FORMATS_H

#include "topictree/export_more.h"

/* Options with the formats of both; NULL: the defaults. */
static inline tt_export_opts all_formats(const tt_export_opts *opts)
{
    tt_export_opts all = opts ? *opts : tt_export_opts_default();
    all.more = tt_export_more_formats();
    return all;
}

/* Format i of both, NULL behind the last. */
static inline const tt_export_format *format_at(int i)
{
    const tt_export_format *f = tt_export_formats();
    for (; f->name && i > 0; i--) f++;
    if (f->name) return f;
    for (f = tt_export_more_formats(); f->name && i > 0; i--) f++;
    return f->name ? f : NULL;
}

#endif
