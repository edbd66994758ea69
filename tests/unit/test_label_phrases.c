#include "labels_fixture.h"

static int32_t phrase(const labels_fixture *f, const char *a, const char *b)
{
    return tt__label_phrase_find(&f->phrases, lexeme_of(&f->lexicon, f->corpus, a),
                                 lexeme_of(&f->lexicon, f->corpus, b));
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
    assert_int_equal(phrase(f, "bread", "flour"), -1);   /* never side by side: a stop word is between */
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
    static const char *const text[] = {"Green parrots fly. Alpha beta!", "Red parrots sing. Alpha beta!",
                                       "Parrots eat nuts. Alpha beta!", "Old parrots sleep. Alpha beta!",
                                       "Young parrots talk. Alpha beta!"};
    tt_corpus *corpus = corpus_of(text, 5);
    tt_vocab vocab = {0};
    tt_vocab_opts all = {.language = "en", .min_df = 1, .max_df = 1};
    assert_int_equal(tt_vocab_build(&vocab, corpus, &all, NULL), TT_OK);
    tt__label_lexicon lexicon = {0};
    tt__label_text reader = {0};
    assert_int_equal(tt__label_lexicon_build(&lexicon, corpus, &vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&reader, corpus, &vocab, &lexicon, NULL), TT_OK);
    static const char *const left[] = {"Green", "parrots", "fly"};
    assert_int_equal(reader.reading[0].n, 3);
    for (int32_t at = 0; at < 3; at++)
        assert_int_equal(TT__LABEL_LINK_LEXEME(reader.reading[0].link[at]), lexeme_of(&lexicon, corpus, left[at]));
    tt__label_text_free(&reader);
    tt__label_lexicon_free(&lexicon);
    tt_vocab_free(&vocab);
    tt_corpus_free(corpus);
}

static void no_half_compounds(void **state)
{
    (void)state;
    static const char *const text[] = {"self-supervised learning", "a self-supervised method",
                                       "some self-supervised learning here"};
    tt_corpus *corpus = corpus_of(text, 3);
    tt_vocab vocab = {0};
    tt_vocab_opts all = {.language = "none", .min_df = 1, .max_df = 1};
    assert_int_equal(tt_vocab_build(&vocab, corpus, &all, NULL), TT_OK);
    tt__label_lexicon lexicon = {0};
    tt__label_text reader = {0};
    tt__label_phrases phrases = {0};
    assert_int_equal(tt__label_lexicon_build(&lexicon, corpus, &vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&reader, corpus, &vocab, &lexicon, NULL), TT_OK);
    assert_int_equal(tt__label_phrases_build(&phrases, &reader, 3, NULL), TT_OK);
    int32_t self = lexeme_of(&lexicon, corpus, "self"), supervised = lexeme_of(&lexicon, corpus, "supervised");
    int32_t learning = lexeme_of(&lexicon, corpus, "learning"),
            both = tt__label_phrase_find(&phrases, self, supervised), lexeme[3];
    assert_true(both >= 0);
    assert_int_equal(tt__label_phrase_find(&phrases, supervised, learning), -1);
    assert_int_equal(tt__label_phrase_lexemes(&phrases, both, lexeme), 2);
    assert_int_equal(lexeme[0], self);
    assert_int_equal(lexeme[1], supervised);
    tt__label_phrases_free(&phrases);
    tt__label_text_free(&reader);
    tt__label_lexicon_free(&lexicon);
    tt_vocab_free(&vocab);
    tt_corpus_free(corpus);
}

static tt_status build(void *arg)
{
    labels_fixture *f = arg;
    tt__label_phrases phrases = {0};
    tt__label_text reader = {0};
    tt_status status = tt__label_text_build(&reader, f->corpus, &f->vocab, &f->lexicon, &f->run);
    if (status == TT_OK) status = tt__label_phrases_build(&phrases, &reader, 3, &f->run);
    tt__label_phrases_free(&phrases);
    tt__label_text_free(&reader);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(READ);
    assert_true(until_memory_suffices(build, f) > 6);
    fixture_free(f);
}

/* What was noted where it stands is what a search finds there. */
static void as_searched_for(void **state)
{
    (void)state;
    static const char *const text[] = {
        "A support vector machine learns margins", "The support vector machine of Vapnik and a kernel",
        "Each support vector machine has one kernel", "Support vectors span it, vector machines do not"};
    labels_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->corpus = corpus_of(text, 4);
    f->vocab = vocab_of(f->corpus);
    assert_int_equal(tt__label_lexicon_build(&f->lexicon, f->corpus, &f->vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&f->reader, f->corpus, &f->vocab, &f->lexicon, NULL), TT_OK);
    assert_int_equal(tt__label_phrases_build(&f->phrases, &f->reader, 3, NULL), TT_OK);
    const tt__label_phrases *p = &f->phrases;
    int32_t *uses = calloc((size_t)p->n, sizeof *uses), longest = 0;
    assert_non_null(uses);
    for (int32_t i = 0; i < 4; i++)
        for (int32_t at = 0; at < f->reader.reading[i].n; at++) {
            const uint32_t *link = f->reader.reading[i].link + at;
            int32_t found[TT__LABEL_PHRASE_WORDS],
                id = link[0] & TT__LABEL_LINK_BEGINS ? TT__LABEL_LINK_LEXEME(link[0]) : -1;
            tt__label_phrases_at(p, i, at, found);
            for (int32_t w = 0; w < TT__LABEL_PHRASE_WORDS; w++) {
                if (w > 0 && id >= 0)
                    id = link[w - 1] & TT__LABEL_LINK_ON ? tt__label_phrase_find(p, id, TT__LABEL_LINK_LEXEME(link[w]))
                                                         : -1;
                int32_t expected = id >= 0 && link[w] & TT__LABEL_LINK_ENDS ? id : -1;
                assert_int_equal(found[w], expected);
                if (w > 0 && expected >= 0) uses[expected]++;
                if (expected >= 0 && w > longest) longest = w;
            }
        }
    for (int32_t id = p->first; id < p->n; id++) assert_int_equal(p->uses[id], uses[id]);
    assert_int_equal(longest, 2);
    free(uses);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_side_by_side),       cmocka_unit_test(parts_of_phrases_are_hidden),
        cmocka_unit_test(boilerplate_is_no_phrase), cmocka_unit_test(no_half_compounds),
        cmocka_unit_test(as_searched_for),          cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/phrases", tests, NULL, NULL);
}
