/* Which part of a tree is looked at, and the documents it lists.  The sample tree: 0 (1 (2 3) 4), documents 2: 0 2, 3:
 * 1 3, 4: 4 5 6, whose scores grow with their number. */
#include "sample_tree.h"

#include "export/select.h"

static void retext(char **text, const char *now)
{
    free(*text);
    *text = sample_copy(now);
}

/* The sample with texts that can be told apart. */
static tt_topics words_tree(void)
{
    static const char *const name[SAMPLE_M] = {"All documents", "science", "stars", "whales", "kitchen"};
    static const char *const title[SAMPLE_N] = {"Old light",   "A whale", "Light, again", "Deep sea", "Tea",
                                                "LIGHT meals", ""};
    tt_topics t = sample_tree();
    for (int v = 0; v < SAMPLE_M; v++) {
        retext(&t.topic[v].name, name[v]);
        retext(&t.topic[v].terms[0].text, v == 0 ? "many" : v == 4 ? "boiled water" : name[v]);
    }
    for (int i = 0; i < SAMPLE_N; i++) retext(&t.document[i].title, title[i]);
    return t;
}

/* The part as text: "1[2 0] 4" is topic 1 with documents 2 and 0, and topic 4; "!" behind a hit, "+3" for three more.
 */
static const char *part_of(const tt_topics *t, tt_select_opts opts)
{
    static char text[256];
    tt_selection part = {0};
    size_t n = 0;
    assert_int_equal(tt_selection_make(&part, t, &opts), TT_OK);
    text[0] = '\0';
    for (int32_t v = 0; v < t->tree.m; v++) {
        if (!part.topic[v]) {
            assert_int_equal(part.begin[v], part.begin[v + 1]);
            continue;
        }
        assert_true(v >= part.top && v < part.end && (v == part.top || part.topic[t->tree.parent[v]]));
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%d%s", n ? " " : "", (int)v, part.hit[v] ? "!" : "");
        for (int32_t k = part.begin[v]; k < part.begin[v + 1]; k++)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%d%s", k == part.begin[v] ? "[" : " ",
                                  (int)part.document[k], k + 1 == part.begin[v + 1] ? "]" : "");
        if (part.more[v]) n += (size_t)snprintf(text + n, sizeof text - n, "+%d", (int)part.more[v]);
    }
    tt_selection_free(&part);
    return text;
}

static void test_all(void **state)
{
    (void)state;
    tt_topics t = words_tree();
    assert_string_equal(part_of(&t, (tt_select_opts){0}), "0 1 2 3 4");
    assert_string_equal(part_of(&t, (tt_select_opts){.documents = 2}), "0 1 2[2 0] 3[3 1] 4[6 5]");
    t.document[6].score = NAN; /* worse than any score */
    assert_string_equal(part_of(&t, (tt_select_opts){.documents = 9}), "0 1 2[2 0] 3[3 1] 4[5 4 6]");
    retext(&t.document[5].id, ""); /* not listed in the file the tree came from */
    assert_string_equal(part_of(&t, (tt_select_opts){.documents = 9}), "0 1 2[2 0] 3[3 1] 4[4 6]");
    tt_topics_free(&t);
}

/* A topic whose children are cut off lists its representatives. */
static void test_root_and_depth(void **state)
{
    (void)state;
    tt_topics t = words_tree();
    assert_string_equal(part_of(&t, (tt_select_opts){.depth = 1, .documents = 1}), "0 1[0] 4[6]");
    assert_string_equal(part_of(&t, (tt_select_opts){.root = "t1"}), "1 2 3");
    assert_string_equal(part_of(&t, (tt_select_opts){.root = "t1", .depth = 1}), "1 2 3");
    assert_string_equal(part_of(&t, (tt_select_opts){.root = "t4", .documents = 1}), "4[6]");
    tt_topics_free(&t);
}

static void test_find(void **state)
{
    (void)state;
    tt_topics t = words_tree();
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "Whale"}), "0 1 3!+1");
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "whale", .documents = 3}), "0 1 3![1]");
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "water", .documents = 3}), "0 4!");
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "light", .documents = 1}), "0 1 2[2]+1 4[5]");
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "doc6", .documents = 1}), "0 4[6]"); /* it has no title */
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "documents"}), ""); /* the root's name is no topic's */
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "ight"}), "");
    tt_topics_free(&t);
}

static void test_find_in_part(void **state)
{
    (void)state;
    tt_topics t = words_tree();
    tt_selection part = {0};
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "light", .root = "t4", .documents = 9}), "4[5]");
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "light", .depth = 1, .documents = 1}), "0 1[2]+1 4[5]");
    assert_string_equal(part_of(&t, (tt_select_opts){.find = "stars", .root = "t4"}), "");
    assert_int_equal(tt_selection_make(&part, &t, &(tt_select_opts){.find = "stars", .depth = 1}), TT_OK);
    assert_true(part.topic[1] && !part.topic[2]);
    assert_int_equal(part.topics_found, 1);
    assert_int_equal(part.documents_found, 0);
    tt_selection_free(&part);
    tt_topics_free(&t);
}

static void test_wrong(void **state)
{
    (void)state;
    tt_topics t = words_tree();
    tt_selection part = {0};
    assert_int_equal(tt_selection_make(&part, &t, &(tt_select_opts){.root = "t9"}), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(), "there is no topic \"t9\" in the tree");
    assert_int_equal(tt_selection_make(&part, &t, &(tt_select_opts){.find = ""}), TT_ERR_ARGUMENT);
    assert_int_equal(tt_selection_make(&part, &t, &(tt_select_opts){.depth = -1}), TT_ERR_ARGUMENT);
    assert_int_equal(tt_selection_make(&part, &t, &(tt_select_opts){.documents = -1}), TT_ERR_ARGUMENT);
    assert_null(part.topic);
    tt_topics_free(&t);
}

static void test_range(void **state)
{
    (void)state;
    tt_topics t = sample_tree();
    int32_t top = -1, end = -1;
    assert_int_equal(tt__export_topic_range(&top, &end, &t.tree, NULL), TT_OK);
    assert_true(top == 0 && end == SAMPLE_M);
    assert_int_equal(tt__export_topic_range(&top, &end, &t.tree, "t1"), TT_OK);
    assert_true(top == 1 && end == 4);
    assert_int_equal(tt__export_topic_range(&top, &end, &t.tree, ""), TT_ERR_ARGUMENT);
    assert_true(top == 1 && end == 4);
    tt_topics_free(&t);
}

/* d3 writes a part as it writes the whole: the same members, with the documents that are listed. */
static void test_as_json(void **state)
{
    (void)state;
    tt_topics t = words_tree();
    tt_selection part = {0};
    tt_export_opts opts = tt_export_opts_default();
    assert_int_equal(tt_selection_make(&part, &t, &(tt_select_opts){.root = "t1", .find = "whale", .documents = 1}),
                     TT_OK);
    opts.selection = &part;
    char *text = sample_export(&t, "d3", &opts);
    assert_int_equal(strncmp(text, "{\"id\":\"t1\",\"name\":\"science\",\"level\":1,\"size\":4,", 45), 0);
    assert_null(strstr(text, "\"id\":\"t2\""));
    assert_non_null(strstr(text, "\"id\":\"t3\",\"name\":\"whales\",\"level\":2,\"size\":2,\"value\":2,"));
    const char *end = strstr(
        text, "{\"id\":\"doc1\",\"title\":\"A whale\",\"score\":0.222222,\"margin\":0.125,\"runner_up\":\"t2\"}");
    assert_non_null(end);
    assert_string_equal(strchr(end, '}'), "}]}]}\n");
    free(text);
    char *whole = sample_export(&t, "json", &opts); /* all of it, whatever is selected */
    assert_non_null(strstr(whole, "\"id\":\"t4\""));
    free(whole);
    tt_selection_free(&part);
    tt_topics_free(&t);
}

static tt_status select_some(void *arg)
{
    tt_selection part = {0};
    tt_status status = tt_selection_make(&part, arg, &(tt_select_opts){.find = "light", .documents = 2});
    tt_selection_free(&part);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    tt_topics t = words_tree();
    assert_true(until_memory_suffices(select_some, &t) >= 7);
    tt_topics_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all),          cmocka_unit_test(test_root_and_depth), cmocka_unit_test(test_find),
        cmocka_unit_test(test_find_in_part), cmocka_unit_test(test_wrong),          cmocka_unit_test(test_range),
        cmocka_unit_test(test_as_json),      cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
