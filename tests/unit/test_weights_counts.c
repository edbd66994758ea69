#include "small_corpus.h"

/* Row i as text: word:count in column order. */
static void check_row(const tt_csr *x, const tt_vocab *vocab, const tt_corpus *corpus, int32_t i, const char *expected)
{
    char row[512] = "";
    for (int64_t e = x->ptr[i]; e < x->ptr[i + 1]; e++)
        snprintf(row + strlen(row), sizeof row - strlen(row), "%s%s:%g", e > x->ptr[i] ? " " : "",
                 tt_corpus_word(corpus, vocab->term_word[x->idx[e]]), (double)x->val[e]);
    assert_string_equal(row, expected);
}

static void rows_hold_counts(void **state)
{
    (void)state;
    static const char *const text[] = {"owl fox Owl hare", "the of and", "hare fox hare HARE ant"};
    tt_corpus *corpus = small_corpus(text, 3);
    tt_vocab vocab = {0};
    tt_csr x = {0};
    assert_int_equal(tt_vocab_build(&vocab, corpus, NULL, NULL), TT_OK);
    assert_int_equal(tt_counts_build(&x, corpus, &vocab, NULL), TT_OK);
    assert_int_equal(x.n_rows, 3);
    assert_int_equal(x.n_cols, 4);
    check_row(&x, &vocab, corpus, 0, "fox:1 hare:1 owl:2");
    check_row(&x, &vocab, corpus, 1, "");
    check_row(&x, &vocab, corpus, 2, "ant:1 fox:1 hare:3");
    tt_csr_free(&x);
    tt_vocab_free(&vocab);
    tt_corpus_free(corpus);
}

/* Every row against a plain count of its document's terms. */
static void check_naively(const tt_csr *x, const tt_vocab *vocab, const tt_corpus *corpus)
{
    float *count = calloc((size_t)vocab->n_terms, sizeof *count);
    assert_non_null(count);
    for (int32_t i = 0; i < x->n_rows; i++) {
        int64_t n, e = x->ptr[i];
        const int32_t *token = tt_corpus_tokens(corpus, i, &n);
        for (int64_t t = 0; t < n; t++)
            if (tt_vocab_term(vocab, i, token[t]) != TT_NO_TERM) count[tt_vocab_term(vocab, i, token[t])]++;
        for (int32_t c = 0; c < vocab->n_terms; c++) {
            if (!(count[c] > 0)) continue;
            assert_true(e < x->ptr[i + 1] && x->idx[e] == c && !(fabsf(x->val[e] - count[c]) > 0));
            count[c] = 0;
            e++;
        }
        assert_int_equal(e, x->ptr[i + 1]);
    }
    free(count);
}

/* Boilerplate that is dropped after the vocabulary was made leaves less than it counts on; a corpus with more is
 * refused. */
static void another_corpus_is_refused(void **state)
{
    (void)state;
    static const char *const few[] = {"owl", "fox"}, *const many[] = {"owl fox", "owl fox"};
    tt_corpus *corpus = small_corpus(few, 2), *other = small_corpus(many, 2);
    tt_vocab vocab = {0};
    tt_csr x = {0};
    assert_int_equal(tt_vocab_build(&vocab, corpus, NULL, NULL), TT_OK);
    assert_int_equal(tt_counts_build(&x, other, &vocab, NULL), TT_ERR_ARGUMENT);
    assert_null(x.idx);
    tt_vocab_free(&vocab);
    tt_corpus_free(corpus);
    tt_corpus_free(other);
}

/* Long rows, several threads: columns ascend, column sums of ones are the document frequencies, all bytes the same. */
static void threads_do_not_matter(void **state)
{
    (void)state;
    enum { N = 2000, BYTES = 1500 };
    static char block[N][BYTES];
    const char *text[N];
    for (int i = 0; i < N; i++) {
        int used = 0;
        text[i] = block[i];
        for (int w = 0; w < 150; w++)
            used += snprintf(block[i] + used, (size_t)(BYTES - used), "w%c%c%c ", 'a' + (i * w) % 23,
                             'a' + (i + 7 * w) % 19, 'a' + w % 3);
    }
    tt_corpus *corpus = small_corpus(text, N);
    tt_vocab vocab = {0};
    tt_csr one = {0}, other = {0};
    tt_run run = {.threads = 1};
    assert_int_equal(tt_vocab_build(&vocab, corpus, NULL, NULL), TT_OK);
    assert_int_equal(tt_counts_build(&one, corpus, &vocab, &run), TT_OK);
    check_naively(&one, &vocab, corpus);
    int32_t *df = calloc((size_t)vocab.n_terms, sizeof *df);
    assert_non_null(df);
    for (int32_t i = 0; i < N; i++)
        for (int64_t e = one.ptr[i]; e < one.ptr[i + 1]; e++) {
            df[one.idx[e]]++;
            if (e > one.ptr[i]) assert_true(one.idx[e] > one.idx[e - 1]);
        }
    assert_memory_equal(df, vocab.dictionary->df, (size_t)vocab.n_terms * sizeof *df);
    for (run.threads = 2; run.threads <= 5; run.threads++) {
        assert_int_equal(tt_counts_build(&other, corpus, &vocab, &run), TT_OK);
        assert_memory_equal(one.ptr, other.ptr, (N + 1) * sizeof *one.ptr);
        assert_memory_equal(one.idx, other.idx, (size_t)one.ptr[N] * sizeof *one.idx);
        assert_memory_equal(one.val, other.val, (size_t)one.ptr[N] * sizeof *one.val);
        tt_csr_free(&other);
    }
    free(df);
    tt_csr_free(&one);
    tt_vocab_free(&vocab);
    tt_corpus_free(corpus);
}

struct case_data {
    tt_corpus *corpus;
    tt_vocab vocab;
};

static tt_status build(void *arg)
{
    struct case_data *data = arg;
    tt_csr x = {0};
    tt_status status = tt_counts_build(&x, data->corpus, &data->vocab, NULL);
    if (status == TT_OK) tt_csr_free(&x);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    static const char *const text[] = {"owl fox", "hare"};
    struct case_data data = {.corpus = small_corpus(text, 2)};
    assert_int_equal(tt_vocab_build(&data.vocab, data.corpus, NULL, NULL), TT_OK);
    assert_true(until_memory_suffices(build, &data) >= 3);
    tt_vocab_free(&data.vocab);
    tt_corpus_free(data.corpus);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_hold_counts), cmocka_unit_test(threads_do_not_matter),
                                       cmocka_unit_test(another_corpus_is_refused),
                                       cmocka_unit_test(running_out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
