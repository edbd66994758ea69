/* Files, folders, archives, compressed files: the same documents from each, and the exact words where there are none.
 */
#include "corpus_fixture.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

static void add_member(struct archive *archive, const char *name, const char *text)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)strlen(text));
    assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
    archive_write_data(archive, text, strlen(text));
    archive_entry_free(entry);
}

typedef int (*setter)(struct archive *);

/* An archive of two texts, a hidden file and one of unknown type. */
static void write_archive(const char *path, setter format, setter filter)
{
    struct archive *archive = archive_write_new();
    assert_int_equal(format(archive), ARCHIVE_OK);
    if (filter) assert_int_equal(filter(archive), ARCHIVE_OK);
    assert_int_equal(archive_write_open_filename(archive, path), ARCHIVE_OK);
    add_member(archive, "sea/b.txt", "Boats\n\nThey float");
    add_member(archive, "a.md", "# Ants\n\nThey crawl");
    add_member(archive, "sea/.hidden.txt", "secret");
    add_member(archive, "sea/picture.png", "no text");
    add_member(archive, "sea/packed.txt.gz", "\x1F\x8B");
    assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
    archive_write_free(archive);
}

static void expect_texts(fixture *f)
{
    assert_int_equal(f->status, TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 2);
    assert_string_equal(tt_corpus_id(f->corpus, 0), "a.md");
    assert_string_equal(tt_corpus_title(f->corpus, 0), "Ants");
    assert_string_equal(fixture_words(f, 0), "Ants They crawl");
    assert_string_equal(fixture_path_of(f, 0), "");
    assert_string_equal(tt_corpus_id(f->corpus, 1), "sea/b.txt");
    assert_string_equal(fixture_path_of(f, 1), "sea");
    assert_int_equal(fixture_stats(f)->files, 2);
    assert_int_equal(f->n_said, 1);
    assert_non_null(strstr(f->said[0], "of unknown type left out"));
}

static void archives(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    static const struct {
        const char *name;
        setter format, filter;
    } cases[] = {{"a.zip", archive_write_set_format_zip, NULL},
                 {"a.tar", archive_write_set_format_pax_restricted, NULL},
                 {"a.tgz", archive_write_set_format_ustar, archive_write_add_filter_gzip},
                 {"a.tar.zst", archive_write_set_format_ustar, archive_write_add_filter_zstd}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_archive(fixture_path(f, cases[i].name), cases[i].format, cases[i].filter);
        fixture_read(f, f->path);
        expect_texts(f);
    }
    fixture_free(f);
}

static void names_in_archives_are_utf8_in_any_locale(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    struct archive *archive = archive_write_new();
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0),
             before = uselocale(utf8); /* the writer needs it */
    archive_write_set_format_pax(archive);
    archive_write_open_filename(archive, fixture_path(f, "a.tar"));
    struct archive_entry *entry = archive_entry_new();
    archive_entry_update_pathname_utf8(entry, "m\xC3\xA9r/\xC3\xA9t\xC3\xA9.txt");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_size(entry, 5);
    archive_write_header(archive, entry);
    archive_write_data(archive, "words", 5);
    archive_entry_free(entry);
    archive_write_close(archive);
    archive_write_free(archive);
    uselocale(before);
    freelocale(utf8);
    assert_int_equal(fixture_read(f, f->path), TT_OK);
    assert_string_equal(tt_corpus_id(f->corpus, 0), "m\xC3\xA9r/\xC3\xA9t\xC3\xA9.txt");
    assert_string_equal(fixture_path_of(f, 0), "m\xC3\xA9r");
    fixture_free(f);
}

static void make_folder(fixture *f, const char *name)
{
    assert_int_equal(mkdir(fixture_path(f, name), 0755), 0);
}

static void folders(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    make_folder(f, "in");
    make_folder(f, "in/sea");
    write_text(fixture_path(f, "in/sea/b.txt"), "Boats\n\nThey float");
    write_text(fixture_path(f, "in/a.md"), "# Ants\n\nThey crawl");
    write_text(fixture_path(f, "in/sea/.hidden.txt"), "secret");
    write_text(fixture_path(f, "in/picture.png"), "no text");
    fixture_read(f, fixture_path(f, "in"));
    expect_texts(f);
    fixture_read(f, fixture_path(f, "in/"));
    expect_texts(f);
    make_folder(f, "other");
    write_text(fixture_path(f, "other/a.md"), "Another with the same name");
    char first[600];
    strcpy(first, fixture_path(f, "in"));
    const char *both[] = {first, fixture_path(f, "other")};
    tt_corpus_free(f->corpus);
    assert_int_equal(tt_corpus_read(&f->corpus, both, 2, NULL, NULL), TT_OK);
    assert_int_equal(tt_corpus_size(f->corpus), 3);
    assert_string_equal(tt_corpus_id(f->corpus, 2), "other/a.md");
    assert_string_equal(fixture_path_of(f, 1), "in|sea");
    fixture_free(f);
}

static void compressed_files(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    static const setter filters[] = {archive_write_add_filter_gzip, archive_write_add_filter_bzip2,
                                     archive_write_add_filter_xz, archive_write_add_filter_zstd};
    for (int i = 0; i < 4; i++) {
        struct archive *archive = archive_write_new();
        archive_write_set_format_raw(archive);
        assert_int_equal(filters[i](archive), ARCHIVE_OK);
        archive_write_open_filename(archive, fixture_path(f, "packed"));
        add_member(archive, "x", "{\"id\":\"a\",\"text\":\"some words\"}\n");
        archive_write_close(archive);
        archive_write_free(archive);
        assert_int_equal(fixture_read(f, f->path), TT_OK);
        assert_string_equal(fixture_words(f, 0), "some words");
    }
    size_t n;
    char *bytes = read_bytes(f->path, &n);
    assert_int_equal(fixture_bytes(f, "cut.jsonl.zst", bytes, n - 9), TT_ERR_IO);
    assert_non_null(strstr(tt_error_message(), "cut.jsonl.zst: "));
    free(bytes);
    fixture_free(f);
}

static void expect_error(fixture *f, const char *name, tt_status status, const char *why)
{
    char message[700];
    snprintf(message, sizeof message, "%s%s", fixture_path(f, name), why);
    assert_int_equal(fixture_read(f, f->path), status);
    if (!strstr(tt_error_message(), message)) fail_msg("says: %s", tt_error_message());
    assert_null(f->corpus);
}

static void nothing_to_read(void **state)
{
    (void)state;
    fixture *f = fixture_new();
    expect_error(f, "missing.jsonl", TT_ERR_IO, ": no such file or directory");
    make_folder(f, "none");
    expect_error(f, "none", TT_ERR_EMPTY, ": no text files");
    write_text(fixture_path(f, "none/x.png"), "");
    expect_error(f, "none", TT_ERR_EMPTY, ": no text files");
    write_text(fixture_path(f, "empty.jsonl"), "");
    expect_error(f, "empty.jsonl", TT_ERR_EMPTY, ": nothing to read there");
    write_text(fixture_path(f, "wordless.jsonl"), "{\"text\":\"...\"}\nbad\n");
    expect_error(f, "wordless.jsonl", TT_ERR_EMPTY, ": 1 bad records, 1 without a word");
    assert_int_equal(tt_corpus_read(&f->corpus, NULL, 0, NULL, NULL), TT_ERR_ARGUMENT);
    fixture_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(archives),
        cmocka_unit_test(folders),
        cmocka_unit_test(compressed_files),
        cmocka_unit_test(nothing_to_read),
        cmocka_unit_test(names_in_archives_are_utf8_in_any_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
