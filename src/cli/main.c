/* The command line: finds the command in the table and hands over. */
#include <gsl/gsl_errno.h>
#include <locale.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"

static const cli_command commands[] = {
    {"build", cmd_build, "documents in, a topic tree out: tree.json, tree.dot, documents.csv"},
    {"show", cmd_show, "print a tree in the terminal"},
    {"eval", cmd_eval, "say how good a tree is, with and without known subjects"},
    {"export", cmd_export, "write a tree in another format: dot, svg, png, pdf, csv, newick"},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

static int print_overview(void)
{
    printf("topictree %s turns a pile of documents into a topic tree\n\n", tt_version());
    printf("usage: topictree COMMAND [options]\n\ncommands:\n");
    for (int i = 0; i < N_COMMANDS; i++) printf("  %-10s %s\n", commands[i].name, commands[i].help);
    printf("  %-10s %s\n\n", "help", "topictree help COMMAND tells all about one command");
    printf("start with: topictree build papers.jsonl\n"
           "            (or a .csv, a folder of texts, an archive, - for standard input)\n");
    return CLI_DONE;
}

static int print_version(void)
{
    printf("topictree %s\n", tt_version());
    return CLI_DONE;
}

static const cli_command *find_command(const char *name)
{
    for (int i = 0; i < N_COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0) return &commands[i];
    return NULL;
}

static int unknown_command(const char *name)
{
    const char *names[N_COMMANDS + 2] = {"help"};
    for (int i = 0; i < N_COMMANDS; i++) names[i + 1] = commands[i].name;
    const char *nearest = cli_nearest(name, names);
    if (nearest) return cli_wrong("no command \"%s\"; did you mean %s?", name, nearest);
    return cli_wrong("no command \"%s\" (topictree --help lists them)", name);
}

static int help(int argc, char **argv)
{
    if (argc < 2) return print_overview();
    const cli_command *command = find_command(argv[1]);
    char name[] = "help", flag[] = "--help";
    char *as_option[] = {name, flag, NULL};
    return command ? command->run(2, as_option) : unknown_command(argv[1]);
}

static int run(int argc, char **argv)
{
    if (argc < 2) return cli_wrong("no command given (topictree --help lists them)");
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) return print_version();
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) return print_overview();
    if (strcmp(name, "help") == 0) return help(argc - 1, argv + 1);
    const cli_command *command = find_command(name);
    return command ? command->run(argc - 1, argv + 1) : unknown_command(name);
}

/* Large arrays go back to the system when they are freed.  Left to itself glibc raises the size from which they do with
 * every one that is freed, up to 32 MB, and what it keeps comes on top of what the next stage takes: 149 MB for 127 at
 * --max-memory 150M, 1,000 topics of 42,900 abstracts. */
static void return_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
#endif
}

int main(int argc, char **argv)
{
    return_memory();
    gsl_set_error_handler_off();    /* GSL would abort; the library checks what it gives to GSL, and what comes back */
    setlocale(LC_CTYPE, "C.UTF-8"); /* names inside archives, widths on the terminal: whatever the user's locale */
    int status = run(argc, argv);
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == CLI_DONE) {
        fprintf(stderr, "topictree: standard output cannot be written\n");
        status = CLI_FAILED;
    }
    return status;
}
