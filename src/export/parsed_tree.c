/* From a draft to a labelled tree.  Documents get their canonical index back by sorting the listed members by id; those
 * that a leaf counts but does not list follow after them, with empty ids, so that every size stays what the file says.
 */
#include "export/parsed_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/strmap.h"

#define FEW_REPRESENTATIVES 5 /* of a leaf, in a tree that is one leaf */

static bool is_leaf(const tt__export_parsed *draft, int64_t v)
{
    return draft->node[v].n_children == 0;
}

/* Ranges in preorder; a parent's size must be the sum of its children's, a leaf's no less than what it lists. */
static tt_status check_sizes(tt__export_parsed *draft)
{
    int64_t *below = tt__base_calloc((size_t)draft->m, sizeof *below);
    if (!below) return TT_ERR_MEMORY;
    tt_status status = TT_OK;
    int64_t begin = 0;
    for (int64_t v = 0; v < draft->m; v++) {
        tt__export_parsed_node *node = &draft->node[v];
        node->begin = (int32_t)(begin < INT32_MAX ? begin : INT32_MAX);
        if (is_leaf(draft, v)) begin += node->size;
        if (node->parent != TT_NO_NODE) below[node->parent] += node->size;
    }
    for (int64_t v = 0; v < draft->m && status == TT_OK; v++) {
        const tt__export_parsed_node *node = &draft->node[v];
        if (!is_leaf(draft, v) && below[v] != node->size)
            status = tt__base_fail(TT_ERR_FORMAT, "topic \"%s\" has size %d, its children together %lld", node->id,
                                   (int)node->size, (long long)below[v]);
        else if (is_leaf(draft, v) && node->n_documents > node->size)
            status = tt__base_fail(TT_ERR_FORMAT, "topic \"%s\" has size %d and lists %d documents", node->id,
                                   (int)node->size, (int)node->n_documents);
    }
    free(below);
    return status;
}

/* At most one leaf, a child of the root, holds the outliers. */
static tt_status check_outliers(const tt__export_parsed *draft)
{
    int32_t found = 0;
    for (int64_t v = 0; v < draft->m; v++) {
        const tt__export_parsed_node *node = &draft->node[v];
        if (!node->outliers) continue;
        if (node->level != 1 || !is_leaf(draft, v) || found++)
            return tt__base_fail(TT_ERR_FORMAT,
                                 "topic \"%s\" cannot hold the outliers: one leaf directly under the root does",
                                 node->id);
    }
    return TT_OK;
}

/* ---- documents ---- */

static int by_id(const void *left, const void *right)
{
    const tt__export_parsed_document *const *a = left, *const *b = right;
    return strcmp((*a)->id, (*b)->id);
}

/* The members of all leaves by id; *n of them. */
static tt_status sort_members(tt__export_parsed_document ***out, int32_t *n, tt__export_parsed *draft)
{
    tt__export_parsed_document **list = tt__base_calloc((size_t)draft->n_documents, sizeof *list);
    if (!list) return TT_ERR_MEMORY;
    *n = 0;
    for (int64_t i = 0; i < draft->n_documents; i++)
        if (is_leaf(draft, draft->document[i].node)) list[(*n)++] = &draft->document[i];
    qsort(list, (size_t)*n, sizeof *list, by_id);
    for (int32_t i = 1; i < *n; i++)
        if (strcmp(list[i - 1]->id, list[i]->id) == 0) {
            tt_status status = tt__base_fail(TT_ERR_FORMAT, "document \"%s\" is listed in two leaves", list[i]->id);
            free(list);
            return status;
        }
    *out = list;
    return TT_OK;
}

/* Index of each document of the draft among the sorted members, or -1. */
static tt_status find_members(int32_t **out, const tt__export_parsed *draft, tt__export_parsed_document *const *member,
                              int32_t n)
{
    int32_t *index = tt__base_calloc((size_t)draft->n_documents, sizeof *index);
    if (!index) return TT_ERR_MEMORY;
    for (int64_t i = 0; i < draft->n_documents; i++) {
        const tt__export_parsed_document *key = &draft->document[i];
        tt__export_parsed_document *const *found = bsearch(&key, member, (size_t)n, sizeof *member, by_id);
        index[i] = found ? (int32_t)(found - member) : -1;
    }
    *out = index;
    return TT_OK;
}

/* Members first, then the unlisted ones. */
static tt_status fill_documents(tt_topics *out, tt__export_parsed *draft, tt__export_parsed_document **member,
                                int32_t n_members)
{
    tt_tree *tree = &out->tree;
    int32_t *used = tt__base_calloc((size_t)draft->m, sizeof *used), unlisted = n_members;
    if (!used) return TT_ERR_MEMORY;
    for (int32_t i = 0; i < n_members; i++) {
        int32_t v = member[i]->node;
        tree->order[tree->begin[v] + used[v]++] = i;
        tree->leaf[i] = v;
        out->document[i] =
            (tt_placement){member[i]->id, member[i]->title, member[i]->score, member[i]->margin, TT_NO_NODE};
        member[i]->id = member[i]->title = NULL;
    }
    tt_status status = TT_OK;
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++) {
        if (tree->n_children[v] > 0) continue;
        for (int32_t at = tree->begin[v] + used[v]; at < tree->end[v] && status == TT_OK; at++, unlisted++) {
            tree->order[at] = unlisted;
            tree->leaf[unlisted] = v;
            out->document[unlisted] = (tt_placement){tt__base_strdup(""), tt__base_strdup(""), NAN, NAN, TT_NO_NODE};
            if (!out->document[unlisted].id || !out->document[unlisted].title) status = TT_ERR_MEMORY;
        }
    }
    free(used);
    return status;
}

/* ---- representatives ---- */

typedef struct scored {
    float score;
    int32_t document;
} scored;

static int by_score(const void *left, const void *right)
{
    const scored *a = left, *b = right;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    return (a->document > b->document) - (a->document < b->document);
}

static int by_key(const void *key, const void *document)
{
    return strcmp(key, ((const tt_placement *)document)->id);
}

static bool is_taken(const scored *list, int32_t n, int32_t document)
{
    for (int32_t i = 0; i < n; i++)
        if (list[i].document == document) return true;
    return false;
}

/* Those that the leaf says are typical, at most limit; what is no member of it or stands there twice is passed over. */
static int32_t take_typical(scored *list, const tt_topics *out, const tt__export_parsed_node *node, int32_t v,
                            int32_t limit)
{
    int32_t n = 0, members = out->tree.n;
    while (members > 0 && !*out->document[members - 1].id) members--; /* the unlisted come last */
    for (int32_t i = 0; i < node->n_typical && n < limit; i++) {
        const tt_placement *found = bsearch(node->typical[i], out->document, (size_t)members, sizeof *found, by_key);
        int32_t document = found ? (int32_t)(found - out->document) : -1;
        if (found && out->tree.leaf[document] == v && !is_taken(list, n, document)) list[n++].document = document;
    }
    return n;
}

/* At most limit of the documents listed at node v.  A leaf that lists all its members has them by id: its
 * representatives are those that it says are, else those with the best scores.  Everywhere else the file has them best
 * first. */
static tt_status fill_representatives(tt_topics *out, const tt__export_parsed *draft, const int32_t *index, int32_t v,
                                      int32_t limit)
{
    const tt__export_parsed_node *node = &draft->node[v];
    tt_topic *topic = &out->topic[v];
    scored *list = tt__base_calloc((size_t)node->n_documents, sizeof *list);
    topic->representative = tt__base_calloc((size_t)node->n_documents, sizeof *topic->representative);
    int32_t n = 0;
    tt_status status = list && topic->representative ? TT_OK : TT_ERR_MEMORY;
    for (int32_t i = 0; i < node->n_documents && status == TT_OK; i++) {
        int32_t found = index[node->document + i];
        if (found >= 0) list[n++] = (scored){out->document[found].score, found};
    }
    bool all = node->n_children == 0 && node->n_documents == node->size;
    if (status == TT_OK && all) qsort(list, (size_t)n, sizeof *list, by_score);
    if (all && n > limit) n = limit;
    if (status == TT_OK && all && node->typical) n = take_typical(list, out, node, v, node->n_documents);
    for (int32_t i = 0; i < n && status == TT_OK; i++) topic->representative[i] = list[i].document;
    if (status == TT_OK) topic->n_representatives = n;
    free(list);
    return status;
}

/* As many as the inner topics have. */
static int32_t representatives_of_a_leaf(const tt__export_parsed *draft)
{
    int32_t most = draft->m == 1 ? FEW_REPRESENTATIVES : 0;
    for (int64_t v = 0; v < draft->m; v++)
        if (!is_leaf(draft, v) && draft->node[v].n_documents > most) most = draft->node[v].n_documents;
    return most;
}

/* ---- the tree ---- */

static tt_status make_room(tt_topics *out, int32_t m, int32_t n)
{
    tt_tree *tree = &out->tree;
    int32_t **const per_node[] = {&tree->parent, &tree->next,  &tree->n_children,
                                  &tree->level,  &tree->begin, &tree->end};
    size_t nodes = (size_t)m, documents = (size_t)n;
    tree->m = m;
    tree->n = n;
    for (size_t i = 0; i < sizeof per_node / sizeof *per_node; i++)
        if (!(*per_node[i] = tt__base_calloc(nodes, sizeof(int32_t)))) return TT_ERR_MEMORY;
    bool made = (tree->height = tt__base_calloc(nodes, sizeof *tree->height)) &&
                (tree->id = tt__base_calloc(nodes, sizeof *tree->id)) &&
                (tree->order = tt__base_calloc(documents, sizeof *tree->order)) &&
                (tree->leaf = tt__base_calloc(documents, sizeof *tree->leaf)) &&
                (out->topic = tt__base_calloc(nodes, sizeof *out->topic)) &&
                (out->document = tt__base_calloc(documents, sizeof *out->document));
    return made ? TT_OK : TT_ERR_MEMORY;
}

static void fill_nodes(tt_topics *out, tt__export_parsed *draft)
{
    tt_tree *tree = &out->tree;
    for (int32_t v = 0; v < tree->m; v++) {
        tt__export_parsed_node *node = &draft->node[v];
        tree->parent[v] = node->parent;
        tree->next[v] = node->next;
        tree->n_children[v] = node->n_children;
        tree->level[v] = node->level;
        tree->begin[v] = node->begin;
        tree->end[v] = node->begin + node->size;
        tree->height[v] = node->height;
        memcpy(tree->id[v], node->id, TT_ID_SIZE);
        if (node->outliers) tree->outliers = v;
        out->topic[v] = node->topic;
        node->topic = (tt_topic){0};
    }
}

/* Ids of near topics and of runners-up become nodes; those that the tree does not have are left out. */
static tt_status find_topics(tt_topics *out, const tt__export_parsed *draft, tt__export_parsed_document *const *member,
                             int32_t n_members)
{
    tt__base_strmap ids = {0};
    int32_t found;
    tt_status status = TT_OK;
    for (int32_t u = 0; u < out->tree.m && status == TT_OK; u++) {
        status = tt__base_strmap_intern(&ids, out->tree.id[u], strlen(out->tree.id[u]), &found);
        if (status == TT_OK && found != u)
            status = tt__base_fail(TT_ERR_FORMAT, "two topics have the id \"%s\"", out->tree.id[u]);
    }
    for (int32_t v = 0; v < out->tree.m && status == TT_OK; v++) {
        tt_topic *topic = &out->topic[v];
        int32_t n = topic->n_near;
        topic->n_near = 0;
        for (int32_t i = 0; i < n; i++) {
            found = tt__base_strmap_find(&ids, draft->node[v].near[i], strlen(draft->node[v].near[i]));
            if (found >= 0) topic->near[topic->n_near++] = (tt_near){found, topic->near[i].similarity};
        }
    }
    for (int32_t i = 0; i < n_members && status == TT_OK; i++) {
        found = tt__base_strmap_find(&ids, member[i]->runner_up, strlen(member[i]->runner_up));
        if (found >= 0) out->document[i].runner_up = found;
    }
    tt__base_strmap_free(&ids);
    return status;
}

tt_status tt__export_parsed_finish(tt_topics *out, tt__export_parsed *draft)
{
    tt__export_parsed_document **member = NULL;
    int32_t *index = NULL, n_members = 0;
    tt_status status = check_sizes(draft);
    if (status == TT_OK) status = check_outliers(draft);
    if (status == TT_OK) status = sort_members(&member, &n_members, draft);
    if (status == TT_OK) status = find_members(&index, draft, member, n_members);
    if (status == TT_OK) status = make_room(out, (int32_t)draft->m, draft->node[0].size);
    if (status == TT_OK) {
        fill_nodes(out, draft);
        status = fill_documents(out, draft, member, n_members);
    }
    if (status == TT_OK) status = find_topics(out, draft, member, n_members);
    int32_t limit = representatives_of_a_leaf(draft);
    for (int32_t v = 0; v < out->tree.m && status == TT_OK; v++)
        status = fill_representatives(out, draft, index, v, limit);
    free(member);
    free(index);
    return status;
}

void tt__export_parsed_free(tt__export_parsed *draft)
{
    for (int64_t v = 0; v < draft->m; v++) {
        tt_topic *topic = &draft->node[v].topic;
        for (int32_t i = 0; i < topic->n_terms; i++) free(topic->terms[i].text);
        free(topic->terms);
        free(topic->name);
        for (int32_t i = 0; i < draft->node[v].n_typical; i++) free(draft->node[v].typical[i]);
        free(draft->node[v].typical);
    }
    for (int64_t i = 0; i < draft->n_documents; i++) {
        free(draft->document[i].id);
        free(draft->document[i].title);
    }
    free(draft->node);
    free(draft->document);
    *draft = (tt__export_parsed){0};
}
