/* Listings: entries are told from page chrome by length and place alone. */
#include "corpus_fixture.h"

#include "read/paragraphs.h"

static const char long_one[] =
    "A long paragraph about harbours tells at some length how ships are moored, how cargo is moved to the quay and "
    "counted there, and why the tide decides when a pilot goes aboard and when he has to wait for the next one.";

/* A listing of n entries in `out`. */
static void write_listing(char *out, int n, const char *chrome, const char *between, bool two)
{
    strcpy(out, chrome);
    for (int i = 0; i < n; i++) {
        sprintf(out + strlen(out), "Title number %c%s%s%s", 'a' + i, between, long_one, between);
        if (two) sprintf(out + strlen(out), "%s%s", long_one, between);
        if (i % 4 == 3) sprintf(out + strlen(out), "Jul 3%d%s", i % 10, between);
    }
}

static void expect_entries(const char *text, int n)
{
    fixture *f = fixture_new();
    assert_int_equal(fixture_text(f, "page.txt", text), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), n);
    for (int i = 0; i < n; i++) {
        char title[64];
        sprintf(title, "Title number %c", 'a' + i);
        assert_string_equal(tt_corpus_title(f->corpus, i), title);
        assert_string_not_equal(fixture_words(f, i), title);
        assert_null(strstr(fixture_words(f, i), "Subscribe"));
    }
    assert_int_equal(f->n_said, 0);
    fixture_free(f);
}

static void entries_without_chrome(void **state)
{
    (void)state;
    static char text[20000];
    write_listing(text, 12, "new\n\nGet all of it by mail!\n\nSubscribe\n\n", "\n\n", false);
    expect_entries(text, 12);
    write_listing(text, 12, "Subscribe\r\n\r\n", "\r\n\r\n", false);
    expect_entries(text, 12);
    write_listing(text, 9, "Subscribe\n \n", "\n  \n\n", true);
    expect_entries(text, 9);
    write_listing(text, 12, "", "\n", false); /* no blank lines */
    expect_entries(text, 12);
}

static void other_texts_are_no_listings(void **state)
{
    (void)state;
    static char text[20000];
    tt__read_paragraph_list p = {0};
    text[0] = '\0';
    for (int i = 0; i < 5; i++)
        sprintf(text + strlen(text), "Chapter\n\n%s\n\n%s\n\n%s\n\n", long_one, long_one, long_one);
    assert_int_equal(tt__read_paragraph_list_cut(&p, (tt__read_slice){text, strlen(text)}), TT_OK);
    assert_int_equal(p.n, 20);
    assert_int_equal(p.at[1].line, 3);
    assert_false(tt__read_is_listing(&p));
    tt__read_paragraph_list_free(&p);
    assert_int_equal(tt__read_paragraph_list_cut(&p, (tt__read_slice){"one\ntwo", 7}), TT_OK);
    assert_int_equal(p.n, 2);
    assert_false(tt__read_is_listing(&p));
    tt__read_paragraph_list_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_without_chrome),
        cmocka_unit_test(other_texts_are_no_listings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
