#include "testing.h"

#include "words/debris.h"

static size_t markup(const char *text)
{
    return tt__words_markup_at(text, strlen(text), 0);
}
static size_t address(const char *text, size_t at)
{
    return tt__words_address_at(text, strlen(text), at);
}

static void tags(void **state)
{
    (void)state;
    assert_int_equal(markup("<p>x"), 3);
    assert_int_equal(markup("</p>x"), 4);
    assert_int_equal(markup("<br />x"), 6);
    assert_int_equal(markup("<a href=\"u v\">x"), 14);
    assert_int_equal(markup("<!-- note -->x"), 13);
    assert_int_equal(markup("<b and c>"), 0);
    assert_int_equal(markup("< b>"), 0);
    assert_int_equal(markup("<p"), 0);
    assert_int_equal(markup("<p <b>"), 0);
}

static void a_tag_is_short(void **state)
{
    (void)state;
    char text[2000];
    memset(text, 'x', sizeof text);
    text[0] = '<';
    text[sizeof text - 1] = '>'; /* a thousand bytes are looked at */
    assert_int_equal(tt__words_markup_at(text, sizeof text, 0), 0);
    text[100] = '>';
    assert_int_equal(tt__words_markup_at(text, sizeof text, 0), 101);
}

static void entities(void **state)
{
    (void)state;
    assert_int_equal(markup("&amp;x"), 5);
    assert_int_equal(markup("&#8217;x"), 7);
    assert_int_equal(markup("&#;"), 0);
    assert_int_equal(markup("& b;"), 0);
    assert_int_equal(markup("&averylongname;"), 0);
    assert_int_equal(markup("&nbsp x"), 5);
    assert_int_equal(markup("&other x"), 0);
    assert_true(tt__words_is_entity_name("quot", 4));
    assert_false(tt__words_is_entity_name("quota", 5));
}

static void paths(void **state)
{
    (void)state;
    assert_int_equal(markup("/usr/lib/x.so. A"), 13);
    assert_int_equal(markup("/usr/lib"), 8);
    assert_int_equal(markup("/word/ x"), 0);
    assert_int_equal(markup("/word x"), 0);
    assert_int_equal(markup("//x/y"), 0);
    assert_int_equal(markup("/"), 0);
    assert_int_equal(tt__words_markup_at("and/or/both", 11, 3), 0);
}

/* They may hold tags, and many without an end must not take long. */
static void comments(void **state)
{
    (void)state;
    assert_int_equal(markup("<!-- a <b> > c -->x"), 18);
    assert_int_equal(markup("<!-- one <!-- two -->"), 0);
    assert_int_equal(markup("<!-- one"), 0);
    assert_int_equal(markup("<![CDATA[text]]>"), 9);
}

static void addresses(void **state)
{
    (void)state;
    assert_int_equal(address("http://a.b/c d", 4), 8);
    assert_int_equal(address("http://a.b/c.", 4), 8);
    assert_int_equal(address("note: //x", 4), 0);
    assert_int_equal(address("me@host.x, you", 2), 7);
    assert_int_equal(address("me@ host", 2), 0);
    assert_int_equal(address("www.a.b/c d", 3), 6);
    assert_int_equal(address("a.com now", 1), 4);
    assert_int_equal(address("a.common", 1), 0);
    assert_int_equal(address("end. And", 3), 0);
    assert_int_equal(address("C:\\Users\\me\\a.txt is", 1), 16);
    assert_int_equal(address("abc:\\x", 3), 0);
    assert_int_equal(address("550e8400-e29b-41d4-a716-446655440000.", 8), 28);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tags),      cmocka_unit_test(a_tag_is_short),
                                       cmocka_unit_test(entities),  cmocka_unit_test(paths),
                                       cmocka_unit_test(addresses), cmocka_unit_test(comments)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
