/* K-means into leaf topics, and the agglomeration of clusters. */
#ifndef TOPICTREE_CLUSTER_H
#define TOPICTREE_CLUSTER_H

#include "matrix.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct tt_kmeans_opts {
    int32_t k;      /* how many clusters, >= 1 */
    int32_t starts; /* whole partitions from the ground up, of which the one of greatest I2 goes on; 0: chosen by the
                       size of x */
    int32_t trials; /* random starts of each bisection; 0: chosen by the size of x */
    int32_t refine_passes;     /* at most so many passes of the k-way refinement, >= 0 */
    int32_t divergence_passes; /* at most so many Kullback-Leibler rounds, >= 0 */
    int32_t min_size;          /* no cluster weighs less, >= 1 */
    uint64_t seed;
} tt_kmeans_opts;

/* A hard partition of n rows into k clusters; every cluster has at least one row. */
typedef struct tt_partition {
    int32_t n, k;
    int32_t *label;   /* n: 0..k-1; clusters are numbered by their first row */
    double objective; /* I2 = sum over clusters of the length of the sum of their rows */
} tt_partition;

/* How far the number of leaf topics goes towards the most that the text supports, which is where words held back gain
 * most from topics: to half of that gain; to two thirds, or the knee of the gain, or a thousand documents a topic,
 * whichever are most topics; to all of it.  Half is also what the first level has, where the number of levels is
 * chosen, too. */
typedef enum tt_detail { TT_DETAIL_LOW, TT_DETAIL_NORMAL, TT_DETAIL_HIGH } tt_detail;

typedef enum tt_linkage {
    TT_LINKAGE_AVERAGE, /* mean cosine over all pairs of members (UPGMA): the purest merges */
    TT_LINKAGE_I2,      /* least loss of I2: balanced upper levels */
    TT_LINKAGE_AUTO     /* a build chooses: AVERAGE for a binary dendrogram, I2 for broader trees */
} tt_linkage;

/* Binary merges of k items; merge i (0..k-2) joins left[i] and right[i] into item k + i, as SciPy has it. */
typedef struct tt_merges {
    int32_t k;
    int32_t *left, *right; /* k - 1, left < right */
    double *height; /* k - 1, ascending: 1 - average cosine, corrected for the background (AVERAGE), or the loss of I2
                       (I2) */
    int32_t *size;  /* k - 1: documents below */
} tt_merges;

TT_API tt_kmeans_opts tt_kmeans_opts_default(void);
TT_API const char *tt_kmeans_opts_check(const tt_kmeans_opts *opts);

/* The rows that are clustered. */
typedef struct tt_kmeans_input {
    const tt_csr *x;       /* n x v, unit rows */
    const int32_t *weight; /* n multiplicities (>= 1), or NULL for ones */
    const double *idf;     /* v: what turns a TF-IDF value back into its tf weight for the Kullback-Leibler rounds; NULL
                              skips them */
} tt_kmeans_input;

/* Spherical k-means by repeated bisection, refined; the same bytes for any number of threads.
 * Errors: TT_ERR_ARGUMENT, TT_ERR_SHAPE (fewer rows than k, or min_size cannot be had), TT_ERR_MEMORY,
 * TT_ERR_CANCELLED.  Zhao & Karypis 2004, doi:10.1023/B:MACH.0000027785.44527.d6. */
TT_API tt_status tt_kmeans(tt_partition *out, const tt_kmeans_input *in, const tt_kmeans_opts *opts, const tt_run *run);
TT_API void tt_partition_free(tt_partition *partition);

/* The sums of the rows of each cluster, k x v, rows in cluster order; exact order of summation, any number of threads.
 */
TT_API tt_status tt_cluster_sums(tt_csr *out, const tt_kmeans_input *in, const tt_partition *partition,
                                 const tt_run *run);

#define TT_OUTLIERS_AUTO (-1.0)

typedef struct tt_outliers_opts {
    double share; /* this share of all documents, at most .5; TT_OUTLIERS_AUTO: those that are out by the corpus' own
                     measure; 0: none */
    int32_t min_size; /* no cluster is taken below this many documents, >= 1 */
} tt_outliers_opts;

TT_API const char *tt_outliers_opts_check(const tt_outliers_opts *opts);

/* Take the rows that fit nowhere (a low cosine with their cluster, and no clear margin over the next) out of a
 * partition. They get the label k, and partition->k becomes k + 1; where there is none, nothing changes.  objective
 * stays as it was. sums: k x v.  A share takes exactly floor(share n) documents, the worst first, ties by row; a row
 * that would leave its cluster below min_size, or stands for more documents than are wanted yet, is passed over for the
 * next worst, so that fewer are taken only where no cluster can give more.  TT_OUTLIERS_AUTO takes those that fit their
 * cluster worse than most rows fit a foreign one, or stand beyond the fence (Tukey 1977) of all rows.
 * Errors: TT_ERR_ARGUMENT, TT_ERR_MEMORY.  One pass, O(nnz k); the same for any number of threads. */
TT_API tt_status tt_outliers_take(tt_partition *partition, const tt_kmeans_input *in, const tt_csr *sums,
                                  const tt_outliers_opts *opts, const tt_run *run);

/* Agglomerate k clusters, given their sums (k x v) and sizes in documents (k).
 * AVERAGE is the mean product over all pairs of members (UPGMA), S_a . S_b / (n_a n_b), of sums above the background, S
 * - n m / 2 with m the mean of the k centroids: clusters that speak in words that all have are a little like every
 * other, and would be merged too early.  I2 is the least loss of I2. Up to 2,048 clusters all products are known and
 * the merges exact: memory 12 k^2 bytes and O(nnz) of sums.  Beyond, sums of more than 512 terms are first brought down
 * to 128 dimensions (truncated SVD of the sums at unit length; I2 keeps their true lengths): the cheaper way.  Sums
 * that have no more (a latent space) are taken as they are, and the merges are exact but for rounding to floats. Memory
 * is then O(k d + v d). Time O(k^2 d) as one scan of all clusters a merge and .1 to 1.4 more, memory never O(k v). Ties
 * go to the lowest clusters (beyond 2,048, to those with the shortest sums).  The same bytes for any number of threads.
 * Errors: TT_ERR_ARGUMENT, TT_ERR_MEMORY, TT_ERR_CANCELLED.  Muellner 2011, arXiv:1109.2378 (generic algorithm) and
 * 2013, doi:10.18637/jss.v053.i09. */
TT_API tt_status tt_linkage_build(tt_merges *out, const tt_csr *sums, const int32_t *size, tt_linkage linkage,
                                  const tt_run *run);
TT_API void tt_merges_free(tt_merges *merges);

#ifdef __cplusplus
}
#endif
#endif
