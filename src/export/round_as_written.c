/* The digits that files have are the digits that there are: a tree that is built and the same one read back from its
 * file are the same to the last bit, and so is whatever is written, sorted or rounded once more from either. */
#include "export/writers.h"

static float settled(float number)
{
    return (float)tt__export_rounded((double)number);
}

static void settle_topic(tt_topic *topic)
{
    topic->cohesion = tt__export_rounded(topic->cohesion);
    for (int32_t i = 0; i < topic->n_terms; i++) topic->terms[i].weight = tt__export_rounded(topic->terms[i].weight);
    for (int32_t i = 0; i < topic->n_near; i++) topic->near[i].similarity = settled(topic->near[i].similarity);
    for (int i = 0; i < 2; i++) topic->at[i] = settled(topic->at[i]);
}

tt_status tt__export_round_as_written(tt_topics *topics)
{
    locale_t before;
    tt_status status = tt__export_c_locale_enter(&before);
    if (status < 0) return status;
    for (int32_t v = 0; v < topics->tree.m; v++) {
        topics->tree.height[v] = tt__export_rounded(topics->tree.height[v]);
        settle_topic(&topics->topic[v]);
    }
    for (int32_t i = 0; i < topics->tree.n; i++) {
        topics->document[i].score = settled(topics->document[i].score);
        topics->document[i].margin = settled(topics->document[i].margin);
    }
    tt__export_c_locale_leave(before);
    return TT_OK;
}
