/* The two halves of report.html: the page with its topics (report.c), and the documents packed into it
 * (report_documents.c). */
#ifndef TT_EXPORT_REPORT_H
#define TT_EXPORT_REPORT_H

#include "base/buffer.h"
#include "export/writers.h"

typedef struct tt__export_report {
    const tt_topics *topics;
    int32_t *row;      /* n: documents in the page's order: leaf by leaf, best score first */
    int32_t *position; /* n: where each document stands in it */
} tt__export_report;

/* Fill row and position; the caller frees both. */
tt_status tt__export_report_order(tt__export_report *report);

/* Where the piece that begins at a position ends: what is opened together, some 64 KiB of text. */
int32_t tt__export_report_piece_end(const tt__export_report *report, int32_t begin);

/* Write all pieces on so many threads, a line each: base64 of a zlib stream of JSON, [ids, titles, scores, margins,
 * runners-up]; scores and margins in thousandths, null where not known; runners-up as indices of topics, -1 for none.
 */
tt_status tt__export_report_documents(const tt__export_report *report, FILE *file, int32_t threads);

/* Print text, in quotes, as tt__export_next_plain() reads it.  scratch: the caller's, to be freed at the end. */
tt_status tt__export_report_text(FILE *file, const char *text, tt__base_buffer *scratch);
/* The same, appended. */
tt_status tt__export_report_append(tt__base_buffer *out, const char *text, tt__base_buffer *scratch);

#endif
