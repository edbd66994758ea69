/* The table of formats, and the one way in: open, write in the C locale, rename. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/outfile.h"
#include "base/run.h"
#include "export/writers.h"

enum { PIECE = 1 << 16 /* bytes that tt_export_to() hands over at once */ };

static const tt_export_format formats[] = {
    {"json", "tree.json", "the whole tree with its documents and how it was made", TT_EXPORT_MEMBERS,
     tt__export_write_json},
    {"d3", "tree.d3.json", "the tree alone, nested: d3.hierarchy(tree).sum(d => d.value)", TT_EXPORT_MEMBERS,
     tt__export_write_d3},
    {"echarts", "tree.echarts.json", "data of an ECharts tree, treemap or sunburst: series.data", 0,
     tt__export_write_echarts},
    {"plotly", "tree.plotly.json", "a Plotly figure: a treemap coloured by cohesion", 0, tt__export_write_plotly},
    {"vega", "tree.vega.json", "flat rows for Vega's stratify: id, parent, size", 0, tt__export_write_vega},
    {"documents", "documents.csv", "one line a document: topic, path, score, runner-up, margin", 0,
     tt__export_write_documents},
    {"csv", "topics.csv", "one line a topic: parent, size, name, terms", 0, tt__export_write_csv},
    {"newick", "tree.nwk", "the tree in Newick notation, branch lengths from the merge heights", 0,
     tt__export_write_newick},
    {"markdown", "tree.md", "a nested list", 0, tt__export_write_markdown},
    {"html", "report.html", "one page to look at and search: picture, topics, documents", 0, tt__export_write_html},
    {NULL, NULL, NULL, 0, NULL},
};

tt_export_opts tt_export_opts_default(void)
{
    return (tt_export_opts){.members = true, .max_nodes = 32, .depth = 0};
}

const char *tt_export_opts_check(const tt_export_opts *opts)
{
    if (!opts) return NULL;
    if (opts->max_nodes < 0) return "the number of nodes to draw must be positive, or 0 for all";
    if (opts->depth < 0) return "the depth to draw must be positive, or 0 for all";
    if (opts->threads < 0) return "the number of threads must be positive, or 0 for all processors";
    return NULL;
}

const tt_export_format *tt_export_formats(void)
{
    return formats;
}

static tt_export_writer *find_in(const tt_export_format *list, const char *format)
{
    for (; list && list->name; list++)
        if (strcmp(list->name, format) == 0) return list->write;
    return NULL;
}

static tt_status check(tt_export_writer **writer, const tt_topics *topics, const char *format,
                       const tt_export_opts *opts)
{
    const char *wrong = tt__base_call_check(topics && format, NULL);
    if (!wrong) wrong = tt_export_opts_check(opts);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    *writer = find_in(formats, format);
    if (!*writer && opts) *writer = find_in(opts->more, format);
    if (!*writer) return tt__base_fail(TT_ERR_ARGUMENT, "there is no format \"%s\"", format);
    return topics->tree.m < 1 ? tt__base_fail(TT_ERR_EMPTY, "there is no tree to write") : TT_OK;
}

/* What the writers see: rounded numbers, options that are there, the C locale. */
static tt_status write_file(FILE *file, const tt_topics *topics, tt_export_writer *writer, const tt_export_opts *opts)
{
    tt_export_opts defaults = tt_export_opts_default();
    tt__export_view view = {0};
    locale_t before;
    tt_status status = tt__export_view_make(&view, topics);
    if (status < 0) return status;
    if ((status = tt__base_c_locale_enter(&before)) == TT_OK) {
        status = writer(&view.topics, opts ? opts : &defaults, file);
        tt__base_c_locale_leave(before);
    }
    tt__export_view_free(&view);
    return status;
}

tt_status tt_export_write(const tt_topics *topics, const char *format, const tt_export_opts *opts, const char *path)
{
    tt_export_writer *writer;
    tt__base_outfile out = {0};
    if (!path) return tt__base_fail(TT_ERR_ARGUMENT, "%s", tt__base_call_check(false, NULL));
    tt_status status = check(&writer, topics, format, opts);
    if (status == TT_OK) status = tt__base_outfile_open(&out, path);
    if (status < 0) return status;
    status = write_file(out.file, topics, writer, opts);
    if (status == TT_OK)
        status = tt__base_outfile_commit(&out);
    else
        tt__base_outfile_abort(&out);
    return status;
}

tt_status tt_export_buffer(char **bytes, size_t *n, const tt_topics *topics, const char *format,
                           const tt_export_opts *opts)
{
    tt_export_writer *writer;
    char *made = NULL;
    size_t size = 0;
    if (!bytes || !n) return tt__base_fail(TT_ERR_ARGUMENT, "%s", tt__base_call_check(false, NULL));
    tt_status status = check(&writer, topics, format, opts);
    if (status < 0) return status;
    FILE *file = open_memstream(&made, &size);
    if (!file) return tt__base_fail(TT_ERR_MEMORY, "out of memory: %s", format);
    status = write_file(file, topics, writer, opts);
    bool whole = !ferror(file);
    if ((fclose(file) != 0 || !whole) && status == TT_OK)
        status = tt__base_fail(TT_ERR_MEMORY, "out of memory: %s", format);
    if (status < 0) {
        free(made);
        return status;
    }
    *bytes = made;
    *n = size;
    return TT_OK;
}

tt_status tt_export_to(const tt_topics *topics, const char *format, const tt_export_opts *opts, tt_write *write,
                       void *user)
{
    char *bytes = NULL;
    size_t n = 0;
    if (!write) return tt__base_fail(TT_ERR_ARGUMENT, "%s", tt__base_call_check(false, NULL));
    tt_status status = tt_export_buffer(&bytes, &n, topics, format, opts);
    for (size_t at = 0; at < n && status == TT_OK; at += PIECE)
        if (write(bytes + at, n - at < PIECE ? n - at : PIECE, user) != 0)
            status = tt__base_fail(TT_ERR_CANCELLED, "%s: the caller stopped the writing", format);
    free(bytes);
    return status;
}
