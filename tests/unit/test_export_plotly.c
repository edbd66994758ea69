/* Plotly: columns of equal length, and no text that its pseudo-HTML would take for a tag or an entity. */
#include "sample_tree.h"

#include <cjson/cJSON.h>

static const cJSON *at(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    assert_non_null(value);
    return value;
}

static void expect_texts(const cJSON *trace, const char *key, const char *const *texts)
{
    assert_int_equal(cJSON_GetArraySize(at(trace, key)), SAMPLE_M);
    for (int v = 0; v < SAMPLE_M; v++)
        if (texts[v]) assert_string_equal(cJSON_GetArrayItem(at(trace, key), v)->valuestring, texts[v]);
}

static void test_columns(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.topic[2].cohesion = 0.0 / 0.0; /* of a topic of which it is not known */
    char *text = sample_export(&topics, "plotly", NULL);
    cJSON *figure = cJSON_Parse(text);
    const cJSON *trace = cJSON_GetArrayItem(at(figure, "data"), 0), *colours = at(at(trace, "marker"), "colors");
    assert_string_equal(at(trace, "branchvalues")->valuestring, "total");
    expect_texts(trace, "ids", (const char *const[]){"t0", "t1", "t2", "t3", "t4"});
    expect_texts(trace, "parents", (const char *const[]){"", "t0", "t1", "t1", "t0"});
    expect_texts(trace, "labels",
                 (const char *const[]){"All documents", "]; x[URL=\"javascript:alert(1)\"]}//",
                                       "&lt;b&gt;bold&lt;/b&gt; \\N \\G \\L &amp;lt;script&amp;gt; &amp;#8238;",
                                       "left thgir and isolated second line tab  ", NULL});
    expect_texts(trace, "hovertext", (const char *const[]){"All documents, +plus", NULL, NULL, NULL, NULL});
    static const int values[] = {7, 4, 2, 2, 3};
    for (int v = 0; v < SAMPLE_M; v++)
        assert_int_equal(cJSON_GetArrayItem(at(trace, "values"), v)->valueint, values[v]);
    assert_int_equal(cJSON_GetArraySize(colours), SAMPLE_M);
    assert_true(cJSON_IsNull(cJSON_GetArrayItem(colours, 2)));
    cJSON_Delete(figure);
    free(text);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
