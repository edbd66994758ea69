/* A tree as its file lists it becomes a labelled tree: documents in canonical order, representatives, what is refused.
 */
#include "topics_fixture.h"

#include "export/parsed_tree.h"

enum { NODES = 3, DOCUMENTS = 7 };

/* Root of 5 documents over a leaf of 3 that lists 2 and a leaf of 2 that lists both; the root is represented by `best`
 * of c, b and one that no leaf lists. */
static tt__export_parsed draft(int32_t best)
{
    static const int32_t size[NODES] = {5, 3, 2}, first[NODES] = {0, 3, 5};
    static const struct {
        const char *id;
        float score;
        int32_t node;
    } listed[DOCUMENTS] = {{"c", 0.7F, 0},  {"b", 0.6F, 0},   {"nowhere", 0.5F, 0}, {"b", 0.25F, 1},
                           {"a", 0.75F, 1}, {"d", 0.125F, 2}, {"c", 0.5F, 2}};
    tt__export_parsed d = {.node = fixture_room(NODES, sizeof *d.node),
                           .m = NODES,
                           .document = fixture_room(DOCUMENTS, sizeof *d.document),
                           .n_documents = DOCUMENTS};
    for (int32_t v = 0; v < NODES; v++) {
        d.node[v] = (tt__export_parsed_node){.parent = v ? 0 : TT_NO_NODE,
                                             .last_child = v ? TT_NO_NODE : 2,
                                             .next = v == 1 ? 2 : TT_NO_NODE,
                                             .n_children = v ? 0 : 2,
                                             .level = v > 0,
                                             .size = size[v],
                                             .document = first[v],
                                             .n_documents = v ? 2 : best,
                                             .height = v ? 0 : 0.5};
        snprintf(d.node[v].id, TT_ID_SIZE, "t%d", v);
        d.node[v].topic.name = fixture_string(v ? "leaf" : "root");
    }
    for (int32_t i = 0; i < DOCUMENTS; i++)
        d.document[i] = (tt__export_parsed_document){.id = fixture_string(listed[i].id),
                                                     .title = fixture_string("title"),
                                                     .score = listed[i].score,
                                                     .margin = NAN,
                                                     .node = listed[i].node};
    return d;
}

static void documents_and_ranges(void **state)
{
    (void)state;
    tt__export_parsed d = draft(3);
    tt_topics t = {0};
    assert_int_equal(tt__export_parsed_finish(&t, &d), TT_OK);
    tt__export_parsed_free(&d); /* what the tree took is the tree's */
    assert_null(d.node);
    static const int32_t begin[] = {0, 0, 3}, end[] = {5, 3, 5}, order[] = {0, 1, 4, 2, 3}, leaf[] = {1, 1, 2, 2, 1};
    static const char *const ids[] = {"a", "b", "c", "d", ""};
    static const float score[] = {0.75F, 0.25F, 0.5F, 0.125F};
    assert_int_equal(t.tree.m, 3);
    assert_int_equal(t.tree.n, 5);
    assert_int_equal(t.tree.outliers, 0);
    assert_memory_equal(t.tree.begin, begin, sizeof begin);
    assert_memory_equal(t.tree.end, end, sizeof end);
    assert_memory_equal(t.tree.order, order, sizeof order);
    assert_memory_equal(t.tree.leaf, leaf, sizeof leaf);
    for (int32_t i = 0; i < 5; i++) {
        assert_string_equal(t.document[i].id, ids[i]);
        assert_string_equal(t.document[i].title, i < 4 ? "title" : "");
        if (i < 4)
            assert_near((double)t.document[i].score, (double)score[i], 0);
        else
            assert_true(isnan(t.document[i].score));
        assert_int_equal(t.document[i].runner_up, TT_NO_NODE);
    }
    assert_string_equal(t.topic[0].name, "root");
    assert_string_equal(t.tree.id[2], "t2");
    assert_near(t.tree.height[0], 0.5, 0);
    tt_topics_free(&t);
}

static void representatives(void **state)
{
    (void)state;
    for (int32_t best = 1; best <= 3; best++) {
        tt__export_parsed d = draft(best);
        tt_topics t = {0};
        assert_int_equal(tt__export_parsed_finish(&t, &d), TT_OK);
        tt__export_parsed_free(&d);
        assert_int_equal(t.topic[0].n_representatives, best < 2 ? best : 2); /* the third is in no leaf */
        assert_int_equal(t.topic[0].representative[0], 2);
        if (best > 1) assert_int_equal(t.topic[0].representative[1], 1);
        assert_int_equal(t.topic[1].n_representatives, 2); /* lists some of its members: as they stand in the file */
        assert_int_equal(t.topic[1].representative[0], 1);
        assert_int_equal(t.topic[1].representative[1], 0);
        assert_int_equal(t.topic[2].n_representatives,
                         best < 2 ? 1 : 2); /* lists all: by score, as many as inner topics have */
        assert_int_equal(t.topic[2].representative[0], 2);
        tt_topics_free(&t);
    }
}

static char **typical(int32_t n, const char *const *ids)
{
    char **list = fixture_room((size_t)n, sizeof *list);
    for (int32_t i = 0; i < n; i++) list[i] = fixture_string(ids[i]);
    return list;
}

/* A leaf that lists all its members says which are typical; strangers, those of other leaves and repetitions are passed
 * over. */
static void typical_members(void **state)
{
    (void)state;
    tt__export_parsed d = draft(3);
    tt_topics t = {0};
    d.node[2].typical = typical(6, (const char *const[]){"d", "a", "nobody", "d", "", "c"});
    d.node[2].n_typical = 6;
    d.node[1].typical =
        typical(1, (const char *const[]){"a"}); /* lists some of its members: as they stand in the file */
    d.node[1].n_typical = 1;
    assert_int_equal(tt__export_parsed_finish(&t, &d), TT_OK);
    tt__export_parsed_free(&d);
    assert_int_equal(t.topic[2].n_representatives, 2);
    assert_int_equal(t.topic[2].representative[0], 3);
    assert_int_equal(t.topic[2].representative[1], 2);
    assert_int_equal(t.topic[1].n_representatives, 2);
    tt_topics_free(&t);
}

static void runners_up(void **state)
{
    (void)state;
    tt__export_parsed d = draft(3);
    tt_topics t = {0};
    d.document[3].margin = 0.125F; /* b */
    strcpy(d.document[3].runner_up, "t2");
    strcpy(d.document[5].runner_up, "t77"); /* d: the tree has none such */
    assert_int_equal(tt__export_parsed_finish(&t, &d), TT_OK);
    tt__export_parsed_free(&d);
    assert_int_equal(t.document[1].runner_up, 2);
    assert_near((double)t.document[1].margin, .125, 0);
    for (int32_t i = 0; i < 5; i++)
        if (i != 1) assert_true(t.document[i].runner_up == TT_NO_NODE && isnan(t.document[i].margin));
    tt_topics_free(&t);
}

static void refuse(tt__export_parsed *d, const char *message)
{
    tt_topics t = {0};
    assert_int_equal(tt__export_parsed_finish(&t, d), TT_ERR_FORMAT);
    assert_string_equal(tt_error_message(), message);
    tt__export_parsed_free(d);
    tt_topics_free(&t);
}

static void what_does_not_add_up(void **state)
{
    (void)state;
    tt__export_parsed d = draft(3);
    d.node[0].size = 6;
    refuse(&d, "topic \"t0\" has size 6, its children together 5");
    d = draft(3);
    d.node[2].size = 1, d.node[0].size = 4;
    refuse(&d, "topic \"t2\" has size 1 and lists 2 documents");
    d = draft(3);
    d.document[6].id[0] = 'a';
    refuse(&d, "document \"a\" is listed in two leaves");
}

static void outliers(void **state)
{
    (void)state;
    tt__export_parsed d = draft(3);
    tt_topics t = {0};
    d.node[2].outliers = true;
    assert_int_equal(tt__export_parsed_finish(&t, &d), TT_OK);
    assert_int_equal(t.tree.outliers, 2);
    tt__export_parsed_free(&d);
    tt_topics_free(&t);
    for (int32_t v = 0; v < 2; v++) { /* the root; a second leaf */
        char message[120];
        d = draft(3);
        d.node[v].outliers = d.node[2].outliers = true;
        snprintf(message, sizeof message,
                 "topic \"t%d\" cannot hold the outliers: one leaf directly under the root does", v ? 2 : 0);
        refuse(&d, message);
    }
}

static tt_status finish_once(void *arg)
{
    (void)arg;
    tt__export_parsed d = draft(3);
    tt_topics t = {0};
    tt_status status = tt__export_parsed_finish(&t, &d);
    tt__export_parsed_free(&d);
    tt_topics_free(&t);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(finish_once, NULL) > 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_and_ranges), cmocka_unit_test(representatives),
        cmocka_unit_test(typical_members),      cmocka_unit_test(runners_up),
        cmocka_unit_test(what_does_not_add_up), cmocka_unit_test(outliers),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
