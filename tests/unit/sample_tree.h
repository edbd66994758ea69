/* A labelled tree made by hand: three levels, seven documents, and every text that has broken a file format somewhere.
 *
 *     0 root -+- 1 inner -+- 2 leaf (documents 0, 2)
 *             |           `- 3 leaf (documents 1, 3)
 *             `- 4 leaf (documents 4, 5, 6)                                                                          */
#ifndef SAMPLE_TREE_H
#define SAMPLE_TREE_H

#include "testing.h"

#include "all_formats.h"

enum { SAMPLE_M = 5, SAMPLE_N = 7 };

#define SAMPLE_BIDI "left \xE2\x80\xAEthgir\xE2\x80\xAC and \xE2\x81\xA6isolated\xE2\x81\xA9"

static const char *const sample_name[SAMPLE_M] = {
    "All documents",
    "]; x[URL=\"javascript:alert(1)\"]}//",
    "<b>bold</b> \\N \\G \\L &lt;script&gt; &#8238;",
    SAMPLE_BIDI "\nsecond line\ttab \x01",
    "=HYPERLINK(\"http://x\") · it's 猫と犬 🦜",
};
static const char *const sample_title[SAMPLE_N] = {
    "@SUM(A1:A9)",
    "a \"quoted\" title, with comma",
    "back\\slash at the end \\",
    "two\nlines\r\nand more",
    "-1+1",
    "</script><script>alert(1)</script>",
    "",
};

static inline char *sample_copy(const char *text)
{
    char *copy = strdup(text);
    assert_non_null(copy);
    return copy;
}

static inline void *sample_ints(const int32_t *values, size_t n)
{
    int32_t *copy = calloc(n ? n : 1, sizeof *copy);
    assert_non_null(copy);
    memcpy(copy, values, n * sizeof *copy);
    return copy;
}

static inline tt_setting *sample_settings(const char *const *pairs, int32_t n)
{
    tt_setting *setting = calloc((size_t)n, sizeof *setting);
    assert_non_null(setting);
    for (int32_t i = 0; i < n; i++) setting[i] = (tt_setting){sample_copy(pairs[2 * i]), sample_copy(pairs[2 * i + 1])};
    return setting;
}

static inline void sample_topic(tt_topic *topic, int32_t v)
{
    static const int32_t best[SAMPLE_M][2] = {{4, 0}, {0, 1}, {2, 0}, {3, 1}, {6, 5}};
    *topic = (tt_topic){
        .name = sample_copy(sample_name[v]), .n_terms = 2, .n_representatives = 2, .cohesion = 0.25 + v / 9.0};
    topic->terms = calloc(2, sizeof *topic->terms);
    assert_non_null(topic->terms);
    topic->terms[0] = (tt_term){sample_copy(sample_name[v]), 1 / 3.0};
    topic->terms[1] = (tt_term){sample_copy("+plus"), 1e-7};
    topic->representative = sample_ints(best[v], 2);
}

static inline void sample_shape(tt_tree *tree)
{
    *tree = (tt_tree){.m = SAMPLE_M,
                      .n = SAMPLE_N,
                      .parent = sample_ints((int32_t[]){TT_NO_NODE, 0, 1, 1, 0}, 5),
                      .next = sample_ints((int32_t[]){TT_NO_NODE, 4, 3, TT_NO_NODE, TT_NO_NODE}, 5),
                      .n_children = sample_ints((int32_t[]){2, 2, 0, 0, 0}, 5),
                      .level = sample_ints((int32_t[]){0, 1, 2, 2, 1}, 5),
                      .begin = sample_ints((int32_t[]){0, 0, 0, 2, 4}, 5),
                      .end = sample_ints((int32_t[]){7, 4, 2, 4, 7}, 5),
                      .order = sample_ints((int32_t[]){0, 2, 1, 3, 4, 5, 6}, 7),
                      .leaf = sample_ints((int32_t[]){2, 3, 2, 3, 4, 4, 4}, 7),
                      .height = calloc(SAMPLE_M, sizeof(double)),
                      .id = calloc(SAMPLE_M, TT_ID_SIZE)};
    assert_true(tree->height && tree->id);
    tree->height[0] = 0.9375;
    tree->height[1] = 2 / 3.0;
    for (int v = 0; v < SAMPLE_M; v++) snprintf(tree->id[v], TT_ID_SIZE, "t%d", v);
}

static inline tt_topics sample_tree(void)
{
    static const char *const settings[] = {"topics", "3",    "language", "\"en\"", "levels",
                                           "[2,3]",  "stem", "false",    "min_df", "0.5"};
    static const char *const counts[] = {"read", "9", "empty", "2"}, *const quality[] = {"balance", "0.98"};
    tt_topics t = {.seed = UINT64_MAX,
                   .setting = sample_settings(settings, 5),
                   .n_settings = 5,
                   .count = sample_settings(counts, 2),
                   .n_counts = 2,
                   .quality = sample_settings(quality, 1),
                   .n_quality = 1};
    sample_shape(&t.tree);
    t.topic = calloc(SAMPLE_M, sizeof *t.topic);
    t.document = calloc(SAMPLE_N, sizeof *t.document);
    assert_true(t.topic && t.document);
    for (int32_t v = 0; v < SAMPLE_M; v++) sample_topic(&t.topic[v], v);
    for (int32_t i = 0; i < SAMPLE_N; i++) {
        char id[16];
        snprintf(id, sizeof id, "%sdoc%d", i == 0 ? "+" : "", i); /* bytewise ascending, as canonical order wants */
        t.document[i] = (tt_placement){.id = sample_copy(id),
                                       .title = sample_copy(sample_title[i]),
                                       .score = (float)(i + 1) / 9,
                                       .margin = 0.125F,
                                       .runner_up = i % 2 ? 2 : 4};
    }
    return t;
}

/* What a format makes of topics; free() it. */
static inline char *sample_export(const tt_topics *topics, const char *format, const tt_export_opts *opts)
{
    char folder[64], path[128];
    tt_export_opts all = all_formats(opts);
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/file", folder);
    if (tt_export_write(topics, format, &all, path) < 0) fail_msg("%s: %s", format, tt_error_message());
    char *text = read_bytes(path, NULL);
    assert_int_equal(folder_entries(folder), 1);
    temporary_folder_remove(folder);
    return text;
}

#endif
