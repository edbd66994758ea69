/* tree.json back into memory.  cJSON parses every value, but the nesting of topics is followed here, iteratively and by
 * the rules of JSON: a tree may be deeper than cJSON's nesting limit, and only one topic's documents are ever held
 * twice. Keys may come in any order, and unknown ones are passed over, so that a file that went through jq or an editor
 * loads. */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "export/parsed_tree.h"
#include "export/writers.h"
#include "read/json_text.h"

typedef enum place { AT_TOPIC, AT_MEMBER, AFTER_MEMBER, AFTER_TOPIC } place;

typedef struct loader {
    tt__read_json_text text; /* what is still to be read */
    tt_topics head;          /* seed, settings, counts, quality */
    tt__export_parsed draft;
    int32_t node; /* the topic that is open */
    place place;  /* within it */
    bool has_schema;
} loader;

static tt_status set_id(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    const char *id = cJSON_IsString(value) ? value->valuestring : "";
    size_t n = strlen(id);
    if (n == 0 || n >= TT_ID_SIZE || strspn(id, allowed) != n)
        return tt__read_json_bad(&l->text, "a topic's \"id\" is not 1 to %d letters, digits and -_.", TT_ID_SIZE - 1);
    memcpy(node->id, id, n + 1);
    return TT_OK;
}

static tt_status set_name(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    return tt__read_json_string(&l->text, value, "name", &node->topic.name);
}

static tt_status set_size(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    if (!tt__read_json_is_whole(value, INT32_MAX))
        return tt__read_json_bad(&l->text, "\"size\" is not a number of documents");
    node->size = (int32_t)value->valuedouble;
    return TT_OK;
}

static tt_status set_height(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    return tt__read_json_number(&l->text, value, "height", &node->height);
}

static tt_status set_cohesion(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    return tt__read_json_number(&l->text, value, "cohesion", &node->topic.cohesion);
}

static tt_status set_terms(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    int n = cJSON_GetArraySize(value), i = 0;
    if (!cJSON_IsArray(value) || node->topic.terms) return tt__read_json_bad(&l->text, "\"terms\" is not one list");
    if (!(node->topic.terms = tt__base_calloc((size_t)n, sizeof(tt_term)))) return TT_ERR_MEMORY;
    const cJSON *item;
    cJSON_ArrayForEach(item, value)
    {
        const cJSON *text = cJSON_GetObjectItemCaseSensitive(item, "term");
        const cJSON *weight = cJSON_GetObjectItemCaseSensitive(item, "weight");
        tt_term *term = &node->topic.terms[i++];
        if (!text || !weight) return tt__read_json_bad(&l->text, "a term has no \"%s\"", text ? "weight" : "term");
        tt_status status = tt__read_json_string(&l->text, text, "term", &term->text);
        if (status < 0) return status;
        node->topic.n_terms = i;
        if ((status = tt__read_json_number(&l->text, weight, "weight", &term->weight)) < 0) return status;
    }
    return TT_OK;
}

/* Both or none; files of before had none. */
static tt_status set_runner_up(loader *l, tt__export_parsed_document *document, const cJSON *item)
{
    const cJSON *margin = cJSON_GetObjectItemCaseSensitive(item, "margin");
    const cJSON *runner_up = cJSON_GetObjectItemCaseSensitive(item, "runner_up");
    double number = (double)NAN;
    tt_status status = TT_OK;
    if (margin) status = tt__read_json_number(&l->text, margin, "margin", &number);
    document->margin = (float)number;
    if (status < 0 || !runner_up) return status;
    if (!cJSON_IsString(runner_up)) return tt__read_json_bad(&l->text, "\"runner_up\" is not a text");
    size_t n = strlen(runner_up->valuestring);
    if (n < TT_ID_SIZE) memcpy(document->runner_up, runner_up->valuestring, n + 1);
    return TT_OK;
}

static tt_status add_document(loader *l, const cJSON *item)
{
    tt__export_parsed *draft = &l->draft;
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
    const cJSON *title = cJSON_GetObjectItemCaseSensitive(item, "title");
    const cJSON *score = cJSON_GetObjectItemCaseSensitive(item, "score");
    if (!id || !title || !score)
        return tt__read_json_bad(&l->text, "a document has no \"%s\"", !id ? "id" : !title ? "title" : "score");
    tt_status status =
        tt__base_reserve(&draft->document, &draft->document_capacity, draft->n_documents + 1, sizeof *draft->document);
    if (status < 0) return status;
    tt__export_parsed_document *document = &draft->document[draft->n_documents++];
    double number = 0;
    *document = (tt__export_parsed_document){.node = l->node};
    status = tt__read_json_string(&l->text, id, "id", &document->id);
    if (status == TT_OK) status = tt__read_json_string(&l->text, title, "title", &document->title);
    if (status == TT_OK) status = tt__read_json_number(&l->text, score, "score", &number);
    document->score = (float)number;
    if (status == TT_OK) status = set_runner_up(l, document, item);
    if (status == TT_OK && !*document->id) status = tt__read_json_bad(&l->text, "a document's \"id\" is empty");
    return status;
}

static tt_status set_documents(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    if (!cJSON_IsArray(value) || node->n_documents > 0)
        return tt__read_json_bad(&l->text, "\"documents\" is not one list");
    node->document = l->draft.n_documents;
    node->n_documents = cJSON_GetArraySize(value);
    tt_status status = TT_OK;
    const cJSON *item;
    cJSON_ArrayForEach(item, value) if (status == TT_OK) status = add_document(l, item);
    return status;
}

static tt_status set_typical(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    if (!cJSON_IsArray(value) || node->typical) return tt__read_json_bad(&l->text, "\"typical\" is not one list");
    if (!(node->typical = tt__base_calloc((size_t)cJSON_GetArraySize(value), sizeof *node->typical)))
        return TT_ERR_MEMORY;
    const cJSON *item;
    cJSON_ArrayForEach(item, value)
    {
        tt_status status = tt__read_json_string(&l->text, item, "typical", &node->typical[node->n_typical]);
        if (status < 0) return status;
        node->n_typical++;
    }
    return TT_OK;
}

static tt_status set_outliers(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    if (!cJSON_IsBool(value)) return tt__read_json_bad(&l->text, "\"outliers\" is neither true nor false");
    node->outliers = cJSON_IsTrue(value);
    return TT_OK;
}

/* More neighbours than are kept are no fault. */
static tt_status set_near(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    if (!cJSON_IsArray(value)) return tt__read_json_bad(&l->text, "\"near\" is not a list");
    node->topic.n_near = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, value)
    {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
        const cJSON *similarity = cJSON_GetObjectItemCaseSensitive(item, "similarity");
        if (!cJSON_IsString(id) || !cJSON_IsNumber(similarity))
            return tt__read_json_bad(&l->text, "a near topic has no \"%s\"", cJSON_IsString(id) ? "similarity" : "id");
        if (strlen(id->valuestring) >= TT_ID_SIZE || node->topic.n_near == TT_NEAR) continue;
        strcpy(node->near[node->topic.n_near], id->valuestring);
        node->topic.near[node->topic.n_near++].similarity = (float)similarity->valuedouble;
    }
    return TT_OK;
}

static tt_status set_map(loader *l, tt__export_parsed_node *node, const cJSON *value)
{
    if (!cJSON_IsArray(value) || cJSON_GetArraySize(value) != 2)
        return tt__read_json_bad(&l->text, "\"map\" is not a pair of numbers");
    tt_status status = TT_OK;
    for (int i = 0; i < 2 && status == TT_OK; i++) {
        double at = 0;
        status = tt__read_json_number(&l->text, cJSON_GetArrayItem(value, i), "map", &at);
        node->topic.at[i] = (float)at;
    }
    return status;
}

/* ---- topics ---- */

/* The first N_REQUIRED stand in every topic. */
static const struct {
    const char *key;
    tt_status (*set)(loader *l, tt__export_parsed_node *node, const cJSON *value);
} fields[] = {
    {"id", set_id},       {"name", set_name},         {"size", set_size},           {"height", set_height},
    {"terms", set_terms}, {"cohesion", set_cohesion}, {"documents", set_documents}, {"outliers", set_outliers},
    {"near", set_near},   {"map", set_map},           {"typical", set_typical}};
enum { N_FIELDS = sizeof fields / sizeof *fields, N_REQUIRED = N_FIELDS - 4 };

static tt_status open_topic(loader *l)
{
    tt__export_parsed *draft = &l->draft;
    if (!tt__read_json_take(&l->text, '{')) return tt__read_json_bad(&l->text, "a topic is not an object");
    if (draft->m == INT32_MAX) return tt__read_json_bad(&l->text, "too many topics");
    tt_status status = tt__base_reserve(&draft->node, &draft->node_capacity, draft->m + 1, sizeof *draft->node);
    if (status < 0) return status;
    int32_t v = (int32_t)draft->m++;
    draft->node[v] = (tt__export_parsed_node){
        .parent = l->node, .last_child = TT_NO_NODE, .next = TT_NO_NODE, .topic.at = {NAN, NAN}};
    if (l->node != TT_NO_NODE) {
        tt__export_parsed_node *parent = &draft->node[l->node];
        draft->node[v].level = parent->level + 1;
        if (parent->last_child != TT_NO_NODE) draft->node[parent->last_child].next = v;
        parent->last_child = v;
        parent->n_children++;
    }
    l->node = v;
    l->place = AT_MEMBER;
    return TT_OK;
}

static tt_status close_topic(loader *l)
{
    const tt__export_parsed_node *node = &l->draft.node[l->node];
    for (int i = 0; i < N_REQUIRED; i++)
        if (!(node->seen >> i & 1))
            return tt__read_json_bad(&l->text, "topic \"%s\" has no \"%s\"", node->id, fields[i].key);
    l->node = node->parent;
    l->place = AFTER_TOPIC;
    return TT_OK;
}

static tt_status read_field(loader *l, const char *key)
{
    cJSON *value = NULL;
    tt_status status = tt__read_json_value(&l->text, &value);
    if (status < 0) return status;
    for (int i = 0; i < N_FIELDS && status == TT_OK; i++)
        if (strcmp(key, fields[i].key) == 0) {
            status = fields[i].set(l, &l->draft.node[l->node], value);
            l->draft.node[l->node].seen |= 1U << i;
        }
    cJSON_Delete(value);
    return status;
}

static tt_status read_member(loader *l)
{
    cJSON *key = NULL;
    tt_status status = tt__read_json_key(&l->text, &key);
    if (status < 0) return status;
    l->place = AFTER_MEMBER;
    if (strcmp(key->valuestring, "children") != 0)
        status = read_field(l, key->valuestring);
    else if (!tt__read_json_take(&l->text, '['))
        status = tt__read_json_bad(&l->text, "\"children\" is not a list");
    else if (!tt__read_json_take(&l->text, ']'))
        l->place = AT_TOPIC;
    cJSON_Delete(key);
    return status;
}

/* One move through the nested topics; they are done when none is open. */
static tt_status step(loader *l)
{
    switch (l->place) {
    case AT_TOPIC:
        return open_topic(l);
    case AT_MEMBER:
        return read_member(l);
    case AFTER_MEMBER:
        if (tt__read_json_take(&l->text, '}')) return close_topic(l);
        l->place = AT_MEMBER;
        break;
    case AFTER_TOPIC:
        if (tt__read_json_take(&l->text, ']')) return l->place = AFTER_MEMBER, TT_OK;
        l->place = AT_TOPIC;
        break;
    }
    return tt__read_json_take(&l->text, ',') ? TT_OK : tt__read_json_malformed(&l->text);
}

static tt_status read_topics(loader *l)
{
    if (l->draft.m > 0) return tt__read_json_bad(&l->text, "a second \"tree\"");
    l->node = TT_NO_NODE;
    tt_status status = open_topic(l);
    while (status == TT_OK && l->node != TT_NO_NODE) status = step(l);
    return status;
}

/* ---- the envelope ---- */

static tt_status read_schema(loader *l)
{
    cJSON *value = NULL;
    tt_status status = tt__read_json_value(&l->text, &value);
    if (status == TT_OK && !cJSON_IsString(value))
        status = tt__read_json_bad(&l->text, "\"schema\" is not a text");
    else if (status == TT_OK && strcmp(value->valuestring, "topictree/1") != 0)
        status = tt__read_json_bad(&l->text, "schema \"%.40s\" is not one that this version reads (topictree/1)",
                                   value->valuestring);
    l->has_schema = status == TT_OK;
    cJSON_Delete(value);
    return status;
}

/* From the text: a double would lose digits. */
static tt_status read_seed(loader *l)
{
    cJSON *value = NULL;
    tt__read_json_skip_space(&l->text);
    const char *text = l->text.at;
    tt_status status = tt__read_json_value(&l->text, &value);
    cJSON_Delete(value);
    if (status < 0) return status;
    char digits[24] = "", *end;
    size_t n = (size_t)(l->text.at - text);
    if (n < sizeof digits) memcpy(digits, text, n);
    errno = 0;
    l->head.seed = strtoull(digits, &end, 10);
    if (digits[0] < '0' || digits[0] > '9' || *end || errno)
        return tt__read_json_bad(&l->text, "\"seed\" is not a whole number");
    return TT_OK;
}

static tt_status keep_setting(const loader *l, tt_setting *to, const cJSON *item)
{
    char *text = cJSON_PrintUnformatted(item);
    tt_status status = TT_OK;
    if (!text)
        status = tt__base_fail(TT_ERR_MEMORY, "out of memory: reading %s", l->text.path);
    else if (!(to->key = tt__base_strdup(item->string)) || !(to->value = tt__base_strdup(text)))
        status = TT_ERR_MEMORY;
    cJSON_free(text);
    return status;
}

static tt_status read_settings(loader *l, tt_setting **setting, int32_t *n)
{
    cJSON *value = NULL;
    tt_status status = tt__read_json_value(&l->text, &value);
    if (status < 0) return status;
    if (!cJSON_IsObject(value) || *setting)
        status = tt__read_json_bad(&l->text, "options, corpus or quality is not one object");
    else if (!(*setting = tt__base_calloc((size_t)cJSON_GetArraySize(value), sizeof **setting)))
        status = TT_ERR_MEMORY;
    const cJSON *item;
    cJSON_ArrayForEach(item, value) if (status == TT_OK) status = keep_setting(l, &(*setting)[(*n)++], item);
    cJSON_Delete(value);
    return status;
}

/* A list of objects of one member each. */
static tt_status read_edits(loader *l)
{
    cJSON *value = NULL;
    tt_topics *t = &l->head;
    tt_status status = tt__read_json_value(&l->text, &value);
    if (status < 0) return status;
    if (!cJSON_IsArray(value) || t->edit)
        status = tt__read_json_bad(&l->text, "\"edits\" is not one list");
    else if (!(t->edit = tt__base_calloc((size_t)cJSON_GetArraySize(value), sizeof *t->edit)))
        status = TT_ERR_MEMORY;
    const cJSON *item;
    cJSON_ArrayForEach(item, value)
    {
        if (status < 0) break;
        if (!cJSON_IsObject(item) || cJSON_GetArraySize(item) != 1)
            status = tt__read_json_bad(&l->text, "an edit is not an object of one member");
        else
            status = keep_setting(l, &t->edit[t->n_edits++], item->child);
    }
    cJSON_Delete(value);
    return status;
}

static tt_status read_top_member(loader *l, const char *key)
{
    cJSON *value = NULL;
    if (strcmp(key, "schema") == 0) return read_schema(l);
    if (strcmp(key, "tree") == 0) return read_topics(l);
    if (strcmp(key, "seed") == 0) return read_seed(l);
    if (strcmp(key, "options") == 0) return read_settings(l, &l->head.setting, &l->head.n_settings);
    if (strcmp(key, "corpus") == 0) return read_settings(l, &l->head.count, &l->head.n_counts);
    if (strcmp(key, "edits") == 0) return read_edits(l);
    if (strcmp(key, "quality") == 0) return read_settings(l, &l->head.quality, &l->head.n_quality);
    tt_status status = tt__read_json_value(&l->text, &value);
    cJSON_Delete(value);
    return status;
}

static tt_status read_file(loader *l)
{
    if (!tt__read_json_take(&l->text, '{'))
        return tt__read_json_bad(&l->text, "not a topic tree (it does not begin with {)");
    do {
        cJSON *key = NULL;
        tt_status status = tt__read_json_key(&l->text, &key);
        if (status == TT_OK) status = read_top_member(l, key->valuestring);
        cJSON_Delete(key);
        if (status < 0) return status;
    } while (tt__read_json_take(&l->text, ','));
    if (!tt__read_json_take(&l->text, '}')) return tt__read_json_malformed(&l->text);
    tt__read_json_skip_space(&l->text);
    if (l->text.at < l->text.end) return tt__read_json_bad(&l->text, "something stands after the end of the tree");
    if (!l->has_schema)
        return tt__base_fail(TT_ERR_FORMAT, "%s: not a topic tree (it has no \"schema\")", l->text.path);
    if (l->draft.m == 0) return tt__base_fail(TT_ERR_FORMAT, "%s: not a topic tree (it has no \"tree\")", l->text.path);
    return TT_OK;
}

/* ---- the file ---- */

static tt_status load(loader *l, tt_topics *out)
{
    tt_status status = read_file(l);
    if (status == TT_OK) {
        status = tt__export_parsed_finish(&l->head, &l->draft);
        if (status == TT_ERR_FORMAT) {
            char reason[200];
            snprintf(reason, sizeof reason, "%s", tt_error_message());
            status = tt__base_fail(TT_ERR_FORMAT, "%s: %s", l->text.path, reason);
        }
    }
    if (status == TT_OK)
        *out = l->head;
    else
        tt_topics_free(&l->head);
    tt__export_parsed_free(&l->draft);
    return status;
}

/* The topics of a model, with the numbers that its tree.json has. */
static tt_status copy_topics(tt_topics *out, const tt_model *model)
{
    tt__export_view view = {0};
    tt_status status = tt__export_view_make(&view, tt_model_topics(model));
    if (status == TT_OK) status = tt_topics_copy(out, &view.topics);
    tt__export_view_free(&view);
    return status;
}

static tt_status load_text(tt_topics *out, const char *path, const char *bytes, size_t n)
{
    locale_t before;
    tt_status status = tt__base_c_locale_enter(&before);
    if (status < 0) return status;
    loader l = {.text = {path, bytes, bytes, bytes + n}, .node = TT_NO_NODE};
    status = load(&l, out);
    tt__base_c_locale_leave(before);
    return status;
}

static tt_status load_bytes(tt_topics *out, const char *path, const char *bytes, size_t n)
{
    tt_model *model = NULL;
    if (!tt_model_is(bytes, n)) return load_text(out, path, bytes, n);
    tt_status status = tt_model_load_memory(&model, bytes, n);
    if (status == TT_OK) status = copy_topics(out, model);
    tt_model_free(model);
    return status;
}

tt_status tt_topics_load_memory(tt_topics *out, const void *bytes, size_t n)
{
    const char *wrong = tt__base_call_check(out && bytes, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__base_buffer text = {0}; /* the reader of JSON wants a NUL behind the last byte */
    tt_status status = tt__base_buffer_append(&text, bytes, n);
    if (status == TT_OK) status = load_bytes(out, "the tree in memory", text.data, (size_t)text.length);
    tt__base_buffer_free(&text);
    return status;
}

/* Of a regular file; what is in a pipe can be read only once. */
static bool begins_as_model(const char *path)
{
    char head[32];
    struct stat info;
    if (stat(path, &info) != 0 || !S_ISREG(info.st_mode)) return false;
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(head, 1, sizeof head, file) : 0;
    if (file) fclose(file);
    return tt_model_is(head, n);
}

static tt_status load_model(tt_topics *out, const char *path)
{
    tt_model *model = NULL;
    tt_status status = tt_model_load(&model, path);
    if (status == TT_OK) status = copy_topics(out, model);
    tt_model_free(model);
    return status;
}

tt_status tt_topics_load(tt_topics *out, const char *path)
{
    const char *wrong = tt__base_call_check(out && path, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    if (begins_as_model(path)) return load_model(out, path);
    tt__base_buffer text = {0};
    tt_status status = tt__read_json_file(&text, path);
    if (status == TT_OK) status = load_bytes(out, path, text.data, (size_t)text.length);
    tt__base_buffer_free(&text);
    return status;
}
