#include "testing.h"

#include "text/debris.h"

static size_t markup(const char *text) { return tt__markup_at(text, strlen(text), 0); }
static size_t address(const char *text, size_t at) { return tt__address_at(text, strlen(text), at); }
static bool code(const char *word) { return tt__is_code(word, strlen(word)); }

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
    text[sizeof text - 1] = '>';
    assert_int_equal(tt__markup_at(text, sizeof text, 0), 0);
    text[100] = '>';
    assert_int_equal(tt__markup_at(text, sizeof text, 0), 101);
}

static void entities(void **state)
{
    (void)state;
    assert_int_equal(markup("&amp;x"), 5);
    assert_int_equal(markup("&#8217;x"), 7);
    assert_int_equal(markup("&#;"), 0);
    assert_int_equal(markup("& b;"), 0);
    assert_int_equal(markup("&averylongname;"), 0);
    assert_true(tt__is_entity_name("quot", 4));
    assert_false(tt__is_entity_name("quota", 5));
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
    assert_int_equal(tt__markup_at("and/or/both", 11, 3), 0);
}

static void mathematics(void **state)
{
    (void)state;
    assert_int_equal(markup("$x$ y"), 3);
    assert_int_equal(markup("$a = b$ y"), 7);
    assert_int_equal(markup("$$a$$ y"), 5);
    assert_int_equal(markup("$5 and $10"), 0);
    assert_int_equal(markup("$"), 0);
    assert_int_equal(markup("$$"), 0);
    assert_int_equal(markup("\\(f(x)\\)y"), 8);
    assert_int_equal(markup("\\[x\\)y"), 0);
    assert_int_equal(markup("\\alpha x"), 6);
    assert_int_equal(markup("\\textbf{x}"), 7);
    assert_int_equal(markup("\\cite{smith}x"), 12);
    assert_int_equal(markup("\\"), 0);
    assert_int_equal(tt__markup_at("a\\b", 3, 1), 0);
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
}

static void codes(void **state)
{
    (void)state;
    assert_true(code("d41d8cd98f00b204"));
    assert_true(code("a1b2c3d4"));
    assert_true(code("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx"));
    assert_false(code("aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd"));
    assert_false(code("word2vec"));
    assert_false(code("RFC2616"));
    assert_false(code("internationalisation"));
}

static void accents(void **state)
{
    (void)state;
    char letter = 0;
    int32_t mark = 0;
    assert_int_equal(tt__accent_at("\\\"o", 3, 0, &letter, &mark), 3);
    assert_int_equal(letter, 'o');
    assert_int_equal(mark, 0x308);
    assert_int_equal(tt__accent_at("\\'{e}x", 6, 0, &letter, &mark), 5);
    assert_int_equal(tt__accent_at("{\\v{c}}x", 8, 0, &letter, &mark), 7);
    assert_int_equal(mark, 0x30c);
    assert_int_equal(tt__accent_at("\\'\\i", 4, 0, &letter, &mark), 4);
    assert_int_equal(tt__accent_at("\\cosh", 5, 0, &letter, &mark), 0);
    assert_int_equal(tt__accent_at("\\'{ef}", 6, 0, &letter, &mark), 0);
    assert_int_equal(tt__accent_at("\\'", 2, 0, &letter, &mark), 0);
    assert_int_equal(tt__accent_at("{\\'e", 4, 0, &letter, &mark), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags),      cmocka_unit_test(a_tag_is_short), cmocka_unit_test(entities), cmocka_unit_test(paths), cmocka_unit_test(mathematics),
        cmocka_unit_test(addresses), cmocka_unit_test(codes),          cmocka_unit_test(accents)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
