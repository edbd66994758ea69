/* Plotly: a figure with one treemap, as Plotly.newPlot() and plotly.io.from_json() take it; "type": "sunburst" or
 * "icicle" in its place reads the same arrays.  Plotly reads tags and entities in texts, links included, so texts go
 * out with theirs escaped. */
#include "export/json_put.h"
#include "export/writers.h"

enum { N_TERMS = 8 };

typedef struct column {
    const char *key;
    tt_status (*put)(FILE *file, const tt_topics *topics, int32_t v, tt__base_buffer *scratch);
} column;

static tt_status put_id(FILE *file, const tt_topics *topics, int32_t v, tt__base_buffer *scratch)
{
    (void)scratch;
    return tt__export_json_put_text(file, topics->tree.id[v]);
}

static tt_status put_parent(FILE *file, const tt_topics *topics, int32_t v, tt__base_buffer *scratch)
{
    (void)scratch;
    return tt__export_json_put_text(file, v ? topics->tree.id[topics->tree.parent[v]] : "");
}

static tt_status put_label(FILE *file, const tt_topics *topics, int32_t v, tt__base_buffer *scratch)
{
    scratch->length = 0;
    tt_status status = tt__export_append_markup(scratch, topics->topic[v].name);
    return status == TT_OK ? tt__export_json_put_text(file, scratch->data) : status;
}

static tt_status put_value(FILE *file, const tt_topics *topics, int32_t v, tt__base_buffer *scratch)
{
    (void)scratch;
    fprintf(file, "%d", (int)tt__export_size(&topics->tree, v));
    return TT_OK;
}

static tt_status put_terms(FILE *file, const tt_topics *topics, int32_t v, tt__base_buffer *scratch)
{
    tt__base_buffer plain = {0};
    scratch->length = 0;
    tt_status status = tt__export_append_terms(&plain, &topics->topic[v], N_TERMS, ", ");
    if (status == TT_OK) status = tt__export_append_markup(scratch, plain.data);
    tt__base_buffer_free(&plain);
    return status == TT_OK ? tt__export_json_put_text(file, scratch->data) : status;
}

static tt_status put_cohesion(FILE *file, const tt_topics *topics, int32_t v, tt__base_buffer *scratch)
{
    (void)scratch;
    char buffer[TT__EXPORT_NUMBER_SIZE];
    const char *text = tt__export_number(buffer, topics->topic[v].cohesion);
    fputs(*text ? text : "null", file);
    return TT_OK;
}

static tt_status put_column(FILE *file, const tt_topics *topics, const column *c, tt__base_buffer *scratch)
{
    tt_status status = TT_OK;
    fprintf(file, "\"%s\":[", c->key);
    for (int32_t v = 0; v < topics->tree.m && status == TT_OK; v++) {
        fputs(v ? ",\n " : "\n ", file);
        status = c->put(file, topics, v, scratch);
    }
    fputs("]", file);
    return status;
}

tt_status tt__export_write_plotly(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    static const column columns[] = {{"ids", put_id},
                                     {"labels", put_label},
                                     {"parents", put_parent},
                                     {"values", put_value},
                                     {"hovertext", put_terms}};
    tt__base_buffer scratch = {0};
    tt_status status = TT_OK;
    fputs("{\"data\":[{\"type\":\"treemap\",\"branchvalues\":\"total\",\n", file);
    for (size_t i = 0; i < sizeof columns / sizeof *columns && status == TT_OK; i++) {
        status = put_column(file, topics, &columns[i], &scratch);
        fputs(",\n", file);
    }
    fputs("\"marker\":{\"colorscale\":\"Blues\",\"reversescale\":true,\"showscale\":true,"
          "\"colorbar\":{\"title\":{\"text\":\"cohesion\"}},\n",
          file);
    if (status == TT_OK) status = put_column(file, topics, &(column){"colors", put_cohesion}, &scratch);
    fputs("}}],\n\"layout\":{\"margin\":{\"t\":30,\"l\":10,\"r\":10,\"b\":10}}}\n", file);
    tt__base_buffer_free(&scratch);
    return status;
}
