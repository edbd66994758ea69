/* What the formats that are JSON share: members, texts, and topics nested as deep as they come. */
#include "sample_tree.h"

#include <math.h>

#include "export/json_put.h"
#include "topics_fixture.h"

/* What writing gives; free() it. */
static char *written(tt_status (*write)(FILE *file, void *arg), void *arg)
{
    char *text = NULL;
    size_t n = 0;
    FILE *file = open_memstream(&text, &n);
    assert_non_null(file);
    assert_int_equal(write(file, arg), TT_OK);
    fclose(file);
    return text;
}

static tt_status put_all_kinds(FILE *file, void *arg)
{
    (void)arg;
    cJSON *object = cJSON_CreateObject();
    assert_true(tt__export_json_add_text(object, "a", "\"\\\n") && tt__export_json_add_text(object, "b", NULL));
    assert_true(tt__export_json_add_number(object, "c", 1 / 3.0) &&
                tt__export_json_add_number(object, "d", (double)NAN));
    assert_true(tt__export_json_add_count(object, "e", INT32_MAX));
    return tt__export_json_put_members(file, object, true);
}

static void test_members(void **state)
{
    (void)state;
    char *text = written(put_all_kinds, NULL);
    assert_string_equal(text, "\"a\":\"\\\"\\\\\\n\",\"b\":\"\",\"c\":0.333333,\"d\":null,\"e\":2147483647");
    free(text);
    assert_int_equal(tt__export_json_put_members(stdout, cJSON_CreateObject(), false), TT_ERR_MEMORY);
}

static tt_status put_text(FILE *file, void *arg)
{
    return tt__export_json_put_text(file, arg);
}

static void test_text(void **state)
{
    (void)state;
    char quotes[] = "it's \"so\"", *text = written(put_text, quotes);
    assert_string_equal(text, "\"it's \\\"so\\\"\"");
    free(text);
}

/* Whatever room its escapes need: as cJSON prints it by itself, behind what is there. */
static void test_appended_text(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "plain", "\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f\x10\x11\x12\x13\x14\x15",
                                        "\"\\\n\t\r\b\f", "\xE7\x8C\xAB / \x7F"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tt__base_buffer out = {0};
        cJSON *value = cJSON_CreateString(texts[i]);
        char *alone = cJSON_PrintUnformatted(value);
        assert_int_equal(tt__base_buffer_append(&out, "[", 1), TT_OK);
        assert_int_equal(tt__export_json_append_text(&out, texts[i]), TT_OK);
        assert_string_equal(out.data + 1, alone);
        assert_int_equal(out.length, strlen(alone) + 1);
        cJSON_free(alone);
        cJSON_Delete(value);
        tt__base_buffer_free(&out);
    }
}

static tt_status put_level(const tt__export_json_nesting *nesting, int32_t v)
{
    fprintf(nesting->file, "\"v\":%d", (int)v);
    return TT_OK;
}

static tt_status put_nested(FILE *file, void *arg)
{
    return tt__export_json_put_nested(&(tt__export_json_nesting){.put = put_level, .topics = arg, .file = file});
}

static void test_nested(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char *text = written(put_nested, &topics);
    assert_string_equal(text,
                        "{\"v\":0,\n \"children\":[\n  {\"v\":1,\n   \"children\":[\n    {\"v\":2},\n    {\"v\":3}]},\n"
                        "  {\"v\":4}]}");
    free(text);
    tt_topics_free(&topics);
}

/* A chain of brackets far beyond what a parser's stack or an indentation would bear. */
static void test_very_deep(void **state)
{
    (void)state;
    enum { M = 5000 };
    int32_t *parent = fixture_room(M, sizeof *parent), leaf[1] = {M - 1};
    for (int32_t v = 0; v < M; v++) parent[v] = v - 1;
    tt_topics topics = fixture_topics(M, parent, 1, leaf);
    char *text = written(put_nested, &topics);
    int depth = 0, deepest = 0;
    for (const char *c = text; *c; c++) {
        depth += (*c == '{') - (*c == '}');
        deepest = depth > deepest ? depth : deepest;
    }
    assert_int_equal(depth, 0);
    assert_int_equal(deepest, M);
    assert_true(strlen(text) < (size_t)M * 80);
    free(text);
    free(parent);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_members), cmocka_unit_test(test_text),
                                       cmocka_unit_test(test_appended_text), cmocka_unit_test(test_nested),
                                       cmocka_unit_test(test_very_deep)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
