/* JSON taken apart from the left. */
#include "testing.h"

#include "read/json_text.h"

static tt__read_json_text text_of(const char *json)
{
    return (tt__read_json_text){"file.json", json, json, json + strlen(json)};
}

static void test_members(void **state)
{
    (void)state;
    tt__read_json_text text = text_of(" { \"a\\n\" :\t[1,{\"b\":2}] , \"c\":null}x");
    cJSON *key = NULL, *value = NULL;
    assert_true(tt__read_json_take(&text, '{'));
    assert_int_equal(tt__read_json_key(&text, &key), TT_OK);
    assert_string_equal(key->valuestring, "a\n");
    assert_int_equal(tt__read_json_value(&text, &value), TT_OK);
    assert_int_equal(cJSON_GetArraySize(value), 2);
    cJSON_Delete(key);
    cJSON_Delete(value);
    assert_false(tt__read_json_take(&text, '}'));
    assert_true(tt__read_json_take(&text, ','));
    assert_int_equal(tt__read_json_key(&text, &key), TT_OK);
    assert_int_equal(tt__read_json_value(&text, &value), TT_OK);
    assert_true(cJSON_IsNull(value));
    cJSON_Delete(key);
    cJSON_Delete(value);
    assert_true(tt__read_json_take(&text, '}'));
    assert_string_equal(text.at, "x");
}

static void expect_bad(const char *json, const char *message)
{
    tt__read_json_text text = text_of(json);
    cJSON *value = NULL;
    tt_status status = tt__read_json_key(&text, &value);
    if (status == TT_OK) {
        cJSON_Delete(value);
        value = NULL;
        status = tt__read_json_value(&text, &value);
    }
    assert_int_equal(status, TT_ERR_FORMAT);
    assert_null(value);
    assert_string_equal(tt_error_message(), message);
}

static void test_errors_name_the_line(void **state)
{
    (void)state;
    expect_bad("", "file.json:1: the file ends too early");
    expect_bad("\n\n12", "file.json:3: malformed JSON");
    expect_bad("\"a\"\n;", "file.json:2: malformed JSON: no colon after a key");
    expect_bad("\"a\":\n", "file.json:2: the file ends too early");
    expect_bad("\"a\":\n[1,}", "file.json:2: malformed JSON");
}

/* The text need not end in a NUL: what stands behind its end is not read. */
static void test_ends_where_it_says(void **state)
{
    (void)state;
    tt__read_json_text text = text_of("\"key\":1234");
    text.end = text.start + 8; /* "key":12 */
    cJSON *value = NULL;
    assert_int_equal(tt__read_json_key(&text, &value), TT_OK);
    cJSON_Delete(value);
    assert_int_equal(tt__read_json_value(&text, &value), TT_OK);
    assert_true(value->valuedouble == 12);
    cJSON_Delete(value);
}

static void test_kinds(void **state)
{
    (void)state;
    tt__read_json_text text = text_of("");
    cJSON *half = cJSON_CreateNumber(0.5), *five = cJSON_CreateNumber(5), *word = cJSON_CreateString("w");
    char *copy = NULL;
    double number = 0;
    assert_false(tt__read_json_is_whole(half, 10));
    assert_true(tt__read_json_is_whole(five, 10));
    assert_false(tt__read_json_is_whole(five, 4));
    assert_false(tt__read_json_is_whole(word, 10));
    assert_int_equal(tt__read_json_number(&text, half, "n", &number), TT_OK);
    assert_true(number == 0.5);
    assert_int_equal(tt__read_json_number(&text, word, "n", &number), TT_ERR_FORMAT);
    assert_string_equal(tt_error_message(), "file.json:1: \"n\" is not a number");
    assert_int_equal(tt__read_json_string(&text, word, "s", &copy), TT_OK);
    assert_string_equal(copy, "w");
    assert_int_equal(tt__read_json_string(&text, five, "s", &copy), TT_ERR_FORMAT);
    free(copy);
    cJSON_Delete(half);
    cJSON_Delete(five);
    cJSON_Delete(word);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_errors_name_the_line),
        cmocka_unit_test(test_ends_where_it_says),
        cmocka_unit_test(test_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
