/* What the fields of a record are to topictree, and how they are recognised by their names. */
#ifndef TT_TEXT_FIELDS_H
#define TT_TEXT_FIELDS_H

#include "base/buffer.h"
#include "topictree/text.h"

typedef enum tt__role { TT__ID, TT__TITLE, TT__TEXT, TT__PATH, TT__ROLES } tt__role;

/* Borrowed bytes, not ended by a NUL. */
typedef struct tt__slice {
    const char *at;
    size_t n;
} tt__slice;

/* One document as a reader hands it on.  The slice of TT__PATH holds labels, each ended by a NUL. */
typedef struct tt__fields {
    tt__slice of[TT__ROLES];
} tt__fields;

typedef struct tt__field_names {
    const char *named[TT__ROLES]; /* as the caller asked; NULL: the usual names */
} tt__field_names;

tt__field_names tt__field_names_of(const tt_corpus_opts *opts);

/* How well a field's name fits a role: 0 is best, -1 not at all.  Upper and lower case are the same. */
int tt__field_rank(const tt__field_names *names, tt__role role, const char *name);

/* Where no field has a usual name for text, the longest one that is nothing else stands in for it, unless the title says more:
 * value is at least twice as long as the title and has more than one word. */
bool tt__stands_in(tt__slice value, tt__slice title);

/* Append the labels of a path written as one string, each ended by a NUL: "a > b > c", or else "a/b/c". */
tt_status tt__split_path(tt__buffer *out, tt__slice path);

#endif
