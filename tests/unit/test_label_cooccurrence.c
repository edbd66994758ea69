/* Documents of candidates and their NPMI, on the four topics of the fixture and on a corpus larger than the sample. */
#include "label/cooccurrence.h"
#include "labels_fixture.h"

static tt__label_cooccurrence company_of(const labels_fixture *f, int32_t best, const tt_run *run)
{
    tt__label_shortlist list = {0};
    tt__label_cooccurrence company = {0};
    assert_int_equal(tt__label_shortlist_build(&list, &f->usage, &f->phrases, best, NULL), TT_OK);
    assert_int_equal(tt__label_cooccurrence_build(&company, &list, &f->usage, &f->phrases, run), TT_OK);
    tt__label_shortlist_free(&list);
    return company;
}

/* As many documents as the usage says, ascending, all of them below the node. */
static void documents_as_counted(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    tt__label_cooccurrence c = company_of(f, 1000, NULL);
    assert_int_equal(c.n_docs, FIXTURE_DOCS);
    for (int32_t v = 0; v < f->tree.m; v++)
        for (int64_t e = 0; e < f->usage.node[v].n; e++) {
            const int32_t *doc;
            int64_t n = tt__label_cooccurrence_below(&c, f->usage.node[v].use[e].candidate, v, &doc);
            assert_int_equal(n, f->usage.node[v].use[e].documents);
            for (int64_t k = 0; k < n; k++) {
                assert_in_range(doc[k], f->tree.begin[v], f->tree.end[v] - 1);
                if (k > 0) assert_true(doc[k] > doc[k - 1]);
            }
        }
    tt__label_cooccurrence_free(&c);
    fixture_free(f);
}

static void only_what_is_on_a_shortlist(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    tt__label_cooccurrence few = company_of(f, 2, NULL), all = company_of(f, 1000, NULL);
    assert_in_range(few.n_rows, 2, 2 * f->tree.m);
    assert_true(all.n_rows > few.n_rows);
    assert_true(few.row[lexeme_of(&f->lexicon, f->corpus, "vanish")] == 0);
    assert_true(all.row[lexeme_of(&f->lexicon, f->corpus, "vanish")] > 0);
    tt__label_cooccurrence_free(&few);
    tt__label_cooccurrence_free(&all);
    fixture_free(f);
}

static double npmi(const tt__label_cooccurrence *c, int32_t a, int32_t b)
{
    uint8_t among[FIXTURE_DOCS] = {0};
    const int32_t *doc;
    int64_t n = tt__label_cooccurrence_documents(c, b, &doc);
    for (int64_t k = 0; k < n; k++) among[doc[k]] = 1;
    return tt__label_cooccurrence_npmi(c, a, b, among);
}

static void npmi_as_defined(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    tt__label_cooccurrence c = company_of(f, 1000, NULL);
    int32_t pie = lexeme_of(&f->lexicon, f->corpus, "pie"), butter = lexeme_of(&f->lexicon, f->corpus, "butter"),
            bread = lexeme_of(&f->lexicon, f->corpus, "bread"), flour = lexeme_of(&f->lexicon, f->corpus, "flour");
    assert_near(npmi(&c, pie, butter), log(24. * 4 / (6 * 4)) / -log(4. / 24), 1e-12);
    assert_near(npmi(&c, bread, flour), log(24. * 3 / (5 * 3)) / -log(3. / 24), 1e-12);
    assert_near(npmi(&c, flour, bread), npmi(&c, bread, flour), 1e-12);
    assert_true(npmi(&c, pie, bread) == -1);
    assert_near(npmi(&c, pie, pie), 1, 1e-12);
    tt__label_cooccurrence_free(&c);
    fixture_free(f);
}

/* ---- more documents than the sample has room for ---- */

enum { MANY = 30000, SAMPLED = 20000 + 50 };

/* One topic of MANY documents, in backward order; every third holds "third". */
static labels_fixture *fixture_of_many(int32_t *order)
{
    static int32_t none = TT_NO_NODE, zero, many = MANY;
    static const char *text[MANY];
    labels_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    for (int32_t i = 0; i < MANY; i++) {
        text[i] = i % 3 == 0 ? "Third one counts, the first of a triple, all of it after the last."
                             : "Other words fill the place of it.";
        order[i] = MANY - 1 - i;
    }
    f->corpus = tt_corpus_new(&f->corpus, NULL, NULL) == TT_OK ? f->corpus : NULL;
    for (int32_t i = 0; i < MANY; i++) {
        char id[16];
        snprintf(id, sizeof id, "d%06d", i);
        tt_document document = {.id = id, .text = text[i], .text_bytes = strlen(text[i])};
        assert_int_equal(tt_corpus_add(f->corpus, &document), TT_OK);
    }
    assert_int_equal(tt_corpus_seal(f->corpus), TT_OK);
    tt_vocab_opts opts = {.language = "en", .min_df = 1, .max_df = 1};
    assert_int_equal(tt_vocab_build(&f->vocab, f->corpus, &opts, NULL), TT_OK);
    f->tree = (tt_tree){.m = 1,
                        .n = MANY,
                        .parent = &none,
                        .next = &none,
                        .n_children = &zero,
                        .level = &zero,
                        .begin = &zero,
                        .end = &many,
                        .height = fixture_height,
                        .id = fixture_id,
                        .order = order};
    assert_int_equal(tt__label_lexicon_build(&f->lexicon, f->corpus, &f->vocab), TT_OK);
    assert_int_equal(tt__label_text_build(&f->reader, f->corpus, &f->vocab, &f->lexicon, NULL), TT_OK);
    assert_int_equal(tt__label_phrases_build(&f->phrases, &f->reader, 1, NULL), TT_OK);
    return f;
}

static void a_large_corpus_is_sampled(void **state)
{
    (void)state;
    int32_t *order = calloc(MANY, sizeof *order), *tree_doc = calloc(MANY, sizeof *tree_doc);
    assert_true(order && tree_doc);
    labels_fixture *f = fixture_of_many(order);
    for (int32_t i = 0; i < MANY; i++) tree_doc[i] = i;
    assert_int_equal(tt__label_doc_counts_build(&f->usage, &f->phrases, &f->tree, tree_doc, NULL), TT_OK);
    tt_run one = {.threads = 1}, three = {.threads = 3};
    tt__label_cooccurrence a = company_of(f, 1000, &one), b = company_of(f, 1000, &three);
    const int32_t *doc;
    int64_t n = tt__label_cooccurrence_documents(&a, lexeme_of(&f->lexicon, f->corpus, "triple"), &doc);
    assert_int_equal(a.n_docs, SAMPLED);
    assert_in_range(n, SAMPLED / 3 - SAMPLED / 100, SAMPLED / 3 + SAMPLED / 100);
    for (int64_t k = 0; k < n; k++) assert_int_equal(order[(int64_t)doc[k] * MANY / SAMPLED] % 3, 0);
    assert_int_equal(a.n_rows, b.n_rows);
    assert_memory_equal(a.ptr, b.ptr, (size_t)(a.n_rows + 1) * sizeof *a.ptr);
    assert_memory_equal(a.doc, b.doc, (size_t)a.ptr[a.n_rows] * sizeof *a.doc);
    tt__label_cooccurrence_free(&a);
    tt__label_cooccurrence_free(&b);
    fixture_free(f);
    free(order);
    free(tree_doc);
}

static tt_status build(void *arg)
{
    labels_fixture *f = arg;
    tt__label_shortlist list = {0};
    tt__label_cooccurrence company = {0};
    tt_status status = tt__label_shortlist_build(&list, &f->usage, &f->phrases, 5, NULL);
    if (status == TT_OK) status = tt__label_cooccurrence_build(&company, &list, &f->usage, &f->phrases, &f->run);
    if (status < 0) assert_true(!company.ptr && !company.doc && !company.row);
    tt__label_cooccurrence_free(&company);
    tt__label_shortlist_free(&list);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    labels_fixture *f = fixture_after(USAGE);
    assert_true(until_memory_suffices(build, f) > 15);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(documents_as_counted),
                                       cmocka_unit_test(only_what_is_on_a_shortlist), cmocka_unit_test(npmi_as_defined),
                                       cmocka_unit_test(a_large_corpus_is_sampled), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("meaning/company", tests, NULL, NULL);
}
