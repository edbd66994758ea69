/* topictree show: the tree in the terminal. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "terminal.h"

enum {
    BRANCH = 4,      /* columns a level is indented by */
    LEAST_NAME = 16, /* columns left for a name however deep it stands */
    LEAST_TERMS = 24 /* further terms are shown where at least so many columns are left */
};

typedef struct show_args {
    const char *tree;
    int32_t depth, width, documents;
    cli_colour colour;
} show_args;

/* The columns of a line: branches and name | size | bar | further terms. */
typedef struct layout {
    cli_terminal terminal;
    const tt_topics *topics;
    int32_t depth, documents;       /* as asked; depth 0 = all */
    int32_t name, size, bar, terms; /* columns each; 0 = left out */
    int32_t full;                   /* documents that fill the bar */
    double low, high;               /* range of cohesion */
    int32_t *way;                   /* m: nodes from one up to the root */
} layout;

static int32_t size_of(const layout *l, int32_t v) { return l->topics->tree.end[v] - l->topics->tree.begin[v]; }

static bool is_shown(const layout *l, int32_t v) { return l->depth == 0 || l->topics->tree.level[v] <= l->depth; }

static bool is_folded(const layout *l, int32_t v)
{
    return l->depth > 0 && l->topics->tree.level[v] == l->depth && l->topics->tree.n_children[v] > 0;
}

/* Leaves below an inner node. */
static int32_t leaves_below(const tt_tree *tree, int32_t v)
{
    int32_t n = 0;
    for (int32_t u = v + 1; u < tree->m && tree->begin[u] < tree->end[v]; u++) n += tree->n_children[u] == 0;
    return n;
}

/* " (12 topics)" behind the name of a node whose children are not shown. */
static const char *folded_note(const layout *l, int32_t v, char note[48])
{
    char count[32];
    note[0] = '\0';
    if (is_folded(l, v)) snprintf(note, 48, " (%s topics)", cli_grouped(count, leaves_below(&l->topics->tree, v)));
    return note;
}

/* Columns that branches and names may take at most: what size and bar leave. */
static int32_t name_limit(const layout *l) { return l->terminal.width - l->size - 2 - (l->bar > 0 ? l->bar + 2 : 0); }

/* ---- branches ---- */

/* Levels whose branches are drawn: all, unless that leaves no room for the name. */
static int32_t drawn_levels(const layout *l, int32_t level)
{
    int32_t most = (name_limit(l) - LEAST_NAME) / BRANCH;
    if (most < 1) most = 1;
    return level < most ? level : most;
}

static void put_branches(const layout *l, int32_t v, bool below)
{
    const tt_tree *tree = &l->topics->tree;
    static const char *const lines[2][4] = {{"|-- ", "`-- ", "|   ", "    "}, {"├── ", "└── ", "│   ", "    "}};
    const char *const *line = lines[l->terminal.utf8];
    int32_t n = 0;
    for (int32_t u = v; u > 0; u = tree->parent[u]) l->way[n++] = u;
    if (n > drawn_levels(l, n)) n = drawn_levels(l, n);
    if (n == 0) return;
    cli_put_style("38;5;245", &l->terminal);
    while (n-- > 0) {
        bool last = tree->next[l->way[n]] == TT_NO_NODE;
        fputs(line[(n == 0 && !below ? 0 : 2) + last], stdout);
    }
    cli_put_style("0", &l->terminal);
}

/* ---- lines ---- */

static void put_spaces(int32_t n)
{
    printf("%*s", (int)(n > 0 ? n : 0), "");
}

/* From a faint grey for loose topics to a clear green for tight ones, in the 256 colours that terminals share. */
static const char *cohesion_style(const layout *l, double cohesion)
{
    static const char *const ramp[] = {"38;5;245", "38;5;110", "38;5;74", "38;5;73", "38;5;78"};
    double t = l->high > l->low ? (cohesion - l->low) / (l->high - l->low) : 0.5;
    int i = isfinite(t) ? (int)(t * 5) : 0;
    return ramp[i < 0 ? 0 : i > 4 ? 4 : i];
}

/* A bar in eighths of a column where that can be drawn, in whole columns otherwise; never less than its least mark;
 * gives the columns used. */
static int32_t put_bar(const layout *l, int32_t v)
{
    static const char *const eighth[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int64_t parts = l->terminal.utf8 ? 8 : 1;
    int64_t n = (int64_t)llround((double)size_of(l, v) / l->full * (double)l->bar * (double)parts);
    if (n < 1) n = 1;
    cli_put_style(cohesion_style(l, l->topics->topic[v].cohesion), &l->terminal);
    for (int64_t i = 0; i < n / parts; i++) fputs(l->terminal.utf8 ? "█" : "#", stdout);
    if (n % parts) fputs(eighth[n % parts], stdout);
    cli_put_style("0", &l->terminal);
    return (int32_t)((n + parts - 1) / parts);
}

/* The terms that the name does not hold yet, behind so many spaces. */
static void put_terms(const layout *l, int32_t v, int32_t spaces)
{
    const tt_topic *topic = &l->topics->topic[v];
    int32_t left = l->terms, n = 0;
    for (int32_t i = 0; i < topic->n_terms; i++) {
        const char *text = topic->terms[i].text;
        if (strstr(topic->name, text)) continue;
        int32_t need = cli_text_columns(text) + (n ? 2 : 0);
        if (need > left) break;
        if (n == 0) {
            put_spaces(spaces);
            cli_put_style("38;5;245", &l->terminal);
        }
        if (n++) fputs(", ", stdout);
        cli_put_text(text, left, &l->terminal);
        left -= need;
    }
    if (n) cli_put_style("0", &l->terminal);
}

/* Cut off the last term of a name, as " · " parts them; false where it has but one. */
static bool drop_last_term(char *name)
{
    char *last = NULL;
    for (char *at = name; (at = strstr(at, " \xC2\xB7 ")); at++) last = at;
    if (last) *last = '\0';
    return last != NULL;
}

/* A name that is too long loses whole terms, as long as half of the room stays in use; gives the columns used. */
static int32_t put_name(const layout *l, const char *name, int32_t room)
{
    char whole[512];
    const char *ellipsis = l->terminal.utf8 ? " …" : " ...";
    int32_t mark = l->terminal.utf8 ? 2 : 4, columns = cli_text_columns(name);
    if (columns <= room || strlen(name) >= sizeof whole) return cli_put_text(name, room, &l->terminal);
    strcpy(whole, name);
    while (columns + mark > room && drop_last_term(whole)) columns = cli_text_columns(whole);
    if (columns + mark > room || 2 * columns < room) return cli_put_text(name, room, &l->terminal);
    cli_put_text(whole, columns, &l->terminal);
    fputs(ellipsis, stdout);
    return columns + mark;
}

static void put_topic(const layout *l, int32_t v)
{
    char count[32], note[48];
    const tt_tree *tree = &l->topics->tree;
    folded_note(l, v, note);
    put_branches(l, v, false);
    int32_t note_columns = (int32_t)strlen(note);
    int32_t room = l->name - BRANCH * drawn_levels(l, tree->level[v]) - note_columns;
    if (tree->level[v] <= 1) cli_put_style("1", &l->terminal);
    int32_t named = put_name(l, l->topics->topic[v].name, room);
    cli_put_style("0", &l->terminal);
    fputs(note, stdout);
    put_spaces(room - named);
    printf("  %*s", (int)l->size, cli_grouped(count, size_of(l, v)));
    if (l->bar > 0 && v > 0) {
        fputs("  ", stdout);
        int32_t used = put_bar(l, v);
        if (l->terms > 0) put_terms(l, v, l->bar - used + 2);
    }
    putchar('\n');
}

/* ---- documents ---- */

/* A document that came without a score is worse than any with one. */
static double score_of(const tt_topics *topics, int32_t i)
{
    double score = (double)topics->document[i].score;
    return isnan(score) ? -HUGE_VAL : score;
}

/* The best of the leaf's documents that is worse than the last one shown (or any, where that is -1): few are asked for,
 * so that looking through the leaf again for each is cheap. */
static int32_t next_best(const tt_topics *topics, int32_t v, int32_t last)
{
    int32_t best = -1;
    for (int32_t at = topics->tree.begin[v]; at < topics->tree.end[v]; at++) {
        int32_t i = topics->tree.order[at];
        double score = score_of(topics, i), limit = last < 0 ? HUGE_VAL : score_of(topics, last);
        if (!*topics->document[i].id || score > limit || (score == limit && i <= last)) continue;
        if (best < 0 || score > score_of(topics, best)) best = i;
    }
    return best;
}

static void put_documents(const layout *l, int32_t v)
{
    int32_t last = -1;
    for (int32_t k = 0; k < l->documents && (last = next_best(l->topics, v, last)) >= 0; k++) {
        const tt_placement *document = &l->topics->document[last];
        put_branches(l, v, true);
        cli_put_style("38;5;245", &l->terminal);
        fputs(l->terminal.utf8 ? "· " : "- ", stdout);
        int32_t room = l->terminal.width - BRANCH * drawn_levels(l, l->topics->tree.level[v]) - 2;
        cli_put_text(*document->title ? document->title : document->id, room, &l->terminal);
        cli_put_style("0", &l->terminal);
        putchar('\n');
    }
}

/* ---- columns ---- */

/* Columns the branches and names of all shown lines need. */
static int32_t needed_columns(const layout *l)
{
    int32_t most = 0;
    for (int32_t v = 0; v < l->topics->tree.m; v++) {
        char note[48];
        if (!is_shown(l, v)) continue;
        int32_t n = BRANCH * drawn_levels(l, l->topics->tree.level[v]) + cli_text_columns(l->topics->topic[v].name) +
                    (int32_t)strlen(folded_note(l, v, note));
        if (n > most) most = n;
    }
    return most;
}

/* The bar gets an eighth of the width, names what they need of the rest, and terms what is left over then. */
static void set_columns(layout *l)
{
    char count[32];
    int32_t width = l->terminal.width;
    l->size = (int32_t)strlen(cli_grouped(count, size_of(l, 0)));
    l->bar = width < 50 ? 0 : width / 8 < 20 ? width / 8 : 20;
    int32_t most = name_limit(l), need = needed_columns(l);
    l->name = need < most ? need : most;
    l->terms = most - l->name - 2 >= LEAST_TERMS ? most - l->name - 2 : 0;
}

static void set_scales(layout *l)
{
    const tt_topics *topics = l->topics;
    l->full = 1;
    l->low = HUGE_VAL;
    l->high = -HUGE_VAL;
    for (int32_t v = 0; v < topics->tree.m; v++) {
        if (v > 0 && size_of(l, v) > l->full) l->full = size_of(l, v);
        l->low = fmin(l->low, topics->topic[v].cohesion);
        l->high = fmax(l->high, topics->topic[v].cohesion);
    }
}

static int show(const tt_topics *topics, const show_args *a)
{
    layout l = {.terminal = cli_terminal_get(a->width, a->colour), .topics = topics, .depth = a->depth,
                .documents = a->documents, .way = calloc((size_t)topics->tree.m, sizeof *l.way)};
    if (!l.way) return cli_wrong("out of memory"), CLI_FAILED;
    set_scales(&l);
    set_columns(&l);
    for (int32_t v = 0; v < topics->tree.m; v++) {
        if (!is_shown(&l, v)) continue;
        put_topic(&l, v);
        if (topics->tree.n_children[v] == 0) put_documents(&l, v);
    }
    free(l.way);
    return CLI_DONE;
}

/* ---- the command ---- */

static int parse(show_args *a, int argc, char **argv)
{
    int n_operands;
    const cli_option options[] = {
        {CLI_GROUP, .help = "options"},
        {CLI_INT, 0, "depth", "N", &a->depth, .help = "show so many levels below the root", .word = "all"},
        {CLI_INT, 0, "documents", "N", &a->documents, .help = "show so many titles below each leaf, the most typical first"},
        {CLI_INT, 0, "width", "N", &a->width, .help = "columns of a line", .word = "auto", .min = 0, .max = 10000},
        {CLI_CHOICE, 0, "color", "auto|always|never", &a->colour, .help = "bars coloured by cohesion, grey to green"},
        {CLI_FLAG, 'h', "help", NULL, NULL, .help = "this text"},
        {.kind = CLI_END}};
    const cli_usage usage = {"show", "[TREE] [options]",
                             "Prints a tree: names, documents below, and a bar for their number.\n"
                             "TREE is a tree.json or the folder it is in (output).",
                             options, "  topictree show --depth 2\n  topictree show papers --documents 3\n"};
    int status = cli_parse(&usage, argc, argv, &n_operands);
    if (status != CLI_GO_ON) return status;
    if (n_operands > 1) return cli_wrong("show: one tree at a time, not \"%s\" as well", argv[1]);
    if (n_operands == 1) a->tree = argv[0];
    return CLI_GO_ON;
}

int cmd_show(int argc, char **argv)
{
    show_args a = {0};
    tt_topics topics = {0};
    int status = parse(&a, argc, argv);
    if (status == CLI_GO_ON) status = cli_load_tree(&topics, a.tree);
    if (status != CLI_GO_ON) return status;
    status = show(&topics, &a);
    tt_topics_free(&topics);
    return status;
}
