/* The lines of a tree: branches and name | size | bar | further terms, and what was found below. */
#include "tree_view.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum {
    BRANCH = 4,      /* columns a level is indented by */
    LEAST_NAME = 16, /* columns left for a name however deep it stands */
    LEAST_TERMS = 24 /* further terms are shown where at least so many columns are left */
};

typedef struct layout {
    cli_terminal terminal;
    const tt_topics *topics;
    const tt_selection *part;
    const char *find;
    int32_t name, size, bar, terms; /* columns each; 0 = left out */
    int32_t full;                   /* documents that fill the bar */
    double low, high;               /* range of cohesion */
    int32_t *way;                   /* m: nodes from one up to the top */
} layout;

static int32_t size_of(const layout *l, int32_t v)
{
    return l->topics->tree.end[v] - l->topics->tree.begin[v];
}

/* Levels below the top. */
static int32_t level_of(const layout *l, int32_t v)
{
    return l->topics->tree.level[v] - l->topics->tree.level[l->part->top];
}

/* The first of v and the siblings after it that is shown, or TT_NO_NODE. */
static int32_t shown_from(const layout *l, int32_t v)
{
    while (v != TT_NO_NODE && !l->part->topic[v]) v = l->topics->tree.next[v];
    return v;
}

static bool is_folded(const layout *l, int32_t v)
{
    return l->topics->tree.n_children[v] > 0 && shown_from(l, v + 1) == TT_NO_NODE;
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
static int32_t name_limit(const layout *l)
{
    return l->terminal.width - l->size - 2 - (l->bar > 0 ? l->bar + 2 : 0);
}

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
    for (int32_t u = v; u > l->part->top; u = tree->parent[u]) l->way[n++] = u;
    if (n > drawn_levels(l, n)) n = drawn_levels(l, n);
    if (n == 0) return;
    cli_put_style("38;5;245", &l->terminal);
    while (n-- > 0) {
        int32_t next = tree->next[l->way[n]];
        bool last = shown_from(l, next) == TT_NO_NODE;
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

/* A name that is too long loses whole terms, as long as half of the room stays in use; gives the columns used.  A mark
 * that is lost with them is taken away. */
static int32_t put_name(const layout *l, cli_marked *name, int32_t room)
{
    char whole[512];
    const char *ellipsis = l->terminal.utf8 ? " …" : " ...";
    int32_t dots = l->terminal.utf8 ? 2 : 4, brackets = cli_mark_columns(name, &l->terminal);
    int32_t columns = cli_text_columns(name->text) + brackets, full = columns;
    bool terms = columns > room && strlen(name->text) < sizeof whole;
    if (terms) strcpy(whole, name->text);
    while (terms && columns + dots > room && drop_last_term(whole)) columns = cli_text_columns(whole) + brackets;
    terms = terms && columns + dots <= room && 2 * columns >= room;
    int32_t marked = full - cli_text_columns(name->text + name->end);
    if (terms ? name->end > strlen(whole) : full > room && marked + dots > room) name->begin = name->end = 0;
    if (!terms) return cli_put_marked(name, room, &l->terminal);
    int32_t used = cli_put_marked(&(cli_marked){whole, name->begin, name->end}, columns, &l->terminal);
    fputs(ellipsis, stdout);
    return used + dots;
}

/* The part of a text that is to be marked; none where nothing is looked for. */
static tt_status mark(cli_marked *marked, const layout *l, const char *text)
{
    *marked = (cli_marked){.text = text};
    return l->find ? tt_find_text(&marked->begin, &marked->end, text, l->find) : TT_OK;
}

/* Whether the mark is on the line is told through *seen. */
static tt_status put_topic(const layout *l, int32_t v, bool *seen)
{
    char count[32], note[48];
    cli_marked name;
    tt_status status = mark(&name, l, l->topics->topic[v].name);
    if (status < 0) return status;
    if (!l->part->hit[v]) name.begin = name.end = 0;
    folded_note(l, v, note);
    put_branches(l, v, false);
    int32_t room = l->name - BRANCH * drawn_levels(l, level_of(l, v)) - (int32_t)strlen(note);
    if (level_of(l, v) <= 1) cli_put_style("1", &l->terminal);
    int32_t named = put_name(l, &name, room);
    *seen = name.end > name.begin;
    cli_put_style("0", &l->terminal);
    fputs(note, stdout);
    put_spaces(room - named);
    printf("  %*s", (int)l->size, cli_grouped(count, size_of(l, v)));
    if (l->bar > 0 && v > l->part->top) {
        fputs("  ", stdout);
        int32_t used = put_bar(l, v);
        if (l->terms > 0) put_terms(l, v, l->bar - used + 2);
    }
    putchar('\n');
    return TT_OK;
}

/* ---- what stands below a topic ---- */

static int32_t below_columns(const layout *l, int32_t v)
{
    return l->terminal.width - BRANCH * drawn_levels(l, level_of(l, v)) - 2;
}

static void begin_below(const layout *l, int32_t v)
{
    put_branches(l, v, true);
    cli_put_style("38;5;245", &l->terminal);
    fputs(l->terminal.utf8 ? "· " : "- ", stdout);
}

static void end_below(const layout *l)
{
    cli_put_style("0", &l->terminal);
    putchar('\n');
}

static void put_text(const layout *l, int32_t v, cli_marked text)
{
    const char *whole = text.text;
    int32_t room = below_columns(l, v);
    begin_below(l, v);
    if (text.begin < text.end) cli_scroll(&text, room);
    if (text.text != whole) room -= cli_put_text(l->terminal.utf8 ? "… " : "... ", room, &l->terminal);
    cli_put_marked(&text, room, &l->terminal);
    end_below(l);
}

/* The terms that hold what was found. */
static tt_status put_found_terms(const layout *l, int32_t v)
{
    const tt_topic *topic = &l->topics->topic[v];
    int32_t left = below_columns(l, v), n = 0;
    tt_status status = TT_OK;
    begin_below(l, v);
    for (int32_t i = 0; i < topic->n_terms && (n == 0 || left > LEAST_NAME); i++) {
        cli_marked term;
        if ((status = mark(&term, l, topic->terms[i].text)) < 0) break;
        if (term.begin == term.end) continue;
        left -= printf("%s", n++ ? ", " : "terms: ");
        left -= cli_put_marked(&term, left, &l->terminal);
    }
    end_below(l);
    return status;
}

/* Why a topic was found, where its line does not show it: the name was cut off before the mark, or it is in the terms.
 */
static tt_status put_reason(const layout *l, int32_t v)
{
    cli_marked name;
    tt_status status = mark(&name, l, l->topics->topic[v].name);
    if (status < 0) return status;
    if (name.begin == name.end) return put_found_terms(l, v);
    put_text(l, v, name);
    return TT_OK;
}

static tt_status put_document(const layout *l, int32_t v, int32_t i)
{
    const tt_placement *document = &l->topics->document[i];
    cli_marked title;
    tt_status status = mark(&title, l, *document->title ? document->title : document->id);
    if (status == TT_OK) put_text(l, v, title);
    return status;
}

static tt_status put_documents(const layout *l, int32_t v)
{
    char count[32];
    tt_status status = TT_OK;
    int32_t first = l->part->begin[v], after = l->part->begin[v + 1], more = l->part->more[v];
    for (int32_t k = first; k < after && status == TT_OK; k++) status = put_document(l, v, l->part->document[k]);
    if (more <= 0) return status;
    begin_below(l, v);
    printf("%s %s", cli_grouped(count, more), after > first ? "more" : more == 1 ? "document" : "documents");
    end_below(l);
    return status;
}

/* ---- columns ---- */

/* Columns the branches and names of all shown lines need. */
static int32_t needed_columns(const layout *l)
{
    int32_t most = 0;
    for (int32_t v = l->part->top; v < l->part->end; v++) {
        char note[48];
        if (!l->part->topic[v]) continue;
        int32_t n = BRANCH * drawn_levels(l, level_of(l, v)) + cli_text_columns(l->topics->topic[v].name) +
                    (int32_t)strlen(folded_note(l, v, note)) + (l->part->hit[v] && !l->terminal.colour ? 2 : 0);
        if (n > most) most = n;
    }
    return most;
}

/* The bar gets an eighth of the width, names what they need of the rest, and terms what is left over then, unless the
 * reader looks for something else. */
static void set_columns(layout *l)
{
    char count[32];
    int32_t width = l->terminal.width;
    l->size = (int32_t)strlen(cli_grouped(count, size_of(l, l->part->top)));
    l->bar = width < 50 ? 0 : width / 8 < 20 ? width / 8 : 20;
    int32_t most = name_limit(l), need = needed_columns(l);
    l->name = need < most ? need : most;
    l->terms = !l->find && most - l->name - 2 >= LEAST_TERMS ? most - l->name - 2 : 0;
}

/* Bars compare what is shown, colours the whole tree: a topic keeps its own wherever it shows. */
static void set_scales(layout *l)
{
    l->full = 1;
    l->low = HUGE_VAL;
    l->high = -HUGE_VAL;
    for (int32_t v = 0; v < l->topics->tree.m; v++) {
        if (l->part->topic[v] && v > l->part->top && size_of(l, v) > l->full) l->full = size_of(l, v);
        l->low = fmin(l->low, l->topics->topic[v].cohesion);
        l->high = fmax(l->high, l->topics->topic[v].cohesion);
    }
}

tt_status cli_tree_view_put(const cli_tree_view *view)
{
    layout l = {.terminal = view->terminal,
                .topics = view->topics,
                .part = view->selection,
                .find = view->find,
                .way = calloc((size_t)view->topics->tree.m, sizeof *l.way)};
    tt_status status = l.way ? TT_OK : TT_ERR_MEMORY;
    if (l.way) {
        set_scales(&l);
        set_columns(&l);
    }
    for (int32_t v = l.part->top; v < l.part->end && status == TT_OK; v++) {
        bool seen = false;
        if (!l.part->topic[v]) continue;
        status = put_topic(&l, v, &seen);
        if (status == TT_OK && l.part->hit[v] && !seen) status = put_reason(&l, v);
        if (status == TT_OK) status = put_documents(&l, v);
    }
    free(l.way);
    return status;
}
