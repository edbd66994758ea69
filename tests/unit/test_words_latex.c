#include "testing.h"

#include "words/latex.h"

static size_t markup(const char *text)
{
    return text[0] == '$' ? tt__words_math_at(text, strlen(text), 0) : tt__words_command_at(text, strlen(text), 0);
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
    assert_int_equal(tt__words_command_at("a\\b", 3, 1), 0);
}

static void display_on_lines_of_its_own(void **state)
{
    (void)state;
    assert_int_equal(markup("$$\nx = y\n$$ z"), 11);
    assert_int_equal(markup("$$\n\n$$ z"), 0);
}

static void environments(void **state)
{
    (void)state;
    assert_int_equal(markup("\\begin{equation}\n\\frac{a}{b}\n\\end{equation}x"), 43);
    assert_int_equal(markup("\\begin{align*} a &= b \\end{align*}x"), 34);
    assert_int_equal(markup("\\begin{align} \\begin{array}a\\end{array}\\end{align}x"), 50);
    assert_int_equal(markup("\\begin{itemize} word \\end{itemize}"), 15); /* its text is text */
    assert_int_equal(markup("\\begin{align} a \\end{align*}"), 13);
    assert_int_equal(markup("\\begin{align} a \\begin{align} b \\end{align}"), 13);
}

static void arguments(void **state)
{
    (void)state;
    assert_int_equal(markup("\\usepackage[utf8]{inputenc} x"), 27);
    assert_int_equal(markup("\\citep[p.~3][]{a,b} x"), 19);
    assert_int_equal(markup("\\citealt{a}x"), 11);
    assert_int_equal(markup("\\section*{Word}"), 9);
    assert_int_equal(markup("\\label{open"), 6);
    assert_int_equal(tt__words_command_at("word\\footnote{x}", 16, 4),
                     9); /* an argument shows a command within a word */
}

static void accents(void **state)
{
    (void)state;
    char letter = 0;
    int32_t mark = 0;
    assert_int_equal(tt__words_accent_at("\\\"o", 3, 0, &letter, &mark), 3);
    assert_int_equal(letter, 'o');
    assert_int_equal(mark, 0x308);
    assert_int_equal(tt__words_accent_at("\\'{e}x", 6, 0, &letter, &mark), 5);
    assert_int_equal(tt__words_accent_at("{\\v{c}}x", 8, 0, &letter, &mark), 7);
    assert_int_equal(mark, 0x30c);
    assert_int_equal(tt__words_accent_at("\\'\\i", 4, 0, &letter, &mark), 4);
    assert_int_equal(tt__words_accent_at("\\cosh", 5, 0, &letter, &mark), 0);
    assert_int_equal(tt__words_accent_at("\\'{ef}", 6, 0, &letter, &mark), 0);
    assert_int_equal(tt__words_accent_at("\\'", 2, 0, &letter, &mark), 0);
    assert_int_equal(tt__words_accent_at("{\\'e", 4, 0, &letter, &mark), 0);
    assert_int_equal(tt__words_accent_at("{\\H o}s", 7, 0, &letter, &mark), 6);
    assert_int_equal(mark, 0x30b);
    assert_int_equal(tt__words_accent_at("\\H os", 5, 0, &letter, &mark), 0);
    assert_int_equal(tt__words_accent_at("{\\ss}e", 6, 0, &letter, &mark), 5);
    assert_true(letter == 0 && mark == 0xdf);
    assert_int_equal(tt__words_accent_at("\\L{}od", 6, 0, &letter, &mark), 4);
    assert_true(letter == 0 && mark == 0x141);
    assert_int_equal(tt__words_accent_at("\\ode", 4, 0, &letter, &mark), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(mathematics), cmocka_unit_test(display_on_lines_of_its_own),
                                       cmocka_unit_test(environments), cmocka_unit_test(arguments),
                                       cmocka_unit_test(accents)};
    return cmocka_run_group_tests_name("text/latex", tests, NULL, NULL);
}
