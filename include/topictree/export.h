/* Floor 7: the labelled tree as files, one format each, and tree.json back into memory. */
#ifndef TOPICTREE_EXPORT_H
#define TOPICTREE_EXPORT_H

#include "meaning.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tt_export_opts {
    bool members;      /* json, d3: leaves list all their documents, not the representatives alone */
    int32_t max_nodes; /* dot, svg, png, pdf: draw at most so many topics, fold the rest into "+n more"; 0 = all */
    int32_t depth;     /* the same: draw so many levels below the root; 0 = all */
    const char *root;  /* the same: the id of the topic that is drawn with what is below it; NULL = the tree's root */
} tt_export_opts;

tt_export_opts tt_export_opts_default(void);
const char *tt_export_opts_check(const tt_export_opts *opts);

enum {
    TT_FORMAT_MEMBERS = 1, /* the option members counts for it */
    TT_FORMAT_DRAWN = 2,   /* max_nodes, depth and root count for it */
    TT_FORMAT_BINARY = 4   /* nothing for a terminal */
};

/* A format: its name on the command line, the file a build gives it, one line of description. */
typedef struct tt_export_format {
    const char *name, *file_name, *help;
    unsigned traits; /* TT_FORMAT_... */
} tt_export_format;

/* The formats there are, ended by a NULL name: json, d3, echarts, plotly, vega, documents, csv, sqlite, graphml, newick,
 * markdown, dot, svg, png, pdf. */
const tt_export_format *tt_export_formats(void);

/* Write topics in the named format to path (a temporary file beside it, renamed at the end), or to standard output
 * where path is "-".  Errors: TT_ERR_ARGUMENT (no such format), TT_ERR_IO, TT_ERR_MEMORY. */
tt_status tt_export_write(const tt_topics *topics, const char *format, const tt_export_opts *opts, const char *path);

/* Read a tree.json (schema topictree/1) back; "-" is standard input.  Margins and runners-up are not in it: NaN and
 * TT_NO_NODE.  A document that a tree written without members counts but does not list has "" for id and title and NaN for
 * score; it comes after all listed ones.  Errors: TT_ERR_IO, TT_ERR_FORMAT (path: reason). */
tt_status tt_topics_load(tt_topics *out, const char *path);

#ifdef __cplusplus
}
#endif
#endif
