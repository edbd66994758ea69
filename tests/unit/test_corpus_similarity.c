/* The mean over all pairs against the cosines taken one by one. */
#include "corpus/boilerplate/similarity.h"
#include "small_corpus.h"

enum { DOCS = 4 };
static const char *const text[DOCS] = {"owl fox hare owl", "fox hare ant", "owl bee", "owl owl owl"};

struct rest_fixture {
    tt_corpus *corpus;
    int64_t start[DOCS + 1];
    uint8_t repeated[64];
    double idf[16];
    tt__corpus_rest rest;
    tt__corpus_similarity_sums sums;
};

static void set_up(struct rest_fixture *f)
{
    *f = (struct rest_fixture){.corpus = small_corpus(text, DOCS)};
    for (int32_t i = 0; i < DOCS; i++) {
        int64_t n;
        tt_corpus_tokens(f->corpus, i, &n);
        f->start[i + 1] = f->start[i] + n;
    }
    for (int w = 0; w < tt_corpus_words(f->corpus); w++) f->idf[w] = 1; /* owl fox hare ant bee */
    f->rest = (tt__corpus_rest){.corpus = f->corpus, .start = f->start, .repeated = f->repeated, .idf = f->idf};
    assert_int_equal(tt__corpus_similarity_sums_new(&f->sums, tt_corpus_words(f->corpus)), TT_OK);
}

static void tear_down(struct rest_fixture *f)
{
    tt__corpus_similarity_sums_free(&f->sums);
    tt_corpus_free(f->corpus);
}

static void mean_of_cosines(void **state)
{
    (void)state;
    struct rest_fixture f;
    const int32_t doc[] = {0, 1, 2};
    set_up(&f);
    for (int again = 0; again < 2; again++) { /* the workspace is clean after a call */
        assert_near(tt__corpus_similarity(&f.rest, &f.sums, doc, 2, -1), 2.0 / 3, 1e-12);
        assert_near(tt__corpus_similarity(&f.rest, &f.sums, doc, 3, -1), (2.0 / 3 + 1 / sqrt(6) + 0) / 3, 1e-12);
    }
    assert_near(tt__corpus_similarity(&f.rest, &f.sums, doc, 2, 1), 1 / sqrt(4), 1e-12); /* without fox */
    f.idf[0] = 2; /* (2,1,1) and (1,1,1) in fox, hare, ... */
    assert_near(tt__corpus_similarity(&f.rest, &f.sums, doc, 2, -1), 2 / sqrt(6 * 3), 1e-12);
    f.idf[1] = f.idf[2] = 0; /* owl and ant alone */
    assert_near(tt__corpus_similarity(&f.rest, &f.sums, doc, 2, -1), 0, 1e-12);
    tear_down(&f);
}

static void documents_of_repeats_are_left_out(void **state)
{
    (void)state;
    struct rest_fixture f;
    const int32_t doc[] = {0, 1, 2, 3};
    set_up(&f);
    for (int64_t t = f.start[2]; t < f.start[4]; t++) f.repeated[t] = 1;
    assert_near(tt__corpus_similarity(&f.rest, &f.sums, doc, 4, -1), 2.0 / 3, 1e-12);
    assert_true(tt__corpus_similarity(&f.rest, &f.sums, doc + 1, 3, -1) == HUGE_VAL);
    assert_true(tt__corpus_similarity(&f.rest, &f.sums, doc, 1, -1) == HUGE_VAL);
    f.repeated[0] = 1; /* one of four tokens: the other owl is still there */
    assert_near(tt__corpus_similarity(&f.rest, &f.sums, doc, 2, -1), 2.0 / 3, 1e-12);
    f.repeated[3] = 1;
    assert_near(tt__corpus_similarity(&f.rest, &f.sums, doc, 2, -1), 2 / sqrt(6), 1e-12);
    tear_down(&f);
}

static tt_status workspace(void *arg)
{
    (void)arg;
    tt__corpus_similarity_sums sums;
    tt_status status = tt__corpus_similarity_sums_new(&sums, 100);
    tt__corpus_similarity_sums_free(&sums);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    assert_int_equal(until_memory_suffices(workspace, NULL), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(mean_of_cosines),
                                       cmocka_unit_test(documents_of_repeats_are_left_out),
                                       cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("text/likeness", tests, NULL, NULL);
}
