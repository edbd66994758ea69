/* From parent pointers to the tree as everybody reads it: preorder, children by size, documents as ranges, stable ids.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "base/strmap.h"
#include "tree/skeleton.h"

/* What layout knows of each node of the skeleton. */
typedef struct fact {
    int32_t documents; /* below */
    int32_t first;     /* the first document below */
    int32_t children;
    uint64_t hash; /* sum of the hashes of the ids of the documents below: the order does not matter */
} fact;

typedef struct sibling {
    int32_t node, documents, first;
} sibling;

static int larger_first(const void *a, const void *b)
{
    const sibling *p = a, *q = b;
    if (p->documents != q->documents) return p->documents > q->documents ? -1 : 1;
    return p->first < q->first ? -1 : p->first > q->first;
}

void tt_tree_free(tt_tree *tree)
{
    free(tree->parent);
    free(tree->next);
    free(tree->n_children);
    free(tree->level);
    free(tree->begin);
    free(tree->end);
    free(tree->height);
    free(tree->id);
    free(tree->order);
    free(tree->leaf);
    *tree = (tt_tree){0};
}

static tt_status tree_alloc(tt_tree *t, int32_t m, int32_t n)
{
    *t = (tt_tree){.m = m, .n = n};
    t->parent = tt__base_calloc((size_t)m, sizeof *t->parent);
    t->next = tt__base_calloc((size_t)m, sizeof *t->next);
    t->n_children = tt__base_calloc((size_t)m, sizeof *t->n_children);
    t->level = tt__base_calloc((size_t)m, sizeof *t->level);
    t->begin = tt__base_calloc((size_t)m, sizeof *t->begin);
    t->end = tt__base_calloc((size_t)m, sizeof *t->end);
    t->height = tt__base_calloc((size_t)m, sizeof *t->height);
    t->id = tt__base_calloc((size_t)m, sizeof *t->id);
    t->order = tt__base_calloc((size_t)n, sizeof *t->order);
    t->leaf = tt__base_calloc((size_t)n, sizeof *t->leaf);
    bool all = t->parent && t->next && t->n_children && t->level && t->begin && t->end && t->height && t->id &&
               t->order && t->leaf;
    return all ? TT_OK : TT_ERR_MEMORY;
}

static void gather_facts(fact *facts, tt__tree_skeleton *s, const tt_tree_input *in)
{
    for (int32_t v = 0; v < s->m; v++) facts[v] = (fact){.first = INT32_MAX};
    for (int32_t i = in->n - 1; i >= 0; i--) {
        fact *f = &facts[in->label[i]];
        f->documents++;
        f->first = i;
        f->hash += tt__base_hash(in->doc_id[i], strlen(in->doc_id[i]));
    }
    for (int32_t v = 0; v < s->m - 1; v++) { /* children come before their parents */
        fact *up = &facts[s->parent[v]];
        up->documents += facts[v].documents;
        up->children++;
        up->hash += facts[v].hash;
        if (facts[v].first < up->first) up->first = facts[v].first;
        if (s->height[v] > s->height[s->parent[v]]) s->height[s->parent[v]] = s->height[v];
    }
}

/* Place in preorder of every node of the skeleton.  Working from the root down, a node hands its children their places:
 * the first follows at once, each further one after the whole subtree of the one before. */
static tt_status lay_out(tt_tree *t, int32_t *place, const tt__tree_skeleton *s, const fact *facts)
{
    int32_t m = s->m;
    int32_t *nodes = tt__base_calloc((size_t)m, sizeof *nodes), *start = tt__base_calloc((size_t)m + 1, sizeof *start);
    sibling *child =
        tt__base_calloc((size_t)m, sizeof *child); /* children of v: child[start[v] .. start[v] + facts[v].children) */
    if (!nodes || !start || !child) goto done;
    for (int32_t v = 0; v < m; v++) nodes[v] = 1;
    for (int32_t v = 0; v < m - 1; v++) nodes[s->parent[v]] += nodes[v];
    for (int32_t v = 0; v < m; v++) start[v + 1] = start[v] + facts[v].children;
    for (int32_t v = 0; v < m - 1; v++) {
        bool last = s->outliers && v == s->k - 1;
        child[start[s->parent[v]]++] = (sibling){v, last ? 0 : facts[v].documents, facts[v].first};
    }
    for (int32_t v = 0; v < m; v++) start[v] -= facts[v].children;
    place[m - 1] = 0;
    t->parent[0] = t->next[0] = TT_NO_NODE;
    t->end[0] = t->n;
    for (int32_t v = m - 1; v >= 0; v--) {
        int32_t at = place[v], next = at + 1, begin = t->begin[at];
        t->n_children[at] = facts[v].children;
        t->height[at] = s->height[v];
        if (!facts[v].children) continue;
        qsort(child + start[v], (size_t)facts[v].children, sizeof *child, larger_first);
        for (int32_t c = start[v]; c < start[v] + facts[v].children; c++) {
            int32_t u = child[c].node;
            place[u] = next;
            t->parent[next] = at;
            t->level[next] = t->level[at] + 1;
            t->begin[next] = begin;
            t->end[next] = begin += facts[u].documents;
            t->next[next] = c + 1 < start[v] + facts[v].children ? next + nodes[u] : TT_NO_NODE;
            next += nodes[u];
        }
    }
done:
    free(nodes);
    free(start);
    bool complete = child != NULL && nodes != NULL && start != NULL;
    free(child);
    return complete ? TT_OK : TT_ERR_MEMORY;
}

/* Documents to their leaves, ascending within each. */
static tt_status seat_documents(tt_tree *t, const int32_t *place, const tt_tree_input *in)
{
    int32_t *next = tt__base_calloc((size_t)t->m, sizeof *next);
    if (!next) return TT_ERR_MEMORY;
    for (int32_t v = 0; v < t->m; v++) next[v] = t->begin[v];
    for (int32_t i = 0; i < in->n; i++) {
        t->leaf[i] = place[in->label[i]];
        t->order[next[t->leaf[i]]++] = i;
    }
    free(next);
    return TT_OK;
}

/* An id is "t" and ten hexadecimal digits of the hash of the topic's documents; should two topics of a tree share it,
 * the later one takes the next free number. */
static tt_status name_nodes(tt_tree *t, const int32_t *place, const fact *facts)
{
    tt__base_strmap seen = {0};
    uint64_t *hash = tt__base_calloc((size_t)t->m, sizeof *hash);
    tt_status status = hash ? TT_OK : TT_ERR_MEMORY;
    for (int32_t v = 0; v < t->m && status == TT_OK; v++) hash[place[v]] = facts[v].hash;
    for (int32_t v = 0; v < t->m && status == TT_OK; v++) {
        uint64_t salt = hash[v];
        int32_t id;
        do {
            snprintf(t->id[v], TT_ID_SIZE, "t%010" PRIx64, tt__base_hash((const char *)&salt, sizeof salt) >> 24);
            salt++;
            status = tt__base_strmap_intern(&seen, t->id[v], strlen(t->id[v]), &id);
        } while (status == TT_OK && id != v);
    }
    free(hash);
    tt__base_strmap_free(&seen);
    return status;
}

static tt_status arrange(tt_tree *out, tt__tree_skeleton *s, const tt_tree_input *in)
{
    tt_tree t = {0};
    fact *facts = tt__base_calloc((size_t)s->m, sizeof *facts);
    int32_t *place = tt__base_calloc((size_t)s->m, sizeof *place);
    tt_status status = facts && place ? tree_alloc(&t, s->m, in->n) : TT_ERR_MEMORY;
    if (status == TT_OK) {
        gather_facts(facts, s, in);
        status = lay_out(&t, place, s, facts);
    }
    if (status == TT_OK) status = seat_documents(&t, place, in);
    if (status == TT_OK) status = name_nodes(&t, place, facts);
    if (status == TT_OK && s->outliers) t.outliers = place[s->k - 1];
    if (status == TT_OK)
        *out = t;
    else
        tt_tree_free(&t);
    free(facts);
    free(place);
    return status;
}

static tt_status fold(tt__tree_skeleton *out, const tt_tree_input *in, int32_t max_children, const tt_run *run)
{
    int32_t k = in->sums->n_rows,
            *size = tt__base_calloc((size_t)k + 1, sizeof *size); /* the last of no use: outliers */
    tt_merges merges = {0};
    if (!size) return TT_ERR_MEMORY;
    for (int32_t i = 0; i < in->n; i++) size[in->label[i]]++;
    tt_status status = tt_linkage_build(&merges, in->sums, size, in->linkage, run);
    if (status == TT_OK) status = tt__tree_skeleton_fold(out, &merges, max_children);
    tt_merges_free(&merges);
    free(size);
    return status;
}

/* Every label within range, every topic with a document. */
static tt_status check(const tt_tree_input *in)
{
    int32_t k = in->sums->n_rows + in->outliers, empty = k;
    bool *used = tt__base_calloc((size_t)k, sizeof *used);
    tt_status status = used ? TT_OK : TT_ERR_MEMORY;
    for (int32_t i = 0; i < in->n && status == TT_OK; i++) {
        if (in->label[i] < 0 || in->label[i] >= k) {
            status = tt__base_fail(TT_ERR_ARGUMENT, "document %d is of topic %d, but there are %d", i, in->label[i], k);
            break;
        }
        empty -= !used[in->label[i]];
        used[in->label[i]] = true;
    }
    for (int32_t p = 0; p < in->n_apart && status == TT_OK; p++) {
        int32_t a = in->apart[p].a, b = in->apart[p].b, topics = in->sums->n_rows;
        if (a < 0 || b < 0 || a >= topics || b >= topics || a == b)
            status =
                tt__base_fail(TT_ERR_ARGUMENT, "%d and %d are not two of %d topics that could be apart", a, b, topics);
    }
    if (status == TT_OK && empty) status = tt__base_fail(TT_ERR_ARGUMENT, "%d of %d topics have no document", empty, k);
    free(used);
    return status;
}

tt_status tt__tree_skeleton_build(tt__tree_skeleton *out, const tt_tree_input *in, const tt_shape_opts *opts,
                                  const tt_run *run)
{
    tt_shape_opts asked = opts ? *opts : tt_shape_opts_default(), shape;
    tt_status status = tt_shape_resolve(&shape, &asked, in->sums->n_rows);
    if (status == TT_OK) status = check(in);
    if (status == TT_OK) status = tt__base_progress(run, "merging", 0, in->sums->n_rows, "topics");
    if (status < 0) return status;
    return shape.n_levels ? tt__tree_skeleton_levels(out, in, &shape, run) : fold(out, in, shape.max_children, run);
}

tt_status tt_tree_build(tt_tree *out, const tt_tree_input *in, const tt_shape_opts *opts, const tt_run *run)
{
    const char *wrong = tt__base_call_check(
        out && in && in->sums && (in->n < 1 || (in->label && in->doc_id)) && (in->apart || in->n_apart < 1), run);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__tree_skeleton skeleton = {0};
    tt_status status = tt__tree_skeleton_build(&skeleton, in, opts, run);
    if (status == TT_OK && in->n_apart) status = tt__tree_skeleton_separate(&skeleton, in);
    if (status == TT_OK && in->outliers) status = tt__tree_skeleton_add_outliers(&skeleton);
    if (status == TT_OK) status = arrange(out, &skeleton, in);
    tt__tree_skeleton_free(&skeleton);
    return status;
}
