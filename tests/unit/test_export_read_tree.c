/* tree.json read back: the same tree, the same bytes when written again, and errors that name the place. */
#include "sample_tree.h"

#include <math.h>

static char folder[64], path[128];

static int set_up(void **state)
{
    (void)state;
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/tree.json", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    temporary_folder_remove(folder);
    return 0;
}

static void test_round_trip(void **state)
{
    (void)state;
    tt_topics made = sample_tree(), loaded = {0};
    made.topic[1].near[0] = (tt_near){4, 0.5F};
    made.topic[4].near[0] = (tt_near){2, 0.25F};
    made.topic[4].near[1] = (tt_near){3, 0.125F};
    made.topic[1].n_near = 1, made.topic[4].n_near = 2;
    made.topic[2].at[0] = -0.75F;
    made.topic[3].at[0] = made.topic[3].at[1] = NAN;
    char *first = sample_export(&made, "json", NULL);
    write_text(path, first);
    if (tt_topics_load(&loaded, path) < 0) fail_msg("%s", tt_error_message());
    const tt_tree *a = &made.tree, *b = &loaded.tree;
    assert_int_equal(b->m, SAMPLE_M);
    assert_int_equal(b->n, SAMPLE_N);
    assert_memory_equal(a->parent, b->parent, sizeof(int32_t) * SAMPLE_M);
    assert_memory_equal(a->next, b->next, sizeof(int32_t) * SAMPLE_M);
    assert_memory_equal(a->n_children, b->n_children, sizeof(int32_t) * SAMPLE_M);
    assert_memory_equal(a->level, b->level, sizeof(int32_t) * SAMPLE_M);
    assert_memory_equal(a->begin, b->begin, sizeof(int32_t) * SAMPLE_M);
    assert_memory_equal(a->end, b->end, sizeof(int32_t) * SAMPLE_M);
    assert_memory_equal(a->order, b->order, sizeof(int32_t) * SAMPLE_N);
    assert_memory_equal(a->leaf, b->leaf, sizeof(int32_t) * SAMPLE_N);
    assert_true(loaded.seed == UINT64_MAX);
    for (int i = 0; i < SAMPLE_N; i++) {
        assert_string_equal(loaded.document[i].id, made.document[i].id);
        assert_string_equal(loaded.document[i].title, made.document[i].title);
        assert_true(loaded.document[i].margin == made.document[i].margin);
        assert_int_equal(loaded.document[i].runner_up, made.document[i].runner_up);
    }
    for (int v = 0; v < SAMPLE_M; v++) { /* on leaves too, which say which they are */
        assert_int_equal(loaded.topic[v].n_representatives, 2);
        assert_memory_equal(loaded.topic[v].representative, made.topic[v].representative, 2 * sizeof(int32_t));
        assert_int_equal(loaded.topic[v].n_near, made.topic[v].n_near);
        assert_memory_equal(loaded.topic[v].near, made.topic[v].near, sizeof made.topic[v].near);
        assert_true(v == 3 ? isnan(loaded.topic[v].at[0]) : loaded.topic[v].at[0] == made.topic[v].at[0]);
    }
    char *second = sample_export(&loaded, "json", NULL);
    assert_string_equal(first, second);
    free(first);
    free(second);
    tt_topics_free(&made);
    tt_topics_free(&loaded);
}

static void test_without_members(void **state)
{
    (void)state;
    tt_topics made = sample_tree(), loaded = {0};
    tt_export_opts opts = tt_export_opts_default();
    opts.members = false;
    char *text = sample_export(&made, "json", &opts);
    write_text(path, text);
    free(text);
    if (tt_topics_load(&loaded, path) < 0) fail_msg("%s", tt_error_message());
    assert_int_equal(loaded.tree.n, SAMPLE_N); /* sizes are the file's */
    assert_int_equal(loaded.tree.end[4] - loaded.tree.begin[4], 3);
    assert_string_equal(loaded.document[SAMPLE_N - 1].id, ""); /* doc4 represents the root alone, no leaf lists it */
    assert_string_equal(loaded.document[SAMPLE_N - 2].id, "doc6");
    assert_int_equal(loaded.tree.leaf[SAMPLE_N - 1], 4);
    assert_int_equal(loaded.topic[4].representative[0], 5); /* doc6 is the sixth of those listed */
    char *table = sample_export(&loaded, "documents", NULL);
    assert_null(strstr(table, "doc4"));
    assert_non_null(strstr(table, ",0.777778,\"t4\",0.125\n")); /* of those that are listed */
    free(table);
    tt_topics_free(&made);
    tt_topics_free(&loaded);
}

static void test_keys_in_any_order(void **state)
{
    (void)state;
    static const char text[] = "{\"tree\":{\"children\":[\n"
                               "{\"documents\":[{\"score\":1,\"title\":\"T\",\"id\":\"b\",\"new\":[1]}],\"terms\":[],"
                               "\"cohesion\":null,\"height\":0,\"size\":1,"
                               "\"name\":\"x\",\"id\":\"l1\",\"later\":{\"a\":[{}]}},\n"
                               "{\"id\":\"l2\",\"name\":\"y\",\"size\":2,\"height\":0,\"cohesion\":1,\"terms\":[],"
                               "\"documents\":[],\"children\":[]}],\n"
                               "\"documents\":[],\"terms\":[],\"cohesion\":0.5,\"height\":1,\"size\":3,\"name\":\"r\","
                               "\"id\":\"r\"},\"schema\":\"topictree/1\"}";
    tt_topics loaded = {0};
    write_text(path, text);
    if (tt_topics_load(&loaded, path) < 0) fail_msg("%s", tt_error_message());
    assert_int_equal(loaded.tree.m, 3);
    assert_int_equal(loaded.tree.n, 3);
    assert_string_equal(loaded.tree.id[0], "r");
    assert_int_equal(loaded.tree.next[1], 2);
    assert_string_equal(loaded.document[0].id, "b");
    assert_true(
        isnan(loaded.document[0].margin)); /* a file of before has neither margins nor runners-up nor typical members */
    assert_int_equal(loaded.document[0].runner_up, TT_NO_NODE);
    assert_int_equal(loaded.topic[1].representative[0], 0);
    assert_true(isnan(loaded.topic[1].cohesion));
    tt_topics_free(&loaded);
}

/* A chain of depth inner topics, each with a leaf beside the next. */
static void write_chain(int depth)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("{\"schema\":\"topictree/1\",\"tree\":", file);
    for (int i = 0; i < depth; i++)
        fprintf(file,
                "{\"id\":\"n%d\",\"name\":\"n\",\"size\":%d,\"height\":%d,\"cohesion\":0,\"terms\":[],\"documents\":[],"
                "\"children\":["
                "{\"id\":\"l%d\",\"name\":\"l\",\"size\":1,\"height\":0,\"cohesion\":0,\"terms\":[],\"documents\":[]},",
                i, depth - i + 1, depth - i, i);
    fputs("{\"id\":\"last\",\"name\":\"l\",\"size\":1,\"height\":0,\"cohesion\":0,\"terms\":[],\"documents\":[]}",
          file);
    for (int i = 0; i < depth; i++) fputs("]}", file);
    fputs("}", file);
    fclose(file);
}

static void test_deep_tree(void **state)
{
    (void)state;
    tt_topics loaded = {0}, again = {0};
    write_chain(20000);
    if (tt_topics_load(&loaded, path) < 0) fail_msg("%s", tt_error_message());
    assert_int_equal(loaded.tree.m, 40001);
    assert_int_equal(loaded.tree.level[40000], 20000);
    char *first = sample_export(&loaded, "json", NULL);
    write_text(path, first);
    if (tt_topics_load(&again, path) < 0) fail_msg("%s", tt_error_message());
    char *second = sample_export(&again, "json", NULL), *newick = sample_export(&again, "newick", NULL);
    assert_string_equal(first, second);
    assert_int_equal(strncmp(newick, "('l':20000,\n('l (l1)':19999,", 27), 0);
    free(first);
    free(second);
    free(newick);
    tt_topics_free(&loaded);
    tt_topics_free(&again);
}

static void expect_error(const char *text, tt_status code, const char *message)
{
    tt_topics loaded = {0};
    char expected[300];
    write_text(path, text);
    assert_int_equal(tt_topics_load(&loaded, path), code);
    snprintf(expected, sizeof expected, "%s%s", path, message);
    assert_string_equal(tt_error_message(), expected);
    assert_null(loaded.topic); /* untouched */
}

#define HEAD "{\"schema\":\"topictree/1\",\n\"tree\":"
#define TOPIC(id, size) "{\"id\":\"" id "\",\"name\":\"n\",\"size\":" size ",\"height\":0,\"cohesion\":0,\"terms\":[]"

static void test_errors(void **state)
{
    (void)state;
    expect_error("", TT_ERR_FORMAT, ":1: not a topic tree (it does not begin with {)");
    expect_error("id,title\n1,x\n", TT_ERR_FORMAT, ":1: not a topic tree (it does not begin with {)");
    expect_error("{\"a\":1}", TT_ERR_FORMAT, ": not a topic tree (it has no \"schema\")");
    expect_error("{\"schema\":\"topictree/1\"}", TT_ERR_FORMAT, ": not a topic tree (it has no \"tree\")");
    expect_error("{\n\"schema\":\"topictree/9\"}", TT_ERR_FORMAT,
                 ":2: schema \"topictree/9\" is not one that this version reads (topictree/1)");
    expect_error(HEAD "{\"id\":\"x\",\n\"name\":\"n", TT_ERR_FORMAT, ":3: malformed JSON");
    expect_error(HEAD "{\"id\":\"x\",\n", TT_ERR_FORMAT, ":3: the file ends too early");
    expect_error(HEAD "{\"id\":\"x\"\n\"name\":1}}", TT_ERR_FORMAT, ":3: malformed JSON");
    expect_error(HEAD "{\"id\":\"x\"}}", TT_ERR_FORMAT, ":2: topic \"x\" has no \"name\"");
    expect_error(HEAD "{\"id\":\"a b\"}}", TT_ERR_FORMAT,
                 ":2: a topic's \"id\" is not 1 to 19 letters, digits and -_.");
    expect_error(HEAD TOPIC("x", "-1") "}}", TT_ERR_FORMAT, ":2: \"size\" is not a number of documents");
    expect_error(HEAD TOPIC("x", "1") ",\"documents\":[{\"id\":\"a\"}]}}", TT_ERR_FORMAT,
                 ":2: a document has no \"title\"");
    expect_error(HEAD TOPIC("x", "1") ",\"documents\":[]}} x", TT_ERR_FORMAT,
                 ":2: something stands after the end of the tree");
    expect_error("{\"seed\":1.5}", TT_ERR_FORMAT, ":1: \"seed\" is not a whole number");
    expect_error(HEAD TOPIC("x", "3") ",\"documents\":[],\"children\":[" TOPIC("y", "1") ",\"documents\":[]}," TOPIC(
                     "z", "1") ",\"documents\":[]}]}}",
                 TT_ERR_FORMAT, ": topic \"x\" has size 3, its children together 2");
#define A_DOCUMENT "{\"id\":\"a\",\"title\":\"\",\"score\":0}"
    expect_error(HEAD TOPIC("x", "2") ",\"documents\":[],\"children\":[" TOPIC(
                     "y", "1") ",\"documents\":[" A_DOCUMENT "]}," TOPIC("z", "1") ",\"documents\":[" A_DOCUMENT
                                                                                   "]}]}}",
                 TT_ERR_FORMAT, ": document \"a\" is listed in two leaves");
    expect_error(HEAD TOPIC("x", "1") ",\"documents\":[" A_DOCUMENT "," A_DOCUMENT "]}}", TT_ERR_FORMAT,
                 ": topic \"x\" has size 1 and lists 2 documents");
}

static void test_runners_up(void **state)
{
    (void)state;
#define MEMBER(more) HEAD TOPIC("x", "1") ",\"documents\":[{\"id\":\"a\",\"title\":\"\",\"score\":0," more "}]}}"
    expect_error(MEMBER("\"margin\":\"x\""), TT_ERR_FORMAT, ":2: \"margin\" is not a number");
    expect_error(MEMBER("\"margin\":0,\"runner_up\":3"), TT_ERR_FORMAT, ":2: \"runner_up\" is not a text");
    expect_error(HEAD TOPIC("x", "1") ",\"typical\":3}}", TT_ERR_FORMAT, ":2: \"typical\" is not one list");
    expect_error(HEAD TOPIC("x", "1") ",\"typical\":[],\"typical\":[]}}", TT_ERR_FORMAT,
                 ":2: \"typical\" is not one list");
    expect_error(HEAD TOPIC("x", "1") ",\"typical\":[3]}}", TT_ERR_FORMAT, ":2: \"typical\" is not a text");
    tt_topics loaded = {0}; /* one that the tree does not have is none, however long its name */
    write_text(path, MEMBER("\"margin\":null,\"runner_up\":\"a-name-that-no-topic-of-any-tree-could-have\""));
    assert_int_equal(tt_topics_load(&loaded, path), TT_OK);
    assert_int_equal(loaded.document[0].runner_up, TT_NO_NODE);
    tt_topics_free(&loaded);
}

static void test_bearings(void **state)
{
    (void)state;
    expect_error(HEAD TOPIC("x", "1") ",\"documents\":[],\"near\":1}}", TT_ERR_FORMAT, ":2: \"near\" is not a list");
    expect_error(HEAD TOPIC("x", "1") ",\"documents\":[],\"near\":[{\"id\":\"y\"}]}}", TT_ERR_FORMAT,
                 ":2: a near topic has no \"similarity\"");
    expect_error(HEAD TOPIC("x", "1") ",\"documents\":[],\"map\":[1]}}", TT_ERR_FORMAT,
                 ":2: \"map\" is not a pair of numbers");
    expect_error(HEAD TOPIC("x", "2") ",\"documents\":[],\"children\":[" TOPIC("y", "1") ",\"documents\":[]}," TOPIC(
                     "y", "1") ",\"documents\":[]}]}}",
                 TT_ERR_FORMAT, ": two topics have the id \"y\"");
    tt_topics loaded = {0}; /* what the tree does not have is left out, and so are more than there is room for */
    write_text(
        path,
        HEAD TOPIC("x", "2") ",\"documents\":[],\"children\":[" TOPIC(
            "y",
            "1") ",\"documents\":[],\"near\":["
                 "{\"id\":\"gone\",\"similarity\":1},{\"id\":\"z\",\"similarity\":0.5},{\"id\":\"x\",\"similarity\":0},"
                 "{\"id\":\"x\",\"similarity\":0},{\"id\":\"x\",\"similarity\":0},{\"id\":\"x\",\"similarity\":0}]}"
                 "," TOPIC("z", "1") ",\"documents\":[]}]}}");
    assert_int_equal(tt_topics_load(&loaded, path), TT_OK);
    assert_int_equal(loaded.topic[1].n_near, TT_NEAR - 1);
    assert_int_equal(loaded.topic[1].near[0].topic, 2);
    assert_true(loaded.topic[1].near[0].similarity == 0.5F);
    assert_true(isnan(loaded.topic[0].at[0]));
    tt_topics_free(&loaded);
}

static void test_edits(void **state)
{
    (void)state;
    expect_error("{\"edits\":{}}", TT_ERR_FORMAT, ":1: \"edits\" is not one list");
    expect_error("{\"edits\":[],\n\"edits\":[]}", TT_ERR_FORMAT, ":2: \"edits\" is not one list");
    expect_error("{\"edits\":[3]}", TT_ERR_FORMAT, ":1: an edit is not an object of one member");
    expect_error("{\"edits\":[{\"a\":{},\"b\":{}}]}", TT_ERR_FORMAT, ":1: an edit is not an object of one member");
    tt_topics loaded = {0};
    write_text(path, "{\"schema\":\"topictree/"
                     "1\",\"edits\":[{\"hide\":{\"line\":1,\"applied\":true}},{\"pin\":{}}],\n\"tree\":" TOPIC(
                         "x", "1") ",\"documents\":[]}}");
    assert_int_equal(tt_topics_load(&loaded, path), TT_OK);
    assert_int_equal(loaded.n_edits, 2);
    assert_string_equal(loaded.edit[0].key, "hide");
    assert_string_equal(loaded.edit[0].value, "{\"line\":1,\"applied\":true}");
    assert_string_equal(loaded.edit[1].key, "pin");
    tt_topics_free(&loaded);
}

static void test_outliers(void **state)
{
    (void)state;
    tt_topics made = sample_tree(), loaded = {0};
    made.tree.outliers = 4;
    char *text = sample_export(&made, "json", NULL);
    assert_non_null(strstr(text, "\"value\":3,\"outliers\":true"));
    assert_null(strstr(strstr(text, "\"outliers\"") + 1, "\"outliers\"")); /* on no other */
    write_text(path, text);
    assert_int_equal(tt_topics_load(&loaded, path), TT_OK);
    assert_int_equal(loaded.tree.outliers, 4);
    char *again = sample_export(&loaded, "json", NULL);
    assert_string_equal(text, again);
    free(text);
    free(again);
    tt_topics_free(&made);
    tt_topics_free(&loaded);
    expect_error(HEAD TOPIC("x", "1") ",\"documents\":[],\"outliers\":1}}", TT_ERR_FORMAT,
                 ":2: \"outliers\" is neither true nor false");
    expect_error(HEAD TOPIC("x", "1") ",\"documents\":[],\"outliers\":true}}", TT_ERR_FORMAT,
                 ": topic \"x\" cannot hold the outliers: one leaf directly under the root does");
    expect_error(
        HEAD TOPIC("x", "2") ",\"documents\":[],\"children\":[" TOPIC(
            "y", "1") ",\"documents\":[],\"outliers\":true}," TOPIC("z", "1") ",\"documents\":[],\"outliers\":true}]}}",
        TT_ERR_FORMAT, ": topic \"z\" cannot hold the outliers: one leaf directly under the root does");
}

static void test_unreadable(void **state)
{
    (void)state;
    tt_topics loaded = {0};
    assert_int_equal(tt_topics_load(&loaded, "no/such/tree.json"), TT_ERR_IO);
    assert_string_equal(tt_error_message(), "no/such/tree.json: cannot be read: No such file or directory");
    assert_int_equal(tt_topics_load(&loaded, folder), TT_ERR_IO);
    assert_non_null(strstr(tt_error_message(), "Is a directory"));
}

/* Every prefix of a good file is an error, never a crash or a tree. */
static void test_truncated_anywhere(void **state)
{
    (void)state;
    tt_topics made = sample_tree();
    char *text = sample_export(&made, "json", NULL);
    for (size_t n = strlen(text) - 2; n > 0; n -= n > 97 ? 97 : n) {
        tt_topics loaded = {0};
        write_bytes(path, text, n);
        assert_int_equal(tt_topics_load(&loaded, path), TT_ERR_FORMAT);
    }
    free(text);
    tt_topics_free(&made);
}

static tt_status load_once(void *arg)
{
    tt_topics loaded = {0};
    tt_status status = tt_topics_load(&loaded, arg);
    if (status == TT_OK) tt_topics_free(&loaded);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    tt_topics made = sample_tree();
    assert_int_equal(tt_export_write(&made, "json", NULL, path), TT_OK);
    assert_true(until_memory_suffices(load_once, path) > 50);
    tt_topics_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),         cmocka_unit_test(test_edits),
        cmocka_unit_test(test_without_members),    cmocka_unit_test(test_keys_in_any_order),
        cmocka_unit_test(test_deep_tree),          cmocka_unit_test(test_errors),
        cmocka_unit_test(test_unreadable),         cmocka_unit_test(test_outliers),
        cmocka_unit_test(test_runners_up),         cmocka_unit_test(test_bearings),
        cmocka_unit_test(test_truncated_anywhere), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
