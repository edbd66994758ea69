#include "testing.h"

#include "words/fold.h"

static void check_fold(const char *word, const char *expected)
{
    tt__base_buffer folded = {0};
    assert_int_equal(tt__words_fold(&folded, word, strlen(word)), TT_OK);
    assert_string_equal(folded.data, expected);
    assert_int_equal(folded.length, strlen(expected));
    tt__base_buffer_free(&folded);
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
    check_fold("Звёзд", "звезд");
    check_fold("\u0130stanbul", "i\u0307stanbul");
    check_fold("\ufdfa", "صلى الله عليه وسلم"); /* the longest there is */
}

static void folding_overwrites(void **state)
{
    (void)state;
    tt__base_buffer folded = {0};
    assert_int_equal(tt__words_fold(&folded, "Écoles", strlen("Écoles")), TT_OK);
    assert_int_equal(tt__words_fold(&folded, "Go", 2), TT_OK);
    assert_string_equal(folded.data, "go");
    assert_int_equal(folded.length, 2);
    tt__base_buffer_free(&folded);
}

static tt_status fold(void *arg)
{
    (void)arg;
    tt__base_buffer out = {0};
    tt_status status = tt__words_fold(&out, "École", strlen("École"));
    tt__base_buffer_free(&out);
    return status;
}

static void running_out_of_memory(void **state)
{
    (void)state;
    assert_true(until_memory_suffices(fold, NULL) >= 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(folding), cmocka_unit_test(folding_overwrites),
                                       cmocka_unit_test(running_out_of_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
