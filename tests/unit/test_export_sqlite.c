/* SQLite: what went in comes out by queries, whatever the texts hold; what is wrong leaves no file. */
#include "sample_tree.h"

#include <math.h>
#include <sqlite3.h>

#include "topics_fixture.h"

static char folder[64], path[128];

static sqlite3 *export_sample(const tt_topics *topics)
{
    tt_export_opts all = all_formats(NULL);
    sqlite3 *db = NULL;
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/tree.sqlite", folder);
    if (tt_export_write(topics, "sqlite", &all, path) < 0) fail_msg("%s", tt_error_message());
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    return db;
}

static void close_sample(sqlite3 *db)
{
    sqlite3_close(db);
    temporary_folder_remove(folder);
}

/* The rows of a query: cells with "|" between them, rows with "\n"; NULL shows as "-". */
static void expect_rows(sqlite3 *db, const char *query, const char *rows)
{
    char got[4096] = "";
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(db, query, -1, &statement, NULL) != SQLITE_OK) fail_msg("%s: %s", query, sqlite3_errmsg(db));
    while (sqlite3_step(statement) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *cell = (const char *)sqlite3_column_text(statement, i);
            size_t used = strlen(got);
            snprintf(got + used, sizeof got - used, "%s%s", i ? "|" : used ? "\n" : "", cell ? cell : "-");
        }
    sqlite3_finalize(statement);
    assert_string_equal(got, rows);
}

static void test_topics(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.tree.outliers = 4;
    sqlite3 *db = export_sample(&topics);
    expect_rows(db, "PRAGMA integrity_check", "ok");
    expect_rows(db, "PRAGMA foreign_key_check", "");
    expect_rows(
        db, "SELECT topic, id, parent, level, size, leaf, outliers, height FROM topics",
        "1|t0|-|0|7|0|0|0.9375\n2|t1|1|1|4|0|0|0.666667\n3|t2|2|2|2|1|0|0.0\n4|t3|2|2|2|1|0|0.0\n5|t4|1|1|3|1|1|0.0");
    for (int v = 0; v < SAMPLE_M; v++) {
        char query[64];
        snprintf(query, sizeof query, "SELECT name FROM topics WHERE id = 't%d'", v);
        expect_rows(db, query, sample_name[v]);
    }
    expect_rows(db, "SELECT path FROM topics WHERE id IN ('t0', 't1', 't2')",
                "All documents\n]; x[URL=\"javascript:alert(1)\"]}//\n"
                "]; x[URL=\"javascript:alert(1)\"]}// > <b>bold</b> \\N \\G \\L &lt;script&gt; &#8238;");
    expect_rows(db, "SELECT rank, weight FROM terms WHERE topic = 5", "1|0.333333\n2|1.0e-07");
    expect_rows(db, "SELECT round(sum(share), 9), count(*) FROM topic_tree WHERE level = 1", "1.0|2");
    close_sample(db);
    tt_topics_free(&topics);
}

static void test_documents(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    topics.document[5].runner_up = TT_NO_NODE;
    sqlite3 *db = export_sample(&topics);
    expect_rows(db, "SELECT id, topic, score, runner_up, margin FROM document_topics WHERE id IN ('doc1', 'doc5')",
                "doc1|t3|0.222222|t2|0.125\ndoc5|t4|0.666667|-|-");
    expect_rows(db, "SELECT title FROM documents WHERE id = 'doc3'", sample_title[3]);
    expect_rows(db, "SELECT document FROM documents_under WHERE topic = 't0' ORDER BY document",
                "+doc0\ndoc1\ndoc2\ndoc3\ndoc4\ndoc5\ndoc6");
    expect_rows(db, "SELECT document FROM documents_under WHERE topic = 't1' ORDER BY document",
                "+doc0\ndoc1\ndoc2\ndoc3");
    expect_rows(db, "SELECT r.rank, d.id FROM representatives r JOIN documents d USING (document) WHERE r.topic = 5",
                "1|doc6\n2|doc5");
    expect_rows(db, "SELECT count(*), sum(distance) FROM closure", "11|8");
    close_sample(db);
    tt_topics_free(&topics);
}

static void test_search_and_about(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    sqlite3 *db = export_sample(&topics);
    expect_rows(db, "SELECT rowid FROM topic_search WHERE topic_search MATCH 'hyperlink'", "5");
    expect_rows(db, "SELECT rowid FROM topic_search WHERE topic_search MATCH 'plus'", "1\n2\n3\n4\n5");
    expect_rows(db,
                "SELECT d.id FROM document_search s JOIN documents d ON d.document = s.rowid"
                " WHERE document_search MATCH 'comma OR script'",
                "doc1\ndoc5");
    expect_rows(db, "SELECT part, key, value FROM about ORDER BY part, key",
                "corpus|empty|2\ncorpus|read|9\noptions|language|en\noptions|levels|[2,3]\noptions|min_df|0.5\n"
                "options|stem|0\noptions|topics|3\nquality|balance|0.98\nrun|generator|topictree " TT_VERSION "\n"
                "run|seed|18446744073709551615");
    close_sample(db);
    tt_topics_free(&topics);
}

/* A tree from a tree.json without members: what is not known is not there, and the counts stay. */
static void test_unlisted_documents(void **state)
{
    (void)state;
    tt_topics topics = sample_tree();
    for (int i = 0; i < SAMPLE_N; i++) topics.document[i].id[i < 6 ? 0 : 4] = '\0';
    sqlite3 *db = export_sample(&topics);
    expect_rows(db, "SELECT count(*) FROM documents", "1");
    expect_rows(db, "SELECT count(*) FROM memberships", "1");
    expect_rows(db, "SELECT topic, document FROM representatives", "5|7");
    expect_rows(db, "SELECT size FROM topics WHERE topic = 1", "7");
    close_sample(db);
    tt_topics_free(&topics);
}

static void test_a_contradiction_leaves_no_file(void **state)
{
    tt_export_opts all = all_formats(NULL);
    (void)state;
    tt_topics topics = sample_tree();
    strcpy(topics.document[1].id, "doc2");
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/tree.sqlite", folder);
    assert_int_equal(tt_export_write(&topics, "sqlite", &all, path), TT_ERR_IO);
    assert_string_equal(tt_error_message(), "sqlite: UNIQUE constraint failed: documents.id");
    assert_int_equal(folder_entries(folder), 0);
    temporary_folder_remove(folder);
    tt_topics_free(&topics);
}

/* A chain: the pairs of a topic and one above it grow with the square of its length. */
static void test_too_deep(void **state)
{
    tt_export_opts all = all_formats(NULL);
    (void)state;
    enum { M = 7000 };
    int32_t *parent = fixture_room(M, sizeof *parent), leaf[1] = {M - 1};
    for (int32_t v = 0; v < M; v++) parent[v] = v - 1;
    tt_topics topics = fixture_topics(M, parent, 1, leaf);
    temporary_folder(folder);
    snprintf(path, sizeof path, "%s/tree.sqlite", folder);
    assert_int_equal(tt_export_write(&topics, "sqlite", &all, path), TT_ERR_ARGUMENT);
    assert_string_equal(tt_error_message(),
                        "sqlite: the tree is too deep: its topics and those above them are 24503500 pairs,"
                        " at most 20000000");
    assert_int_equal(folder_entries(folder), 0);
    temporary_folder_remove(folder);
    free(parent);
    tt_topics_free(&topics);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_topics),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_search_and_about),
        cmocka_unit_test(test_unlisted_documents),
        cmocka_unit_test(test_a_contradiction_leaves_no_file),
        cmocka_unit_test(test_too_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
