/* Hashed columns: who shares one, and the counts against a naive table. */
#include "rows_fixture.h"

#include "base/strmap.h"
#include "weights/hash_terms.h"

enum { N = 300, V = 200, COLUMNS = 40, OWN = 30 };

/* Term t is "w" + letters of t; df is made up. */
typedef struct lexis {
    tt_dictionary dictionary;
    char text[V * 4];
    int64_t start[V];
    int32_t df[V];
} lexis;

static void letters(char text[16], int32_t t)
{
    snprintf(text, 16, "w%c%c", 'a' + t / 26, 'a' + t % 26);
}

static void lexis_begin(lexis *l)
{
    for (int32_t t = 0; t < V; t++) {
        char text[16];
        letters(text, t);
        l->start[t] = 4 * t;
        memcpy(l->text + 4 * t, text, 4);
        l->df[t] = 1 + (t * 37 + 5) % 50; /* four terms of each */
    }
    l->dictionary = (tt_dictionary){.n_terms = V, .text = l->text, .start = l->start, .df = l->df};
}

static void test_columns(void **state)
{
    (void)state;
    lexis l;
    int32_t column[V], owners[COLUMNS] = {0}, next = 0;
    lexis_begin(&l);
    assert_int_equal(tt__weights_hash_columns(column, COLUMNS, &l.dictionary), TT_OK);
    for (int32_t t = 0; t < V; t++) {
        int32_t before = 0; /* terms that come first */
        char text[16];
        letters(text, t);
        for (int32_t u = 0; u < V; u++) before += l.df[u] > l.df[t] || (l.df[u] == l.df[t] && u < t);
        assert_true(column[t] >= 0 && column[t] < COLUMNS);
        owners[column[t]]++;
        if (before < OWN)
            assert_int_equal(column[t], next++);
        else
            assert_int_equal(column[t], OWN + (int32_t)(tt__base_hash(text, strlen(text)) % (COLUMNS - OWN)));
    }
    assert_int_equal(next, OWN);
    for (int32_t c = 0; c < COLUMNS; c++) assert_true(c < OWN ? owners[c] == 1 : owners[c] > 1);
}

static void test_counts(void **state)
{
    (void)state;
    tt_csr counts = rows_planted(N, V, 6, 4, NULL), one = rows_planted(N, V, 6, 4, NULL);
    int32_t column[V];
    for (int32_t t = 0; t < V; t++) column[t] = (t * 13 + t / 7) % COLUMNS;
    assert_int_equal(tt__weights_hash_counts(&one, column, COLUMNS, &(tt_run){.threads = 1}), TT_OK);
    assert_int_equal(one.n_cols, COLUMNS);
    double *table = rows_table(&counts), *hashed = rows_table(&one),
           *naive = calloc((size_t)N * COLUMNS, sizeof *naive);
    assert_non_null(naive);
    for (int32_t r = 0; r < N; r++)
        for (int32_t t = 0; t < V; t++) naive[r * COLUMNS + column[t]] += table[r * V + t];
    assert_memory_equal(hashed, naive, (size_t)N * COLUMNS * sizeof *naive);
    for (int32_t r = 0; r < N; r++)
        for (int64_t p = one.ptr[r] + 1; p < one.ptr[r + 1]; p++) assert_true(one.idx[p - 1] < one.idx[p]);
    for (int threads = 2; threads <= 3; threads++) {
        tt_csr more = rows_planted(N, V, 6, 4, NULL);
        assert_int_equal(tt__weights_hash_counts(&more, column, COLUMNS, &(tt_run){.threads = threads}), TT_OK);
        assert_memory_equal(one.ptr, more.ptr, (N + 1) * sizeof *one.ptr);
        assert_memory_equal(one.idx, more.idx, (size_t)one.ptr[N] * sizeof *one.idx);
        assert_memory_equal(one.val, more.val, (size_t)one.ptr[N] * sizeof *one.val);
        tt_csr_free(&more);
    }
    free(table);
    free(hashed);
    free(naive);
    tt_csr_free(&one);
    tt_csr_free(&counts);
}

static tt_status call(void *arg)
{
    lexis *l = arg;
    tt_csr counts = {0};
    tt_status status = tt__matrix_csr_alloc(&counts, 2, V, 0);
    if (status == TT_OK) status = tt__weights_hash_terms(&counts, COLUMNS, &l->dictionary, &(tt_run){.threads = 1});
    assert_int_equal(counts.n_cols, status == TT_OK ? COLUMNS : counts.ptr ? V : 0);
    tt_csr_free(&counts);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    lexis l;
    lexis_begin(&l);
    assert_true(until_memory_suffices(call, &l) >= 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_columns), cmocka_unit_test(test_counts),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
