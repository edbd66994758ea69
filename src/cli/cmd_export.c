/* topictree export: one tree in another format. */
#include <stdio.h>
#include <unistd.h>

#include "cli.h"

typedef struct export_args {
    const char *tree, *to, *path;
    tt_export_opts export;
    const tt_export_format *format[CLI_MAX_FORMATS + 1]; /* what --to names */
} export_args;

static int parse(export_args *a, int argc, char **argv)
{
    int n_operands;
    char about[4096] = "Writes a tree in another format, to standard output unless --out says where.\n"
                       "TREE is a tree.json or the folder it is in (output).\n\nformats";
    cli_formats_help(about, sizeof about);
    const cli_option options[] = {
        {TT_OPTION_GROUP, .help = "options"},
        {TT_OPTION_TEXT, 0, "to", "FORMAT", &a->to, .help = "one of the formats above", .word = "needed"},
        {TT_OPTION_TEXT, 'o', "out", "FILE", &a->path, .help = "where it goes", .word = "standard output"},
        {TT_OPTION_INT, 0, "nodes", "N|all", &a->export.max_nodes,
         .help = "pictures: draw at most so many topics, the rest as \"+n more\"", .word = "all"},
        {TT_OPTION_INT, 0, "depth", "N", &a->export.depth, .help = "pictures: draw so many levels below the root",
         .word = "all"},
        {TT_OPTION_TEXT, 0, "root", "ID", &a->export.root, .help = "pictures: draw this topic and what is below it",
         .word = "the whole tree"},
        {TT_OPTION_YESNO, 0, "members", "yes|no", &a->export.members, .help = "json, d3: list all documents of a leaf"},
        {TT_OPTION_FLAG, 'h', "help", NULL, NULL, .help = "this text"},
        {.kind = TT_OPTION_END}};
    const cli_usage usage = {"export", "[TREE] --to FORMAT [options]", about, options,
                             "  topictree export --to svg --out tree.svg\n  topictree export papers --to newick\n"};
    int status = cli_parse(&usage, argc, argv, &n_operands);
    if (status != CLI_GO_ON) return status;
    if (n_operands > 1) return cli_wrong("export: one tree at a time, not \"%s\" as well", argv[1]);
    if (n_operands == 1) a->tree = argv[0];
    return CLI_GO_ON;
}

/* An option that a format has no use for is a mistake, not something to pass over. */
static int check_use(const export_args *a)
{
    const tt_export_format *format = a->format[0];
    const tt_export_opts usual = cli_export_opts(), *asked = &a->export;
    bool drawn = format->traits & TT_EXPORT_DRAWN, members = format->traits & TT_EXPORT_MEMBERS;
    const char *option = !drawn && asked->max_nodes != usual.max_nodes ? "nodes"
                         : !drawn && asked->depth != usual.depth       ? "depth"
                         : !drawn && asked->root                       ? "root"
                         : !members && !asked->members                 ? "members"
                                                                       : NULL;
    if (!option) return CLI_GO_ON;
    return cli_wrong("export: --%s says nothing about %s (topictree help export lists what it is for)", option,
                     format->name);
}

static int check(export_args *a)
{
    if (!a->to) return cli_wrong("export: --to FORMAT is needed (topictree help export lists them)");
    int status = cli_formats(a->format, "to", a->to);
    if (status != CLI_GO_ON) return status;
    if (a->format[1]) return cli_wrong("export: --to: one format at a time, not \"%s\"", a->to);
    const char *wrong = tt_export_opts_check(&a->export);
    if (wrong) return cli_wrong("%s", wrong);
    if (!a->path && (a->format[0]->traits & TT_EXPORT_BINARY) && isatty(STDOUT_FILENO))
        return cli_wrong("export: %s is not for a terminal; give --out FILE", a->format[0]->name);
    return check_use(a);
}

int cmd_export(int argc, char **argv)
{
    export_args a = {.export = cli_export_opts()};
    tt_topics topics = {0};
    int status = parse(&a, argc, argv);
    if (status == CLI_GO_ON) status = check(&a);
    if (status == CLI_GO_ON) status = cli_load_tree(&topics, a.tree);
    if (status != CLI_GO_ON) return status;
    tt_status written = tt_export_write(&topics, a.format[0]->name, &a.export, a.path ? a.path : "-");
    tt_topics_free(&topics);
    return written < 0 ? cli_failed(written) : CLI_DONE;
}
