/* An edit's topic is found anew each time, by its documents: the rule stands in topictree/model.h.  An edit that cannot
 * be applied changes nothing, and those after it see the topics as those before it left them. */
#include "model/apply_edits.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "base/run.h"
#include "label/pins.h"

static const char gone[] = "none of its documents is in the tree",
                  spread[] = "no topic has more than half of its documents", joined[] = "they are one topic already",
                  unknown[] = "no text has such a term", parted[] = "an edit before it keeps them apart",
                  taken[] = "a topic beside it has that name",
                  unheld[] = "the shape asked for leaves no way to part the topics above them";

tt_status tt__model_edits_begin(tt__model_edits *curation)
{
    const tt_edits *edits = curation->edits;
    if (!edits) return TT_OK;
    curation->outcome = tt__base_calloc((size_t)edits->n, sizeof *curation->outcome);
    curation->hidden = tt__base_calloc((size_t)edits->n, sizeof *curation->hidden);
    curation->apart = tt__base_calloc((size_t)edits->n + 1, sizeof *curation->apart);
    if (!curation->outcome || !curation->hidden || !curation->apart) return TT_ERR_MEMORY;
    for (int32_t e = 0; e < edits->n; e++)
        if (edits->edit[e].kind == TT_EDIT_HIDE)
            curation->hidden[curation->n_hidden++].text = edits->edit[e].text.text[0];
    return TT_OK;
}

void tt__model_edits_free(tt__model_edits *curation)
{
    free(curation->outcome);
    free(curation->hidden);
    free(curation->apart);
    *curation = (tt__model_edits){0};
}

/* ---- which topic ---- */

/* Document of the tree with this id, -1 where there is none; they stand in the order of their ids. */
static int32_t find_document(const tt__model_edits *c, const char *id)
{
    int32_t low = 0, high = c->rows->n_docs;
    while (low < high) {
        int32_t middle = low + (high - low) / 2;
        int order = strcmp(tt_corpus_id(c->corpus, c->rows->doc[middle]), id);
        if (order == 0) return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? -1 : x > y;
}

tt_status tt__model_find_documents(const tt__model_edits *c, const tt_texts *ids, int32_t **doc, int32_t *n)
{
    int32_t *found = tt__base_calloc((size_t)ids->n, sizeof *found), used = 0;
    if (!found) return TT_ERR_MEMORY;
    for (int32_t i = 0; i < ids->n; i++)
        if ((found[used] = find_document(c, ids->text[i])) >= 0) used++;
    qsort(found, (size_t)used, sizeof *found, by_number);
    *n = 0;
    for (int32_t i = 0; i < used; i++)
        if (i == 0 || found[i] != found[*n - 1]) found[(*n)++] = found[i];
    *doc = found;
    return TT_OK;
}

tt_status tt__model_find_cluster(const tt__model_edits *c, const tt_partition *p, const tt_texts *ids, int32_t *cluster,
                                 const char **reason)
{
    int32_t *doc = NULL, n = 0, *count = tt__base_calloc((size_t)p->k, sizeof *count);
    tt_status status = count ? tt__model_find_documents(c, ids, &doc, &n) : TT_ERR_MEMORY;
    *cluster = -1;
    for (int32_t i = 0; i < n; i++) {
        int32_t of = p->label[c->rows->row[doc[i]]];
        if (2 * ++count[of] > n) *cluster = of;
    }
    if (*cluster < 0) *reason = n ? spread : gone;
    free(doc);
    free(count);
    return status;
}

/* Of the nodes that have more than half of the listed documents, the one that agrees best with the list, or TT_NO_NODE
 * and why. The root is a topic only where it is the only one. */
static tt_status find_node(const tt__model_edits *c, const tt_tree *tree, const tt_texts *ids, int32_t *node,
                           const char **reason)
{
    int32_t *doc = NULL, n = 0, *count = tt__base_calloc((size_t)tree->m, sizeof *count);
    tt_status status = count ? tt__model_find_documents(c, ids, &doc, &n) : TT_ERR_MEMORY;
    double best = 0;
    *node = TT_NO_NODE;
    for (int32_t i = 0; i < n; i++)
        for (int32_t v = tree->leaf[doc[i]]; v != TT_NO_NODE; v = tree->parent[v]) count[v]++;
    for (int32_t v = tree->m > 1; status == TT_OK && v < tree->m; v++) { /* a parent comes before its children */
        double agreement = (double)count[v] / (tree->end[v] - tree->begin[v] + n - count[v]);
        if (2 * count[v] <= n || agreement < best || (v && v == tree->outliers)) continue;
        best = agreement;
        *node = v;
    }
    if (*node == TT_NO_NODE) *reason = n ? spread : gone;
    free(doc);
    free(count);
    return status;
}

/* ---- leaf topics ---- */

static void renumber(int32_t *cluster, int32_t into, int32_t from)
{
    *cluster = *cluster == from ? into : *cluster - (*cluster > from);
}

static void join(tt__model_edits *c, int32_t e, tt_partition *p, int32_t a, int32_t b)
{
    int32_t into = a < b ? a : b, from = a < b ? b : a;
    for (int32_t r = 0; r < p->n; r++) renumber(&p->label[r], into, from);
    for (int32_t i = 0; i < e; i++) { /* what came of earlier edits has a new number */
        renumber(&c->outcome[i].cluster, into, from);
        renumber(&c->outcome[i].other, into, from);
    }
    p->k--;
}

static bool kept_apart(tt__model_edits *c, int32_t e, int32_t a, int32_t b)
{
    tt__model_list_cannot_links(c, e);
    for (int32_t i = 0; i < c->n_apart; i++)
        if ((c->apart[i].a == a && c->apart[i].b == b) || (c->apart[i].a == b && c->apart[i].b == a)) return true;
    return false;
}

static tt_status merge(tt__model_edits *c, int32_t e, tt_partition *p, tt__model_leaves *leaves)
{
    const tt_edit *edit = &c->edits->edit[e];
    tt__model_outcome *outcome = &c->outcome[e];
    int32_t a = -1, b = -1;
    tt_status status = tt__model_find_cluster(c, p, &edit->documents, &a, &outcome->reason);
    if (status == TT_OK && a >= 0) status = tt__model_find_cluster(c, p, &edit->with, &b, &outcome->reason);
    if (status < 0 || a < 0 || b < 0) return status;
    if (a == b)
        outcome->reason = joined;
    else if (kept_apart(c, e, a, b))
        outcome->reason = parted;
    if (outcome->reason) return TT_OK;
    join(c, e, p, a, b);
    outcome->cluster = a < b ? a : b;
    leaves->changed = true;
    return TT_OK;
}

tt_status tt__model_edits_partition(tt__model_edits *curation, tt_partition *partition, tt__model_leaves *leaves)
{
    tt_status status = TT_OK;
    for (int32_t e = 0; curation->edits && e < curation->edits->n && status == TT_OK; e++) {
        tt_edit_kind kind = curation->edits->edit[e].kind;
        if (kind == TT_EDIT_MERGE) status = merge(curation, e, partition, leaves);
        if (kind == TT_EDIT_SEPARATE) status = tt__model_split_leaf(curation, e, partition, leaves);
    }
    if (curation->edits) tt__model_list_cannot_links(curation, curation->edits->n);
    return status;
}

bool tt__model_edits_again(tt__model_edits *curation)
{
    bool again = false;
    int32_t apart = 0;
    for (int32_t e = 0; curation->edits && e < curation->edits->n; e++) {
        tt__model_outcome *o = &curation->outcome[e];
        if (curation->edits->edit[e].kind != TT_EDIT_SEPARATE || o->reason) continue;
        bool lost = !curation->apart[apart++].held && o->divided;
        o->barred = o->barred || lost;
        again = again || lost;
    }
    for (int32_t e = 0; again && e < curation->edits->n; e++)
        curation->outcome[e] = (tt__model_outcome){.barred = curation->outcome[e].barred,
                                                   .reason = curation->outcome[e].barred ? unheld : NULL};
    return again;
}

/* ---- names and pins ---- */

static bool beside(const tt_topics *topics, int32_t v, const char *name)
{
    const tt_tree *tree = &topics->tree;
    if (tree->parent[v] == TT_NO_NODE) return false;
    for (int32_t s = tree->parent[v] + 1; s != TT_NO_NODE; s = tree->next[s])
        if (s != v && strcasecmp(topics->topic[s].name, name) == 0) return true;
    return false;
}

/* The topic takes the name, which is given away, unless one beside it has it. */
static void rename_topic(tt_topics *topics, int32_t v, char *name, const char **reason)
{
    if (beside(topics, v, name)) *reason = taken;
    char *unwanted = *reason ? name : topics->topic[v].name;
    if (!*reason) topics->topic[v].name = name;
    free(unwanted);
}

static tt_status name_topic(tt__model_edits *c, tt_topics *topics, int32_t e, int32_t name_terms)
{
    const tt_edit *edit = &c->edits->edit[e];
    tt__model_outcome *outcome = &c->outcome[e];
    int32_t v;
    char *name = NULL;
    tt_status status = find_node(c, &topics->tree, &edit->documents, &v, &outcome->reason);
    if (status < 0 || v == TT_NO_NODE) return status;
    memcpy(outcome->id, topics->tree.id[v], TT_ID_SIZE);
    if (edit->kind == TT_EDIT_PIN)
        status = tt__label_pin_terms(&topics->topic[v], &name, edit->text.text, edit->text.n, name_terms);
    else if (!(name = tt__base_strdup(edit->text.text[0])))
        status = TT_ERR_MEMORY;
    if (status == TT_OK) rename_topic(topics, v, name, &outcome->reason);
    return status;
}

/* ---- what became of them ---- */

/* The leaf that a cluster became; its documents may have become outliers since. */
static void find_leaf(char id[TT_ID_SIZE], int32_t cluster, const tt_tree *tree, const int32_t *label)
{
    for (int32_t i = 0; i < tree->n && !id[0]; i++)
        if (label[i] == cluster) memcpy(id, tree->id[tree->leaf[i]], TT_ID_SIZE);
}

static void find_parted(tt__model_outcome *outcome, const tt_cannot_link *apart, const tt_tree *tree,
                        const int32_t *label)
{
    if (!apart->held) {
        outcome->reason = unheld;
        return;
    }
    find_leaf(outcome->id, outcome->cluster, tree, label);
    find_leaf(outcome->from, outcome->other, tree, label);
}

static tt_status record(tt_setting *to, const tt_edit *edit, const tt__model_outcome *outcome)
{
    tt__base_buffer value = {0};
    tt_status status =
        tt__base_buffer_format(&value, "{\"line\":%ld,\"applied\":%s", edit->line, outcome->reason ? "false" : "true");
    if (status == TT_OK && outcome->reason)
        status = tt__base_buffer_format(&value, ",\"reason\":\"%s\"", outcome->reason);
    else if (status == TT_OK && outcome->id[0])
        status = tt__base_buffer_format(&value, ",\"topic\":\"%s\"", outcome->id);
    if (status == TT_OK && outcome->from[0]) status = tt__base_buffer_format(&value, ",\"from\":\"%s\"", outcome->from);
    if (status == TT_OK) status = tt__base_buffer_format(&value, "}");
    to->value = value.data;
    to->key = status == TT_OK ? tt__base_strdup(tt__model_edit_name(edit->kind)) : NULL;
    return to->key ? TT_OK : TT_ERR_MEMORY;
}

static tt_status report(tt__model_edits *c, tt_topics *topics, const tt_run *run)
{
    int32_t n = c->edits->n;
    topics->edit = tt__base_calloc((size_t)n, sizeof *topics->edit);
    tt_status status = topics->edit ? TT_OK : TT_ERR_MEMORY;
    for (int32_t e = 0; e < n && status == TT_OK; e++) {
        const tt_edit *edit = &c->edits->edit[e];
        const tt__model_outcome *o = &c->outcome[e];
        status = record(&topics->edit[topics->n_edits++], edit, o);
        const char *name = tt__model_edit_name(edit->kind), *path = c->edits->path;
        if (o->reason)
            tt__base_message(run, TT_WARNING, "%s:%ld: %s not applicable: %s", path, edit->line, name, o->reason);
        else
            tt__base_message(run, TT_NOTE, "%s:%ld: %s applied%s%s%s%s", path, edit->line, name, o->id[0] ? " to " : "",
                             o->id, o->from[0] ? " and " : "", o->from);
    }
    return status;
}

tt_status tt__model_edits_topics(tt__model_edits *curation, tt_topics *topics, const int32_t *label, int32_t name_terms,
                                 const tt_run *run)
{
    tt_status status = TT_OK;
    int32_t hidden = 0, apart = 0;
    if (!curation->edits) return TT_OK;
    for (int32_t e = 0; e < curation->edits->n && status == TT_OK; e++) {
        tt__model_outcome *outcome = &curation->outcome[e];
        switch (curation->edits->edit[e].kind) {
        case TT_EDIT_HIDE:
            if (!curation->hidden[hidden++].found) outcome->reason = unknown;
            break;
        case TT_EDIT_MERGE:
            if (!outcome->reason) find_leaf(outcome->id, outcome->cluster, &topics->tree, label);
            break;
        case TT_EDIT_SEPARATE:
            if (!outcome->reason) find_parted(outcome, &curation->apart[apart++], &topics->tree, label);
            break;
        case TT_EDIT_RENAME:
        case TT_EDIT_PIN:
            status = name_topic(curation, topics, e, name_terms);
            break;
        }
    }
    return status == TT_OK ? report(curation, topics, run) : status;
}
