/* Cards: areas that are proportional, colours in order, names in lines, and no text that acts. */
#include "testing.h"

#include <math.h>

#include "export/draw/card.h"

static const tt__export_scale scale = {10000, .1, .5};

static void test_sides(void **state)
{
    (void)state;
    assert_int_equal(tt__export_scale_side(&scale, 10000), 54);
    assert_int_equal(tt__export_scale_side(&scale, 2500), 27); /* a quarter of the documents, half the side */
    assert_int_equal(tt__export_scale_side(&scale, 100), 5);
    assert_int_equal(tt__export_scale_side(&scale, 1), 2); /* to be seen at all */
    assert_int_equal(tt__export_scale_side(&(tt__export_scale){0, 0, 0}, 0), 2);
}

static void expect_colour(const tt__export_scale *of, double cohesion, const char *expected)
{
    char colour[8];
    assert_string_equal(tt__export_scale_colour(colour, of, cohesion), expected);
}

static void test_colours(void **state)
{
    (void)state;
    expect_colour(&scale, .1, "#cde0f1");
    expect_colour(&scale, .5, "#084081");
    expect_colour(&scale, .3, "#6b90b9");
    expect_colour(&scale, -1, "#cde0f1");
    expect_colour(&scale, 2, "#084081");
    expect_colour(&scale, (double)NAN, "#cde0f1");
    expect_colour(&(tt__export_scale){1, .2, .2}, .2, "#6b90b9");
}

static char *card(const char *name, bool grey)
{
    tt__base_buffer out = {0};
    assert_int_equal(tt__export_append_card(&out, &(tt__export_card){name, "2,500 documents", 2500, .5, grey}, &scale),
                     TT_OK);
    return out.data;
}

static void expect_name(const char *name, const char *lines)
{
    char *label = card(name, false), *from = strstr(label, "<B>"), *to = strstr(label, "</B>");
    assert_true(from && to);
    *to = '\0';
    assert_string_equal(from + 3, lines);
    free(label);
}

static void test_whole_card(void **state)
{
    (void)state;
    char *label = card("tea", false);
    assert_string_equal(
        label,
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"3\"><TR><TD WIDTH=\"28\">"
        "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\" FIXEDSIZE=\"TRUE\" WIDTH=\"27\""
        " HEIGHT=\"27\" BGCOLOR=\"#084081\"><TR><TD></TD></TR></TABLE></TD>"
        "<TD ALIGN=\"LEFT\" BALIGN=\"LEFT\" WIDTH=\"176\"><B>tea</B><BR ALIGN=\"LEFT\"/>"
        "<FONT POINT-SIZE=\"9\" COLOR=\"#5f6b7a\">2,500 documents</FONT><BR ALIGN=\"LEFT\"/></TD></TR></TABLE>");
    free(label);
    label = card("", true); /* no name: no empty line above */
    assert_null(strstr(label, "<B>"));
    assert_non_null(strstr(label, "BGCOLOR=\"#d5d9de\""));
    free(label);
}

#define BREAK "<BR ALIGN=\"LEFT\"/>"

static void test_lines(void **state)
{
    (void)state;
    expect_name("galaxies \xC2\xB7 star formation \xC2\xB7 UV",
                "galaxies \xC2\xB7 star formation \xC2\xB7 UV"); /* 30 columns */
    expect_name("galaxies \xC2\xB7 star formation \xC2\xB7 dust",
                "galaxies \xC2\xB7 star formation \xC2\xB7" BREAK "dust");
    char longest[200], *label;
    memset(longest, 'w', sizeof longest - 1); /* no place to break: broken anyway, and cut after four lines */
    longest[sizeof longest - 1] = '\0';
    label = card(longest, false);
    int breaks = 0;
    for (const char *at = label; (at = strstr(at, "w" BREAK "w")); at++) breaks++;
    assert_int_equal(breaks, 3);
    assert_non_null(strstr(label, "w\xE2\x80\xA6</B>"));
    free(label);
}

static void test_texts_do_not_act(void **state)
{
    (void)state;
    expect_name("</B><IMG SRC=\"x\"/>", "&lt;/B&gt;&lt;IMG SRC=\"x\"/&gt;");
    expect_name("\\N \\\\ &#8238; &lt;", "\\\\N \\\\\\\\ &amp;#8238; &amp;lt;");
    expect_name("a\xE2\x80\xAE"
                "b\x01"
                "c\nd",
                "ab c d");
}

static char *legend(const tt__export_scale *of)
{
    tt__base_buffer out = {0};
    assert_int_equal(tt__export_append_legend(&out, of), TT_OK);
    return out.data;
}

static void test_legend(void **state)
{
    (void)state;
    static const struct {
        int32_t most;
        const char *large, *small;
    } cases[] = {{1, ">1 document<", NULL},
                 {7, ">2 documents<", NULL},
                 {56, ">10 documents<", ">1 document<"},
                 {332, ">100 documents<", ">10 documents<"},
                 {18845, ">5,000 documents<", ">500 documents<"},
                 {INT32_MAX, ">500,000,000 documents<", ">50,000,000 documents<"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = legend(&(tt__export_scale){cases[i].most, .061, .194});
        if (!strstr(text, cases[i].large)) fail_msg("%s is not in %s", cases[i].large, text);
        if (cases[i].small)
            assert_non_null(strstr(text, cases[i].small));
        else
            assert_ptr_equal(strstr(text, "document"), strstr(text, cases[i].large) + 3);
        assert_non_null(strstr(text, ">cohesion 0.06<"));
        assert_non_null(strstr(text, ">0.19<"));
        free(text);
    }
    char *text = legend(&(tt__export_scale){5, HUGE_VAL, -HUGE_VAL}); /* of no topic is it known */
    assert_null(strstr(text, "cohesion"));
    free(text);
}

static tt_status append_once(void *arg)
{
    tt__base_buffer out = {0};
    tt_status status = tt__export_append_card(&out, arg, &scale);
    if (status == TT_OK) status = tt__export_append_legend(&out, &scale);
    tt__base_buffer_free(&out);
    return status;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(append_once, &(tt__export_card){"a & b", "3 documents", 3, .2, false}) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sides),
        cmocka_unit_test(test_colours),
        cmocka_unit_test(test_whole_card),
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_texts_do_not_act),
        cmocka_unit_test(test_legend),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
