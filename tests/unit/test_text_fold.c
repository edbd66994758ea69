/* Folding, surfaces, stems and word segments: what becomes of one word. */
#include "testing.h"

#include "text/fold.h"
#include "text/segment.h"
#include "text/stem.h"
#include "text/surface.h"

static void check_fold(const char *word, const char *expected)
{
    tt__buffer folded = {0};
    assert_int_equal(tt__fold(&folded, word, strlen(word)), TT_OK);
    assert_string_equal(folded.data, expected);
    assert_int_equal(folded.length, strlen(expected));
    tt__buffer_free(&folded);
}

static void folding(void **state)
{
    (void)state;
    check_fold("", "");
    check_fold("Whale-2B", "whale-2b");
    check_fold("@[`{Zz", "@[`{zz");
    check_fold("STRASSE", "strasse");
    check_fold("Straße", "strasse");
    check_fold("ﬁnd", "find");
    check_fold("ＡＢＣ", "abc");
    check_fold("École", "école");
    check_fold("ΣΊΣΥΦΟΣ", "σίσυφοσ");
    check_fold("МОСКВА", "москва");
    check_fold("\u0130stanbul", "i\u0307stanbul");
    check_fold("\ufdfa", "صلى الله عليه وسلم"); /* the longest there is */
}

static void folding_overwrites(void **state)
{
    (void)state;
    tt__buffer folded = {0};
    assert_int_equal(tt__fold(&folded, "Écoles", strlen("Écoles")), TT_OK);
    assert_int_equal(tt__fold(&folded, "Go", 2), TT_OK);
    assert_string_equal(folded.data, "go");
    assert_int_equal(folded.length, 2);
    tt__buffer_free(&folded);
}

static void surfaces(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"plain", "plain"}, {"don’t", "don't"}, {"e\u0301tude", "étude"}, {"so\u00adft", "soft"},
                                           {"Schr\\\"odinger", "Schrödinger"}, {"\u00ad", ""}, {"don&#39;t", "don't"}};
    tt__buffer out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(tt__surface(&out, cases[i][0], strlen(cases[i][0])), TT_OK);
        assert_int_equal(out.length, strlen(cases[i][1]));
        if (out.length) assert_string_equal(out.data, cases[i][1]);
    }
    tt__buffer_free(&out);
}

static void check_stem(tt__stemmer *stemmer, const char *language, const char *word, const char *expected)
{
    tt__buffer buffer = {0};
    assert_int_equal(tt__buffer_append(&buffer, word, strlen(word)), TT_OK);
    assert_int_equal(tt__stem(stemmer, language ? tt__language_index(language) : 0, &buffer), TT_OK);
    assert_string_equal(buffer.data, expected);
    assert_int_equal(buffer.length, strlen(expected));
    tt__buffer_free(&buffer);
}

static void stems(void **state)
{
    (void)state;
    tt__stemmer stemmer = {0};
    check_stem(&stemmer, "en", "galaxies", "galaxi");
    check_stem(&stemmer, "en", "galaxy", "galaxi");
    check_stem(&stemmer, "de", "häuser", "haus");
    check_stem(&stemmer, "ru", "звёзды", "звезд");
    check_stem(&stemmer, "zh", "学习", "学习");
    check_stem(&stemmer, NULL, "galaxies", "galaxies");
    tt__stemmer_free(&stemmer);
}

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

static tt_status fold_and_compose(void *arg)
{
    (void)arg;
    tt__buffer out = {0};
    tt_status status = tt__fold(&out, "École", strlen("École"));
    if (status == TT_OK) status = tt__surface(&out, "e\u0301cole", strlen("e\u0301cole"));
    tt__buffer_free(&out);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(fold_and_compose, NULL) >= 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(folding), cmocka_unit_test(folding_overwrites),
                                       cmocka_unit_test(surfaces), cmocka_unit_test(stems), cmocka_unit_test(segments),
                                       cmocka_unit_test(running_out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
