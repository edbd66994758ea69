/* Which topics a picture shows, and the picture as a Graphviz graph. */
#ifndef TT_EXPORT_DRAW_DRAWING_H
#define TT_EXPORT_DRAW_DRAWING_H

#include <graphviz/cgraph.h>

#include "topictree/export.h"

/* The part of the tree that is drawn: a topic and some of those below it, closed under parents.  A drawn node with some
 * but not all children drawn gets one more node that stands for the others; one with none drawn says in its own label
 * how many topics are below. */
typedef struct tt__export_drawing {
    bool *drawn;          /* m */
    int32_t *shown;       /* m: drawn children of a drawn node */
    int32_t *folded;      /* m: topics (at any depth) whose nearest drawn ancestor this is */
    int32_t *folded_docs; /* m: documents below the undrawn children */
    int32_t root, end;    /* all of it stands in the nodes root .. end */
    int32_t total;        /* nodes in the picture: drawn topics and stand-ins */
} tt__export_drawing;

/* TT_ERR_ARGUMENT where opts->root is the id of no topic. */
tt_status tt__export_drawing_choose(tt__export_drawing *out, const tt_tree *tree, const tt_export_opts *opts);
void tt__export_drawing_free(tt__export_drawing *drawing);

/* The graph, to be closed with agclose(). */
tt_status tt__export_draw(Agraph_t **out, const tt_topics *topics, const tt__export_drawing *drawing);

#endif
