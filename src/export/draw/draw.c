/* The drawing as a Graphviz graph, made through libcgraph: attributes are set on objects, and the library quotes them.
 */
#include <math.h>

#include "base/error.h"
#include "export/draw/card.h"
#include "export/draw/drawing.h"
#include "export/writers.h"

#define FONT "Helvetica,Arial,sans-serif"

/* cgraph takes char * for strings it only reads. */
static char *mutable(const char *text)
{
    return (char *)(uintptr_t)text;
}

static void set(void *object, const char *key, const char *value)
{
    agsafeset(object, mutable(key), mutable(value), mutable(""));
}

/* The same for a value that is markup: cgraph knows its HTML strings by their being registered as such. */
static tt_status set_markup(Agraph_t *graph, void *object, const char *key, const char *value)
{
    char *markup = agstrdup_html(graph, mutable(value));
    if (!markup) return tt__base_fail(TT_ERR_MEMORY, "out of memory: drawing a label");
    set(object, key, markup);
    agstrfree(graph, markup);
    return TT_OK;
}

static void set_number(void *object, const char *key, double number)
{
    char text[TT__EXPORT_NUMBER_SIZE];
    snprintf(text, sizeof text, "%.3g", number);
    set(object, key, text);
}

static tt__export_scale find_scale(const tt_topics *topics, const tt__export_drawing *drawing)
{
    tt__export_scale scale = {tt__export_size(&topics->tree, drawing->root), HUGE_VAL, -HUGE_VAL};
    for (int32_t v = drawing->root; v < drawing->end; v++)
        if (drawing->drawn[v] && (v == 0 || v != topics->tree.outliers)) {
            scale.low = fmin(scale.low, tt__export_rounded(topics->topic[v].cohesion));
            scale.high = fmax(scale.high, tt__export_rounded(topics->topic[v].cohesion));
        }
    return scale;
}

static tt_status set_looks(Agraph_t *graph, const tt__export_scale *scale)
{
    static const struct {
        int kind;
        const char *key, *value;
    } looks[] = {
        {AGRAPH, "rankdir", "LR"},        {AGRAPH, "ordering", "out"},    {AGRAPH, "nodesep", "0.1"},
        {AGRAPH, "ranksep", "0.9"},       {AGRAPH, "splines", "line"},    {AGRAPH, "bgcolor", "white"},
        {AGRAPH, "fontname", FONT},       {AGRAPH, "fontsize", "9"},      {AGRAPH, "fontcolor", "#5f6b7a"},
        {AGRAPH, "labelloc", "b"},        {AGRAPH, "label", ""},          {AGNODE, "label", ""},
        {AGNODE, "tooltip", ""},          {AGNODE, "shape", "box"},       {AGNODE, "style", "rounded,filled"},
        {AGNODE, "color", "#c3ced9"},     {AGNODE, "fillcolor", "white"}, {AGNODE, "fontname", FONT},
        {AGNODE, "fontcolor", "#1b2733"}, {AGNODE, "fontsize", "11"},     {AGNODE, "margin", "0.04,0.01"},
        {AGNODE, "height", "0.3"},        {AGEDGE, "color", "#b4c2cf"},   {AGEDGE, "arrowhead", "none"},
        {AGEDGE, "tailport", "e"},        {AGEDGE, "headport", "w"},      {AGEDGE, "penwidth", "1"},
    };
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        agattr(graph, looks[i].kind, mutable(looks[i].key), mutable(looks[i].value));
    tt__base_buffer legend = {0};
    tt_status status = tt__export_append_legend(&legend, scale);
    if (status == TT_OK) status = set_markup(graph, graph, "label", legend.data);
    tt__base_buffer_free(&legend);
    return status;
}

/* ---- nodes and edges ---- */

/* share: documents below the child over those of the picture. */
static tt_status join(Agraph_t *graph, Agnode_t *parent, Agnode_t *child, double share)
{
    Agedge_t *edge = agedge(graph, parent, child, NULL, 1);
    if (!edge) return tt__base_fail(TT_ERR_MEMORY, "out of memory: drawing an edge");
    set_number(edge, "penwidth", 0.7 + 7 * sqrt(share));
    return TT_OK;
}

static tt_status add_card(Agraph_t *graph, Agnode_t **node, const char *name, const tt__export_card *card,
                          const tt__export_scale *scale)
{
    tt__base_buffer label = {0};
    *node = agnode(graph, mutable(name), 1);
    tt_status status = *node ? TT_OK : tt__base_fail(TT_ERR_MEMORY, "out of memory: drawing a node");
    if (status == TT_OK) status = tt__export_append_card(&label, card, scale);
    if (status == TT_OK) status = set_markup(graph, *node, "label", label.data);
    if (status == TT_OK && card->grey) set(*node, "style", "rounded,dashed");
    tt__base_buffer_free(&label);
    return status;
}

/* What shows when the pointer rests on a node.  Graphviz expands a tooltip twice, so that no number of backslashes
 * keeps \N as it is: a look-alike (U+2216) takes their place. */
static tt_status set_tooltip(Agnode_t *node, const tt_topic *topic)
{
    tt__base_buffer terms = {0}, tooltip = {0};
    tt_status status = tt__export_append_terms(&terms, topic, 10, ", ");
    if (status == TT_OK) status = tt__base_buffer_append(&tooltip, "", 0);
    const char *text = terms.data;
    for (int32_t c; status == TT_OK && (c = tt__export_next_plain(&text));)
        status = tt__export_append_label_code(&tooltip, c == '\\' ? 0x2216 : c);
    if (status == TT_OK) set(node, "tooltip", tooltip.data);
    tt__base_buffer_free(&terms);
    tt__base_buffer_free(&tooltip);
    return status;
}

static tt_status add_topic(Agraph_t *graph, const tt_topics *topics, const tt__export_drawing *drawing,
                           const tt__export_scale *scale, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    int32_t size = tt__export_size(tree, v), folded = drawing->shown[v] ? 0 : drawing->folded[v];
    char detail[96], count[TT__EXPORT_NUMBER_SIZE], more[TT__EXPORT_NUMBER_SIZE];
    Agnode_t *node;
    int n = snprintf(detail, sizeof detail, "%s document%s", tt__export_count(count, size), tt__export_plural(size));
    if (folded)
        snprintf(detail + n, sizeof detail - (size_t)n, ", +%s more topic%s", tt__export_count(more, folded),
                 tt__export_plural(folded));
    tt__export_card card = {topics->topic[v].name, detail, size, tt__export_rounded(topics->topic[v].cohesion),
                            v > 0 && v == tree->outliers};
    tt_status status = add_card(graph, &node, tree->id[v], &card, scale);
    if (status == TT_OK) status = set_tooltip(node, &topics->topic[v]);
    if (status < 0 || v == drawing->root) return status;
    return join(graph, agnode(graph, tree->id[tree->parent[v]], 0), node, tt__export_scale_share(scale, size));
}

/* The node that stands for the children of v that are not drawn. */
static tt_status add_folded(Agraph_t *graph, const tt_tree *tree, const tt__export_drawing *drawing,
                            const tt__export_scale *scale, int32_t v)
{
    int32_t topics = drawing->folded[v], documents = drawing->folded_docs[v];
    char text[96], name[TT_ID_SIZE + 2], a[TT__EXPORT_NUMBER_SIZE], b[TT__EXPORT_NUMBER_SIZE];
    Agnode_t *node;
    snprintf(name, sizeof name, "+%s", tree->id[v]);
    snprintf(text, sizeof text, "+%s more topic%s, %s document%s", tt__export_count(a, topics),
             tt__export_plural(topics), tt__export_count(b, documents), tt__export_plural(documents));
    tt_status status = add_card(graph, &node, name, &(tt__export_card){"", text, documents, 0, true}, scale);
    return status == TT_OK ? join(graph, agnode(graph, tree->id[v], 0), node, tt__export_scale_share(scale, documents))
                           : status;
}

/* Children in the tree's order, the stand-in last: v's when the last drawn node below v has been added.  Preorder does
 * the first; for the second, stand-ins come after all topics, which keeps them last among their siblings. */
static tt_status add_nodes(Agraph_t *graph, const tt_topics *topics, const tt__export_drawing *drawing)
{
    tt__export_scale scale = find_scale(topics, drawing);
    tt_status status = set_looks(graph, &scale);
    for (int32_t v = drawing->root; v < drawing->end && status == TT_OK; v++)
        if (drawing->drawn[v]) status = add_topic(graph, topics, drawing, &scale, v);
    for (int32_t v = drawing->root; v < drawing->end && status == TT_OK; v++)
        if (drawing->drawn[v] && drawing->shown[v] > 0 && drawing->folded_docs[v] > 0)
            status = add_folded(graph, &topics->tree, drawing, &scale, v);
    return status;
}

tt_status tt__export_draw(Agraph_t **out, const tt_topics *topics, const tt__export_drawing *drawing)
{
    Agraph_t *graph = agopen(mutable("topics"), Agdirected, NULL);
    if (!graph) return tt__base_fail(TT_ERR_MEMORY, "out of memory: drawing a graph");
    tt_status status = add_nodes(graph, topics, drawing);
    if (status == TT_OK)
        *out = graph;
    else
        agclose(graph);
    return status;
}
