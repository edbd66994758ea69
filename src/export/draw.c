/* The drawing as a Graphviz graph, made through libcgraph: attributes are set on objects, and the library quotes them.
 * That alone does not make text inert, because Graphviz reads a label once more when it draws it: backslash sequences
 * (\N, \G, \L, \n) and character entities (&lt; &#8238;).  So backslashes and ampersands of the text are escaped here. */
#include <math.h>

#include "base/error.h"
#include "export/drawing.h"
#include "export/writers.h"

#define LINE_WIDTH 26 /* columns after which a label goes on in the next line */
#define MAX_LINES 4   /* lines a name may take before it is cut */
#define FONT "Helvetica,Arial,sans-serif"

typedef struct colour_ramp {
    double low, high; /* least and largest cohesion in the drawing */
} colour_ramp;

/* cgraph takes char * for strings it only reads. */
static void set(void *object, const char *key, const char *value)
{
    agsafeset(object, (char *)(uintptr_t)key, (char *)(uintptr_t)value, (char *)(uintptr_t) "");
}

static void set_default(Agraph_t *graph, int kind, const char *key, const char *value)
{
    agattr(graph, kind, (char *)(uintptr_t)key, (char *)(uintptr_t)value);
}

static void set_number(void *object, const char *key, double number)
{
    char text[TT__NUMBER_SIZE];
    snprintf(text, sizeof text, "%.3g", number);
    set(object, key, text);
}

/* ---- labels ---- */

static tt_status append_label_code(tt__buffer *out, int32_t code)
{
    if (code == '\\') return tt__buffer_append(out, "\\\\", 2);
    if (code == '&') return tt__buffer_append(out, "&amp;", 5);
    return tt__append_code(out, code);
}

/* Ideographs, kana, hangul and emoji take two columns. */
static int32_t columns(int32_t code) { return code >= 0x2E80 ? 2 : 1; }

/* Columns up to the next space. */
static int32_t word_columns(const char *text)
{
    int32_t n = 0;
    for (int32_t c; (c = tt__next_plain(&text)) && c != ' ';) n += columns(c);
    return n;
}

/* A name broken into lines at spaces; the separator " · " stays at the end of its line. */
static tt_status append_name(tt__buffer *out, const char *name)
{
    tt_status status = tt__buffer_append(out, "", 0);
    int32_t column = 0, lines = 1;
    for (int32_t c; status == TT_OK && (c = tt__next_plain(&name));) {
        int32_t next = c == ' ' ? word_columns(name) : 0;
        bool is_break = c == ' ' ? next > 1 && column + 1 + next > LINE_WIDTH && column > 0 : column >= LINE_WIDTH + 3;
        if (is_break && ++lines > MAX_LINES) return tt__buffer_append(out, "\xE2\x80\xA6", 3);
        if (is_break) {
            column = 0;
            status = tt__buffer_append(out, "\\n", 2);
            if (c == ' ') continue;
        }
        column += columns(c);
        if (status == TT_OK) status = append_label_code(out, c);
    }
    return status;
}

static tt_status topic_label(tt__buffer *out, const char *name, int32_t size, int32_t folded)
{
    char count[TT__NUMBER_SIZE];
    tt_status status = append_name(out, name);
    if (status == TT_OK) status = tt__buffer_format(out, "\\n%s", tt__count(count, size));
    if (status == TT_OK && folded)
        status = tt__buffer_format(out, "\\n+%s more topic%s", tt__count(count, folded), tt__plural(folded));
    return status;
}

/* What shows when the pointer rests on a node.  Graphviz expands a tooltip twice, so that no number of backslashes keeps
 * \N as it is: a look-alike (U+2216) takes their place. */
static tt_status terms_label(tt__buffer *out, const tt_topic *topic)
{
    tt_status status = tt__buffer_append(out, "", 0);
    for (int32_t i = 0; i < topic->n_terms && i < 10 && status == TT_OK; i++) {
        const char *text = topic->terms[i].text;
        if (i) status = tt__buffer_append(out, ", ", 2);
        for (int32_t c; status == TT_OK && (c = tt__next_plain(&text));)
            status = append_label_code(out, c == '\\' ? 0x2216 : c);
    }
    return status;
}

/* ---- looks ---- */

/* From near white to a quiet blue that black text stays readable on. */
static void set_fill(void *node, const colour_ramp *ramp, double cohesion)
{
    double t = ramp->high > ramp->low ? (cohesion - ramp->low) / (ramp->high - ramp->low) : 0.5;
    t = t < 0 || isnan(t) ? 0 : t > 1 ? 1 : t;
    char colour[16];
    snprintf(colour, sizeof colour, "#%02x%02x%02x", (unsigned)lround(248 - t * 104), (unsigned)lround(251 - t * 57),
             (unsigned)lround(253 - t * 31));
    set(node, "fillcolor", colour);
}

static colour_ramp cohesion_range(const tt_topics *topics, const tt__drawing *drawing)
{
    colour_ramp r = {HUGE_VAL, -HUGE_VAL};
    for (int32_t v = 0; v < topics->tree.m; v++)
        if (drawing->drawn[v] && (v == 0 || v != topics->tree.outliers)) {
            r.low = fmin(r.low, topics->topic[v].cohesion);
            r.high = fmax(r.high, topics->topic[v].cohesion);
        }
    return r;
}

static void set_looks(Agraph_t *graph, const colour_ramp *ramp)
{
    static const struct {
        int kind;
        const char *key, *value;
    } looks[] = {
        {AGRAPH, "rankdir", "LR"},       {AGRAPH, "ordering", "out"},   {AGRAPH, "nodesep", "0.12"},
        {AGRAPH, "ranksep", "1.1"},      {AGRAPH, "bgcolor", "white"},  {AGRAPH, "fontname", FONT},
        {AGRAPH, "fontsize", "10"},      {AGRAPH, "fontcolor", "#5f6b7a"}, {AGRAPH, "labelloc", "b"},
        {AGNODE, "shape", "box"},        {AGNODE, "style", "rounded,filled"}, {AGNODE, "color", "#6b8299"},
        {AGNODE, "fillcolor", "white"},  {AGNODE, "fontname", FONT},    {AGNODE, "fontcolor", "#1b2733"},
        {AGNODE, "margin", "0.14,0.07"}, {AGNODE, "height", "0.3"},     {AGNODE, "width", "2.2"},
        {AGEDGE, "color", "#a9bccd"},
        {AGEDGE, "arrowhead", "none"},   {AGEDGE, "tailport", "e"},     {AGEDGE, "headport", "w"},
    };
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        set_default(graph, looks[i].kind, looks[i].key, looks[i].value);
    char legend[160];
    snprintf(legend, sizeof legend,
             "\\nnumbers, size of text and lines: documents   \xC2\xB7   colour: cohesion, %.2f (pale) to %.2f (dark)",
             ramp->low, ramp->high);
    set_default(graph, AGRAPH, "label", legend);
}

/* ---- nodes and edges ---- */

/* share: documents below the child over all documents, 0..1. */
static tt_status join(Agraph_t *graph, Agnode_t *parent, Agnode_t *child, double share)
{
    Agedge_t *edge = agedge(graph, parent, child, NULL, 1);
    if (!edge) return tt__fail(TT_ERR_MEMORY, "out of memory: drawing an edge");
    set_number(edge, "penwidth", 0.7 + 7 * sqrt(share));
    return TT_OK;
}

static Agnode_t *add_node(Agraph_t *graph, const char *prefix, const char *id)
{
    char name[TT_ID_SIZE + 2];
    snprintf(name, sizeof name, "%s%s", prefix, id);
    Agnode_t *node = agnode(graph, name, 1);
    if (!node) tt__fail(TT_ERR_MEMORY, "out of memory: drawing a node");
    return node;
}

static tt_status add_topic(Agraph_t *graph, const tt_topics *topics, const tt__drawing *drawing,
                           const colour_ramp *ramp, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    tt__buffer label = {0}, terms = {0};
    Agnode_t *node = add_node(graph, "", tree->id[v]);
    double share = (double)tt__size(tree, v) / (tree->n > 0 ? tree->n : 1);
    tt_status status = node ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK)
        status = topic_label(&label, topics->topic[v].name, tt__size(tree, v), drawing->shown[v] ? 0 : drawing->folded[v]);
    if (status == TT_OK) status = terms_label(&terms, &topics->topic[v]);
    if (status == TT_OK) {
        set(node, "label", label.data);
        set(node, "tooltip", terms.data);
        set_number(node, "fontsize", 10 + 6 * sqrt(share));
        if (v && v == tree->outliers) set(node, "style", "rounded,dashed"); /* no topic: no colour */
        else set_fill(node, ramp, topics->topic[v].cohesion);
        if (v != drawing->root) status = join(graph, agnode(graph, tree->id[tree->parent[v]], 0), node, share);
    }
    tt__buffer_free(&label);
    tt__buffer_free(&terms);
    return status;
}

/* The node that stands for the children of v that are not drawn. */
static tt_status add_folded(Agraph_t *graph, const tt_tree *tree, const tt__drawing *drawing, int32_t v)
{
    int32_t topics = drawing->folded[v], documents = drawing->folded_docs[v];
    char label[96], a[TT__NUMBER_SIZE], b[TT__NUMBER_SIZE];
    Agnode_t *node = add_node(graph, "+", tree->id[v]);
    if (!node) return TT_ERR_MEMORY;
    snprintf(label, sizeof label, "+%s more topic%s, %s document%s", tt__count(a, topics), tt__plural(topics),
             tt__count(b, documents), tt__plural(documents));
    set(node, "label", label);
    set(node, "style", "rounded,dashed");
    set(node, "fontcolor", "#5f6b7a");
    set_number(node, "fontsize", 10);
    return join(graph, agnode(graph, tree->id[v], 0), node, (double)documents / (tree->n > 0 ? tree->n : 1));
}

/* Children in the tree's order, the stand-in last: v's when the last drawn node below v has been added.  Preorder does
 * the first; for the second, stand-ins come after all topics, which keeps them last among their siblings. */
tt_status tt__draw(Agraph_t **out, const tt_topics *topics, const tt__drawing *drawing)
{
    const tt_tree *tree = &topics->tree;
    Agraph_t *graph = agopen((char *)(uintptr_t) "topics", Agdirected, NULL);
    if (!graph) return tt__fail(TT_ERR_MEMORY, "out of memory: drawing a graph");
    colour_ramp range = cohesion_range(topics, drawing);
    set_looks(graph, &range);
    tt_status status = TT_OK;
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++)
        if (drawing->drawn[v]) status = add_topic(graph, topics, drawing, &range, v);
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++)
        if (drawing->drawn[v] && drawing->shown[v] > 0 && drawing->folded_docs[v] > 0)
            status = add_folded(graph, tree, drawing, v);
    if (status < 0) {
        agclose(graph);
        return status;
    }
    *out = graph;
    return TT_OK;
}
