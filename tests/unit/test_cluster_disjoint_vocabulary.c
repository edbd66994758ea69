#include "testing.h"

#include "cluster/disjoint_vocabulary.h"

/* Twelve rows of three words each.  Rows 0 to 5 have words 0 to 2 in common, rows 6 to 8 words 3 to 5, rows 9 to 11
 * words 6 to 8. Split 1 parts the first six from the others, split 2 the last three from those, split 3 the first six.
 */
enum { ROWS = 12, WORDS = 9, PER_ROW = 3, CLUSTERS = 4 };

static int64_t ptr[ROWS + 1];
static int32_t idx[ROWS * PER_ROW];
static float val[ROWS * PER_ROW];
static int32_t label[ROWS] = {0, 0, 0, 3, 3, 3, 1, 1, 1, 2, 2, 2};
static int32_t born_of[CLUSTERS] = {-1, 0, 1, 0};

static tt_csr counts(void)
{
    for (int r = 0; r < ROWS; r++) {
        ptr[r + 1] = ptr[r] + PER_ROW;
        for (int e = 0; e < PER_ROW; e++) {
            idx[r * PER_ROW + e] = (r < 6 ? 0 : r < 9 ? 3 : 6) + e;
            val[r * PER_ROW + e] = 1;
        }
    }
    return (tt_csr){.n_rows = ROWS, .n_cols = WORDS, .ptr = ptr, .idx = idx, .val = val};
}

static int32_t parted(const tt_csr *x, int32_t topics)
{
    tt__cluster_state clusters = {.x = x, .k = CLUSTERS, .label = label, .born_of = born_of};
    assert_int_equal(tt__cluster_disjoint_vocabulary(&topics, &clusters, x), TT_OK);
    return topics;
}

static void strangers_are_parted(void **state)
{
    (void)state;
    tt_csr x = counts();
    assert_int_equal(parted(&x, 1), 3); /* the third split parts rows that share their words */
    assert_int_equal(parted(&x, 2), 3);
    assert_int_equal(parted(&x, 3), 3);
    assert_int_equal(parted(&x, 4), 4);
}

static void rows_that_share_words_are_not(void **state)
{
    (void)state;
    tt_csr x = counts();
    for (int r = 0; r < ROWS; r++) idx[r * PER_ROW] = 0;
    assert_int_equal(parted(&x, 1), 1);
}

static tt_status part(void *arg)
{
    (void)arg;
    tt_csr x = counts();
    tt__cluster_state clusters = {.x = &x, .k = CLUSTERS, .label = label, .born_of = born_of};
    int32_t topics = 2;
    tt_status status = tt__cluster_disjoint_vocabulary(&topics, &clusters, &x);
    assert_int_equal(topics, status == TT_OK ? 3 : 2);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(part, NULL) >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(strangers_are_parted),
                                       cmocka_unit_test(rows_that_share_words_are_not),
                                       cmocka_unit_test(running_out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
