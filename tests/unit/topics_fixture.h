/* Small trees and corpora made by hand for the tests of the quality figures. */
#ifndef TOPICS_FIXTURE_H
#define TOPICS_FIXTURE_H

#include "testing.h"

static inline void *fixture_room(size_t count, size_t size)
{
    void *room = calloc(count ? count : 1, size);
    assert_non_null(room);
    return room;
}

static inline char *fixture_string(const char *text)
{
    return strcpy(fixture_room(strlen(text) + 1, 1), text);
}

/* First and last document of every node, leaves first, then upwards. */
static inline void fixture_ranges(tt_tree *tree)
{
    int32_t used = 0;
    for (int32_t v = 0; v < tree->m; v++) {
        tree->begin[v] = used;
        for (int32_t i = 0; i < tree->n; i++)
            if (tree->leaf[i] == v) tree->order[used++] = i;
        tree->end[v] = used;
    }
    for (int32_t v = tree->m; v-- > 1;)
        if (tree->end[v] > tree->end[tree->parent[v]]) tree->end[tree->parent[v]] = tree->end[v];
}

/* A tree of m nodes in preorder with n documents; ids are "d000", "d001", ... ; free with tt_topics_free. */
static inline tt_topics fixture_topics(int32_t m, const int32_t *parent, int32_t n, const int32_t *leaf)
{
    tt_topics t = {.tree = {.m = m, .n = n}};
    size_t nodes = (size_t)m, documents = (size_t)n;
    t.tree.parent = fixture_room(nodes, sizeof *t.tree.parent);
    t.tree.next = fixture_room(nodes, sizeof *t.tree.next);
    t.tree.n_children = fixture_room(nodes, sizeof *t.tree.n_children);
    t.tree.level = fixture_room(nodes, sizeof *t.tree.level);
    t.tree.begin = fixture_room(nodes, sizeof *t.tree.begin);
    t.tree.end = fixture_room(nodes, sizeof *t.tree.end);
    t.tree.height = fixture_room(nodes, sizeof *t.tree.height);
    t.tree.id = fixture_room(nodes, sizeof *t.tree.id);
    t.tree.order = fixture_room(documents, sizeof *t.tree.order);
    t.tree.leaf = fixture_room(documents, sizeof *t.tree.leaf);
    t.topic = fixture_room(nodes, sizeof *t.topic);
    t.document = fixture_room(documents, sizeof *t.document);
    memcpy(t.tree.parent, parent, nodes * sizeof *parent);
    if (n) memcpy(t.tree.leaf, leaf, documents * sizeof *leaf);
    for (int32_t v = m; v-- > 0;) {
        t.tree.next[v] = TT_NO_NODE;
        for (int32_t u = m; u-- > v + 1;)
            if (v && parent[u] == parent[v]) t.tree.next[v] = u;
        if (v) t.tree.n_children[parent[v]]++;
        snprintf(t.tree.id[v], TT_ID_SIZE, "t%d", v);
        t.topic[v].name = fixture_string(t.tree.id[v]);
    }
    for (int32_t v = 1; v < m; v++) t.tree.level[v] = t.tree.level[parent[v]] + 1;
    for (int32_t i = 0; i < n; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%03d", i);
        t.document[i].id = fixture_string(id);
        t.document[i].title = fixture_string("");
        t.document[i].runner_up = TT_NO_NODE;
    }
    fixture_ranges(&t.tree);
    return t;
}

static inline void fixture_add(tt_corpus *corpus, const char *id, const char *text, const char *const *path,
                               int32_t n_path)
{
    tt_document document = {.id = id, .text = text, .text_bytes = strlen(text), .path = path, .n_path = n_path};
    assert_int_equal(tt_corpus_add(corpus, &document), TT_OK);
}

#endif
