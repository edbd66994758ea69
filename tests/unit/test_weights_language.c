#include "small_corpus.h"
#include "weights/language.h"
#include "words/stopwords.h"

/* The stop masks of a corpus whose words are written as folding leaves them. */
static uint32_t *stop_masks(const tt_corpus *corpus)
{
    tt__words_stoplist list = {0};
    uint32_t *mask = calloc((size_t)tt_corpus_words(corpus), sizeof *mask);
    assert_non_null(mask);
    assert_int_equal(tt__words_stoplist_load(&list), TT_OK);
    for (int32_t w = 0; w < tt_corpus_words(corpus); w++) {
        const char *word = tt_corpus_word(corpus, w);
        mask[w] = tt__words_stoplist_mask(&list, word, strlen(word), tt__base_strmap_key_of(word, strlen(word)));
    }
    tt__words_stoplist_free(&list);
    return mask;
}

static void check(const char *const *text, int n, const char *const *expected)
{
    tt_corpus *corpus = small_corpus(text, n);
    uint32_t *mask = stop_masks(corpus);
    uint8_t language[16];
    assert_in_range(n, 1, 16);
    assert_int_equal(tt__weights_language_recognise(language, corpus, mask, NULL), TT_OK);
    for (int i = 0; i < n; i++) assert_string_equal(tt__words_language_code(language[i]), expected[i]);
    free(mask);
    tt_corpus_free(corpus);
}

static void function_words_tell(void **state)
{
    (void)state;
    static const char *const text[] = {"where is the man who has not been to the sea",
                                       "wo ist der mann, der noch nie an der see war",
                                       "où est cet homme qui est venu avec nous dans la ville",
                                       "dónde está el hombre que no ha visto las montañas",
                                       "dov è l uomo che non ha mai visto il mare e che vive qui",
                                       "onde está o homem que não tem medo do mar",
                                       "waar is de man die nog nooit bij het water was",
                                       "где тот человек, который не был на море"};
    static const char *const expected[] = {"en", "de", "fr", "es", "it", "pt", "nl", "ru"};
    check(text, 8, expected);
}

static void short_documents_follow_the_others(void **state)
{
    (void)state;
    static const char *const text[] = {"der hund und die katze sind hier", "das ist ein buch für die kinder",
                                       "the dog is in the house", "hund katze maus", "die"};
    static const char *const expected[] = {"de", "de", "en", "de", "de"};
    check(text, 5, expected);
}

static void scripts_tell(void **state)
{
    (void)state;
    static const char *const text[] = {"the dog is in the house",
                                       "恒星的死亡",
                                       "恒星の誕生",
                                       "звезда и планета",
                                       "το φως και η νύχτα",
                                       "ضوء القمر في الليل",
                                       "रात में प्रकाश",
                                       "별 그리고 달",
                                       "แสงของดวงจันทร์",
                                       "恒星",
                                       "telescope"};
    static const char *const expected[] = {"en", "zh", "ja", "ru", "el", "ar", "hi", "ko", "th", "en", "en"};
    check(text, 11, expected);
}

static void one_short_document_has_its_own_words(void **state)
{
    (void)state;
    static const char *const text[] = {"katzen und hunde"};
    static const char *const expected[] = {"de"};
    check(text, 1, expected);
}

static void key_words_follow_the_others(void **state)
{
    (void)state;
    static const char *const text[] = {
        "the dog is in the house and it is not here",
        "harbour crane cargo ship container terminal berth quay anchor mooring tide pilot tug the "
        "channel dredging ballast hull keel stern bow mast rigging sail rope winch"};
    static const char *const expected[] = {"en", "en"};
    check(text, 2, expected);
}

static void long_text_in_another_language_is_unknown(void **state)
{
    (void)state;
    static const char *const text[] = {
        "the dog is in the house and it is not here",
        "kot śpi pod stołem każdego dnia bardzo długo ponieważ lubi ciepło kominka dlatego mruczy cicho przez sen "
        "gdy pada deszcz wieczorem oraz wtedy gdy dzieci bawią się obok niego wesoło śmiejąc się głośno mama zaś "
        "gotuje zupę pomidorową babcia czyta książkę dziadek naprawia rower sąsiad kosi trawnik ptaki śpiewają słońce "
        "zachodzi powoli nad lasem"};
    static const char *const expected[] = {"en", ""};
    check(text, 2, expected);
    static const char *const nothing[] = {"alpha beta gamma"};
    check(nothing, 1, expected + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(function_words_tell),
                                       cmocka_unit_test(short_documents_follow_the_others),
                                       cmocka_unit_test(scripts_tell),
                                       cmocka_unit_test(one_short_document_has_its_own_words),
                                       cmocka_unit_test(key_words_follow_the_others),
                                       cmocka_unit_test(long_text_in_another_language_is_unknown)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
