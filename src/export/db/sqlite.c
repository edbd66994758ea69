/* SQLite: topics, documents and how they belong together, as tables with keys, indexes, views and full-text search.
 * The database is put together in memory and goes to the file as it is: what stands there is whole or nothing, standard
 * output will do, and the same tree gives the same bytes with the same SQLite. */
#include <math.h>
#include <sqlite3.h>

#include "base/error.h"
#include "export/db/sqlite_schema.h"
#include "export/writers.h"
#include "read/json_text.h"

#define MAX_PAIRS 20000000 /* a million topics, 20 levels deep; some 300 MB */

/* A database being filled, one kind of row at a time. */
typedef struct filling {
    sqlite3 *db;
    sqlite3_stmt *insert;
    int column; /* bound last */
} filling;

static tt_status check(sqlite3 *db, int code)
{
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return TT_OK;
    return tt__base_fail(code == SQLITE_NOMEM ? TT_ERR_MEMORY : TT_ERR_IO, "sqlite: %s", sqlite3_errmsg(db));
}

/* ---- rows: begin, bind from left to right, put; a failure to bind shows when the row is put ---- */

static tt_status begin_rows(filling *f, const char *insert)
{
    sqlite3_finalize(f->insert);
    f->insert = NULL;
    f->column = 0;
    return check(f->db, sqlite3_prepare_v2(f->db, insert, -1, &f->insert, NULL));
}

static void bind_int(filling *f, int64_t value)
{
    sqlite3_bind_int64(f->insert, ++f->column, value);
}

/* Topics count from 1 in the tables; none is NULL. */
static void bind_topic(filling *f, int32_t v)
{
    if (v == TT_NO_NODE)
        f->column++;
    else
        bind_int(f, v + 1);
}

/* As many digits as the other formats have; NULL where it is not known. */
static void bind_number(filling *f, double number)
{
    f->column++;
    if (isfinite(number)) sqlite3_bind_double(f->insert, f->column, tt__export_rounded(number));
}

static void bind_text(filling *f, const char *text)
{
    sqlite3_bind_text(f->insert, ++f->column, text ? text : "", -1, SQLITE_STATIC);
}

static tt_status put_row(filling *f)
{
    tt_status status = check(f->db, sqlite3_step(f->insert));
    sqlite3_reset(f->insert);
    sqlite3_clear_bindings(f->insert);
    f->column = 0;
    return status;
}

/* ---- tables ---- */

/* A number, a truth or a text as itself, anything else as the JSON it is. */
static tt_status put_about(filling *f, const char *part, const char *key, const char *json)
{
    cJSON *value = cJSON_Parse(json);
    bind_text(f, part);
    bind_text(f, key);
    if (tt__read_json_is_whole(value, 1e15))
        bind_int(f, (int64_t)value->valuedouble);
    else if (cJSON_IsNumber(value))
        sqlite3_bind_double(f->insert, ++f->column, value->valuedouble);
    else if (cJSON_IsBool(value))
        bind_int(f, cJSON_IsTrue(value));
    else
        bind_text(f, cJSON_IsString(value) ? value->valuestring : json);
    tt_status status = put_row(f);
    cJSON_Delete(value);
    return status;
}

static tt_status put_settings(filling *f, const char *part, const tt_setting *setting, int32_t n)
{
    tt_status status = TT_OK;
    for (int32_t i = 0; i < n && status == TT_OK; i++) status = put_about(f, part, setting[i].key, setting[i].value);
    return status;
}

static tt_status fill_about(filling *f, const tt_topics *topics)
{
    char seed[24];
    snprintf(seed, sizeof seed, "\"%llu\"",
             (unsigned long long)topics->seed); /* as a text: SQLite's integers are signed */
    tt_status status = begin_rows(f, "INSERT INTO about VALUES (?, ?, ?)");
    if (status == TT_OK) status = put_about(f, "run", "generator", "\"topictree " TT_VERSION "\"");
    if (status == TT_OK) status = put_about(f, "run", "seed", seed);
    if (status == TT_OK) status = put_settings(f, "options", topics->setting, topics->n_settings);
    if (status == TT_OK) status = put_settings(f, "corpus", topics->count, topics->n_counts);
    return status == TT_OK ? put_settings(f, "quality", topics->quality, topics->n_quality) : status;
}

/* A parent comes before its children, so that a path is the parent's and the name. */
static tt_status fill_topics(filling *f, const tt_topics *topics)
{
    const tt_tree *tree = &topics->tree;
    tt_status status = begin_rows(
        f, "INSERT INTO topics VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
           " coalesce((SELECT path || ' > ' FROM topics WHERE topic = ?3 AND parent IS NOT NULL), '') || ?10)");
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++) {
        bind_topic(f, v);
        bind_text(f, tree->id[v]);
        bind_topic(f, tree->parent[v]);
        bind_int(f, tree->level[v]);
        bind_int(f, tt__export_size(tree, v));
        bind_int(f, tree->n_children[v] == 0);
        bind_int(f, v > 0 && v == tree->outliers);
        bind_number(f, tree->height[v]);
        bind_number(f, topics->topic[v].cohesion);
        bind_text(f, topics->topic[v].name);
        status = put_row(f);
    }
    return status;
}

/* Every topic under itself and under all that its parent is under: as many rows as the levels of all topics together.
 */
static tt_status check_depth(const tt_tree *tree)
{
    int64_t rows = 0;
    for (int32_t v = 0; v < tree->m; v++) rows += tree->level[v] + 1;
    if (rows <= MAX_PAIRS) return TT_OK;
    return tt__base_fail(TT_ERR_ARGUMENT,
                         "sqlite: the tree is too deep: its topics and those above them are %lld pairs, at most %d",
                         (long long)rows, MAX_PAIRS);
}

static tt_status fill_closure(filling *f, const tt_tree *tree)
{
    tt_status status = begin_rows(f, "INSERT INTO closure SELECT ?1, ?1, 0 UNION ALL"
                                     " SELECT topic, ?1, distance + 1 FROM closure WHERE below = ?2");
    for (int32_t v = 0; v < tree->m && status == TT_OK; v++) {
        bind_topic(f, v);
        bind_topic(f, tree->parent[v]);
        status = put_row(f);
    }
    return status;
}

static tt_status fill_terms(filling *f, const tt_topics *topics)
{
    tt_status status = begin_rows(f, "INSERT INTO terms VALUES (?, ?, ?, ?)");
    for (int32_t v = 0; v < topics->tree.m; v++)
        for (int32_t i = 0; i < topics->topic[v].n_terms && status == TT_OK; i++) {
            bind_topic(f, v);
            bind_int(f, i + 1);
            bind_text(f, topics->topic[v].terms[i].text);
            bind_number(f, topics->topic[v].terms[i].weight);
            status = put_row(f);
        }
    return status;
}

/* Documents without an id are those that the file the tree was loaded from did not list. */
static bool is_known(const tt_topics *topics, int32_t i)
{
    return *topics->document[i].id != '\0';
}

static tt_status fill_documents(filling *f, const tt_topics *topics)
{
    tt_status status = begin_rows(f, "INSERT INTO documents VALUES (?, ?, ?)");
    for (int32_t i = 0; i < topics->tree.n && status == TT_OK; i++) {
        if (!is_known(topics, i)) continue;
        bind_int(f, i + 1);
        bind_text(f, topics->document[i].id);
        bind_text(f, topics->document[i].title);
        status = put_row(f);
    }
    return status;
}

static tt_status fill_memberships(filling *f, const tt_topics *topics)
{
    tt_status status = begin_rows(f, "INSERT INTO memberships VALUES (?, ?, ?, ?, ?)");
    for (int32_t i = 0; i < topics->tree.n && status == TT_OK; i++) {
        const tt_placement *document = &topics->document[i];
        if (!is_known(topics, i)) continue;
        bind_int(f, i + 1);
        bind_topic(f, topics->tree.leaf[i]);
        bind_number(f, (double)document->score);
        bind_topic(f, document->runner_up);
        bind_number(f, document->runner_up == TT_NO_NODE ? (double)NAN : (double)document->margin);
        status = put_row(f);
    }
    return status;
}

static tt_status fill_representatives(filling *f, const tt_topics *topics)
{
    tt_status status = begin_rows(f, "INSERT INTO representatives VALUES (?, ?, ?)");
    for (int32_t v = 0; v < topics->tree.m; v++)
        for (int32_t i = 0; i < topics->topic[v].n_representatives && status == TT_OK; i++) {
            int32_t document = topics->topic[v].representative[i];
            if (!is_known(topics, document)) continue;
            bind_topic(f, v);
            bind_int(f, i + 1);
            bind_int(f, document + 1);
            status = put_row(f);
        }
    return status;
}

/* ---- the database ---- */

/* In one block of memory that sqlite3_serialize() can lend instead of copying it. */
static tt_status open_database(sqlite3 **db)
{
    sqlite3_int64 limit = INT64_MAX / 2;
    int code = sqlite3_open(":memory:", db);
    if (code == SQLITE_OK)
        code = sqlite3_deserialize(*db, "main", NULL, 0, 0,
                                   SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
    if (code == SQLITE_OK) code = sqlite3_file_control(*db, "main", SQLITE_FCNTL_SIZE_LIMIT, &limit);
    return check(*db, code);
}

static tt_status fill(filling *f, const tt_topics *topics)
{
    tt_status status = check(f->db, sqlite3_exec(f->db, tt__export_sqlite_tables, NULL, NULL, NULL));
    if (status == TT_OK) status = fill_about(f, topics);
    if (status == TT_OK) status = fill_topics(f, topics);
    if (status == TT_OK) status = fill_closure(f, &topics->tree);
    if (status == TT_OK) status = fill_terms(f, topics);
    if (status == TT_OK) status = fill_documents(f, topics);
    if (status == TT_OK) status = fill_memberships(f, topics);
    if (status == TT_OK) status = fill_representatives(f, topics);
    sqlite3_finalize(f->insert);
    f->insert = NULL;
    return status == TT_OK ? check(f->db, sqlite3_exec(f->db, tt__export_sqlite_rest, NULL, NULL, NULL)) : status;
}

tt_status tt__export_write_sqlite(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    filling f = {0};
    tt_status status = check_depth(&topics->tree);
    if (status == TT_OK) status = open_database(&f.db);
    if (status == TT_OK) status = fill(&f, topics);
    if (status == TT_OK) {
        sqlite3_int64 n = 0;
        unsigned char *bytes = sqlite3_serialize(f.db, "main", &n, SQLITE_SERIALIZE_NOCOPY);
        if (bytes)
            fwrite(bytes, 1, (size_t)n, file);
        else
            status = tt__base_fail(TT_ERR_MEMORY, "out of memory: writing a database");
    }
    sqlite3_close(f.db);
    return status;
}
