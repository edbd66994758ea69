/* Several threads, each with objects of its own, build and write every format at once: each gets the bytes that it gets
 * alone. */
#include "planted_corpus.h"

#include <pthread.h>

#include "all_formats.h"
#include "topictree.h"

#ifndef THREADS_ROUNDS
#define THREADS_ROUNDS 50
#endif

enum { THREADS = 4, DOCUMENTS = 40, FORMATS = 32 };

/* Thread t's documents: those from 40 t on. */
static tt_corpus *corpus_of(int t)
{
    tt_corpus *corpus = NULL;
    char text[2000], id[16];
    if (tt_corpus_new(&corpus, NULL, &(tt_run){.threads = 1}) < 0) return NULL;
    for (int i = 0; i < DOCUMENTS; i++) {
        planted_text(text, sizeof text, DOCUMENTS * t + i);
        snprintf(id, sizeof id, "%03d", i);
        if (tt_corpus_add(corpus, &(tt_document){.id = id, .text = text, .text_bytes = strlen(text)}) < 0) break;
    }
    return corpus;
}

typedef struct file {
    char *bytes;
    size_t n;
} file;

/* Build, and every format as bytes; false where a call fails. */
static bool make_all(file made[FORMATS], int t, const char *folder)
{
    tt_topics topics = {0};
    tt_corpus *corpus = corpus_of(t);
    tt_build_opts build = tt_build_opts_default();
    tt_export_opts opts = all_formats(NULL);
    char path[200];
    build.topics = 4;
    opts.max_nodes = 4;
    opts.threads = 1;
    bool good = corpus && tt_build(&topics, corpus, &build, &(tt_run){.threads = 1}) == TT_OK;
    for (int f = 0; good && format_at(f); f++) {
        const char *name = format_at(f)->name;
        snprintf(path, sizeof path, "%s/%d.%s", folder, t, name);
        good = tt_export_write(&topics, name, &opts, path) == TT_OK;
        if (good) made[f].bytes = read_bytes(path, &made[f].n);
    }
    tt_topics_free(&topics);
    tt_corpus_free(corpus);
    return good;
}

static void free_all(file made[FORMATS])
{
    for (int f = 0; f < FORMATS; f++) free(made[f].bytes);
    memset(made, 0, FORMATS * sizeof *made);
}

typedef struct worker {
    int t;
    char folder[64];
    file alone[FORMATS];
    const char *wrong; /* the format that differed, or what failed */
} worker;

static void *work(void *arg)
{
    worker *w = arg;
    for (int round = 0; round < THREADS_ROUNDS && !w->wrong; round++) {
        file made[FORMATS] = {{0}};
        if (!make_all(made, w->t, w->folder)) w->wrong = "a call failed";
        for (int f = 0; !w->wrong && format_at(f); f++)
            if (made[f].n != w->alone[f].n || memcmp(made[f].bytes, w->alone[f].bytes, made[f].n) != 0)
                w->wrong = format_at(f)->name;
        free_all(made);
    }
    return NULL;
}

static void four_threads(void **state)
{
    (void)state;
    static worker workers[THREADS];
    pthread_t thread[THREADS];
    for (int t = 0; t < THREADS; t++) {
        workers[t] = (worker){.t = t};
        temporary_folder(workers[t].folder);
        assert_true(make_all(workers[t].alone, t, workers[t].folder));
    }
    for (int t = 0; t < THREADS; t++) assert_int_equal(pthread_create(&thread[t], NULL, work, &workers[t]), 0);
    for (int t = 0; t < THREADS; t++) pthread_join(thread[t], NULL);
    for (int t = 0; t < THREADS; t++) {
        if (workers[t].wrong) fail_msg("thread %d: %s", t, workers[t].wrong);
        free_all(workers[t].alone);
        temporary_folder_remove(workers[t].folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(four_threads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
