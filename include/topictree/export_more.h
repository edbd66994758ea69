/* libtopictree-export: the formats that need Graphviz, SQLite or libxml2.  Linked beside libtopictree by who wants
 * them:
 *     tt_export_opts opts = tt_export_opts_default();
 *     opts.more = tt_export_more_formats();
 *     tt_export_write(topics, "svg", &opts, "tree.svg"); */
#ifndef TOPICTREE_EXPORT_MORE_H
#define TOPICTREE_EXPORT_MORE_H

#include "export.h"

#ifdef __cplusplus
extern "C" {
#endif

/* sqlite, graphml, dot, svg, png, pdf, ended by a NULL name.  Any number of threads may use them at once; drawing
 * waits, since Graphviz has state of the whole process. */
TT_API const tt_export_format *tt_export_more_formats(void);

#ifdef __cplusplus
}
#endif
#endif
