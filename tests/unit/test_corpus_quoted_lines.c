#include "small_corpus.h"

#include "corpus/boilerplate/quoted_lines.h"

enum { DOCS = 5 };
static const char *const text[DOCS] = {"one two three four five\nAnna Example\nsix seven eight",
                                       "nine ten eleven twelve\nthirteen fourteen\nAnna Example",
                                       "Anna Example\n\nfifteen sixteen seventeen eighteen Example",
                                       "> nineteen Example\n\ntwenty two words", "Anna Example\ntwo"};

/* The words of document i that are in asides. */
static const char *asides(const tt_corpus *corpus, int32_t i)
{
    static char words[200];
    int64_t n;
    const int32_t *token = tt_corpus_tokens(corpus, i, &n);
    words[0] = '\0';
    for (int64_t t = 0; t < n; t++)
        if (token[t] != TT_TOKEN_BREAK && token[t] & TT_TOKEN_ASIDE)
            strcat(strcat(words, tt_corpus_word(corpus, TT_TOKEN_WORD(token[t]))), " ");
    return words;
}

static int32_t number_of(const tt_corpus *corpus, const char *word)
{
    int32_t w = 0;
    while (w < tt_corpus_words(corpus) && strcmp(tt_corpus_word(corpus, w), word) != 0) w++;
    return w;
}

static void lines_that_come_again(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(text, DOCS);
    assert_string_equal(asides(corpus, 0), "");
    assert_string_equal(asides(corpus, 3), "nineteen Example ");
    assert_int_equal(tt__corpus_mark_quoted_lines(corpus), TT_OK);
    for (int i = 0; i < 3; i++) assert_string_equal(asides(corpus, i), "Anna Example ");
    assert_string_equal(asides(corpus, 4), ""); /* it has little else */
    tt_corpus_free(corpus);
}

static void none_is_kept_where_none_is_wanted(void **state)
{
    (void)state;
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, &(tt_corpus_opts){.boilerplate = TT_BOILERPLATE_KEEP}, NULL), TT_OK);
    assert_int_equal(tt_corpus_add(corpus, &(tt_document){.text = text[3], .text_bytes = strlen(text[3])}), TT_OK);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    assert_string_equal(asides(corpus, 0), "");
    tt_corpus_free(corpus);
}

static void words_of_asides(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(text, DOCS);
    int32_t documents[64] = {0};
    assert_int_equal(tt__corpus_mark_quoted_lines(corpus), TT_OK);
    assert_int_equal(tt__corpus_count_quoted(documents, corpus), TT_OK);
    assert_int_equal(documents[number_of(corpus, "Anna")], 3);
    assert_int_equal(documents[number_of(corpus, "Example")], 3); /* 0, 1 and 3; in 2 it is in the text too */
    assert_int_equal(documents[number_of(corpus, "nineteen")], 1);
    assert_int_equal(documents[number_of(corpus, "two")], 0);
    tt_corpus_free(corpus);
}

static tt_status mark_and_count(void *corpus)
{
    int32_t documents[64] = {0};
    tt_status status = tt__corpus_mark_quoted_lines(corpus);
    return status == TT_OK ? tt__corpus_count_quoted(documents, corpus) : status;
}

static void out_of_memory(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(text, DOCS);
    assert_true(until_memory_suffices(mark_and_count, corpus) >= 5);
    tt_corpus_free(corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_that_come_again),
                                       cmocka_unit_test(none_is_kept_where_none_is_wanted),
                                       cmocka_unit_test(words_of_asides), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("text/asides", tests, NULL, NULL);
}
