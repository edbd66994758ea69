/* What public functions refuse before they do anything: corpora that are not sealed, NULL, runs that make no sense. */
#include "build_fixture.h"

/* n documents, not sealed. */
static tt_corpus *unsealed(int32_t n)
{
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < n; i++) {
        char id[16], *text = corpus_text(i % 997);
        snprintf(id, sizeof id, "d%05d", i);
        assert_int_equal(tt_corpus_add(corpus, &(tt_document){.id = id, .text = text, .text_bytes = strlen(text)}),
                         TT_OK);
        free(text);
    }
    return corpus;
}

#define assert_refused(call, words)                                                                                    \
    do {                                                                                                               \
        assert_int_equal(call, TT_ERR_ARGUMENT);                                                                       \
        assert_non_null(strstr(tt_error_message(), words));                                                            \
    } while (0)

static void a_build_seals(void **state)
{
    (void)state;
    static const int32_t sizes[] = {40, 60000}; /* less than a batch, and more than one */
    for (int s = 0; s < 2; s++) {
        tt_corpus *corpus = unsealed(sizes[s]);
        tt_topics topics = {0};
        tt_build_opts opts = tt_build_opts_default();
        opts.topics = 4;
        assert_int_equal(tt_build(&topics, corpus, &opts, NULL), TT_OK);
        assert_int_equal(topics.tree.n, sizes[s]);
        assert_int_equal(tt_corpus_size(corpus), sizes[s]);
        assert_int_equal(tt_corpus_seal(corpus), TT_OK);
        tt_topics_free(&topics);
        tt_corpus_free(corpus);
    }
}

static void readers_of_what_is_not_sealed(void **state)
{
    (void)state;
    tt_corpus *open = unsealed(60000);
    const tt_corpus *corpora[] = {open, NULL};
    for (int c = 0; c < 2; c++) {
        int32_t labels = 7;
        int64_t tokens = 7;
        assert_int_equal(tt_corpus_size(corpora[c]), 0);
        assert_string_equal(tt_corpus_id(corpora[c], 0), "");
        assert_string_equal(tt_corpus_title(corpora[c], 0), "");
        assert_null(tt_corpus_path(corpora[c], 0, &labels));
        assert_int_equal(labels, 0);
        assert_null(tt_corpus_tokens(corpora[c], 0, &tokens));
        assert_int_equal(tokens, 0);
        assert_int_equal(tt_corpus_words(corpora[c]), 0);
        assert_string_equal(tt_corpus_word(corpora[c], 0), "");
        assert_int_equal(tt_corpus_get_stats(corpora[c])->read, 0);
        assert_int_equal(tt_corpus_get_stats(corpora[c])->boilerplate, -1);
    }
    assert_int_equal(tt_corpus_seal(open), TT_OK);
    static const int32_t out_of_range[] = {-1, 60000, INT32_MAX};
    for (int i = 0; i < 3; i++) {
        assert_string_equal(tt_corpus_id(open, out_of_range[i]), "");
        assert_string_equal(tt_corpus_word(open, out_of_range[i]), "");
    }
    tt_corpus_free(open);
}

static void functions_that_read_a_corpus(void **state)
{
    (void)state;
    tt_corpus *open = unsealed(40), *sealed = corpus_of(40, 0, 1, NULL);
    tt_vocab vocab = {0}, none = {0};
    tt_topics topics = {0};
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 4;
    assert_int_equal(tt_build(&topics, sealed, &opts, NULL), TT_OK);
    assert_int_equal(tt_vocab_build(&vocab, sealed, NULL, NULL), TT_OK);
    tt_csr counts = {0};
    tt_label_quality labels = {0};
    tt_inner_quality inner;
    tt_review review = {0};
    tt_labels_input in = {.corpus = open, .vocab = &vocab, .tree = &topics.tree};
    assert_refused(tt_corpus_drop_boilerplate(open), "not sealed");
    assert_refused(tt_vocab_build(&none, open, NULL, NULL), "not sealed");
    assert_refused(tt_counts_build(&counts, open, &vocab, NULL), "not sealed");
    assert_refused(tt_labels_build(topics.topic, &in, NULL, NULL), "not sealed");
    assert_refused(tt_eval_labels(&labels, &topics, open), "not sealed");
    assert_refused(tt_eval_inner(&inner, &topics, open, NULL), "not sealed");
    assert_refused(tt_eval_review(&review, &topics, open, NULL), "not sealed");
    tt_vocab_free(&vocab);
    tt_topics_free(&topics);
    tt_corpus_free(open);
    tt_corpus_free(sealed);
}

static void null_where_something_is_needed(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(40, 0, 1, NULL), *made = NULL, *open = unsealed(1);
    tt_topics topics = {0};
    tt_csr x = {0};
    double *idf = NULL;
    const char *no_input[] = {NULL};
    const char *const no_label[] = {"a", NULL};
    assert_refused(tt_build(NULL, corpus, NULL, NULL), "NULL");
    assert_refused(tt_build(&topics, NULL, NULL, NULL), "NULL");
    assert_refused(tt_corpus_new(NULL, NULL, NULL), "NULL");
    assert_refused(tt_corpus_read(NULL, no_input, 1, NULL, NULL), "NULL");
    assert_refused(tt_corpus_read(&made, NULL, 1, NULL, NULL), "NULL");
    assert_refused(tt_corpus_read(&made, no_input, 1, NULL, NULL), "NULL");
    assert_refused(tt_corpus_add(NULL, &(tt_document){.id = "a"}), "NULL");
    assert_refused(tt_corpus_add(open, NULL), "NULL");
    assert_refused(tt_corpus_add(open, &(tt_document){.id = "a", .text_bytes = 3}), "NULL");
    assert_refused(tt_corpus_add(open, &(tt_document){.id = "a", .n_path = 1}), "NULL");
    assert_refused(tt_corpus_add(open, &(tt_document){.id = "a", .path = no_label, .n_path = 2}), "NULL");
    assert_refused(tt_corpus_add(open, &(tt_document){.id = "a", .n_path = -1}), "negative");
    assert_refused(tt_corpus_seal(NULL), "NULL");
    assert_refused(tt_corpus_drop_boilerplate(NULL), "NULL");
    assert_refused(tt_vocab_build(NULL, corpus, NULL, NULL), "NULL");
    assert_refused(tt_counts_build(&x, corpus, NULL, NULL), "NULL");
    assert_refused(tt_weights_apply(NULL, &idf, NULL, NULL), "NULL");
    assert_refused(tt_kmeans(NULL, NULL, NULL, NULL), "NULL");
    assert_refused(tt_cluster_sums(&x, NULL, NULL, NULL), "NULL");
    assert_refused(tt_outliers_take(NULL, NULL, NULL, NULL, NULL), "NULL");
    assert_refused(tt_linkage_build(NULL, &x, NULL, TT_LINKAGE_I2, NULL), "NULL");
    assert_refused(tt_svd_truncated(NULL, NULL, NULL, NULL), "NULL");
    assert_refused(tt_tree_build(NULL, NULL, NULL, NULL), "NULL");
    assert_refused(tt_shape_resolve(NULL, NULL, 2), "NULL");
    assert_refused(tt_labels_build(NULL, NULL, NULL, NULL), "NULL");
    assert_refused(tt_eval_labels(NULL, &topics, corpus), "NULL");
    assert_refused(tt_eval_inner(NULL, &topics, corpus, NULL), "NULL");
    assert_refused(tt_eval_review(NULL, &topics, corpus, NULL), "NULL");
    assert_refused(tt_agreement_compute(NULL, NULL, NULL, 3), "NULL");
    assert_refused(tt_selection_make(NULL, &topics, NULL), "NULL");
    assert_refused(tt_find_text(NULL, NULL, "a", "a"), "NULL");
    assert_refused(tt_export_write(NULL, "json", NULL, "-"), "NULL");
    assert_refused(tt_export_write(&topics, "json", NULL, NULL), "NULL");
    assert_refused(tt_topics_load(&topics, NULL), "NULL");
    assert_refused(tt_edits_load(NULL, "x"), "NULL");
    tt_corpus_free(open);
    tt_corpus_free(corpus);
}

static void fewer_than_no_threads(void **state)
{
    (void)state;
    const tt_run run = {.threads = -3};
    tt_corpus *corpus = corpus_of(40, 0, 1, NULL), *made = NULL;
    tt_vocab vocab = {0}, none = {0};
    tt_csr counts = {0}, x = {0};
    tt_topics topics = {0}, built = {0};
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 4;
    assert_int_equal(tt_build(&topics, corpus, &opts, NULL), TT_OK);
    assert_int_equal(tt_vocab_build(&vocab, corpus, NULL, NULL), TT_OK);
    assert_int_equal(tt_counts_build(&counts, corpus, &vocab, NULL), TT_OK);
    tt_kmeans_input in = {.x = &counts};
    tt_kmeans_opts kmeans = tt_kmeans_opts_default();
    kmeans.k = 4;
    tt_partition partition = {0}, other = {0};
    assert_int_equal(tt_kmeans(&partition, &in, &kmeans, NULL), TT_OK);
    tt_merges merges = {0};
    tt_svd svd = {0};
    tt_tree tree = {0};
    int32_t size[4] = {10, 10, 10, 10};
    tt_svd_opts rank = tt_svd_opts_default();
    rank.rank = 2;
    const tt_outliers_opts outliers = {.share = .1, .min_size = 1};
    const char *input = "tests/data/sample.jsonl", *ids[40];
    for (int32_t i = 0; i < 40; i++) ids[i] = tt_corpus_id(corpus, i);
    assert_int_equal(tt_cluster_sums(&x, &in, &partition, NULL), TT_OK);
    tt_tree_input leaves = {.sums = &x, .label = partition.label, .doc_id = ids, .n = 40, .linkage = TT_LINKAGE_I2};
    tt_labels_input words = {.corpus = corpus, .vocab = &vocab, .tree = &topics.tree};
    tt_inner_quality inner;
    tt_review review = {0};
    tt_csr sums = {0};
    assert_refused(tt_corpus_new(&made, NULL, &run), "threads");
    assert_refused(tt_corpus_read(&made, &input, 1, NULL, &run), "threads");
    assert_refused(tt_build(&built, corpus, &opts, &run), "threads");
    assert_refused(tt_vocab_build(&none, corpus, NULL, &run), "threads");
    assert_refused(tt_counts_build(&sums, corpus, &vocab, &run), "threads");
    assert_refused(tt_weights_apply(&counts, NULL, NULL, &run), "threads");
    assert_refused(tt_kmeans(&other, &in, &kmeans, &run), "threads");
    assert_refused(tt_cluster_sums(&sums, &in, &partition, &run), "threads");
    assert_refused(tt_outliers_take(&partition, &in, &x, &outliers, &run), "threads");
    assert_refused(tt_linkage_build(&merges, &x, size, TT_LINKAGE_I2, &run), "threads");
    assert_refused(tt_svd_truncated(&svd, &counts, &rank, &run), "threads");
    assert_refused(tt_tree_build(&tree, &leaves, NULL, &run), "threads");
    assert_refused(tt_labels_build(topics.topic, &words, NULL, &run), "threads");
    assert_refused(tt_eval_inner(&inner, &topics, corpus, &run), "threads");
    assert_refused(tt_eval_review(&review, &topics, corpus, &run), "threads");
    tt_partition_free(&partition);
    tt_csr_free(&counts);
    tt_csr_free(&x);
    tt_vocab_free(&vocab);
    tt_topics_free(&topics);
    tt_corpus_free(corpus);
}

/* A corpus whose sealing failed half way has tokens of two numberings: nothing may read it. */
static void sealing_that_failed(void **state)
{
    (void)state;
    int broken = 0;
    for (int64_t allowed = 0;; allowed++) {
        tt_corpus *corpus = unsealed(40);
        tt_topics topics = {0};
        tt__base_memory_fail_after(allowed);
        tt_status status = tt_corpus_seal(corpus);
        tt__base_memory_fail_after(-1);
        if (status == TT_OK) {
            tt_corpus_free(corpus);
            break;
        }
        assert_int_equal(status, TT_ERR_MEMORY);
        assert_refused(tt_corpus_seal(corpus), "failed");
        assert_refused(tt_build(&topics, corpus, NULL, NULL), "failed");
        assert_refused(tt_corpus_add(corpus, &(tt_document){.id = "a"}), "failed");
        assert_int_equal(tt_corpus_size(corpus), 0);
        tt_corpus_free(corpus);
        broken++;
    }
    assert_true(broken > 3);
}

static void options_that_are_null_are_defaults(void **state)
{
    (void)state;
    assert_null(tt_build_opts_check(NULL));
    assert_null(tt_corpus_opts_check(NULL));
    assert_null(tt_export_opts_check(NULL));
    assert_null(tt_kmeans_opts_check(NULL));
    assert_null(tt_labels_opts_check(NULL));
    assert_null(tt_outliers_opts_check(NULL));
    assert_null(tt_shape_opts_check(NULL));
    assert_null(tt_svd_opts_check(NULL));
    assert_null(tt_vocab_opts_check(NULL));
    assert_null(tt_weights_opts_check(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_build_seals),
        cmocka_unit_test(readers_of_what_is_not_sealed),
        cmocka_unit_test(functions_that_read_a_corpus),
        cmocka_unit_test(null_where_something_is_needed),
        cmocka_unit_test(fewer_than_no_threads),
        cmocka_unit_test(sealing_that_failed),
        cmocka_unit_test(options_that_are_null_are_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
