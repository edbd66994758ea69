/* How far two partitions of the same documents agree.
 *
 * Everything is read off the contingency table n_ij = documents of class i in cluster j, visited cell by cell:
 * documents are bucketed by cluster, and within one cluster a count per class is kept: O(n), no k x k table. */
#include "eval/agreement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"

typedef struct table {
    double n;
    int32_t *bucket;    /* n: documents by cluster */
    int32_t *start;     /* found.k + 1 */
    int32_t *total;     /* truth.k: documents of each class */
    int32_t *cell;      /* truth.k: n_ij of the cluster at hand, zero between clusters */
    int32_t *largest;   /* truth.k: each class' largest cell so far */
    double mutual;      /* sum n_ij/n ln(n n_ij / (n_i n_j)) */
    double pairs;       /* sum C(n_ij, 2): pairs together in both */
    double cluster_max; /* sum over clusters of their largest cell */
} table;

/* One side's margin: entropy, and the pairs it holds together. */
typedef struct margin {
    int32_t used; /* classes that have a document */
    double entropy, pairs;
} margin;

static double choose2(double x)
{
    return x * (x - 1) / 2;
}

static void table_free(table *t)
{
    free(t->bucket);
    free(t->start);
    free(t->total);
    free(t->cell);
    free(t->largest);
}

static tt_status table_alloc(table *t, tt__eval_labelling truth, tt__eval_labelling found, int32_t n)
{
    size_t classes = (size_t)truth.k;
    t->n = n;
    t->bucket = tt__base_calloc((size_t)n, sizeof *t->bucket);
    t->start = tt__base_calloc((size_t)found.k + 1, sizeof *t->start);
    t->total = tt__base_calloc(classes, sizeof *t->total);
    t->cell = tt__base_calloc(classes, sizeof *t->cell);
    t->largest = tt__base_calloc(classes, sizeof *t->largest);
    return t->bucket && t->start && t->total && t->cell && t->largest ? TT_OK : TT_ERR_MEMORY;
}

static void table_fill(table *t, tt__eval_labelling truth, tt__eval_labelling found, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        t->total[truth.label[i]]++;
        t->start[found.label[i] + 1]++;
    }
    for (int32_t j = 0; j < found.k; j++) t->start[j + 1] += t->start[j];
    for (int32_t i = n; i-- > 0;) t->bucket[--t->start[found.label[i] + 1]] = i;
    /* start[j + 1] has run back to where cluster j begins: move it into its place */
    memmove(t->start, t->start + 1, (size_t)found.k * sizeof *t->start);
    t->start[found.k] = n;
}

/* Add the cells of cluster j and leave cell zero again. */
static void add_cluster(table *t, const int32_t *truth, int32_t j)
{
    int32_t begin = t->start[j], end = t->start[j + 1], largest = 0;
    double size = end - begin;
    for (int32_t q = begin; q < end; q++) t->cell[truth[t->bucket[q]]]++;
    for (int32_t q = begin; q < end; q++) {
        int32_t class = truth[t->bucket[q]], count = t->cell[class];
        if (!count) continue; /* done at an earlier document of this class */
        t->cell[class] = 0;
        t->mutual += count / t->n * log(count * t->n / (size * t->total[class]));
        t->pairs += choose2(count);
        if (count > largest) largest = count;
        if (count > t->largest[class]) t->largest[class] = count;
    }
    t->cluster_max += largest;
}

static void margin_add(margin *m, double count, double n)
{
    if (count == 0) return;
    m->used++;
    m->entropy -= count / n * log(count / n);
    m->pairs += choose2(count);
}

/* (index - expected) / (maximum - expected); 1 where both partitions are trivial in the same way. */
static double adjusted_rand(double both, double truth, double found, double all)
{
    double expected = all > 0 ? truth * found / all : 0, maximum = (truth + found) / 2;
    return maximum != expected ? (both - expected) / (maximum - expected) : 1;
}

static tt_agreement figures(const table *t, margin truth, margin found, double class_max)
{
    double mutual = t->mutual > 0 ? t->mutual : 0, entropies = truth.entropy + found.entropy;
    return (tt_agreement){
        .clusters = found.used,
        .classes = truth.used,
        .nmi = entropies > 0 ? 2 * mutual / entropies : 1,
        .ari = adjusted_rand(t->pairs, truth.pairs, found.pairs, choose2(t->n)),
        .purity = t->cluster_max / t->n,
        .inverse_purity = class_max / t->n,
        .homogeneity = truth.entropy > 0 ? mutual / truth.entropy : 1,
        .completeness = found.entropy > 0 ? mutual / found.entropy : 1,
    };
}

tt_status tt__eval_agreement_dense(tt_agreement *out, tt__eval_labelling truth, tt__eval_labelling found, int32_t n)
{
    if (n < 1) return tt__base_fail(TT_ERR_EMPTY, "no documents to compare two partitions of");
    table t = {0};
    margin rows = {0}, columns = {0};
    double class_max = 0;
    tt_status status = table_alloc(&t, truth, found, n);
    if (status < 0) goto done;
    table_fill(&t, truth, found, n);
    for (int32_t j = 0; j < found.k; j++) {
        add_cluster(&t, truth.label, j);
        margin_add(&columns, t.start[j + 1] - t.start[j], n);
    }
    for (int32_t i = 0; i < truth.k; i++) {
        margin_add(&rows, t.total[i], n);
        class_max += t.largest[i];
    }
    *out = figures(&t, rows, columns, class_max);
done:
    table_free(&t);
    return status;
}

static int by_value(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Renumber any labels as 0, 1, 2, ... in ascending order; dense: 2n values, the second half is room to sort in. */
static int32_t renumber(int32_t *dense, const int32_t *label, int32_t n)
{
    int32_t *sorted = dense + n, k = 0;
    memcpy(sorted, label, (size_t)n * sizeof *label);
    qsort(sorted, (size_t)n, sizeof *sorted, by_value);
    for (int32_t i = 0; i < n; i++)
        if (!k || sorted[i] != sorted[k - 1]) sorted[k++] = sorted[i];
    for (int32_t i = 0; i < n; i++) {
        const int32_t *at = bsearch(&label[i], sorted, (size_t)k, sizeof *sorted, by_value);
        dense[i] = (int32_t)(at - sorted);
    }
    return k;
}

tt_status tt_agreement_compute(tt_agreement *out, const int32_t *truth, const int32_t *found, int32_t n)
{
    const char *wrong = tt__base_call_check(out && (n < 1 || (truth && found)), NULL);
    if (!wrong && n < 0) wrong = "the number of documents must not be negative";
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    size_t room = (size_t)n * 2;
    int32_t *rows = tt__base_calloc(room, sizeof *rows), *columns = tt__base_calloc(room, sizeof *columns);
    tt_status status = TT_ERR_MEMORY;
    if (rows && columns) {
        int32_t classes = n > 0 ? renumber(rows, truth, n) : 0, clusters = n > 0 ? renumber(columns, found, n) : 0;
        status = tt__eval_agreement_dense(out, (tt__eval_labelling){rows, classes},
                                          (tt__eval_labelling){columns, clusters}, n);
    }
    free(rows);
    free(columns);
    return status;
}
