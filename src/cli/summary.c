/* The summary at the end of a run, and how commands name a tree. */
#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

char *cli_grouped(char buffer[32], int64_t number)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)number), w = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && (n - i) % 3 == 0 && digits[i - 1] != '-') buffer[w++] = ',';
        buffer[w++] = digits[i];
    }
    buffer[w] = '\0';
    return buffer;
}

void cli_tree_path(char *path, size_t size, const char *operand)
{
    struct stat info;
    if (!operand) operand = "output";
    bool folder = strcmp(operand, "output") == 0 || (stat(operand, &info) == 0 && S_ISDIR(info.st_mode));
    size_t n = strlen(operand);
    const char *slash = n && operand[n - 1] == '/' ? "" : "/";
    snprintf(path, size, "%s%s%s", operand, folder ? slash : "", folder ? "model.tt" : "");
    if (folder && stat(path, &info) != 0) snprintf(path, size, "%s%stree.json", operand, slash);
}

int cli_load_tree(tt_topics *topics, const char *operand)
{
    char path[4096];
    cli_tree_path(path, sizeof path, operand);
    tt_status status = tt_topics_load(topics, path);
    return status < 0 ? cli_failed(status) : CLI_GO_ON;
}

/* ---- the figures of a build ---- */

typedef struct figures {
    int64_t no_terms, terms;          /* of the tree's counts; -1 where they are not there */
    int32_t leaves, levels, outliers; /* leaf topics; documents in none of them */
    double cpu, megabytes;
} figures;

static int64_t count_of(const tt_topics *topics, const char *key)
{
    for (int32_t i = 0; i < topics->n_counts; i++)
        if (strcmp(topics->count[i].key, key) == 0) return strtoll(topics->count[i].value, NULL, 10);
    return -1;
}

static figures take_figures(const tt_topics *topics)
{
    figures f = {.no_terms = count_of(topics, "no_terms"), .terms = count_of(topics, "terms")};
    for (int32_t v = 0; v < topics->tree.m; v++) {
        f.leaves += topics->tree.n_children[v] == 0;
        if (topics->tree.level[v] > f.levels) f.levels = topics->tree.level[v];
    }
    const tt_tree *tree = &topics->tree;
    if (tree->outliers) f.outliers = tree->end[tree->outliers] - tree->begin[tree->outliers];
    f.leaves -= tree->outliers > 0;
    cli_usage_now(&f.cpu, &f.megabytes);
    return f;
}

/* ---- as text ---- */

/* ", 3 malformed" where there are any. */
static void print_count(int64_t n, const char *what)
{
    char number[32];
    if (n > 0) fprintf(stderr, ", %s %s", cli_grouped(number, n), what);
}

static void print_skipped(const tt_corpus_stats *s, int64_t no_terms)
{
    const int64_t n[] = {s->bad_records, s->empty, s->duplicate_ids, no_terms};
    const char *const why[] = {"malformed", "empty", "with an id seen before", "with no word left"};
    const char *separator = " (";
    char number[32];
    fprintf(stderr, ", skipped %s", cli_grouped(number, n[0] + n[1] + n[2] + n[3]));
    for (int i = 0; i < 4; i++) {
        if (n[i] == 0) continue;
        fprintf(stderr, "%s%s %s", separator, cli_grouped(number, n[i]), why[i]);
        separator = ", ";
    }
    if (*separator == ',') fputc(')', stderr);
}

static void print_input(const tt_corpus_stats *s, const figures *f)
{
    char read[32], words[32], terms[32];
    fprintf(stderr, "read %s records", cli_grouped(read, s->read + s->bad_records));
    print_skipped(s, f->no_terms > 0 ? f->no_terms : 0);
    print_count(s->invalid_utf8, "with invalid UTF-8 replaced");
    print_count(s->nul_bytes, "with NUL bytes taken as spaces");
    fprintf(stderr, "; %s words of text", cli_grouped(words, s->tokens));
    if (s->boilerplate > 0) fprintf(stderr, " (%s of them boilerplate, left out)", cli_grouped(words, s->boilerplate));
    if (f->terms >= 0) fprintf(stderr, ", a vocabulary of %s terms", cli_grouped(terms, f->terms));
    fputc('\n', stderr);
}

void cli_summary_text(const cli_summary *summary)
{
    char documents[32], topics[32];
    figures f = take_figures(summary->topics);
    print_input(summary->stats, &f);
    int32_t n = summary->topics->tree.n;
    fprintf(stderr, "%s document%s -> %s topic%s, %d level%s", cli_grouped(documents, n), n == 1 ? "" : "s",
            cli_grouped(topics, f.leaves), f.leaves == 1 ? "" : "s", (int)f.levels, f.levels == 1 ? "" : "s");
    print_count(f.outliers, f.outliers == 1 ? "outlier" : "outliers");
    fputs("    ", stderr);
    fprintf(stderr, "%.1f s, %.1f s of CPU, %.0f MB\n", summary->seconds, f.cpu, f.megabytes);
    fprintf(stderr, "wrote %s/", summary->folder);
    for (const char *const *file = summary->files; *file; file++) fprintf(stderr, "%s%s", *file, file[1] ? " " : "\n");
    bool usual = strcmp(summary->folder, "output") == 0;
    fprintf(stderr, "next: topictree show%s%s | topictree export %s --to svg --out tree.svg", usual ? "" : " ",
            usual ? "" : summary->folder, summary->folder);
    if (strcmp(summary->input, "-") != 0) fprintf(stderr, " | topictree eval %s %s", summary->folder, summary->input);
    fputc('\n', stderr);
}

/* ---- as one JSON event ---- */

void cli_summary_json(const cli_summary *summary)
{
    const tt_corpus_stats *s = summary->stats;
    figures f = take_figures(summary->topics);
    cJSON *event = cJSON_CreateObject(), *files = NULL;
    struct {
        const char *key;
        double value;
    } number[] = {{"documents", summary->topics->tree.n},
                  {"read", (double)s->read},
                  {"bad_records", (double)s->bad_records},
                  {"empty", (double)s->empty},
                  {"duplicate_ids", (double)s->duplicate_ids},
                  {"no_terms", f.no_terms > 0 ? (double)f.no_terms : 0},
                  {"invalid_utf8", (double)s->invalid_utf8},
                  {"nul_bytes", (double)s->nul_bytes},
                  {"tokens", (double)s->tokens},
                  {"boilerplate_tokens", s->boilerplate > 0 ? (double)s->boilerplate : 0},
                  {"terms", (double)f.terms},
                  {"topics", f.leaves},
                  {"levels", f.levels},
                  {"outliers", f.outliers},
                  {"seconds", summary->seconds},
                  {"cpu_seconds", f.cpu},
                  {"peak_megabytes", f.megabytes}};
    cJSON_AddStringToObject(event, "event", "done");
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        cJSON_AddNumberToObject(event, number[i].key, number[i].value);
    cJSON_AddStringToObject(event, "folder", summary->folder);
    files = cJSON_AddArrayToObject(event, "files");
    for (const char *const *file = summary->files; *file; file++)
        cJSON_AddItemToArray(files, cJSON_CreateString(*file));
    cli_event(event);
}
