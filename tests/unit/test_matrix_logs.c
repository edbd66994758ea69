/* Logarithms of many floats against the library's, one by one. */
#include "testing.h"

#include <math.h>

#include "matrix/logs.h"

static void test_as_libm(void **state)
{
    (void)state;
    enum { N = 1000 };
    float x[N], factor[N], scaled[N], first;
    for (int32_t round = 0; round < 40; round++) {
        double shift = round % 2 ? .25 : 0;
        for (int i = 0; i < N; i++) {
            x[i] = scaled[i] = (float)exp((i - N / 2 + round / 40.) * .1); /* from 2e-22 to 5e21 */
            factor[i] = (float)(i % 7 + 1) / 3;
        }
        first = x[0];
        tt__matrix_logs(x, NULL, (float)shift, N);
        tt__matrix_logs(scaled, factor, (float)shift, N);
        assert_near((double)x[0], log((double)first + shift), 3e-6);
        for (int i = 0; i < N; i++) {
            double at = (double)(float)exp((i - N / 2 + round / 40.) * .1), plain = log(at + shift),
                   other = log(at * (double)factor[i] + shift);
            assert_near((double)x[i], plain, 3e-7 * fmax(1, fabs(plain)));
            assert_near((double)scaled[i], other, 3e-7 * fmax(1, fabs(other)));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_as_libm)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
