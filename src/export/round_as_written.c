/* Every number is rounded to what tree.json has before anything is written: a tree that was fitted and the same one
 * read back from its file are then equal to the last bit, and so is whatever is written, sorted or drawn from either.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "export/writers.h"

static float rounded(float number)
{
    return (float)tt__export_rounded((double)number);
}

static void round_topic(tt_topic *topic)
{
    topic->cohesion = tt__export_rounded(topic->cohesion);
    for (int32_t i = 0; i < topic->n_terms; i++) topic->terms[i].weight = tt__export_rounded(topic->terms[i].weight);
    for (int32_t i = 0; i < topic->n_near; i++) topic->near[i].similarity = rounded(topic->near[i].similarity);
    for (int i = 0; i < 2; i++) topic->at[i] = rounded(topic->at[i]);
}

tt_status tt__export_round_as_written(tt_topics *topics)
{
    locale_t before;
    tt_status status = tt__base_c_locale_enter(&before);
    if (status < 0) return status;
    for (int32_t v = 0; v < topics->tree.m; v++) {
        topics->tree.height[v] = tt__export_rounded(topics->tree.height[v]);
        round_topic(&topics->topic[v]);
    }
    for (int32_t i = 0; i < topics->tree.n; i++) {
        topics->document[i].score = rounded(topics->document[i].score);
        topics->document[i].margin = rounded(topics->document[i].margin);
    }
    tt__base_c_locale_leave(before);
    return TT_OK;
}

/* A copy of n items, never NULL for lack of items. */
static void *copied(const void *items, size_t n, size_t size)
{
    void *copy = tt__base_calloc(n, size);
    if (copy && n) memcpy(copy, items, n * size);
    return copy;
}

/* The terms of all topics in one block, which the copies of the topics point into. */
static tt_term *copy_terms(tt_topic *topic, int32_t m)
{
    size_t n = 0;
    for (int32_t v = 0; v < m; v++) n += (size_t)topic[v].n_terms;
    tt_term *terms = tt__base_calloc(n, sizeof *terms), *at = terms;
    for (int32_t v = 0; terms && v < m; at += topic[v++].n_terms) {
        if (topic[v].n_terms) memcpy(at, topic[v].terms, (size_t)topic[v].n_terms * sizeof *at);
        topic[v].terms = at;
    }
    return terms;
}

void tt__export_view_free(tt__export_view *view)
{
    free(view->topics.tree.height);
    free(view->topics.topic);
    free(view->topics.document);
    free(view->terms);
    *view = (tt__export_view){0};
}

tt_status tt__export_view_make(tt__export_view *out, const tt_topics *topics)
{
    size_t m = (size_t)topics->tree.m, n = (size_t)topics->tree.n;
    tt__export_view view = {.topics = *topics};
    tt_topics *t = &view.topics;
    t->tree.height = copied(topics->tree.height, m, sizeof *t->tree.height);
    t->topic = copied(topics->topic, m, sizeof *t->topic);
    t->document = copied(topics->document, n, sizeof *t->document);
    if (t->topic) view.terms = copy_terms(t->topic, topics->tree.m);
    tt_status status = t->tree.height && t->document && view.terms ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) status = tt__export_round_as_written(t);
    if (status == TT_OK)
        *out = view;
    else
        tt__export_view_free(&view);
    return status;
}
