/* The options of a build: defaults, contradictions, and what is chosen once the documents are known. */
#include <math.h>
#include <stdio.h>

#include "model/build.h"

tt_build_opts tt_build_opts_default(void)
{
    return (tt_build_opts){.vocab = tt_vocab_opts_default(),
                           .weights = tt_weights_opts_default(),
                           .kmeans = tt_kmeans_opts_default(),
                           .shape = tt_shape_opts_default(),
                           .labels = tt_labels_opts_default(),
                           .linkage = TT_LINKAGE_AUTO,
                           .detail = TT_DETAIL_NORMAL,
                           .seed = 1};
}

static const char *check_own(const tt_build_opts *opts)
{
    int32_t leaves = opts->shape.n_levels ? opts->shape.levels[opts->shape.n_levels - 1] : 0;
    if (opts->linkage > TT_LINKAGE_AUTO) return "the linkage is not one of those there are";
    if (opts->detail > TT_DETAIL_HIGH) return "the detail is not one of those there are";
    if (opts->topics < 0) return "the number of topics must be at least 1";
    if (opts->min_docs < 0) return "the least number of documents in a topic must be at least 1";
    if (opts->outliers != TT_OUTLIERS_AUTO && !(opts->outliers >= 0 && opts->outliers <= .5))
        return "the share of outliers must be more than 0 and at most 0.5";
    if (opts->max_memory < 0) return "the limit of memory must not be negative";
    if (opts->lsa < 0) return "the number of latent dimensions must be at least 1";
    if (opts->topics && leaves && opts->topics != leaves)
        return "the number of topics and the last of the levels contradict each other: both say how many leaves there "
               "are";
    if (opts->topics == 1 && opts->shape.depth) return "one topic has no levels below it";
    return NULL;
}

const char *tt_build_opts_check(const tt_build_opts *opts)
{
    if (!opts) return NULL;
    const char *wrong = tt_vocab_opts_check(&opts->vocab);
    if (!wrong) wrong = tt_weights_opts_check(&opts->weights);
    if (!wrong) wrong = tt_kmeans_opts_check(&opts->kmeans);
    if (!wrong) wrong = tt_shape_opts_check(&opts->shape);
    if (!wrong) wrong = tt_labels_opts_check(&opts->labels);
    if (!wrong) wrong = tt_edits_check(opts->edits);
    if (!wrong) wrong = check_own(opts);
    if (!wrong && opts->topics && opts->shape.depth) {
        static _Thread_local char reason[256]; /* a sentence with numbers in it */
        int64_t least = INT64_C(1) << opts->shape.depth;
        if (opts->topics < least) {
            snprintf(reason, sizeof reason,
                     "%d levels with at least two children for every parent need %lld topics, not %d",
                     opts->shape.depth, (long long)least, opts->topics);
            wrong = reason;
        }
    }
    return wrong;
}

/* A chosen number of leaves makes room for the levels that were asked for. */
static int32_t fit_depth(int32_t topics, const tt_shape_opts *shape)
{
    double least = shape->depth ? pow(2, shape->depth) : 1;
    double most = shape->depth && shape->max_children ? pow(shape->max_children, shape->depth) : INT32_MAX;
    return topics < least ? (int32_t)least : topics > most ? (int32_t)most : topics;
}

tt_build_opts tt__model_build_opts_resolve(const tt_build_opts *asked, int32_t n_docs, int32_t supported)
{
    tt_build_opts opts = *asked;
    if (opts.shape.n_levels) opts.topics = opts.shape.levels[opts.shape.n_levels - 1];
    if (!opts.topics) {
        opts.topics = fit_depth(supported, &opts.shape);
        if (opts.min_docs && opts.topics > n_docs / opts.min_docs)
            opts.topics = n_docs / opts.min_docs > 1 ? n_docs / opts.min_docs : 1;
    }
    if (!opts.min_docs) { /* five, fewer where the topics are small: never more than half of what an average topic has
                           */
        int32_t half = n_docs / opts.topics / 2;
        opts.min_docs = half < 1 ? 1 : half < 5 ? half : 5;
    }
    if (opts.linkage == TT_LINKAGE_AUTO)
        opts.linkage = opts.shape.max_children == 2 ? TT_LINKAGE_AVERAGE : TT_LINKAGE_I2;
    opts.kmeans.k = opts.topics;
    opts.kmeans.min_size = opts.min_docs;
    opts.kmeans.seed = opts.seed;
    return opts;
}
