/* topictree build: documents in, a topic tree out. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

typedef struct build_args {
    const char *const *inputs;
    int n_inputs;
    tt_options *options; /* of reading and building */
    tt_export_opts export;
    const char *folder, *also, *from;
    const tt_export_format *format[CLI_MAX_FORMATS + 1]; /* what is written, NULL-ended */
    int32_t threads;
    cli_progress_kind progress;
    bool report, quiet, timings;
} build_args;

static const char always[] = "json,dot,documents", unless_told[] = "html"; /* the formats that every build writes */

/* ---- options ---- */

/* The library's table and these: a line or two for each. */
static int parse(build_args *a, int argc, char **argv)
{
    const cli_option own[] = {
        {TT_OPTION_GROUP, .help = "output"},
        {TT_OPTION_TEXT, 'o', "out", "DIR", &a->folder, .help = "the folder the files go to; made where it is missing"},
        {TT_OPTION_TEXT, 0, "from", "TREE", &a->from,
         .help =
             "the options that this tree was asked for (a folder, tree.json or model.tt); those given here count more",
         .word = "none"},
        {TT_OPTION_TEXT, 0, "also", "FORMAT,..", &a->also,
         .help = "further files, in formats of topictree export: svg, sqlite, ...", .word = "none"},
        {TT_OPTION_YESNO, 0, "report", "yes|no", &a->report,
         .help = "write report.html, a page to look at the topics with"},
        {TT_OPTION_YESNO, 0, "members", "yes|no", &a->export.members,
         .help = "tree.json lists all documents of a leaf"},
        {TT_OPTION_INT, 0, "nodes", "N|all", &a->export.max_nodes,
         .help = "tree.dot and pictures draw so many topics, the rest as \"+n more\"", .word = "all"},
        {TT_OPTION_GROUP, .help = "running"},
        {TT_OPTION_INT, 't', "threads", "N", &a->threads,
         .help = "processors to use, if there are so many; the result is the same for any number", .word = "all",
         .max = 1024},
        {TT_OPTION_CHOICE, 0, "progress", "auto|bar|json|none", &a->progress,
         .help = "on stderr; auto is a bar on a terminal, else none"},
        {TT_OPTION_FLAG, 0, "timings", NULL, &a->timings,
         .help = "say at the end what each stage took: seconds, CPU, memory"},
        {TT_OPTION_FLAG, 'q', "quiet", NULL, &a->quiet, .help = "say nothing but errors"},
        {TT_OPTION_FLAG, 'h', "help", NULL, NULL, .help = "this text"},
        {.kind = TT_OPTION_END}};
    cli_option options[CLI_MAX_OPTIONS + sizeof own / sizeof *own];
    memcpy(options + cli_options_of_table(options, a->options), own, sizeof own);
    const cli_usage usage = {
        "build", "INPUT... [options]",
        "Reads documents and writes a topic tree: tree.json, tree.dot, documents.csv and report.html.\n"
        "An INPUT is JSON Lines, a JSON array, CSV or TSV with a header, plain text (one document a line), a folder "
        "of\n"
        "texts, an archive (.tar .zip), any of these compressed (.gz .zst .xz .bz2), or - for standard input.\n"
        "Several inputs are one corpus.",
        options,
        "  topictree build papers.jsonl\n"
        "  topictree build tickets.csv --text-field body --topics 40 --out tickets\n"
        "  zcat notes.jsonl.gz | topictree build - --levels 8,60 --quiet\n"};
    return cli_parse(&usage, argc, argv, &a->n_inputs);
}

/* Everything that can be known to be wrong before a byte of the input is read. */
static int check(build_args *a)
{
    const char *wrong = tt_corpus_opts_check(tt_options_corpus(a->options));
    if (!wrong) wrong = tt_build_opts_check(tt_options_build(a->options));
    if (!wrong) wrong = tt_export_opts_check(&a->export);
    if (wrong) return cli_wrong("%s", wrong);
    if (a->n_inputs == 0) return cli_wrong("build: no input given (a file, a folder, or - for standard input)");
    if (a->n_inputs > 10000) return cli_wrong("build: more than 10000 inputs; give the folder they are in");
    int status = cli_formats(a->format, "", always);
    if (status == CLI_GO_ON && a->report) status = cli_formats(a->format, "", unless_told);
    return status == CLI_GO_ON && a->also ? cli_formats(a->format, "also", a->also) : status;
}

/* ---- the output folder ---- */

static int cannot_write(const char *folder, const char *reason)
{
    cli_wrong("%s: cannot be written to: %s", folder, reason);
    return CLI_FAILED;
}

/* The nearest folder above path that exists, or path itself; path is cut there. */
static void existing_part(char *path)
{
    struct stat info;
    while (stat(path, &info) != 0 && errno == ENOENT) {
        char *slash = strrchr(path, '/');
        if (!slash)
            strcpy(path, ".");
        else if (slash == path)
            path[1] = '\0';
        else
            *slash = '\0';
    }
}

/* Can files be made in the folder, or the folder where it is missing?  Asked before the long work; leaves nothing. */
static int check_folder(const char *folder)
{
    char path[4096];
    struct stat info;
    if (strlen(folder) >= sizeof path - 16) return cannot_write("--out", "the path is too long");
    strcpy(path, folder);
    existing_part(path);
    if (stat(path, &info) != 0) return cannot_write(folder, strerror(errno));
    if (!S_ISDIR(info.st_mode)) return cannot_write(folder, "it is a file, not a folder");
    strcat(path, "/.XXXXXX");
    int probe = mkstemp(path);
    if (probe < 0) return cannot_write(folder, strerror(errno));
    close(probe);
    unlink(path);
    return CLI_GO_ON;
}

/* Make the folder with its parents. */
static int make_folder(const char *folder)
{
    char path[4096];
    strcpy(path, folder); /* check_folder has seen that it fits */
    for (char *p = path + 1;; p++) {
        if (*p && *p != '/') continue;
        char kept = *p;
        *p = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST) return cannot_write(folder, strerror(errno));
        *p = kept;
        if (!kept) return CLI_GO_ON;
    }
}

/* ---- the work ---- */

static tt_status write_files(const tt_model *model, const build_args *a, cli_progress *progress)
{
    const tt_topics *topics = tt_model_topics(model);
    char path[4200];
    tt_export_opts opts = a->export;
    int n = 0;
    opts.threads = cli_threads(a->threads);
    while (a->format[n]) n++;
    for (int i = 0; i < n; i++) {
        cli_progress_tell(progress, "writing", (double)i / (n + 1), i, "files");
        snprintf(path, sizeof path, "%s/%s", a->folder, a->format[i]->file_name);
        tt_status status = tt_export_write(topics, a->format[i]->name, &opts, path);
        if (status < 0) return status;
    }
    snprintf(path, sizeof path, "%s/model.tt", a->folder);
    tt_status status = tt_model_save(model, path);
    if (status == TT_OK) cli_progress_tell(progress, "writing", 1, n + 1, "files");
    return status;
}

static void summarise(const build_args *a, const tt_corpus *corpus, const tt_topics *topics,
                      const cli_progress *progress)
{
    const char *files[CLI_MAX_FORMATS + 2] = {NULL};
    int n = 0;
    for (; a->format[n]; n++) files[n] = a->format[n]->file_name;
    files[n] = "model.tt";
    cli_summary summary = {.stats = tt_corpus_get_stats(corpus),
                           .topics = topics,
                           .folder = a->folder,
                           .files = files,
                           .input = a->inputs[0],
                           .seconds = cli_progress_seconds(progress)};
    bool json = progress->kind == CLI_PROGRESS_JSON;
    if (json && a->timings) cli_timings_json(&progress->timings);
    if (json)
        cli_summary_json(&summary);
    else if (!a->quiet)
        cli_summary_text(&summary);
    if (!json && a->timings) cli_timings_text(&progress->timings);
}

static int write_and_tell(const build_args *a, const tt_corpus *corpus, const tt_model *model, cli_progress *progress)
{
    cli_progress_commit();
    int status = make_folder(a->folder);
    if (status != CLI_GO_ON) return status;
    tt_status written = write_files(model, a, progress);
    cli_progress_end(progress);
    cli_timings_end(&progress->timings);
    if (written < 0) return cli_failed(written);
    summarise(a, corpus, tt_model_topics(model), progress);
    return CLI_DONE;
}

static int build(const build_args *a)
{
    cli_progress progress;
    tt_corpus *corpus = NULL;
    tt_model *model = NULL;
    tt_edits edits = {0};
    tt_build_opts opts = *tt_options_build(a->options);
    const char *file = tt_options_edits(a->options);
    if (file && tt_edits_load(&edits, file) < 0) return cli_failed(TT_ERR_FORMAT);
    opts.edits = file ? &edits : NULL;
    cli_progress_start(&progress, a->progress, a->quiet);
    tt_run run = cli_progress_run(&progress, a->threads);
    tt_status status = tt_corpus_read(&corpus, a->inputs, a->n_inputs, tt_options_corpus(a->options), &run);
    if (status == TT_OK) status = tt_model_fit(&model, corpus, &opts, &run);
    cli_progress_end(&progress);
    int result;
    if (cli_stopped()) {
        cli_wrong("stopped; nothing was written");
        result = CLI_FAILED;
    } else {
        result = status < 0 ? cli_failed(status) : write_and_tell(a, corpus, model, &progress);
    }
    tt_model_free(model);
    tt_edits_free(&edits);
    tt_corpus_free(corpus);
    return result;
}

/* Options of the tree named by --from, before those on the command line are read into the same place. */
static int take_from(build_args *a, int argc, char **argv)
{
    tt_topics topics = {0};
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--from=", 7) == 0) a->from = argv[i] + 7;
        if (strcmp(argv[i], "--from") == 0 && argv[i + 1]) a->from = argv[++i];
    }
    if (!a->from) return CLI_GO_ON;
    int status = cli_load_tree(&topics, a->from);
    if (status != CLI_GO_ON) return status;
    tt_status taken = tt_options_of_topics(a->options, &topics);
    tt_topics_free(&topics);
    return taken < 0 ? cli_failed(taken) : CLI_GO_ON;
}

static int prepare(build_args *a, int argc, char **argv)
{
    int status = take_from(a, argc, argv);
    if (status == CLI_GO_ON) status = parse(a, argc, argv);
    if (status == CLI_GO_ON) status = check(a);
    return status == CLI_GO_ON ? check_folder(a->folder) : status;
}

int cmd_build(int argc, char **argv)
{
    build_args a = {.export = cli_export_opts(), .folder = "output", .report = true};
    tt_status made = tt_options_new(&a.options);
    if (made < 0) return cli_failed(made);
    int status = prepare(&a, argc, argv);
    a.inputs = (const char *const *)argv;
    if (status == CLI_GO_ON) status = build(&a);
    tt_options_free(a.options);
    return status;
}
