/* The labelled tree as files, one format each, tree.json back into memory, and the part of a tree to look at. */
#ifndef TOPICTREE_EXPORT_H
#define TOPICTREE_EXPORT_H

#include <stdio.h>

#include "model.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- part of a tree ---- */

/* Which part: all of it where all is 0 and NULL, or where the options are NULL. */
typedef struct tt_select_opts {
    const char *root;  /* the id of the topic at its top; NULL = the tree's root */
    int32_t depth;     /* so many levels below the top; 0 = all */
    const char *find;  /* only topics whose name or terms hold this text, leaves whose documents' titles do, and all
                          above these */
    int32_t documents; /* so many documents listed under each topic none of whose children is part of it */
} tt_select_opts;

/* Text is held where it begins with a word (anywhere in scripts without spaces); upper and lower case, wide and narrow
 * forms are alike (NFKC case folding).  A document without a title goes by its id; the name of the tree's root is
 * not looked at. */
typedef struct tt_selection {
    int32_t top, end;  /* all of it stands in the nodes top .. end */
    bool *topic;       /* m: part of it; never without those above, up to the top */
    bool *hit;         /* m: its name or one of its terms holds the text */
    int32_t *begin;    /* m + 1: topic v lists document[begin[v] .. begin[v + 1]) */
    int32_t *document; /* what was found, else a leaf's best and another topic's representatives; best first */
    int32_t *more;     /* m: found under v, but not listed there or below */
    int32_t topics_found, documents_found; /* from the top on, at any depth */
} tt_selection;

/* Finding nothing is no error: then no topic is part of it.  Errors: TT_ERR_ARGUMENT (no such root, nothing to find),
 * TT_ERR_MEMORY.  Time: all names, terms and titles are read once, and k documents sorted in O(k log k). */
TT_API tt_status tt_selection_make(tt_selection *out, const tt_topics *topics, const tt_select_opts *opts);
TT_API void tt_selection_free(tt_selection *selection);

/* The bytes *begin .. *end of text that hold what is to be found, in the sense above; equal where it does not. */
TT_API tt_status tt_find_text(size_t *begin, size_t *end, const char *text, const char *find);

/* ---- files ---- */

struct tt_export_format;

typedef struct tt_export_opts {
    bool members;      /* json, d3: leaves list all their documents, not the representatives alone */
    int32_t max_nodes; /* dot, svg, png, pdf: draw at most so many topics, fold the rest into "+n more"; 0 = all */
    int32_t depth;     /* the same: draw so many levels below the root; 0 = all */
    const char *root;  /* the same: the id of the topic that is drawn with what is below it; NULL = the tree's root */
    const tt_selection *selection; /* d3: write this part, with the documents it lists; NULL = all */
    int32_t threads;               /* html: processors to use, the bytes are the same for any number; 0 = all */
    const struct tt_export_format
        *more; /* further formats that names may mean, such as tt_export_more_formats(); NULL: none */
} tt_export_opts;

TT_API tt_export_opts tt_export_opts_default(void);
TT_API const char *tt_export_opts_check(const tt_export_opts *opts);

enum {
    TT_EXPORT_MEMBERS = 1, /* the option members counts for it */
    TT_EXPORT_DRAWN = 2,   /* max_nodes, depth and root count for it */
    TT_EXPORT_BINARY = 4   /* nothing for a terminal */
};

/* Writes topics, whose numbers are rounded and which have a tree, to a file: an exporter. */
typedef tt_status tt_export_writer(const tt_topics *topics, const tt_export_opts *opts, FILE *file);

/* A format: its name on the command line, the file a build gives it, one line of description. */
typedef struct tt_export_format {
    const char *name, *file_name, *help;
    unsigned traits; /* TT_EXPORT_... */
    tt_export_writer *write;
} tt_export_format;

/* The formats of libtopictree, ended by a NULL name: json, d3, echarts, plotly, vega, documents, csv, newick, markdown,
 * html.  Those that need Graphviz, SQLite or libxml2 are in libtopictree-export: see export_more.h. */
TT_API const tt_export_format *tt_export_formats(void);

/* Write topics in the named format to path (a temporary file beside it, renamed at the end), or to standard output
 * where path is "-".  Errors: TT_ERR_ARGUMENT (no such format), TT_ERR_EMPTY (a tree without a node), TT_ERR_IO,
 * TT_ERR_MEMORY. */
TT_API tt_status tt_export_write(const tt_topics *topics, const char *format, const tt_export_opts *opts,
                                 const char *path);

/* The same bytes into memory: *bytes (caller frees with free()), *n of them.  Errors: TT_ERR_ARGUMENT, TT_ERR_MEMORY.
 */
TT_API tt_status tt_export_buffer(char **bytes, size_t *n, const tt_topics *topics, const char *format,
                                  const tt_export_opts *opts);

/* Takes the next n bytes; anything but 0 ends the writing. */
typedef int tt_write(const void *bytes, size_t n, void *user);
/* The same bytes, piece by piece, to a function.  Errors: as tt_export_buffer(); TT_ERR_CANCELLED where write gives
 * anything but 0. */
TT_API tt_status tt_export_to(const tt_topics *topics, const char *format, const tt_export_opts *opts, tt_write *write,
                              void *user);

/* Read the topics of a tree.json (schema topictree/1) or a model.tt; "-" is standard input.  From a model, numbers have
 * the digits that its tree.json has, so that both give the same topics.  A tree written without members does not list
 * all documents of its leaves: one that no leaf lists (and all, in a file without margins) has NaN for margin and
 * TT_NO_NODE for runner-up, one that no topic lists also "" for id and title and NaN for score, and it comes after all
 * listed ones.  Errors: TT_ERR_ARGUMENT, TT_ERR_IO, TT_ERR_FORMAT (path: reason), TT_ERR_MEMORY. */
TT_API tt_status tt_topics_load(tt_topics *out, const char *path);
/* The same from n bytes in memory, which are borrowed for the call. */
TT_API tt_status tt_topics_load_memory(tt_topics *out, const void *bytes, size_t n);

#ifdef __cplusplus
}
#endif
#endif
