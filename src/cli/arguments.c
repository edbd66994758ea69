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

static int set_int(const cli_option *option, const char *text)
{
    char *end;
    double min = option->min, max = option->max;
    if (min == 0 && max == 0) max = INT32_MAX;
    if (option->word && strcmp(text, option->word) == 0) {
        *(int32_t *)option->field = 0;
        return CLI_GO_ON;
    }
    errno = 0;
    long long number = strtoll(text, &end, 10);
    if (end == text || *end) return cli_wrong("--%s: \"%s\" is not a whole number", option->name, text);
    if (errno || (double)number < min || (double)number > max)
        return cli_wrong("--%s: %s is out of range (%.0f to %.0f)", option->name, text, min, max);
    *(int32_t *)option->field = (int32_t)number;
    return CLI_GO_ON;
}

static int set_seed(const cli_option *option, const char *text)
{
    char *end;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (end == text || *end || strchr(text, '-'))
        return cli_wrong("--%s: \"%s\" is not a whole number of 0 or more", option->name, text);
    if (errno) return cli_wrong("--%s: %s is out of range (0 to 18446744073709551615)", option->name, text);
    *(uint64_t *)option->field = number;
    return CLI_GO_ON;
}

static int set_real(const cli_option *option, const char *text)
{
    char *end;
    double number = strtod(text, &end), max = option->min == 0 && option->max == 0 ? 1e300 : option->max;
    if (end == text || *end || number != number) return cli_wrong("--%s: \"%s\" is not a number", option->name, text);
    if (number < option->min || number > max)
        return cli_wrong("--%s: %s is out of range (%g to %g)", option->name, text, option->min, max);
    *(double *)option->field = number;
    return CLI_GO_ON;
}

static int set_share(const cli_option *option, const char *text)
{
    char *end;
    double number = strcmp(text, "auto") == 0 ? TT_OUTLIERS_AUTO : 0;
    if (number == 0 && strcmp(text, "off") != 0) {
        number = strtod(text, &end);
        if (end == text || *end || number != number)
            return cli_wrong("--%s: \"%s\" is not a share, auto or off", option->name, text);
        if (!(number > option->min && number <= option->max))
            return cli_wrong("--%s: %s is out of range (more than %g, at most %g)", option->name, text, option->min,
                             option->max);
    }
    *(double *)option->field = number;
    return CLI_GO_ON;
}

/* What follows the number: nothing, K, M, G, T, also as KB or KiB; how many bytes that is, 0 for anything else. */
static double unit_size(const char *unit)
{
    static const char letters[] = "KMGT";
    double size = 1;
    if (!*unit) return size;
    char upper = *unit >= 'a' && *unit <= 'z' ? (char)(*unit - 'a' + 'A') : *unit;
    const char *letter = strchr(letters, upper);
    if (!letter || !(strcmp(unit + 1, "") == 0 || strcmp(unit + 1, "B") == 0 || strcmp(unit + 1, "iB") == 0)) return 0;
    for (const char *l = letters; l <= letter; l++) size *= 1024;
    return size;
}

static int set_size(const cli_option *option, const char *text)
{
    char *end = NULL;
    double number = *text >= '0' && *text <= '9' ? strtod(text, &end) : 0, unit = end ? unit_size(end) : 0;
    if (option->word && strcmp(text, option->word) == 0) {
        *(int64_t *)option->field = 0;
        return CLI_GO_ON;
    }
    if (unit == 0) return cli_wrong("--%s: \"%s\" is not a size such as 500M, 2G or 1.5GiB", option->name, text);
    if (number * unit < 1 || number * unit > 1e18)
        return cli_wrong("--%s: %s is out of range (1 to 1e18 bytes)", option->name, text);
    *(int64_t *)option->field = (int64_t)(number * unit);
    return CLI_GO_ON;
}

static int set_yesno(const cli_option *option, const char *text)
{
    bool yes = strcmp(text, "yes") == 0;
    if (!yes && strcmp(text, "no") != 0) return cli_wrong("--%s: \"%s\" is neither yes nor no", option->name, text);
    *(bool *)option->field = yes;
    return CLI_GO_ON;
}

/* The i-th name of "log|raw|sqrt": its start, its length in *n; NULL past the last. */
static const char *choice_name(const char *names, int i, size_t *n)
{
    for (; i > 0; i--) {
        names = strchr(names, '|');
        if (!names) return NULL;
        names++;
    }
    *n = strcspn(names, "|");
    return names;
}

static int set_choice(const cli_option *option, const char *text)
{
    size_t n;
    const char *name;
    for (int i = 0; (name = choice_name(option->value, i, &n)); i++)
        if (strlen(text) == n && memcmp(text, name, n) == 0) {
            memcpy(option->field, &i, sizeof i); /* an enum of any of the headers: as wide as int, whatever its sign */
            return CLI_GO_ON;
        }
    return cli_wrong("--%s: \"%s\" is none of %s", option->name, text, option->value);
}

static int set_levels(const cli_option *option, const char *text)
{
    tt_shape_opts *shape = option->field;
    int32_t n = 0;
    for (const char *p = text;; p++) {
        char *end;
        errno = 0;
        long long nodes = strtoll(p, &end, 10);
        if (end == p || (*end && *end != ',') || errno || nodes < 1 || nodes > INT32_MAX)
            return cli_wrong("--%s: \"%s\" is not a list such as 8,60,400", option->name, text);
        if (n == TT_MAX_LEVELS) return cli_wrong("--%s: at most %d levels", option->name, TT_MAX_LEVELS);
        shape->levels[n++] = (int32_t)nodes;
        if (!*(p = end)) break;
    }
    shape->n_levels = n;
    return CLI_GO_ON;
}

static int set_value(const cli_option *option, const char *text)
{
    switch (option->kind) {
    case CLI_INT:
        return set_int(option, text);
    case CLI_SEED:
        return set_seed(option, text);
    case CLI_REAL:
        return set_real(option, text);
    case CLI_SHARE:
        return set_share(option, text);
    case CLI_SIZE:
        return set_size(option, text);
    case CLI_YESNO:
        return set_yesno(option, text);
    case CLI_CHOICE:
        return set_choice(option, text);
    case CLI_LEVELS:
        return set_levels(option, text);
    case CLI_STRING:
        if (!*text) return cli_wrong("--%s: the value is empty", option->name);
        *(const char **)option->field = text;
        return CLI_GO_ON;
    default:
        return CLI_GO_ON;
    }
}

/* ---- help ---- */

static void print_default(const cli_option *option)
{
    switch (option->kind) {
    case CLI_YESNO:
        printf(" (%s)", *(bool *)option->field ? "yes" : "no");
        break;
    case CLI_INT:
        if (option->word && *(int32_t *)option->field == 0)
            printf(" (%s)", option->word);
        else
            printf(" (%d)", (int)*(int32_t *)option->field);
        break;
    case CLI_SIZE:
        printf(" (%s)", option->word);
        break;
    case CLI_LEVELS:
        printf(" (chosen)");
        break;
    case CLI_SHARE:
        printf(" (off)");
        break;
    case CLI_SEED:
        printf(" (%llu)", (unsigned long long)*(uint64_t *)option->field);
        break;
    case CLI_REAL:
        if (option->word && *(double *)option->field <= 0)
            printf(" (%s)", option->word);
        else
            printf(" (%g)", *(double *)option->field);
        break;
    case CLI_STRING: {
        const char *text = *(const char **)option->field;
        if (text || option->word) printf(" (%s)", text ? text : option->word);
        break;
    }
    case CLI_CHOICE: {
        int i;
        size_t n;
        memcpy(&i, option->field, sizeof i);
        const char *name = choice_name(option->value, i, &n);
        if (name) printf(" (%.*s)", (int)n, name);
        break;
    }
    default:
        break;
    }
}

static int print_help(const cli_usage *usage)
{
    printf("usage: topictree %s %s\n\n%s\n", usage->command, usage->synopsis, usage->about);
    for (const cli_option *o = usage->options; o->kind != CLI_END; o++) {
        if (o->kind == CLI_GROUP) {
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
    for (const cli_option *o = options; o->kind != CLI_END; o++)
        if (o->name && strlen(o->name) == n && memcmp(o->name, name, n) == 0) return o;
    return NULL;
}

static const cli_option *find_short(const cli_option *options, char letter)
{
    for (const cli_option *o = options; o->kind != CLI_END; o++)
        if (o->letter && o->letter == letter) return o;
    return NULL;
}

static int unknown_option(const cli_usage *usage, const char *typed)
{
    const char *names[80];
    int n = 0;
    for (const cli_option *o = usage->options; o->kind != CLI_END && n < 79; o++)
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
    if (option->kind == CLI_FLAG) {
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
