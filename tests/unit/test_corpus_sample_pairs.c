/* Samples of documents that share something, against what one look from the first document to the last takes. */
#include "planted_corpus.h"

#include "corpus/boilerplate/sample_pairs.h"

typedef struct fixture {
    tt_corpus *corpus;
    tt__corpus_repeats repeats;
    int64_t start[PLANTED_DOCS + 1];
    uint8_t *repeated;
    int32_t *number, *aside, *documents, *sampled, *doc;
    int32_t n;
} fixture;

/* All repeats, and every third word. */
static void set_up(fixture *f)
{
    *f = (fixture){.corpus = planted_corpus(1)};
    assert_int_equal(tt__corpus_repeats_find(&f->repeats, f->corpus, tt__corpus_windows_next, 10, NULL), TT_OK);
    int32_t n_words = tt_corpus_words(f->corpus);
    f->number = calloc((size_t)n_words, sizeof *f->number);
    f->aside = calloc((size_t)n_words, sizeof *f->aside);
    assert_true(f->number && f->aside);
    f->n = f->repeats.n;
    for (int32_t w = 0; w < n_words; w++) f->number[w] = w % 3 ? -1 : f->n++;
    f->documents = calloc((size_t)f->n, sizeof *f->documents);
    f->sampled = calloc((size_t)f->n, sizeof *f->sampled);
    f->doc = calloc((size_t)f->n * TT__CORPUS_SAMPLE, sizeof *f->doc);
    assert_true(f->documents && f->sampled && f->doc);
    for (int32_t i = 0; i < PLANTED_DOCS; i++) {
        int64_t n;
        tt_corpus_tokens(f->corpus, i, &n);
        f->start[i + 1] = f->start[i] + n;
    }
    f->repeated = calloc((size_t)f->start[PLANTED_DOCS], 1);
    assert_non_null(f->repeated);
}

static void tear_down(fixture *f)
{
    tt__corpus_repeats_free(&f->repeats);
    free(f->number), free(f->aside), free(f->documents), free(f->sampled), free(f->doc), free(f->repeated);
    tt_corpus_free(f->corpus);
}

static tt__corpus_pairs sharing(fixture *f, int threads)
{
    return (tt__corpus_pairs){.corpus = f->corpus,
                              .repeats = &f->repeats,
                              .start = f->start,
                              .repeated = f->repeated,
                              .number = f->number,
                              .aside = f->aside,
                              .threads = threads,
                              .n = f->n,
                              .documents = f->documents,
                              .sampled = f->sampled,
                              .doc = f->doc};
}

static bool has(const fixture *f, int32_t thing, int32_t i)
{
    tt__corpus_windows w = {0};
    w.token = tt_corpus_tokens(f->corpus, i, &w.n);
    for (int64_t t = 0; t < w.n; t++)
        if (w.token[t] != TT_TOKEN_BREAK && f->number[TT_TOKEN_WORD(w.token[t])] == thing) return true;
    while (tt__corpus_windows_next(&w))
        if (tt__corpus_repeat_of(&f->repeats, w.key) == thing) return true;
    return false;
}

static void samples_are_evenly_spread(void **state)
{
    (void)state;
    fixture f;
    set_up(&f);
    for (int32_t thing = 0; thing < f.n; thing++)
        for (int32_t i = 0; i < PLANTED_DOCS; i++) f.documents[thing] += has(&f, thing, i);
    for (int threads = 1; threads <= 7; threads += 3) {
        tt__corpus_pairs s = sharing(&f, threads);
        memset(f.doc, 0, (size_t)f.n * TT__CORPUS_SAMPLE * sizeof *f.doc);
        assert_int_equal(tt__corpus_sample_pairs(&s), TT_OK);
        int many = 0;
        for (int32_t thing = 0; thing < f.n; thing++) {
            int32_t step = f.documents[thing] / TT__CORPUS_SAMPLE > 1 ? f.documents[thing] / TT__CORPUS_SAMPLE : 1,
                    met = 0, taken = 0;
            for (int32_t i = 0; i < PLANTED_DOCS; i++)
                if (has(&f, thing, i) && met++ % step == 0 && taken < TT__CORPUS_SAMPLE)
                    assert_int_equal(f.doc[thing * TT__CORPUS_SAMPLE + taken++], i);
            assert_int_equal(f.sampled[thing], taken);
            many += met > TT__CORPUS_SAMPLE;
        }
        assert_true(many > 5);
    }
    tear_down(&f);
}

static void repeats_are_marked(void **state)
{
    (void)state;
    fixture f;
    set_up(&f);
    tt__corpus_pairs s = sharing(&f, 2);
    assert_int_equal(tt__corpus_sample_pairs(&s), TT_OK);
    for (int32_t i = 0; i < PLANTED_DOCS; i++) {
        bool repeated[500] = {false};
        tt__corpus_windows w = {0};
        w.token = tt_corpus_tokens(f.corpus, i, &w.n);
        while (tt__corpus_windows_next(&w))
            for (int64_t t = w.begin; t < w.at; t++)
                repeated[t] = repeated[t] || tt__corpus_repeat_of(&f.repeats, w.key) >= 0;
        for (int64_t t = 0; t < w.n; t++)
            assert_int_equal(f.repeated[f.start[i] + t], repeated[t] || tt__corpus_is_quoted(w.token[t]));
    }
    tear_down(&f);
}

static tt_status call(void *arg)
{
    return tt__corpus_sample_pairs(arg);
}

static void out_of_memory(void **state)
{
    (void)state;
    fixture f;
    set_up(&f);
    tt__corpus_pairs s = sharing(&f, 2);
    assert_true(until_memory_suffices(call, &s) >= 2);
    tear_down(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(samples_are_evenly_spread),
                                       cmocka_unit_test(repeats_are_marked), cmocka_unit_test(out_of_memory)};
    return cmocka_run_group_tests_name("text/sharing", tests, NULL, NULL);
}
