/* What a build will need of memory, and the cheaper way where that is too much. */
#ifndef TT_MODEL_MEMORY_PLAN_H
#define TT_MODEL_MEMORY_PLAN_H

#include "model/build.h"

/* Sizes that the memory of a build depends on; the number of threads is not among them. */
typedef struct tt__model_sizes {
    int64_t corpus;        /* bytes that the corpus holds */
    int64_t tokens, words; /* running and distinct */
    int64_t names;         /* bytes of ids and titles */
    int64_t n, v, nnz;     /* documents, terms, entries of the counts */
    int64_t k;             /* leaf topics; 0: not chosen yet */
    int64_t filled;        /* entries of the sums of k topics over v terms, about */
    int64_t columns;       /* that are clustered: v, latent dimensions, or fewer where rare terms are hashed */
    bool latent;
} tt__model_sizes;

/* Bytes at the peak of each stage, all that is held then. */
typedef enum tt__model_stage {
    TT__MODEL_CHOOSING,
    TT__MODEL_CLUSTERING,
    TT__MODEL_MERGING,
    TT__MODEL_LABELLING,
    TT__MODEL_WRITING,
    TT__MODEL_STAGES
} tt__model_stage;
int64_t tt__model_stage_need(const tt__model_sizes *s, tt__model_stage stage);
/* The most of them; the choosing counts where there is no k. */
int64_t tt__model_memory_need(const tt__model_sizes *s);
/* Bytes for each thread beyond the first, which the above leaves out. */
int64_t tt__model_thread_need(const tt__model_sizes *s);

tt__model_sizes tt__model_sizes_of(const tt_corpus *corpus, const tt_vocab *vocab);
/* ... with k topics. */
void tt__model_sizes_set_topics(tt__model_sizes *s, const tt_vocab *vocab, int32_t k);

/* How a build keeps to its limit. */
typedef struct tt__model_memory_plan {
    int64_t limit;   /* bytes that the process may come to */
    int64_t need;    /* bytes */
    int32_t columns; /* rare terms are hashed into so many columns altogether; 0: every term has its own */
    int threads;     /* that there is room for, >= 1 */
} tt__model_memory_plan;

/* The plan depends on sizes and limit alone: threads beyond the first are not counted, but cut where there is
 * no room for them, which changes no byte of the result.  TT_ERR_MEMORY with the figures where even the cheapest is too
 * much. */
tt_status tt__model_memory_plan_choose(tt__model_memory_plan *out, const tt__model_sizes *sizes, int64_t limit,
                                       int threads);

#endif
