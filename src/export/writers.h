/* What the formats share: the signature of a writer, and text and numbers made fit to be written. */
#ifndef TT_EXPORT_WRITERS_H
#define TT_EXPORT_WRITERS_H

#include <locale.h>
#include <stdio.h>

#include "base/buffer.h"
#include "topictree/export.h"

/* Writes topics to file; the caller opens, checks for write errors and closes.  Numbers come out with a decimal point
 * whatever the process' locale: tt_export_write() runs every writer in the C locale. */
typedef tt_status tt__writer(const tt_topics *topics, const tt_export_opts *opts, FILE *file);

tt__writer tt__write_json, tt__write_d3, tt__write_echarts, tt__write_plotly, tt__write_vega;
tt__writer tt__write_documents, tt__write_csv, tt__write_newick, tt__write_sqlite;
tt__writer tt__write_graphml, tt__write_markdown, tt__write_html;
tt__writer tt__write_dot, tt__write_svg, tt__write_png, tt__write_pdf;

/* Topics that one layout can hold before it takes minutes and nobody can read it. */
#define TT__MAX_LAID_OUT 2000

#define TT__NUMBER_SIZE 32
/* At most 6 significant digits, "" where the number is not finite: what every machine prints alike. */
const char *tt__number(char buffer[TT__NUMBER_SIZE], double number);
/* The number that this text says: a tree in memory and the same one from its file are written alike. */
double tt__rounded(double number);
/* Every number of a tree as its file has it.  TT_ERR_MEMORY. */
tt_status tt__settle(tt_topics *topics);
/* 5310 -> "5,310". */
const char *tt__count(char buffer[TT__NUMBER_SIZE], int64_t count);

/* "topic" and "topics". */
static inline const char *tt__plural(int64_t n) { return n == 1 ? "" : "s"; }

/* Put this thread, and no other, into the C locale, and back: numbers have a decimal point inside. */
tt_status tt__c_locale_enter(locale_t *before);
void tt__c_locale_leave(locale_t before);

/* The next code point of a UTF-8 text as it may stand on one line of a picture or a table: control characters and line
 * separators become spaces, invalid bytes U+FFFD, and marks that reorder or hide text are left out.  0 at the end. */
int32_t tt__next_plain(const char **text);
/* Append one code point as UTF-8. */
tt_status tt__append_code(tt__buffer *out, int32_t code);
/* Append a whole number. */
tt_status tt__append_number(tt__buffer *out, int64_t number);
/* Append the whole text as tt__next_plain() reads it. */
tt_status tt__append_plain(tt__buffer *out, const char *text);
/* The same with & < > as entities: inert between tags in XML and HTML, and in the labels of Plotly, which reads tags in them. */
tt_status tt__append_markup(tt__buffer *out, const char *text);
tt_status tt__append_markup_code(tt__buffer *out, int32_t code);
/* Append the first terms of a topic, at most so many, as plain text with `between` between them. */
tt_status tt__append_terms(tt__buffer *out, const tt_topic *topic, int32_t most, const char *between);

/* Documents below a node. */
static inline int32_t tt__size(const tt_tree *tree, int32_t v) { return tree->end[v] - tree->begin[v]; }

#endif
