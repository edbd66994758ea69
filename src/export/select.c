/* What of a tree is to be looked at.  Hits are marked first, then all above them, then depth cuts: a hit too deep to be
 * part of the selection still brings the topics above it along. */
#include "export/select.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "export/find.h"
#include "export/writers.h"

typedef struct selecting {
    const tt_topics *topics;
    const tt_select_opts *opts;
    tt__export_finder finder;
    int32_t *found;   /* n + 1: documents found among the first i of the tree's order; NULL where all are looked at */
    int64_t capacity; /* of the selection's documents */
} selecting;

/* A document and how well it fits its leaf. */
typedef struct candidate {
    double score;
    int32_t document;
} candidate;

tt_status tt__export_topic_range(int32_t *top, int32_t *end, const tt_tree *tree, const char *id)
{
    int32_t v = 0, after;
    while (id && v < tree->m && strcmp(tree->id[v], id) != 0) v++;
    if (v == tree->m) return tt__base_fail(TT_ERR_ARGUMENT, "there is no topic \"%s\" in the tree", id ? id : "");
    for (after = v + 1; after < tree->m && tree->level[after] > tree->level[v];) after++;
    *top = v;
    *end = after;
    return TT_OK;
}

/* ---- topics ---- */

static tt_status find_in_topic(bool *hit, selecting *s, int32_t v)
{
    const tt_topic *topic = &s->topics->topic[v];
    tt_status status = v > 0 ? tt__export_finder_holds(hit, &s->finder, topic->name, strlen(topic->name)) : TT_OK;
    for (int32_t i = 0; i < topic->n_terms && !*hit && status == TT_OK; i++)
        status = tt__export_finder_holds(hit, &s->finder, topic->terms[i].text, strlen(topic->terms[i].text));
    return status;
}

static tt_status find_in_document(bool *hit, selecting *s, int32_t i)
{
    const tt_placement *document = &s->topics->document[i];
    const char *text = *document->title ? document->title : document->id;
    return tt__export_finder_holds(hit, &s->finder, text, strlen(text));
}

static tt_status find(tt_selection *out, selecting *s)
{
    const tt_tree *tree = &s->topics->tree;
    tt_status status = tt__export_finder_start(&s->finder, s->opts->find);
    if (status < 0) return status;
    if (!(s->found = tt__base_calloc((size_t)tree->n + 1, sizeof *s->found))) return TT_ERR_MEMORY;
    for (int32_t at = tree->begin[out->top]; at < tree->end[out->top] && status == TT_OK; at++) {
        bool hit = false;
        status = find_in_document(&hit, s, tree->order[at]);
        s->found[at + 1] = s->found[at] + hit;
    }
    for (int32_t v = out->top; v < out->end && status == TT_OK; v++) {
        status = find_in_topic(&out->hit[v], s, v);
        out->topics_found += out->hit[v];
    }
    return status;
}

/* Documents found below a topic from the top on. */
static int32_t found_below(const selecting *s, int32_t v)
{
    const tt_tree *tree = &s->topics->tree;
    return s->found ? s->found[tree->end[v]] - s->found[tree->begin[v]] : 0;
}

static void select_topics(tt_selection *out, const selecting *s)
{
    const tt_tree *tree = &s->topics->tree;
    int32_t deepest = s->opts->depth > 0 ? tree->level[out->top] + s->opts->depth : INT32_MAX;
    for (int32_t v = out->end; v-- > out->top;) {
        out->topic[v] = out->topic[v] || !s->found || out->hit[v] || found_below(s, v) > 0;
        if (out->topic[v] && v > out->top) out->topic[tree->parent[v]] = true;
        if (tree->level[v] > deepest) out->topic[v] = false;
    }
    out->documents_found = found_below(s, out->top);
}

/* ---- documents ---- */

/* The best first; a document that came without a score is worse than any with one. */
static int by_score(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return (a->document > b->document) - (a->document < b->document);
}

static tt_status append(tt_selection *out, selecting *s, int32_t v, int32_t document)
{
    int32_t *n = &out->begin[v + 1];
    tt_status status = tt__base_reserve(&out->document, &s->capacity, *n + 1, sizeof *out->document);
    if (status == TT_OK) out->document[(*n)++] = document;
    return status;
}

/* The best of those below v that were found, or of all. */
static tt_status list_best(tt_selection *out, selecting *s, int32_t v)
{
    const tt_tree *tree = &s->topics->tree;
    int32_t n = 0;
    candidate *list = tt__base_calloc((size_t)tt__export_size(tree, v), sizeof *list);
    if (!list) return TT_ERR_MEMORY;
    for (int32_t at = tree->begin[v]; at < tree->end[v]; at++) {
        int32_t i = tree->order[at];
        double score = (double)s->topics->document[i].score;
        if (!*s->topics->document[i].id || (s->found && s->found[at + 1] == s->found[at])) continue;
        list[n++] = (candidate){isnan(score) ? -HUGE_VAL : score, i};
    }
    qsort(list, (size_t)n, sizeof *list, by_score);
    tt_status status = TT_OK;
    for (int32_t k = 0; k < n && k < s->opts->documents && status == TT_OK; k++)
        status = append(out, s, v, list[k].document);
    free(list);
    return status;
}

static tt_status list_representatives(tt_selection *out, selecting *s, int32_t v)
{
    const tt_topic *topic = &s->topics->topic[v];
    tt_status status = TT_OK;
    for (int32_t k = 0; k < topic->n_representatives && k < s->opts->documents && status == TT_OK; k++)
        status = append(out, s, v, topic->representative[k]);
    return status;
}

static bool has_selected_child(const tt_selection *out, const tt_tree *tree, int32_t v)
{
    for (int32_t u = v + 1; tree->n_children[v] > 0 && u != TT_NO_NODE; u = tree->next[u])
        if (out->topic[u]) return true;
    return false;
}

static tt_status list_documents(tt_selection *out, selecting *s)
{
    const tt_tree *tree = &s->topics->tree;
    tt_status status = TT_OK;
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++) {
        out->begin[v + 1] = out->begin[v];
        if (!out->topic[v] || has_selected_child(out, tree, v)) continue;
        bool best = s->found || tree->n_children[v] == 0;
        if (s->opts->documents > 0) status = best ? list_best(out, s, v) : list_representatives(out, s, v);
        if (s->found) out->more[v] = found_below(s, v) - (out->begin[v + 1] - out->begin[v]);
    }
    return status;
}

/* ---- both ---- */

static tt_status make_room(tt_selection *out, size_t m)
{
    bool made = (out->topic = tt__base_calloc(m, sizeof *out->topic)) &&
                (out->hit = tt__base_calloc(m, sizeof *out->hit)) &&
                (out->begin = tt__base_calloc(m + 1, sizeof *out->begin)) &&
                (out->more = tt__base_calloc(m, sizeof *out->more));
    return made ? TT_OK : TT_ERR_MEMORY;
}

tt_status tt_selection_make(tt_selection *out, const tt_topics *topics, const tt_select_opts *opts)
{
    const tt_select_opts all = {0};
    if (!opts) opts = &all;
    const char *wrong = tt__base_call_check(out && topics, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_selection made = {0};
    selecting s = {.topics = topics, .opts = opts};
    if (opts->depth < 0 || opts->documents < 0)
        return tt__base_fail(TT_ERR_ARGUMENT, "depth and documents of a selection must not be negative");
    tt_status status = tt__export_topic_range(&made.top, &made.end, &topics->tree, opts->root);
    if (status == TT_OK) status = make_room(&made, (size_t)topics->tree.m);
    if (status == TT_OK && opts->find) status = find(&made, &s);
    if (status == TT_OK) {
        select_topics(&made, &s);
        status = list_documents(&made, &s);
    }
    if (status == TT_OK) {
        *out = made;
        made = (tt_selection){0};
    }
    tt_selection_free(&made);
    tt__export_finder_free(&s.finder);
    free(s.found);
    return status;
}

void tt_selection_free(tt_selection *selection)
{
    free(selection->topic);
    free(selection->hit);
    free(selection->begin);
    free(selection->document);
    free(selection->more);
    *selection = (tt_selection){0};
}
