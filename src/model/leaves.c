#include "model/leaves.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/run.h"
#include "cluster/kmeans.h"
#include "tree/skeleton.h"

enum { LEVEL_PASSES = 2 }; /* what the rounds with levels gain comes with the first two */

const tt_csr *tt__model_term_sums(const tt__model_sums *sums)
{
    return sums->terms.ptr ? &sums->terms : &sums->space;
}

void tt__model_sums_free(tt__model_sums *sums)
{
    tt_csr_free(&sums->space);
    tt_csr_free(&sums->terms);
}

tt_status tt__model_sum(tt__model_sums *sums, const tt_partition *partition, const tt__model_vectors *vectors,
                        const tt_run *run)
{
    tt_kmeans_input space = tt__model_space(vectors), terms = tt__model_terms(vectors);
    tt__model_sums_free(sums);
    tt_status status = tt_cluster_sums(&sums->space, &space, partition, run);
    if (status == TT_OK && vectors->latent.ptr) status = tt_cluster_sums(&sums->terms, &terms, partition, run);
    return status;
}

tt_status tt__model_sum_again(tt__model_sums *sums, tt_partition *partition, int32_t topics,
                              const tt__model_vectors *vectors, const tt_run *run)
{
    tt_status status = tt__model_sum(sums, partition, vectors, run);
    const tt_csr *s = &sums->space;
    partition->objective = 0;
    for (int32_t c = 0; c < topics && status == TT_OK; c++) {
        double square = 0;
        for (int64_t p = s->ptr[c]; p < s->ptr[c + 1]; p++) square += (double)s->val[p] * (double)s->val[p];
        partition->objective += sqrt(square);
    }
    return status;
}

tt_status tt__model_fit_leaves(tt_partition *leaves, tt__model_sums *sums, const tt__model_vectors *vectors,
                               const tt_build_opts *resolved, const tt_run *run)
{
    tt_kmeans_input space = tt__model_space(vectors);
    tt_status status = tt_kmeans(leaves, &space, &resolved->kmeans, run);
    return status == TT_OK ? tt__model_sum(sums, leaves, vectors, run) : status;
}

void tt__model_document_labels(int32_t *label, const tt_partition *leaves, const tt__weights_rows *rows)
{
    for (int32_t i = 0; i < rows->n_docs; i++) label[i] = leaves->label[rows->row[i]];
}

/* The rounds, over the levels of a tree that the leaves' sums give; these are freed, since the rounds need the room. */
static tt_status refine(tt__cluster_state *clusters, const int32_t *label, tt__model_sums *sums,
                        const tt__model_vectors *vectors, const tt_build_opts *resolved, const tt_run *run)
{
    int32_t passes = resolved->kmeans.divergence_passes;
    tt__tree_skeleton skeleton = {0};
    tt_tree_input in = {.sums = &sums->space, .label = label, .n = vectors->rows.n_docs, .linkage = resolved->linkage};
    tt_status status = tt__tree_skeleton_build(&skeleton, &in, &resolved->shape, run);
    tt__cluster_levels levels = {.parent = skeleton.parent, .m = skeleton.m};
    tt__model_sums_free(sums);
    if (status == TT_OK) status = tt__base_progress(run, "refining", 0, clusters->k, "topics");
    if (status == TT_OK)
        status = tt__cluster_refine_levels(clusters, &levels, vectors->idf,
                                           passes < LEVEL_PASSES ? passes : LEVEL_PASSES, run);
    tt__tree_skeleton_free(&skeleton);
    return status;
}

tt_status tt__model_refine_levels(tt_partition *leaves, tt__model_sums *sums, const tt__model_vectors *vectors,
                                  const tt_build_opts *resolved, const tt_run *run)
{
    if (vectors->latent.ptr || resolved->shape.max_children == 2) return TT_OK;
    int32_t n = vectors->rows.n_docs, *label = tt__base_calloc((size_t)n, sizeof *label);
    tt__cluster_state clusters = {.x = &vectors->rows.x,
                                  .weight = vectors->rows.weight,
                                  .k = leaves->k,
                                  .min_size = resolved->min_docs,
                                  .label = leaves->label,
                                  .mass = tt__base_calloc((size_t)leaves->k, sizeof *clusters.mass)};
    tt_status status = label && clusters.mass ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
        tt__model_document_labels(label, leaves, &vectors->rows);
        for (int32_t i = 0; i < n; i++) clusters.mass[label[i]]++;
        status = refine(&clusters, label, sums, vectors, resolved, run);
    }
    if (status == TT_OK) status = tt__model_sum_again(sums, leaves, leaves->k, vectors, run);
    free(clusters.mass);
    free(label);
    return status;
}
