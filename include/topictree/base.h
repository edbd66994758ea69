/* Status codes, the error message, and how a long call reports to its caller. */
#ifndef TOPICTREE_BASE_H
#define TOPICTREE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TT_VERSION "0.2.0"

/* What a shared library exports: every function that is declared in these headers, and nothing else. */
#if defined(__GNUC__)
#define TT_API __attribute__((visibility("default")))
#else
#define TT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum tt_status {
    TT_OK = 0,
    TT_ERR_MEMORY = -1,    /* an allocation failed */
    TT_ERR_IO = -2,        /* a file could not be opened, read or written */
    TT_ERR_FORMAT = -3,    /* the input is not what it should be */
    TT_ERR_ARGUMENT = -4,  /* an option or argument is out of range, or two contradict each other */
    TT_ERR_EMPTY = -5,     /* nothing to work on: no document, or no document with a word left */
    TT_ERR_CANCELLED = -6, /* the progress callback asked to stop */
    TT_ERR_SHAPE = -7      /* the asked shape of the tree cannot be had from these documents */
} tt_status;

/* The version of the library that is linked, "major.minor.patch". */
TT_API const char *tt_version(void);

/* The message of the last failed call of this thread: one sentence, no newline, with the file, line and value at fault
 * where there is one.  Borrowed until the thread's next failing call; "" when nothing has failed. */
TT_API const char *tt_error_message(void);

/* For functions of a program that the library calls back, exporters for one: set this thread's message, a sentence
 * without newline, cut to 1,023 bytes; gives status. */
TT_API tt_status tt_error_set(tt_status status, const char *message);

/* One step of a long call. */
typedef struct tt_progress {
    const char *stage; /* one word: "reading", "sifting", "weighting", "choosing", "clustering", "merging", "refining",
                          "labelling"; the program's own is "writing" */
    double share;      /* share of the stage that is done, 0..1; negative where it cannot be known */
    int64_t count;     /* how many units are done so far */
    const char *unit;  /* "documents", "topics", ... */
} tt_progress;

typedef enum tt_severity { TT_NOTE, TT_WARNING } tt_severity;

/* How a long call runs.  NULL in its place: all processors, silent.  Both callbacks are only called from the thread
 * that made the call, never from a worker. */
typedef struct tt_run {
    int threads; /* >= 0; 0: as many as there are processors, or as OMP_NUM_THREADS says */
    int (*progress)(const tt_progress *step, void *user); /* may be NULL; non-zero asks to stop (TT_ERR_CANCELLED) */
    void (*message)(tt_severity severity, const char *text, void *user); /* may be NULL; one line without newline */
    void *user;                                                          /* handed to both callbacks */
} tt_run;

#ifdef __cplusplus
}
#endif
#endif
