/* GraphML, through libxml2's writer: a directed graph with an edge from every topic to each of its children. */
#include <libxml/parser.h>
#include <libxml/xmlwriter.h>
#include <pthread.h>

#include "base/error.h"
#include "export/writers.h"

enum { N_TERMS = 10 };

/* A document being written.  The writer is asked on after a failure; the first one is kept. */
typedef struct graph {
    xmlTextWriter *xml;
    tt__base_buffer text; /* the value of an attribute or element that is being put together */
    bool failed;
} graph;

static const struct {
    const char *id, *type;
} keys[] = {{"name", "string"},     {"level", "int"},        {"size", "int"},    {"height", "double"},
            {"cohesion", "double"}, {"outliers", "boolean"}, {"terms", "string"}};

static void check(graph *g, int written)
{
    g->failed |= written < 0;
}

static void attribute(graph *g, const char *name, const char *value)
{
    check(g, xmlTextWriterWriteAttribute(g->xml, BAD_CAST name, BAD_CAST value));
}

static void open_element(graph *g, const char *name)
{
    check(g, xmlTextWriterStartElement(g->xml, BAD_CAST name));
}

static void close_element(graph *g)
{
    check(g, xmlTextWriterEndElement(g->xml));
}

static void put_data(graph *g, const char *key, const char *value)
{
    open_element(g, "data");
    attribute(g, "key", key);
    check(g, xmlTextWriterWriteString(g->xml, BAD_CAST value));
    close_element(g);
}

static void put_number(graph *g, const char *key, double number)
{
    char buffer[TT__EXPORT_NUMBER_SIZE];
    const char *text = tt__export_number(buffer, number);
    if (*text) put_data(g, key, text);
}

static void put_count(graph *g, const char *key, int32_t count)
{
    char text[TT__EXPORT_NUMBER_SIZE];
    snprintf(text, sizeof text, "%d", (int)count);
    put_data(g, key, text);
}

static void open_graph(graph *g)
{
    check(g, xmlTextWriterSetIndent(g->xml, 1));
    check(g, xmlTextWriterStartDocument(g->xml, NULL, "UTF-8", NULL));
    open_element(g, "graphml");
    attribute(g, "xmlns", "http://graphml.graphdrawing.org/xmlns");
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        open_element(g, "key");
        attribute(g, "id", keys[i].id);
        attribute(g, "for", "node");
        attribute(g, "attr.name", keys[i].id);
        attribute(g, "attr.type", keys[i].type);
        close_element(g);
    }
    open_element(g, "graph");
    attribute(g, "id", "topics");
    attribute(g, "edgedefault", "directed");
}

/* What may not stand in XML has no place on one line of plain text either. */
static tt_status put_node(graph *g, const tt_topics *topics, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    const tt_topic *topic = &topics->topic[v];
    open_element(g, "node");
    attribute(g, "id", tree->id[v]);
    g->text.length = 0;
    tt_status status = tt__export_append_plain(&g->text, topic->name);
    if (status < 0) return status;
    put_data(g, "name", g->text.data);
    put_count(g, "level", tree->level[v]);
    put_count(g, "size", tt__export_size(tree, v));
    put_number(g, "height", tree->height[v]);
    put_number(g, "cohesion", topic->cohesion);
    if (v > 0 && v == tree->outliers) put_data(g, "outliers", "true");
    g->text.length = 0;
    if ((status = tt__export_append_terms(&g->text, topic, N_TERMS, ", ")) == TT_OK) put_data(g, "terms", g->text.data);
    close_element(g);
    return status;
}

static void put_edge(graph *g, const tt_tree *tree, int32_t v)
{
    open_element(g, "edge");
    attribute(g, "source", tree->id[tree->parent[v]]);
    attribute(g, "target", tree->id[v]);
    close_element(g);
}

static tt_status put_graph(graph *g, const tt_topics *topics)
{
    tt_status status = TT_OK;
    open_graph(g);
    for (int32_t v = 0; v < topics->tree.m && status == TT_OK; v++) status = put_node(g, topics, v);
    for (int32_t v = 1; v < topics->tree.m && status == TT_OK; v++) put_edge(g, &topics->tree, v);
    check(g, xmlTextWriterEndDocument(g->xml));
    if (status == TT_OK && g->failed) status = tt__base_fail(TT_ERR_IO, "graphml: libxml2 cannot write the graph");
    return status;
}

/* libxml2's tables are filled by the first call that needs them, which must not be two at once. */
static pthread_once_t once = PTHREAD_ONCE_INIT;

tt_status tt__export_write_graphml(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    pthread_once(&once, xmlInitParser);
    xmlOutputBuffer *output = xmlOutputBufferCreateFile(file, NULL); /* leaves the file open when it goes */
    graph g = {.xml = output ? xmlNewTextWriter(output) : NULL};
    if (!g.xml) {
        if (output) xmlOutputBufferClose(output);
        return tt__base_fail(TT_ERR_MEMORY, "out of memory: writing GraphML");
    }
    tt_status status = put_graph(&g, topics);
    xmlFreeTextWriter(g.xml);
    tt__base_buffer_free(&g.text);
    return status;
}
