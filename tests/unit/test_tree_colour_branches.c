/* Which top each leaf takes: what can be had is found, what cannot is said, and nobody moves without need. */
#include "testing.h"

#include "base/random.h"
#include "tree/colour_branches.h"

enum { MOST = 80 };

static int32_t draw(gsl_rng *rng, int32_t n)
{
    return (int32_t)gsl_rng_uniform_int(rng, (unsigned long)n);
}

/* Naive twin for two tops: a walk that colours one neighbour after the other. */
static bool two_suffice(const tt_cannot_link *pair, int32_t n_pairs, int32_t k)
{
    int32_t side[MOST] = {0};
    for (int32_t c = 0; c < k; c++) {
        if (!side[c]) side[c] = 1;
        for (bool more = true; more;) {
            more = false;
            for (int32_t p = 0; p < n_pairs; p++) {
                int32_t a = pair[p].a, b = pair[p].b;
                if (side[a] && side[a] == side[b]) return false;
                if (side[a] && !side[b]) side[b] = -side[a], more = true;
                if (side[b] && !side[a]) side[a] = -side[b], more = true;
            }
        }
    }
    return true;
}

static void test_two_tops(void **state)
{
    (void)state;
    gsl_rng *rng = tt__base_rng_new(5, 1);
    int32_t possible = 0;
    for (int32_t round = 0; round < 400; round++) {
        tt_cannot_link pair[MOST];
        int32_t k = 10 + draw(rng, MOST - 10), n = k / 2 + draw(rng, k / 4);
        bool found, expected;
        for (int32_t p = 0; p < n; p++) {
            int32_t a = draw(rng, k), b = draw(rng, k - 1);
            pair[p] = (tt_cannot_link){.a = a, .b = b + (b >= a), .held = true};
        }
        expected = two_suffice(pair, n, k);
        possible += expected;
        assert_int_equal(tt__tree_cannot_link_possible(&found, pair, n, 2), TT_OK);
        assert_int_equal(found, expected);
    }
    assert_in_range(possible, 40, 360);
    gsl_rng_free(rng);
}

/* Every leaf to be apart from every other: as many tops as leaves. */
static void test_all_apart(void **state)
{
    (void)state;
    tt_cannot_link pair[21];
    int32_t n = 0;
    bool found;
    for (int32_t a = 0; a < 7; a++)
        for (int32_t b = 0; b < a; b++) pair[n++] = (tt_cannot_link){.a = a, .b = b, .held = true};
    for (int32_t most = 1; most <= 9; most++) {
        assert_int_equal(tt__tree_cannot_link_possible(&found, pair, n, most), TT_OK);
        assert_int_equal(found, most >= 7);
    }
    pair[4].held = false; /* does not count */
    assert_int_equal(tt__tree_cannot_link_possible(&found, pair, n, 6), TT_OK);
    assert_true(found);
}

static int32_t offered(int32_t *choice, int32_t i, void *user)
{
    (void)i;
    choice[0] = *(int32_t *)user;
    return 1;
}

/* The larger stays at home; the other takes a fresh top, or the one that it is offered, or none. */
static void test_preferences(void **state)
{
    (void)state;
    tt_cannot_link pair[] = {{.a = 5, .b = 9, .held = true}, {.a = 9, .b = 7, .held = false}};
    for (int32_t fresh = 0; fresh < 2; fresh++)
        for (int32_t offer = 0; offer < 2; offer++) {
            tt__tree_colours tops;
            bool found;
            int32_t size[] = {10, 20};
            assert_int_equal(tt__tree_colours_alloc(&tops, pair, 2), TT_OK);
            assert_int_equal(tops.n, 2);
            assert_int_equal(tops.n_pairs, 1);
            tt__tree_colours_order(&tops, size);
            assert_int_equal(tops.leaf[0], 9);
            assert_int_equal(size[0], 20);
            tops.tops = 2, tops.fresh = fresh;
            tops.home[0] = tops.home[1] = 0;
            tops.choices = offered, tops.user = &offer;
            assert_int_equal(tt__tree_colours_find(&found, &tops), TT_OK);
            assert_int_equal(found, fresh || offer == 1);
            if (found) assert_int_equal(tops.top[0], 0);
            if (found) assert_int_equal(tops.top[1], fresh ? 2 : 1);
            tt__tree_colours_free(&tops);
        }
}

static tt_status call(void *arg)
{
    bool found;
    (void)arg;
    return tt__tree_cannot_link_possible(
        &found, (tt_cannot_link[]){{.a = 1, .b = 2, .held = true}, {.a = 2, .b = 3, .held = true}}, 2, 2);
}

static void test_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(call, NULL) >= 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_two_tops), cmocka_unit_test(test_all_apart),
                                       cmocka_unit_test(test_preferences), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
