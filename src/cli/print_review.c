/* The verdict of eval in plain words: what a reader would object to, and the option that would help. */
#include <cjson/cJSON.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum {
    KINDS = TT_ISSUE_STRAYS + 1,
    NAMED = 2
}; /* topics named of each kind: the whole stays within eight lines or so */

static const char *const kind_name[KINDS] = {"near-duplicates", "too broad", "weak", "crowded", "strays"};

/* The objections of one kind. */
typedef struct group {
    const tt_topics *topics;
    const tt_issue *first;
    int32_t n;
    int32_t leaves; /* of the tree, without outliers */
    bool both;      /* twins and broad topics in one tree: the number of leaves is not what is wrong */
} group;

static int32_t count_leaves(const tt_tree *tree)
{
    int32_t leaves = -(tree->outliers > 0);
    for (int32_t v = 0; v < tree->m; v++) leaves += tree->n_children[v] == 0;
    return leaves;
}

static group group_of(const tt_review *verdict, const tt_topics *topics, tt_issue_kind kind)
{
    int32_t n[KINDS] = {0}, first = 0;
    for (int32_t i = 0; i < verdict->n; i++) n[verdict->objection[i].kind]++;
    for (int k = 0; k < (int)kind; k++) first += n[k];
    return (group){topics, verdict->objection + first, n[kind], count_leaves(&topics->tree),
                   n[TT_ISSUE_TWINS] > 0 && n[TT_ISSUE_BROAD] > 0};
}

/* ---- advice ---- */

/* Small weak topics vanish with a larger --min-docs; large ones get clearer without what fits nowhere. */
static void advise_weak(char *text, size_t size, const group *g)
{
    int32_t largest = 0;
    for (int32_t i = 0; i < g->n; i++)
        if (g->first[i].count > largest) largest = g->first[i].count;
    if (2 * (int64_t)largest * g->leaves < g->topics->tree.n)
        snprintf(text, size, "--min-docs %d", (int)largest + 1);
    else if (g->topics->tree.outliers)
        snprintf(text, size, "--stopwords FILE");
    else
        snprintf(text, size, "--outliers auto");
}

static const char *advise(char *text, size_t size, const group *g)
{
    switch (g->first->kind) {
    case TT_ISSUE_TWINS:
        if (g->both)
            snprintf(text, size, "--trials 40");
        else
            snprintf(text, size, "--topics %d", (int)(g->leaves - g->n));
        break;
    case TT_ISSUE_BROAD:
        if (g->both)
            snprintf(text, size, "--detail high");
        else
            snprintf(text, size, "--topics %d", (int)(g->leaves + g->n));
        break;
    case TT_ISSUE_WEAK:
        advise_weak(text, size, g);
        break;
    case TT_ISSUE_CROWDED:
        snprintf(text, size, "--max-children 32");
        break;
    default:
        snprintf(text, size, "--outliers auto");
    }
    return text;
}

/* What is wrong, and what the advice does about it. */
static const char *reason(const group *g)
{
    switch (g->first->kind) {
    case TT_ISSUE_TWINS:
        return g->both ? "one topic in two leaves, while others are too broad: more starts may place the leaves better"
                       : "one topic in two leaves: fewer topics would join them";
    case TT_ISSUE_BROAD:
        return "large, and at most half as coherent as is usual here: more topics may split them";
    case TT_ISSUE_WEAK:
        return "documents with little in common";
    case TT_ISSUE_CROWDED:
        return "more children than people can tell apart";
    default:
        return "documents fit their topics far worse than the rest";
    }
}

/* ---- as text ---- */

static void print_topic(const tt_topics *topics, int32_t v)
{
    printf("%s \"%s\"", topics->tree.id[v], topics->topic[v].name);
}

static void print_objection(const tt_topics *topics, const tt_issue *o)
{
    char number[32];
    print_topic(topics, o->topic);
    if (o->with != TT_NO_NODE) {
        fputs(" and ", stdout);
        print_topic(topics, o->with);
    }
    printf(" (%s)", cli_grouped(number, o->count));
}

static void print_group(const group *g)
{
    char option[64], number[32];
    const char *kind = kind_name[g->first->kind];
    advise(option, sizeof option, g);
    if (g->first->kind == TT_ISSUE_STRAYS) {
        printf("  %s: %s %s; try %s\n", kind, cli_grouped(number, g->first->count), reason(g), option);
        return;
    }
    printf("  %s: ", kind);
    for (int32_t i = 0; i < g->n && i < NAMED; i++) {
        if (i) fputs("; ", stdout);
        print_objection(g->topics, &g->first[i]);
    }
    if (g->n > NAMED) printf("; and %s more", cli_grouped(number, g->n - NAMED));
    printf("\n      %s; try %s\n", reason(g), option);
}

void cli_review_text(const tt_review *verdict, const tt_topics *topics)
{
    fputs("\nverdict\n", stdout);
    if (verdict->n == 0) fputs("  nothing stands out\n", stdout);
    for (int kind = 0; kind < KINDS; kind++) {
        group g = group_of(verdict, topics, (tt_issue_kind)kind);
        if (g.n > 0) print_group(&g);
    }
}

/* ---- as JSON ---- */

void cli_review_json(cJSON *list, const tt_review *verdict, const tt_topics *topics)
{
    char option[64];
    for (int32_t i = 0; i < verdict->n; i++) {
        const tt_issue *o = &verdict->objection[i];
        group g = group_of(verdict, topics, o->kind);
        cJSON *object = cJSON_CreateObject();
        cJSON_AddStringToObject(object, "topic", topics->tree.id[o->topic]);
        cJSON_AddStringToObject(object, "name", topics->topic[o->topic].name);
        cJSON_AddStringToObject(object, "kind", kind_name[o->kind]);
        if (o->with != TT_NO_NODE) cJSON_AddStringToObject(object, "with", topics->tree.id[o->with]);
        cJSON_AddNumberToObject(object, "count", o->count);
        cJSON_AddStringToObject(object, "advice", advise(option, sizeof option, &g));
        cJSON_AddItemToArray(list, object);
    }
}
