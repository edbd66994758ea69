/* The labelled tree as a plain struct: giving its memory back. */
#include <stdlib.h>

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
