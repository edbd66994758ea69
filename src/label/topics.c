/* The labelled tree as a plain struct: copies, and giving its memory back. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "topictree/label.h"

static void settings_free(tt_setting *setting, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        free(setting[i].key);
        free(setting[i].value);
    }
    free(setting);
}

static void topic_free(tt_topic *topic)
{
    for (int32_t i = 0; i < topic->n_terms; i++) free(topic->terms[i].text);
    free(topic->terms);
    free(topic->name);
    free(topic->representative);
}

void tt_topics_free(tt_topics *topics)
{
    for (int32_t v = 0; topics->topic && v < topics->tree.m; v++) topic_free(&topics->topic[v]);
    for (int32_t i = 0; topics->document && i < topics->tree.n; i++) {
        free(topics->document[i].id);
        free(topics->document[i].title);
    }
    free(topics->topic);
    free(topics->document);
    settings_free(topics->setting, topics->n_settings);
    settings_free(topics->count, topics->n_counts);
    settings_free(topics->quality, topics->n_quality);
    settings_free(topics->edit, topics->n_edits);
    tt_tree_free(&topics->tree);
    *topics = (tt_topics){0};
}

/* ---- copies ---- */

static bool copy_items(void *to, const void *items, size_t n, size_t size)
{
    void *copy = items ? tt__base_calloc(n, size) : NULL;
    if (copy && n) memcpy(copy, items, n * size);
    memcpy(to, &copy, sizeof copy);
    return copy || !items;
}

static bool copy_text(char **to, const char *text)
{
    *to = text ? tt__base_strdup(text) : NULL;
    return *to || !text;
}

static bool copy_tree(tt_tree *to, const tt_tree *from)
{
    size_t m = (size_t)from->m, n = (size_t)from->n;
    *to = (tt_tree){.m = from->m, .n = from->n, .outliers = from->outliers};
    bool all = copy_items(&to->parent, from->parent, m, sizeof *from->parent);
    all = copy_items(&to->next, from->next, m, sizeof *from->next) && all;
    all = copy_items(&to->n_children, from->n_children, m, sizeof *from->n_children) && all;
    all = copy_items(&to->level, from->level, m, sizeof *from->level) && all;
    all = copy_items(&to->begin, from->begin, m, sizeof *from->begin) && all;
    all = copy_items(&to->end, from->end, m, sizeof *from->end) && all;
    all = copy_items(&to->height, from->height, m, sizeof *from->height) && all;
    all = copy_items(&to->id, from->id, m, sizeof *from->id) && all;
    all = copy_items(&to->order, from->order, n, sizeof *from->order) && all;
    return copy_items(&to->leaf, from->leaf, n, sizeof *from->leaf) && all;
}

/* to has copies of no text of from yet. */
static bool copy_topic(tt_topic *to, const tt_topic *from)
{
    *to = *from;
    to->n_terms = 0;
    bool all = copy_text(&to->name, from->name);
    size_t typical = (size_t)from->n_representatives;
    all = copy_items(&to->representative, from->representative, typical, sizeof *from->representative) && all;
    all = copy_items(&to->terms, from->terms, (size_t)from->n_terms, sizeof *from->terms) && all;
    for (int32_t i = 0; to->terms && i < from->n_terms; i++, to->n_terms++)
        all = copy_text(&to->terms[i].text, from->terms[i].text) && all;
    return all;
}

static bool copy_settings(tt_setting **to, int32_t *n_to, const tt_setting *from, int32_t n)
{
    *n_to = 0;
    *to = tt__base_calloc((size_t)n, sizeof **to);
    bool all = *to != NULL;
    for (int32_t i = 0; *to && i < n; i++, ++*n_to) {
        all = copy_text(&(*to)[i].key, from[i].key) && all;
        all = copy_text(&(*to)[i].value, from[i].value) && all;
    }
    return all;
}

static bool copy_all(tt_topics *to, const tt_topics *from)
{
    bool all = copy_tree(&to->tree, &from->tree);
    all = copy_items(&to->document, from->document, (size_t)from->tree.n, sizeof *from->document) && all;
    for (int32_t i = 0; to->document && i < from->tree.n; i++) {
        all = copy_text(&to->document[i].id, from->document[i].id) && all;
        all = copy_text(&to->document[i].title, from->document[i].title) && all;
    }
    to->topic = tt__base_calloc((size_t)from->tree.m, sizeof *to->topic);
    all = to->topic && all;
    for (int32_t v = 0; to->topic && v < from->tree.m; v++) all = copy_topic(&to->topic[v], &from->topic[v]) && all;
    all = copy_settings(&to->setting, &to->n_settings, from->setting, from->n_settings) && all;
    all = copy_settings(&to->count, &to->n_counts, from->count, from->n_counts) && all;
    all = copy_settings(&to->quality, &to->n_quality, from->quality, from->n_quality) && all;
    all = copy_settings(&to->edit, &to->n_edits, from->edit, from->n_edits) && all;
    to->seed = from->seed;
    return all;
}

tt_status tt_topics_copy(tt_topics *out, const tt_topics *topics)
{
    const char *wrong = tt__base_call_check(out && topics, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt_topics copy = {0};
    if (copy_all(&copy, topics)) {
        *out = copy;
        return TT_OK;
    }
    tt_topics_free(&copy);
    return TT_ERR_MEMORY;
}
