/* The labelled tree, one value a call. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/c_locale.h"
#include "topictree/label.h"

static bool is_node(const tt_topics *t, int32_t v)
{
    return t && v >= 0 && v < t->tree.m;
}

static bool is_document(const tt_topics *t, int32_t i)
{
    return t && i >= 0 && i < t->tree.n;
}

int32_t tt_topics_count(const tt_topics *topics)
{
    return topics ? topics->tree.m : 0;
}

int32_t tt_topics_parent(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) ? topics->tree.parent[node] : TT_NO_NODE;
}

int32_t tt_topics_first_child(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) && topics->tree.n_children[node] > 0 ? node + 1 : TT_NO_NODE;
}

int32_t tt_topics_next_sibling(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) ? topics->tree.next[node] : TT_NO_NODE;
}

int32_t tt_topics_depth(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) ? topics->tree.level[node] : 0;
}

bool tt_topics_is_leaf(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) && topics->tree.n_children[node] == 0;
}

bool tt_topics_is_outliers(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) && node > 0 && node == topics->tree.outliers;
}

const char *tt_topics_id(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) ? topics->tree.id[node] : "";
}

const char *tt_topics_name(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) && topics->topic ? topics->topic[node].name : "";
}

int32_t tt_topics_find(const tt_topics *topics, const char *id)
{
    for (int32_t v = 0; id && v < tt_topics_count(topics); v++)
        if (strcmp(topics->tree.id[v], id) == 0) return v;
    return TT_NO_NODE;
}

size_t tt_topics_path(const tt_topics *topics, int32_t node, char *path, size_t size)
{
    int32_t parent = tt_topics_parent(topics, node);
    if (path && size) *path = '\0';
    if (parent == TT_NO_NODE) return 0;
    size_t used = tt_topics_path(topics, parent, path, size), at = used < size ? used : size;
    int n = snprintf(path ? path + at : NULL, path ? size - at : 0, "%s%s", used ? " > " : "",
                     tt_topics_name(topics, node));
    return used + (size_t)n;
}

int32_t tt_topics_terms(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) && topics->topic ? topics->topic[node].n_terms : 0;
}

const char *tt_topics_term(const tt_topics *topics, int32_t node, int32_t i)
{
    return i >= 0 && i < tt_topics_terms(topics, node) ? topics->topic[node].terms[i].text : "";
}

int32_t tt_topics_documents(const tt_topics *topics, int32_t node)
{
    return is_node(topics, node) ? topics->tree.end[node] - topics->tree.begin[node] : 0;
}

int32_t tt_topics_document(const tt_topics *topics, int32_t node, int32_t i)
{
    bool there = i >= 0 && i < tt_topics_documents(topics, node);
    return there ? topics->tree.order[topics->tree.begin[node] + i] : TT_NO_NODE;
}

const char *tt_topics_document_id(const tt_topics *topics, int32_t document)
{
    return is_document(topics, document) && topics->document ? topics->document[document].id : "";
}

const char *tt_topics_document_title(const tt_topics *topics, int32_t document)
{
    return is_document(topics, document) && topics->document ? topics->document[document].title : "";
}

double tt_topics_document_score(const tt_topics *topics, int32_t document)
{
    return is_document(topics, document) && topics->document ? (double)topics->document[document].score : (double)NAN;
}

int32_t tt_topics_document_leaf(const tt_topics *topics, int32_t document)
{
    return is_document(topics, document) ? topics->tree.leaf[document] : TT_NO_NODE;
}

int32_t tt_topics_find_document(const tt_topics *topics, const char *id)
{
    for (int32_t i = 0; id && topics && topics->document && i < topics->tree.n; i++)
        if (strcmp(topics->document[i].id, id) == 0) return i;
    return TT_NO_NODE;
}

static double figure_of(const tt_setting *setting, int32_t n, const char *name)
{
    for (int32_t i = 0; i < n; i++)
        if (strcmp(setting[i].key, name) == 0) return strtod(setting[i].value, NULL);
    return (double)NAN;
}

double tt_topics_figure(const tt_topics *topics, const char *name)
{
    locale_t before;
    if (!topics || !name || tt__base_c_locale_enter(&before) < 0) return (double)NAN;
    double figure = figure_of(topics->quality, topics->n_quality, name);
    if (isnan(figure)) figure = figure_of(topics->count, topics->n_counts, name);
    tt__base_c_locale_leave(before);
    return figure;
}
