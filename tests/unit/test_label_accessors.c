/* The labelled tree, one value a call: the same as in the arrays, and harmless out of range. */
#include "sample_tree.h"

static void values_are_those_of_the_arrays(void **state)
{
    (void)state;
    tt_topics t = sample_tree();
    assert_int_equal(tt_topics_count(&t), t.tree.m);
    int32_t leaves = 0, children = 0;
    for (int32_t v = 0; v < t.tree.m; v++) {
        assert_int_equal(tt_topics_parent(&t, v), t.tree.parent[v]);
        assert_int_equal(tt_topics_depth(&t, v), t.tree.level[v]);
        assert_string_equal(tt_topics_id(&t, v), t.tree.id[v]);
        assert_string_equal(tt_topics_name(&t, v), t.topic[v].name);
        assert_int_equal(tt_topics_find(&t, t.tree.id[v]), v);
        assert_int_equal(tt_topics_documents(&t, v), t.tree.end[v] - t.tree.begin[v]);
        for (int32_t c = tt_topics_first_child(&t, v); c != TT_NO_NODE; c = tt_topics_next_sibling(&t, c)) {
            assert_int_equal(tt_topics_parent(&t, c), v);
            children++;
        }
        leaves += tt_topics_is_leaf(&t, v);
        for (int32_t i = 0; i < tt_topics_terms(&t, v); i++)
            assert_string_equal(tt_topics_term(&t, v, i), t.topic[v].terms[i].text);
        for (int32_t i = 0; tt_topics_is_leaf(&t, v) && i < tt_topics_documents(&t, v); i++)
            assert_int_equal(tt_topics_document_leaf(&t, tt_topics_document(&t, v, i)), v);
    }
    assert_int_equal(children, t.tree.m - 1);
    assert_true(leaves >= 2);
    assert_int_equal(tt_topics_find_document(&t, t.document[1].id), 1);
    tt_topics_free(&t);
}

static void paths(void **state)
{
    (void)state;
    tt_topics t = sample_tree();
    char path[400], cut[8], whole[400];
    assert_int_equal(tt_topics_path(&t, 0, path, sizeof path), 0);
    assert_string_equal(path, "");
    int32_t v = tt_topics_first_child(&t, tt_topics_first_child(&t, 0));
    assert_true(v > 0);
    size_t n = tt_topics_path(&t, v, path, sizeof path);
    snprintf(whole, sizeof whole, "%s > %s", tt_topics_name(&t, t.tree.parent[v]), tt_topics_name(&t, v));
    assert_string_equal(path, whole);
    assert_int_equal(n, strlen(whole));
    assert_int_equal(tt_topics_path(&t, v, cut, sizeof cut), n);
    assert_memory_equal(cut, whole, 7);
    assert_int_equal(cut[7], 0);
    assert_int_equal(tt_topics_path(&t, v, NULL, 0), n);
    tt_topics_free(&t);
}

static void out_of_range_does_no_harm(void **state)
{
    (void)state;
    tt_topics t = sample_tree();
    const tt_topics *each[] = {&t, NULL};
    for (int i = 0; i < 2; i++)
        for (int32_t v = -2; v <= 100000; v += 100002) {
            assert_int_equal(tt_topics_parent(each[i], v), TT_NO_NODE);
            assert_int_equal(tt_topics_first_child(each[i], v), TT_NO_NODE);
            assert_int_equal(tt_topics_next_sibling(each[i], v), TT_NO_NODE);
            assert_int_equal(tt_topics_documents(each[i], v), 0);
            assert_int_equal(tt_topics_document(each[i], v, 0), TT_NO_NODE);
            assert_string_equal(tt_topics_name(each[i], v), "");
            assert_string_equal(tt_topics_term(each[i], v, 0), "");
            assert_string_equal(tt_topics_document_id(each[i], v), "");
            assert_true(isnan(tt_topics_document_score(each[i], v)));
            assert_false(tt_topics_is_leaf(each[i], v));
        }
    assert_int_equal(tt_topics_find(&t, "none"), TT_NO_NODE);
    assert_int_equal(tt_topics_find(&t, NULL), TT_NO_NODE);
    assert_true(isnan(tt_topics_figure(&t, "none")));
    assert_near(tt_topics_figure(&t, "read"), 9, 0);
    tt_topics_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(values_are_those_of_the_arrays), cmocka_unit_test(paths),
                                       cmocka_unit_test(out_of_range_does_no_harm)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
