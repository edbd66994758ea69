/* Numbers of a tree in memory are those of its file: whatever is written of either is the same. */
#include "sample_tree.h"

#include "export/writers.h"

static void test_every_number(void **state)
{
    (void)state;
    tt_topics made = sample_tree(), loaded = {0};
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/tree.json", folder);
    made.topic[1].near[0] = (tt_near){4, 1 / 3.0F};
    made.topic[1].n_near = 1;
    made.topic[1].at[0] = -2 / 3.0F;
    made.document[0].margin = 1e-7F / 3;
    made.document[1].score = NAN;
    made.tree.height[0] = 123456.789;
    assert_int_equal(tt__export_round_as_written(&made), TT_OK);
    assert_near(made.tree.height[0], 123457, 0);
    assert_near(made.tree.height[1], .666667, 0);
    assert_near(made.topic[0].terms[0].weight, .333333, 0);
    assert_true(isnan(made.document[1].score));
    char *text = sample_export(&made, "json", NULL);
    write_text(path, text);
    assert_int_equal(tt_topics_load(&loaded, path), TT_OK);
    for (int v = 0; v < SAMPLE_M; v++) {
        assert_true(loaded.tree.height[v] == made.tree.height[v] && loaded.topic[v].cohesion == made.topic[v].cohesion);
        assert_true(loaded.topic[v].at[0] == made.topic[v].at[0] && loaded.topic[v].at[1] == made.topic[v].at[1]);
        for (int i = 0; i < 2; i++) assert_true(loaded.topic[v].terms[i].weight == made.topic[v].terms[i].weight);
    }
    assert_true(loaded.topic[1].near[0].similarity == made.topic[1].near[0].similarity);
    for (int i = 0; i < SAMPLE_N; i++) {
        if (i != 1) assert_true(loaded.document[i].score == made.document[i].score);
        assert_true(loaded.document[i].margin == made.document[i].margin);
    }
    const tt_export_format *f;
    for (int i = 0; (f = format_at(i)); i++) {
        if (f->traits & TT_EXPORT_BINARY) continue;
        char *a = sample_export(&made, f->name, NULL), *b = sample_export(&loaded, f->name, NULL);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    free(text);
    temporary_folder_remove(folder);
    tt_topics_free(&made);
    tt_topics_free(&loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_number)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
