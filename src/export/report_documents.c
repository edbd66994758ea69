/* Documents for the page.  Compressed piece by piece, so that the page opens at once however many there are, and
 * unpacks what somebody looks at.  zlib's output depends on its input and version alone. */
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "export/json_put.h"
#include "export/report.h"

enum { PIECE_BYTES = 64 << 10 };

typedef struct standing {
    float score;
    int32_t document;
} standing;

/* Best first; what has no score goes last. */
static int by_score(const void *left, const void *right)
{
    const standing *a = left, *b = right;
    bool a_known = isfinite(a->score), b_known = isfinite(b->score);
    if (a_known != b_known) return a_known ? -1 : 1;
    if (a_known && a->score != b->score) return a->score > b->score ? -1 : 1;
    return (a->document > b->document) - (a->document < b->document);
}

tt_status tt__export_report_order(tt__export_report *report)
{
    const tt_tree *tree = &report->topics->tree;
    standing *list = tt__base_calloc((size_t)tree->n, sizeof *list);
    report->row = tt__base_calloc((size_t)tree->n, sizeof *report->row);
    report->position = tt__base_calloc((size_t)tree->n, sizeof *report->position);
    tt_status status = list && report->row && report->position ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
        for (int32_t i = 0; i < tree->n; i++)
            list[i] = (standing){report->topics->document[tree->order[i]].score, tree->order[i]};
        for (int32_t v = 0; v < tree->m; v++)
            if (tree->n_children[v] == 0)
                qsort(list + tree->begin[v], (size_t)tt__export_size(tree, v), sizeof *list, by_score);
        for (int32_t i = 0; i < tree->n; i++) {
            report->row[i] = list[i].document;
            report->position[list[i].document] = i;
        }
    }
    free(list);
    return status;
}

static const tt_placement *placement(const tt__export_report *report, int32_t position)
{
    return &report->topics->document[report->row[position]];
}

int32_t tt__export_report_piece_end(const tt__export_report *report, int32_t begin)
{
    size_t bytes = 0;
    int32_t end = begin;
    for (; end < report->topics->tree.n && bytes < PIECE_BYTES; end++) {
        const tt_placement *document = placement(report, end);
        bytes += strlen(document->id) + strlen(document->title) + 16;
    }
    return end;
}

tt_status tt__export_report_append(tt__base_buffer *out, const char *text, tt__base_buffer *scratch)
{
    scratch->length = 0;
    tt_status status = tt__export_append_plain(scratch, text);
    return status == TT_OK ? tt__export_json_append_text(out, scratch->data) : status;
}

tt_status tt__export_report_text(FILE *file, const char *text, tt__base_buffer *scratch)
{
    tt__base_buffer quoted = {0};
    tt_status status = tt__export_report_append(&quoted, text, scratch);
    if (status == TT_OK) fwrite(quoted.data, 1, (size_t)quoted.length, file);
    tt__base_buffer_free(&quoted);
    return status;
}

/* ---- the columns of a piece ---- */

/* What one thread works with. */
typedef struct desk {
    tt__base_buffer text, scratch, packed;
    z_stream stream; /* begun where its state is not NULL */
} desk;

static tt_status append(tt__base_buffer *text, const char *bytes)
{
    return tt__base_buffer_append(text, bytes, strlen(bytes));
}

static tt_status append_thousandths(tt__base_buffer *text, float number)
{
    return isfinite(number) ? tt__export_append_number(text, lround((double)number * 1000)) : append(text, "null");
}

static tt_status append_other(tt__base_buffer *text, const tt_placement *document)
{
    return tt__export_append_number(text, document->runner_up);
}
static tt_status append_score(tt__base_buffer *text, const tt_placement *document)
{
    return append_thousandths(text, document->score);
}
static tt_status append_margin(tt__base_buffer *text, const tt_placement *document)
{
    return append_thousandths(text, document->runner_up == TT_NO_NODE ? NAN : document->margin);
}

static tt_status append_texts(desk *d, const tt__export_report *report, const int32_t range[2], bool titles)
{
    tt_status status = TT_OK;
    for (int32_t i = range[0]; i < range[1] && status == TT_OK; i++) {
        const tt_placement *document = placement(report, i);
        status = append(&d->text, i > range[0] ? "," : titles ? "],[" : "[[");
        if (status == TT_OK)
            status = tt__export_report_append(&d->text, titles ? document->title : document->id, &d->scratch);
    }
    return status;
}

static tt_status append_columns(desk *d, const tt__export_report *report, const int32_t range[2])
{
    tt_status (*const numbers[])(tt__base_buffer *, const tt_placement *) = {append_score, append_margin, append_other};
    tt_status status = append_texts(d, report, range, false);
    if (status == TT_OK) status = append_texts(d, report, range, true);
    for (size_t c = 0; c < 3; c++)
        for (int32_t i = range[0]; i < range[1] && status == TT_OK; i++) {
            status = append(&d->text, i > range[0] ? "," : "],[");
            if (status == TT_OK) status = numbers[c](&d->text, placement(report, i));
        }
    return status == TT_OK ? append(&d->text, "]]") : status;
}

/* ---- packing ---- */

/* Level 4 takes a third of the time of the best one, and a page that is a twentieth larger. */
enum { LEVEL = 4 };

static tt_status append_base64(tt__base_buffer *out, const unsigned char *bytes, size_t n)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t length = (n + 2) / 3 * 4;
    tt_status status = tt__base_reserve(&out->data, &out->capacity, out->length + (int64_t)length + 1, 1);
    if (status < 0) return status;
    char *to = out->data + out->length;
    for (size_t i = 0; i < n; i += 3, to += 4) {
        unsigned b = i + 1 < n ? bytes[i + 1] : 0U, c = i + 2 < n ? bytes[i + 2] : 0U,
                 word = (unsigned)bytes[i] << 16 | b << 8 | c;
        to[0] = digit[word >> 18];
        to[1] = digit[word >> 12 & 63];
        to[2] = i + 1 < n ? digit[word >> 6 & 63] : '=';
        to[3] = i + 2 < n ? digit[word & 63] : '=';
    }
    *to = '\0';
    out->length += (int64_t)length;
    return TT_OK;
}

/* The desk's text, compressed, to its room for it. */
static tt_status pack(desk *d)
{
    uLong n = (uLong)d->text.length, most = deflateBound(&d->stream, n);
    tt_status status = tt__base_reserve(&d->packed.data, &d->packed.capacity, (int64_t)most, 1);
    if (status < 0) return status;
    d->stream.next_in = (Bytef *)d->text.data;
    d->stream.avail_in = (uInt)n;
    d->stream.next_out = (Bytef *)d->packed.data;
    d->stream.avail_out = (uInt)most;
    bool packed = deflate(&d->stream, Z_FINISH) == Z_STREAM_END;
    d->packed.length = (int64_t)d->stream.total_out;
    deflateReset(&d->stream);
    return packed ? TT_OK : tt__base_fail(TT_ERR_MEMORY, "out of memory: compressing documents");
}

static tt_status make_piece(tt__base_buffer *out, const tt__export_report *report, const int32_t range[2], desk *d)
{
    d->text.length = out->length = 0;
    tt_status status = append_columns(d, report, range);
    if (status == TT_OK) status = pack(d);
    if (status == TT_OK) status = append_base64(out, (const unsigned char *)d->packed.data, (size_t)d->packed.length);
    return status == TT_OK ? append(out, "\n") : status;
}

/* ---- all pieces ---- */

enum { BATCH = 32 }; /* pieces that are made before they are written: some megabyte */

typedef struct packing {
    const tt__export_report *report;
    desk *desk; /* threads */
    int threads;
    tt__base_buffer piece[BATCH];
} packing;

static tt_status desks_new(packing *p)
{
    p->desk = tt__base_calloc((size_t)p->threads, sizeof *p->desk);
    if (!p->desk) return TT_ERR_MEMORY;
    for (int k = 0; k < p->threads; k++)
        if (deflateInit(&p->desk[k].stream, LEVEL) != Z_OK) {
            p->desk[k].stream.state = NULL;
            return tt__base_fail(TT_ERR_MEMORY, "out of memory: compressing documents");
        }
    return TT_OK;
}

static void packing_free(packing *p)
{
    for (int k = 0; p->desk && k < p->threads; k++) {
        if (p->desk[k].stream.state) deflateEnd(&p->desk[k].stream);
        tt__base_buffer_free(&p->desk[k].text);
        tt__base_buffer_free(&p->desk[k].scratch);
        tt__base_buffer_free(&p->desk[k].packed);
    }
    for (int k = 0; k < BATCH; k++) tt__base_buffer_free(&p->piece[k]);
    free(p->desk);
}

/* The pieces that begin at begin[0 .. n), the last of which ends at begin[n]. */
static tt_status put_batch(packing *p, FILE *file, const int32_t *begin, int n)
{
    bool failed = false;
#pragma omp parallel for schedule(dynamic, 1) num_threads(p->threads)
    for (int k = 0; k < n; k++)
        if (make_piece(&p->piece[k], p->report, begin + k, &p->desk[omp_get_thread_num()]) < 0)
            __atomic_store_n(&failed, true, __ATOMIC_RELAXED);
    if (failed) return tt__base_fail(TT_ERR_MEMORY, "out of memory: writing documents");
    for (int k = 0; k < n; k++) fwrite(p->piece[k].data, 1, (size_t)p->piece[k].length, file);
    return TT_OK;
}

tt_status tt__export_report_documents(const tt__export_report *report, FILE *file, int32_t threads)
{
    int32_t begin[BATCH + 1] = {0}, all = report->topics->tree.n;
    packing p = {.report = report, .threads = tt__base_threads(&(tt_run){.threads = threads}, all, 512)};
    tt_status status = desks_new(&p);
    for (int n; begin[0] < all && status == TT_OK; begin[0] = begin[n]) {
        for (n = 0; n < BATCH && begin[n] < all; n++) begin[n + 1] = tt__export_report_piece_end(report, begin[n]);
        status = put_batch(&p, file, begin, n);
    }
    packing_free(&p);
    return status;
}
