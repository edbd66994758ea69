/* Which shape a tree of k leaves gets: checks what was asked, chooses what was left open. */
#include <math.h>

#include "base/error.h"
#include "base/run.h"
#include "tree/skeleton.h"

enum {
    EASY_CHILDREN = 10, /* a list that is read at a glance; more leaves than its square want one level more */
    MEAN_CHILDREN =
        16 /* on average where levels have their numbers: uneven parents then stay below TT__TREE_MOST_CHILDREN */
};

tt_shape_opts tt_shape_opts_default(void)
{
    return (tt_shape_opts){0};
}

const char *tt_shape_opts_check(const tt_shape_opts *opts)
{
    if (!opts) return NULL;
    if (opts->n_levels < 0 || opts->n_levels > TT_MAX_LEVELS) return "a tree has at most 16 levels";
    if (opts->depth < 0 || opts->depth > TT_MAX_LEVELS) return "the depth must be between 1 and 16";
    if (opts->max_children < 0 || opts->max_children == 1) return "a parent cannot have fewer than 2 children";
    if (opts->n_levels && opts->depth && opts->n_levels != opts->depth)
        return "the levels and the depth contradict each other";
    for (int32_t l = 0; l < opts->n_levels; l++) {
        int64_t above = l ? opts->levels[l - 1] : 1;
        if (opts->levels[l] < 2 * above)
            return "each level needs at least twice as many topics as the one above it, or some parent would have one "
                   "child";
        if (opts->max_children && opts->levels[l] > above * opts->max_children)
            return "a level has more topics than the parents above it may have children";
    }
    return NULL;
}

/* Spread k leaves over `depth` levels so that every level branches alike. */
static void spread(tt_shape_opts *shape, int32_t depth, int32_t k)
{
    shape->n_levels = depth;
    for (int32_t l = depth - 1, below = k; l >= 0; l--) {
        int32_t wanted = l == depth - 1 ? k : (int32_t)lround(pow(k, (l + 1.0) / depth)), least = 2 << l;
        if (l < depth - 1 && wanted > below / 2) wanted = below / 2;
        if (l < depth - 1 && shape->max_children && wanted < (below - 1) / shape->max_children + 1)
            wanted = (below - 1) / shape->max_children + 1;
        if (wanted < least) wanted = least;
        shape->levels[l] = below = wanted;
    }
}

/* The fan-out that gives a tree of k leaves the fewest levels with lists that are easily read. */
static int32_t easy_fan(int32_t k)
{
    double levels = 1;
    while (pow(k, 1 / levels) > EASY_CHILDREN) levels++;
    if (levels < 2 && k > 7) levels = 2; /* eight and more topics read better in groups; fewer are a list */
    double fan = ceil(pow(k, 1 / levels) - 1e-9);
    return fan < 2 ? 2 : fan > TT__TREE_MOST_CHILDREN ? TT__TREE_MOST_CHILDREN : (int32_t)fan;
}

/* From `from` topics to `to` in equal steps; `to` is the last level written. */
static void step_down(tt_shape_opts *shape, int32_t from, int32_t to)
{
    double ratio = (double)to / from;
    int32_t steps = ratio > MEAN_CHILDREN ? (int32_t)ceil(log(ratio) / log(MEAN_CHILDREN)) : 1;
    for (int32_t i = 1; i <= steps; i++)
        shape->levels[shape->n_levels++] = (int32_t)lround(from * pow(ratio, (double)i / steps));
}

void tt__tree_shape_grade(tt_shape_opts *shape, int32_t broad, int32_t k)
{
    if (shape->n_levels || shape->depth || shape->max_children || broad < 2 || k / 2 < broad) return;
    step_down(shape, 1, broad);
    step_down(shape, broad, k);
    shape->max_children = TT__TREE_MOST_CHILDREN;
}

void tt__tree_shape_fewer(tt_shape_opts *shape, int32_t k)
{
    int32_t none = 0, n = shape->n_levels;
    for (int32_t l = n - 1, most = k; l >= 0; most = shape->levels[l--] / 2) {
        if (l == n - 1 || shape->levels[l] > most) shape->levels[l] = most;
        none += shape->levels[l] < 2;
    }
    for (int32_t l = none; l < n; l++) shape->levels[l - none] = shape->levels[l];
    shape->n_levels = n - none;
    if (shape->depth && n) shape->depth = shape->n_levels;
}

bool tt__tree_shape_more(tt_shape_opts *shape, int32_t k)
{
    tt_shape_opts more = *shape;
    if (more.n_levels) more.levels[more.n_levels - 1] = k;
    for (int32_t l = more.n_levels - 2; l >= 0 && more.max_children; l--) {
        int32_t least = (more.levels[l + 1] - 1) / more.max_children + 1;
        if (more.levels[l] < least) more.levels[l] = least;
    }
    if (tt_shape_opts_check(&more)) return false;
    *shape = more;
    return true;
}

tt_status tt_shape_resolve(tt_shape_opts *resolved, const tt_shape_opts *asked, int32_t k)
{
    const char *wrong = tt__base_call_check(resolved, NULL);
    if (!wrong) wrong = tt_shape_opts_check(asked);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_shape_opts shape = asked ? *asked : tt_shape_opts_default();
    if (shape.n_levels && shape.levels[shape.n_levels - 1] != k)
        return tt__base_fail(TT_ERR_SHAPE, "the last level asks for %d topics, but there are %d",
                             shape.levels[shape.n_levels - 1], k);
    if (!shape.n_levels && shape.depth) {
        if (k < 1 << shape.depth)
            return tt__base_fail(
                TT_ERR_SHAPE, "%d levels with at least two children for every parent need %d topics, but there are %d",
                shape.depth, 1 << shape.depth, k);
        if (shape.max_children && pow(shape.max_children, shape.depth) < k)
            return tt__base_fail(
                TT_ERR_SHAPE,
                "%d levels with at most %d children for every parent have room for %.0f topics, but there are %d",
                shape.depth, shape.max_children, pow(shape.max_children, shape.depth), k);
        spread(&shape, shape.depth, k);
    }
    if (!shape.n_levels && !shape.max_children) shape.max_children = easy_fan(k);
    *resolved = shape;
    return TT_OK;
}
