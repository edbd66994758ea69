#include "labels_fixture.h"

static const char *const text[] = {"networks network city cities boxes box glass gas physics physic news new analysis",
                                   "widely wide supply shared share feed speed",
                                   "writes mp3 b1024 abcd12345 3d x-ray X john system matrices matrix buses bus"};

typedef struct fixture {
    tt_corpus *corpus;
    tt_vocab vocab;
    tt__label_lexicon lexicon;
} fixture;

static fixture made(void)
{
    fixture f = {.corpus = corpus_of(text, 3)};
    f.vocab = vocab_of(f.corpus);
    assert_int_equal(tt__label_lexicon_build(&f.lexicon, f.corpus, &f.vocab), TT_OK);
    return f;
}

static void made_free(fixture *f)
{
    tt__label_lexicon_free(&f->lexicon);
    tt_vocab_free(&f->vocab);
    tt_corpus_free(f->corpus);
}

static bool same(const fixture *f, const char *a, const char *b)
{
    return lexeme_of(&f->lexicon, f->corpus, a) == lexeme_of(&f->lexicon, f->corpus, b);
}

static int kind(const fixture *f, const char *word)
{
    return f->lexicon.kind[lexeme_of(&f->lexicon, f->corpus, word)];
}

static void plurals_and_singulars_are_one(void **state)
{
    (void)state;
    fixture f = made();
    assert_true(same(&f, "networks", "network"));
    assert_true(same(&f, "cities", "city"));
    assert_true(same(&f, "boxes", "box"));
    assert_true(same(&f, "matrices", "matrix"));
    assert_false(same(&f, "physics", "physic"));
    assert_false(same(&f, "news", "new"));
    assert_false(same(&f, "glass", "gas"));
    made_free(&f);
}

static void kinds_of_words(void **state)
{
    (void)state;
    fixture f = made();
    assert_int_equal(kind(&f, "widely"), TT__LABEL_WEAK);
    assert_int_equal(kind(&f, "shared"), TT__LABEL_WEAK);
    assert_int_equal(kind(&f, "supply"), 0);
    assert_int_equal(kind(&f, "feed"), 0);
    assert_int_equal(kind(&f, "speed"), 0);
    assert_int_equal(kind(&f, "mp3"), 0);
    assert_int_equal(kind(&f, "writes"), TT__LABEL_GLUE);
    assert_int_equal(kind(&f, "b1024"), TT__LABEL_GLUE);
    assert_int_equal(kind(&f, "john"), TT__LABEL_PART);
    assert_int_equal(kind(&f, "system"), TT__LABEL_GENERIC);
    assert_int_equal(kind(&f, "x"), TT__LABEL_LONE_LETTER | TT__LABEL_PART);
    assert_true(same(&f, "x", "X"));
    made_free(&f);
}

static void stems_tell_twins(void **state)
{
    (void)state;
    fixture f = made();
    const int32_t *stem = f.lexicon.stem;
    assert_int_equal(stem[lexeme_of(&f.lexicon, f.corpus, "shared")], stem[lexeme_of(&f.lexicon, f.corpus, "share")]);
    assert_int_not_equal(stem[lexeme_of(&f.lexicon, f.corpus, "city")], stem[lexeme_of(&f.lexicon, f.corpus, "box")]);
    made_free(&f);
}

static void stems_are_those_of_the_language(void **state)
{
    (void)state;
    static const char *const mixed[] = {
        "the stars and the telescope are here with the old observatory", "the telescope is on the hill",
        "суп и масло, соль и вода или суп с маслом и солью", "the house on the hill is old"};
    fixture f = {.corpus = corpus_of(mixed, 4)};
    assert_int_equal(tt_vocab_build(&f.vocab, f.corpus, &(tt_vocab_opts){.language = "auto", .min_df = 1}, NULL),
                     TT_OK);
    assert_int_equal(tt__label_lexicon_build(&f.lexicon, f.corpus, &f.vocab), TT_OK);
    const int32_t *stem = f.lexicon.stem;
    assert_int_equal(stem[lexeme_of(&f.lexicon, f.corpus, "масло")], stem[lexeme_of(&f.lexicon, f.corpus, "маслом")]);
    assert_int_equal(stem[lexeme_of(&f.lexicon, f.corpus, "соль")], stem[lexeme_of(&f.lexicon, f.corpus, "солью")]);
    assert_int_not_equal(stem[lexeme_of(&f.lexicon, f.corpus, "суп")], stem[lexeme_of(&f.lexicon, f.corpus, "масло")]);
    made_free(&f);
}

static tt_status build(void *arg)
{
    fixture *f = arg;
    tt__label_lexicon lexicon = {0};
    tt_status status = tt__label_lexicon_build(&lexicon, f->corpus, &f->vocab);
    tt__label_lexicon_free(&lexicon);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    fixture f = made();
    assert_true(until_memory_suffices(build, &f) > 4);
    made_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(plurals_and_singulars_are_one),
                                       cmocka_unit_test(kinds_of_words), cmocka_unit_test(stems_tell_twins),
                                       cmocka_unit_test(stems_are_those_of_the_language),
                                       cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/lexicon", tests, NULL, NULL);
}
