/* A tree, or part of it, on the lines of a terminal. */
#ifndef TT_CLI_TREE_VIEW_H
#define TT_CLI_TREE_VIEW_H

#include "terminal.h"

typedef struct cli_tree_view {
    cli_terminal terminal;
    const tt_topics *topics;
    const tt_selection *selection; /* of at least one topic */
    const char *find;              /* what it holds, to be marked; NULL: nothing */
} cli_tree_view;

/* One line a topic, and one for each document that the selection lists; errors: TT_ERR_MEMORY. */
tt_status cli_tree_view_put(const cli_tree_view *view);

#endif
