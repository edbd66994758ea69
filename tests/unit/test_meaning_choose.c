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

/* The words of one term are never all among those of another. */
static void no_term_within_another(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(CHOICE);
    for (int32_t v = 1; v < f->tree.m; v++) {
        const tt__chosen *term = f->choice.term + v * f->choice.room;
        for (int32_t t = 0; t < f->choice.n[v]; t++)
            for (int32_t u = 0; u < t; u++) {
                int32_t x[TT__PHRASE_WORDS], y[TT__PHRASE_WORDS], n_x = tt__phrase_lexemes(&f->phrases, term[t].candidate, x),
                    n_y = tt__phrase_lexemes(&f->phrases, term[u].candidate, y);
                if (n_x == 1 || n_y == 1) assert_false(tt__share_stem(&f->phrases, term[t].candidate, term[u].candidate));
            }
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
    assert_true(lists(f, 4, "New York"));
    assert_true(lists(f, 6, "pie"));
    assert_false(lists(f, 2, "network") || lists(f, 2, "neural"));
    if (f->choice.n[2] < f->choice.room) assert_null(f->text[2 * f->choice.room + f->choice.n[2]]);
    fixture_free(f);
}

/* ---- a root with two leaves: text[d] for the first `size` documents, which are leaf 1, and as many others in leaf 2 ---- */

enum { LARGEST = 120 };

typedef struct pair_of_leaves {
    int32_t begin[3], end[3], order[2 * LARGEST];
    labels_fixture *f;
} pair_of_leaves;

static pair_of_leaves *pair_of(const char *const *text, int32_t size)
{
    static int32_t parent[] = {TT_NO_NODE, 0, 0}, next[] = {TT_NO_NODE, 2, TT_NO_NODE}, children[] = {2, 0, 0}, level[] = {0, 1, 1};
    const char *all[2 * LARGEST];
    pair_of_leaves *p = calloc(1, sizeof *p);
    labels_fixture *f = calloc(1, sizeof *f);
    assert_true(p && f);
    for (int32_t i = 0; i < 2 * size; i++) {
        all[i] = i < size ? text[i] : i % 2 ? "Camel. Dune." : "Camel. Oasis.";
        p->order[i] = i;
    }
    p->end[1] = p->begin[2] = size;
    p->end[0] = p->end[2] = 2 * size;
    p->f = f;
    f->corpus = corpus_of(all, 2 * size);
    f->vocab = vocab_of(f->corpus);
    f->tree = (tt_tree){.m = 3, .n = 2 * size, .parent = parent, .next = next, .n_children = children, .level = level,
                        .begin = p->begin, .end = p->end, .height = fixture_height, .id = fixture_id, .order = p->order};
    assert_int_equal(tt__lexicon_build(&f->lexicon, f->corpus, &f->vocab), TT_OK);
    assert_int_equal(tt__reader_build(&f->reader, f->corpus, &f->vocab, &f->lexicon, NULL), TT_OK);
    assert_int_equal(tt__phrases_build(&f->phrases, &f->reader, 1, NULL), TT_OK);
    assert_int_equal(tt__usage_build(&f->usage, &f->phrases, &f->tree, p->order, NULL), TT_OK);
    assert_int_equal(tt__choose(&f->choice, &f->usage, &f->phrases, 8, NULL), TT_OK);
    return p;
}

static void pair_free(pair_of_leaves *p)
{
    fixture_free(p->f);
    free(p);
}

/* The place of a word in the list of leaf 1, past its end where it is not there. */
static int32_t place_of(const pair_of_leaves *p, const char *word)
{
    const labels_fixture *f = p->f;
    int32_t candidate = lexeme_of(&f->lexicon, f->corpus, word), t = 0;
    while (t < f->choice.n[1] && f->choice.term[f->choice.room + t].candidate != candidate) t++;
    return t;
}

/* As many documents of the topic use "violin" as "sail", and no other term covers them, but it keeps no company. */
static void what_keeps_no_company_comes_last(void **state)
{
    (void)state;
    static const char *const kind[] = {"Harbour. Anchor. Sail.", "Harbour. Anchor. Rudder.", "Violin."};
    const char *text[LARGEST];
    for (int32_t i = 0; i < LARGEST; i++) text[i] = kind[i % 3];
    pair_of_leaves *p = pair_of(text, LARGEST);
    assert_true(place_of(p, "Harbour") < 2 && place_of(p, "Anchor") < 2);
    assert_true(place_of(p, "Sail") < place_of(p, "Violin"));
    assert_true(place_of(p, "Rudder") < place_of(p, "Violin"));
    pair_free(p);
}

/* "fuel" and "telescope" are used alike, but the three words that lead cover all of the fuel already. */
static void what_is_covered_counts_less(void **state)
{
    (void)state;
    const char *text[100];
    for (int32_t i = 0; i < 100; i++)
        text[i] = i < 50 ? "Rocket. Orbit. Launch. Fuel." : i < 60 ? "Rocket. Orbit. Launch. Telescope." : "Telescope.";
    pair_of_leaves *p = pair_of(text, 100);
    assert_true(place_of(p, "Rocket") < 3 && place_of(p, "Orbit") < 3 && place_of(p, "Launch") < 3);
    assert_int_equal(place_of(p, "Telescope"), 3);
    assert_int_equal(place_of(p, "Fuel"), 4);
    pair_free(p);
}

static tt_status build(void *arg)
{
    labels_fixture *f = arg, g = {0};
    tt_status status = tt__usage_build(&g.usage, &f->phrases, &f->tree, f->tree_doc, &f->run);
    if (status == TT_OK) status = tt__choose(&g.choice, &g.usage, &f->phrases, 8, &f->run);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(documents_are_counted_upwards), cmocka_unit_test(siblings_share_no_term), cmocka_unit_test(no_term_within_another),
                                       cmocka_unit_test(what_keeps_no_company_comes_last), cmocka_unit_test(what_is_covered_counts_less),
                                       cmocka_unit_test(terms_as_people_write_them), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/choose", tests, NULL, NULL);
}
