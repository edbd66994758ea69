/* Vega: flat rows, root first, for the transform stratify (key id, parentKey parent).  Vega's treemap, partition and
 * pack add up the field `size` over all rows, so it counts the documents that lie in the topic itself: 0 but for
 * leaves. `total` counts those below as well. */
#include "export/json_put.h"
#include "export/writers.h"

enum { N_TERMS = 5 };

typedef struct row_text {
    tt__base_buffer name, terms;
} row_text;

static tt_status fill(row_text *text, const tt_topic *topic)
{
    text->name.length = text->terms.length = 0;
    tt_status status = tt__export_append_plain(&text->name, topic->name);
    return status == TT_OK ? tt__export_append_terms(&text->terms, topic, N_TERMS, ", ") : status;
}

static tt_status put_row(FILE *file, const tt_topics *topics, int32_t v, row_text *text)
{
    const tt_tree *tree = &topics->tree;
    int32_t parent = tree->parent[v], total = tt__export_size(tree, v);
    tt_status status = fill(text, &topics->topic[v]);
    if (status < 0) return status;
    cJSON *row = cJSON_CreateObject();
    bool made = row && tt__export_json_add_text(row, "id", tree->id[v]) &&
                (parent == TT_NO_NODE ? cJSON_AddNullToObject(row, "parent") != NULL
                                      : tt__export_json_add_text(row, "parent", tree->id[parent])) &&
                tt__export_json_add_count(row, "size", tree->n_children[v] > 0 ? 0 : total) &&
                tt__export_json_add_count(row, "total", total) &&
                tt__export_json_add_count(row, "level", tree->level[v]) &&
                tt__export_json_add_text(row, "name", text->name.data) &&
                tt__export_json_add_text(row, "terms", text->terms.data) &&
                tt__export_json_add_number(row, "cohesion", topics->topic[v].cohesion);
    fputs(v ? ",\n{" : "[{", file);
    status = tt__export_json_put_members(file, row, made);
    fputs("}", file);
    return status;
}

tt_status tt__export_write_vega(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    row_text text = {0};
    tt_status status = TT_OK;
    for (int32_t v = 0; v < topics->tree.m && status == TT_OK; v++) status = put_row(file, topics, v, &text);
    fputs("]\n", file);
    tt__base_buffer_free(&text.name);
    tt__base_buffer_free(&text.terms);
    return status;
}
