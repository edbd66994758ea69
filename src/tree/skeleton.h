/* The tree as parent pointers: what shaping makes and layout takes.  Nodes 0..k-1 are the leaf topics, k..m-1 inner
 * nodes; a parent's number is greater than its children's, so the root is m-1. */
#ifndef TT_TREE_SKELETON_H
#define TT_TREE_SKELETON_H

#include "cluster/reduce.h"
#include "topictree/tree.h"

enum { TT__TREE_MOST_CHILDREN = 32 }; /* people can use about 32 concepts side by side */

typedef struct tt__tree_skeleton {
    int32_t k, m;
    int32_t *parent; /* room for 2 k; TT_NO_NODE for the root */
    double *height;  /* room for 2 k; 0 for leaves */
    bool outliers;   /* the last leaf holds them */
} tt__tree_skeleton;

/* Levels for a tree of k leaves whose first level has about `broad` topics: steps between the root, that level and the
 * leaves that have more than sixteen children on average are halved, thirded, ... into equal ones.  Nothing changes
 * where the shape was asked for, or where such a level would leave the topics below it fewer than two children each. */
void tt__tree_shape_grade(tt_shape_opts *shape, int32_t broad, int32_t k);

/* A resolved shape for k leaves, fewer than before: levels that can no longer have two children for every parent have
 * fewer parents, or are none. */
void tt__tree_shape_fewer(tt_shape_opts *shape, int32_t k);

/* ... for k leaves, more than before: where a parent would get too many children its level has more parents.  False,
 * and nothing has changed, where the levels have no room for that. */
bool tt__tree_shape_more(tt_shape_opts *shape, int32_t k);

tt_status tt__tree_skeleton_alloc(tt__tree_skeleton *out, int32_t k);
void tt__tree_skeleton_free(tt__tree_skeleton *skeleton);

/* One leaf more, the last, for the outliers: directly under the root, which is made where there was only one leaf. */
tt_status tt__tree_skeleton_add_outliers(tt__tree_skeleton *skeleton);

/* Agglomerate and shape, without the outliers. */
tt_status tt__tree_skeleton_build(tt__tree_skeleton *out, const tt_tree_input *in, const tt_shape_opts *opts,
                                  const tt_run *run);

/* Move what keeps the pairs of in->apart together, in the order of the pairs, and say which are held; every other node
 * stays where it is. */
tt_status tt__tree_skeleton_separate(tt__tree_skeleton *skeleton, const tt_tree_input *in);

/* Can these leaf topics have places under at most `most` children of the root, all pairs apart? */
tt_status tt__tree_cannot_link_possible(bool *possible, const tt_cannot_link *pair, int32_t n, int32_t most);

/* Fold binary merges: from the root down, a parent takes the children of its highest child until it has max_children.
 */
tt_status tt__tree_skeleton_fold(tt__tree_skeleton *out, const tt_merges *merges, int32_t max_children);

/* Exactly levels[l] nodes on level l, each parent with two children or more (and max_children or fewer, unless 0). */
tt_status tt__tree_skeleton_levels(tt__tree_skeleton *out, const tt_tree_input *in, const tt_shape_opts *shape,
                                   const tt_run *run);

/* One level: put p items (their sums, p x v, and sizes in documents) into k groups of min 2 and max `most` (0: any)
 * items. group receives 0..k-1 for each item, height the k merge heights. */
typedef struct tt__tree_grouping {
    int32_t k, most;
    int32_t *group; /* p */
    double *height; /* k */
} tt__tree_grouping;
tt_status tt__tree_group_level(tt__tree_grouping *grouping, const tt_csr *sums, const int32_t *size, tt_linkage linkage,
                               const tt_run *run);

/* Exchange items between groups where that suits them better; sizes stay within 2 and `most`, heights as they are. */
tt_status tt__tree_exchange(tt__tree_grouping *grouping, const tt__cluster_reduced *sums, const int32_t *size);

#endif
