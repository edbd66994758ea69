/* report.html: the page (page.h) with the topics as JSON and the documents packed behind them.
 *
 * Nothing of a document can leave its place: topics travel as JSON in a block that is no script, with every character
 * that could end the block or begin a tag written as an escape; documents travel as base64; and the page puts either
 * into the document as text alone. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "export/json_put.h"
#include "export/page/page.h"
#include "export/report.h"

/* ---- a topic: numbers and texts between commas ---- */

static tt_status put_terms(FILE *out, const tt_topic *topic, tt__base_buffer *scratch)
{
    char number[TT__EXPORT_NUMBER_SIZE];
    tt_status status = TT_OK;
    fputs(",\"terms\":[", out);
    for (int32_t i = 0; i < topic->n_terms && status == TT_OK; i++) {
        const char *weight = tt__export_number(number, topic->terms[i].weight);
        fputs(i ? ",[" : "[", out);
        status = tt__export_report_text(out, topic->terms[i].text, scratch);
        fprintf(out, ",%s]", *weight ? weight : "0");
    }
    fputs("]", out);
    return status;
}

/* Places of the representatives among the documents, and the nearest topics. */
static void put_lists(FILE *out, const tt__export_report *report, const tt_topic *topic)
{
    char number[TT__EXPORT_NUMBER_SIZE];
    fputs(",\"best\":[", out);
    for (int32_t i = 0; i < topic->n_representatives; i++)
        fprintf(out, "%s%" PRId32, i ? "," : "", report->position[topic->representative[i]]);
    fputs("],\"near\":[", out);
    for (int32_t i = 0; i < topic->n_near; i++)
        fprintf(out, "%s[%" PRId32 ",%s]", i ? "," : "", topic->near[i].topic,
                tt__export_number(number, round((double)topic->near[i].similarity * 1e3) / 1e3));
    fputs("]", out);
}

static void put_figures(FILE *out, const tt_topics *topics, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    const tt_topic *topic = &topics->topic[v];
    char x[TT__EXPORT_NUMBER_SIZE], y[TT__EXPORT_NUMBER_SIZE];
    const char *cohesion = tt__export_number(x, topic->cohesion);
    fprintf(out, "{\"id\":\"%s\",\"parent\":%" PRId32 ",\"size\":%" PRId32 ",\"cohesion\":%s", tree->id[v],
            tree->parent[v], tt__export_size(tree, v), *cohesion ? cohesion : "null");
    if (v > 0 && v == tree->outliers) fputs(",\"outliers\":true", out);
    if (isfinite(topic->at[0]) && isfinite(topic->at[1]))
        fprintf(out, ",\"at\":[%s,%s]", tt__export_number(x, (double)topic->at[0]),
                tt__export_number(y, (double)topic->at[1]));
}

static tt_status put_topic(FILE *out, const tt__export_report *report, int32_t v, tt__base_buffer *scratch)
{
    const tt_topic *topic = &report->topics->topic[v];
    put_figures(out, report->topics, v);
    fputs(",\"name\":", out);
    tt_status status = tt__export_report_text(out, topic->name, scratch);
    if (status == TT_OK) status = put_terms(out, topic, scratch);
    put_lists(out, report, topic);
    fputs("}", out);
    return status;
}

/* ---- the tree ---- */

/* A single topic has no other to be ahead of, and a tree.json of before does not tell. */
static bool has_margins(const tt_topics *topics)
{
    for (int32_t i = 0; i < topics->tree.n; i++)
        if (isfinite(topics->document[i].margin) && topics->document[i].runner_up != TT_NO_NODE) return true;
    return false;
}

static tt_status put_tree(FILE *out, const tt__export_report *report)
{
    const tt_topics *topics = report->topics;
    tt__base_buffer scratch = {0};
    tt_status status = TT_OK;
    fprintf(out, "{\"generator\":\"topictree " TT_VERSION "\",\"n\":%" PRId32 ",\"margins\":%s,\"pieces\":[",
            topics->tree.n, has_margins(topics) ? "true" : "false");
    for (int32_t at = 0; at < topics->tree.n; at = tt__export_report_piece_end(report, at))
        fprintf(out, at ? ",%" PRId32 : "%" PRId32, at);
    fputs("],\"topics\":[\n", out);
    for (int32_t v = 0; v < topics->tree.m && status == TT_OK; v++) {
        if (v) fputs(",\n", out);
        status = put_topic(out, report, v, &scratch);
    }
    fputs("]}", out);
    tt__base_buffer_free(&scratch);
    return status;
}

/* JSON as it may stand within HTML: what could end the block, begin a comment, a tag or a character reference, or end a
 * line of a script, becomes an escape.  All of it can only stand within quotes, where escapes are allowed. */
static void put_escaped(FILE *file, const char *json, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *c = json + i;
        if (*c == '<' || *c == '>' || *c == '&')
            fprintf(file, "\\u%04x", (unsigned)*c);
        else if (n - i > 2 && (memcmp(c, "\xe2\x80\xa8", 3) == 0 || memcmp(c, "\xe2\x80\xa9", 3) == 0)) {
            fprintf(file, "\\u20%02x", (unsigned char)c[2] - 0x80U);
            i += 2;
        } else
            putc(*c, file);
    }
}

static tt_status put_tree_block(const tt__export_report *report, FILE *file)
{
    char *json = NULL;
    size_t n = 0;
    FILE *text = open_memstream(&json, &n);
    if (!text) return tt__base_fail(TT_ERR_MEMORY, "out of memory: writing a report");
    tt_status status = put_tree(text, report);
    bool failed = ferror(text) != 0;
    failed = fclose(text) != 0 || failed;
    if (status == TT_OK && failed) status = tt__base_fail(TT_ERR_MEMORY, "out of memory: writing a report");
    if (status == TT_OK) put_escaped(file, json, n);
    free(json);
    return status;
}

/* ---- the page ---- */

/* Write the page up to a marker; gives what follows the marker. */
static const char *put_until(FILE *file, const char *page, const char *marker)
{
    const char *at = strstr(page, marker);
    fwrite(page, 1, (size_t)(at - page), file);
    return at + strlen(marker);
}

tt_status tt__export_write_html(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    tt__export_report report = {.topics = topics};
    tt_status status = tt__export_report_order(&report);
    const char *rest = tt__export_page;
    if (status == TT_OK) {
        rest = put_until(file, rest, "@TREE@");
        status = put_tree_block(&report, file);
    }
    if (status == TT_OK) {
        rest = put_until(file, rest, "@DOCUMENTS@");
        status = tt__export_report_documents(&report, file, opts->threads);
    }
    if (status == TT_OK) fputs(rest, file);
    free(report.row);
    free(report.position);
    return status;
}
