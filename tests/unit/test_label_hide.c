/* Hidden terms: words and phrases, in any case, with their other inflections and without the longer terms that hold
 * them. */
#include "label/hide.h"
#include "labels_fixture.h"

static bool hide(labels_fixture *f, const char *text)
{
    tt_hidden_term term = {.text = text, .found = true};
    assert_int_equal(tt__label_hide_term(&f->phrases, &term), TT_OK);
    return term.found;
}

static int32_t candidate(const labels_fixture *f, const char *a, const char *b)
{
    int32_t first = lexeme_of(&f->lexicon, f->corpus, a);
    return b ? tt__label_phrase_find(&f->phrases, first, lexeme_of(&f->lexicon, f->corpus, b)) : first;
}

static void hides_that_term_alone(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(PHRASES);
    int32_t bread = candidate(f, "bread", NULL), tree = candidate(f, "decision", "tree"),
            cherry = candidate(f, "cherry", NULL);
    assert_true(tree >= f->phrases.first);
    assert_false(f->phrases.dropped[bread] || f->phrases.dropped[tree] || f->phrases.dropped[cherry]);
    assert_true(hide(f, "BREAD"));
    assert_true(hide(f, "  Decision trees "));
    assert_true(f->phrases.dropped[bread] && f->phrases.dropped[tree]);
    assert_false(f->phrases.dropped[cherry]);
    assert_true(hide(f, "bread")); /* again */
    fixture_free(f);
}

static void finds_no_other(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(PHRASES);
    static const char *const none[] = {
        "zyzzyva", "", "the", "bread pie", "bread, flour", "42", "bread flour yeast dough", "decision zyzzyva"};
    bool *before = calloc((size_t)f->phrases.n, sizeof *before);
    assert_non_null(before);
    memcpy(before, f->phrases.dropped, (size_t)f->phrases.n * sizeof *before);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (hide(f, none[i])) fail_msg("\"%s\" was found", none[i]);
    assert_memory_equal(before, f->phrases.dropped, (size_t)f->phrases.n * sizeof *before);
    free(before);
    fixture_free(f);
}

static void labels_do_without(void **state)
{
    (void)state;
    labels_fixture *f = fixture_corpus();
    tt_topic topic[FIXTURE_NODES] = {0};
    tt_hidden_term hidden[] = {{.text = "neural network"}, {.text = "pie"}, {.text = "zyzzyva", .found = true}};
    tt_labels_input in = {.corpus = f->corpus,
                          .vocab = &f->vocab,
                          .tree = &f->tree,
                          .tree_doc = f->tree_doc,
                          .hidden = hidden,
                          .n_hidden = 3};
    assert_int_equal(tt_labels_build(topic, &in, NULL, NULL), TT_OK);
    assert_true(hidden[0].found && hidden[1].found);
    assert_false(hidden[2].found);
    for (int32_t v = 0; v < FIXTURE_NODES; v++) {
        assert_true(v == 0 || topic[v].n_terms > 0);
        for (int32_t t = 0; t < topic[v].n_terms; t++) {
            assert_string_not_equal(topic[v].terms[t].text, "neural network");
            assert_string_not_equal(topic[v].terms[t].text, "neural networks");
            assert_string_not_equal(topic[v].terms[t].text, "pie");
            free(topic[v].terms[t].text);
        }
        free(topic[v].terms);
        free(topic[v].name);
    }
    fixture_free(f);
}

static tt_status call(void *arg)
{
    labels_fixture *f = arg;
    return tt__label_hide_term(&f->phrases, &(tt_hidden_term){.text = "decision tree"});
}

static void memory(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(PHRASES);
    assert_true(until_memory_suffices(call, f) >= 3);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(hides_that_term_alone), cmocka_unit_test(finds_no_other),
                                       cmocka_unit_test(labels_do_without), cmocka_unit_test(memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
