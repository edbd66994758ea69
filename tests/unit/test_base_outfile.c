/* Files written whole or not at all. */
#include "testing.h"

#include "base/outfile.h"

static int umask_calls;

/* In the place of the C library's: who asks for the mask changes it, for all threads of the process. */
mode_t umask(mode_t mask)
{
    umask_calls++;
    return mask;
}

typedef struct place {
    char folder[64], path[96];
} place;

static place somewhere(void)
{
    place p;
    temporary_folder(p.folder);
    snprintf(p.path, sizeof p.path, "%s/file", p.folder);
    return p;
}

static void assert_holds(const char *path, const char *expected)
{
    char *text = read_bytes(path, NULL);
    assert_string_equal(text, expected);
    free(text);
}

static void test_commit(void **state)
{
    (void)state;
    place p = somewhere();
    tt__base_outfile out;
    struct stat usual, info;
    write_text(p.path, "old");
    assert_int_equal(stat(p.path, &usual), 0); /* what fopen gives */
    assert_int_equal(tt__base_outfile_open(&out, p.path), TT_OK);
    fputs("new", out.file);
    fflush(out.file);
    assert_holds(p.path, "old"); /* until it is whole */
    assert_int_equal(tt__base_outfile_commit(&out), TT_OK);
    assert_holds(p.path, "new");
    assert_int_equal(folder_entries(p.folder), 1);
    tt__base_outfile_abort(&out); /* harmless */
    assert_holds(p.path, "new");
    assert_int_equal(stat(p.path, &info), 0);
    assert_int_equal(info.st_mode, usual.st_mode);
    assert_int_equal(umask_calls, 0);
    temporary_folder_remove(p.folder);
}

static void test_abort(void **state)
{
    (void)state;
    place p = somewhere();
    tt__base_outfile out;
    write_text(p.path, "old");
    assert_int_equal(tt__base_outfile_open(&out, p.path), TT_OK);
    fputs("half", out.file);
    tt__base_outfile_abort(&out);
    assert_holds(p.path, "old");
    assert_int_equal(folder_entries(p.folder), 1);
    temporary_folder_remove(p.folder);
}

static void test_nowhere(void **state)
{
    (void)state;
    place p = somewhere();
    tt__base_outfile out = {.path = NULL};
    char path[128];
    snprintf(path, sizeof path, "%s/no/such/folder", p.folder);
    assert_int_equal(tt__base_outfile_open(&out, path), TT_ERR_IO);
    assert_memory_equal(tt_error_message(), path, strlen(path)); /* names the file */
    assert_null(out.path);
    assert_int_equal(mkdir(p.path, 0777), 0); /* a folder stands in the way of the rename */
    assert_int_equal(tt__base_outfile_open(&out, p.path), TT_OK);
    assert_int_equal(tt__base_outfile_commit(&out), TT_ERR_IO);
    assert_int_equal(folder_entries(p.folder), 1);
    temporary_folder_remove(p.folder);
}

/* A write that fails before the commit is not forgotten. */
static void test_failed_write(void **state)
{
    (void)state;
    place p = somewhere();
    tt__base_outfile out;
    write_text(p.path, "old");
    assert_int_equal(tt__base_outfile_open(&out, p.path), TT_OK);
    fclose(out.file);
    assert_non_null(out.file = fopen(out.temporary, "r")); /* writing to it now fails, and sets the error flag */
    fputs("lost", out.file);
    assert_int_equal(tt__base_outfile_commit(&out), TT_ERR_IO);
    assert_holds(p.path, "old");
    assert_int_equal(folder_entries(p.folder), 1);
    temporary_folder_remove(p.folder);
}

static tt_status call(void *arg)
{
    tt__base_outfile out;
    tt_status status = tt__base_outfile_open(&out, arg);
    return status < 0 ? status : tt__base_outfile_commit(&out);
}

static void test_memory(void **state)
{
    (void)state;
    place p = somewhere();
    assert_true(until_memory_suffices(call, p.path) >= 2);
    assert_int_equal(folder_entries(p.folder), 1);
    temporary_folder_remove(p.folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_commit), cmocka_unit_test(test_abort),
                                       cmocka_unit_test(test_nowhere), cmocka_unit_test(test_failed_write),
                                       cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
