/* Edits in a whole build: each kind, the rule for the topic meant, what is not applicable, one answer, memory. */
#include "build_fixture.h"
#include "model/apply_edits.h"
#include "tree_checks.h"

enum { DOCS = 40 };

/* Ids of documents, and a term; none of it is changed. */
static tt_texts texts(int32_t n, char **text)
{
    return (tt_texts){.text = text, .n = n};
}
#define TEXTS(...) texts((int32_t)(sizeof((char *[]){__VA_ARGS__}) / sizeof(char *)), (char *[]){__VA_ARGS__})

typedef struct heard {
    int32_t notes, warnings;
    char last[200];
} heard;

static void hear(tt_severity severity, const char *text, void *user)
{
    heard *h = user;
    if (strncmp(text, "needs about ", 12) == 0) return; /* of memory, which every build says */
    h->notes += severity == TT_NOTE;
    h->warnings += severity == TT_WARNING;
    snprintf(h->last, sizeof h->last, "%s", text);
}

static tt_topics build_on(tt_corpus *corpus, tt_edit *edit, int32_t n, tt_build_opts opts, heard *h)
{
    tt_topics t = {0};
    tt_edits edits = {.path = "e.json", .edit = edit, .n = n};
    for (int32_t e = 0; e < n; e++) edit[e].line = e + 1;
    opts.edits = n ? &edits : NULL;
    if (tt_build(&t, corpus, &opts, &(tt_run){.message = hear, .user = h}) < 0) fail_msg("%s", tt_error_message());
    assert_tree(&t.tree);
    assert_int_equal(t.n_edits, n);
    assert_int_equal(h->notes + h->warnings, n);
    return t;
}

static tt_topics build(tt_edit *edit, int32_t n, tt_build_opts opts, heard *h)
{
    tt_corpus *corpus = corpus_of(DOCS, 0, 1, NULL);
    tt_topics t = build_on(corpus, edit, n, opts, h);
    tt_corpus_free(corpus);
    return t;
}

/* The four kinds of the fixture are the leaves. */
static tt_build_opts four(void)
{
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 4;
    return opts;
}

static const tt_topic *topic_of(const tt_topics *t, int32_t document)
{
    return &t->topic[t->tree.leaf[document]];
}

static void renames_at_any_seed(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        tt_edit edit[] = {{.kind = TT_EDIT_RENAME,
                           .documents = TEXTS("d001", "d005", "nobody", "d005"),
                           .text = TEXTS("Bread & co")}};
        tt_build_opts opts = four();
        heard h = {0};
        opts.seed = seed;
        tt_topics t = build(edit, 1, opts, &h);
        assert_string_equal(topic_of(&t, 1)->name, "Bread & co");
        assert_int_equal(h.notes, 1);
        char value[80];
        snprintf(value, sizeof value, "{\"line\":1,\"applied\":true,\"topic\":\"%s\"}", t.tree.id[t.tree.leaf[1]]);
        assert_string_equal(t.edit[0].key, "rename");
        assert_string_equal(t.edit[0].value, value);
        snprintf(value, sizeof value, "e.json:1: rename applied to %s", t.tree.id[t.tree.leaf[1]]);
        assert_string_equal(h.last, value);
        tt_topics_free(&t);
    }
}

/* Spread over the children: the parent; all of one child and some of the other: the child that agrees best. */
static void finds_inner_topics(void **state)
{
    (void)state;
    tt_build_opts opts = four();
    opts.shape = (tt_shape_opts){.levels = {2, 4}, .n_levels = 2};
    heard h = {0};
    tt_topics plain = build(NULL, 0, opts, &h);
    const tt_tree *tree = &plain.tree;
    int32_t parent = 1, a = tree->order[tree->begin[2]], b = tree->order[tree->end[1] - 1];
    assert_int_not_equal(tree->leaf[a], tree->leaf[b]);
    tt_edit edit[] = {{.kind = TT_EDIT_RENAME,
                       .documents = TEXTS(plain.document[a].id, plain.document[b].id),
                       .text = TEXTS("Both")}};
    tt_topics t = build(edit, 1, opts, &h);
    assert_string_equal(t.topic[parent].name, "Both");
    tt_topics_free(&t);
    char *ids[DOCS];
    int32_t n = 0;
    for (int32_t i = tree->begin[2]; i < tree->end[2]; i++) ids[n++] = plain.document[tree->order[i]].id;
    ids[n++] = plain.document[b].id;
    edit[0].documents = texts(n, ids);
    h = (heard){0};
    t = build(edit, 1, opts, &h);
    assert_string_equal(t.topic[2].name, "Both");
    tt_topics_free(&t);
    tt_topics_free(&plain);
}

static void merges_and_goes_on(void **state)
{
    (void)state;
    tt_edit edit[] = {{.kind = TT_EDIT_MERGE, .documents = TEXTS("d000"), .with = TEXTS("d003", "d007")},
                      {.kind = TT_EDIT_MERGE, .documents = TEXTS("d004"), .with = TEXTS("d003")},
                      {.kind = TT_EDIT_MERGE, .documents = TEXTS("d002"), .with = TEXTS("d001")}};
    heard h = {0};
    tt_build_opts opts = four();
    opts.shape = (tt_shape_opts){.levels = {2, 4}, .n_levels = 2};
    tt_topics t = build(edit, 3, opts, &h);
    assert_int_equal(h.notes, 2);
    assert_string_equal(t.edit[1].value, "{\"line\":2,\"applied\":false,\"reason\":\"they are one topic already\"}");
    assert_int_equal(t.tree.m, 3);
    for (int32_t i = 0; i < DOCS; i++) assert_int_equal(t.tree.leaf[i], t.tree.leaf[i % 4 == 0 || i % 4 == 3 ? 0 : 1]);
    assert_non_null(strstr(t.edit[0].value, t.tree.id[t.tree.leaf[0]]));
    assert_non_null(strstr(t.edit[2].value, t.tree.id[t.tree.leaf[1]]));
    tt_topics_free(&t);
    edit[1].with = TEXTS("d001");
    h = (heard){0};
    t = build(edit, 3, four(), &h); /* down to one topic */
    assert_int_equal(t.tree.m, 1);
    assert_int_equal(h.notes, 3);
    tt_topics_free(&t);
}

static void merges_before_outliers(void **state)
{
    (void)state;
    tt_edit edit[] = {{.kind = TT_EDIT_MERGE, .documents = TEXTS("d000"), .with = TEXTS("d003")}};
    heard h = {0};
    tt_build_opts opts = four();
    opts.outliers = .1;
    tt_topics t = build(edit, 1, opts, &h);
    int32_t leaves = 0;
    for (int32_t v = 0; v < t.tree.m; v++) leaves += t.tree.n_children[v] == 0;
    assert_int_equal(leaves, 4);
    assert_int_equal(t.tree.end[t.tree.outliers] - t.tree.begin[t.tree.outliers], DOCS / 10);
    char *outlier[] = {t.document[t.tree.order[t.tree.begin[t.tree.outliers]]].id}; /* they are no topic */
    tt_edit two[] = {edit[0], {.kind = TT_EDIT_RENAME, .documents = texts(1, outlier), .text = TEXTS("x")}};
    h = (heard){0};
    tt_topics again = build(two, 2, opts, &h);
    assert_int_equal(h.warnings, 1);
    tt_topics_free(&again);
    tt_topics_free(&t);
}

static void hides_and_pins(void **state)
{
    (void)state;
    heard h = {0};
    tt_topics plain = build(NULL, 0, four(), &h);
    char hidden[64];
    snprintf(hidden, sizeof hidden, "%s", topic_of(&plain, 2)->terms[0].text);
    tt_topics_free(&plain);
    tt_edit edit[] = {{.kind = TT_EDIT_HIDE, .text = TEXTS("zyzzyva")},
                      {.kind = TT_EDIT_HIDE, .text = TEXTS(hidden)},
                      {.kind = TT_EDIT_PIN, .documents = TEXTS("d001"), .text = TEXTS("Rye", "bakery")}};
    tt_topics t = build(edit, 3, four(), &h);
    assert_int_equal(h.notes, 2);
    assert_string_equal(t.edit[0].value, "{\"line\":1,\"applied\":false,\"reason\":\"no text has such a term\"}");
    assert_string_equal(t.edit[1].value, "{\"line\":2,\"applied\":true}");
    for (int32_t v = 0; v < t.tree.m; v++)
        for (int32_t i = 0; i < t.topic[v].n_terms; i++) assert_string_not_equal(t.topic[v].terms[i].text, hidden);
    assert_string_equal(topic_of(&t, 1)->terms[0].text, "Rye");
    assert_string_equal(topic_of(&t, 1)->terms[1].text, "bakery");
    assert_int_equal(strncmp(topic_of(&t, 1)->name, "Rye · bakery", strlen("Rye · bakery")), 0);
    tt_topics_free(&t);
}

static int32_t top_of(const tt_topics *t, int32_t document)
{
    int32_t v = t->tree.leaf[document];
    while (t->tree.parent[v] > 0) v = t->tree.parent[v];
    return v;
}

static tt_edit separate(tt_texts documents, tt_texts from)
{
    return (tt_edit){.kind = TT_EDIT_SEPARATE, .documents = documents, .with = from};
}

/* Documents i % 4 are of one kind: kinds stay whole, and those of 0 and 1 have nothing above them in common but the
 * root. */
static void assert_apart(const tt_topics *t, int32_t kinds)
{
    for (int32_t i = 0; i < DOCS; i++)
        for (int32_t j = 0; j < i; j++) {
            int32_t a = i % 4, b = j % 4;
            if (a == b) assert_int_equal(t->tree.leaf[i], t->tree.leaf[j]);
            if (a < kinds && b < kinds && a != b) assert_int_not_equal(top_of(t, i), top_of(t, j));
        }
}

/* Whatever the shape, whichever kinds lay together: in the tree, or in one leaf topic that is divided. */
static void separates_in_every_shape(void **state)
{
    (void)state;
    static const tt_shape_opts shapes[] = {
        {.n_levels = 0}, {.max_children = 2}, {.levels = {2, 4}, .n_levels = 2}, {.depth = 2}};
    static const char *const pairs[][2] = {{"d000", "d001"}, {"d000", "d002"}, {"d000", "d003"}, {"d001", "d002"}};
    for (size_t s = 0; s < 4; s++)
        for (size_t p = 0; p < 4; p++)
            for (uint64_t seed = 1; seed <= 2; seed++) {
                char *a[] = {(char *)(uintptr_t)pairs[p][0], "d008"}, *b[] = {(char *)(uintptr_t)pairs[p][1]};
                tt_edit edit[] = {separate(texts(p < 3 ? 2 : 1, a), texts(1, b))};
                tt_build_opts opts = four();
                heard h = {0};
                opts.seed = seed;
                opts.shape = shapes[s];
                tt_topics t = build(edit, 1, opts, &h);
                int32_t i = pairs[p][0][3] - '0', j = pairs[p][1][3] - '0';
                assert_apart(&t, 0);
                assert_int_not_equal(top_of(&t, i), top_of(&t, j));
                assert_int_equal(h.notes, 1);
                char value[120];
                snprintf(value, sizeof value, "{\"line\":1,\"applied\":true,\"topic\":\"%s\",\"from\":\"%s\"}",
                         t.tree.id[t.tree.leaf[i]], t.tree.id[t.tree.leaf[j]]);
                assert_string_equal(t.edit[0].value, value);
                snprintf(value, sizeof value, "e.json:1: separate applied to %s and %s", t.tree.id[t.tree.leaf[i]],
                         t.tree.id[t.tree.leaf[j]]);
                assert_string_equal(h.last, value);
                tt_topics_free(&t);
            }
}

/* Two leaves of four kinds: three edits make three of them, then four. */
static void divides_topics(void **state)
{
    (void)state;
    tt_edit edit[] = {separate(TEXTS("d000", "d004"), TEXTS("d001", "d005")),
                      separate(TEXTS("d000"), TEXTS("d002")),
                      separate(TEXTS("d002", "d006", "d010"), TEXTS("d001")),
                      separate(TEXTS("d003"), TEXTS("d000")),
                      separate(TEXTS("d003"), TEXTS("d001")),
                      separate(TEXTS("d003"), TEXTS("d002"))};
    for (int32_t topics = 2; topics <= 4; topics++) {
        tt_build_opts opts = four();
        heard h = {0};
        opts.topics = topics;
        tt_topics t = build(edit, 6, opts, &h);
        assert_int_equal(h.notes, 6);
        assert_apart(&t, 4);
        tt_topics_free(&t);
    }
}

static void separations_refused(void **state)
{
    (void)state;
    static const struct {
        int32_t topics, max_children, n_levels, least;
        const char *why; /* of the last edit */
    } cases[] = {{4, 0, 0, 0, "the two lists have a document in common"},
                 {4, 0, 0, 0, "no topic has more than half of its documents"},
                 {4, 0, 0, 0, "none of its documents is in the tree"},
                 {4, 0, 0, 0, "an edit before it made that one topic of two"},
                 {1, 0, 0, 0, "one topic is asked for"},
                 {4, 0, 0, 6, "the topic that they share has too few documents for two"},
                 {4, 2, 0, 0, "the shape asked for has too few topics below the root to keep them apart"},
                 {4, 2, 2, 0, "the levels asked for have no room for one topic more"}};
    tt_edit last[] = {
        separate(TEXTS("d000", "d001"), TEXTS("d001")), separate(TEXTS("d000"), TEXTS("d000", "d001", "d002", "d003")),
        separate(TEXTS("d000"), TEXTS("nobody")),       separate(TEXTS("d000"), TEXTS("d003")),
        separate(TEXTS("d000"), TEXTS("d003")),         separate(TEXTS("d000"), TEXTS("d004")),
        separate(TEXTS("d001"), TEXTS("d002")),         separate(TEXTS("d000"), TEXTS("d004"))};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        last[1].with = TEXTS("d009", "d001", "d002", "d003");
        tt_edit edit[] = {{.kind = TT_EDIT_MERGE, .documents = TEXTS("d000"), .with = TEXTS("d003")},
                          separate(TEXTS("d000"), TEXTS("d001")),
                          separate(TEXTS("d000"), TEXTS("d002")),
                          last[i]};
        int32_t first = i == 3 ? 0 : i == 6 ? 1 : 3;
        tt_build_opts opts = four();
        heard h = {0};
        opts.topics = cases[i].topics;
        opts.shape.max_children = cases[i].max_children;
        if (cases[i].n_levels) opts.shape = (tt_shape_opts){.levels = {2, 4}, .n_levels = 2, .max_children = 2};
        opts.min_docs = cases[i].least;
        if (i == 3) edit[1] = edit[2] = last[i];
        tt_topics t = build(edit + first, 4 - first, opts, &h);
        assert_non_null(strstr(t.edit[3 - first].value, cases[i].why));
        assert_non_null(strstr(t.edit[3 - first].value, "\"applied\":false"));
        tt_topics_free(&t);
    }
}

/* Six leaves in two branches of three at most: one that is to be apart from four others has no place.  The topic that
 * was divided for it is one again. */
static void taken_back(void **state)
{
    (void)state;
    for (int32_t i = 4; i < DOCS; i += 4) {
        char id[8], *other[] = {id};
        snprintf(id, sizeof id, "d%03d", i);
        tt_edit edit[] = {separate(TEXTS("d000"), TEXTS("d001")), separate(TEXTS("d000"), TEXTS("d002")),
                          separate(TEXTS("d000"), TEXTS("d003")), separate(TEXTS("d000"), texts(1, other))};
        tt_build_opts opts = four();
        heard h = {0};
        int32_t leaves = 0;
        opts.topics = 5;
        opts.shape = (tt_shape_opts){.levels = {2, 5}, .n_levels = 2, .max_children = 3};
        opts.outliers = i % 8 ? 0 : .05;
        tt_topics t = build(edit, 4, opts, &h);
        assert_int_equal(h.notes, 3);
        assert_string_equal(t.edit[3].value, "{\"line\":4,\"applied\":false,\"reason\":\"the shape asked for leaves no "
                                             "way to part the topics above them\"}");
        for (int32_t v = 0; v < t.tree.m; v++) leaves += t.tree.n_children[v] == 0 && (v == 0 || v != t.tree.outliers);
        assert_int_equal(leaves, 5);
        for (int32_t j = 1; j < 4; j++) assert_int_not_equal(top_of(&t, 0), top_of(&t, j));
        tt_topics_free(&t);
    }
}

/* What a separation keeps apart no later merge joins, and the other way round. */
static void contradictions(void **state)
{
    (void)state;
    tt_edit edit[] = {separate(TEXTS("d000"), TEXTS("d003")),
                      {.kind = TT_EDIT_MERGE, .documents = TEXTS("d003"), .with = TEXTS("d000")},
                      {.kind = TT_EDIT_MERGE, .documents = TEXTS("d000"), .with = TEXTS("d001")},
                      {.kind = TT_EDIT_MERGE, .documents = TEXTS("d001"), .with = TEXTS("d003")}};
    heard h = {0};
    tt_topics t = build(edit, 4, four(), &h);
    assert_int_equal(h.notes, 2);
    assert_string_equal(t.edit[1].value,
                        "{\"line\":2,\"applied\":false,\"reason\":\"an edit before it keeps them apart\"}");
    assert_string_equal(t.edit[3].value,
                        "{\"line\":4,\"applied\":false,\"reason\":\"an edit before it keeps them apart\"}");
    assert_int_not_equal(top_of(&t, 0), top_of(&t, 3));
    assert_int_equal(t.tree.leaf[0], t.tree.leaf[1]);
    tt_topics_free(&t);
}

/* Documents with the same words are one row: there is nothing to tell them apart by. */
static void same_words(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(8, 0, 1, "one text for all of them");
    tt_edit edit[] = {separate(TEXTS("d000"), TEXTS("d001"))};
    tt_build_opts opts = tt_build_opts_default();
    heard h = {0};
    tt_topics t = build_on(corpus, edit, 1, opts, &h);
    assert_string_equal(t.edit[0].value,
                        "{\"line\":1,\"applied\":false,\"reason\":\"documents of the two lists have the same words\"}");
    tt_topics_free(&t);
    tt_corpus_free(corpus);
}

static void not_applicable(void **state)
{
    (void)state;
    tt_edit edit[] = {{.kind = TT_EDIT_RENAME, .documents = TEXTS("d000", "d001", "d002", "d003"), .text = TEXTS("x")},
                      {.kind = TT_EDIT_PIN, .documents = TEXTS("nobody"), .text = TEXTS("x")},
                      {.kind = TT_EDIT_MERGE, .documents = TEXTS("d000"), .with = TEXTS("nobody")},
                      {.kind = TT_EDIT_RENAME, .documents = TEXTS("d000"), .text = TEXTS("Sky")},
                      {.kind = TT_EDIT_RENAME, .documents = TEXTS("d001"), .text = TEXTS("SKY")}};
    static const char *const why[] = {"no topic has more than half of its documents",
                                      "none of its documents is in the tree", "none of its documents is in the tree",
                                      NULL, "a topic beside it has that name"};
    heard h = {0};
    tt_build_opts opts = four();
    opts.shape = (tt_shape_opts){.levels = {4}, .n_levels = 1};
    tt_topics t = build(edit, 5, opts, &h);
    assert_int_equal(h.warnings, 4);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(strstr(t.edit[i].value, "\"applied\":true") != NULL, why[i] == NULL);
        if (why[i]) assert_non_null(strstr(t.edit[i].value, why[i]));
    }
    assert_string_equal(topic_of(&t, 0)->name, "Sky");
    assert_string_not_equal(topic_of(&t, 1)->name, "SKY");
    tt_topics_free(&t);
}

/* Rename, then pin, and the other way round: the last one names. */
static void in_their_order(void **state)
{
    (void)state;
    tt_edit rename = {.kind = TT_EDIT_RENAME, .documents = TEXTS("d002"), .text = TEXTS("Games")};
    tt_edit pin = {.kind = TT_EDIT_PIN, .documents = TEXTS("d002"), .text = TEXTS("Ball")};
    tt_edit first[] = {rename, pin}, second[] = {pin, rename};
    heard h = {0};
    tt_topics t = build(first, 2, four(), &h);
    assert_string_equal(topic_of(&t, 2)->name, "Ball");
    tt_topics_free(&t);
    h = (heard){0};
    t = build(second, 2, four(), &h);
    assert_string_equal(topic_of(&t, 2)->name, "Games");
    assert_string_equal(topic_of(&t, 2)->terms[0].text, "Ball");
    tt_topics_free(&t);
}

static void one_answer(void **state)
{
    (void)state;
    tt_edit edit[] = {{.kind = TT_EDIT_MERGE, .documents = TEXTS("d000"), .with = TEXTS("d003")},
                      {.kind = TT_EDIT_RENAME, .documents = TEXTS("d000"), .text = TEXTS("Sky and stage")},
                      separate(TEXTS("d001"), TEXTS("d005")),
                      separate(TEXTS("d000"), TEXTS("d002"))};
    tt_corpus *corpus = corpus_of(DOCS, 0, 1, NULL), *shuffled = corpus_of(DOCS, 5, 7, NULL);
    heard h = {0}, g = {0};
    tt_topics a = build_on(corpus, edit, 4, four(), &h), b = build_on(shuffled, edit, 4, four(), &g);
    assert_same_tree(&a.tree, &b.tree);
    for (int32_t v = 0; v < a.tree.m; v++) assert_string_equal(a.topic[v].name, b.topic[v].name);
    for (int32_t e = 0; e < 4; e++) assert_string_equal(a.edit[e].value, b.edit[e].value);
    tt_topics_free(&a);
    tt_topics_free(&b);
    tt_corpus_free(corpus);
    tt_corpus_free(shuffled);
}

static tt_status call(void *arg)
{
    tt_edit edit[] = {{.kind = TT_EDIT_MERGE, .documents = TEXTS("d000"), .with = TEXTS("d001")},
                      {.kind = TT_EDIT_HIDE, .text = TEXTS("galaxy")},
                      {.kind = TT_EDIT_PIN, .documents = TEXTS("d002"), .text = TEXTS("x")},
                      {.kind = TT_EDIT_RENAME, .documents = TEXTS("d003"), .text = TEXTS("y")},
                      separate(TEXTS("d002"), TEXTS("d003")),
                      separate(TEXTS("d001"), TEXTS("d003"))};
    tt_edits edits = {.path = "e.json", .edit = edit, .n = 6};
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 3;
    opts.edits = &edits;
    tt_topics t = {.n_edits = 77};
    tt_status status = tt_build(&t, arg, &opts, &(tt_run){.threads = 1});
    if (status == TT_OK)
        tt_topics_free(&t);
    else
        assert_int_equal(t.n_edits, 77);
    return status;
}

static void memory(void **state)
{
    (void)state;
    tt_corpus *corpus = corpus_of(6, 0, 1, NULL);
    assert_true(until_memory_suffices(call, corpus) >= 100);
    tt_corpus_free(corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(renames_at_any_seed),
                                       cmocka_unit_test(finds_inner_topics),
                                       cmocka_unit_test(merges_and_goes_on),
                                       cmocka_unit_test(merges_before_outliers),
                                       cmocka_unit_test(hides_and_pins),
                                       cmocka_unit_test(not_applicable),
                                       cmocka_unit_test(separates_in_every_shape),
                                       cmocka_unit_test(divides_topics),
                                       cmocka_unit_test(separations_refused),
                                       cmocka_unit_test(taken_back),
                                       cmocka_unit_test(contradictions),
                                       cmocka_unit_test(same_words),
                                       cmocka_unit_test(in_their_order),
                                       cmocka_unit_test(one_answer),
                                       cmocka_unit_test(memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
