/* Graphviz: the source (through libcgraph) and pictures laid out by it (through libgvc).
 *
 * Neither library may be used by two threads at a time: cgraph's error handler and string dictionary, gvc's plugins and
 * the fonts of Pango and cairo belong to the process.  One lock is held from the first call to the last. */
#define _GNU_SOURCE /* memmem */

#include <graphviz/gvc.h>
#include <math.h>
#include <pthread.h>
#include <string.h>

#include "base/error.h"
#include "export/draw/drawing.h"
#include "export/writers.h"

#define PIXELS_PER_INCH 144 /* of a png: sharp on today's screens */
#define MAX_PIXELS 32767    /* cairo's largest side of an image */
#define WAY_OUT "ask for fewer nodes, less depth or the part under one root"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* held while Graphviz is used */

/* Graphviz's last message, which would go to standard error otherwise; guarded by the lock. */
static char last_error[200];
static int keep_error(char *text)
{
    snprintf(last_error, sizeof last_error, "%.*s", (int)strcspn(text, "\n"), text);
    return 0;
}

/* Beyond its largest image the renderer would draw everything smaller, until nothing can be read. */
static tt_status check_pixels(Agraph_t *graph)
{
    boxf box = GD_bb(graph); /* points */
    double side = fmax(box.UR.x - box.LL.x, box.UR.y - box.LL.y) * PIXELS_PER_INCH / 72 + 50;
    if (side <= MAX_PIXELS) return TT_OK;
    return tt__base_fail(TT_ERR_ARGUMENT,
                         "png: %.0f pixels are too many for one side (at most %d): take svg or pdf, or " WAY_OUT, side,
                         MAX_PIXELS);
}

/* The same bytes at any hour: the date that cairo puts into a PDF becomes the epoch, in place. */
static void blank_date(char *bytes, size_t n)
{
    static const char key[] = "/CreationDate (D:", epoch[] = "19700101000000";
    char *at = memmem(bytes, n, key, sizeof key - 1);
    if (at && (size_t)(at - bytes) + sizeof key + sizeof epoch < n)
        memcpy(at + sizeof key - 1, epoch, sizeof epoch - 1);
}

static tt_status render(GVC_t *gvc, Agraph_t *graph, const char *format, FILE *file)
{
    char *bytes = NULL;
    unsigned n = 0;
    if (gvRenderData(gvc, graph, format, &bytes, &n) != 0 || !bytes)
        return tt__base_fail(TT_ERR_ARGUMENT, "%s: Graphviz cannot draw the tree: %s", format, last_error);
    if (strcmp(format, "pdf") == 0) blank_date(bytes, n);
    fwrite(bytes, 1, n, file);
    gvFreeRenderData(bytes);
    return TT_OK;
}

static void set_resolution(Agraph_t *graph)
{
    char dpi[] = "dpi", resolution[16];
    snprintf(resolution, sizeof resolution, "%d", PIXELS_PER_INCH);
    agattr(graph, AGRAPH, dpi, resolution);
}

/* One context for the life of the process: Graphviz' Pango plugin remembers the last font by a pointer into the context
 * it was used in, and follows it in the next one.  Guarded by the lock. */
static GVC_t *context(void)
{
    static GVC_t *only;
    if (!only) only = gvContext();
    return only;
}

static tt_status lay_out(Agraph_t *graph, const char *format, FILE *file)
{
    GVC_t *gvc = context();
    if (!gvc) return tt__base_fail(TT_ERR_MEMORY, "out of memory: starting Graphviz");
    bool pixels = strcmp(format, "png") == 0;
    tt_status status = TT_OK;
    last_error[0] = '\0';
    if (pixels) set_resolution(graph);
    if (gvLayout(gvc, graph, "dot") != 0)
        status = tt__base_fail(TT_ERR_ARGUMENT, "%s: Graphviz cannot lay the tree out: %s", format, last_error);
    else {
        if (pixels) status = check_pixels(graph);
        if (status == TT_OK) status = render(gvc, graph, format, file);
        gvFreeLayout(gvc, graph);
    }
    return status;
}

static tt_status write_source(Agraph_t *graph, const char *format, FILE *file)
{
    if (agwrite(graph, file) != 0) return tt__base_fail(TT_ERR_IO, "%s: Graphviz cannot write the graph", format);
    return TT_OK;
}

typedef tt_status output(Agraph_t *graph, const char *format, FILE *file);

static tt_status check_total(int32_t total, const char *format)
{
    if (total <= TT__EXPORT_MAX_LAID_OUT) return TT_OK;
    return tt__base_fail(TT_ERR_ARGUMENT, "%s: %d topics are too many to lay out (at most %d): " WAY_OUT, format,
                         (int)total, TT__EXPORT_MAX_LAID_OUT);
}

static tt_status draw(const tt_topics *topics, const tt_export_opts *opts, FILE *file, const char *format, output *put)
{
    tt__export_drawing drawing = {0};
    Agraph_t *graph = NULL;
    tt_status status = tt__export_drawing_choose(&drawing, &topics->tree, opts);
    if (status == TT_OK && put == lay_out) status = check_total(drawing.total, format);
    if (status == TT_OK) {
        pthread_mutex_lock(&lock);
        agusererrf before = agseterrf(keep_error);
        status = tt__export_draw(&graph, topics, &drawing);
        if (status == TT_OK) status = put(graph, format, file);
        if (graph) agclose(graph);
        agseterrf(before);
        pthread_mutex_unlock(&lock);
    }
    tt__export_drawing_free(&drawing);
    return status;
}

tt_status tt__export_write_dot(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    return draw(topics, opts, file, "dot", write_source);
}

tt_status tt__export_write_svg(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    return draw(topics, opts, file, "svg", lay_out);
}

tt_status tt__export_write_png(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    return draw(topics, opts, file, "png", lay_out);
}

tt_status tt__export_write_pdf(const tt_topics *topics, const tt_export_opts *opts, FILE *file)
{
    return draw(topics, opts, file, "pdf", lay_out);
}
