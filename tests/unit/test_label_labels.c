#include "labels_fixture.h"

static void topics_free(tt_topic *topic, int32_t m)
{
    for (int32_t v = 0; v < m; v++) {
        for (int32_t t = 0; t < topic[v].n_terms; t++) free(topic[v].terms[t].text);
        free(topic[v].terms);
        free(topic[v].name);
    }
}

static tt_labels_input input_of(const labels_fixture *f)
{
    return (tt_labels_input){.corpus = f->corpus, .vocab = &f->vocab, .tree = &f->tree, .tree_doc = f->tree_doc};
}

static void labels_the_four_topics(void **state)
{
    (void)state;
    labels_fixture *f = fixture_corpus();
    tt_topic topic[FIXTURE_NODES] = {0};
    tt_labels_input in = input_of(f);
    assert_int_equal(tt_labels_build(topic, &in, NULL, NULL), TT_OK);
    assert_string_equal(topic[0].name, "All documents");
    assert_non_null(strstr(topic[2].name, "neural network"));
    assert_non_null(strstr(topic[3].name, "decision tree"));
    assert_non_null(strstr(topic[5].name, "bread"));
    assert_non_null(strstr(topic[6].name, "pie"));
    for (int32_t v = 1; v < f->tree.m; v++) {
        assert_true(strncmp(topic[v].name, topic[v].terms[0].text, strlen(topic[v].terms[0].text)) == 0);
        if (f->tree.next[v] != TT_NO_NODE) assert_string_not_equal(topic[v].name, topic[f->tree.next[v]].name);
    }
    topics_free(topic, f->tree.m);
    fixture_free(f);
}

static void one_term_names_and_single_words(void **state)
{
    (void)state;
    labels_fixture *f = fixture_corpus();
    tt_topic topic[FIXTURE_NODES] = {0};
    tt_labels_input in = input_of(f);
    tt_labels_opts opts = tt_labels_opts_default();
    opts.n_terms = 2;
    opts.name_terms = opts.max_words = 1;
    assert_int_equal(tt_labels_build(topic, &in, &opts, NULL), TT_OK);
    for (int32_t v = 1; v < f->tree.m; v++) {
        assert_in_range(topic[v].n_terms, 1, 2);
        assert_null(strstr(topic[v].name, "·"));
        for (int32_t t = 0; t < topic[v].n_terms; t++) assert_null(strchr(topic[v].terms[t].text, ' '));
    }
    topics_free(topic, f->tree.m);
    fixture_free(f);
}

static void same_labels_for_any_number_of_threads(void **state)
{
    (void)state;
    labels_fixture *f = fixture_corpus();
    tt_topic one[FIXTURE_NODES] = {0}, three[FIXTURE_NODES] = {0};
    tt_labels_input in = input_of(f);
    tt_run run = {.threads = 1}, runs = {.threads = 3};
    assert_int_equal(tt_labels_build(one, &in, NULL, &run), TT_OK);
    assert_int_equal(tt_labels_build(three, &in, NULL, &runs), TT_OK);
    for (int32_t v = 0; v < f->tree.m; v++) {
        assert_string_equal(one[v].name, three[v].name);
        assert_int_equal(one[v].n_terms, three[v].n_terms);
        for (int32_t t = 0; t < one[v].n_terms; t++) {
            assert_string_equal(one[v].terms[t].text, three[v].terms[t].text);
            assert_true(one[v].terms[t].weight == three[v].terms[t].weight);
        }
    }
    topics_free(one, f->tree.m);
    topics_free(three, f->tree.m);
    fixture_free(f);
}

/* One document is one topic, which is the root: it is named after its words. */
static void a_single_document(void **state)
{
    (void)state;
    static const char *const text[] = {"Penguins dive for krill. Penguins breed on ice."};
    tt_corpus *corpus = corpus_of(text, 1);
    tt_vocab vocab = vocab_of(corpus);
    int32_t parent = TT_NO_NODE, zero = 0, one = 1;
    tt_tree tree = {.m = 1,
                    .n = 1,
                    .parent = &parent,
                    .next = &parent,
                    .n_children = &zero,
                    .level = &zero,
                    .begin = &zero,
                    .end = &one,
                    .height = fixture_height,
                    .id = fixture_id,
                    .order = &zero,
                    .leaf = &zero};
    tt_labels_input in = {.corpus = corpus, .vocab = &vocab, .tree = &tree, .tree_doc = &zero};
    tt_topic topic = {0};
    assert_int_equal(tt_labels_build(&topic, &in, NULL, NULL), TT_OK);
    assert_true(topic.n_terms >= 3);
    assert_non_null(strstr(topic.name, "enguins"));
    topics_free(&topic, 1);
    tt_vocab_free(&vocab);
    tt_corpus_free(corpus);
}

static void options_are_checked(void **state)
{
    (void)state;
    tt_labels_opts opts = tt_labels_opts_default();
    assert_null(tt_labels_opts_check(&opts));
    opts.n_terms = 0;
    assert_non_null(tt_labels_opts_check(&opts));
    opts = tt_labels_opts_default();
    opts.name_terms = 4;
    assert_non_null(tt_labels_opts_check(&opts));
    opts = tt_labels_opts_default();
    opts.max_words = 4;
    assert_non_null(tt_labels_opts_check(&opts));
    opts = tt_labels_opts_default();
    opts.n_representatives = -1;
    assert_non_null(tt_labels_opts_check(&opts));
    assert_int_equal(tt_labels_build(NULL, NULL, &opts, NULL), TT_ERR_ARGUMENT);
}

static tt_status build(void *arg)
{
    labels_fixture *f = arg;
    tt_labels_input in = input_of(f);
    tt_topic topic[FIXTURE_NODES] = {0};
    tt_status status = tt_labels_build(topic, &in, NULL, &f->run);
    for (int32_t v = 0; v < f->tree.m && status < 0; v++)
        assert_true(!topic[v].name && !topic[v].terms && topic[v].n_terms == 0);
    topics_free(topic, f->tree.m);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    labels_fixture *f = fixture_corpus();
    assert_true(until_memory_suffices(build, f) > 50);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(labels_the_four_topics),
                                       cmocka_unit_test(one_term_names_and_single_words),
                                       cmocka_unit_test(same_labels_for_any_number_of_threads),
                                       cmocka_unit_test(a_single_document),
                                       cmocka_unit_test(options_are_checked),
                                       cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/labels", tests, NULL, NULL);
}
