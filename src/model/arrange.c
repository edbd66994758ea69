#include "model/arrange.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tree/skeleton.h"

/* Leaf topics of which people want some to be one, or one to be two; the shape follows. */
static tt_status edit_leaves(tt_shape_opts *shape, tt_partition *leaves, tt__model_sums *sums, tt__model_edits *edits,
                             const tt__model_arrange_input *in, const tt_run *run)
{
    int32_t k = leaves->k;
    tt__model_leaves fit = {.asked = in->asked, .shape = shape, .in = tt__model_space(in->vectors)};
    tt_status status = tt__model_edits_partition(edits, leaves, &fit);
    if (status < 0 || !fit.changed) return status;
    if (leaves->k < k)
        tt__tree_shape_fewer(shape, leaves->k);
    else if (leaves->k > k)
        tt__tree_shape_more(shape, leaves->k);
    return tt__model_sum_again(sums, leaves, leaves->k, in->vectors, run);
}

/* Documents that fit no topic become one cluster more; that is judged in terms, also where clustering is latent. */
static tt_status take_outliers(tt_partition *leaves, tt__model_sums *sums, const tt__model_arrange_input *in,
                               const tt_run *run)
{
    int32_t k = leaves->k;
    tt_kmeans_input terms = tt__model_terms(in->vectors);
    tt_outliers_opts opts = {.share = in->resolved->outliers, .min_size = in->resolved->min_docs};
    tt_status status = tt_outliers_take(leaves, &terms, tt__model_term_sums(sums), &opts, run);
    return status == TT_OK && leaves->k > k ? tt__model_sum_again(sums, leaves, k, in->vectors, run) : status;
}

static tt_status grow(tt__model_arranged *out, const tt_partition *leaves, const tt__model_sums *sums,
                      const tt_shape_opts *shape, const tt__model_edits *edits, const tt__model_arrange_input *in,
                      const tt_run *run)
{
    const tt__weights_rows *rows = &in->vectors->rows;
    out->label = tt__base_calloc((size_t)rows->n_docs, sizeof *out->label);
    const char **id = tt__base_calloc((size_t)rows->n_docs, sizeof *id);
    tt_status status = out->label && id ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) tt__model_document_labels(out->label, leaves, rows);
    for (int32_t i = 0; i < rows->n_docs && status == TT_OK; i++) id[i] = tt_corpus_id(in->corpus, rows->doc[i]);
    tt_csr topics = sums->space; /* the same rows but for the last, the outliers' */
    topics.n_rows = out->n_leaves;
    tt_tree_input tree = {.sums = &topics,
                          .label = out->label,
                          .doc_id = id,
                          .n = rows->n_docs,
                          .linkage = in->resolved->linkage,
                          .outliers = leaves->k > out->n_leaves,
                          .apart = edits->apart,
                          .n_apart = edits->n_apart,
                          .bound = in->asked->shape};
    if (status == TT_OK) status = tt_tree_build(&out->tree, &tree, shape, run);
    free(id);
    return status;
}

static tt_status arrange_once(tt__model_arranged *out, tt_partition *leaves, tt__model_sums *sums,
                              tt__model_edits *edits, const tt__model_arrange_input *in, const tt_run *run)
{
    tt_shape_opts shape = in->resolved->shape;
    tt_status status = edit_leaves(&shape, leaves, sums, edits, in, run);
    out->n_leaves = leaves->k;
    if (status == TT_OK) status = take_outliers(leaves, sums, in, run);
    return status == TT_OK ? grow(out, leaves, sums, &shape, edits, in, run) : status;
}

tt_status tt__model_arrange(tt__model_arranged *out, tt_partition *leaves, tt__model_sums *sums, tt__model_edits *edits,
                            const tt__model_arrange_input *in, const tt_run *run)
{
    if (!edits->edits) return arrange_once(out, leaves, sums, edits, in, run);
    int32_t k = leaves->k, *label = tt__base_calloc((size_t)leaves->n, sizeof *label);
    if (!label) return TT_ERR_MEMORY;
    memcpy(label, leaves->label, (size_t)leaves->n * sizeof *label);
    tt_status status = arrange_once(out, leaves, sums, edits, in, run);
    while (status == TT_OK && tt__model_edits_again(edits)) {
        memcpy(leaves->label, label, (size_t)leaves->n * sizeof *label);
        leaves->k = k;
        tt__model_arranged_free(out);
        status = tt__model_sum_again(sums, leaves, k, in->vectors, run);
        if (status == TT_OK) status = arrange_once(out, leaves, sums, edits, in, run);
    }
    free(label);
    return status;
}

void tt__model_arranged_free(tt__model_arranged *arranged)
{
    tt_tree_free(&arranged->tree);
    free(arranged->label);
    *arranged = (tt__model_arranged){0};
}
