/* Text and numbers made fit to be written. */
#include "testing.h"

#include <gsl/gsl_rng.h>
#include <math.h>

#include "base/random.h"

#include "export/writers.h"

static void expect_plain(const char *text, const char *plain)
{
    tt__base_buffer out = {0};
    assert_int_equal(tt__export_append_plain(&out, text), TT_OK);
    assert_string_equal(out.data, plain);
    tt__base_buffer_free(&out);
}

static void test_plain(void **state)
{
    (void)state;
    expect_plain("", "");
    expect_plain("as it is: \"q\" \\ & < \xE7\x8C\xAB \xF0\x9F\xA6\x9C",
                 "as it is: \"q\" \\ & < \xE7\x8C\xAB \xF0\x9F\xA6\x9C");
    expect_plain("a\tb\nc\r\x01\x7F"
                 "d\xC2\x85"
                 "e\xE2\x80\xA8"
                 "f",
                 "a b c   d e f");
    expect_plain("\xE2\x80\xAE"
                 "rtl\xE2\x80\xAC \xE2\x81\xA6i\xE2\x81\xA9\xE2\x80\x8F\xD8\x9C\xEF\xBB\xBF!",
                 "rtl i!");
    expect_plain("\xFF"
                 "a\xC3",
                 "\xEF\xBF\xBD"
                 "a\xEF\xBF\xBD");
    expect_plain("\xEF\xBF\xBE"
                 "x",
                 "x");
    expect_plain("\xE2\x80\xAE", "");
}

static void test_markup(void **state)
{
    (void)state;
    tt__base_buffer out = {0};
    assert_int_equal(tt__export_append_markup(&out, "<a href=\"x\">&amp;</a> it's\n\xE2\x80\xAE"
                                                    "2 > 1"),
                     TT_OK);
    assert_string_equal(out.data, "&lt;a href=\"x\"&gt;&amp;amp;&lt;/a&gt; it's 2 &gt; 1");
    tt__base_buffer_free(&out);
}

static void test_terms(void **state)
{
    (void)state;
    char *texts[] = {(char[]){"one\ttwo"}, (char[]){"three"}, (char[]){"four"}};
    tt_term terms[] = {{texts[0], 3}, {texts[1], 2}, {texts[2], 1}};
    tt_topic topic = {.terms = terms, .n_terms = 3};
    tt__base_buffer out = {0};
    assert_int_equal(tt__export_append_terms(&out, &topic, 0, ", "), TT_OK);
    assert_string_equal(out.data, "");
    assert_int_equal(tt__export_append_terms(&out, &topic, 2, ", "), TT_OK);
    assert_string_equal(out.data, "one two, three");
    assert_int_equal(tt__export_append_terms(&out, &topic, 9, "; "), TT_OK);
    assert_string_equal(out.data, "one two, threeone two; three; four");
    tt__base_buffer_free(&out);
}

static void expect_number(double number, const char *text)
{
    char buffer[TT__EXPORT_NUMBER_SIZE];
    assert_string_equal(tt__export_number(buffer, number), text);
}

static void test_number(void **state)
{
    (void)state;
    expect_number(0, "0");
    expect_number(-0.0, "0");
    expect_number(1 / 3.0, "0.333333");
    expect_number(-2e-9, "-2e-09");
    expect_number(1234567, "1.23457e+06");
    expect_number((double)NAN, "");
    expect_number((double)INFINITY, "");
}

/* What is printed by hand is what "%.6g" prints. */
static void test_number_as_printf(void **state)
{
    (void)state;
    static const double edges[] = {1e-4,
                                   9.9999949e-5,
                                   9.9999951e-5,
                                   .1,
                                   .0999999949,
                                   .09999995,
                                   .3,
                                   .5,
                                   .1234565,
                                   .1234575,
                                   2.5,
                                   1,
                                   10,
                                   99999.95,
                                   99999.949,
                                   99999.5,
                                   100000,
                                   12345.65,
                                   0.00012345650000000001,
                                   123456.5,
                                   999999.5,
                                   1e5,
                                   1e-3,
                                   .999999499999,
                                   .9999995};
    gsl_rng *rng = tt__base_rng_new(3, 0);
    char text[TT__EXPORT_NUMBER_SIZE];
    for (int32_t i = 0; i < 200000; i++) {
        double number = i < 25 ? edges[i] : pow(10, 12 * gsl_rng_uniform(rng) - 6);
        if (i % 2) number = (double)(float)number;
        if (i % 8 == 3) number = round(number * 1e7) / 1e7; /* many a tie */
        if (i % 3 == 2) number = -number;
        snprintf(text, sizeof text, "%.6g", number + 0.0);
        expect_number(number, text);
    }
    gsl_rng_free(rng);
}

static void test_whole_numbers(void **state)
{
    (void)state;
    static const int64_t numbers[] = {0, 7, -1, 1000, -987654321, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[TT__EXPORT_NUMBER_SIZE];
        tt__base_buffer out = {0};
        snprintf(text, sizeof text, "%lld", (long long)numbers[i]);
        assert_int_equal(tt__export_append_number(&out, numbers[i]), TT_OK);
        assert_string_equal(out.data, text);
        tt__base_buffer_free(&out);
    }
}

static void test_rounded(void **state)
{
    (void)state;
    assert_true(tt__export_rounded(1 / 3.0) == 0.333333);
    assert_true(tt__export_rounded(-1234567) == -1234570);
    gsl_rng *rng = tt__base_rng_new(4, 2);
    for (int i = 0; i < 100000; i++) { /* what the text says */
        char text[TT__EXPORT_NUMBER_SIZE];
        double number = (gsl_rng_uniform(rng) - .5) * pow(10, (int)gsl_rng_uniform_int(rng, 14) - 7);
        assert_true(tt__export_rounded(number) == strtod(tt__export_number(text, number), NULL));
    }
    gsl_rng_free(rng);
    assert_true(isnan(tt__export_rounded((double)NAN)) && isinf(tt__export_rounded((double)INFINITY)));
}

static void test_count(void **state)
{
    (void)state;
    static const struct {
        int64_t n;
        const char *text;
    } cases[] = {{0, "0"},
                 {999, "999"},
                 {1000, "1,000"},
                 {42900, "42,900"},
                 {1234567, "1,234,567"},
                 {-1234, "-1,234"},
                 {-123, "-123"},
                 {INT64_MAX, "9,223,372,036,854,775,807"}};
    char buffer[TT__EXPORT_NUMBER_SIZE];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(tt__export_count(buffer, cases[i].n), cases[i].text);
}

static void test_locale_is_given_back(void **state)
{
    (void)state;
    locale_t mine = uselocale((locale_t)0), before;
    assert_int_equal(tt__base_c_locale_enter(&before), TT_OK);
    assert_true(uselocale((locale_t)0) != mine);
    tt__base_c_locale_leave(before);
    assert_true(uselocale((locale_t)0) == mine);
}

static tt_status plain_once(void *arg)
{
    tt__base_buffer out = {0};
    tt_status status = tt__export_append_plain(&out, arg);
    tt__base_buffer_free(&out);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    char text[] = "a text that is longer than the first room of a buffer";
    assert_true(until_memory_suffices(plain_once, text) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_markup),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_number),
        cmocka_unit_test(test_number_as_printf),
        cmocka_unit_test(test_whole_numbers),
        cmocka_unit_test(test_rounded),
        cmocka_unit_test(test_count),
        cmocka_unit_test(test_locale_is_given_back),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
