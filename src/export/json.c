/* tree.json.  Every key and value is printed by cJSON, but one small object at a time (a topic's facts, a document), so
 * that memory does not grow with the tree and no nesting limit applies; what stands between them (brackets, commas, line
 * ends) is written here.  Layout: one line for a topic's facts, one for its terms, one a document, so that files of two
 * runs compare well; indentation stops growing at a depth of INDENT_MAX. */
#include <cjson/cJSON.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "export/writers.h"

#define INDENT_MAX 16

static tt_status no_memory(void) { return tt__fail(TT_ERR_MEMORY, "out of memory: writing JSON"); }

static bool add_string(cJSON *object, const char *key, const char *value)
{
    return cJSON_AddStringToObject(object, key, value ? value : "") != NULL;
}

static bool add_number(cJSON *object, const char *key, double value)
{
    char buffer[TT__NUMBER_SIZE];
    const char *text = tt__number(buffer, value);
    return cJSON_AddRawToObject(object, key, *text ? text : "null") != NULL;
}

static bool add_count(cJSON *object, const char *key, int32_t value)
{
    char text[16];
    snprintf(text, sizeof text, "%" PRId32, value);
    return cJSON_AddRawToObject(object, key, text) != NULL;
}

/* Print what stands between the braces of object, and delete it.  made: whether all its parts could be added. */
static tt_status put_members(FILE *file, cJSON *object, bool made)
{
    char *text = made ? cJSON_PrintBuffered(object, 256, 0) : NULL;
    cJSON_Delete(object);
    if (!text) return no_memory();
    size_t n = strlen(text);
    fwrite(text + 1, 1, n - 2, file);
    cJSON_free(text);
    return TT_OK;
}

static void new_line(FILE *file, int32_t indent)
{
    fprintf(file, "\n%*s", (int)(indent < INDENT_MAX ? indent : INDENT_MAX), "");
}

/* ---- the envelope ---- */

/* The value goes through the parser, so that what is written is JSON whatever was recorded, and printed in one way. */
static tt_status put_setting(FILE *file, const tt_setting *setting)
{
    cJSON *value = cJSON_Parse(setting->value);
    if (!value) return tt__fail(TT_ERR_FORMAT, "\"%s\": %s is not a JSON value", setting->key, setting->value);
    cJSON *object = cJSON_CreateObject();
    bool made = object && cJSON_AddItemToObject(object, setting->key, value);
    if (!made) cJSON_Delete(value);
    return put_members(file, object, made);
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

static tt_status put_envelope(FILE *file, const tt_topics *topics)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, topics->seed);
    cJSON *head = cJSON_CreateObject();
    bool made = head && add_string(head, "schema", "topictree/1") &&
                add_string(head, "generator", "topictree " TT_VERSION) && cJSON_AddRawToObject(head, "seed", seed);
    fputs("{\n", file);
    tt_status status = put_members(file, head, made);
    if (status == TT_OK) status = put_settings(file, "options", topics->setting, topics->n_settings);
    if (status == TT_OK) status = put_settings(file, "corpus", topics->count, topics->n_counts);
    if (status == TT_OK) status = put_settings(file, "quality", topics->quality, topics->n_quality);
    return status;
}

/* ---- the topics ---- */

static tt_status put_facts(FILE *file, const tt_topics *topics, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    cJSON *facts = cJSON_CreateObject();
    bool made = facts && add_string(facts, "id", tree->id[v]) && add_string(facts, "name", topics->topic[v].name) &&
                add_count(facts, "level", tree->level[v]) && add_count(facts, "size", tt__size(tree, v)) &&
                (tree->n_children[v] > 0 || add_count(facts, "value", tt__size(tree, v))) &&
                (v == 0 || v != tree->outliers || cJSON_AddTrueToObject(facts, "outliers")) &&
                add_number(facts, "height", tree->height[v]) && add_number(facts, "cohesion", topics->topic[v].cohesion);
    return put_members(file, facts, made);
}

static tt_status put_terms(FILE *file, const tt_topic *topic)
{
    tt_status status = TT_OK;
    for (int32_t i = 0; i < topic->n_terms && status == TT_OK; i++) {
        cJSON *term = cJSON_CreateObject();
        bool made = term && add_string(term, "term", topic->terms[i].text) &&
                    add_number(term, "weight", topic->terms[i].weight);
        fputs(i ? ",{" : "{", file);
        status = put_members(file, term, made);
        fputs("}", file);
    }
    return status;
}

static tt_status put_document(FILE *file, const tt_placement *document)
{
    cJSON *object = cJSON_CreateObject();
    bool made = object && add_string(object, "id", document->id) && add_string(object, "title", document->title) &&
                add_number(object, "score", (double)document->score);
    fputs("{", file);
    tt_status status = put_members(file, object, made);
    fputs("}", file);
    return status;
}

/* The members of a leaf where they are asked for, else the representatives.  Documents without an id are those that the
 * file the tree was loaded from did not list. */
static tt_status put_documents(FILE *file, const tt_topics *topics, int32_t v, bool members)
{
    const tt_tree *tree = &topics->tree;
    const tt_topic *topic = &topics->topic[v];
    bool all = members && tree->n_children[v] == 0;
    const int32_t *list = all ? tree->order + tree->begin[v] : topic->representative;
    int32_t n = all ? tt__size(tree, v) : topic->n_representatives, written = 0;
    tt_status status = TT_OK;
    for (int32_t i = 0; i < n && status == TT_OK; i++) {
        const tt_placement *document = &topics->document[list[i]];
        if (!*document->id) continue;
        if (written++) fputs(",", file);
        new_line(file, 2 * tree->level[v] + 2);
        status = put_document(file, document);
    }
    return status;
}

static tt_status put_topic(FILE *file, const tt_topics *topics, int32_t v, bool members)
{
    int32_t indent = 2 * topics->tree.level[v] + 1;
    fputs("{", file);
    tt_status status = put_facts(file, topics, v);
    if (status < 0) return status;
    fputs(",", file);
    new_line(file, indent);
    fputs("\"terms\":[", file);
    if ((status = put_terms(file, &topics->topic[v])) < 0) return status;
    fputs("],", file);
    new_line(file, indent);
    fputs("\"documents\":[", file);
    if ((status = put_documents(file, topics, v, members)) < 0) return status;
    fputs("]", file);
    return status;
}

/* Topics stand in preorder: after a leaf, close as many ancestors as have no further child. */
tt_status tt__write_json(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    const tt_tree *tree = &topics->tree;
    tt_status status = put_envelope(file, topics);
    fputs(",\n\"tree\":", file);
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++) {
        if ((status = put_topic(file, topics, v, opts->members)) < 0) break;
        if (tree->n_children[v] > 0) {
            fputs(",", file);
            new_line(file, 2 * tree->level[v] + 1);
            fputs("\"children\":[", file);
            new_line(file, 2 * tree->level[v] + 2);
            continue;
        }
        int32_t u = v;
        for (; u > 0 && tree->next[u] == TT_NO_NODE; u = tree->parent[u]) fputs("}]", file);
        fputs("}", file);
        if (u > 0) {
            fputs(",", file);
            new_line(file, 2 * tree->level[u]);
        }
    }
    fputs("\n}\n", file);
    return status;
}
