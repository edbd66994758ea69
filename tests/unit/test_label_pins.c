/* Pinned terms: first in the list and in the name, the rest follows as it was. */
#include "label/pins.h"
#include "testing.h"

static char *copy(const char *text)
{
    char *made = calloc(strlen(text) + 1, 1);
    assert_non_null(made);
    return strcpy(made, text);
}

/* A topic of up to four terms that weigh 4, 3, ... */
static tt_topic topic_of(const char *name, const char *const *term, int32_t n)
{
    tt_topic topic = {.name = copy(name), .terms = calloc(4, sizeof *topic.terms), .n_terms = n};
    assert_non_null(topic.terms);
    for (int32_t t = 0; t < n; t++) topic.terms[t] = (tt_term){copy(term[t]), 4 - t};
    return topic;
}

static void topic_free(tt_topic *topic)
{
    for (int32_t t = 0; t < topic->n_terms; t++) free(topic->terms[t].text);
    free(topic->terms);
    free(topic->name);
}

static const char *const four[] = {"star", "astronomers", "telescope", "comet"};

static void assert_pinned(const char *const *pin, int32_t n, int32_t n_name, const char *name, const char *const *list)
{
    tt_topic topic = topic_of("star · astronomers · telescope", four, 4);
    char *words[8] = {NULL}, *got = NULL;
    for (int32_t i = 0; i < n; i++) words[i] = copy(pin[i]);
    assert_int_equal(tt__label_pin_terms(&topic, &got, words, n, n_name), TT_OK);
    assert_string_equal(got, name);
    int32_t t = 0;
    for (; list[t]; t++) {
        assert_true(t < topic.n_terms);
        assert_string_equal(topic.terms[t].text, list[t]);
        assert_true(topic.terms[t].weight > 0 && (t == 0 || topic.terms[t].weight <= topic.terms[t - 1].weight));
    }
    assert_int_equal(topic.n_terms, t);
    for (int32_t i = 0; i < n; i++) free(words[i]);
    free(got);
    topic_free(&topic);
}

static void new_terms_come_first(void **state)
{
    (void)state;
    assert_pinned((const char *[]){"outer space"}, 1, 3, "outer space · star · astronomers",
                  (const char *[]){"outer space", "star", "astronomers", "telescope", NULL});
    assert_pinned((const char *[]){"Telescope", "sky"}, 2, 3, "Telescope · sky · star",
                  (const char *[]){"Telescope", "sky", "star", "astronomers", NULL});
    assert_pinned((const char *[]){"a", "b", "c", "d", "e"}, 5, 2, "a · b",
                  (const char *[]){"a", "b", "c", "d", "e", NULL});
    assert_pinned(
        (const char *[]){"Star light"}, 1, 2, "Star light · astronomers",
        (const char *[]){"Star light", "star", "astronomers", "telescope", NULL}); /* "star" says nothing beside it */
}

static void a_topic_without_terms(void **state)
{
    (void)state;
    tt_topic topic = topic_of("topic t123", NULL, 0);
    char *got = NULL, *pin[] = {copy("sky")};
    assert_int_equal(tt__label_pin_terms(&topic, &got, pin, 1, 3), TT_OK);
    assert_string_equal(got, "sky");
    assert_int_equal(topic.n_terms, 1);
    assert_near(topic.terms[0].weight, 1, 0);
    free(got);
    free(pin[0]);
    topic_free(&topic);
}

static tt_status call(void *arg)
{
    tt_topic *topic = arg;
    char *name = NULL, *pin[] = {"sky", "star"};
    tt_status status = tt__label_pin_terms(topic, &name, pin, 2, 3);
    if (status == TT_OK)
        free(name);
    else
        assert_string_equal(topic->terms[0].text, "star");
    return status;
}

static void memory(void **state)
{
    (void)state;
    tt_topic topic = topic_of("star", four, 4);
    assert_true(until_memory_suffices(call, &topic) >= 4);
    topic_free(&topic);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(new_terms_come_first), cmocka_unit_test(a_topic_without_terms),
                                       cmocka_unit_test(memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
