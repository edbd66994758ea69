/* How well a tree agrees with known labels, level by level of the labels. */
#include <stdlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "corpus/corpus.h"
#include "eval/label_levels.h"
#include "eval/tree_metrics.h"

enum { DEEPEST_CUT = 30 }; /* deeper cuts of a binary tree say nothing that the leaves do not */

typedef struct judge {
    tt__eval_tree tree;
    tt__eval_levels levels;
    int32_t *cluster; /* m: the node whose cluster a node belongs to */
    int32_t *found;   /* n: the same by document */
} judge;

static void judge_free(judge *j)
{
    tt__eval_tree_free(&j->tree);
    tt__eval_levels_free(&j->levels);
    free(j->cluster);
    free(j->found);
}

/* The clusters that j->cluster says against one level of labels. */
static tt_status compare(tt_agreement *out, const judge *j, tt__eval_labelling truth)
{
    for (int32_t i = 0; i < j->tree.n; i++) j->found[i] = j->cluster[j->tree.node[i]];
    return tt__eval_agreement_dense(out, truth, (tt__eval_labelling){j->found, j->tree.m}, j->tree.n);
}

static int32_t tree_depth(const tt__eval_tree *tree)
{
    int32_t depth = 0;
    for (int32_t v = 0; v < tree->m; v++)
        if (tree->depth[v] > depth) depth = tree->depth[v];
    return depth;
}

/* The depth whose nodes agree best; the deeper one of two that agree alike. */
static tt_status best_depth(tt_level_quality *out, const judge *j, tt__eval_labelling truth)
{
    int32_t last = tree_depth(&j->tree);
    if (last > DEEPEST_CUT) last = DEEPEST_CUT;
    for (int32_t depth = 1; depth <= last; depth++) {
        tt_agreement at;
        tt__eval_tree_cut_depth(&j->tree, depth, j->cluster);
        tt_status status = compare(&at, j, truth);
        if (status < 0) return status;
        if (depth > 1 && at.nmi < out->best_depth_nmi) continue;
        out->best_depth_nmi = at.nmi;
        out->best_depth = depth;
    }
    return TT_OK;
}

static tt_status judge_level(tt_level_quality *out, const judge *j, int32_t level)
{
    tt__eval_labelling truth = j->levels.level[level];
    tt__eval_purity purity;
    *out = (tt_level_quality){.level = level};
    tt_status status = tt__eval_tree_purity(&purity, &j->tree, truth);
    if (status < 0) return status;
    out->dendrogram_purity = purity.weighted;
    out->dendrogram_purity_macro = purity.macro;
    out->dendrogram_purity_chance = purity.chance;
    out->tree_f = purity.tree_f;
    for (int32_t v = 0; v < j->tree.m; v++) j->cluster[v] = v;
    if ((status = compare(&out->leaf, j, truth)) < 0) return status;
    if ((status = tt__eval_tree_cut_into(&j->tree, truth.k, j->cluster)) < 0) return status;
    if ((status = compare(&out->cut, j, truth)) < 0) return status;
    return best_depth(out, j, truth);
}

static tt_status judge_init(judge *j, const tt_topics *topics, const tt_corpus *corpus)
{
    tt_status status = tt__eval_levels_read(&j->levels, corpus);
    if (status == TT_OK) status = tt__eval_tree_build(&j->tree, topics, corpus);
    if (status < 0) return status;
    j->cluster = tt__base_calloc((size_t)j->tree.m, sizeof *j->cluster);
    j->found = tt__base_calloc((size_t)j->tree.n, sizeof *j->found);
    return j->cluster && j->found ? TT_OK : TT_ERR_MEMORY;
}

tt_status tt_eval_labels(tt_label_quality *out, const tt_topics *topics, const tt_corpus *corpus)
{
    const char *wrong = tt__base_call_check(out && topics, NULL);
    if (!wrong) wrong = tt__corpus_sealed_check(corpus);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    judge j = {0};
    tt_label_quality quality = {0};
    tt_status status = judge_init(&j, topics, corpus);
    if (status == TT_OK) {
        quality.level = tt__base_calloc((size_t)j.levels.n_levels, sizeof *quality.level);
        if (!quality.level) status = TT_ERR_MEMORY;
    }
    quality.n_levels = j.levels.n_levels;
    quality.missing = j.tree.missing;
    quality.unknown = j.tree.unknown;
    for (int32_t level = 0; level < quality.n_levels && status == TT_OK; level++)
        status = judge_level(&quality.level[level], &j, level);
    if (status == TT_OK)
        *out = quality;
    else
        tt_label_quality_free(&quality);
    judge_free(&j);
    return status;
}

void tt_label_quality_free(tt_label_quality *quality)
{
    free(quality->level);
    *quality = (tt_label_quality){0};
}
