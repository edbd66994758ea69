/* The word lists: how they are written, and that no name is also a word that means something. */
#include "testing.h"

#include "base/strmap.h"
#include "label/lexicon.h"

static const char *const list[] = {tt__label_glue_words, tt__label_generic_words, tt__label_part_words};
enum { LISTS = sizeof list / sizeof *list };

static void lower_case_and_single_blanks(void **state)
{
    (void)state;
    for (int k = 0; k < LISTS; k++) {
        assert_true(list[k][0] != ' ' && list[k][strlen(list[k]) - 1] != ' ');
        assert_null(strstr(list[k], "  "));
        for (const char *p = list[k]; *p; p++)
            if (*p != ' ' && !(*p >= 'a' && *p <= 'z')) fail_msg("'%c' in list %d before: %.20s", *p, k, p);
    }
}

/* Put the words of a list into a map; true where one of them was there already. */
static bool repeats(tt__base_strmap *words, const char *text)
{
    bool repeated = false;
    for (size_t n; *text; text += n + (text[n] == ' ')) {
        int32_t id, known = words->size;
        n = strcspn(text, " ");
        assert_true(tt__base_strmap_intern(words, text, n, &id) >= 0);
        if (id < known) repeated = true;
    }
    return repeated;
}

static void glue_and_names_stand_once(void **state)
{
    (void)state;
    tt__base_strmap words = {0};
    assert_false(repeats(&words, tt__label_glue_words));
    assert_false(repeats(&words, tt__label_generic_words)); /* nor is a generic word glue */
    assert_false(repeats(&words, tt__label_part_words));    /* nor is a name */
    assert_true(repeats(&words, "john"));
    tt__base_strmap_free(&words);
}

static void no_name_is_generic(void **state)
{
    (void)state;
    tt__base_strmap words = {0};
    repeats(&words, tt__label_generic_words);
    assert_in_range(words.size, 100, 2000);
    assert_false(repeats(&words, tt__label_part_words));
    tt__base_strmap_free(&words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lower_case_and_single_blanks),
                                       cmocka_unit_test(glue_and_names_stand_once),
                                       cmocka_unit_test(no_name_is_generic)};
    return cmocka_run_group_tests_name("meaning/generic_words", tests, NULL, NULL);
}
