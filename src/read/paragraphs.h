/* Text as paragraphs, long and short ones: what listings are made of. */
#ifndef TT_READ_PARAGRAPHS_H
#define TT_READ_PARAGRAPHS_H

#include "read/fields.h"

typedef struct tt__read_paragraph {
    tt__read_slice text;
    int64_t line; /* where it begins, from 1 */
    int32_t n_lines;
} tt__read_paragraph;

typedef struct tt__read_paragraph_list {
    tt__read_paragraph *at;
    int64_t n, capacity;
    int64_t n_blank;   /* blank lines between them */
    size_t long_bytes; /* a paragraph of so many bytes is a long one */
} tt__read_paragraph_list;

/* Cut text at blank lines (where it has none, at every line) and find what is long in it: the widest gap between the
 * lengths that occur, looked for where titles end and abstracts begin. */
tt_status tt__read_paragraph_list_cut(tt__read_paragraph_list *out, tt__read_slice text);
void tt__read_paragraph_list_free(tt__read_paragraph_list *paragraphs);

/* The next entry of a listing from paragraph *i on: a short paragraph directly before long ones, and these.  What
 * stands before it (page chrome) is passed over.  False where there is no further one. */
bool tt__read_next_entry(const tt__read_paragraph_list *paragraphs, int64_t *i, tt__read_slice *title,
                         tt__read_slice *text, int64_t *line);

/* Titles and texts in turn: at least three of them, and little else. */
bool tt__read_is_listing(const tt__read_paragraph_list *paragraphs);

#endif
