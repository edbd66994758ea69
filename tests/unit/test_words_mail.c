/* Texts seen line by line: "-" for what is left out, "~" for an aside, "." for text, each with the bytes left out
 * before it. */
#include "testing.h"

#include "words/mail.h"

static void check(const char *text, const char *expected)
{
    char kinds[200] = "";
    size_t n = strlen(text), at = 0;
    tt__words_mail mail = {0};
    while (at < n) {
        tt__words_mail_line line = tt__words_mail_line_at(&mail, text, n, at);
        size_t used = strlen(kinds);
        const char *end = memchr(text + at + line.skip, '\n', n - at - line.skip);
        bool all = line.skip > 0 && (at + line.skip == n || text[at + line.skip] == '\n');
        assert_true(at + line.skip <= n);
        if (all && !line.aside)
            snprintf(kinds + used, sizeof kinds - used, "-");
        else if (line.skip > 0)
            snprintf(kinds + used, sizeof kinds - used, "%zu%c", line.skip, line.aside ? '~' : '.');
        else
            snprintf(kinds + used, sizeof kinds - used, "%c", line.aside ? '~' : '.');
        at = end ? (size_t)(end - text) + 1 : n;
    }
    assert_string_equal(kinds, expected);
}

static void headers_are_left_out(void **state)
{
    (void)state;
    check("From: a@b.example\nOrganization: A house\nSubject: Boats\n\nText", "--8...");
    check("Organization: A house\n  of bricks\nLines: 3\nText", "--.");
    check("Organization: a house needs one", ".");
    check("Message-ID: <1@x>\nText", "-.");
    check("Text\n\nFrom: A\nSent: Monday\nTo: B\nSubject: Re: C\n\nText", "..---8...");
    check("Subject: a\nSubject: b", "..");
    check("X-Rays: they go through\nmost things", "..");
    check("Note: this is\nTo: nobody", "..");
    check("Message-ID: <1@x>\n  \nText", "-..");
}

static void separators_are_left_out(void **state)
{
    (void)state;
    check("Text\n-----Original Message-----\nText", ".-.");
    check("Begin forwarded message:\nText", "-.");
    check("---- Methods ----\nText", "..");
    check("-----BEGIN PGP SIGNED MESSAGE-----\nText\n-----BEGIN PGP SIGNATURE-----\nab\ncd\n-----END PGP "
          "SIGNATURE-----\nText",
          "-.-.");
    check("-----BEGIN X-----\nText", "..");
}

static void signatures_are_asides(void **state)
{
    (void)state;
    check("Text\n-- \nA. Name\nA House", ".~~~");
    check("Text\n--\r\nA. Name", ".~~");
    check("Text\n---\nText", "...");
    check("Text\n-- word\nText", "...");
    check("--\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13", "..............");
}

static void quotes_are_asides(void **state)
{
    (void)state;
    check("> one\n>two\nText", "1~1~.");
    check(">> one\n> > two\n|> three\n: four\nJD> five", "2~3~2~1~3~");
    check("| a | b |\n:word\nI think", "...");
    check("A > B\n<p>", "..");
}

static bool who(const char *line)
{
    return tt__words_mail_says_who(line, 0, strlen(line));
}
static bool when(const char *line)
{
    return tt__words_mail_says_when(line, 0, strlen(line));
}

static void who_wrote(void **state)
{
    (void)state;
    assert_true(who("In article <1@x> a@b (A. Name) writes:"));
    assert_true(who("A. Name wrote:"));
    assert_true(who("a@b (A. Name, of a house with a long name and an even longer street) says :"));
    assert_true(who("Am 1.3.1999 schrieb A. Name <a@b>:"));
    assert_false(who("nothing:"));
    assert_false(who("On the whole:"));
    assert_false(who("For what the long and careful report of the second commission of the house of lords says:"));
    assert_true(when("On Mon, 1 Mar 1999, A. Name <a@b>"));
    assert_false(when("On the whole,"));
    assert_false(when("A. Name <a@b>"));
}

static void no_step_too_far(void **state)
{
    (void)state;
    static const char text[] =
        "From: a\nTo: b\n -----BEGIN X-----\n-- \n> In article <1@x> writes:\n\tOn A <b>\nwrote:\nX-A: b\n ";
    for (size_t n = 0; n < sizeof text; n++)
        for (size_t from = 0; from < n; from++) {
            tt__words_mail mail = {0};
            char *exact = malloc(n - from);
            assert_non_null(exact);
            memcpy(exact, text + from, n - from);
            for (size_t at = 0; at < n - from; at++)
                assert_true(tt__words_mail_line_at(&mail, exact, n - from, at).skip <= n - from - at);
            free(exact);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(headers_are_left_out),
                                       cmocka_unit_test(separators_are_left_out),
                                       cmocka_unit_test(signatures_are_asides),
                                       cmocka_unit_test(quotes_are_asides),
                                       cmocka_unit_test(who_wrote),
                                       cmocka_unit_test(no_step_too_far)};
    return cmocka_run_group_tests_name("text/mail", tests, NULL, NULL);
}
