/* Products with a tile of vectors: bit for bit those of a naive sum in the order of the dimensions. */
#include "matrix/tiles.h"
#include "rows_fixture.h"

static tt__matrix_tiles tiles_random(int32_t n, int32_t d)
{
    tt__matrix_tiles tiles;
    gsl_rng *rng = tt__base_rng_new(1, (uint64_t)n);
    assert_non_null(rng);
    assert_int_equal(tt__matrix_tiles_alloc(&tiles, n, d), TT_OK);
    for (int32_t a = 0; a < n; a++)
        for (int32_t j = 0; j < d; j++)
            tt__matrix_tiles_at(&tiles, a)[j * TT__MATRIX_TILE] = (float)(gsl_rng_uniform(rng) - .5);
    gsl_rng_free(rng);
    return tiles;
}

static float naive_product(const tt__matrix_tiles *tiles, int32_t a, int32_t b)
{
    float sum = 0;
    for (int32_t j = 0; j < tiles->d; j++)
        sum += tt__matrix_tiles_at(tiles, a)[j * TT__MATRIX_TILE] * tt__matrix_tiles_at(tiles, b)[j * TT__MATRIX_TILE];
    return sum;
}

static void test_naive_twin(void **state)
{
    (void)state;
    for (int32_t d = 1; d < 40; d += 19) {
        int32_t n = 150;
        float out[TT__MATRIX_TILE_ROWS * TT__MATRIX_TILE];
        tt__matrix_tiles tiles = tiles_random(n, d);
        assert_int_equal((uintptr_t)tiles.val % 64, 0);
        for (int32_t a = 0; a < n; a++)
            for (int32_t tile = 0; tile < tt__matrix_tiles_count(n); tile++) {
                tt__matrix_tiles_row(out, &tiles, a, tile);
                for (int32_t c = 0; c < TT__MATRIX_TILE && tile * TT__MATRIX_TILE + c < n; c++)
                    assert_near((double)out[c], (double)naive_product(&tiles, a, tile * TT__MATRIX_TILE + c), 0);
                if (a % TT__MATRIX_TILE_ROWS || a + TT__MATRIX_TILE_ROWS > n) continue;
                tt__matrix_tiles_rows(out, &tiles, a, tile);
                for (int32_t r = 0; r < TT__MATRIX_TILE_ROWS; r++)
                    for (int32_t c = 0; c < TT__MATRIX_TILE && tile * TT__MATRIX_TILE + c < n; c++)
                        assert_near((double)out[r * TT__MATRIX_TILE + c],
                                    (double)naive_product(&tiles, a + r, tile * TT__MATRIX_TILE + c), 0);
            }
        tt__matrix_tiles_free(&tiles);
    }
}

static void test_move(void **state)
{
    (void)state;
    tt__matrix_tiles tiles = tiles_random(70, 5);
    float product = naive_product(&tiles, 3, 69);
    tt__matrix_tiles_move(&tiles, 8, 69);
    assert_near((double)naive_product(&tiles, 3, 8), (double)product, 0);
    assert_near((double)naive_product(&tiles, 3, 69), (double)product, 0);
    tt__matrix_tiles_free(&tiles);
    assert_null(tiles.val);
}

static tt_status call(void *arg)
{
    tt__matrix_tiles *tiles = arg;
    tt_status status = tt__matrix_tiles_alloc(tiles, 10, 3);
    if (status == TT_OK) tt__matrix_tiles_free(tiles);
    return status;
}

static void test_memory(void **state)
{
    (void)state;
    tt__matrix_tiles tiles = {0};
    assert_int_equal(until_memory_suffices(call, &tiles), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_naive_twin), cmocka_unit_test(test_move),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
