/* The bytes of a file to memory and to a function. */
#include "sample_tree.h"

typedef struct sink {
    char *bytes;
    size_t n, most;
    int calls;
} sink;

static int take(const void *bytes, size_t n, void *user)
{
    sink *s = user;
    if (s->n + n > s->most) return 1;
    memcpy(s->bytes + s->n, bytes, n);
    s->n += n;
    s->calls++;
    return 0;
}

static void every_format_has_the_bytes_of_its_file(void **state)
{
    (void)state;
    tt_topics t = sample_tree();
    char folder[64], path[128];
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/file", folder);
    const tt_export_format *f;
    tt_export_opts all = all_formats(NULL);
    for (int i = 0; (f = format_at(i)); i++) {
        bool picture = strcmp(f->name, "svg") == 0 || strcmp(f->name, "png") == 0 || strcmp(f->name, "pdf") == 0;
        if (picture) continue; /* Graphviz keeps memory that valgrind would report */
        size_t n, m;
        char *made = NULL;
        assert_int_equal(tt_export_write(&t, f->name, &all, path), TT_OK);
        char *file = read_bytes(path, &n);
        if (tt_export_buffer(&made, &m, &t, f->name, &all) < 0) fail_msg("%s", tt_error_message());
        assert_int_equal(n, m);
        assert_memory_equal(file, made, n);
        sink s = {.bytes = malloc(n), .most = n};
        assert_non_null(s.bytes);
        assert_int_equal(tt_export_to(&t, f->name, &all, take, &s), TT_OK);
        assert_int_equal(s.n, n);
        assert_memory_equal(file, s.bytes, n);
        s = (sink){.bytes = s.bytes, .most = 0};
        assert_int_equal(tt_export_to(&t, f->name, &all, take, &s), TT_ERR_CANCELLED);
        free(s.bytes);
        free(file);
        free(made);
    }
    temporary_folder_remove(folder);
    tt_topics_free(&t);
}

static void a_tree_is_read_from_memory(void **state)
{
    (void)state;
    tt_topics t = sample_tree(), back = {0}, copy = {0};
    char *made = NULL, *again = NULL;
    size_t n, m;
    assert_int_equal(tt_export_buffer(&made, &n, &t, "json", NULL), TT_OK);
    assert_int_equal(tt_topics_load_memory(&back, made, n), TT_OK);
    assert_int_equal(tt_topics_copy(&copy, &back), TT_OK);
    tt_topics_free(&back); /* the copy owns all that it has */
    assert_int_equal(tt_export_buffer(&again, &m, &copy, "json", NULL), TT_OK);
    assert_int_equal(n, m);
    assert_memory_equal(made, again, n);
    assert_int_equal(tt_topics_load_memory(&back, made, n / 2), TT_ERR_FORMAT);
    assert_int_equal(tt_topics_load_memory(NULL, made, n), TT_ERR_ARGUMENT);
    assert_int_equal(tt_export_buffer(NULL, &m, &copy, "json", NULL), TT_ERR_ARGUMENT);
    assert_int_equal(tt_export_to(&copy, "json", NULL, NULL, NULL), TT_ERR_ARGUMENT);
    assert_int_equal(tt_export_buffer(&again, &m, &copy, "jason", NULL), TT_ERR_ARGUMENT);
    free(made);
    free(again);
    tt_topics_free(&copy);
    tt_topics_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_format_has_the_bytes_of_its_file),
                                       cmocka_unit_test(a_tree_is_read_from_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
