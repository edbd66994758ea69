#include "labels_fixture.h"

static int32_t phrase(const labels_fixture *f, const char *a, const char *b)
{
    return tt__phrase_find(&f->phrases, lexeme_of(&f->lexicon, f->corpus, a), lexeme_of(&f->lexicon, f->corpus, b));
}

static void words_side_by_side(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(PHRASES);
    int32_t net = phrase(f, "neural", "network");
    assert_true(net >= f->phrases.first);
    assert_int_equal(net, phrase(f, "Neural", "networks")); /* inflection and case do not matter */
    assert_int_equal(f->phrases.uses[net], 7);
    assert_true(phrase(f, "New", "York") > 0);
    assert_true(phrase(f, "x", "ray") > 0);
    assert_int_equal(phrase(f, "bread", "flour"), -1); /* never side by side: a stop word is between */
    assert_int_equal(phrase(f, "butter", "cherry"), -1); /* a comma is between */
    fixture_free(f);
}

static void parts_of_phrases_are_hidden(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(PHRASES);
    assert_true(f->phrases.dropped[lexeme_of(&f->lexicon, f->corpus, "York")]);
    assert_true(f->phrases.dropped[lexeme_of(&f->lexicon, f->corpus, "decision")]);
    assert_false(f->phrases.dropped[phrase(f, "New", "York")]);
    assert_false(f->phrases.dropped[lexeme_of(&f->lexicon, f->corpus, "bread")]);
    fixture_free(f);
}

static void boilerplate_is_no_phrase(void **state)
{
    (void)state;
    static const char *const text[] = {"Green parrots fly. Alpha beta!", "Red parrots sing. Alpha beta!", "Parrots eat nuts. Alpha beta!",
                                       "Old parrots sleep. Alpha beta!", "Young parrots talk. Alpha beta!"};
    tt_corpus *corpus = corpus_of(text, 5);
    tt_vocab vocab = {0};
    tt_vocab_opts all = {.language = "en", .min_df = 1, .max_df = 1};
    assert_int_equal(tt_vocab_build(&vocab, corpus, &all, NULL), TT_OK);
    tt__lexicon lexicon = {0};
    tt__reader reader = {0};
    assert_int_equal(tt__lexicon_build(&lexicon, corpus, &vocab), TT_OK);
    assert_int_equal(tt__reader_build(&reader, corpus, &vocab, &lexicon, NULL), TT_OK);
    tt__reading *reading = tt__readings_new(&reader, 1);
    assert_non_null(reading);
    tt__read(&reader, 0, reading);
    for (int64_t at = 0; at < reading->n; at++) {
        int32_t token = reading->token[at];
        const char *word = token == TT_TOKEN_BREAK ? "" : tt_corpus_word(corpus, TT_TOKEN_WORD(token));
        assert_int_equal(reading->lexeme[at] >= 0, strcmp(word, "Green") == 0 || strcmp(word, "parrots") == 0 || strcmp(word, "fly") == 0);
    }
    tt__readings_free(reading, 1);
    tt__reader_free(&reader);
    tt__lexicon_free(&lexicon);
    tt_vocab_free(&vocab);
    tt_corpus_free(corpus);
}

static void no_half_compounds(void **state)
{
    (void)state;
    static const char *const text[] = {"self-supervised learning", "a self-supervised method", "some self-supervised learning here"};
    tt_corpus *corpus = corpus_of(text, 3);
    tt_vocab vocab = {0};
    tt_vocab_opts all = {.language = "none", .min_df = 1, .max_df = 1};
    assert_int_equal(tt_vocab_build(&vocab, corpus, &all, NULL), TT_OK);
    tt__lexicon lexicon = {0};
    tt__reader reader = {0};
    tt__phrases phrases = {0};
    assert_int_equal(tt__lexicon_build(&lexicon, corpus, &vocab), TT_OK);
    assert_int_equal(tt__reader_build(&reader, corpus, &vocab, &lexicon, NULL), TT_OK);
    assert_int_equal(tt__phrases_build(&phrases, &reader, 3, NULL), TT_OK);
    int32_t self = lexeme_of(&lexicon, corpus, "self"), supervised = lexeme_of(&lexicon, corpus, "supervised");
    int32_t learning = lexeme_of(&lexicon, corpus, "learning"), both = tt__phrase_find(&phrases, self, supervised), lexeme[3];
    assert_true(both >= 0);
    assert_int_equal(tt__phrase_find(&phrases, supervised, learning), -1);
    assert_int_equal(tt__phrase_lexemes(&phrases, both, lexeme), 2);
    assert_int_equal(lexeme[0], self);
    assert_int_equal(lexeme[1], supervised);
    tt__phrases_free(&phrases);
    tt__reader_free(&reader);
    tt__lexicon_free(&lexicon);
    tt_vocab_free(&vocab);
    tt_corpus_free(corpus);
}

static tt_status build(void *arg)
{
    labels_fixture *f = arg;
    tt__phrases phrases = {0};
    tt__reader reader = {0};
    tt_status status = tt__reader_build(&reader, f->corpus, &f->vocab, &f->lexicon, &f->run);
    if (status == TT_OK) status = tt__phrases_build(&phrases, &reader, 3, &f->run);
    tt__phrases_free(&phrases);
    tt__reader_free(&reader);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(READ);
    assert_true(until_memory_suffices(build, f) > 6);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_side_by_side), cmocka_unit_test(parts_of_phrases_are_hidden),
                                       cmocka_unit_test(boilerplate_is_no_phrase), cmocka_unit_test(no_half_compounds),
                                       cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/phrases", tests, NULL, NULL);
}
