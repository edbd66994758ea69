/* Which candidates come into question, on the four topics of the fixture. */
#include "label/shortlist.h"
#include "labels_fixture.h"

enum { BEST = 5 };

static const tt__label_candidate_score *contender_of(const tt__label_shortlist *list, int32_t v, int32_t candidate)
{
    for (int32_t k = 0; k < list->n[v]; k++)
        if (list->contender[v][k].candidate == candidate) return &list->contender[v][k];
    return NULL;
}

static void best_first(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    tt__label_shortlist few = {0}, all = {0};
    assert_int_equal(tt__label_shortlist_build(&few, &f->usage, &f->phrases, BEST, &f->run), TT_OK);
    assert_int_equal(tt__label_shortlist_build(&all, &f->usage, &f->phrases, 1000, &f->run), TT_OK);
    assert_int_equal(few.m, f->tree.m);
    for (int32_t v = 0; v < f->tree.m; v++) {
        assert_int_equal(all.n[v], f->usage.node[v].n);
        assert_int_equal(few.n[v], BEST);
        for (int32_t k = 0; k < all.n[v]; k++) {
            const tt__label_candidate_score *c = &all.contender[v][k];
            assert_true(c->leading > 0 && c->further > 0 && c->company == 0 && c->fresh == 1);
            if (k > 0) assert_true(c->leading <= c[-1].leading);
            if (k < BEST) assert_memory_equal(&few.contender[v][k], c, sizeof *c);
        }
    }
    tt__label_shortlist_free(&few);
    tt__label_shortlist_free(&all);
    fixture_free(f);
}

/* What the whole family has says less about one child than what it has alone. */
static void a_child_is_told_from_its_sibling(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    tt__label_shortlist list = {0};
    int32_t pie = lexeme_of(&f->lexicon, f->corpus, "pie"), gradients = lexeme_of(&f->lexicon, f->corpus, "gradients"),
            crust = lexeme_of(&f->lexicon, f->corpus, "crust");
    assert_int_equal(tt__label_shortlist_build(&list, &f->usage, &f->phrases, 1000, &f->run), TT_OK);
    assert_null(contender_of(&list, 5, pie));
    assert_null(contender_of(&list, 6, gradients));
    assert_true(contender_of(&list, 6, pie)->leading > contender_of(&list, 6, crust)->leading);
    assert_true(contender_of(&list, 6, pie)->leading >
                contender_of(&list, 4, pie)->leading); /* half of 4 only, one child's */
    tt__label_shortlist_free(&list);
    fixture_free(f);
}

/* The last child of the root may be the outliers: they list nothing, and are no sibling's rival. */
static void outliers_list_nothing(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    tt__label_shortlist list = {0};
    assert_int_equal(tt__label_next_topic(&f->tree, 1), 4);
    assert_int_equal(tt__label_next_topic(&f->tree, 4), TT_NO_NODE);
    f->tree.outliers = 4;
    f->tree.n_children[4] = 0;
    assert_int_equal(tt__label_next_topic(&f->tree, 1), TT_NO_NODE);
    assert_int_equal(tt__label_shortlist_build(&list, &f->usage, &f->phrases, BEST, &f->run), TT_OK);
    f->tree.n_children[4] = 2;
    assert_int_equal(list.n[1], BEST);
    assert_int_equal(list.n[4], 0);
    tt__label_shortlist_free(&list);
    fixture_free(f);
}

static tt_status build(void *arg)
{
    labels_fixture *f = arg;
    tt__label_shortlist list = {0};
    tt_status status = tt__label_shortlist_build(&list, &f->usage, &f->phrases, BEST, &f->run);
    if (status < 0) assert_true(!list.n && !list.contender);
    tt__label_shortlist_free(&list);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    assert_true(until_memory_suffices(build, f) > 5);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(best_first), cmocka_unit_test(a_child_is_told_from_its_sibling),
                                       cmocka_unit_test(outliers_list_nothing), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/shortlist", tests, NULL, NULL);
}
