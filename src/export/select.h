/* Part of a tree: what the pictures and the selection both need. */
#ifndef TT_EXPORT_SELECT_H
#define TT_EXPORT_SELECT_H

#include "topictree/export.h"

/* The topics *top .. *end: the one with this id, NULL for the root, and all below it, which preorder keeps together.
 * TT_ERR_ARGUMENT where there is none. */
tt_status tt__export_topic_range(int32_t *top, int32_t *end, const tt_tree *tree, const char *id);

#endif
