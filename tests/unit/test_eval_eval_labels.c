/* Trees against known labels: figures worked out pair by pair elsewhere, and the rules for what a tree leaves out. */
#include "topics_fixture.h"

#include <math.h>

typedef struct tree_case {
    int32_t m, n, depth, n_levels;
    const double *parent, *height, *leaf, *path, *expected; /* m, m, n, n x depth, n_levels x FIGURES */
} tree_case;

enum { FIGURES = 22, MOST = 256 };

static const double *read_case(tree_case *c, const double *at)
{
    c->m = (int32_t)at[0];
    c->n = (int32_t)at[1];
    c->depth = (int32_t)at[2];
    c->n_levels = (int32_t)at[3];
    assert_in_range(c->m, 1, MOST);
    assert_in_range(c->n, 1, MOST);
    c->parent = at + 4;
    c->height = c->parent + c->m;
    c->leaf = c->height + c->m;
    c->path = c->leaf + c->n;
    c->expected = c->path + c->n * c->depth;
    return c->expected + c->n_levels * FIGURES;
}

/* The documents that the case has in the tree, under the ids they have in the corpus. */
static tt_topics case_topics(const tree_case *c)
{
    int32_t parent[MOST], leaf[MOST] = {0}, n = 0, document[MOST];
    for (int32_t v = 0; v < c->m; v++) parent[v] = (int32_t)c->parent[v];
    for (int32_t i = 0; i < c->n; i++) {
        if (c->leaf[i] < 0) continue;
        document[n] = i;
        leaf[n++] = (int32_t)c->leaf[i];
    }
    tt_topics topics = fixture_topics(c->m, parent, n, leaf);
    for (int32_t v = 0; v < c->m; v++) topics.tree.height[v] = c->height[v];
    for (int32_t i = 0; i < n; i++) snprintf(topics.document[i].id, 5, "d%03d", document[i]);
    return topics;
}

static tt_corpus *case_corpus(const tree_case *c)
{
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < c->n; i++) {
        char id[16], name[8][16];
        const char *path[8];
        int32_t n = 0;
        for (; n < c->depth && c->path[i * c->depth + n] >= 0; n++) {
            snprintf(name[n], sizeof name[n], "%d", (int)c->path[i * c->depth + n]);
            path[n] = name[n];
        }
        snprintf(id, sizeof id, "d%03d", i);
        fixture_add(corpus, id, "word", path, n);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static void same_agreement(const tt_agreement *a, const double *e)
{
    assert_int_equal(a->clusters, (int32_t)e[0]);
    assert_int_equal(a->classes, (int32_t)e[1]);
    assert_near(a->nmi, e[2], 1e-9);
    assert_near(a->ari, e[3], 1e-9);
    assert_near(a->purity, e[4], 1e-9);
    assert_near(a->inverse_purity, e[5], 1e-9);
    assert_near(a->homogeneity, e[6], 1e-9);
    assert_near(a->completeness, e[7], 1e-9);
}

static void same_level(const tt_level_quality *q, const double *e)
{
    assert_near(q->dendrogram_purity, e[0], 1e-9);
    assert_near(q->dendrogram_purity_macro, e[1], 1e-9);
    assert_near(q->dendrogram_purity_chance, e[2], 1e-9);
    assert_near(q->tree_f, e[3], 1e-9);
    same_agreement(&q->leaf, e + 4);
    same_agreement(&q->cut, e + 12);
    assert_near(q->best_depth_nmi, e[20], 1e-9);
    assert_int_equal(q->best_depth, (int32_t)e[21]);
}

static void test_reference(void **state)
{
    (void)state;
    int64_t n_numbers;
    double *number = read_numbers("tests/reference/trees.txt", &n_numbers);
    int cases = 0;
    for (const double *at = number; at < number + n_numbers; cases++) {
        tree_case c;
        at = read_case(&c, at);
        tt_topics topics = case_topics(&c);
        tt_corpus *corpus = case_corpus(&c);
        tt_label_quality quality;
        assert_int_equal(tt_eval_labels(&quality, &topics, corpus), TT_OK);
        assert_int_equal(quality.missing, c.n - topics.tree.n);
        assert_int_equal(quality.n_levels, c.n_levels);
        for (int32_t level = 0; level < c.n_levels; level++) {
            assert_int_equal(quality.level[level].level, level);
            same_level(&quality.level[level], c.expected + level * FIGURES);
        }
        tt_label_quality_free(&quality);
        tt_corpus_free(corpus);
        tt_topics_free(&topics);
    }
    assert_int_equal(cases, 6);
    free(number);
}

/* root(0) of leaves 1 {a a b} and 2 {b}. */
static tt_topics two_leaves(void)
{
    tt_topics topics = fixture_topics(3, (int32_t[]){-1, 0, 0}, 4, (int32_t[]){1, 1, 1, 2});
    topics.tree.height[0] = 1;
    return topics;
}

static tt_corpus *labelled(const char *const *label, int32_t n)
{
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < n; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%03d", i);
        fixture_add(corpus, id, "word", &label[i], label[i] != NULL);
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    return corpus;
}

static void test_by_hand(void **state)
{
    (void)state;
    tt_topics topics = two_leaves();
    tt_corpus *corpus = labelled((const char *[]){"a", "a", "b", "b"}, 4);
    tt_label_quality quality;
    assert_int_equal(tt_eval_labels(&quality, &topics, corpus), TT_OK);
    assert_int_equal(quality.n_levels, 1);
    /* the pair of a's meets on a leaf of which they are 2 of 3; the b's at the root, 2 of 4 */
    assert_near(quality.level[0].dendrogram_purity, (2. / 3 + 2. / 4) / 2, 1e-12);
    assert_near(quality.level[0].dendrogram_purity_chance, .5, 1e-12);
    /* F1: a on leaf 1: 2*2/(3+2); b on leaf 2: 2*1/(1+2), at the root 2*2/(4+2) */
    assert_near(quality.level[0].tree_f, (4. / 5 + 2. / 3) / 2, 1e-12);
    assert_int_equal(quality.level[0].leaf.clusters, 2);
    assert_near(quality.level[0].leaf.purity, .75, 1e-12);
    assert_int_equal(quality.missing, 0);
    assert_int_equal(quality.unknown, 0);
    tt_label_quality_free(&quality);
    tt_corpus_free(corpus);
    tt_topics_free(&topics);
}

static void test_unknown_missing_and_twice(void **state)
{
    (void)state;
    tt_topics topics = two_leaves();
    tt_corpus *corpus = labelled((const char *[]){"a", "a", NULL, "b", "b"}, 5);
    tt_label_quality quality;
    strcpy(topics.document[2].id, "zzzz"); /* not in the corpus */
    strcpy(topics.document[3].id, "d000"); /* listed on leaf 1 already */
    assert_int_equal(tt_eval_labels(&quality, &topics, corpus), TT_OK);
    assert_int_equal(quality.unknown, 1);
    assert_int_equal(quality.missing, 3);
    assert_int_equal(quality.level[0].leaf.clusters, 2); /* leaf 1, and the missing ones together */
    assert_int_equal(quality.level[0].leaf.classes, 3);  /* "?" is a label too */
    assert_near(quality.level[0].dendrogram_purity, (1 + 2. / 5) / 2, 1e-12); /* the b's meet at the root alone */
    tt_label_quality_free(&quality);
    tt_corpus_free(corpus);
    tt_topics_free(&topics);
}

static void test_no_labels(void **state)
{
    (void)state;
    tt_topics topics = two_leaves();
    tt_corpus *corpus = labelled((const char *[]){NULL, NULL, NULL, NULL}, 4);
    tt_label_quality quality;
    assert_int_equal(tt_eval_labels(&quality, &topics, corpus), TT_OK);
    assert_int_equal(quality.n_levels, 0);
    tt_label_quality_free(&quality);
    tt_corpus_free(corpus);
    /* labels that no two documents share: no pair to be pure */
    corpus = labelled((const char *[]){"a", "b", "c", "d"}, 4);
    assert_int_equal(tt_eval_labels(&quality, &topics, corpus), TT_OK);
    assert_true(isnan(quality.level[0].dendrogram_purity));
    assert_true(isnan(quality.level[0].dendrogram_purity_macro));
    tt_label_quality_free(&quality);
    tt_corpus_free(corpus);
    tt_topics_free(&topics);
}

/* A chain as deep as it has leaves, and a label a leaf: the walk must not take a step per document and level. */
static void test_deep_chain(void **state)
{
    (void)state;
    enum { LEAVES = 20000, M = 2 * LEAVES - 1 };
    int32_t *parent = fixture_room(M, sizeof *parent), *leaf = fixture_room(LEAVES, sizeof *leaf);
    tt_topics t = {.tree = {.m = M, .n = 0}};
    for (int32_t v = 0; v < M; v++)
        parent[v] = v == 0 ? -1 : v % 2 ? v - 1 : v - 2; /* inner nodes are even, leaves odd */
    t.tree.parent = parent;
    t.tree.next = fixture_room(M, sizeof *t.tree.next);
    t.tree.height = fixture_room(M, sizeof *t.tree.height);
    t.document = fixture_room(LEAVES, sizeof *t.document);
    t.tree.order = fixture_room(LEAVES, sizeof *t.tree.order);
    t.tree.leaf = leaf;
    t.tree.n = LEAVES;
    tt_corpus *corpus;
    assert_int_equal(tt_corpus_new(&corpus, NULL, NULL), TT_OK);
    for (int32_t i = 0; i < LEAVES; i++) {
        char id[16], name[16];
        const char *path = name;
        snprintf(id, sizeof id, "d%05d", i);
        snprintf(name, sizeof name, "%d", i / 2);
        t.document[i].id = fixture_string(id);
        t.tree.order[i] = i;
        leaf[i] = i == LEAVES - 1 ? M - 1 : 2 * i + 1;
        fixture_add(corpus, id, "word", &path, 1);
    }
    for (int32_t v = 0; v < M; v++) {
        t.tree.next[v] = v % 2 ? v + 1 : TT_NO_NODE;
        t.tree.height[v] = v % 2 || v == M - 1 ? 0 : M - v;
    }
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    tt_label_quality quality;
    assert_int_equal(tt_eval_labels(&quality, &t, corpus), TT_OK);
    double expected = 0; /* pair i meets at the node that has all but the first 2i documents below */
    for (int32_t i = 0; i < LEAVES / 2; i++) expected += 2. / (LEAVES - 2 * i);
    assert_near(quality.level[0].dendrogram_purity, expected / (LEAVES / 2), 1e-9);
    assert_int_equal(quality.level[0].cut.clusters, LEAVES / 2);
    tt_label_quality_free(&quality);
    tt_corpus_free(corpus);
    for (int32_t i = 0; i < LEAVES; i++) free(t.document[i].id);
    free(parent), free(leaf), free(t.tree.next), free(t.tree.height), free(t.document), free(t.tree.order);
}

typedef struct call_args {
    tt_topics topics;
    tt_corpus *corpus;
} call_args;

static tt_status call(void *arg)
{
    call_args *a = arg;
    tt_label_quality quality;
    tt_status status = tt_eval_labels(&quality, &a->topics, a->corpus);
    if (status == TT_OK) tt_label_quality_free(&quality);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    call_args a = {two_leaves(), labelled((const char *[]){"a", "a", "b", "b"}, 4)};
    assert_true(until_memory_suffices(call, &a) >= 20);
    tt_corpus_free(a.corpus);
    tt_topics_free(&a.topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reference),
                                       cmocka_unit_test(test_by_hand),
                                       cmocka_unit_test(test_unknown_missing_and_twice),
                                       cmocka_unit_test(test_no_labels),
                                       cmocka_unit_test(test_deep_chain),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
