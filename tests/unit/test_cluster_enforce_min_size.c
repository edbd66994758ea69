/* Filling light clusters: those who can give do, those who cannot are left alone, little is lost. */
#include "clusters_fixture.h"

static int32_t lopsided(int32_t r, int32_t k)
{
    return r < k - 1 ? r + 1 : 0;
}

static void test_fills(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(60, 40, 4, 1, NULL, NULL);
    for (int32_t k = 2; k <= 60; k++) {
        tt__cluster_state c = clusters_over(&x, NULL, k, 60 / k);
        clusters_deal(&c, lopsided); /* all but the first have one row */
        assert_int_equal(tt__cluster_enforce_min_size(&c), TT_OK);
        assert_sound(&c);
        for (int32_t i = 1; i < k; i++) assert_int_equal(c.mass[i], 60 / k); /* filled, not more */
        clusters_free(&c);
    }
    tt_csr_free(&x);
}

/* The row that comes is the one I2 loses least by. */
static void test_takes_the_best(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, 0, 1, .1, 0, .8, 0, .6, 0, 0, 1}, 4, 3);
    tt__matrix_csr_unit_rows(&x);
    tt__cluster_state c = clusters_over(&x, NULL, 2, 2);
    c.label[3] = 1; /* { 0, 1, 2 } and { 3 }: row 2 leans that way */
    c.mass[0] = 3, c.mass[1] = 1;
    assert_int_equal(tt__cluster_enforce_min_size(&c), TT_OK);
    assert_memory_equal(c.label, ((int32_t[]){0, 0, 1, 1}), sizeof(int32_t[4]));
    clusters_free(&c);
    tt_csr_free(&x);
}

static void test_nothing_to_do(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(30, 40, 4, 2, NULL, NULL);
    tt__cluster_state c = clusters_over(&x, NULL, 4, 5);
    clusters_deal(&c, in_turn);
    assert_int_equal(tt__cluster_enforce_min_size(&c), TT_OK);
    for (int32_t r = 0; r < 30; r++) assert_int_equal(c.label[r], r % 4);
    clusters_free(&c);
    tt_csr_free(&x);
}

static void test_cannot(void **state)
{
    (void)state;
    tt_csr x = rows_from((double[]){1, 0, 0, 0, 1, 0, 0, 0, 1}, 3, 3);
    const int32_t weight[] = {1, 4, 1};
    tt__cluster_state c = clusters_over(&x, weight, 3, 2);
    clusters_deal(&c, in_turn);
    assert_int_equal(tt__cluster_enforce_min_size(&c), TT_ERR_SHAPE);
    clusters_free(&c);
    tt_csr_free(&x);
}

static tt_status call(void *arg)
{
    tt__cluster_state c = clusters_over(arg, NULL, 3, 3);
    clusters_deal(&c, lopsided);
    tt_status status = tt__cluster_enforce_min_size(&c);
    clusters_free(&c);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt_csr x = rows_weighted(10, 20, 2, 7, NULL, NULL);
    assert_int_equal(until_memory_suffices(call, &x), 3);
    tt_csr_free(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_fills), cmocka_unit_test(test_takes_the_best),
                                       cmocka_unit_test(test_nothing_to_do), cmocka_unit_test(test_cannot),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
