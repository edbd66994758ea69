#include "model/vectors.h"

#include <stdlib.h>

#include "base/error.h"
#include "base/run.h"
#include "matrix/csr.h"
#include "weights/hash_terms.h"

tt_kmeans_input tt__model_space(const tt__model_vectors *vectors)
{
    if (!vectors->latent.ptr) return tt__model_terms(vectors);
    return (tt_kmeans_input){.x = &vectors->latent, .weight = vectors->rows.weight};
}

tt_kmeans_input tt__model_terms(const tt__model_vectors *vectors)
{
    return (tt_kmeans_input){.x = &vectors->rows.x, .weight = vectors->rows.weight, .idf = vectors->idf};
}

tt_status tt__model_count(tt__weights_rows *rows, const tt_corpus *corpus, const tt_vocab *vocab, const tt_run *run)
{
    tt_csr counts = {0};
    tt_status status = tt_counts_build(&counts, corpus, vocab, run);
    if (status == TT_OK) status = tt__weights_rows_build(rows, &counts);
    tt_csr_free(&counts);
    return status;
}

tt_status tt__model_weigh(tt__model_vectors *vectors, const tt_dictionary *dictionary, int32_t columns,
                          const tt_weights_opts *opts, const tt_run *run)
{
    tt_csr *x = &vectors->rows.x;
    tt_status status = tt__base_progress(run, "weighting", 1, x->n_rows, "documents");
    if (status == TT_OK && columns) status = tt__weights_hash_terms(x, columns, dictionary, run);
    return status == TT_OK ? tt_weights_apply(x, &vectors->idf, opts, run) : status;
}

/* latent = U diag(s), every entry stored. */
static void fill(tt_csr *latent, const tt_svd *svd)
{
    int32_t d = svd->rank;
    for (int32_t r = 0; r < latent->n_rows; r++) {
        int64_t at = (int64_t)r * d;
        for (int32_t j = 0; j < d; j++) {
            latent->idx[at + j] = j;
            latent->val[at + j] = (float)((double)svd->left.val[at + j] * svd->values[j]);
        }
        latent->ptr[r + 1] = at + d;
    }
}

tt_status tt__model_project(tt_csr *latent, const tt_csr *x, int32_t d, uint64_t seed, const tt_run *run)
{
    tt_svd svd = {0};
    tt_svd_opts opts = tt_svd_opts_default();
    int32_t most = x->n_rows < x->n_cols ? x->n_rows : x->n_cols;
    if (d > most)
        return tt__base_fail(TT_ERR_ARGUMENT,
                             "%d latent dimensions asked for, but %d different documents and %d terms have at most %d",
                             d, x->n_rows, x->n_cols, most);
    opts.seed = seed;
    opts.rank = d;
    tt_status status = tt_svd_truncated(&svd, x, &opts, run);
    if (status == TT_OK) status = tt__matrix_csr_alloc(latent, x->n_rows, d, (int64_t)x->n_rows * d);
    if (status == TT_OK) {
        fill(latent, &svd);
        tt__matrix_csr_unit_rows(latent);
    }
    tt_svd_free(&svd);
    return status;
}

void tt__model_vectors_free(tt__model_vectors *vectors)
{
    tt__weights_rows_free(&vectors->rows);
    free(vectors->idf);
    tt_csr_free(&vectors->latent);
    *vectors = (tt__model_vectors){0};
}
