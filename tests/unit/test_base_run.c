/* Threads, progress, messages: what a call asks of its tt_run. */
#include "testing.h"

#include <omp.h>

#include "base/run.h"

static void test_threads(void **state)
{
    (void)state;
    const tt_run four = {.threads = 4}, any = {0};
    assert_int_equal(tt__base_threads(&four, 1000, 10), 4);
    assert_int_equal(tt__base_threads(&four, 39, 10), 3); /* no more than there is work */
    assert_int_equal(tt__base_threads(&four, 9, 10), 1);
    assert_int_equal(tt__base_threads(&four, 0, 10), 1);
    assert_int_equal(tt__base_threads(&four, 3, 0), 3);
    assert_int_equal(tt__base_threads(&any, 1 << 20, 1), omp_get_max_threads());
    assert_int_equal(tt__base_threads(NULL, 1 << 20, 1), omp_get_max_threads());
    int inside[2] = {0, 0};
#pragma omp parallel num_threads(2)
    inside[omp_get_thread_num()] = tt__base_threads(&four, 1000, 1);
    assert_int_equal(inside[0], 1);
    assert_int_equal(inside[1], 1);
}

typedef struct heard {
    int stop_at, steps;
    tt_progress step;
    tt_severity severity;
    char text[2000];
} heard;

static int hear_step(const tt_progress *step, void *user)
{
    heard *h = user;
    h->step = *step;
    return ++h->steps == h->stop_at;
}

static void hear_message(tt_severity severity, const char *text, void *user)
{
    heard *h = user;
    h->severity = severity;
    snprintf(h->text, sizeof h->text, "%s", text);
}

static void test_progress(void **state)
{
    (void)state;
    heard h = {.stop_at = 2};
    tt_run run = {.progress = hear_step, .user = &h};
    assert_int_equal(tt__base_progress(NULL, "reading", 0, 0, "documents"), TT_OK);
    assert_int_equal(tt__base_progress(&(tt_run){0}, "reading", 0, 0, "documents"), TT_OK);
    assert_int_equal(tt__base_progress(&run, "reading", .25, 3, "documents"), TT_OK);
    assert_string_equal(h.step.stage, "reading");
    assert_string_equal(h.step.unit, "documents");
    assert_near(h.step.share, .25, 0);
    assert_int_equal(h.step.count, 3);
    assert_int_equal(tt__base_progress(&run, "merging", .5, 4, "topics"), TT_ERR_CANCELLED);
    assert_string_equal(tt_error_message(), "stopped while merging");
}

static void test_message(void **state)
{
    (void)state;
    heard h = {0};
    tt_run run = {.message = hear_message, .user = &h};
    char text[1501] = {0};
    tt__base_message(NULL, TT_NOTE, "nobody listens");
    tt__base_message(&(tt_run){0}, TT_NOTE, "nobody listens");
    tt__base_message(&run, TT_WARNING, "%s:%d: %s", "f", 7, "bad");
    assert_string_equal(h.text, "f:7: bad");
    assert_int_equal(h.severity, TT_WARNING);
    memset(text, 'y', 1500);
    tt__base_message(&run, TT_NOTE, "%s", text); /* cut, not overrun */
    assert_int_equal(h.severity, TT_NOTE);
    assert_in_range(strlen(h.text), 500, 1500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_threads), cmocka_unit_test(test_progress),
                                       cmocka_unit_test(test_message)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
