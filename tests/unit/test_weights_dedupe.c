/* Rows: documents with the same counts share one, weights add up, documents without terms are counted. */
#include "rows_fixture.h"

#include "weights/dedupe.h"

static void test_by_hand(void **state)
{
    (void)state;
    tt_csr counts = rows_from((double[]){0, 0, 0, 1, 2, 0, 0, 0, 3, 1, 2, 0, 1, 1, 0, 0, 0, 3, 1, 2, 0, 0, 0, 0}, 8, 3);
    tt__weights_rows rows;
    assert_int_equal(tt__weights_rows_build(&rows, &counts), TT_OK);
    assert_null(counts.ptr); /* taken over */
    assert_int_equal(rows.n_docs, 6);
    assert_int_equal(rows.no_terms, 2);
    assert_memory_equal(rows.doc, ((int32_t[]){1, 2, 3, 4, 5, 6}), sizeof(int32_t[6]));
    assert_memory_equal(rows.row, ((int32_t[]){0, 1, 0, 2, 1, 0}), sizeof(int32_t[6]));
    assert_int_equal(rows.x.n_rows, 3);
    assert_int_equal(rows.x.n_cols, 3);
    assert_memory_equal(rows.weight, ((int32_t[]){3, 2, 1}), sizeof(int32_t[3]));
    assert_memory_equal(rows.x.ptr, ((int64_t[]){0, 2, 3, 5}), sizeof(int64_t[4]));
    assert_memory_equal(rows.x.idx, ((int32_t[]){0, 1, 2, 0, 1}), sizeof(int32_t[5]));
    assert_memory_equal(rows.x.val, ((float[]){1, 2, 3, 1, 1}), sizeof(float[5]));
    tt__weights_rows_free(&rows);
    assert_null(rows.doc);
}

/* Every document finds its own counts at its row; no two rows are alike. */
static void test_many(void **state)
{
    (void)state;
    enum { N = 3000, V = 5 };
    double *table = calloc(N * V, sizeof *table);
    for (int i = 0; i < N; i++) /* 3 * 3 * 3 - 1 kinds with terms, some of them as prefixes of others */
        for (int t = 0, kind = i * 7919 % 27; t < 3; t++, kind /= 3) table[i * V + t] = kind % 3;
    tt_csr counts = rows_from(table, N, V);
    tt__weights_rows rows;
    assert_int_equal(tt__weights_rows_build(&rows, &counts), TT_OK);
    double *got = rows_table(&rows.x);
    int64_t mass = 0;
    assert_int_equal(rows.x.n_rows, 26);
    assert_int_equal(rows.n_docs + rows.no_terms, N);
    for (int32_t i = 0; i < rows.n_docs; i++) {
        assert_memory_equal(got + rows.row[i] * V, table + rows.doc[i] * V, V * sizeof *got);
        if (i) assert_true(rows.doc[i] > rows.doc[i - 1]);
    }
    for (int32_t r = 0; r < 26; r++) {
        mass += rows.weight[r];
        for (int32_t q = 0; q < r; q++) assert_true(memcmp(got + r * V, got + q * V, V * sizeof *got) != 0);
    }
    assert_int_equal(mass, rows.n_docs);
    free(got);
    free(table);
    tt__weights_rows_free(&rows);
}

static void test_nothing(void **state)
{
    (void)state;
    tt_csr counts = rows_from((double[]){0, 0, 0, 0}, 2, 2);
    tt__weights_rows rows = {.n_docs = 77};
    assert_int_equal(tt__weights_rows_build(&rows, &counts), TT_ERR_EMPTY);
    assert_string_equal(tt_error_message(), "no document has a word left to go by");
    assert_int_equal(rows.n_docs, 77);
    assert_non_null(counts.ptr); /* still the caller's */
    tt_csr_free(&counts);
}

static tt_status call(void *arg)
{
    tt__weights_rows rows = {.n_docs = 77};
    tt_csr counts;
    int64_t *left = arg;
    tt__base_memory_fail_after(-1); /* the counts are not what is tried */
    counts = rows_from((double[]){1, 2, 1, 2}, 2, 2);
    tt__base_memory_fail_after((*left)++);
    tt_status status = tt__weights_rows_build(&rows, &counts);
    if (status == TT_OK)
        tt__weights_rows_free(&rows);
    else
        assert_int_equal(rows.n_docs, 77);
    tt_csr_free(&counts);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    int64_t left = 0;
    assert_true(until_memory_suffices(call, &left) >= 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_by_hand), cmocka_unit_test(test_many),
                                       cmocka_unit_test(test_nothing), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
