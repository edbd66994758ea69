/* What the formats share: the signature of a writer, and text and numbers made fit to be written. */
#ifndef TT_EXPORT_WRITERS_H
#define TT_EXPORT_WRITERS_H

#include <locale.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/c_locale.h"
#include "topictree/export.h"

/* Writes topics to file; the caller opens, checks for write errors and closes.  Numbers come out with a decimal point
 * whatever the process' locale: tt_export_write() runs every writer in the C locale. */

tt_export_writer tt__export_write_json, tt__export_write_d3, tt__export_write_echarts, tt__export_write_plotly,
    tt__export_write_vega;
tt_export_writer tt__export_write_documents, tt__export_write_csv, tt__export_write_newick, tt__export_write_sqlite;
tt_export_writer tt__export_write_graphml, tt__export_write_markdown, tt__export_write_html;
tt_export_writer tt__export_write_dot, tt__export_write_svg, tt__export_write_png, tt__export_write_pdf;

/* Topics that one layout can hold before it takes minutes and cannot be read. */
#define TT__EXPORT_MAX_LAID_OUT 2000

#define TT__EXPORT_NUMBER_SIZE 32
/* At most 6 significant digits, "" where the number is not finite: what every machine prints alike. */
const char *tt__export_number(char buffer[TT__EXPORT_NUMBER_SIZE], double number);
/* The number that this text says: a tree in memory and the same one from its file are written alike. */
double tt__export_rounded(double number);
/* Every number of a tree as its file has it.  TT_ERR_MEMORY. */
tt_status tt__export_round_as_written(tt_topics *topics);

/* Topics with every number rounded so: what is written.  Texts, and arrays without numbers to round, are borrowed. */
typedef struct tt__export_view {
    tt_topics topics;
    tt_term *terms; /* of all topics */
} tt__export_view;
tt_status tt__export_view_make(tt__export_view *out, const tt_topics *topics);
void tt__export_view_free(tt__export_view *view);
/* 5310 -> "5,310". */
const char *tt__export_count(char buffer[TT__EXPORT_NUMBER_SIZE], int64_t count);

/* "topic" and "topics". */
static inline const char *tt__export_plural(int64_t n)
{
    return n == 1 ? "" : "s";
}

/* The next code point of a UTF-8 text as it may stand on one line of a picture or a table: control characters and line
 * separators become spaces, invalid bytes U+FFFD, and marks that reorder or hide text are left out.  0 at the end. */
int32_t tt__export_next_plain(const char **text);
/* Append one code point as UTF-8. */
tt_status tt__export_append_code(tt__base_buffer *out, int32_t code);
/* Append a whole number. */
tt_status tt__export_append_number(tt__base_buffer *out, int64_t number);
/* Append the whole text as tt__export_next_plain() reads it. */
tt_status tt__export_append_plain(tt__base_buffer *out, const char *text);
/* The same with & < > as entities: inert between tags in XML and HTML, and in the labels of Plotly, which reads tags in
 * them. */
tt_status tt__export_append_markup(tt__base_buffer *out, const char *text);
tt_status tt__export_append_markup_code(tt__base_buffer *out, int32_t code);
/* Append the first terms of a topic, at most so many, as plain text with `between` between them. */
tt_status tt__export_append_terms(tt__base_buffer *out, const tt_topic *topic, int32_t most, const char *between);

/* Documents below a node. */
static inline int32_t tt__export_size(const tt_tree *tree, int32_t v)
{
    return tree->end[v] - tree->begin[v];
}

#endif
