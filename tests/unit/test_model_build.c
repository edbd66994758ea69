/* The whole way: tiny corpora, options honoured, one answer whatever the threads and the order, nothing lost on
 * failure. */
#include "build_fixture.h"
#include "tree_checks.h"

#include "model/memory_plan.h"

static tt_topics build(tt_corpus *corpus, const tt_build_opts *opts)
{
    tt_topics t = {0};
    tt_status status = tt_build(&t, corpus, opts, NULL);
    if (status < 0) fail_msg("%s", tt_error_message());
    assert_tree(&t.tree);
    for (int32_t v = 0; v < t.tree.m; v++) {
        assert_non_null(t.topic[v].name);
        assert_string_not_equal(t.topic[v].name, "");
        assert_true(t.topic[v].cohesion >= 0 && t.topic[v].cohesion <= 1);
        for (int32_t r = 0; r < t.topic[v].n_representatives; r++) {
            int32_t leaf = t.tree.leaf[t.topic[v].representative[r]];
            assert_true(t.tree.begin[leaf] >= t.tree.begin[v] && t.tree.end[leaf] <= t.tree.end[v]);
        }
    }
    return t;
}

static const char *value_of(const tt_setting *setting, int32_t n, const char *key)
{
    for (int32_t i = 0; i < n; i++)
        if (strcmp(setting[i].key, key) == 0) return setting[i].value;
    fail_msg("%s is not recorded", key);
    return NULL;
}

/* The value of an option as it was resolved, as JSON; valid until the next call. */
static const char *resolved(const tt_topics *t, const char *key)
{
    static char text[64];
    char name[64];
    snprintf(name, sizeof name, "\"%s\":", key);
    const char *at = strstr(value_of(t->setting, t->n_settings, "resolved"), name);
    if (!at) fail_msg("%s is not recorded", key);
    at += strlen(name);
    snprintf(text, sizeof text, "%.*s", (int)strcspn(at, ",}"), at);
    return text;
}

static int32_t leaves_of(const tt_tree *t)
{
    int32_t leaves = 0;
    for (int32_t v = 0; v < t->m; v++) leaves += !t->n_children[v];
    return leaves;
}

/* What was asked for may differ, a limit of memory for one. */
static void assert_same_settings(const tt_setting *a, const tt_setting *b, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        assert_string_equal(a[i].key, b[i].key);
        if (strcmp(a[i].key, "asked") == 0) continue;
        assert_string_equal(a[i].value, b[i].value);
    }
}

static void assert_same_topic(const tt_topic *a, const tt_topic *b)
{
    assert_string_equal(a->name, b->name);
    assert_int_equal(a->n_terms, b->n_terms);
    for (int32_t i = 0; i < a->n_terms; i++) {
        assert_string_equal(a->terms[i].text, b->terms[i].text);
        assert_memory_equal(&a->terms[i].weight, &b->terms[i].weight, sizeof(double));
    }
    assert_int_equal(a->n_representatives, b->n_representatives);
    assert_memory_equal(a->representative, b->representative, (size_t)a->n_representatives * sizeof *a->representative);
    assert_memory_equal(&a->cohesion, &b->cohesion, sizeof(double));
}

static void assert_same(const tt_topics *a, const tt_topics *b)
{
    assert_same_tree(&a->tree, &b->tree);
    for (int32_t v = 0; v < a->tree.m; v++) assert_same_topic(&a->topic[v], &b->topic[v]);
    for (int32_t i = 0; i < a->tree.n; i++) {
        assert_string_equal(a->document[i].id, b->document[i].id);
        assert_string_equal(a->document[i].title, b->document[i].title);
        assert_memory_equal(&a->document[i].score, &b->document[i].score, sizeof(float));
        assert_memory_equal(&a->document[i].margin, &b->document[i].margin, sizeof(float));
        assert_int_equal(a->document[i].runner_up, b->document[i].runner_up);
    }
    assert_int_equal(a->n_settings, b->n_settings);
    assert_int_equal(a->n_counts, b->n_counts);
    assert_int_equal(a->n_quality, b->n_quality);
    assert_same_settings(a->setting, b->setting, a->n_settings);
    assert_same_settings(a->count, b->count, a->n_counts);
    assert_same_settings(a->quality, b->quality, a->n_quality);
    assert_true(a->seed == b->seed);
}

static void test_none(void **state)
{
    (void)state;
    tt_corpus *corpus = NULL;
    tt_topics t = {.n_counts = 77};
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    assert_int_equal(tt_build(&t, corpus, NULL, NULL), TT_ERR_EMPTY);
    assert_string_equal(tt_error_message(), "there are no documents");
    assert_int_equal(t.n_counts, 77);
    tt_corpus_free(corpus);
}

static void test_few(void **state)
{
    (void)state;
    for (int32_t n = 1; n <= 24; n++) {
        tt_corpus *corpus = corpus_of(n, 0, 1, NULL);
        tt_topics t = build(corpus, NULL);
        assert_int_equal(t.tree.n, n);
        if (n < 3) assert_int_equal(t.tree.m, 1);
        tt_topics_free(&t);
        tt_corpus_free(corpus);
    }
}

static void test_all_alike(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(5, 0, 1, "the telescope shows a comet beside the moon");
    tt_topics t = build(corpus, NULL);
    tt_build_opts two = tt_build_opts_default();
    assert_int_equal(t.tree.m, 1);
    assert_int_equal(t.tree.n, 5);
    assert_near(t.topic[0].cohesion, 1, 1e-6);
    assert_int_equal(t.topic[0].n_representatives, 1); /* the other four say the same */
    assert_string_equal(value_of(t.count, t.n_counts, "different"), "1");
    tt_topics_free(&t);
    two.topics = 2;
    assert_int_equal(tt_build(&t, corpus, &two, NULL), TT_ERR_SHAPE);
    assert_string_equal(tt_error_message(), "2 topics asked for, but there are only 1 different documents");
    tt_corpus_free(corpus);
}

static void test_planted(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(60, 0, 1, NULL);
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 4;
    for (opts.lsa = 0; opts.lsa <= 4; opts.lsa += 4) { /* as many dimensions as kinds */
        tt_topics t = build(corpus, &opts);
        assert_int_equal(leaves_of(&t.tree), 4);
        for (int32_t i = 0; i < 60; i++)
            for (int32_t j = 0; j < i; j++) assert_int_equal(t.tree.leaf[i] == t.tree.leaf[j], i % 4 == j % 4);
        for (int32_t i = 0; i < 60; i++) assert_true(t.document[i].margin > .1F);
        tt_topics_free(&t);
    }
    tt_corpus_free(corpus);
}

static void test_options(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(60, 0, 1, NULL);
    tt_build_opts opts = tt_build_opts_default();
    opts.shape.levels[0] = 3, opts.shape.levels[1] = 9, opts.shape.n_levels = 2;
    opts.min_docs = 6;
    opts.seed = 42;
    tt_topics t = build(corpus, &opts);
    int32_t nodes[3] = {0};
    for (int32_t v = 0; v < t.tree.m; v++) {
        assert_in_range(t.tree.level[v], 0, 2);
        nodes[t.tree.level[v]]++;
        assert_true(t.tree.end[v] - t.tree.begin[v] >= 6);
    }
    assert_int_equal(nodes[1], 3);
    assert_int_equal(nodes[2], 9);
    assert_true(t.seed == 42);
    assert_string_equal(resolved(&t, "topics"), "9");
    assert_string_equal(resolved(&t, "min_docs"), "6");
    assert_string_equal(value_of(t.setting, t.n_settings, "levels"), "[3,9]");
    assert_string_equal(value_of(t.count, t.n_counts, "documents"), "60");
    tt_topics_free(&t);
    opts = tt_build_opts_default();
    opts.topics = 12, opts.min_docs = 5; /* no choice of sizes at all */
    t = build(corpus, &opts);
    for (int32_t v = 0; v < t.tree.m; v++)
        if (!t.tree.n_children[v]) assert_int_equal(t.tree.end[v] - t.tree.begin[v], 5);
    tt_topics_free(&t);
    opts.topics = 13;
    assert_int_equal(tt_build(&t, corpus, &opts, NULL), TT_ERR_SHAPE);
    opts = tt_build_opts_default();
    opts.lsa = 61;
    assert_int_equal(tt_build(&t, corpus, &opts, NULL), TT_ERR_ARGUMENT);
    opts = tt_build_opts_default();
    opts.topics = 7, opts.shape.depth = 3;
    assert_int_equal(tt_build(&t, corpus, &opts, NULL), TT_ERR_ARGUMENT);
    tt_corpus_free(corpus);
}

/* Documents whose words all drop out are counted, not lost without a word. */
static void test_without_terms(void **state)
{
    (void)state;
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < 12; i++) {
        char *text = corpus_text(i);
        assert_int_equal(tt_corpus_add(corpus, &(tt_document){.text = text, .text_bytes = strlen(text)}), TT_OK);
        free(text);
    }
    assert_int_equal(tt_corpus_add(corpus, &(tt_document){.text = "and the of", .text_bytes = 10}), TT_OK);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    tt_topics t = build(corpus, NULL);
    assert_int_equal(t.tree.n, 12);
    assert_string_equal(value_of(t.count, t.n_counts, "no_terms"), "1");
    assert_string_equal(value_of(t.count, t.n_counts, "documents"), "12");
    tt_topics_free(&t);
    tt_corpus_free(corpus);
}

static void test_one_answer(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(60, 0, 1, NULL), *shuffled = corpus_of(60, 17, 37, NULL);
    tt_build_opts opts = tt_build_opts_default();
    for (int i = 0; i < 4; i++) {
        tt_topics one = {0}, more = {0};
        opts.lsa = i % 2 * 5, opts.outliers = i / 2 * .1;
        assert_int_equal(tt_build(&one, corpus, &opts, &(tt_run){.threads = 1}), TT_OK);
        for (int threads = 1; threads <= 7; threads += threads == 3 ? 4 : 1) {
            assert_int_equal(tt_build(&more, shuffled, &opts, &(tt_run){.threads = threads}), TT_OK);
            assert_same(&one, &more);
            tt_topics_free(&more);
        }
        tt_topics_free(&one);
    }
    tt_corpus_free(corpus);
    tt_corpus_free(shuffled);
}

/* Documents of four kinds, with words of their own kind and many rare ones: 9,000 terms, of which 4,500 can be hashed
 * away. */
enum { RARE_DOCUMENTS = 1000, RARE_WORDS = 9000, RARE_EACH = 36 };

static tt_corpus *with_rare_words(int32_t start, int32_t step)
{
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, NULL, &(tt_run){.threads = 1}), TT_OK);
    for (int32_t j = 0; j < RARE_DOCUMENTS; j++) {
        int32_t i = (start + j * step) % RARE_DOCUMENTS;
        char id[16], text[1024] = "", *at = text;
        snprintf(id, sizeof id, "d%04d", i);
        for (int w = 0; w < 12; w++)
            at += sprintf(at, "%s ", corpus_word[i % CORPUS_KINDS][(i / 4 + w * 3) % CORPUS_WORDS]);
        for (int w = 0; w < RARE_EACH; w++) {
            int32_t rare = (i * RARE_EACH + w) % RARE_WORDS; /* in four documents each, of one kind */
            at += sprintf(at, "x%c%c%c%c ", 'a' + rare % 20, 'a' + rare / 20 % 20, 'a' + rare / 400 % 20,
                          'a' + rare / 8000);
        }
        assert_int_equal(tt_corpus_add(corpus, &(tt_document){.id = id, .text = text, .text_bytes = strlen(text)}),
                         TT_OK);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static int64_t need_of(tt_corpus *corpus, const tt_build_opts *opts)
{
    tt_vocab vocab = {0};
    assert_int_equal(tt_vocab_build(&vocab, corpus, &opts->vocab, NULL), TT_OK);
    assert_true(vocab.n_terms >= RARE_WORDS);
    tt__model_sizes sizes = tt__model_sizes_of(corpus, &vocab);
    tt__model_sizes_set_topics(&sizes, &vocab, opts->topics);
    tt_vocab_free(&vocab);
    return tt__model_memory_need(&sizes);
}

static bool is_recorded(const tt_topics *t, const char *key)
{
    for (int32_t i = 0; i < t->n_settings; i++)
        if (strcmp(t->setting[i].key, key) == 0) return true;
    return false;
}

/* A limit that lets all be changes no byte; one just below makes rare terms share columns, and says so. */
static void test_limit(void **state)
{
    (void)state;
    tt_corpus *corpus = with_rare_words(0, 1), *shuffled = with_rare_words(17, 37);
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 120;
    tt_topics free_way = build(corpus, &opts), same_way = {0}, hashed = {0};
    int64_t need = need_of(corpus, &opts);
    opts.max_memory = need;
    same_way = build(corpus, &opts);
    assert_same(&free_way, &same_way);
    assert_false(is_recorded(&free_way, "columns"));
    opts.max_memory = need - 1;
    hashed = build(corpus, &opts);
    assert_int_equal(leaves_of(&hashed.tree), 120);
    assert_true(atoi(value_of(hashed.setting, hashed.n_settings, "columns")) >= 4096);
    assert_true(atoll(resolved(&hashed, "max_memory")) == need - 1);
    for (int threads = 1; threads <= 3; threads++) {
        tt_topics more = {0};
        assert_int_equal(tt_build(&more, shuffled, &opts, &(tt_run){.threads = threads}), TT_OK);
        assert_same(&hashed, &more);
        tt_topics_free(&more);
    }
    tt_topics_free(&free_way);
    tt_topics_free(&same_way);
    tt_topics_free(&hashed);
    tt_corpus_free(corpus);
    tt_corpus_free(shuffled);
}

static void test_limit_refuses(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(60, 0, 1, NULL);
    tt_topics t = {.n_counts = 77};
    tt_build_opts opts = tt_build_opts_default();
    opts.max_memory = 1 << 20;
    assert_int_equal(tt_build(&t, corpus, &opts, NULL), TT_ERR_MEMORY);
    assert_non_null(strstr(tt_error_message(), "choosing the number of topics needs about "));
    opts.topics = 4;
    assert_int_equal(tt_build(&t, corpus, &opts, NULL), TT_ERR_MEMORY);
    assert_non_null(strstr(tt_error_message(), "4 topics need about "));
    assert_int_equal(t.n_counts, 77);
    opts.max_memory = -1;
    assert_int_equal(tt_build(&t, corpus, &opts, NULL), TT_ERR_ARGUMENT);
    tt_corpus_free(corpus);
}

static void note_need(tt_severity severity, const char *text, void *user)
{
    if (severity == TT_NOTE && strncmp(text, "needs about ", 12) == 0) ++*(int *)user;
}

static void test_need_is_told(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(60, 0, 1, NULL);
    int told = 0;
    tt_topics t = {0};
    assert_int_equal(tt_build(&t, corpus, NULL, &(tt_run){.message = note_need, .user = &told}), TT_OK);
    assert_int_equal(told, 1);
    tt_topics_free(&t);
    tt_corpus_free(corpus);
}

enum { STRANGERS = 4 };

/* 60 documents of four kinds, twelve of their kind's words and one of another's each, and at the end some that take
 * their words from all kinds in turn. */
static tt_corpus *with_strangers(void)
{
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < 60 + STRANGERS; i++) {
        char id[16], text[512] = "", *at = text;
        snprintf(id, sizeof id, "d%03d", i);
        for (int w = 0; w < 13; w++)
            at += sprintf(at, "%s ",
                          corpus_word[(w < 12 && i < 60 ? i : w + i) % CORPUS_KINDS][(i * 7 + w) % CORPUS_WORDS]);
        assert_int_equal(tt_corpus_add(corpus, &(tt_document){.id = id, .text = text, .text_bytes = strlen(text)}),
                         TT_OK);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static void test_outliers(void **state)
{
    (void)state;
    tt_corpus *corpus = with_strangers();
    const double share[] = {TT_OUTLIERS_AUTO, STRANGERS / 64.};
    for (int i = 0; i < 4; i++) {
        tt_build_opts opts = tt_build_opts_default();
        opts.topics = 4, opts.outliers = share[i % 2], opts.lsa = i / 2 * 6;
        tt_topics t = build(corpus, &opts);
        const tt_tree *tree = &t.tree;
        int32_t apart = tree->outliers;
        assert_int_equal(leaves_of(tree), 5);
        assert_int_equal(tree->end[apart] - tree->begin[apart], STRANGERS);
        assert_string_equal(t.topic[apart].name, "Outliers");
        assert_int_equal(t.topic[apart].n_terms, 0);
        for (int32_t d = 0; d < tree->n; d++) {
            assert_int_equal(tree->leaf[d] == apart, d >= 60);
            assert_int_not_equal(t.document[d].runner_up, apart);
            assert_int_equal(t.document[d].margin == 0, d >= 60);
            assert_true(t.document[d].score > (d < 60 ? .4F : 0));
        }
        assert_string_equal(resolved(&t, "outliers"), i % 2 ? "0.0625" : "\"auto\"");
        assert_string_equal(value_of(t.setting, t.n_settings, "levels"), "[4]"); /* topics: the outliers come on top */
        assert_string_equal(value_of(t.count, t.n_counts, "outliers"), "4");
        tt_topics_free(&t);
    }
    tt_corpus_free(corpus);
}

static void test_no_outliers(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(60, 0, 1, NULL);
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 4, opts.outliers = TT_OUTLIERS_AUTO;
    tt_topics t = build(corpus, &opts);
    assert_int_equal(t.tree.outliers, 0);
    assert_int_equal(leaves_of(&t.tree), 4);
    assert_string_equal(value_of(t.count, t.n_counts, "outliers"), "0");
    tt_topics_free(&t);
    opts.outliers = .51;
    assert_int_equal(tt_build(&t, corpus, &opts, NULL), TT_ERR_ARGUMENT);
    opts.topics = 1, opts.outliers = .1; /* a lone topic gets a root above it */
    t = build(corpus, &opts);
    assert_int_equal(t.tree.m, 3);
    assert_int_equal(t.tree.end[t.tree.outliers] - t.tree.begin[t.tree.outliers], 6);
    tt_topics_free(&t);
    tt_corpus_free(corpus);
}

static int stop(const tt_progress *step, void *user)
{
    return (void)step, --*(int *)user < 0;
}

static void test_cancel(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(30, 0, 1, NULL);
    tt_status status = TT_ERR_CANCELLED;
    int stops = 0;
    for (; status < 0; stops++) {
        int left = stops;
        tt_topics t = {.n_counts = 77};
        status = tt_build(&t, corpus, NULL, &(tt_run){.progress = stop, .user = &left});
        if (status == TT_OK)
            tt_topics_free(&t);
        else
            assert_int_equal(t.n_counts, 77);
        if (status < 0) assert_int_equal(status, TT_ERR_CANCELLED);
    }
    assert_true(stops >= 6);
    tt_corpus_free(corpus);
}

static tt_status call(void *arg)
{
    tt_topics t = {.n_counts = 77};
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 2, opts.outliers = .2;
    tt_status status = tt_build(&t, arg, &opts, &(tt_run){.threads = 1});
    if (status == TT_OK)
        tt_topics_free(&t);
    else
        assert_int_equal(t.n_counts, 77);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(6, 0, 1, NULL);
    assert_true(until_memory_suffices(call, corpus) >= 100);
    tt_corpus_free(corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none),         cmocka_unit_test(test_few),      cmocka_unit_test(test_all_alike),
        cmocka_unit_test(test_planted),      cmocka_unit_test(test_options),  cmocka_unit_test(test_without_terms),
        cmocka_unit_test(test_one_answer),   cmocka_unit_test(test_limit),    cmocka_unit_test(test_limit_refuses),
        cmocka_unit_test(test_need_is_told), cmocka_unit_test(test_outliers), cmocka_unit_test(test_no_outliers),
        cmocka_unit_test(test_cancel),       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
