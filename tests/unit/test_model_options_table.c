/* The table of options: every one can be set and read back by name; wrong values are refused. */
#include "testing.h"

#include <locale.h>

#include "model/options.h"

static tt_options *fresh(void)
{
    tt_options *options = NULL;
    assert_int_equal(tt_options_new(&options), TT_OK);
    return options;
}

/* What is printed can be set again, and prints the same. */
static void every_option_is_set_and_read_back(void **state)
{
    (void)state;
    static const char *const values[] = {[TT_OPTION_FLAG] = "yes",     [TT_OPTION_YESNO] = "no",
                                         [TT_OPTION_INT] = "2",        [TT_OPTION_SEED] = "12345678901234567890",
                                         [TT_OPTION_REAL] = "0.25",    [TT_OPTION_TEXT] = "some text",
                                         [TT_OPTION_CHOICE] = NULL,    [TT_OPTION_SHARE] = "0.125",
                                         [TT_OPTION_SIZE] = "1000000", [TT_OPTION_LEVELS] = "3,9,27"};
    int n = 0;
    for (const tt_option *o = tt_option_table(); o->type != TT_OPTION_END; o++, n++) {
        char text[100], first[100];
        if (!o->name) continue;
        tt_options *options = fresh();
        const char *value = values[o->type];
        if (!value) { /* the last of its names */
            value = strrchr(o->value, '|') + 1;
        }
        assert_int_equal(tt_options_get(options, o->name, first, sizeof first), TT_OK);
        if (tt_options_set(options, o->name, value) < 0) fail_msg("%s", tt_error_message());
        assert_int_equal(tt_options_get(options, o->name, text, sizeof text), TT_OK);
        assert_string_equal(text, value);
        tt_options_free(options);
    }
    assert_true(n > 30);
    assert_ptr_equal(tt_option_find("min_df"), tt_option_find("min-df"));
    assert_null(tt_option_find("min"));
    assert_null(tt_option_find("min-dff"));
}

static void the_structs_have_the_values(void **state)
{
    (void)state;
    tt_options *options = fresh();
    char name[20] = "Beschreibung";
    assert_int_equal(tt_options_set(options, "topics", "40"), TT_OK);
    assert_int_equal(tt_options_set(options, "outliers", "auto"), TT_OK);
    assert_int_equal(tt_options_set(options, "text-field", name), TT_OK);
    name[0] = 'x'; /* it was copied */
    assert_int_equal(tt_options_set(options, "levels", "8,40"), TT_OK);
    assert_int_equal(tt_options_set(options, "max-memory", "1.5GiB"), TT_OK);
    assert_int_equal(tt_options_build(options)->topics, 40);
    assert_near(tt_options_build(options)->outliers, TT_OUTLIERS_AUTO, 0);
    assert_int_equal(tt_options_build(options)->shape.n_levels, 2);
    assert_string_equal(tt_options_corpus(options)->text_field, "Beschreibung");
    assert_int_equal(tt_options_corpus(options)->max_memory, (int64_t)3 << 29);
    assert_int_equal(tt_options_set(options, "topics", "chosen"), TT_OK);
    assert_int_equal(tt_options_build(options)->topics, 0);
    tt_options_free(options);
}

static void wrong_values_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value, *message;
    } cases[] = {{"topics", "many", "topics: \"many\" is not a whole number"},
                 {"topics", "-1", "topics: -1 is out of range (0 to 2147483647)"},
                 {"starts", "1001", "starts: 1001 is out of range (0 to 1000)"},
                 {"tf", "cube", "tf: \"cube\" is none of log|raw|sqrt|binary"},
                 {"stem", "maybe", "stem: \"maybe\" is neither yes nor no"},
                 {"outliers", "0.7", "outliers: 0.7 is out of range (more than 0, at most 0.5)"},
                 {"levels", "3,x", "levels: \"3,x\" is not a list such as 8,60,400"},
                 {"max-memory", "much", "max-memory: \"much\" is not a size such as 500M, 2G or 1.5GiB"},
                 {"text-field", "", "text-field: the value is empty"},
                 {"no-such", "1", "there is no option \"no-such\""}};
    tt_options *options = fresh();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(tt_options_set(options, cases[i].name, cases[i].value), TT_ERR_ARGUMENT);
        assert_string_equal(tt_error_message(), cases[i].message);
    }
    assert_int_equal(tt_options_get(options, "no-such", NULL, 0), TT_ERR_ARGUMENT);
    assert_int_equal(tt_options_set(NULL, "topics", "1"), TT_ERR_ARGUMENT);
    tt_options_free(options);
    tt_options_free(NULL);
}

/* A program that has set a locale with a decimal comma reads and prints numbers all the same. */
static void locales_do_not_matter(void **state)
{
    (void)state;
    if (!setlocale(LC_NUMERIC, "de_DE.UTF-8") && !setlocale(LC_NUMERIC, "fr_FR.UTF-8")) skip();
    tt_options *options = fresh();
    char text[20];
    assert_int_equal(tt_options_set(options, "min-df", "0.25"), TT_OK);
    assert_int_equal(tt_options_get(options, "min-df", text, sizeof text), TT_OK);
    assert_string_equal(text, "0.25");
    setlocale(LC_NUMERIC, "C");
    tt_options_free(options);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_option_is_set_and_read_back), cmocka_unit_test(the_structs_have_the_values),
        cmocka_unit_test(wrong_values_are_refused), cmocka_unit_test(locales_do_not_matter)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
