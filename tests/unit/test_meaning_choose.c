/* Usage of candidates, the choice of terms and their spelling, on the four topics of the fixture. */
#include "labels_fixture.h"

static const tt__use *use_of(const labels_fixture *f, int32_t v, int32_t candidate)
{
    for (int64_t e = f->usage.ptr[v]; e < f->usage.ptr[v + 1]; e++)
        if (f->usage.use[e].candidate == candidate) return &f->usage.use[e];
    return NULL;
}

static void documents_are_counted_upwards(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    int32_t pie = lexeme_of(&f->lexicon, f->corpus, "pie"), bread = lexeme_of(&f->lexicon, f->corpus, "bread");
    assert_int_equal(use_of(f, 6, pie)->documents, 6);
    assert_near((double)use_of(f, 6, pie)->share, 1, 1e-6);
    assert_int_equal(use_of(f, 4, pie)->documents, 6);
    assert_near((double)use_of(f, 4, pie)->share, .5, 1e-6);
    assert_int_equal(use_of(f, 5, bread)->documents, 5);
    assert_null(use_of(f, 1, bread));
    for (int32_t v = 0; v < f->tree.m; v++)
        for (int64_t e = f->usage.ptr[v]; e < f->usage.ptr[v + 1]; e++) {
            assert_false(f->phrases.dropped[f->usage.use[e].candidate]);
            if (e > f->usage.ptr[v]) assert_true(f->usage.use[e].candidate > f->usage.use[e - 1].candidate);
        }
    fixture_free(f);
}

static void siblings_share_no_term(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(CHOICE);
    for (int32_t v = 1; v < f->tree.m; v++) {
        const tt__chosen *term = f->choice.term + v * f->choice.room;
        assert_in_range(f->choice.n[v], 3, f->choice.room);
        for (int32_t t = 1; t < f->choice.n[v]; t++) assert_true(term[t].score > 0 && term[t].score <= term[t - 1].score);
        for (int32_t s = f->tree.next[v]; s != TT_NO_NODE; s = f->tree.next[s])
            for (int32_t t = 0; t < f->choice.n[v]; t++)
                for (int32_t u = 0; u < f->choice.n[s]; u++)
                    assert_int_not_equal(term[t].candidate, f->choice.term[s * f->choice.room + u].candidate);
    }
    fixture_free(f);
}

static bool lists(const labels_fixture *f, int32_t v, const char *text)
{
    for (int32_t t = 0; t < f->choice.n[v]; t++)
        if (strcmp(f->text[v * f->choice.room + t], text) == 0) return true;
    return false;
}

static void terms_as_people_write_them(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(SURFACES);
    assert_true(lists(f, 2, "neural network"));  /* four of seven are singular, capitals begin sentences */
    assert_true(lists(f, 3, "decision tree"));

    assert_true(lists(f, 5, "x-ray"));
    assert_true(lists(f, 6, "New York"));
    assert_true(lists(f, 6, "pie"));
    assert_false(lists(f, 2, "network") || lists(f, 2, "neural"));
    if (f->choice.n[2] < f->choice.room) assert_null(f->text[2 * f->choice.room + f->choice.n[2]]);
    fixture_free(f);
}

static tt_status build(void *arg)
{
    labels_fixture *f = arg, g = {0};
    tt_status status = tt__usage_build(&g.usage, &f->phrases, &f->tree, f->tree_doc, &f->run);
    if (status == TT_OK) status = tt__choose(&g.choice, &g.usage, &f->phrases, &f->tree, 8, &f->run);
    if (status == TT_OK) status = tt__surfaces_build(&g.text, &g.choice, &f->phrases, &f->run);
    tt__surfaces_free(g.text, &g.choice);
    tt__choice_free(&g.choice);
    tt__usage_free(&g.usage);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(PHRASES);
    assert_true(until_memory_suffices(build, f) > 20);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(documents_are_counted_upwards), cmocka_unit_test(siblings_share_no_term),
                                       cmocka_unit_test(terms_as_people_write_them), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/choose", tests, NULL, NULL);
}
