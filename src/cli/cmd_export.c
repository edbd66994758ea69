/* topictree export: one tree in another format. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

typedef struct export_args {
    const char *tree, *format, *path;
    tt_export_opts export;
} export_args;

static const tt_export_format *find_format(const char *name)
{
    for (const tt_export_format *f = tt_export_formats(); f->name; f++)
        if (strcmp(f->name, name) == 0) return f;
    return NULL;
}

static int unknown_format(const char *name)
{
    const char *names[32];
    char list[256] = "";
    int n = 0;
    for (const tt_export_format *f = tt_export_formats(); f->name && n < 31; f++) {
        names[n++] = f->name;
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", *list ? ", " : "", f->name);
    }
    names[n] = NULL;
    const char *nearest = cli_nearest(name, names);
    if (nearest) return cli_wrong("--to: no format \"%s\"; did you mean %s?", name, nearest);
    return cli_wrong("--to: no format \"%s\"; there are %s", name, list);
}

static int parse(export_args *a, int argc, char **argv)
{
    int n_operands;
    char about[1024] = "Writes a tree in another format, to standard output unless --out says where.\n"
                       "TREE is a tree.json or the folder it is in (output).\n\nformats\n";
    for (const tt_export_format *f = tt_export_formats(); f->name; f++)
        snprintf(about + strlen(about), sizeof about - strlen(about), "  %-10s %s\n", f->name, f->help);
    about[strlen(about) - 1] = '\0';
    const cli_option options[] = {
        {CLI_GROUP, .help = "options"},
        {CLI_STRING, 0, "to", "FORMAT", &a->format, .help = "one of the formats above", .word = "needed"},
        {CLI_STRING, 'o', "out", "FILE", &a->path, .help = "where it goes", .word = "standard output"},
        {CLI_INT, 0, "nodes", "N|all", &a->export.max_nodes,
         .help = "pictures: draw so many topics, the rest as \"+n more\"", .word = "all"},
        {CLI_INT, 0, "depth", "N", &a->export.depth,
         .help = "pictures: draw so many levels below the root", .word = "all"},
        {CLI_YESNO, 0, "members", "yes|no", &a->export.members, .help = "json: list all documents of a leaf"},
        {CLI_FLAG, 'h', "help", NULL, NULL, .help = "this text"},
        {.kind = CLI_END}};
    const cli_usage usage = {"export", "[TREE] --to FORMAT [options]", about, options,
                             "  topictree export --to svg --out tree.svg\n  topictree export papers --to newick\n"};
    int status = cli_parse(&usage, argc, argv, &n_operands);
    if (status != CLI_GO_ON) return status;
    if (n_operands > 1) return cli_wrong("export: one tree at a time, not \"%s\" as well", argv[1]);
    if (n_operands == 1) a->tree = argv[0];
    return CLI_GO_ON;
}

static int check(const export_args *a)
{
    if (!a->format) return cli_wrong("export: --to FORMAT is needed (topictree help export lists them)");
    if (!find_format(a->format)) return unknown_format(a->format);
    const char *wrong = tt_export_opts_check(&a->export);
    if (wrong) return cli_wrong("%s", wrong);
    bool binary = strcmp(a->format, "png") == 0 || strcmp(a->format, "pdf") == 0;
    if (!a->path && binary && isatty(STDOUT_FILENO))
        return cli_wrong("export: %s is not for a terminal; give --out FILE", a->format);
    return CLI_GO_ON;
}

int cmd_export(int argc, char **argv)
{
    export_args a = {.export = tt_export_opts_default()};
    tt_topics topics = {0};
    int status = parse(&a, argc, argv);
    if (status == CLI_GO_ON) status = check(&a);
    if (status == CLI_GO_ON) status = cli_load_tree(&topics, a.tree);
    if (status != CLI_GO_ON) return status;
    tt_status written = tt_export_write(&topics, a.format, &a.export, a.path ? a.path : "-");
    tt_topics_free(&topics);
    return written < 0 ? cli_failed(written) : CLI_DONE;
}
