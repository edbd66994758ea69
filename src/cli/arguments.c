/* Options from a table: parsing with exact messages, and a help text that prints the defaults where they stand. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

int cli_wrong(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("topictree: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return CLI_USAGE;
}

int cli_failed(tt_status status)
{
    cli_wrong("%s", tt_error_message());
    return status == TT_ERR_ARGUMENT ? CLI_USAGE : CLI_FAILED;
}

/* ---- typing errors ---- */

enum { LONGEST_NAME = 40 };

/* Edits (insert, delete, replace, swap of neighbours) between two names shorter than LONGEST_NAME. */
static int distance(const char *a, const char *b)
{
    int d[LONGEST_NAME + 1][LONGEST_NAME + 1], m = (int)strlen(a), n = (int)strlen(b);
    for (int i = 0; i <= m; i++) d[i][0] = i;
    for (int j = 0; j <= n; j++) d[0][j] = j;
    for (int i = 1; i <= m; i++)
        for (int j = 1; j <= n; j++) {
            int best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (d[i - 1][j] + 1 < best) best = d[i - 1][j] + 1;
            if (d[i][j - 1] + 1 < best) best = d[i][j - 1] + 1;
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && d[i - 2][j - 2] + 1 < best) best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[m][n];
}

const char *cli_nearest(const char *typed, const char *const *names)
{
    if (strlen(typed) >= LONGEST_NAME) return NULL;
    const char *best = NULL;
    int least = 1 + ((int)strlen(typed) + 1) / 3;
    for (; *names; names++) {
        int d = strlen(*names) < LONGEST_NAME ? distance(typed, *names) : least;
        if (d < least) {
            least = d;
            best = *names;
        }
    }
    return best;
}

/* ---- values ---- */

static tt_option described(const cli_option *option)
{
    return (tt_option){.type = option->kind,
                       .name = option->name,
                       .value = option->value,
                       .word = option->word,
                       .least = option->min,
                       .most = option->max};
}

static int set_value(const cli_option *option, const char *text)
{
    tt_option library = described(option);
    return tt_option_parse(&library, option->field, text) < 0 ? cli_wrong("--%s", tt_error_message()) : CLI_GO_ON;
}

int cli_options_of_table(cli_option *to, tt_options *options)
{
    int n = 0;
    for (const tt_option *o = tt_option_table(); o->type != TT_OPTION_END; o++)
        to[n++] = (cli_option){.kind = o->type,
                               .letter = o->letter,
                               .name = o->name,
                               .value = o->value,
                               .field = o->name ? tt_options_field(options, o) : NULL,
                               .help = o->help,
                               .word = o->word,
                               .min = o->least,
                               .max = o->most};
    return n;
}

/* ---- help ---- */

static void print_default(const cli_option *option)
{
    char text[200];
    tt_option library = described(option);
    bool text_without_default = option->kind == TT_OPTION_TEXT && !option->word && !*(const char **)option->field;
    if (option->kind == TT_OPTION_FLAG || text_without_default) return;
    tt_option_print(&library, option->field, text, sizeof text);
    printf(" (%s)", text);
}

static int print_help(const cli_usage *usage)
{
    printf("usage: topictree %s %s\n\n%s\n", usage->command, usage->synopsis, usage->about);
    for (const cli_option *o = usage->options; o->kind != TT_OPTION_END; o++) {
        if (o->kind == TT_OPTION_GROUP) {
            printf("\n%s\n", o->help);
            continue;
        }
        char left[96];
        char letter[] = {'-', o->letter, ',', '\0'};
        snprintf(left, sizeof left, "%s --%s%s%s", o->letter ? letter : "   ", o->name, o->value ? " " : "",
                 o->value ? o->value : "");
        if (strlen(left) > 28)
            printf("  %s\n  %-28s ", left, "");
        else
            printf("  %-28s ", left);
        fputs(o->help, stdout);
        print_default(o);
        putchar('\n');
    }
    if (usage->examples) printf("\nexamples\n%s", usage->examples);
    return CLI_DONE;
}

/* ---- parsing ---- */

static const cli_option *find_long(const cli_option *options, const char *name, size_t n)
{
    for (const cli_option *o = options; o->kind != TT_OPTION_END; o++)
        if (o->name && strlen(o->name) == n && memcmp(o->name, name, n) == 0) return o;
    return NULL;
}

static const cli_option *find_short(const cli_option *options, char letter)
{
    for (const cli_option *o = options; o->kind != TT_OPTION_END; o++)
        if (o->letter && o->letter == letter) return o;
    return NULL;
}

static int unknown_option(const cli_usage *usage, const char *typed)
{
    const char *names[80];
    int n = 0;
    for (const cli_option *o = usage->options; o->kind != TT_OPTION_END && n < 79; o++)
        if (o->name) names[n++] = o->name;
    names[n] = NULL;
    char name[LONGEST_NAME] = "";
    size_t length = strcspn(typed, "=");
    if (typed[1] == '-' && length - 2 < sizeof name) memcpy(name, typed + 2, length - 2);
    const char *nearest = *name ? cli_nearest(name, names) : NULL;
    const char *command = usage->command;
    if (nearest) return cli_wrong("%s: unknown option %.*s; did you mean --%s?", command, (int)length, typed, nearest);
    return cli_wrong("%s: unknown option %.*s (topictree help %s lists them)", command, (int)length, typed, command);
}

/* Read the option at argv[i]; *used says how many arguments it took. */
static int parse_option(const cli_usage *usage, char **argv, int i, int *used)
{
    const char *typed = argv[i], *value = NULL;
    const cli_option *option;
    *used = 1;
    if (typed[1] == '-') {
        size_t n = strcspn(typed + 2, "=");
        option = find_long(usage->options, typed + 2, n);
        if (typed[2 + n] == '=') value = typed + 3 + n;
    } else {
        option = find_short(usage->options, typed[1]);
        if (typed[2]) value = typed + 2;
    }
    if (!option) return unknown_option(usage, typed);
    if (option->kind == TT_OPTION_FLAG) {
        if (value) return cli_wrong("--%s takes no value", option->name);
        *(bool *)option->field = true;
        return CLI_GO_ON;
    }
    if (!value) {
        if (!(value = argv[i + 1])) return cli_wrong("--%s needs a value: %s", option->name, option->value);
        *used = 2;
    }
    return set_value(option, value);
}

static bool asks_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return true;
    return false;
}

int cli_parse(const cli_usage *usage, int argc, char **argv, int *n_operands)
{
    int n = 0, used = 1;
    bool options_over = false;
    if (asks_help(argc, argv)) return print_help(usage); /* before any value overwrites a default */
    for (int i = 1; i < argc; i += used) {
        used = 1;
        if (!options_over && strcmp(argv[i], "--") == 0)
            options_over = true;
        else if (options_over || argv[i][0] != '-' || !argv[i][1])
            argv[n++] = argv[i];
        else {
            int status = parse_option(usage, argv, i, &used);
            if (status != CLI_GO_ON) return status;
        }
    }
    *n_operands = n;
    return CLI_GO_ON;
}
