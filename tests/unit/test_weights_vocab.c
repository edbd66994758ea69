#include "small_corpus.h"
#include "weights/candidates.h"
#include "weights/word_terms.h"

static const char *const animals[] = {
    "Whales sing. The whale sings to other whales, and WHALES listen.",
    "The otter swims; otters and a whale swim together in 2020.",
    "An Otter is not a whale.",
};

static const char *const mixed[] = {
    "The cat sits on the roof and looks at the stars. It was not tired because it had slept all day.",
    "Die Katze sitzt auf dem Dach und schaut in die Sterne. Sie war nicht müde, weil sie den Tag verschlafen hatte.",
    "Le chat est assis sur le toit et il regarde les étoiles. Il n'était pas dans la maison mais avec les oiseaux.",
    "Кошка сидит на крыше и смотрит на звёзды. Она не была уставшей, потому что весь день спала.",
    "机器学习是人工智能的一个分支，我们在这里研究它的应用和发展。",
    "東京は日本の首都であり、多くの人がここに住んでいる。",
    "To die in a war is the fate that they feared, and the war was long.",
    "short note", /* too short to tell */
};

static int32_t term_of(const tt_vocab *vocab, const tt_corpus *corpus, int32_t document, const char *word)
{
    int32_t w = find_word(corpus, word);
    if (w < 0) fail_msg("%s is not a word of the corpus", word);
    return tt_vocab_term(vocab, document, w);
}

static void build(tt_vocab *vocab, const tt_corpus *corpus, tt_vocab_opts opts)
{
    tt_status status = tt_vocab_build(vocab, corpus, &opts, NULL);
    if (status < 0) fail_msg("%s", tt_error_message());
}

static const char *surface(const tt_vocab *vocab, const tt_corpus *corpus, int32_t term)
{
    return tt_corpus_word(corpus, vocab->term_word[term]);
}

static void options(void **state)
{
    (void)state;
    tt_vocab_opts opts = tt_vocab_opts_default();
    assert_null(tt_vocab_opts_check(&opts));
    opts.language = "ru";
    assert_null(tt_vocab_opts_check(&opts));
    opts.language = "xx";
    assert_non_null(tt_vocab_opts_check(&opts));
    opts.language = NULL;
    assert_non_null(tt_vocab_opts_check(&opts));
    opts = tt_vocab_opts_default();
    opts.min_df = -1;
    assert_non_null(tt_vocab_opts_check(&opts));
    opts = tt_vocab_opts_default();
    opts.max_df = 0.0 / 0.0;
    assert_non_null(tt_vocab_opts_check(&opts));
    tt_vocab vocab;
    assert_int_equal(tt_vocab_build(&vocab, NULL, &opts, NULL), TT_ERR_ARGUMENT);
    assert_string_equal(tt_language_code(0), "");
    assert_string_equal(tt_language_code(1), "en");
}

static void terms_are_folded_words(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(animals, 3);
    tt_vocab v = {0};
    build(&v, corpus, tt_vocab_opts_default());
    static const char *const expected[] = {"listen", "otter", "otters", "sing",  "sings",
                                           "swim",   "swims", "whale",  "whales"};
    static const int32_t df[] = {1, 2, 1, 1, 1, 1, 1, 3, 1};
    assert_int_equal(v.n_terms, 9);
    for (int32_t t = 0; t < v.n_terms; t++) {
        assert_string_equal(surface(&v, corpus, t), expected[t]);
        assert_int_equal(v.dictionary->df[t], df[t]);
    }
    assert_int_equal(term_of(&v, corpus, 0, "WHALES"), 8);
    assert_int_equal(term_of(&v, corpus, 0, "Whales"), 8);
    assert_int_equal(tt_vocab_term(&v, 0, find_word(corpus, "sing") | TT_TOKEN_HYPHEN), 3);
    assert_int_equal(tt_vocab_term(&v, 0, TT_TOKEN_BREAK), TT_NO_TERM);
    assert_int_equal(term_of(&v, corpus, 0, "The"), TT_NO_TERM);
    assert_int_equal(term_of(&v, corpus, 1, "a"), TT_NO_TERM);
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

static void rare_and_common_terms_are_pruned(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(animals, 3);
    tt_vocab_opts opts = tt_vocab_opts_default();
    tt_vocab v = {0};
    opts.min_df = 2;
    build(&v, corpus, opts);
    assert_int_equal(v.n_terms, 2); /* whale, otter */
    tt_vocab_free(&v);
    opts.max_df = .7;
    build(&v, corpus, opts);
    assert_int_equal(v.n_terms, 1);
    assert_string_equal(surface(&v, corpus, 0), "otter");
    tt_vocab_free(&v);
    opts.max_df = 3;
    opts.min_df = 1.0 / 3; /* of three documents: one */
    build(&v, corpus, opts);
    assert_int_equal(v.n_terms, 9);
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

static void assert_bounds(const tt_corpus *corpus, tt_vocab_opts opts, int32_t n_terms, int32_t min_df, int32_t max_df)
{
    tt_vocab v = {0};
    build(&v, corpus, opts);
    assert_int_equal(v.n_terms, n_terms);
    assert_int_equal(v.dictionary->min_df, min_df);
    assert_int_equal(v.dictionary->max_df, max_df);
    tt_vocab_free(&v);
}

/* Bounds that are asked for hold, or are refused with the figures; only those left open give way.  One term stands in
 * three documents, one in two, seven in one. */
static void bounds_hold(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(animals, 3);
    tt_vocab v = {0};
    tt_vocab_opts opts = tt_vocab_opts_default();
    assert_bounds(corpus, opts, 9, 1, 3);
    opts.min_df = 1.5; /* more than one */
    assert_bounds(corpus, opts, 2, 2, 3);
    opts.min_df = .99;
    assert_bounds(corpus, opts, 1, 3, 3);
    opts.min_df = 100;
    assert_int_equal(tt_vocab_build(&v, corpus, &opts, NULL), TT_ERR_EMPTY);
    assert_string_equal(tt_error_message(),
                        "min_df and max_df leave no term, none stands in at least 100 of 3 documents; "
                        "there are 9 in 1 or more, the most frequent in 3");
    opts = tt_vocab_opts_default();
    opts.max_df = .3; /* of three documents: none */
    assert_int_equal(tt_vocab_build(&v, corpus, &opts, NULL), TT_ERR_EMPTY);
    opts.min_df = 2, opts.max_df = .4; /* at least two, at most one */
    assert_int_equal(tt_vocab_build(&v, corpus, &opts, NULL), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(),
                        "min_df and max_df contradict each other: at least 2 and at most 1 of 3 documents");
    opts.min_df = 10, opts.max_df = 5;
    assert_non_null(tt_vocab_opts_check(&opts));
    opts.min_df = .5, opts.max_df = .4;
    assert_non_null(tt_vocab_opts_check(&opts));
    opts.min_df = 5, opts.max_df = 1; /* in all of them at most */
    assert_null(tt_vocab_opts_check(&opts));
    opts.min_df = 5, opts.max_df = 0;
    assert_null(tt_vocab_opts_check(&opts));
    tt_corpus_free(corpus);
}

/* In twenty documents a term is to stand in two, and in half of them at most, where that leaves one. */
static void bounds_left_open_give_way(void **state)
{
    (void)state;
    const char *same[20], *once[20];
    char text[20][16];
    for (int i = 0; i < 20; i++) {
        same[i] = "otter";
        snprintf(text[i], sizeof text[i], "otter%c", 'a' + i);
        once[i] = text[i];
    }
    tt_corpus *corpus = small_corpus(same, 20), *other = small_corpus(once, 20);
    tt_vocab_opts opts = tt_vocab_opts_default();
    assert_bounds(corpus, opts, 1, 1, 20);
    assert_bounds(other, opts, 20, 1, 10);
    opts.min_df = 15; /* above the most that would be chosen */
    assert_bounds(corpus, opts, 1, 15, 20);
    tt_corpus_free(corpus);
    tt_corpus_free(other);
}

static void default_bounds_follow_the_size(void **state)
{
    (void)state;
    enum { N = 240 };
    const char *text[N];
    tt_vocab v = {0};
    for (int i = 0; i < N; i++) text[i] = i < 2 ? "alpha gamma" : i < 5 ? "beta gamma" : "gamma delta";
    static const struct {
        int n, terms;
    } cases[] = {{1, 2}, {19, 4}, {20, 2}, {240, 1}}; /* of 20: alpha and beta are left, gamma and delta too common */
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        tt_corpus *corpus = small_corpus(text, cases[c].n);
        build(&v, corpus, tt_vocab_opts_default());
        assert_int_equal(v.n_terms, cases[c].terms);
        tt_vocab_free(&v);
        tt_corpus_free(corpus);
    }
}

static void identical_documents_have_terms(void **state)
{
    (void)state;
    const char *text[30];
    for (int i = 0; i < 30; i++) text[i] = "the same words";
    tt_corpus *corpus = small_corpus(text, 30);
    tt_vocab v = {0};
    build(&v, corpus, tt_vocab_opts_default());
    assert_int_equal(v.n_terms, 1); /* "words"; "same" is a stop word */
    assert_int_equal(v.dictionary->df[0], 30);
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

static void nothing_but_stop_words(void **state)
{
    (void)state;
    static const char *const text[] = {"this is not the one", "and so it is, with all of them"};
    tt_corpus *corpus = small_corpus(text, 2);
    tt_vocab v = {.n_terms = 77};
    assert_int_equal(tt_vocab_build(&v, corpus, NULL, NULL), TT_ERR_EMPTY);
    assert_int_equal(v.n_terms, 77);
    tt_corpus_free(corpus);
}

static void languages_are_recognised(void **state)
{
    (void)state;
    static const char *const expected[] = {"en", "de", "fr", "ru", "zh", "ja", "en", "en"};
    tt_corpus *corpus = small_corpus(mixed, 8);
    tt_vocab v = {0};
    build(&v, corpus, tt_vocab_opts_default());
    for (int32_t i = 0; i < 8; i++) assert_string_equal(tt_language_code(v.doc_language[i]), expected[i]);
    assert_true(term_of(&v, corpus, 6, "die") >= 0); /* a word in English, an article in German */
    assert_int_equal(term_of(&v, corpus, 1, "die"), TT_NO_TERM);
    assert_true(term_of(&v, corpus, 6, "war") >= 0);
    assert_int_equal(term_of(&v, corpus, 1, "war"), TT_NO_TERM);
    assert_true(term_of(&v, corpus, 1, "Katze") >= 0);
    assert_true(term_of(&v, corpus, 3, "крыше") >= 0);
    assert_int_equal(term_of(&v, corpus, 3, "потому"), TT_NO_TERM);
    assert_true(term_of(&v, corpus, 4, "人工") >= 0);
    assert_int_equal(term_of(&v, corpus, 4, "的"), TT_NO_TERM);
    assert_true(term_of(&v, corpus, 5, "人") >= 0); /* one ideograph is enough */
    assert_int_equal(term_of(&v, corpus, 5, "は"), TT_NO_TERM);
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

static void a_language_can_be_given(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(mixed, 8);
    tt_vocab_opts opts = tt_vocab_opts_default();
    tt_vocab v = {0};
    opts.language = "de";
    build(&v, corpus, opts);
    for (int32_t i = 0; i < 8; i++) assert_string_equal(tt_language_code(v.doc_language[i]), "de");
    assert_int_equal(term_of(&v, corpus, 6, "war"), TT_NO_TERM);
    assert_true(term_of(&v, corpus, 0, "the") >= 0);
    tt_vocab_free(&v);
    opts.language = "none";
    build(&v, corpus, opts);
    assert_int_equal(v.doc_language[0], 0);
    assert_true(term_of(&v, corpus, 0, "the") >= 0 && term_of(&v, corpus, 1, "die") >= 0);
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

static void a_stop_word_file_adds(void **state)
{
    (void)state;
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/stop.txt", folder);
    write_text(path, "Whale\n");
    tt_corpus *corpus = small_corpus(animals, 3);
    tt_vocab_opts opts = tt_vocab_opts_default();
    tt_vocab v = {0};
    opts.stopwords_file = path;
    build(&v, corpus, opts);
    assert_int_equal(v.n_terms, 8);
    assert_int_equal(term_of(&v, corpus, 0, "whale"), TT_NO_TERM);
    assert_int_equal(term_of(&v, corpus, 0, "The"), TT_NO_TERM);
    tt_vocab_free(&v);
    opts.language = "none";
    build(&v, corpus, opts);
    assert_int_equal(term_of(&v, corpus, 0, "whale"), TT_NO_TERM);
    assert_true(term_of(&v, corpus, 0, "The") >= 0);
    tt_vocab_free(&v);
    opts.stopwords_file = "/nowhere/stop.txt";
    assert_int_equal(tt_vocab_build(&v, corpus, &opts, NULL), TT_ERR_IO);
    tt_corpus_free(corpus);
    temporary_folder_remove(folder);
}

static void stems_join_inflections(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(animals, 3);
    tt_vocab_opts opts = tt_vocab_opts_default();
    tt_vocab v = {0};
    opts.stem = true;
    build(&v, corpus, opts);
    assert_int_equal(v.n_terms, 5); /* whale, sing, listen, otter, swim */
    assert_int_equal(term_of(&v, corpus, 0, "Whales"), term_of(&v, corpus, 0, "whale"));
    assert_int_equal(term_of(&v, corpus, 1, "swims"), term_of(&v, corpus, 1, "swim"));
    int32_t whale = term_of(&v, corpus, 0, "whale");
    assert_string_equal(surface(&v, corpus, whale), "whale"); /* three times, "whales" once */
    assert_int_equal(v.dictionary->df[whale], 3);
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

static void stems_go_by_language(void **state)
{
    (void)state;
    static const char *const text[] = {"The houses and the house were not in the town, but the houses are here.",
                                       "Die Häuser und das Haus sind nicht in der Stadt, weil die Häuser hier sind."};
    tt_corpus *corpus = small_corpus(text, 2);
    tt_vocab_opts opts = tt_vocab_opts_default();
    tt_vocab v = {0};
    opts.stem = true;
    build(&v, corpus, opts);
    assert_int_equal(term_of(&v, corpus, 0, "houses"), term_of(&v, corpus, 0, "house"));
    assert_int_equal(term_of(&v, corpus, 1, "Häuser"), term_of(&v, corpus, 1, "Haus"));
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

static void surfaces_in_lower_case_are_preferred(void **state)
{
    (void)state;
    static const char *const text[] = {"Tides rise. Tides fall. See the tides, near Rome.",
                                       "Rome and Rome, rome. NASA, NASA, NASA; Nasa."};
    tt_corpus *corpus = small_corpus(text, 2);
    tt_vocab v = {0};
    build(&v, corpus, tt_vocab_opts_default());
    assert_string_equal(surface(&v, corpus, term_of(&v, corpus, 0, "Tides")), "tides"); /* a third */
    assert_string_equal(surface(&v, corpus, term_of(&v, corpus, 0, "Rome")), "Rome");   /* a fourth */
    assert_string_equal(surface(&v, corpus, term_of(&v, corpus, 1, "Nasa")), "NASA");
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

static void numbers_joined_by_hyphens_are_no_terms(void **state)
{
    (void)state;
    static const char *const text[] = {"covid-19 and GPT-3.5 and mp3"};
    tt_corpus *corpus = small_corpus(text, 1);
    tt_vocab v = {0};
    build(&v, corpus, tt_vocab_opts_default());
    assert_int_equal(term_of(&v, corpus, 0, "19"), TT_NO_TERM);
    assert_int_equal(term_of(&v, corpus, 0, "3.5"), TT_NO_TERM);
    assert_true(term_of(&v, corpus, 0, "mp3") >= 0);
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

/* Enough text that several threads are worth it. */
static void threads_do_not_matter(void **state)
{
    (void)state;
    enum { N = 3000, BYTES = 1200 };
    static char block[N][BYTES];
    const char *text[N];
    for (int i = 0; i < N; i++) {
        int used = 0;
        text[i] = block[i];
        for (int w = 0; w < 100; w++)
            used += snprintf(block[i] + used, (size_t)(BYTES - used), "%s%c%c ", w % 3 ? "wo" : "the Wo",
                             'a' + (i * w) % 23, 'a' + w % 19);
    }
    tt_corpus *corpus = small_corpus(text, N);
    tt_vocab one = {0}, other = {0};
    tt_run run = {.threads = 1};
    assert_int_equal(tt_vocab_build(&one, corpus, NULL, &run), TT_OK);
    for (run.threads = 2; run.threads <= 7; run.threads++) {
        assert_int_equal(tt_vocab_build(&other, corpus, NULL, &run), TT_OK);
        assert_int_equal(one.n_terms, other.n_terms);
        assert_memory_equal(one.dictionary->df, other.dictionary->df, (size_t)one.n_terms * sizeof *one.dictionary->df);
        assert_memory_equal(one.term_word, other.term_word, (size_t)one.n_terms * sizeof *one.dictionary->df);
        assert_memory_equal(one.word_term, other.word_term, (size_t)one.n_words * sizeof *one.word_term);
        assert_memory_equal(one.doc_language, other.doc_language, (size_t)one.n_docs);
        tt_vocab_free(&other);
    }
    tt_vocab_free(&one);
    tt_corpus_free(corpus);
}

static int stop_at_once(const tt_progress *step, void *user)
{
    return (void)step, (void)user, 1;
}

/* The table that the floor's own loops look into says the same as the public function. */
static void the_table_agrees(void **state)
{
    (void)state;
    tt_vocab v;
    int64_t n, breaks = 0, none = 0;
    tt_corpus *corpus = small_corpus(mixed, 8);
    build(&v, corpus, tt_vocab_opts_default());
    tt__weights_word_term *table = tt__weights_word_terms(&v);
    assert_non_null(table);
    for (int32_t i = 0; i < 8; i++) {
        const int32_t *token = tt_corpus_tokens(corpus, i, &n);
        for (int64_t t = 0; t < n; t++) {
            int32_t term = tt_vocab_term(&v, i, token[t]);
            assert_int_equal(tt__weights_term_at(table, tt__weights_place_of_token(token[t]), v.doc_language[i]), term);
            breaks += token[t] == TT_TOKEN_BREAK;
            none += term == TT_NO_TERM;
        }
    }
    assert_true(breaks > 0 && none > breaks);
    free(table);
    tt_vocab_free(&v);
    tt_corpus_free(corpus);
}

static void it_can_be_cancelled(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(animals, 3);
    tt_run run = {.progress = stop_at_once};
    tt_vocab v;
    assert_int_equal(tt_vocab_build(&v, corpus, NULL, &run), TT_ERR_CANCELLED);
    tt_corpus_free(corpus);
}

static tt_status build_with_stems(void *corpus)
{
    tt_vocab v = {0};
    tt_vocab_opts opts = tt_vocab_opts_default();
    opts.stem = true;
    tt_status status = tt_vocab_build(&v, corpus, &opts, NULL);
    if (status == TT_OK) tt_vocab_free(&v);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    tt_corpus *corpus = small_corpus(mixed, 8);
    assert_true(until_memory_suffices(build_with_stems, corpus) > 15);
    tt_corpus_free(corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options),
        cmocka_unit_test(terms_are_folded_words),
        cmocka_unit_test(rare_and_common_terms_are_pruned),
        cmocka_unit_test(bounds_hold),
        cmocka_unit_test(bounds_left_open_give_way),
        cmocka_unit_test(default_bounds_follow_the_size),
        cmocka_unit_test(identical_documents_have_terms),
        cmocka_unit_test(nothing_but_stop_words),
        cmocka_unit_test(languages_are_recognised),
        cmocka_unit_test(a_language_can_be_given),
        cmocka_unit_test(a_stop_word_file_adds),
        cmocka_unit_test(stems_join_inflections),
        cmocka_unit_test(stems_go_by_language),
        cmocka_unit_test(surfaces_in_lower_case_are_preferred),
        cmocka_unit_test(numbers_joined_by_hyphens_are_no_terms),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(the_table_agrees),
        cmocka_unit_test(it_can_be_cancelled),
        cmocka_unit_test(running_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
