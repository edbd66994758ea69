/* A dictionary: numbers by bytes, what it owns, and other corpora bound to it. */
#include "small_corpus.h"

static const char *const birds[] = {"The Owl hoots. Owls and an owl fly.", "A heron fishes; the heron waits.",
                                    "étang: herons, owls, Étang"};

static tt_vocab built(const tt_corpus *corpus, tt_vocab_opts opts)
{
    tt_vocab vocab = {0};
    opts.min_df = 1;
    assert_int_equal(tt_vocab_build(&vocab, corpus, &opts, NULL), TT_OK);
    return vocab;
}

static void terms_ascend_by_bytes(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(birds, 3);
    tt_vocab v = built(corpus, tt_vocab_opts_default());
    static const char *const terms[] = {"fishes", "fly", "heron", "herons", "hoots", "owl", "owls", "waits", "étang"};
    static const int32_t df[] = {1, 1, 1, 1, 1, 1, 2, 1, 1};
    assert_int_equal(v.own->n_terms, 9);
    assert_int_equal(v.own->n_docs, 3);
    for (int32_t t = 0; t < 9; t++) {
        assert_string_equal(tt_dictionary_term(v.own, t), terms[t]);
        assert_int_equal(v.own->df[t], df[t]);
        assert_int_equal(tt_dictionary_find(v.own, terms[t], strlen(terms[t])), t);
        assert_string_equal(tt_dictionary_shown(v.own, t), tt_corpus_word(corpus, v.term_word[t]));
    }
    static const char *const others[] = {"", "f", "fishe", "fishess", "owlx", "zz", "\xff"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(tt_dictionary_find(v.own, others[i], strlen(others[i])), TT_NO_TERM);
    assert_int_equal(tt_dictionary_find(v.own, "owls", 3), 5); /* n bytes count, not the NUL */
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

/* What another document says first moves no number. */
static void numbers_do_not_depend_on_the_order_of_words(void **state)
{
    (void)state;
    static const char *const turned[] = {"Étang étang owls herons", "waits heron the fishes a; heron",
                                         "fly owl an and Owls hoots Owl"};
    tt_corpus *corpus = small_corpus(birds, 3), *other = small_corpus(turned, 3);
    tt_vocab a = built(corpus, tt_vocab_opts_default()), b = built(other, tt_vocab_opts_default());
    assert_int_equal(a.n_terms, b.n_terms);
    for (int32_t t = 0; t < a.n_terms; t++)
        assert_string_equal(tt_dictionary_term(a.own, t), tt_dictionary_term(b.own, t));
    tt_vocab_free(&a);
    tt_vocab_free(&b);
    tt_corpus_free(corpus);
    tt_corpus_free(other);
}

static void the_corpus_itself_binds_as_it_was(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(birds, 3);
    for (int stem = 0; stem < 2; stem++) {
        tt_vocab_opts opts = tt_vocab_opts_default();
        opts.stem = stem;
        tt_vocab v = built(corpus, opts), bound = {0};
        assert_int_equal(tt_vocab_bind(&bound, v.own, corpus, NULL), TT_OK);
        assert_null(bound.own);
        assert_int_equal(bound.n_words, v.n_words);
        assert_memory_equal(bound.word_term, v.word_term, (size_t)v.n_words * sizeof *v.word_term);
        assert_memory_equal(bound.word_stop, v.word_stop, (size_t)v.n_words * sizeof *v.word_stop);
        tt_vocab_free(&bound);
        tt_vocab_free(&v);
    }
    tt_corpus_free(corpus);
}

/* Words of a new corpus: known ones are terms, stop words of the file are none, new ones are none; counts go by them.
 */
static void another_corpus_is_bound(void **state)
{
    (void)state;
    static const char *const text[] = {"A HERON and a pelican, a heron", "pelican"};
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/stop.txt", folder);
    write_text(path, "owl\n");
    tt_corpus *corpus = small_corpus(birds, 3), *other = small_corpus(text, 2);
    tt_vocab_opts opts = tt_vocab_opts_default();
    opts.stopwords_file = path;
    tt_vocab v = built(corpus, opts), bound = {0};
    temporary_folder_remove(folder); /* the dictionary keeps the words */
    assert_string_equal(v.own->stopwords, "owl\n");
    assert_int_equal(tt_dictionary_find(v.own, "owl", 3), TT_NO_TERM);
    assert_int_equal(tt_vocab_bind(&bound, v.own, other, NULL), TT_OK);
    int32_t heron = tt_dictionary_find(v.own, "heron", 5);
    assert_int_equal(tt_vocab_term(&bound, 0, find_word(other, "HERON")), heron);
    assert_int_equal(tt_vocab_term(&bound, 0, find_word(other, "pelican")), TT_NO_TERM);
    tt_csr counts = {0};
    assert_int_equal(tt_counts_build(&counts, other, &bound, NULL), TT_OK);
    assert_int_equal(counts.n_cols, v.n_terms);
    assert_int_equal(counts.ptr[1], 1);
    assert_int_equal(counts.ptr[2], 1);
    assert_int_equal(counts.idx[0], heron);
    assert_near((double)counts.val[0], 2, 0);
    tt_csr_free(&counts);
    tt_vocab_free(&bound);
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
    tt_corpus_free(other);
}

static tt_corpus *shared;
static tt_status bind_once(void *arg)
{
    tt_vocab bound = {0};
    tt_status status = tt_vocab_bind(&bound, arg, shared, &(tt_run){.threads = 1});
    tt_vocab_free(&bound);
    return status;
}

static void memory(void **state)
{
    (void)state;
    shared = small_corpus(birds, 3);
    tt_vocab v = built(shared, tt_vocab_opts_default());
    assert_true(until_memory_suffices(bind_once, v.own) > 5);
    assert_int_equal(tt_vocab_bind(&v, NULL, shared, NULL), TT_ERR_ARGUMENT);
    tt_vocab_free(&v);
    tt_corpus_free(shared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(terms_ascend_by_bytes),
                                       cmocka_unit_test(numbers_do_not_depend_on_the_order_of_words),
                                       cmocka_unit_test(the_corpus_itself_binds_as_it_was),
                                       cmocka_unit_test(another_corpus_is_bound), cmocka_unit_test(memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
