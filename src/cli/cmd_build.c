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
    tt_corpus_opts corpus;
    tt_build_opts build;
    tt_export_opts export;
    const char *folder, *also, *edits;
    const tt_export_format *format[CLI_MAX_FORMATS + 1]; /* what is written, NULL-ended */
    int32_t threads;
    cli_progress_kind progress;
    bool report, quiet, timings;
} build_args;

static const char always[] = "json,dot,documents", unless_told[] = "html"; /* the formats that every build writes */

/* ---- options ---- */

/* As long as there are options: a line or two for each, and nothing else. */
static int parse(build_args *a, int argc, char **argv)
{
    tt_build_opts *b = &a->build;
    const cli_option options[] = {
        {CLI_GROUP, .help = "input"},
        {CLI_CHOICE, 'f', "format", CLI_FORMATS, &a->corpus.format, .help = "what the input is"},
        {CLI_STRING, 0, "id-field", "NAME", &a->corpus.id_field, .help = "the field that names a document",
         .word = "found by its name"},
        {CLI_STRING, 0, "title-field", "NAME", &a->corpus.title_field, .help = "its title",
         .word = "found by its name"},
        {CLI_STRING, 0, "text-field", "NAME", &a->corpus.text_field, .help = "its text", .word = "found by its name"},
        {CLI_STRING, 0, "label-field", "NAME", &a->corpus.label_field,
         .help = "its known subject; nothing but eval looks at it", .word = "path"},
        {CLI_FLAG, 0, "strict", NULL, &a->corpus.strict, .help = "stop at the first bad record instead of skipping it"},
        {CLI_GROUP, .help = "words"},
        {CLI_CHOICE, 0, "boilerplate", "drop|keep", &a->corpus.boilerplate,
         .help = "what many otherwise unlike documents have word for word in common"},
        {CLI_STRING, 'l', "language", "CODE", &b->vocab.language,
         .help = "en, de, fr, ...; auto looks at the text; none has no stop words"},
        {CLI_STRING, 0, "stopwords", "FILE", &b->vocab.stopwords_file, .help = "more stop words, one a line"},
        {CLI_FLAG, 0, "stem", NULL, &b->vocab.stem,
         .help = "count inflected forms of a word together (labels keep them apart)"},
        {CLI_REAL, 0, "min-df", "X", &b->vocab.min_df,
         .help = "a term stands in at least X documents, or (X < 1) in this share of them", .word = "chosen"},
        {CLI_REAL, 0, "max-df", "X", &b->vocab.max_df,
         .help = "... and in at most this share of them (X <= 1), or in X documents", .word = "chosen"},
        {CLI_CHOICE, 0, "tf", "log|raw|sqrt|binary", &b->weights.tf, .help = "weight of a term within a document"},
        {CLI_CHOICE, 0, "idf", "plain|smooth|none", &b->weights.idf, .help = "weight of a term among all documents"},
        {CLI_REAL, 0, "idf-power", "P", &b->weights.idf_power, .help = "the idf is raised to this power",
         .word = "chosen, 1 to 2"},
        {CLI_INT, 0, "lsa", "D", &b->lsa, .help = "cluster in D latent dimensions instead of the terms themselves",
         .word = "off"},
        {CLI_GROUP, .help = "shape"},
        {CLI_INT, 'k', "topics", "K", &b->topics, .help = "leaf topics", .word = "chosen"},
        {CLI_CHOICE, 0, "detail", "low|normal|high", &b->detail,
         .help = "how many leaf topics, where --topics does not say"},
        {CLI_LEVELS, 0, "levels", "N,N,..", &b->shape, .help = "topics on each level from the top, the last = leaves"},
        {CLI_INT, 0, "max-children", "N", &b->shape.max_children, .help = "children of a topic at most",
         .word = "chosen"},
        {CLI_INT, 0, "min-docs", "N", &b->min_docs, .help = "documents of a leaf topic at least", .word = "chosen"},
        {CLI_SHARE, 0, "outliers", "SHARE|auto", &b->outliers,
         .help =
             "documents that fit nowhere go into a leaf of their own: this share of all, or those that stand far out",
         .max = .5},
        {CLI_INT, 0, "depth", "N", &b->shape.depth, .help = "levels below the root", .word = "chosen"},
        {CLI_GROUP, .help = "clustering"},
        {CLI_CHOICE, 0, "linkage", "average|i2|auto", &b->linkage,
         .help = "how leaf topics are joined into broader ones; auto is average for --max-children 2, else i2"},
        {CLI_INT, 0, "starts", "N", &b->kmeans.starts, .help = "whole partitions to choose the best of",
         .word = "chosen by size", .max = 1000},
        {CLI_INT, 0, "trials", "N", &b->kmeans.trials, .help = "random starts of each split", .word = "chosen by size",
         .max = 1000},
        {CLI_INT, 0, "refine-passes", "N", &b->kmeans.refine_passes, .help = "passes of the refinement at most"},
        {CLI_INT, 0, "divergence-passes", "N", &b->kmeans.divergence_passes,
         .help = "Kullback-Leibler rounds after it at most"},
        {CLI_SEED, 's', "seed", "N", &b->seed, .help = "the seed of every random draw"},
        {CLI_GROUP, .help = "labels"},
        {CLI_INT, 0, "terms", "N", &b->labels.n_terms, .help = "terms a topic lists", .min = 1, .max = 1000},
        {CLI_INT, 0, "name-terms", "N", &b->labels.name_terms, .help = "terms in a topic's name", .min = 1, .max = 3},
        {CLI_STRING, 0, "edits", "FILE", &a->edits,
         .help = "names, merges, hidden and pinned terms to apply again (man topictree, EDITS)", .word = "none"},
        {CLI_GROUP, .help = "output"},
        {CLI_STRING, 'o', "out", "DIR", &a->folder, .help = "the folder the files go to; made where it is missing"},
        {CLI_STRING, 0, "also", "FORMAT,..", &a->also,
         .help = "further files, in formats of topictree export: svg, sqlite, ...", .word = "none"},
        {CLI_YESNO, 0, "report", "yes|no", &a->report, .help = "write report.html, a page to look at the topics with"},
        {CLI_YESNO, 0, "members", "yes|no", &a->export.members, .help = "tree.json lists all documents of a leaf"},
        {CLI_INT, 0, "nodes", "N|all", &a->export.max_nodes,
         .help = "tree.dot and pictures draw so many topics, the rest as \"+n more\"", .word = "all"},
        {CLI_GROUP, .help = "running"},
        {CLI_INT, 't', "threads", "N", &a->threads,
         .help = "processors to use, if there are so many; the result is the same for any number", .word = "all",
         .max = 1024},
        {CLI_SIZE, 0, "max-memory", "SIZE", &b->max_memory,
         .help =
             "500M, 2G: beyond, rare terms are hashed or the build is refused; the result is the same for any threads",
         .word = "what is free"},
        {CLI_CHOICE, 0, "progress", "auto|bar|json|none", &a->progress,
         .help = "on stderr; auto is a bar on a terminal, else none"},
        {CLI_FLAG, 0, "timings", NULL, &a->timings,
         .help = "say at the end what each stage took: seconds, CPU, memory"},
        {CLI_FLAG, 'q', "quiet", NULL, &a->quiet, .help = "say nothing but errors"},
        {CLI_FLAG, 'h', "help", NULL, NULL, .help = "this text"},
        {.kind = CLI_END}};
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
    const char *wrong = tt_corpus_opts_check(&a->corpus);
    if (!wrong) wrong = tt_build_opts_check(&a->build);
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
    tt_build_opts opts = a->build;
    if (a->edits && tt_edits_load(&edits, a->edits) < 0) return cli_failed(TT_ERR_FORMAT);
    opts.edits = a->edits ? &edits : NULL;
    cli_progress_start(&progress, a->progress, a->quiet);
    tt_run run = cli_progress_run(&progress, a->threads);
    tt_status status = tt_corpus_read(&corpus, a->inputs, a->n_inputs, &a->corpus, &run);
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

int cmd_build(int argc, char **argv)
{
    build_args a = {.corpus = tt_corpus_opts_default(),
                    .build = tt_build_opts_default(),
                    .export = tt_export_opts_default(),
                    .folder = "output",
                    .report = true};
    int status = parse(&a, argc, argv);
    a.corpus.max_memory = a.build.max_memory;
    if (status == CLI_GO_ON) status = check(&a);
    if (status == CLI_GO_ON) status = check_folder(a.folder);
    if (status != CLI_GO_ON) return status;
    a.inputs = (const char *const *)argv;
    return build(&a);
}
