/* Random numbers: the same for the same seed and stream, others for others. */
#include "testing.h"

#include "base/random.h"

static uint64_t first(uint64_t seed, uint64_t stream)
{
    gsl_rng *rng = tt__base_rng_new(seed, stream);
    assert_non_null(rng);
    uint64_t high = gsl_rng_get(rng), low = gsl_rng_get(rng);
    gsl_rng_free(rng);
    return high << 32 | low;
}

static void test_same(void **state)
{
    (void)state;
    assert_true(first(1, 1) == first(1, 1));
    assert_true(first(UINT64_MAX, 7) == first(UINT64_MAX, 7));
}

static void test_others(void **state)
{
    (void)state;
    enum { N = 40 };
    uint64_t seen[N * N];
    for (uint64_t i = 0; i < N * N; i++) {
        seen[i] = first(i / N, i % N); /* (a, b) is not (b, a) either */
        for (uint64_t j = 0; j < i; j++) assert_true(seen[i] != seen[j]);
    }
    assert_true(first(1, 0) != first(UINT64_C(1) << 40, 0)); /* the high bits count */
}

static void test_even(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(3, 4);
    int count[10] = {0};
    for (int i = 0; i < 100000; i++) count[gsl_rng_uniform_int(rng, 10)]++;
    for (int c = 0; c < 10; c++) assert_in_range(count[c], 9500, 10500);
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same), cmocka_unit_test(test_others),
                                       cmocka_unit_test(test_even)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
