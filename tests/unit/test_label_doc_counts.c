/* Documents, share and evenness of candidates under a root with k equal leaves. */
#include "labels_fixture.h"
#include "topics_fixture.h"

enum { MOST = 4, EACH = 2 }; /* leaves; documents of each */

typedef struct star {
    tt_topics topics;
    tt_corpus *corpus;
    tt_vocab vocab;
    tt__label_lexicon lexicon;
    tt__label_text reader;
    tt__label_phrases phrases;
    tt__label_doc_counts usage;
    int32_t tree_doc[MOST * EACH];
} star;

/* Everything from topics and texts on. */
static void star_fill(star *s, tt_topics topics, const char *const *text, int32_t n)
{
    tt_vocab_opts opts = {.language = "en", .min_df = 1, .max_df = 1};
    s->topics = topics;
    s->corpus = corpus_of(text, n);
    assert_int_equal(tt_vocab_build(&s->vocab, s->corpus, &opts, NULL), TT_OK);
    assert_int_equal(tt__label_lexicon_build(&s->lexicon, s->corpus, &s->vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&s->reader, s->corpus, &s->vocab, &s->lexicon, NULL), TT_OK);
    assert_int_equal(tt__label_phrases_build(&s->phrases, &s->reader, 3, NULL), TT_OK);
    assert_int_equal(tt__label_doc_counts_build(&s->usage, &s->phrases, &s->topics.tree, s->tree_doc, NULL), TT_OK);
}

/* Every document holds "walrus", the first of each leaf "falcon", those of leaf 1 "zebra", all but leaf 1's "otter".
 * The tree lists the corpus' documents backwards. */
static star *star_of(int32_t k)
{
    static const int32_t parent[MOST + 1] = {TT_NO_NODE};
    int32_t leaf[MOST * EACH];
    char room[MOST * EACH][80];
    const char *text[MOST * EACH];
    int32_t n = k * EACH;
    star *s = calloc(1, sizeof *s);
    assert_non_null(s);
    for (int32_t i = 0; i < n; i++) {
        leaf[i] = 1 + i / EACH;
        s->tree_doc[i] = n - 1 - i;
        snprintf(room[n - 1 - i], sizeof room[0], "Walrus. %s walrus. %s.", i % EACH == 0 ? "Falcon." : "",
                 leaf[i] == 1 ? "Zebra" : "Otter");
        text[n - 1 - i] = room[n - 1 - i];
    }
    star_fill(s, fixture_topics(k + 1, parent, n, leaf), text, n);
    return s;
}

static void star_free(star *s)
{
    tt__label_doc_counts_free(&s->usage);
    tt__label_phrases_free(&s->phrases);
    tt__label_text_free(&s->reader);
    tt__label_lexicon_free(&s->lexicon);
    tt_vocab_free(&s->vocab);
    tt_corpus_free(s->corpus);
    tt_topics_free(&s->topics);
    free(s);
}

static const tt__label_use *use_of(const star *s, int32_t v, const char *word)
{
    int32_t candidate = lexeme_of(&s->lexicon, s->corpus, word);
    for (int64_t e = 0; e < s->usage.node[v].n; e++)
        if (s->usage.node[v].use[e].candidate == candidate) return &s->usage.node[v].use[e];
    return NULL;
}

static void assert_use(const star *s, int32_t v, const char *word, int32_t documents, double share, double even)
{
    const tt__label_use *use = use_of(s, v, word);
    if (!use) fail_msg("node %d has no %s", v, word);
    assert_int_equal(use->documents, documents);
    assert_near((double)tt__label_use_share(use, s->topics.tree.end[v] - s->topics.tree.begin[v]), share, 1e-6);
    const float *evenness = s->usage.node[v].even;
    if (v > 0)
        assert_null(evenness); /* a leaf has no children that could differ */
    else
        assert_near((double)evenness[use - s->usage.node[v].use], even, 1e-6);
}

static void leaves_count_documents(void **state)
{
    (void)state;
    star *s = star_of(3);
    for (int32_t v = 1; v <= 3; v++) {
        assert_use(s, v, "Walrus", 2, 1, 1); /* twice in each document, which counts once */
        assert_use(s, v, "Falcon", 1, .5, 1);
    }
    assert_use(s, 1, "Zebra", 2, 1, 1);
    assert_null(use_of(s, 2, "Zebra"));
    assert_null(use_of(s, 1, "Otter"));
    assert_use(s, 3, "Otter", 2, 1, 1);
    star_free(s);
}

static void even_is_how_many_children_use_it(void **state)
{
    (void)state;
    for (int32_t k = 2; k <= MOST; k++) {
        star *s = star_of(k);
        assert_use(s, 0, "Walrus", 2 * k, 1, 1);
        assert_use(s, 0, "Falcon", k, .5, 1);         /* alike, though not in every document */
        assert_use(s, 0, "Zebra", 2, 1. / k, 1. / k); /* one child has it alone */
        assert_use(s, 0, "Otter", 2 * (k - 1), (k - 1.) / k, (k - 1.) / k);
        star_free(s);
    }
}

static void rows_are_in_order(void **state)
{
    (void)state;
    star *s = star_of(4);
    assert_int_equal(s->usage.m, 5);
    s->phrases.dropped[lexeme_of(&s->lexicon, s->corpus, "Falcon")] = true; /* never shown: left out */
    tt__label_doc_counts_free(&s->usage);
    assert_int_equal(tt__label_doc_counts_build(&s->usage, &s->phrases, &s->topics.tree, s->tree_doc, NULL), TT_OK);
    for (int32_t v = 0; v < 5; v++) {
        assert_null(use_of(s, v, "Falcon"));
        assert_non_null(use_of(s, v, "Walrus"));
        for (int64_t e = 1; e < s->usage.node[v].n; e++)
            assert_true(s->usage.node[v].use[e].candidate > s->usage.node[v].use[e - 1].candidate);
    }
    tt__label_doc_counts_forget(&s->usage);
    assert_null(use_of(s, 0, "Walrus"));
    assert_ptr_equal(s->usage.tree, &s->topics.tree);
    star_free(s);
}

/* A word counts as opening a document where it stands among its first fifty. */
static void openings_are_counted(void **state)
{
    (void)state;
    static const int32_t parent[] = {TT_NO_NODE, 0, 0}, leaf[] = {1, 1, 2};
    char text[3][1024];
    const char *all[] = {text[0], text[1], text[2]};
    for (int i = 0; i < 3; i++) {
        strcpy(text[i], i == 0 ? "Badger. " : "");
        for (int k = 0; k < 60; k++) strcat(text[i], "Meadow. ");
        strcat(text[i], i == 0 ? "Heron." : "Badger. Heron.");
    }
    star *s = calloc(1, sizeof *s);
    assert_non_null(s);
    for (int32_t i = 0; i < 3; i++) s->tree_doc[i] = i;
    star_fill(s, fixture_topics(3, parent, 3, leaf), all, 3);
    assert_int_equal(use_of(s, 1, "Badger")->opening, 1);
    assert_int_equal(use_of(s, 2, "Badger")->opening, 0);
    assert_int_equal(use_of(s, 0, "Badger")->opening, 1);
    assert_int_equal(use_of(s, 0, "Meadow")->opening, 3);
    assert_int_equal(use_of(s, 0, "Heron")->opening, 0);
    assert_int_equal(use_of(s, 0, "Heron")->documents, 3);
    star_free(s);
}

static tt_status build(void *arg)
{
    const star *s = arg;
    tt__label_doc_counts usage = {0};
    tt_status status = tt__label_doc_counts_build(&usage, &s->phrases, &s->topics.tree, s->tree_doc, NULL);
    tt__label_doc_counts_free(&usage);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    star *s = star_of(2);
    assert_true(until_memory_suffices(build, s) >= 6);
    star_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_count_documents), cmocka_unit_test(even_is_how_many_children_use_it),
        cmocka_unit_test(rows_are_in_order), cmocka_unit_test(openings_are_counted), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/usage", tests, NULL, NULL);
}
