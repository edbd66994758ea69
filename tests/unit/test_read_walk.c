/* The files that inputs stand for: which, in which order, and what is said of those left out. */
#include "corpus_fixture.h"

#include "read/walk.h"

static void make_folder(fixture *f, const char *name)
{
    assert_int_equal(mkdir(fixture_path(f, name), 0755), 0);
}

static void make_files(fixture *f)
{
    static const char *const files[] = {"in/b.txt",       "in/a.md",           "in/B.txt",
                                        "in/sub/z.jsonl", "in/sub/deep/y.csv", "in/.hidden.txt",
                                        "in/.git/c.txt",  "in/sub/p.png",      "in/q.bin"};
    make_folder(f, "in");
    make_folder(f, "in/sub");
    make_folder(f, "in/sub/deep");
    make_folder(f, "in/.git");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) write_text(fixture_path(f, files[i]), "words");
}

static void folders_are_sorted_and_sifted(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    make_files(f);
    static const char *const expected[] = {"B.txt", "a.md", "b.txt", "sub/deep/y.csv", "sub/z.jsonl"};
    static const char *const spelt[] = {"in", "in/", "in//"};
    for (size_t s = 0; s < 3; s++) {
        tt__read_inputs inputs = {0};
        f->n_said = 0;
        assert_int_equal(tt__read_walk(&inputs, fixture_path(f, spelt[s]), &f->run), TT_OK);
        assert_int_equal(inputs.n, 5);
        for (int64_t i = 0; i < inputs.n; i++) {
            assert_string_equal(inputs.at[i].path + inputs.at[i].root, expected[i]);
            assert_int_equal(inputs.at[i].bytes, 5);
            assert_int_equal(access(inputs.at[i].path, R_OK), 0);
        }
        assert_int_equal(f->n_said, 1);
        assert_non_null(strstr(f->said[0], ": 2 files of unknown type left out (first: q.bin)"));
        tt__read_inputs_free(&inputs);
        assert_null(inputs.at);
    }
    fixture_free(f);
}

static void links(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    char target[600];
    tt__read_inputs inputs = {0};
    make_folder(f, "in");
    make_folder(f, "other");
    strcpy(target, fixture_path(f, "other/real.txt"));
    write_text(target, "seven..");
    assert_int_equal(symlink(target, fixture_path(f, "in/link.txt")), 0);
    assert_int_equal(symlink("nowhere.txt", fixture_path(f, "in/dangling.txt")), 0);
    assert_int_equal(symlink("../in", fixture_path(f, "in/circle")), 0);
    assert_int_equal(tt__read_walk(&inputs, fixture_path(f, "in"), &f->run), TT_OK);
    assert_int_equal(inputs.n, 1); /* to a file: followed; dangling or to a folder: not */
    assert_string_equal(inputs.at[0].path + inputs.at[0].root, "link.txt");
    assert_int_equal(inputs.at[0].bytes, 7);
    assert_int_equal(f->n_said, 0);
    tt__read_inputs_free(&inputs);
    fixture_free(f);
}

static void inputs_named_by_the_caller(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    tt__read_inputs inputs = {0};
    write_text(fixture_path(f, ".odd.bin"), "123");
    assert_int_equal(tt__read_walk(&inputs, "-", &f->run), TT_OK);
    assert_int_equal(tt__read_walk(&inputs, fixture_path(f, ".odd.bin"), &f->run), TT_OK); /* whatever its name */
    assert_int_equal(inputs.n, 2);
    assert_string_equal(inputs.at[0].path, "-");
    assert_int_equal(inputs.at[0].bytes, -1);
    assert_string_equal(inputs.at[1].path, f->path);
    assert_int_equal(inputs.at[1].bytes, 3);
    assert_int_equal(inputs.at[1].root, 0);
    char message[700];
    snprintf(message, sizeof message, "%s: no such file or directory", fixture_path(f, "missing"));
    assert_int_equal(tt__read_walk(&inputs, f->path, &f->run), TT_ERR_IO);
    assert_string_equal(tt_error_message(), message);
    make_folder(f, "none");
    assert_int_equal(tt__read_walk(&inputs, fixture_path(f, "none"), &f->run), TT_ERR_EMPTY);
    assert_int_equal(inputs.n, 2);
    tt__read_inputs_free(&inputs);
    fixture_free(f);
}

static tt_status walk_once(void *arg)
{
    tt__read_inputs inputs = {0};
    tt_status status = tt__read_walk(&inputs, arg, NULL);
    if (status == TT_OK) assert_int_equal(inputs.n, 5);
    tt__read_inputs_free(&inputs);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    char path[600];
    make_files(f);
    strcpy(path, fixture_path(f, "in"));
    assert_true(until_memory_suffices(walk_once, path) > 10);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_are_sorted_and_sifted),
        cmocka_unit_test(links),
        cmocka_unit_test(inputs_named_by_the_caller),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
