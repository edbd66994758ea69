/* Documents for the page.  Compressed piece by piece, so that the page opens at once however many there are, and unpacks
 * what somebody looks at.  zlib's output depends on its input and version alone. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/error.h"
#include "base/memory.h"
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

tt_status tt__report_order(tt__report *report)
{
    const tt_tree *tree = &report->topics->tree;
    standing *list = tt__calloc((size_t)tree->n, sizeof *list);
    report->row = tt__calloc((size_t)tree->n, sizeof *report->row);
    report->position = tt__calloc((size_t)tree->n, sizeof *report->position);
    tt_status status = list && report->row && report->position ? TT_OK : TT_ERR_MEMORY;
    if (status == TT_OK) {
        for (int32_t i = 0; i < tree->n; i++)
            list[i] = (standing){report->topics->document[tree->order[i]].score, tree->order[i]};
        for (int32_t v = 0; v < tree->m; v++)
            if (tree->n_children[v] == 0) qsort(list + tree->begin[v], (size_t)tt__size(tree, v), sizeof *list, by_score);
        for (int32_t i = 0; i < tree->n; i++) {
            report->row[i] = list[i].document;
            report->position[list[i].document] = i;
        }
    }
    free(list);
    return status;
}

static const tt_placement *placement(const tt__report *report, int32_t position)
{
    return &report->topics->document[report->row[position]];
}

int32_t tt__report_piece_end(const tt__report *report, int32_t begin)
{
    size_t bytes = 0;
    int32_t end = begin;
    for (; end < report->topics->tree.n && bytes < PIECE_BYTES; end++) {
        const tt_placement *document = placement(report, end);
        bytes += strlen(document->id) + strlen(document->title) + 16;
    }
    return end;
}

tt_status tt__report_text(FILE *file, const char *text, tt__buffer *scratch)
{
    scratch->length = 0;
    tt_status status = tt__append_plain(scratch, text);
    if (status == TT_OK) status = tt__buffer_append(scratch, "", 0);
    return status == TT_OK ? tt__json_put_text(file, scratch->data) : status;
}

/* ---- the columns of a piece ---- */

static void put_thousandths(FILE *text, float number)
{
    if (isfinite(number)) fprintf(text, "%ld", lround((double)number * 1000));
    else fputs("null", text);
}

static void put_other(FILE *text, const tt_placement *document) { fprintf(text, "%" PRId32, document->runner_up); }
static void put_score(FILE *text, const tt_placement *document) { put_thousandths(text, document->score); }
static void put_margin(FILE *text, const tt_placement *document) { put_thousandths(text, document->margin); }

static tt_status put_texts(FILE *text, const tt__report *report, const int32_t range[2], bool titles)
{
    tt__buffer scratch = {0};
    tt_status status = TT_OK;
    for (int32_t i = range[0]; i < range[1] && status == TT_OK; i++) {
        const tt_placement *document = placement(report, i);
        fputs(i > range[0] ? "," : titles ? "],[" : "[[", text);
        status = tt__report_text(text, titles ? document->title : document->id, &scratch);
    }
    tt__buffer_free(&scratch);
    return status;
}

static tt_status put_columns(FILE *text, const tt__report *report, const int32_t range[2])
{
    void (*const numbers[])(FILE *, const tt_placement *) = {put_score, put_margin, put_other};
    tt_status status = put_texts(text, report, range, false);
    if (status == TT_OK) status = put_texts(text, report, range, true);
    for (size_t c = 0; c < 3 && status == TT_OK; c++)
        for (int32_t i = range[0]; i < range[1]; i++) {
            fputs(i > range[0] ? "," : "],[", text);
            numbers[c](text, placement(report, i));
        }
    fputs("]]", text);
    return status;
}

/* ---- packing ---- */

static void put_base64(FILE *file, const unsigned char *bytes, size_t n)
{
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < n; i += 3) {
        unsigned b = i + 1 < n ? bytes[i + 1] : 0U, c = i + 2 < n ? bytes[i + 2] : 0U, word = (unsigned)bytes[i] << 16 | b << 8 | c;
        putc(digit[word >> 18], file);
        putc(digit[word >> 12 & 63], file);
        putc(i + 1 < n ? digit[word >> 6 & 63] : '=', file);
        putc(i + 2 < n ? digit[word & 63] : '=', file);
    }
}

static tt_status put_packed(FILE *file, const char *text, size_t n)
{
    uLongf packed = compressBound(n);
    unsigned char *bytes = tt__calloc(packed, 1);
    if (!bytes) return TT_ERR_MEMORY;
    tt_status status = TT_OK;
    if (compress2(bytes, &packed, (const unsigned char *)text, n, Z_BEST_COMPRESSION) != Z_OK)
        status = tt__fail(TT_ERR_MEMORY, "out of memory: compressing documents");
    else put_base64(file, bytes, packed);
    free(bytes);
    return status;
}

static tt_status put_piece(FILE *file, const tt__report *report, const int32_t range[2])
{
    char *bytes = NULL;
    size_t n = 0;
    FILE *text = open_memstream(&bytes, &n);
    if (!text) return tt__fail(TT_ERR_MEMORY, "out of memory: writing documents");
    tt_status status = put_columns(text, report, range);
    bool failed = ferror(text) != 0;
    failed = fclose(text) != 0 || failed;
    if (status == TT_OK && failed) status = tt__fail(TT_ERR_MEMORY, "out of memory: writing documents");
    if (status == TT_OK) status = put_packed(file, bytes, n);
    putc('\n', file);
    free(bytes);
    return status;
}

tt_status tt__report_documents(const tt__report *report, FILE *file)
{
    tt_status status = TT_OK;
    for (int32_t range[2] = {0, 0}; range[0] < report->topics->tree.n && status == TT_OK; range[0] = range[1]) {
        range[1] = tt__report_piece_end(report, range[0]);
        status = put_piece(file, report, range);
    }
    return status;
}
