/* What a tree says of itself: settings and counts as they were, figures from their definitions, all of it JSON text. */
#include "build_fixture.h"

#include <cjson/cJSON.h>

static cJSON *parsed(const tt_setting *setting, int32_t n, const char *key)
{
    cJSON *found = NULL;
    for (int32_t i = 0; i < n; i++) {
        if (strcmp(setting[i].key, key) != 0) continue;
        assert_null(found); /* once */
        found = cJSON_ParseWithOpts(setting[i].value, NULL, true);
        assert_non_null(found);
    }
    if (!found) fail_msg("%s is not recorded", key);
    return found;
}

/* One value of the options as they were resolved. */
static cJSON *resolved(const tt_topics *t, const char *key)
{
    cJSON *all = parsed(t->setting, t->n_settings, "resolved"), *one = cJSON_DetachItemFromObject(all, key);
    if (!one) fail_msg("%s is not recorded", key);
    cJSON_Delete(all);
    return one;
}

static void assert_resolved(const tt_topics *t, const char *key, double expected)
{
    cJSON *value = resolved(t, key);
    assert_true(cJSON_IsNumber(value));
    near_or_fail(value->valuedouble, expected, 1e-12, key, __FILE__, __LINE__);
    cJSON_Delete(value);
}

static void assert_number(const tt_setting *setting, int32_t n, const char *key, double expected)
{
    cJSON *value = parsed(setting, n, key);
    assert_true(cJSON_IsNumber(value));
    near_or_fail(value->valuedouble, expected, 1e-5 * (1 + fabs(expected)), key, __FILE__, __LINE__);
    cJSON_Delete(value);
}

static void assert_word(const tt_topics *t, const char *key, const char *expected)
{
    cJSON *value = resolved(t, key);
    assert_true(cJSON_IsString(value));
    assert_string_equal(value->valuestring, expected);
    cJSON_Delete(value);
}

static tt_topics build(const tt_build_opts *opts)
{
    tt_corpus *corpus = corpus_of(40, 0, 1, NULL);
    tt_topics t = {0};
    assert_int_equal(tt_build(&t, corpus, opts, NULL), TT_OK);
    tt_corpus_free(corpus);
    return t;
}

static void test_settings(void **state)
{
    (void)state;
    tt_build_opts opts = tt_build_opts_default();
    opts.topics = 8, opts.shape.depth = 2, opts.seed = 5, opts.min_docs = 2, opts.linkage = TT_LINKAGE_AVERAGE;
    opts.weights = (tt_weights_opts){.tf = TT_TF_SQRT, .idf = TT_IDF_SMOOTH, .idf_power = 1.25};
    opts.kmeans.trials = 3, opts.kmeans.refine_passes = 4, opts.kmeans.divergence_passes = 2;
    opts.labels.n_representatives = 1;
    tt_topics t = build(&opts);
    assert_resolved(&t, "topics", 8);
    assert_resolved(&t, "min_docs", 2);
    assert_resolved(&t, "idf_power", 1.25);
    assert_resolved(&t, "trials", 3);
    assert_resolved(&t, "refine_passes", 4);
    assert_resolved(&t, "divergence_passes", 2);
    assert_resolved(&t, "representatives", 1);
    assert_word(&t, "tf", "sqrt");
    assert_word(&t, "idf", "smooth");
    assert_word(&t, "linkage", "average");
    assert_word(&t, "boilerplate", "drop");
    cJSON *levels = parsed(t.setting, t.n_settings, "levels");
    assert_int_equal(cJSON_GetArraySize(levels), 2);
    assert_int_equal(cJSON_GetArrayItem(levels, 1)->valueint, 8);
    cJSON_Delete(levels);
    for (int32_t i = 0; i < t.n_settings; i++) cJSON_Delete(parsed(t.setting, t.n_settings, t.setting[i].key));
    cJSON *asked = parsed(t.setting, t.n_settings, "asked"), *value;
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(asked, "starts"))); /* left open ... */
    assert_true(cJSON_GetObjectItem(asked, "depth")->valueint == 2);
    cJSON_Delete(asked);
    value = resolved(&t, "starts"); /* ... and chosen */
    assert_true(value->valueint >= 1);
    cJSON_Delete(value);
    value = parsed(t.setting, t.n_settings, "input");
    assert_int_equal(strlen(value->valuestring), 16);
    cJSON_Delete(value);
    assert_true(t.seed == 5);
    tt_topics_free(&t);
}

static void test_counts(void **state)
{
    (void)state;
    tt_topics t = build(NULL);
    assert_number(t.count, t.n_counts, "read", 40);
    assert_number(t.count, t.n_counts, "documents", 40);
    assert_number(t.count, t.n_counts, "different", 40);
    assert_number(t.count, t.n_counts, "tokens", 800);
    assert_number(t.count, t.n_counts, "boilerplate_tokens", 0);
    assert_number(t.count, t.n_counts, "empty", 0);
    assert_number(t.count, t.n_counts, "no_terms", 0);
    tt_topics_free(&t);
}

static void test_quality(void **state)
{
    (void)state;
    tt_topics t = build(NULL);
    double cohesion = 0, score = 0, between = 0, objective = 0;
    for (int32_t v = 0; v < t.tree.m; v++)
        if (!t.tree.n_children[v]) cohesion += t.topic[v].cohesion * (t.tree.end[v] - t.tree.begin[v]);
    for (int32_t i = 0; i < t.tree.n; i++) {
        score += (double)t.document[i].score;
        between += t.document[i].margin < 0;
    }
    objective = cohesion; /* I2 is the sum of |S| over the leaves, cohesion |S| / n */
    assert_number(t.quality, t.n_quality, "cohesion", cohesion / 40);
    assert_number(t.quality, t.n_quality, "score", score / 40);
    assert_number(t.quality, t.n_quality, "between_topics", between / 40);
    assert_number(t.quality, t.n_quality, "objective", objective);
    tt_topics_free(&t);
}

/* Far more representatives than there are documents: each topic has at most its documents. */
static void test_many_representatives(void **state)
{
    (void)state;
    tt_build_opts opts = tt_build_opts_default();
    opts.labels.n_representatives = 1200000000;
    tt_topics t = build(&opts);
    for (int32_t v = 0; v < t.tree.m; v++)
        assert_in_range(t.topic[v].n_representatives, 1, t.tree.end[v] - t.tree.begin[v]);
    tt_topics_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_settings), cmocka_unit_test(test_counts),
                                       cmocka_unit_test(test_quality), cmocka_unit_test(test_many_representatives)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
