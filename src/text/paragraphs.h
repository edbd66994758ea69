/* Text as paragraphs, long and short ones: what listings are made of. */
#ifndef TT_TEXT_PARAGRAPHS_H
#define TT_TEXT_PARAGRAPHS_H

#include "text/fields.h"

typedef struct tt__paragraph {
    tt__slice text;
    int64_t line;    /* where it begins, from 1 */
    int32_t n_lines;
} tt__paragraph;

typedef struct tt__paragraphs {
    tt__paragraph *at;
    int64_t n, capacity;
    int64_t n_blank;   /* blank lines between them */
    size_t long_bytes; /* a paragraph of so many bytes is a long one */
} tt__paragraphs;

/* Cut text at blank lines (where it has none, at every line) and find what is long in it: the widest gap between the lengths
 * that occur, looked for where titles end and abstracts begin. */
tt_status tt__paragraphs_cut(tt__paragraphs *out, tt__slice text);
void tt__paragraphs_free(tt__paragraphs *paragraphs);

/* The next entry of a listing from paragraph *i on: a short paragraph directly before long ones, and these.  What stands
 * before it (page chrome) is passed over.  False where there is no further one. */
bool tt__next_entry(const tt__paragraphs *paragraphs, int64_t *i, tt__slice *title, tt__slice *text, int64_t *line);

/* Titles and texts in turn: at least three of them, and little else. */
bool tt__is_listing(const tt__paragraphs *paragraphs);

#endif
