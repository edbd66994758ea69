/* report.html as bytes: no text of a document leaves the block it stands in, the documents unpack to what they were,
 * and the policy's hashes are those of what the page holds. */
#include "sample_tree.h"

#include <cjson/cJSON.h>

#include "topics_fixture.h"

/* What stands between the marks, the page's only such place; free() it. */
static char *between(const char *page, const char *from, const char *to)
{
    const char *begin = strstr(page, from);
    assert_non_null(begin);
    assert_null(strstr(begin + 1, from));
    begin += strlen(from);
    const char *end = strstr(begin, to);
    assert_non_null(end);
    return strndup(begin, (size_t)(end - begin));
}

static char *tree_of(const char *page)
{
    return between(page, "<script type=\"application/json\" id=\"tree\">", "</script>");
}

static void test_tree(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.tree.outliers = 4;
    topics.topic[1].near[0] = (tt_near){4, 0.25F};
    topics.topic[1].n_near = 1;
    topics.topic[2].at[0] = -0.5F;
    topics.topic[4].at[0] = topics.topic[4].at[1] = NAN;
    topics.topic[3].cohesion = (double)NAN;
    char *page = sample_export(&topics, "html", NULL), *text = tree_of(page);
    cJSON *tree = cJSON_Parse(text), *list = cJSON_GetObjectItem(tree, "topics");
    assert_int_equal(cJSON_GetArraySize(list), SAMPLE_M);
    assert_int_equal(cJSON_GetObjectItem(tree, "n")->valueint, SAMPLE_N);
    const cJSON *first = cJSON_GetArrayItem(list, 1);
    assert_string_equal(cJSON_GetObjectItem(first, "id")->valuestring, "t1");
    assert_string_equal(cJSON_GetObjectItem(first, "name")->valuestring, sample_name[1]);
    assert_int_equal(cJSON_GetObjectItem(first, "size")->valueint, 4);
    cJSON *near = cJSON_GetArrayItem(cJSON_GetObjectItem(first, "near"), 0);
    assert_int_equal(cJSON_GetArrayItem(near, 0)->valueint, 4);
    assert_near(cJSON_GetArrayItem(near, 1)->valuedouble, 0.25, 0);
    assert_near(cJSON_GetArrayItem(cJSON_GetObjectItem(cJSON_GetArrayItem(list, 2), "at"), 0)->valuedouble, -0.5, 0);
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(cJSON_GetArrayItem(list, 3), "cohesion")));
    const cJSON *last = cJSON_GetArrayItem(list, 4);
    assert_true(cJSON_IsTrue(cJSON_GetObjectItem(last, "outliers")));
    assert_null(cJSON_GetObjectItem(last, "at"));
    assert_int_equal(cJSON_GetArrayItem(cJSON_GetObjectItem(last, "best"), 0)->valueint,
                     4); /* document 6, the leaf's best, at its first place */
    cJSON_Delete(tree);
    free(text);
    free(page);
    tt_topics_free(&topics);
}

/* The page is what it is but for the blocks: with any text in them it has the same tags. */
static void test_hostile_texts(void **state)
{
    (void)state;
    static const char *const evil[] = {"</script><img src=x onerror=alert(1)>", "<!--<script>", "]]>&amp;&lt;",
                                       "\xe2\x80\xa8\xe2\x80\xa9\"\\", "@DOCUMENTS@@TREE@"};
    tt_topics topics = sample_tree();
    for (int32_t v = 0; v < SAMPLE_M; v++) {
        free(topics.topic[v].name);
        free(topics.topic[v].terms[1].text);
        topics.topic[v].name = sample_copy(evil[v]);
        topics.topic[v].terms[1].text = sample_copy(evil[(v + 1) % SAMPLE_M]);
    }
    char *page = sample_export(&topics, "html", NULL), *text = tree_of(page);
    assert_null(strpbrk(text, "<>&"));
    assert_null(strstr(text, "\xe2\x80\xa8"));
    assert_null(strstr(page, "<img"));
    cJSON *tree = cJSON_Parse(text);
    cJSON *list = cJSON_GetObjectItem(tree, "topics");
    assert_string_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(list, 0), "name")->valuestring, evil[0]);
    assert_string_equal(cJSON_GetObjectItem(cJSON_GetArrayItem(list, 4), "name")->valuestring, evil[4]);
    cJSON_Delete(tree);
    free(text);
    free(page);
    tt_topics_free(&topics);
}

static void test_nothing_from_outside(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char *page = sample_export(&topics, "html", NULL);
    assert_non_null(strstr(page, "default-src 'none'; script-src 'sha256-"));
    assert_null(strstr(page, "_HASH@"));
    assert_null(strstr(page, "unsafe"));
    assert_null(strstr(page, " src="));
    assert_null(strstr(page, "innerHTML"));
    free(page);
    tt_topics_free(&topics);
}

static void test_documents(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char folder[64], command[512];
    temporary_folder(folder);
    char *page = sample_export(&topics, "html", NULL);
    char *packed = between(page, "<script type=\"text/plain\" id=\"documents\">", "</script>");
    assert_int_equal(strspn(packed, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\n"),
                     strlen(packed));
    snprintf(command, sizeof command, "%s/packed", folder);
    write_text(command, packed);
    snprintf(command, sizeof command,
             "python3 -c 'import base64, sys, zlib\n"
             "print(zlib.decompress(base64.b64decode(open(sys.argv[1]).read())).decode())' %s/packed > %s/text",
             folder, folder);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "%s/text", folder);
    char *text = read_bytes(command, NULL);
    cJSON *columns = cJSON_Parse(text);
    assert_int_equal(cJSON_GetArraySize(columns), 5);
    static const int32_t order[SAMPLE_N] = {2, 0, 3, 1, 6, 5, 4}; /* leaf by leaf, best score first */
    for (int32_t i = 0; i < SAMPLE_N; i++) {
        const tt_placement *d = &topics.document[order[i]];
        assert_string_equal(cJSON_GetArrayItem(cJSON_GetArrayItem(columns, 0), i)->valuestring, d->id);
        assert_int_equal(cJSON_GetArrayItem(cJSON_GetArrayItem(columns, 2), i)->valueint,
                         lround((double)d->score * 1000));
        assert_int_equal(cJSON_GetArrayItem(cJSON_GetArrayItem(columns, 3), i)->valueint, 125);
        assert_int_equal(cJSON_GetArrayItem(cJSON_GetArrayItem(columns, 4), i)->valueint, d->runner_up);
    }
    assert_string_equal(cJSON_GetArrayItem(cJSON_GetArrayItem(columns, 1), 5)->valuestring, sample_title[5]);
    cJSON_Delete(columns);
    free(text);
    free(packed);
    free(page);
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

/* Pieces are the same whoever packs them, and all of them there. */
static void test_many_pieces(void **state)
{
    (void)state;
    enum { N = 6000 };
    static const int32_t parent[] = {TT_NO_NODE, 0, 0};
    static int32_t leaf[N];
    char folder[64], command[512];
    temporary_folder(folder);
    for (int32_t i = 0; i < N; i++) leaf[i] = 1 + i % 2;
    tt_topics topics = fixture_topics(3, parent, N, leaf);
    for (int32_t i = 0; i < N; i++) {
        char title[64];
        free(topics.document[i].title);
        snprintf(title, sizeof title, "Title \"%d\" of some words", i);
        topics.document[i].title = sample_copy(title);
    }
    char *page = sample_export(&topics, "html", &(tt_export_opts){.threads = 1});
    for (int32_t threads = 2; threads < 4; threads++) {
        char *other = sample_export(&topics, "html", &(tt_export_opts){.threads = threads});
        assert_string_equal(page, other);
        free(other);
    }
    char *packed = between(page, "<script type=\"text/plain\" id=\"documents\">", "</script>");
    snprintf(command, sizeof command, "%s/packed", folder);
    write_text(command, packed);
    snprintf(command, sizeof command,
             "python3 -c 'import base64, json, sys, zlib\n"
             "p = [json.loads(zlib.decompress(base64.b64decode(l))) for l in open(sys.argv[1]).read().split()]\n"
             "assert len(p) > 3 and len({t for c in p for t in c[1]}) == %d and all(len(a) == len(c[0]) for c in p for "
             "a in c)' %s/packed",
             N, folder);
    assert_int_equal(system(command), 0);
    free(packed);
    free(page);
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

static void test_memory(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    char folder[64], path[80];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/p", folder);
    for (int64_t allowed = 0;; allowed++) {
        tt__base_memory_fail_after(allowed);
        tt_status status = tt_export_write(&topics, "html", NULL, path);
        tt__base_memory_fail_after(-1);
        if (status == TT_OK) break;
        assert_int_equal(status, TT_ERR_MEMORY);
        assert_int_equal(folder_entries(folder), 0);
        assert_true(allowed < 1000);
    }
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tree),
                                       cmocka_unit_test(test_hostile_texts),
                                       cmocka_unit_test(test_nothing_from_outside),
                                       cmocka_unit_test(test_documents),
                                       cmocka_unit_test(test_many_pieces),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
