/* topictree show: the tree in the terminal, or the part of it that is asked for. */
#include <stdio.h>

#include "cli.h"
#include "tree_view.h"

enum { FOUND_TITLES = 3 }; /* shown under a topic where nothing is said about documents */

typedef struct show_args {
    const char *tree;
    tt_select_opts select;
    int32_t width;
    cli_colour colour;
    bool json;
} show_args;

static int check(const show_args *a)
{
    const char *unused = a->json && a->width > 0 ? "width" : a->json && a->colour != CLI_COLOUR_AUTO ? "color" : NULL;
    return unused ? cli_wrong("show: --%s says nothing about --json", unused) : CLI_GO_ON;
}

static int parse(show_args *a, int argc, char **argv)
{
    int n_operands;
    const cli_option options[] = {
        {TT_OPTION_GROUP, .help = "options"},
        {TT_OPTION_INT, 0, "depth", "N", &a->select.depth, .help = "show so many levels below the top", .word = "all"},
        {TT_OPTION_TEXT, 0, "root", "ID", &a->select.root, .help = "show this topic and what is below it",
         .word = "the whole tree"},
        {TT_OPTION_INT, 0, "documents", "N", &a->select.documents,
         .help = "titles below each topic that ends a branch, the most typical first; auto: 3 of those found",
         .word = "auto"},
        {TT_OPTION_TEXT, 0, "find", "WORD", &a->select.find,
         .help = "only topics whose name, terms or documents' titles hold it, and those above", .word = "all"},
        {TT_OPTION_FLAG, 0, "json", NULL, &a->json,
         .help = "print what would be shown as JSON, nested as in tree.json"},
        {TT_OPTION_INT, 0, "width", "N", &a->width, .help = "columns of a line", .word = "auto", .min = 0,
         .max = 10000},
        {TT_OPTION_CHOICE, 0, "color", "auto|always|never", &a->colour,
         .help = "bars coloured by cohesion, grey to green"},
        {TT_OPTION_FLAG, 'h', "help", NULL, NULL, .help = "this text"},
        {.kind = TT_OPTION_END}};
    const cli_usage usage = {
        "show", "[TREE] [options]",
        "Prints a tree: names, documents below, and a bar for their number.\n"
        "TREE is a tree.json or the folder it is in (output).",
        options,
        "  topictree show --depth 2\n  topictree show papers --documents 3\n"
        "  topictree show --find whales\n  topictree show --depth 1 --json | jq -r '.children[].name'\n"};
    int status = cli_parse(&usage, argc, argv, &n_operands);
    if (status != CLI_GO_ON) return status;
    if (n_operands > 1) return cli_wrong("show: one tree at a time, not \"%s\" as well", argv[1]);
    if (n_operands == 1) a->tree = argv[0];
    return check(a);
}

/* How much was found, beside the tree: at whatever depth it stands. */
static void put_found(const tt_selection *part, const char *find)
{
    char topics[32], documents[32];
    fflush(stdout);
    fprintf(stderr, "\"%s\": %s topic%s, %s title%s\n", find, cli_grouped(topics, part->topics_found),
            part->topics_found == 1 ? "" : "s", cli_grouped(documents, part->documents_found),
            part->documents_found == 1 ? "" : "s");
}

static int put(const tt_topics *topics, const tt_selection *part, const show_args *a)
{
    tt_export_opts json = cli_export_opts();
    json.selection = part;
    cli_tree_view view = {cli_terminal_get(a->width, a->colour), topics, part, a->select.find};
    tt_status status = a->json ? tt_export_write(topics, "d3", &json, "-") : cli_tree_view_put(&view);
    if (status == TT_OK && a->select.find && !a->json) put_found(part, a->select.find);
    return status < 0 ? cli_failed(status) : CLI_DONE;
}

static int show(const tt_topics *topics, const show_args *a)
{
    tt_selection part = {0};
    tt_status status = tt_selection_make(&part, topics, &a->select);
    if (status < 0) return cli_failed(status);
    int result = CLI_FAILED;
    if (part.topic[part.top])
        result = put(topics, &part, a);
    else
        cli_wrong("no topic%s%s has \"%s\" in its name, its terms or the titles of its documents",
                  a->select.root ? " under " : "", a->select.root ? a->select.root : "", a->select.find);
    tt_selection_free(&part);
    return result;
}

int cmd_show(int argc, char **argv)
{
    show_args a = {0};
    tt_topics topics = {0};
    int status = parse(&a, argc, argv);
    if (status == CLI_GO_ON) status = cli_load_tree(&topics, a.tree);
    if (status != CLI_GO_ON) return status;
    if (a.select.find && a.select.documents == 0) a.select.documents = FOUND_TITLES;
    status = show(&topics, &a);
    tt_topics_free(&topics);
    return status;
}
