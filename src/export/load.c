/* tree.json back into memory.  cJSON parses every value, but the nesting of topics is followed here, iteratively and by
 * the rules of JSON: a tree may be deeper than cJSON's nesting limit, and only one topic's documents are ever held twice.
 * Keys may come in any order, and unknown ones are passed over, so that a file that went through jq or an editor loads. */
#include <cjson/cJSON.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "export/draft.h"
#include "export/writers.h"

typedef enum place { AT_TOPIC, AT_MEMBER, AFTER_MEMBER, AFTER_TOPIC } place;

typedef struct loader {
    const char *path;           /* for messages */
    const char *start, *at, *end; /* the text, where reading stands, one past the last byte */
    tt_topics head;             /* seed, settings, counts, quality */
    tt__draft draft;
    int32_t node;               /* the topic that is open */
    place place;                /* within it */
    bool has_schema;
} loader;

/* path:line: what is wrong there. */
__attribute__((format(printf, 2, 3))) static tt_status bad(const loader *l, const char *format, ...)
{
    char reason[200];
    long line = 1;
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    for (const char *c = l->start; c < l->at; c++) line += *c == '\n';
    return tt__fail(TT_ERR_FORMAT, "%s:%ld: %s", l->path, line, reason);
}

/* ---- the text ---- */

static void skip_space(loader *l)
{
    while (l->at < l->end && strchr(" \t\r\n", *l->at) && *l->at) l->at++;
}

static bool take(loader *l, char c)
{
    skip_space(l);
    if (l->at >= l->end || *l->at != c) return false;
    l->at++;
    return true;
}

static tt_status take_value(loader *l, cJSON **out)
{
    const char *stopped = l->at;
    skip_space(l);
    cJSON *value = cJSON_ParseWithLengthOpts(l->at, (size_t)(l->end - l->at), &stopped, 0);
    l->at = stopped;
    if (!value) return bad(l, l->at >= l->end ? "the file ends too early" : "malformed JSON");
    *out = value;
    return TT_OK;
}

/* "key": */
static tt_status take_key(loader *l, cJSON **key)
{
    skip_space(l);
    if (l->at >= l->end || *l->at != '"') return bad(l, l->at >= l->end ? "the file ends too early" : "malformed JSON");
    tt_status status = take_value(l, key);
    if (status < 0 || take(l, ':')) return status;
    cJSON_Delete(*key);
    *key = NULL;
    return bad(l, "malformed JSON: no colon after a key");
}

/* ---- values ---- */

static bool is_whole(const cJSON *value, double max)
{
    double n = value->valuedouble;
    return cJSON_IsNumber(value) && n >= 0 && n <= max && n == floor(n);
}

/* null stands for what is not a number. */
static tt_status get_number(const loader *l, const cJSON *value, const char *key, double *out)
{
    if (!cJSON_IsNumber(value) && !cJSON_IsNull(value)) return bad(l, "\"%s\" is not a number", key);
    *out = cJSON_IsNumber(value) ? value->valuedouble : (double)NAN;
    return TT_OK;
}

static tt_status get_string(const loader *l, const cJSON *value, const char *key, char **out)
{
    if (!cJSON_IsString(value)) return bad(l, "\"%s\" is not a text", key);
    free(*out);
    *out = tt__strdup(value->valuestring);
    return *out ? TT_OK : TT_ERR_MEMORY;
}

static tt_status set_id(loader *l, tt__draft_node *node, const cJSON *value)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    const char *id = cJSON_IsString(value) ? value->valuestring : "";
    size_t n = strlen(id);
    if (n == 0 || n >= TT_ID_SIZE || strspn(id, allowed) != n)
        return bad(l, "a topic's \"id\" is not 1 to %d letters, digits and -_.", TT_ID_SIZE - 1);
    memcpy(node->id, id, n + 1);
    return TT_OK;
}

static tt_status set_name(loader *l, tt__draft_node *node, const cJSON *value)
{
    return get_string(l, value, "name", &node->topic.name);
}

static tt_status set_size(loader *l, tt__draft_node *node, const cJSON *value)
{
    if (!is_whole(value, INT32_MAX)) return bad(l, "\"size\" is not a number of documents");
    node->size = (int32_t)value->valuedouble;
    return TT_OK;
}

static tt_status set_height(loader *l, tt__draft_node *node, const cJSON *value)
{
    return get_number(l, value, "height", &node->height);
}

static tt_status set_cohesion(loader *l, tt__draft_node *node, const cJSON *value)
{
    return get_number(l, value, "cohesion", &node->topic.cohesion);
}

static tt_status set_terms(loader *l, tt__draft_node *node, const cJSON *value)
{
    int n = cJSON_GetArraySize(value), i = 0;
    if (!cJSON_IsArray(value) || node->topic.terms) return bad(l, "\"terms\" is not one list");
    if (!(node->topic.terms = tt__calloc((size_t)n, sizeof(tt_term)))) return TT_ERR_MEMORY;
    const cJSON *item;
    cJSON_ArrayForEach(item, value)
    {
        const cJSON *text = cJSON_GetObjectItemCaseSensitive(item, "term");
        const cJSON *weight = cJSON_GetObjectItemCaseSensitive(item, "weight");
        tt_term *term = &node->topic.terms[i++];
        if (!text || !weight) return bad(l, "a term has no \"%s\"", text ? "weight" : "term");
        tt_status status = get_string(l, text, "term", &term->text);
        if (status < 0) return status;
        node->topic.n_terms = i;
        if ((status = get_number(l, weight, "weight", &term->weight)) < 0) return status;
    }
    return TT_OK;
}

static tt_status add_document(loader *l, const cJSON *item)
{
    tt__draft *draft = &l->draft;
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(item, "id");
    const cJSON *title = cJSON_GetObjectItemCaseSensitive(item, "title");
    const cJSON *score = cJSON_GetObjectItemCaseSensitive(item, "score");
    if (!id || !title || !score) return bad(l, "a document has no \"%s\"", !id ? "id" : !title ? "title" : "score");
    tt_status status = tt__reserve(&draft->document, &draft->document_capacity, draft->n_documents + 1, sizeof *draft->document);
    if (status < 0) return status;
    tt__draft_document *document = &draft->document[draft->n_documents++];
    double number = 0;
    *document = (tt__draft_document){.node = l->node};
    status = get_string(l, id, "id", &document->id);
    if (status == TT_OK) status = get_string(l, title, "title", &document->title);
    if (status == TT_OK) status = get_number(l, score, "score", &number);
    document->score = (float)number;
    if (status == TT_OK && !*document->id) status = bad(l, "a document's \"id\" is empty");
    return status;
}

static tt_status set_documents(loader *l, tt__draft_node *node, const cJSON *value)
{
    if (!cJSON_IsArray(value) || node->n_documents > 0) return bad(l, "\"documents\" is not one list");
    node->document = l->draft.n_documents;
    node->n_documents = cJSON_GetArraySize(value);
    tt_status status = TT_OK;
    const cJSON *item;
    cJSON_ArrayForEach(item, value)
        if (status == TT_OK) status = add_document(l, item);
    return status;
}

/* ---- topics ---- */

static const struct {
    const char *key;
    tt_status (*set)(loader *l, tt__draft_node *node, const cJSON *value);
} fields[] = {{"id", set_id},         {"name", set_name},         {"size", set_size},          {"height", set_height},
              {"terms", set_terms},   {"cohesion", set_cohesion}, {"documents", set_documents}};
enum { N_FIELDS = sizeof fields / sizeof *fields };

static tt_status open_topic(loader *l)
{
    tt__draft *draft = &l->draft;
    if (!take(l, '{')) return bad(l, "a topic is not an object");
    if (draft->m == INT32_MAX) return bad(l, "too many topics");
    tt_status status = tt__reserve(&draft->node, &draft->node_capacity, draft->m + 1, sizeof *draft->node);
    if (status < 0) return status;
    int32_t v = (int32_t)draft->m++;
    draft->node[v] = (tt__draft_node){.parent = l->node, .last_child = TT_NO_NODE, .next = TT_NO_NODE};
    if (l->node != TT_NO_NODE) {
        tt__draft_node *parent = &draft->node[l->node];
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
    const tt__draft_node *node = &l->draft.node[l->node];
    for (int i = 0; i < N_FIELDS; i++)
        if (!(node->seen >> i & 1)) return bad(l, "topic \"%s\" has no \"%s\"", node->id, fields[i].key);
    l->node = node->parent;
    l->place = AFTER_TOPIC;
    return TT_OK;
}

static tt_status read_field(loader *l, const char *key)
{
    cJSON *value = NULL;
    tt_status status = take_value(l, &value);
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
    tt_status status = take_key(l, &key);
    if (status < 0) return status;
    l->place = AFTER_MEMBER;
    if (strcmp(key->valuestring, "children") != 0) status = read_field(l, key->valuestring);
    else if (!take(l, '[')) status = bad(l, "\"children\" is not a list");
    else if (!take(l, ']')) l->place = AT_TOPIC;
    cJSON_Delete(key);
    return status;
}

/* One move through the nested topics; they are done when none is open. */
static tt_status step(loader *l)
{
    switch (l->place) {
    case AT_TOPIC: return open_topic(l);
    case AT_MEMBER: return read_member(l);
    case AFTER_MEMBER:
        if (take(l, '}')) return close_topic(l);
        l->place = AT_MEMBER;
        break;
    case AFTER_TOPIC:
        if (take(l, ']')) return l->place = AFTER_MEMBER, TT_OK;
        l->place = AT_TOPIC;
        break;
    }
    return take(l, ',') ? TT_OK : bad(l, l->at >= l->end ? "the file ends too early" : "malformed JSON");
}

static tt_status read_topics(loader *l)
{
    if (l->draft.m > 0) return bad(l, "a second \"tree\"");
    l->node = TT_NO_NODE;
    tt_status status = open_topic(l);
    while (status == TT_OK && l->node != TT_NO_NODE) status = step(l);
    return status;
}

/* ---- the envelope ---- */

static tt_status read_schema(loader *l)
{
    cJSON *value = NULL;
    tt_status status = take_value(l, &value);
    if (status == TT_OK && !cJSON_IsString(value)) status = bad(l, "\"schema\" is not a text");
    else if (status == TT_OK && strcmp(value->valuestring, "topictree/1") != 0)
        status = bad(l, "schema \"%.40s\" is not one that this version reads (topictree/1)", value->valuestring);
    l->has_schema = status == TT_OK;
    cJSON_Delete(value);
    return status;
}

/* From the text: a double would lose digits. */
static tt_status read_seed(loader *l)
{
    cJSON *value = NULL;
    skip_space(l);
    const char *text = l->at;
    tt_status status = take_value(l, &value);
    cJSON_Delete(value);
    if (status < 0) return status;
    char digits[24] = "", *end;
    size_t n = (size_t)(l->at - text);
    if (n < sizeof digits) memcpy(digits, text, n);
    errno = 0;
    l->head.seed = strtoull(digits, &end, 10);
    if (digits[0] < '0' || digits[0] > '9' || *end || errno) return bad(l, "\"seed\" is not a whole number");
    return TT_OK;
}

static tt_status read_settings(loader *l, tt_setting **setting, int32_t *n)
{
    cJSON *value = NULL;
    tt_status status = take_value(l, &value);
    if (status < 0) return status;
    if (!cJSON_IsObject(value) || *setting) status = bad(l, "options, corpus or quality is not one object");
    else if (!(*setting = tt__calloc((size_t)cJSON_GetArraySize(value), sizeof **setting))) status = TT_ERR_MEMORY;
    const cJSON *item;
    cJSON_ArrayForEach(item, value)
    {
        if (status < 0) break;
        char *text = cJSON_PrintUnformatted(item);
        tt_setting *s = &(*setting)[(*n)++];
        if (!text) status = tt__fail(TT_ERR_MEMORY, "out of memory: reading %s", l->path);
        else if (!(s->key = tt__strdup(item->string)) || !(s->value = tt__strdup(text))) status = TT_ERR_MEMORY;
        cJSON_free(text);
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
    if (strcmp(key, "quality") == 0) return read_settings(l, &l->head.quality, &l->head.n_quality);
    tt_status status = take_value(l, &value);
    cJSON_Delete(value);
    return status;
}

static tt_status read_file(loader *l)
{
    if (!take(l, '{')) return bad(l, "not a topic tree (it does not begin with {)");
    do {
        cJSON *key = NULL;
        tt_status status = take_key(l, &key);
        if (status == TT_OK) status = read_top_member(l, key->valuestring);
        cJSON_Delete(key);
        if (status < 0) return status;
    } while (take(l, ','));
    if (!take(l, '}')) return bad(l, l->at >= l->end ? "the file ends too early" : "malformed JSON");
    skip_space(l);
    if (l->at < l->end) return bad(l, "something stands after the end of the tree");
    if (!l->has_schema) return tt__fail(TT_ERR_FORMAT, "%s: not a topic tree (it has no \"schema\")", l->path);
    if (l->draft.m == 0) return tt__fail(TT_ERR_FORMAT, "%s: not a topic tree (it has no \"tree\")", l->path);
    return TT_OK;
}

/* ---- the file ---- */

static tt_status read_bytes(tt__buffer *out, const char *path)
{
    char block[65536];
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!file) return tt__fail(TT_ERR_IO, "%s: cannot be read: %s", path, strerror(errno));
    tt_status status = tt__buffer_append(out, "", 0);
    for (size_t n; status == TT_OK && (n = fread(block, 1, sizeof block, file)) > 0;) status = tt__buffer_append(out, block, n);
    if (status == TT_OK && ferror(file)) status = tt__fail(TT_ERR_IO, "%s: cannot be read: %s", path, strerror(errno));
    if (file != stdin) fclose(file);
    return status;
}

static tt_status load(loader *l, tt_topics *out)
{
    tt_status status = read_file(l);
    if (status == TT_OK) {
        status = tt__draft_finish(&l->head, &l->draft);
        if (status == TT_ERR_FORMAT) {
            char reason[200];
            snprintf(reason, sizeof reason, "%s", tt_error_message());
            status = tt__fail(TT_ERR_FORMAT, "%s: %s", l->path, reason);
        }
    }
    if (status == TT_OK) *out = l->head;
    else tt_topics_free(&l->head);
    tt__draft_free(&l->draft);
    return status;
}

tt_status tt_topics_load(tt_topics *out, const char *path)
{
    tt__buffer text = {0};
    locale_t before;
    tt_status status = tt__c_locale_enter(&before);
    if (status < 0) return status;
    if ((status = read_bytes(&text, path)) == TT_OK) {
        loader l = {.path = path, .start = text.data, .at = text.data, .end = text.data + text.length, .node = TT_NO_NODE};
        status = load(&l, out);
    }
    tt__buffer_free(&text);
    tt__c_locale_leave(before);
    return status;
}
