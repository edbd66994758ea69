/* Reading a few bytes as a corpus: they are written to a file of a temporary folder, read, and what was said is kept.
 */
#ifndef CORPUS_FIXTURE_H
#define CORPUS_FIXTURE_H

#include "testing.h"

typedef struct fixture {
    char folder[64], path[600];
    char said[64][300]; /* messages, in order */
    int n_said;
    tt_corpus *corpus;
    tt_status status;
    tt_run run;
    tt_corpus_opts opts;
} fixture;

static inline void keep_message(tt_severity severity, const char *text, void *user)
{
    fixture *f = user;
    (void)severity;
    if (f->n_said < 64) snprintf(f->said[f->n_said], sizeof f->said[0], "%s", text);
    f->n_said++;
}

static inline fixture *fixture_new(void)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    temporary_folder(f->folder);
    f->run = (tt_run){.message = keep_message, .user = f};
    return f;
}

static inline void fixture_free(fixture *f)
{
    tt_corpus_free(f->corpus);
    temporary_folder_remove(f->folder);
    free(f);
}

/* The file `name` of the temporary folder. */
static inline const char *fixture_path(fixture *f, const char *name)
{
    snprintf(f->path, sizeof f->path, "%s/%s", f->folder, name);
    return f->path;
}

/* Read what stands at path. */
static inline tt_status fixture_read(fixture *f, const char *path)
{
    tt_corpus_free(f->corpus);
    f->corpus = NULL;
    f->n_said = 0;
    return f->status = tt_corpus_read(&f->corpus, &path, 1, &f->opts, &f->run);
}

/* Write bytes to a file of that name and read it. */
static inline tt_status fixture_bytes(fixture *f, const char *name, const char *bytes, size_t n)
{
    write_bytes(fixture_path(f, name), bytes, n);
    return fixture_read(f, f->path);
}

static inline tt_status fixture_text(fixture *f, const char *name, const char *text)
{
    return fixture_bytes(f, name, text, strlen(text));
}

static inline const tt_corpus_stats *fixture_stats(const fixture *f)
{
    return tt_corpus_get_stats(f->corpus);
}

/* The words of document i with a space between them, breaks left out. */
static inline const char *fixture_words(const fixture *f, int32_t i)
{
    static char words[1000];
    int64_t n;
    const int32_t *token = tt_corpus_tokens(f->corpus, i, &n);
    words[0] = '\0';
    for (int64_t t = 0; t < n; t++) {
        if (token[t] == TT_TOKEN_BREAK) continue;
        size_t used = strlen(words);
        snprintf(words + used, sizeof words - used, "%s%s", used ? " " : "",
                 tt_corpus_word(f->corpus, TT_TOKEN_WORD(token[t])));
    }
    return words;
}

/* The labels of document i joined by "|". */
static inline const char *fixture_path_of(const fixture *f, int32_t i)
{
    static char labels[1000];
    int32_t n;
    const char *const *path = tt_corpus_path(f->corpus, i, &n);
    labels[0] = '\0';
    for (int32_t l = 0; l < n; l++) {
        size_t used = strlen(labels);
        snprintf(labels + used, sizeof labels - used, "%s%s", l ? "|" : "", path[l]);
    }
    return labels;
}

#endif
