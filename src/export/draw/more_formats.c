/* The table of the formats that need other libraries. */
#include "export/writers.h"
#include "topictree/export_more.h"

static const tt_export_format formats[] = {
    {"sqlite", "tree.sqlite", "a database: topics, documents, terms, memberships, full-text search", TT_EXPORT_BINARY,
     tt__export_write_sqlite},
    {"graphml", "tree.graphml", "the tree as a graph: networkx, igraph, Gephi, yEd", 0, tt__export_write_graphml},
    {"dot", "tree.dot", "Graphviz source of the most significant topics", TT_EXPORT_DRAWN, tt__export_write_dot},
    {"svg", "tree.svg", "a picture of the most significant topics", TT_EXPORT_DRAWN, tt__export_write_svg},
    {"png", "tree.png", "the same picture in pixels", TT_EXPORT_DRAWN | TT_EXPORT_BINARY, tt__export_write_png},
    {"pdf", "tree.pdf", "the same picture on a page", TT_EXPORT_DRAWN | TT_EXPORT_BINARY, tt__export_write_pdf},
    {NULL, NULL, NULL, 0, NULL},
};

const tt_export_format *tt_export_more_formats(void)
{
    return formats;
}
