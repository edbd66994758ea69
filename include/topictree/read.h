/* Reading: the formats of input files. */
#ifndef TOPICTREE_READ_H
#define TOPICTREE_READ_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum tt_format {
    TT_FORMAT_AUTO,      /* recognised from the name and the first bytes */
    TT_FORMAT_JSONL,     /* one JSON object a line */
    TT_FORMAT_JSON,      /* one array of objects (or an object that holds one such array) */
    TT_FORMAT_CSV,       /* comma, semicolon, tab or bar, with a header line */
    TT_FORMAT_TSV,       /* tab, with a header line */
    TT_FORMAT_LINES,     /* one document a line */
    TT_FORMAT_TEXT,      /* the whole file is one document (.txt, .md): what folders and archives hold */
    TT_FORMAT_LISTING,   /* title and abstract paragraphs in turn, with a few lines of page chrome before them */
    TT_FORMAT_PARAGRAPHS /* one document a paragraph, blank lines between them */
} tt_format;

#ifdef __cplusplus
}
#endif
#endif
