/* Tables with a header line, through libcsv.  libcsv is fed line by line, so that a row's line number is known: a row
 * begins with the first line that is fed after the row before it has ended. */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "read/readers.h"

typedef struct table {
    const tt__read_sink *sink;
    const char *name;      /* of the file, for messages */
    tt__base_buffer cells; /* of the row that is being read, one after another */
    int64_t *cell_end;     /* n_cells: where each ends in cells */
    int64_t n_cells, cell_capacity;
    int64_t n_columns;              /* 0: the header is still to come */
    int64_t column[TT__READ_ROLES]; /* -1: there is none */
    bool choose_text;               /* the first row's longest cell says which column is the text */
    int64_t line;                   /* where the row begins */
    bool in_row;                    /* it has not ended yet */
    tt__base_buffer path;
    tt_status status;
} table;

static tt__read_slice cell(const table *t, int64_t i)
{
    int64_t start = i > 0 ? t->cell_end[i - 1] : 0;
    return (tt__read_slice){t->cells.data + start, (size_t)(t->cell_end[i] - start)};
}

static void on_cell(void *bytes, size_t n, void *data)
{
    table *t = data;
    if (t->status < 0) return;
    t->status = tt__base_reserve(&t->cell_end, &t->cell_capacity, t->n_cells + 1, sizeof *t->cell_end);
    if (t->status == TT_OK) t->status = tt__base_buffer_append(&t->cells, bytes ? bytes : "", n);
    if (t->status == TT_OK) t->cell_end[t->n_cells++] = t->cells.length;
}

/* Which column is what; the cells are the header. */
static tt_status take_header(table *t)
{
    int best_rank[TT__READ_ROLES] = {0};
    for (int role = 0; role < TT__READ_ROLES; role++) t->column[role] = -1;
    for (int64_t i = 0; i < t->n_cells; i++) {
        char name[256];
        snprintf(name, sizeof name, "%.*s", (int)(cell(t, i).n < 255 ? cell(t, i).n : 255), cell(t, i).at);
        for (int role = 0; role < TT__READ_ROLES; role++) {
            int rank = tt__read_field_rank(&t->sink->names, (tt__read_role)role, name);
            if (rank < 0 || (t->column[role] >= 0 && rank >= best_rank[role])) continue;
            t->column[role] = i;
            best_rank[role] = rank;
        }
    }
    t->n_columns = t->n_cells;
    if (t->column[TT__READ_TEXT] >= 0) return TT_OK;
    t->choose_text = !t->sink->names.named[TT__READ_TEXT];
    if (t->choose_text || t->column[TT__READ_TITLE] >= 0) return TT_OK;
    return tt__base_fail(TT_ERR_FORMAT, "%s:%lld: no column \"%s\" in the header", t->name, (long long)t->line,
                         t->sink->names.named[TT__READ_TEXT]);
}

/* The longest cell of the first row that has no role yet. */
static void choose_text(table *t)
{
    tt__read_slice title = {"", 0};
    int64_t longest = -1;
    for (int64_t i = 0; i < t->n_cells; i++) {
        if (i == t->column[TT__READ_TITLE]) title = cell(t, i);
        if (i == t->column[TT__READ_ID] || i == t->column[TT__READ_TITLE] || i == t->column[TT__READ_PATH]) continue;
        if (longest < 0 || cell(t, i).n > cell(t, longest).n) longest = i;
    }
    if (longest >= 0 && tt__read_stands_in(cell(t, longest), title)) t->column[TT__READ_TEXT] = longest;
    t->choose_text = false;
}

static tt_status take_row(table *t)
{
    char reason[96];
    while (t->n_cells > t->n_columns && cell(t, t->n_cells - 1).n == 0)
        t->n_cells--; /* delimiters at the end of a line */
    if (t->n_cells != t->n_columns) {
        snprintf(reason, sizeof reason, "%lld field%s where the header has %lld", (long long)t->n_cells,
                 t->n_cells == 1 ? "" : "s", (long long)t->n_columns);
        return t->sink->bad(t->sink->into, t->line, reason);
    }
    if (t->choose_text) choose_text(t);
    tt__read_fields fields = {0};
    for (int role = 0; role < TT__READ_ROLES; role++)
        if (t->column[role] >= 0) fields.of[role] = cell(t, t->column[role]);
    t->path.length = 0;
    tt_status status = tt__read_split_path(&t->path, fields.of[TT__READ_PATH]);
    fields.of[TT__READ_PATH] = (tt__read_slice){t->path.data, (size_t)t->path.length};
    return status == TT_OK ? t->sink->fields(t->sink->into, &fields, t->line) : status;
}

static void on_row(int end, void *data)
{
    table *t = data;
    (void)end;
    if (t->status == TT_OK && t->n_cells > 0) t->status = t->n_columns ? take_row(t) : take_header(t);
    t->n_cells = t->cells.length = 0;
    t->in_row = false;
}

/* The delimiter that the first line has most of, outside quotes; a comma where it has none. */
static char find_delimiter(tt__read_slice head)
{
    static const char candidates[] = ",;\t|";
    int64_t count[4] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < head.n && (quoted || head.at[i] != '\n'); i++) {
        const char *c = memchr(candidates, head.at[i], 4);
        quoted ^= head.at[i] == '"';
        if (c && !quoted) count[c - candidates]++;
    }
    for (int i = 1; i < 4; i++)
        if (count[i] > count[best]) best = i;
    return candidates[best];
}

static tt_status feed(table *t, struct csv_parser *parser, const char *bytes, size_t n)
{
    if (csv_parse(parser, bytes, n, on_cell, on_row, t) != n && t->status == TT_OK)
        return tt__base_fail(TT_ERR_MEMORY, "out of memory: %s", csv_strerror(csv_error(parser)));
    return t->status;
}

static tt_status feed_all(table *t, struct csv_parser *parser, tt__read_stream *stream)
{
    tt__read_slice line;
    bool more;
    tt_status status;
    while ((status = tt__read_stream_line(stream, &line, &more)) == TT_OK && more) {
        if (!t->in_row) t->line = stream->line;
        if (!t->in_row && tt__read_is_blank(line)) continue;
        t->in_row = true;
        if ((status = feed(t, parser, line.at, line.n)) < 0 || (status = feed(t, parser, "\n", 1)) < 0) return status;
    }
    if (status < 0) return status;
    /* every line has been fed with its end: a row that is still open is within quotes */
    return t->in_row ? t->sink->bad(t->sink->into, t->line, "a quoted field has no end") : TT_OK;
}

tt_status tt__read_csv(const tt__read_sink *sink, tt__read_stream *stream, char delimiter)
{
    table t = {.sink = sink, .name = tt__read_source_name(stream->source)};
    struct csv_parser parser;
    if (csv_init(&parser, 0) != 0) return tt__base_fail(TT_ERR_MEMORY, "out of memory: libcsv");
    csv_set_delim(&parser, (unsigned char)(delimiter ? delimiter : find_delimiter(tt__read_stream_head(stream))));
    tt_status status = feed_all(&t, &parser, stream);
    csv_free(&parser);
    tt__base_buffer_free(&t.cells);
    tt__base_buffer_free(&t.path);
    free(t.cell_end);
    return status;
}
