/* tree.json, and its tree alone, which is what d3.hierarchy() takes.  Layout: one line for a topic's facts, one for its
 * terms, one a document, so that files of two runs compare well. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "export/json_put.h"
#include "export/writers.h"

/* ---- the envelope ---- */

/* The value goes through the parser, so that what is written is JSON whatever was recorded, and printed in one way. */
static tt_status put_setting(FILE *file, const tt_setting *setting)
{
    cJSON *value = cJSON_Parse(setting->value);
    if (!value) return tt__base_fail(TT_ERR_FORMAT, "\"%s\": %s is not a JSON value", setting->key, setting->value);
    cJSON *object = cJSON_CreateObject();
    bool made = object && cJSON_AddItemToObject(object, setting->key, value);
    if (!made) cJSON_Delete(value);
    return tt__export_json_put_members(file, object, made);
}

static tt_status put_settings(FILE *file, const char *key, const tt_setting *setting, int32_t n)
{
    fprintf(file, ",\n\"%s\":{", key);
    tt_status status = TT_OK;
    for (int32_t i = 0; i < n && status == TT_OK; i++) {
        fputs(i ? ",\n " : "\n ", file);
        status = put_setting(file, &setting[i]);
    }
    fputs("}", file);
    return status;
}

/* A list of objects of one member each: a kind of edit can come again. */
static tt_status put_edits(FILE *file, const tt_topics *topics)
{
    tt_status status = TT_OK;
    if (topics->n_edits == 0) return TT_OK;
    fputs(",\n\"edits\":[", file);
    for (int32_t i = 0; i < topics->n_edits && status == TT_OK; i++) {
        fputs(i ? ",\n {" : "\n {", file);
        status = put_setting(file, &topics->edit[i]);
        fputs("}", file);
    }
    fputs("]", file);
    return status;
}

static tt_status put_envelope(FILE *file, const tt_topics *topics)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, topics->seed);
    cJSON *head = cJSON_CreateObject();
    bool made = head && tt__export_json_add_text(head, "schema", "topictree/1") &&
                tt__export_json_add_text(head, "generator", "topictree " TT_VERSION) &&
                cJSON_AddRawToObject(head, "seed", seed);
    fputs("{\n", file);
    tt_status status = tt__export_json_put_members(file, head, made);
    if (status == TT_OK) status = put_settings(file, "options", topics->setting, topics->n_settings);
    if (status == TT_OK) status = put_settings(file, "corpus", topics->count, topics->n_counts);
    if (status == TT_OK) status = put_settings(file, "quality", topics->quality, topics->n_quality);
    if (status == TT_OK) status = put_edits(file, topics);
    return status;
}

/* ---- the topics ---- */

static tt_status put_facts(FILE *file, const tt_topics *topics, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    cJSON *facts = cJSON_CreateObject();
    bool made = facts && tt__export_json_add_text(facts, "id", tree->id[v]) &&
                tt__export_json_add_text(facts, "name", topics->topic[v].name) &&
                tt__export_json_add_count(facts, "level", tree->level[v]) &&
                tt__export_json_add_count(facts, "size", tt__export_size(tree, v)) &&
                (tree->n_children[v] > 0 || tt__export_json_add_count(facts, "value", tt__export_size(tree, v))) &&
                (v == 0 || v != tree->outliers || cJSON_AddTrueToObject(facts, "outliers")) &&
                tt__export_json_add_number(facts, "height", tree->height[v]) &&
                tt__export_json_add_number(facts, "cohesion", topics->topic[v].cohesion);
    return tt__export_json_put_members(file, facts, made);
}

static tt_status put_terms(FILE *file, const tt_topic *topic)
{
    tt_status status = TT_OK;
    for (int32_t i = 0; i < topic->n_terms && status == TT_OK; i++) {
        cJSON *term = cJSON_CreateObject();
        bool made = term && tt__export_json_add_text(term, "term", topic->terms[i].text) &&
                    tt__export_json_add_number(term, "weight", topic->terms[i].weight);
        fputs(i ? ",{" : "{", file);
        status = tt__export_json_put_members(file, term, made);
        fputs("}", file);
    }
    return status;
}

/* Where the topic lies on the map, and what is near to it. */
static tt_status put_bearings(FILE *file, const tt_topics *topics, const tt_topic *topic)
{
    char x[TT__EXPORT_NUMBER_SIZE], y[TT__EXPORT_NUMBER_SIZE];
    if (isfinite(topic->at[0]) && isfinite(topic->at[1]))
        fprintf(file, "\"map\":[%s,%s],", tt__export_number(x, (double)topic->at[0]),
                tt__export_number(y, (double)topic->at[1]));
    fputs("\"near\":[", file);
    tt_status status = TT_OK;
    for (int32_t i = 0; i < topic->n_near && status == TT_OK; i++) {
        cJSON *near = cJSON_CreateObject();
        bool made = near && tt__export_json_add_text(near, "id", topics->tree.id[topic->near[i].topic]) &&
                    tt__export_json_add_number(near, "similarity", (double)topic->near[i].similarity);
        fputs(i ? ",{" : "{", file);
        status = tt__export_json_put_members(file, near, made);
        fputs("}", file);
    }
    fputs("],", file);
    return status;
}

static tt_status append(tt__base_buffer *line, const char *text)
{
    return tt__base_buffer_append(line, text, strlen(text));
}

/* What is no number is null. */
static tt_status append_number(tt__base_buffer *line, const char *key, float value)
{
    char number[TT__EXPORT_NUMBER_SIZE];
    const char *text = tt__export_number(number, (double)value);
    tt_status status = append(line, key);
    return status == TT_OK ? append(line, *text ? text : "null") : status;
}

/* A member of a leaf, where there is another leaf. */
static tt_status append_runner_up(tt__base_buffer *line, const tt_topics *topics, const tt_placement *document)
{
    tt_status status = append_number(line, ",\"margin\":", document->margin);
    if (status == TT_OK) status = append(line, ",\"runner_up\":");
    return status == TT_OK ? tt__export_json_append_text(line, topics->tree.id[document->runner_up]) : status;
}

/* There are many: texts are cJSON's, the keys need no quoting of theirs. */
static tt_status put_document(const tt__export_json_nesting *nesting, int32_t v, int32_t i)
{
    tt__base_buffer *line = nesting->scratch;
    const tt_placement *document = &nesting->topics->document[i];
    bool member = nesting->topics->tree.leaf[i] == v && document->runner_up != TT_NO_NODE;
    line->length = 0;
    tt_status status = append(line, "{\"id\":");
    if (status == TT_OK) status = tt__export_json_append_text(line, document->id);
    if (status == TT_OK) status = append(line, ",\"title\":");
    if (status == TT_OK) status = tt__export_json_append_text(line, document->title ? document->title : "");
    if (status == TT_OK) status = append_number(line, ",\"score\":", document->score);
    if (status == TT_OK && member) status = append_runner_up(line, nesting->topics, document);
    if (status == TT_OK) status = append(line, "}");
    if (status == TT_OK) fwrite(line->data, 1, (size_t)line->length, nesting->file);
    return status;
}

/* What a topic lists: what the selection says, else the members of a leaf where they are asked for, else
 * representatives. */
static const int32_t *listed(const tt__export_json_nesting *nesting, int32_t v, int32_t *n)
{
    const tt_selection *selection = nesting->selection;
    const tt_tree *tree = &nesting->topics->tree;
    const tt_topic *topic = &nesting->topics->topic[v];
    if (selection) return *n = selection->begin[v + 1] - selection->begin[v], selection->document + selection->begin[v];
    if (nesting->members && tree->n_children[v] == 0)
        return *n = tt__export_size(tree, v), tree->order + tree->begin[v];
    return *n = topic->n_representatives, topic->representative;
}

/* Documents without an id are those that the file the tree was loaded from did not list. */
static tt_status put_documents(const tt__export_json_nesting *nesting, int32_t v)
{
    int32_t n, written = 0;
    const int32_t *list = listed(nesting, v, &n);
    tt_status status = TT_OK;
    for (int32_t i = 0; i < n && status == TT_OK; i++) {
        if (!*nesting->topics->document[list[i]].id) continue;
        if (written++) fputs(",", nesting->file);
        tt__export_json_new_line(nesting->file, 2 * nesting->topics->tree.level[v] + 2);
        status = put_document(nesting, v, list[i]);
    }
    return status;
}

/* Where a leaf lists all its members, they stand in the order of their ids: these are the most typical. */
static tt_status put_typical(const tt__export_json_nesting *nesting, int32_t v)
{
    const tt_topic *topic = &nesting->topics->topic[v];
    tt_status status = TT_OK;
    if (nesting->selection || !nesting->members || nesting->topics->tree.n_children[v] > 0) return TT_OK;
    fputs("\"typical\":[", nesting->file);
    for (int32_t i = 0; i < topic->n_representatives && status == TT_OK; i++) {
        if (i) fputs(",", nesting->file);
        status = tt__export_json_put_text(nesting->file, nesting->topics->document[topic->representative[i]].id);
    }
    fputs("],", nesting->file);
    tt__export_json_new_line(nesting->file, 2 * nesting->topics->tree.level[v] + 1);
    return status;
}

static tt_status put_topic(const tt__export_json_nesting *nesting, int32_t v)
{
    const tt_topics *topics = nesting->topics;
    int32_t indent = 2 * topics->tree.level[v] + 1;
    tt_status status = put_facts(nesting->file, topics, v);
    if (status < 0) return status;
    fputs(",", nesting->file);
    tt__export_json_new_line(nesting->file, indent);
    fputs("\"terms\":[", nesting->file);
    if ((status = put_terms(nesting->file, &topics->topic[v])) < 0) return status;
    fputs("],", nesting->file);
    tt__export_json_new_line(nesting->file, indent);
    if ((status = put_bearings(nesting->file, topics, &topics->topic[v])) < 0) return status;
    tt__export_json_new_line(nesting->file, indent);
    if ((status = put_typical(nesting, v)) < 0) return status;
    fputs("\"documents\":[", nesting->file);
    if ((status = put_documents(nesting, v)) < 0) return status;
    fputs("]", nesting->file);
    return status;
}

tt_status tt__export_write_d3(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    tt__base_buffer line = {0};
    tt_status status = tt__export_json_put_nested(&(tt__export_json_nesting){.put = put_topic,
                                                                             .topics = topics,
                                                                             .file = file,
                                                                             .scratch = &line,
                                                                             .members = opts->members,
                                                                             .selection = opts->selection});
    tt__base_buffer_free(&line);
    fputs("\n", file);
    return status;
}

tt_status tt__export_write_json(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    tt_export_opts whole = *opts;
    whole.selection = NULL;
    tt_status status = put_envelope(file, topics);
    fputs(",\n\"tree\":", file);
    if (status == TT_OK) status = tt__export_write_d3(topics, &whole, file);
    fputs("}\n", file);
    return status;
}
