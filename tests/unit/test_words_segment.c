#include "testing.h"

#include "words/segment.h"

static void segments(void **state)
{
    (void)state;
    tt__words_segmenter *segmenter = NULL;
    for (int again = 0; again < 2; again++) {
        assert_int_equal(tt__words_segment_start(&segmenter, "机器学习", 12), TT_OK);
        assert_int_equal(tt__words_segment_next(segmenter), 6);
        assert_int_equal(tt__words_segment_next(segmenter), 12);
        assert_int_equal(tt__words_segment_next(segmenter), 0);
    }
    assert_int_equal(tt__words_segment_start(&segmenter, "", 0), TT_OK);
    assert_int_equal(tt__words_segment_next(segmenter), 0);
    tt__words_segmenter_free(segmenter);
    tt__words_segmenter_free(NULL);
}

/* The words of a text, with a bar behind each. */
static void check_words(const char *text, const char *expected)
{
    tt__words_segmenter *segmenter = NULL;
    char words[200] = "";
    size_t start = 0, end, n = strlen(text);
    assert_int_equal(tt__words_segment_start(&segmenter, text, n), TT_OK);
    for (; (end = tt__words_segment_next(segmenter)) > 0; start = end) {
        strncat(words, text + start, end - start);
        strcat(words, "|");
    }
    assert_int_equal(start, n);
    assert_string_equal(words, expected);
    tt__words_segmenter_free(segmenter);
}

static void inflections_stay_whole(void **state)
{
    (void)state;
    check_words("塩を混ぜて", "塩|を|混ぜ|て|");
    check_words("水を加えて", "水|を|加えて|");
    check_words("卵の黄身", "卵|の|黄身|");
    check_words("月は光", "月|は|光|");
    check_words("火から", "火|から|");
    check_words("薄く", "薄く|");
}

static tt_status start(void *arg)
{
    (void)arg;
    tt__words_segmenter *segmenter = NULL;
    tt_status status = tt__words_segment_start(&segmenter, "ภาษาไทย", strlen("ภาษาไทย"));
    tt__words_segmenter_free(segmenter);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(start, NULL) >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(segments), cmocka_unit_test(inflections_stay_whole),
                                       cmocka_unit_test(running_out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
