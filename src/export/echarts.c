/* ECharts: the nested list that series.data of a tree, a treemap or a sunburst takes.  Inner topics have their value as
 * well: ECharts would sum it up, but not for a tree's tooltips. */
#include "export/json_put.h"
#include "export/writers.h"

static tt_status put_topic(const tt__export_json_nesting *nesting, int32_t v)
{
    const tt_topics *topics = nesting->topics;
    nesting->scratch->length = 0;
    tt_status status = tt__export_append_plain(nesting->scratch, topics->topic[v].name);
    if (status < 0) return status;
    cJSON *object = cJSON_CreateObject();
    bool made = object && tt__export_json_add_text(object, "name", nesting->scratch->data) &&
                tt__export_json_add_text(object, "id", topics->tree.id[v]) &&
                tt__export_json_add_count(object, "value", tt__export_size(&topics->tree, v)) &&
                tt__export_json_add_number(object, "cohesion", topics->topic[v].cohesion);
    return tt__export_json_put_members(nesting->file, object, made);
}

tt_status tt__export_write_echarts(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    tt__base_buffer name = {0};
    fputs("[", file);
    tt_status status = tt__export_json_put_nested(
        &(tt__export_json_nesting){.put = put_topic, .topics = topics, .file = file, .scratch = &name});
    fputs("]\n", file);
    tt__base_buffer_free(&name);
    return status;
}
