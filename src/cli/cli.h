/* The tool's own floor: the command table, options read from a table, progress on stderr, the closing summary.
 * Exit status: 0 done, 1 failed, 2 wrong usage.  stdout carries results, stderr everything else. */
#ifndef TT_CLI_CLI_H
#define TT_CLI_CLI_H

#include "topictree.h"
#include "topictree/export_more.h"

struct cJSON;

enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2, CLI_GO_ON = -1 };

/* ---- commands: main.c has the table ---- */

typedef struct cli_command {
    const char *name;
    int (*run)(int argc, char **argv); /* argv[0] is the command's name; gives the exit status */
    const char *help;                  /* one line */
} cli_command;

int cmd_build(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_eval(int argc, char **argv);

/* ---- options.c ---- */

typedef struct cli_option {
    tt_option_type kind;
    char letter;       /* short form, or 0 */
    const char *name;  /* long form, without the dashes */
    const char *value; /* what the help calls the value */
    void *field;       /* holds the default when the table is made: the help prints it from there */
    const char *help;
    const char
        *word; /* TT_OPTION_INT: another way to say 0, e.g. "all"; TT_OPTION_TEXT: what the help prints for NULL */
    double min, max;
} cli_option;

typedef struct cli_usage {
    const char *command;  /* "build" */
    const char *synopsis; /* "INPUT... [options]" */
    const char *about;    /* a paragraph */
    const cli_option *options;
    const char *examples; /* lines, or NULL */
} cli_usage;

/* The options of reading and building, which the library has a table of; how many there are, at most CLI_MAX_OPTIONS.
 */
enum { CLI_MAX_OPTIONS = 60 };
int cli_options_of_table(cli_option *to, tt_options *options);

/* Read argv[1 .. argc) into the fields.  What is no option is moved to the front: argv[0 .. *n_operands).
 * CLI_GO_ON, or the exit status to end with: CLI_DONE after --help, CLI_USAGE after a message. */
int cli_parse(const cli_usage *usage, int argc, char **argv, int *n_operands);

/* Print "topictree: ..." on stderr; gives CLI_USAGE. */
int cli_wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Print the message of the library's last failed call; gives CLI_USAGE for TT_ERR_ARGUMENT, CLI_FAILED otherwise. */
int cli_failed(tt_status status);
/* The name in a NULL-ended list that is nearest to a mistyped one, or NULL where none is near. */
const char *cli_nearest(const char *typed, const char *const *names);

/* ---- formats.c ---- */

enum { CLI_MAX_FORMATS = 31 };

/* Add the formats of a list "svg,d3" to formats, a NULL-ended array, each once; the option is named in messages.
 * CLI_GO_ON, or the exit status after a message. */
int cli_formats(const tt_export_format *formats[CLI_MAX_FORMATS + 1], const char *option, const char *list);
/* The defaults, with the formats of both libraries. */
tt_export_opts cli_export_opts(void);
/* Append a line for each format to text, without the last line's end. */
void cli_formats_help(char *text, size_t size);

/* ---- summary.c ---- */

/* 1234567 as "1,234,567"; returns buffer. */
char *cli_grouped(char buffer[32], int64_t number);
/* The file that a command reads a tree from: model.tt of a folder, tree.json where it has none, or the file itself.  A
 * NULL operand is the folder "output". */
void cli_tree_path(char *path, size_t size, const char *operand);
/* Load it; CLI_GO_ON, or the exit status after a message. */
int cli_load_tree(tt_topics *topics, const char *operand);

typedef struct cli_summary {
    const tt_corpus_stats *stats;
    const tt_topics *topics;
    const char *folder;       /* where the files went */
    const char *const *files; /* NULL-ended */
    const char *input;        /* the first one, for the commands to try next */
    double seconds;           /* wall clock */
} cli_summary;

void cli_summary_text(const cli_summary *summary);
void cli_summary_json(const cli_summary *summary);

/* ---- verdict.c ---- */

void cli_review_text(const tt_review *verdict, const tt_topics *topics);
/* One object an objection into a JSON list. */
void cli_review_json(struct cJSON *list, const tt_review *verdict, const tt_topics *topics);

/* ---- timings.c ---- */

enum { CLI_MAX_STAGES = 24 };

typedef struct cli_stage {
    char name[24];
    double wall, cpu;      /* seconds; of all threads */
    double resident, peak; /* MB when it was over: then, and at most so far */
} cli_stage;

typedef struct cli_timings {
    cli_stage stage[CLI_MAX_STAGES]; /* n, in the order in which they were first told */
    int n, current;                  /* current: what is running, or -1 */
    double wall_mark, cpu_mark;      /* when the last one was over */
} cli_timings;

void cli_timings_start(cli_timings *timings);
/* The stage of that name begins, or goes on. */
void cli_timings_stage(cli_timings *timings, const char *name);
void cli_timings_end(cli_timings *timings);
/* A line a stage and one for all, on stderr. */
void cli_timings_text(const cli_timings *timings);
void cli_timings_json(const cli_timings *timings);

/* Seconds on the monotonic clock. */
double cli_now(void);
/* Of the process so far. */
void cli_usage_now(double *cpu, double *peak_megabytes);

/* ---- progress.c ---- */

typedef enum cli_progress_kind {
    CLI_PROGRESS_AUTO,
    CLI_PROGRESS_BAR,
    CLI_PROGRESS_JSON,
    CLI_PROGRESS_NONE
} cli_progress_kind;

typedef struct cli_progress {
    cli_progress_kind kind;
    bool quiet;   /* no messages either */
    bool drawn;   /* a bar stands on the terminal's last line */
    double start; /* of the run, seconds on the monotonic clock */
    double stage_start, last_drawn;
    tt_progress step; /* the last one told */
    char stage[24], unit[24];
    cli_timings timings; /* kept in any case: a call of getrusage() a stage */
} cli_progress;

/* Start the clock and take over SIGINT and SIGTERM: a first one asks the library to stop. */
void cli_progress_start(cli_progress *progress, cli_progress_kind kind, bool quiet);
/* A tt_run whose callbacks draw here. */
tt_run cli_progress_run(cli_progress *progress, int threads);
/* So many threads as were asked for, if there are as many processors (or OMP_NUM_THREADS says so): more would wait for
 * each other. */
int cli_threads(int asked);
/* A step of the tool's own. */
void cli_progress_tell(cli_progress *progress, const char *stage, double share, int64_t count, const char *unit);
/* Leave the last bar standing and go to a new line. */
void cli_progress_end(cli_progress *progress);
double cli_progress_seconds(const cli_progress *progress);
/* One line of JSON on stderr; frees the event. */
void cli_event(struct cJSON *event);
/* A signal asked to stop. */
bool cli_stopped(void);
/* From here on files are being written: let them be finished whatever signal comes. */
void cli_progress_commit(void);

#endif
