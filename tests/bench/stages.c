/* Every stage of a build by itself, through the library's own interface: a line each, its fields between tabs:
 *
 *     name, seconds, CPU seconds, work, unit of the work, peak MB while it ran
 *
 * usage: stages CORPUS THREADS TOPICS FOLDER [LEAVES...]
 * Exports go to FOLDER; LEAVES are the sizes at which agglomeration is measured, over sums of a hundred dense
 * dimensions. */
#include <math.h>
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "base/memory.h"
#include "base/random.h"
#include "matrix/csr.h"
#include "matrix/panel.h"
#include "topictree.h"
#include "topictree/export_more.h"

enum { COLUMNS = 128, DIMENSIONS = 100 };
static const double least_work = 2e9; /* multiplications by the kernel: half a second or more */

typedef struct bench {
    const char *corpus_path, *folder, *format; /* format: the export being measured */
    tt_run run;
    int32_t topics, leaves; /* leaves: of the agglomeration being measured */
    tt_corpus *corpus;
    tt_vocab vocab;
    tt_csr x; /* counts, then TF-IDF */
    double *idf;
    tt_partition partition;
    tt_csr sums;
    tt_tree tree;
    tt_topics built;
    double work; /* what the stage has done, in its unit */
} bench;

static void bench_free(bench *b)
{
    tt_corpus_free(b->corpus);
    tt_vocab_free(&b->vocab);
    tt_csr_free(&b->x);
    free(b->idf);
    tt_partition_free(&b->partition);
    tt_csr_free(&b->sums);
    tt_tree_free(&b->tree);
    tt_topics_free(&b->built);
}

/* ---- clocks ---- */

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double cpu_seconds(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + 1e-6 * (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

/* From here on the peak is that of what comes; where Linux does not let us, it stays that of the whole run. */
static void forget_peak(void)
{
    FILE *file = fopen("/proc/self/clear_refs", "w");
    if (!file) return;
    fputs("5", file);
    fclose(file);
}

static double peak_megabytes(void)
{
    char line[256];
    double kilobytes = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, "VmHWM:", 6) == 0) kilobytes = strtod(line + 6, NULL);
    if (file) fclose(file);
    return kilobytes / 1024;
}

static double megabytes_of(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (double)info.st_size * 1e-6 : 0;
}

/* ---- stages ---- */

static tt_status read_corpus(bench *b)
{
    tt_corpus_opts opts = tt_corpus_opts_default();
    opts.boilerplate = TT_BOILERPLATE_KEEP; /* a stage of its own */
    b->work = megabytes_of(b->corpus_path);
    return tt_corpus_read(&b->corpus, &b->corpus_path, 1, &opts, &b->run);
}

static tt_status drop_boilerplate(bench *b)
{
    b->work = (double)tt_corpus_size(b->corpus);
    return tt_corpus_drop_boilerplate(b->corpus);
}

static tt_status build_vocabulary(bench *b)
{
    b->work = (double)tt_corpus_size(b->corpus);
    return tt_vocab_build(&b->vocab, b->corpus, NULL, &b->run);
}

static tt_status count(bench *b)
{
    b->work = (double)tt_corpus_size(b->corpus);
    return tt_counts_build(&b->x, b->corpus, &b->vocab, &b->run);
}

static tt_status weigh(bench *b)
{
    b->work = b->x.n_rows;
    return tt_weights_apply(&b->x, &b->idf, NULL, &b->run);
}

/* The inner loop of k-means: all rows against a panel of dense columns. */
static tt_status multiply(bench *b)
{
    tt__matrix_panel panel = {0};
    int32_t n = b->x.n_rows;
    int threads = b->run.threads;
    double once = (double)b->x.ptr[n] * COLUMNS;
    int rounds = 1 + (int)(least_work / once);
    tt_status status = tt__matrix_panel_alloc(&panel, b->x.n_cols, COLUMNS);
    float *scores = status == TT_OK ? tt__base_calloc((size_t)threads * (size_t)panel.stride, sizeof *scores) : NULL;
    if (!scores) return TT_ERR_MEMORY;
    for (int32_t c = 0; c < COLUMNS; c++)
        for (int32_t r = c; r < n; r += COLUMNS) tt__matrix_panel_add(&panel, c, &b->x, r, 1);
#pragma omp parallel num_threads(threads)
    for (int round = 0; round < rounds; round++) {
#pragma omp for schedule(dynamic, 256)
        for (int32_t r = 0; r < n; r++)
            tt__matrix_panel_scores(scores + omp_get_thread_num() * panel.stride, &panel, &b->x, r);
    }
    b->work = once * rounds * 1e-9;
    tt__matrix_panel_free(&panel);
    free(scores);
    return TT_OK;
}

static tt_status cluster(bench *b)
{
    tt_kmeans_input in = {.x = &b->x, .idf = b->idf};
    tt_kmeans_opts opts = tt_kmeans_opts_default();
    opts.k = b->topics;
    b->work = b->x.n_rows;
    return tt_kmeans(&b->partition, &in, &opts, &b->run);
}

static tt_status add_up(bench *b)
{
    tt_kmeans_input in = {.x = &b->x};
    b->work = b->x.n_rows;
    return tt_cluster_sums(&b->sums, &in, &b->partition, &b->run);
}

static tt_status build_tree(bench *b)
{
    int32_t n = b->x.n_rows;
    const char **id = tt__base_calloc((size_t)n, sizeof *id);
    if (!id) return TT_ERR_MEMORY;
    for (int32_t i = 0; i < n; i++) id[i] = tt_corpus_id(b->corpus, i);
    tt_tree_input in = {.sums = &b->sums, .label = b->partition.label, .doc_id = id, .n = n, .linkage = TT_LINKAGE_I2};
    tt_status status = tt_tree_build(&b->tree, &in, NULL, &b->run);
    b->work = n;
    free(id);
    return status;
}

static tt_status label(bench *b)
{
    tt_topics topics = {.tree = b->tree};
    int32_t *doc = tt__base_calloc((size_t)b->tree.n, sizeof *doc);
    topics.topic = tt__base_calloc((size_t)b->tree.m, sizeof *topics.topic);
    topics.document = tt__base_calloc((size_t)b->tree.n, sizeof *topics.document);
    b->tree = (tt_tree){0}; /* freed with the topics */
    tt_status status = doc && topics.topic && topics.document ? TT_OK : TT_ERR_MEMORY;
    tt_labels_input in = {.corpus = b->corpus, .vocab = &b->vocab, .tree = &topics.tree, .tree_doc = doc};
    for (int32_t i = 0; i < topics.tree.n && doc; i++) doc[i] = i;
    if (status == TT_OK) status = tt_labels_build(topics.topic, &in, NULL, &b->run);
    b->work = topics.tree.n;
    tt_topics_free(&topics);
    free(doc);
    return status;
}

static tt_status build_all(bench *b)
{
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = b->topics;
    b->work = (double)tt_corpus_size(b->corpus);
    return tt_build(&b->built, b->corpus, &opts, &b->run);
}

static tt_status export(bench *b)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.out", b->folder, b->format);
    tt_export_opts opts = tt_export_opts_default();
    opts.more = tt_export_more_formats();
    tt_status status = tt_export_write(&b->built, b->format, &opts, path);
    b->work = megabytes_of(path);
    remove(path);
    return status;
}

/* Leaves around as many centres as the root of their number, ten documents each. */
static tt_status make_leaves(tt_csr *sums, int32_t k)
{
    gsl_rng *rng = tt__base_rng_new(1, 1);
    int32_t centres = (int32_t)sqrt((double)k);
    tt_status status = rng ? tt__matrix_csr_alloc(sums, k, DIMENSIONS, (int64_t)k * DIMENSIONS) : TT_ERR_MEMORY;
    for (int32_t r = 0; r < k && status == TT_OK; r++) {
        int64_t at = (int64_t)r * DIMENSIONS, centre = (int64_t)(r % centres) * DIMENSIONS;
        for (int32_t j = 0; j < DIMENSIONS; j++) {
            double value = gsl_rng_uniform_pos(rng);
            sums->idx[at + j] = j;
            sums->val[at + j] = (float)(r < centres ? value * value : .5 * value + (double)sums->val[centre + j]);
        }
        sums->ptr[r + 1] = at + DIMENSIONS;
    }
    if (status == TT_OK) tt__matrix_csr_unit_rows(sums);
    for (int64_t p = 0; p < (int64_t)k * DIMENSIONS && status == TT_OK; p++)
        sums->val[p] *= 5; /* ten rows, half alike */
    if (rng) gsl_rng_free(rng);
    return status;
}

static tt_status agglomerate(bench *b)
{
    tt_csr sums = {0};
    tt_merges merges = {0};
    int32_t k = b->leaves, *size = tt__base_calloc((size_t)k, sizeof *size);
    tt_status status = size ? make_leaves(&sums, k) : TT_ERR_MEMORY;
    for (int32_t i = 0; i < k && size; i++) size[i] = 10;
    if (status == TT_OK) status = tt_linkage_build(&merges, &sums, size, TT_LINKAGE_AVERAGE, &b->run);
    b->work = .5e-6 * k * (k - 1.0);
    tt_merges_free(&merges);
    tt_csr_free(&sums);
    free(size);
    return status;
}

/* ---- the whole ---- */

static tt_status measure(bench *b, const char *name, const char *unit, tt_status (*stage)(bench *))
{
    forget_peak();
    double wall = seconds(), cpu = cpu_seconds();
    tt_status status = stage(b);
    wall = seconds() - wall;
    cpu = cpu_seconds() - cpu;
    if (status < 0)
        fprintf(stderr, "stages: %s: %s\n", name, tt_error_message());
    else
        printf("%s\t%.6f\t%.6f\t%.6f\t%s\t%.1f\n", name, wall, cpu, b->work, unit, peak_megabytes());
    fflush(stdout);
    return status;
}

static tt_status measure_stages(bench *b)
{
    const struct {
        const char *name, *unit;
        tt_status (*run)(bench *);
    } stages[] = {{"read, split into words", "MB", read_corpus},
                  {"boilerplate", "documents", drop_boilerplate},
                  {"vocabulary", "documents", build_vocabulary},
                  {"counts", "documents", count},
                  {"TF-IDF", "documents", weigh},
                  {"sparse x 128 columns", "GMAC", multiply},
                  {"k-means", "documents", cluster},
                  {"sums", "documents", add_up},
                  {"merges and tree", "documents", build_tree},
                  {"labels", "documents", label},
                  {"tt_build, all of it", "documents", build_all}};
    tt_status status = TT_OK;
    for (size_t i = 0; i < sizeof stages / sizeof *stages && status == TT_OK; i++)
        status = measure(b, stages[i].name, stages[i].unit, stages[i].run);
    return status;
}

static tt_status measure_exports(bench *b)
{
    static const char *const formats[] = {"json", "dot", "documents", "html"};
    char name[32];
    tt_status status = TT_OK;
    for (size_t i = 0; i < sizeof formats / sizeof *formats && status == TT_OK; i++) {
        b->format = formats[i];
        snprintf(name, sizeof name, "export %s", formats[i]);
        status = measure(b, name, "MB", export);
    }
    return status;
}

static tt_status measure_leaves(bench *b, char *const *leaves)
{
    char name[48];
    tt_status status = TT_OK;
    for (; *leaves && status == TT_OK; leaves++) {
        b->leaves = (int32_t)strtol(*leaves, NULL, 10);
        snprintf(name, sizeof name, "agglomerate %d leaves", (int)b->leaves);
        status = measure(b, name, "million pairs", agglomerate);
    }
    return status;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: stages CORPUS THREADS TOPICS FOLDER [LEAVES...]\n");
        return 2;
    }
    bench b = {.corpus_path = argv[1], .run.threads = atoi(argv[2]), .topics = atoi(argv[3]), .folder = argv[4]};
    tt_status status = measure_stages(&b);
    if (status == TT_OK) status = measure_exports(&b);
    bench_free(&b);
    b = (bench){.run = b.run};
    if (status == TT_OK) status = measure_leaves(&b, argv + 5);
    return status == TT_OK ? 0 : 1;
}
