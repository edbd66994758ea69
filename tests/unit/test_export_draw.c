/* The picture as a graph: a node for each drawn topic and stand-in, counts that add up, text that stays text. */
#include "topics_fixture.h"

#include "export/draw/drawing.h"

enum { M = 11, N = 40 };

/* 0 -+- 1 -+- 2        3 under 1 too; 4 has 5, 6, 7; 8, 9 and 10 are leaves under the root; document i is in leaf[i].
 */
static tt_topics topics(void)
{
    static const int32_t parent[M] = {TT_NO_NODE, 0, 1, 1, 0, 4, 4, 4, 0, 0, 0},
                         size[M] = {0, 0, 6, 2, 0, 5, 7, 3, 1, 12, 4};
    int32_t leaf[N], n = 0;
    for (int32_t v = 0; v < M; v++)
        for (int32_t i = 0; i < size[v]; i++) leaf[n++] = v;
    assert_int_equal(n, N);
    tt_topics t = fixture_topics(M, parent, N, leaf);
    for (int32_t v = 0; v < M; v++) t.topic[v].cohesion = v / 10.0;
    return t;
}

static char *attribute(void *object, const char *key)
{
    char name[16];
    snprintf(name, sizeof name, "%s", key);
    char *value = agget(object, name);
    assert_non_null(value);
    return value;
}

static Agnode_t *node(Agraph_t *graph, const char *id)
{
    char name[32];
    snprintf(name, sizeof name, "%s", id);
    return agnode(graph, name, 0);
}

static Agraph_t *draw(tt__export_drawing *d, const tt_topics *t, int32_t max_nodes, int32_t depth)
{
    Agraph_t *graph = NULL;
    *d = (tt__export_drawing){0};
    assert_int_equal(tt__export_drawing_choose(d, &t->tree, &(tt_export_opts){.max_nodes = max_nodes, .depth = depth}),
                     TT_OK);
    assert_int_equal(tt__export_draw(&graph, t, d), TT_OK);
    return graph;
}

/* What a label says: documents, and topics that are folded into the node. */
static void counts(Agnode_t *n, int *documents, int *folded)
{
    const char *label = attribute(n, "label"), *plus = strstr(label, ">+"), *more = strstr(label, ", +");
    *documents = *folded = 0;
    if (plus) {
        assert_int_equal(sscanf(plus, ">+%d more topic%*[s,] %d document", folded, documents), 2);
        return;
    }
    const char *said = strstr(label, "COLOR=\"#5f6b7a\">");
    assert_non_null(said);
    assert_int_equal(sscanf(strchr(said, '>'), ">%d document", documents), 1);
    if (more) assert_int_equal(sscanf(more, ", +%d more topic", folded), 1);
}

static void expect_in_label(Agnode_t *n, const char *part)
{
    const char *label = attribute(n, "label");
    if (!strstr(label, part)) fail_msg("%s is not in %s", part, label);
    assert_true(aghtmlstr(attribute(n, "label")));
}

static void counts_add_up(void **state)
{
    (void)state;
    tt_topics t = topics();
    for (int32_t most = 0; most <= M + 1; most++)
        for (int32_t depth = 0; depth <= 2; depth++) {
            tt__export_drawing d;
            Agraph_t *graph = draw(&d, &t, most, depth);
            int topics_told = 0, documents, folded;
            assert_int_equal(agnnodes(graph), d.total);
            assert_int_equal(agnedges(graph), d.total - 1);
            for (Agnode_t *n = agfstnode(graph); n; n = agnxtnode(graph, n)) {
                int below = 0, ignored, child;
                counts(n, &documents, &folded);
                topics_told += folded + (agnameof(n)[0] != '+');
                assert_int_equal(agdegree(graph, n, 1, 0), n != node(graph, "t0"));
                for (Agedge_t *e = agfstout(graph, n); e; e = agnxtout(graph, e)) {
                    counts(aghead(e), &child, &ignored);
                    below += child;
                }
                if (agfstout(graph, n)) assert_int_equal(below, documents);
            }
            counts(node(graph, "t0"), &documents, &folded);
            assert_int_equal(documents, N);
            assert_int_equal(topics_told, M); /* each is drawn or folded into one that is */
            agclose(graph);
            tt__export_drawing_free(&d);
        }
    tt_topics_free(&t);
}

static void folded_labels(void **state)
{
    (void)state;
    tt_topics t = topics();
    tt__export_drawing d;
    Agraph_t *graph = draw(&d, &t, 0, 1);
    expect_in_label(node(graph, "t4"), "<B>t4</B>");
    expect_in_label(node(graph, "t4"), ">15 documents, +3 more topics<");
    expect_in_label(node(graph, "t9"), ">12 documents<");
    assert_null(node(graph, "t5"));
    agclose(graph);
    tt__export_drawing_free(&d);
    graph = draw(&d, &t, 3, 1); /* the root, the largest, one for the rest */
    expect_in_label(node(graph, "+t0"), ">+6 more topics, 25 documents<");
    assert_non_null(agedge(graph, node(graph, "t0"), node(graph, "+t0"), NULL, 0));
    assert_non_null(node(graph, "t4"));
    agclose(graph);
    tt__export_drawing_free(&d);
    tt_topics_free(&t);
}

static void text_stays_text(void **state)
{
    (void)state;
    tt_topics t = topics();
    free(t.topic[8].name);
    t.topic[8].name = fixture_string("\\N &lt;");
    free(t.topic[9].name);
    t.topic[9].name = fixture_string("a name of many words that goes on in the next line");
    t.topic[8].terms = fixture_room(1, sizeof *t.topic[8].terms);
    t.topic[8].terms[0].text = fixture_string("\\G & co");
    t.topic[8].n_terms = 1;
    tt__export_drawing d;
    Agraph_t *graph = draw(&d, &t, 0, 0);
    expect_in_label(node(graph, "t8"), "<B>\\\\N &amp;lt;</B>");
    assert_string_equal(attribute(node(graph, "t8"), "tooltip"), "\xE2\x88\x96G &amp; co");
    assert_false(aghtmlstr(attribute(node(graph, "t8"), "tooltip")));
    expect_in_label(node(graph, "t9"), "<B>a name of many words that goes<BR ALIGN=\"LEFT\"/>on in the next line</B>");
    agclose(graph);
    tt__export_drawing_free(&d);
    tt_topics_free(&t);
}

/* Cohesion is the colour, from pale to dark; outliers are no topic and have none. */
static void colours(void **state)
{
    (void)state;
    tt_topics t = topics();
    t.tree.outliers = 10; /* the most cohesive: must not stretch the range */
    tt__export_drawing d;
    Agraph_t *graph = draw(&d, &t, 0, 0);
    expect_in_label(node(graph, "t0"), "WIDTH=\"54\" HEIGHT=\"54\" BGCOLOR=\"#cde0f1\"");
    expect_in_label(node(graph, "t9"), "WIDTH=\"30\" HEIGHT=\"30\" BGCOLOR=\"#084081\""); /* 54 sqrt(12/40) */
    expect_in_label(node(graph, "t10"), "WIDTH=\"17\" HEIGHT=\"17\" BGCOLOR=\"#d5d9de\"");
    assert_string_equal(attribute(node(graph, "t10"), "style"), "rounded,dashed");
    assert_non_null(strstr(attribute(graph, "label"), "cohesion 0.00<"));
    assert_non_null(strstr(attribute(graph, "label"), ">0.90<"));
    agclose(graph);
    tt__export_drawing_free(&d);
    tt_topics_free(&t);
}

/* The scale is that of what is drawn: a topic on its own fills the largest square. */
static void scale_of_a_part(void **state)
{
    (void)state;
    tt_topics t = topics();
    tt__export_drawing d = {0};
    Agraph_t *graph = NULL;
    assert_int_equal(tt__export_drawing_choose(&d, &t.tree, &(tt_export_opts){.root = "t4"}), TT_OK);
    assert_int_equal(tt__export_draw(&graph, &t, &d), TT_OK);
    assert_int_equal(agnnodes(graph), 4);
    expect_in_label(node(graph, "t4"), "WIDTH=\"54\"");
    expect_in_label(node(graph, "t5"), "WIDTH=\"31\""); /* 54 sqrt(5/15) */
    expect_in_label(node(graph, "t4"), "#cde0f1");
    expect_in_label(node(graph, "t7"), "#084081");
    agclose(graph);
    tt__export_drawing_free(&d);
    tt_topics_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts_add_up), cmocka_unit_test(folded_labels),
                                       cmocka_unit_test(text_stays_text), cmocka_unit_test(colours),
                                       cmocka_unit_test(scale_of_a_part)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
