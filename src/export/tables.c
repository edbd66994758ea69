/* Tables: one line a document, one line a topic.  Text goes through libcsv (always quoted); a text that a spreadsheet
 * would run as a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe in front. */
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "export/writers.h"

/* A table being written: its file, and room that is used again for every line. */
typedef struct csv_table {
    FILE *file;
    tt__base_buffer line;  /* what is to be written next */
    tt__base_buffer cell;  /* a text being put together */
    tt__base_buffer guard; /* the same behind an apostrophe */
} csv_table;

static void table_close(csv_table *table)
{
    tt__base_buffer_free(&table->line);
    tt__base_buffer_free(&table->cell);
    tt__base_buffer_free(&table->guard);
}

static tt_status put(csv_table *table, const char *text)
{
    return tt__base_buffer_append(&table->line, text, strlen(text));
}

/* libcsv writes it into the line's own room; every byte may be a quote, which becomes two. */
static tt_status quote(tt__base_buffer *line, const char *text, size_t n)
{
    size_t room = 2 * n + 2;
    tt_status status = tt__base_reserve(&line->data, &line->capacity, line->length + (int64_t)room + 1, 1);
    if (status == TT_OK) line->length += (int64_t)csv_write(line->data + line->length, room, text, n);
    return status;
}

static tt_status put_text(csv_table *table, const char *text, const char *after)
{
    tt_status status = TT_OK;
    if (*text == '\0' || !strchr("=+-@\t\r", *text)) {
        status = quote(&table->line, text, strlen(text));
    } else {
        table->guard.length = 0;
        if ((status = tt__base_buffer_format(&table->guard, "'%s", text)) == TT_OK)
            status = quote(&table->line, table->guard.data, (size_t)table->guard.length);
    }
    return status == TT_OK ? put(table, after) : status;
}

static tt_status put_number(csv_table *table, double number, const char *after)
{
    char text[TT__EXPORT_NUMBER_SIZE];
    tt_status status = put(table, tt__export_number(text, number));
    return status == TT_OK ? put(table, after) : status;
}

static void end_line(csv_table *table)
{
    if (table->line.length > 0)
        fwrite(table->line.data, 1, (size_t)table->line.length, table->file); /* no memory may be had for it */
    table->line.length = 0;
}

/* ---- documents ---- */

/* What the lines of a leaf's documents have in common. */
typedef struct places {
    csv_table table;
    char **of;    /* tree.m: id and path of a leaf, made where the first document wants it */
    int32_t *way; /* tree.m: the nodes from one up to the root */
} places;

/* "astronomy > galaxies > black holes": the names from below the root down to v; the root's own where v is the root. */
static tt_status put_path(places *p, const tt_topics *topics, int32_t v)
{
    int32_t n = 0;
    csv_table *table = &p->table;
    for (int32_t u = v; u > 0; u = topics->tree.parent[u]) p->way[n++] = u;
    if (n == 0) p->way[n++] = 0;
    table->cell.length = 0;
    tt_status status = TT_OK;
    while (n-- > 0 && status == TT_OK) {
        status = tt__export_append_plain(&table->cell, topics->topic[p->way[n]].name);
        if (status == TT_OK && n > 0) status = tt__base_buffer_append(&table->cell, " > ", 3);
    }
    return status == TT_OK ? put_text(table, table->cell.data, ",") : status;
}

static tt_status put_place(places *p, const tt_topics *topics, int32_t leaf)
{
    csv_table *table = &p->table;
    int64_t begin = table->line.length;
    if (p->of[leaf]) return put(table, p->of[leaf]);
    tt_status status = put_text(table, topics->tree.id[leaf], ",");
    if (status == TT_OK) status = put_path(p, topics, leaf);
    if (status < 0) return status;
    p->of[leaf] = tt__base_strndup(table->line.data + begin, (size_t)(table->line.length - begin));
    return p->of[leaf] ? TT_OK : TT_ERR_MEMORY;
}

/* Without a runner-up there is no margin either. */
static tt_status put_document(places *p, const tt_topics *topics, int32_t i)
{
    csv_table *table = &p->table;
    const tt_placement *document = &topics->document[i];
    tt_status status = put_text(table, document->id, ",");
    if (status == TT_OK) status = put_place(p, topics, topics->tree.leaf[i]);
    if (status == TT_OK) status = put_number(table, (double)document->score, ",");
    if (status < 0) return status;
    if (document->runner_up == TT_NO_NODE) return put(table, ",\n");
    status = put_text(table, topics->tree.id[document->runner_up], ",");
    return status == TT_OK ? put_number(table, (double)document->margin, "\n") : status;
}

tt_status tt__export_write_documents(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    size_t m = (size_t)topics->tree.m;
    places p = {.table.file = file, .of = tt__base_calloc(m, sizeof *p.of), .way = tt__base_calloc(m, sizeof *p.way)};
    tt_status status = p.of && p.way ? TT_OK : TT_ERR_MEMORY;
    fputs("id,topic_id,path,score,runner_up,margin\n", file);
    for (int32_t i = 0; i < topics->tree.n && status == TT_OK; i++) {
        if (!*topics->document[i].id) continue;
        status = put_document(&p, topics, i);
        end_line(&p.table);
    }
    for (size_t v = 0; p.of && v < m; v++) free(p.of[v]);
    free(p.of);
    free(p.way);
    table_close(&p.table);
    return status;
}

/* ---- topics ---- */

static tt_status put_terms(csv_table *table, const tt_topic *topic)
{
    table->cell.length = 0;
    tt_status status = tt__export_append_terms(&table->cell, topic, topic->n_terms, "; ");
    return status == TT_OK ? put_text(table, table->cell.data, "\n") : status;
}

static tt_status put_topic(csv_table *table, const tt_topics *topics, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    int32_t parent = tree->parent[v];
    tt_status status = put_text(table, tree->id[v], ",");
    if (status == TT_OK) status = put_text(table, parent == TT_NO_NODE ? "" : tree->id[parent], ",");
    if (status == TT_OK)
        status = tt__base_buffer_format(&table->line, "%d,%d,", (int)tree->level[v], (int)tt__export_size(tree, v));
    table->cell.length = 0;
    if (status == TT_OK) status = tt__export_append_plain(&table->cell, topics->topic[v].name);
    if (status == TT_OK) status = put_text(table, table->cell.data, ",");
    if (status == TT_OK) status = put_number(table, tree->height[v], ",");
    if (status == TT_OK) status = put_number(table, topics->topic[v].cohesion, ",");
    return status == TT_OK ? put_terms(table, &topics->topic[v]) : status;
}

tt_status tt__export_write_csv(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    csv_table table = {.file = file};
    tt_status status = TT_OK;
    fputs("id,parent,level,size,name,height,cohesion,terms\n", file);
    for (int32_t v = 0; v < topics->tree.m && status == TT_OK; v++) {
        status = put_topic(&table, topics, v);
        end_line(&table);
    }
    table_close(&table);
    return status;
}
