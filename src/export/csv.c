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
    tt__buffer cell;  /* a text being put together */
    tt__buffer guard; /* the same behind an apostrophe */
    int32_t *way;     /* tree.m: the nodes from one up to the root */
} csv_table;

static tt_status table_open(csv_table *table, const tt_tree *tree, FILE *file)
{
    table->file = file;
    table->way = tt__calloc((size_t)tree->m, sizeof *table->way);
    return table->way ? tt__buffer_append(&table->cell, "", 0) : TT_ERR_MEMORY;
}

static void table_close(csv_table *table)
{
    tt__buffer_free(&table->cell);
    tt__buffer_free(&table->guard);
    free(table->way);
}

static tt_status put_text(csv_table *table, const char *text, const char *after)
{
    tt_status status = TT_OK;
    if (*text == '\0' || !strchr("=+-@\t\r", *text)) {
        csv_fwrite(table->file, text, strlen(text));
    } else {
        table->guard.length = 0;
        if ((status = tt__buffer_format(&table->guard, "'%s", text)) == TT_OK)
            csv_fwrite(table->file, table->guard.data, (size_t)table->guard.length);
    }
    fputs(after, table->file);
    return status;
}

static void put_number(csv_table *table, double number, const char *after)
{
    char text[TT__NUMBER_SIZE];
    fputs(tt__number(text, number), table->file);
    fputs(after, table->file);
}

/* ---- documents ---- */

/* "astronomy > galaxies > black holes": the names from below the root down to v; the root's own where v is the root. */
static tt_status put_path(csv_table *table, const tt_topics *topics, int32_t v)
{
    int32_t n = 0;
    for (int32_t u = v; u > 0; u = topics->tree.parent[u]) table->way[n++] = u;
    if (n == 0) table->way[n++] = 0;
    table->cell.length = 0;
    tt_status status = TT_OK;
    while (n-- > 0 && status == TT_OK) {
        status = tt__append_plain(&table->cell, topics->topic[table->way[n]].name);
        if (status == TT_OK && n > 0) status = tt__buffer_append(&table->cell, " > ", 3);
    }
    return status == TT_OK ? put_text(table, table->cell.data, ",") : status;
}

/* Without a runner-up there is no margin either. */
static tt_status put_document(csv_table *table, const tt_topics *topics, int32_t i)
{
    const tt_tree *tree = &topics->tree;
    const tt_placement *document = &topics->document[i];
    tt_status status = put_text(table, document->id, ",");
    if (status == TT_OK) status = put_text(table, tree->id[tree->leaf[i]], ",");
    if (status == TT_OK) status = put_path(table, topics, tree->leaf[i]);
    put_number(table, (double)document->score, ",");
    if (document->runner_up == TT_NO_NODE) {
        fputs(",\n", table->file);
        return status;
    }
    if (status == TT_OK) status = put_text(table, tree->id[document->runner_up], ",");
    put_number(table, (double)document->margin, "\n");
    return status;
}

tt_status tt__write_documents(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    csv_table table = {0};
    tt_status status = table_open(&table, &topics->tree, file);
    fputs("id,topic_id,path,score,runner_up,margin\n", file);
    for (int32_t i = 0; i < topics->tree.n && status == TT_OK; i++)
        if (*topics->document[i].id) status = put_document(&table, topics, i);
    table_close(&table);
    return status;
}

/* ---- topics ---- */

static tt_status put_terms(csv_table *table, const tt_topic *topic)
{
    table->cell.length = 0;
    tt_status status = tt__append_terms(&table->cell, topic, topic->n_terms, "; ");
    return status == TT_OK ? put_text(table, table->cell.data, "\n") : status;
}

static tt_status put_topic(csv_table *table, const tt_topics *topics, int32_t v)
{
    const tt_tree *tree = &topics->tree;
    int32_t parent = tree->parent[v];
    tt_status status = put_text(table, tree->id[v], ",");
    if (status == TT_OK) status = put_text(table, parent == TT_NO_NODE ? "" : tree->id[parent], ",");
    fprintf(table->file, "%d,%d,", (int)tree->level[v], (int)tt__size(tree, v));
    table->cell.length = 0;
    if (status == TT_OK) status = tt__append_plain(&table->cell, topics->topic[v].name);
    if (status == TT_OK) status = put_text(table, table->cell.data, ",");
    put_number(table, tree->height[v], ",");
    put_number(table, topics->topic[v].cohesion, ",");
    return status == TT_OK ? put_terms(table, &topics->topic[v]) : status;
}

tt_status tt__write_csv(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    (void)opts;
    csv_table table = {0};
    tt_status status = table_open(&table, &topics->tree, file);
    fputs("id,parent,level,size,name,height,cohesion,terms\n", file);
    for (int32_t v = 0; v < topics->tree.m && status == TT_OK; v++) status = put_topic(&table, topics, v);
    table_close(&table);
    return status;
}
