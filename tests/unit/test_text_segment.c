#include "testing.h"

#include "text/segment.h"

static void segments(void **state)
{
    (void)state;
    tt__segmenter *segmenter = NULL;
    for (int again = 0; again < 2; again++) {
        assert_int_equal(tt__segment_start(&segmenter, "机器学习", 12), TT_OK);
        assert_int_equal(tt__segment_next(segmenter), 6);
        assert_int_equal(tt__segment_next(segmenter), 12);
        assert_int_equal(tt__segment_next(segmenter), 0);
    }
    assert_int_equal(tt__segment_start(&segmenter, "", 0), TT_OK);
    assert_int_equal(tt__segment_next(segmenter), 0);
    tt__segmenter_free(segmenter);
    tt__segmenter_free(NULL);
}

static tt_status start(void *arg)
{
    (void)arg;
    tt__segmenter *segmenter = NULL;
    tt_status status = tt__segment_start(&segmenter, "ภาษาไทย", strlen("ภาษาไทย"));
    tt__segmenter_free(segmenter);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(start, NULL) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(segments), cmocka_unit_test(running_out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
