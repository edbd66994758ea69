/* The same documents, read from a file or added from memory, make the same tree.json. */
#include "planted_corpus.h"

#include <cJSON.h>

static char folder[64];

static char *text_of(const tt_topics *topics, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    assert_int_equal(tt_export_write(topics, "json", NULL, path), TT_OK);
    return read_bytes(path, NULL);
}

/* A line of the file, {"id", "title", "text" or "abstract", "path"}, as a caller would add it. */
static void add_line(tt_corpus *corpus, const char *line)
{
    cJSON *record = cJSON_Parse(line);
    assert_non_null(record);
    const cJSON *id = cJSON_GetObjectItem(record, "id"), *title = cJSON_GetObjectItem(record, "title"),
                *text = cJSON_GetObjectItem(record, "text"), *path = cJSON_GetObjectItem(record, "path"), *item;
    tt_document document = {.id = id->valuestring,
                            .title = title ? title->valuestring : NULL,
                            .text = text->valuestring,
                            .text_bytes = strlen(text->valuestring)};
    const char *label[16];
    cJSON_ArrayForEach(item, path) label[document.n_path++] = item->valuestring;
    document.path = label;
    assert_int_equal(tt_corpus_add(corpus, &document), TT_OK);
    cJSON_Delete(record);
}

static tt_corpus *from_memory(const char *path, const tt_corpus_opts *opts)
{
    char *text = read_bytes(path, NULL), *rest = text;
    tt_corpus *corpus = NULL;
    assert_int_equal(tt_corpus_new(&corpus, opts, NULL), TT_OK);
    for (char *line; (line = strtok_r(rest, "\n", &rest));) add_line(corpus, line);
    assert_int_equal(tt_corpus_seal(corpus), TT_OK);
    free(text);
    return corpus;
}

static void assert_same_bytes(const char *path, const tt_corpus_opts *opts, bool drops)
{
    tt_corpus *read = NULL, *added = from_memory(path, opts);
    tt_topics one = {0}, other = {0};
    assert_int_equal(tt_corpus_read(&read, &path, 1, opts, NULL), TT_OK);
    assert_int_equal(tt_corpus_get_stats(added)->boilerplate, tt_corpus_get_stats(read)->boilerplate);
    assert_int_equal(tt_corpus_get_stats(added)->boilerplate > 0, drops);
    tt_build_opts build = tt_build_opts_default();
    build.topics = 5;
    assert_int_equal(tt_build(&one, read, &build, NULL), TT_OK);
    assert_int_equal(tt_build(&other, added, &build, NULL), TT_OK);
    char *a = text_of(&one, "read.json"), *b = text_of(&other, "added.json");
    assert_string_equal(a, b);
    free(a);
    free(b);
    tt_topics_free(&one);
    tt_topics_free(&other);
    tt_corpus_free(read);
    tt_corpus_free(added);
}

static void the_sample(void **state)
{
    (void)state;
    assert_same_bytes("tests/data/sample.jsonl", NULL, false);
}

/* Footers that many documents share, and lines that stand in many. */
static void documents_with_boilerplate(void **state)
{
    (void)state;
    char path[128], text[2000];
    snprintf(path, sizeof path, "%s/planted.jsonl", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < PLANTED_DOCS; i++) {
        planted_text(text, sizeof text, i);
        strcat(text, "\n-- \nAnna Example\n");
        cJSON *string = cJSON_CreateString(text);
        char *quoted = cJSON_PrintUnformatted(string);
        fprintf(file, "{\"id\":\"d%03d\",\"text\":%s}\n", i, quoted);
        cJSON_free(quoted);
        cJSON_Delete(string);
    }
    assert_int_equal(fclose(file), 0);
    assert_same_bytes(path, NULL, true);
    assert_same_bytes(path, &(tt_corpus_opts){.boilerplate = TT_BOILERPLATE_KEEP}, false);
}

static int begin(void **state)
{
    (void)state;
    temporary_folder(folder);
    return 0;
}

static int end(void **state)
{
    (void)state;
    temporary_folder_remove(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_sample), cmocka_unit_test(documents_with_boilerplate)};
    return cmocka_run_group_tests(tests, begin, end);
}
