/* What the fields of a record are to topictree, and how they are recognised by their names. */
#ifndef TT_READ_FIELDS_H
#define TT_READ_FIELDS_H

#include "base/buffer.h"
#include "topictree/read.h"

typedef enum tt__read_role { TT__READ_ID, TT__READ_TITLE, TT__READ_TEXT, TT__READ_PATH, TT__READ_ROLES } tt__read_role;

/* Borrowed bytes, not ended by a NUL. */
typedef struct tt__read_slice {
    const char *at;
    size_t n;
} tt__read_slice;

/* One document as a reader hands it on.  The slice of TT__READ_PATH holds labels, each ended by a NUL. */
typedef struct tt__read_fields {
    tt__read_slice of[TT__READ_ROLES];
} tt__read_fields;

typedef struct tt__read_field_names {
    const char *named[TT__READ_ROLES]; /* as the caller asked; NULL: the usual names */
} tt__read_field_names;

/* How well a field's name fits a role: 0 is best, -1 not at all.  Upper and lower case are the same. */
int tt__read_field_rank(const tt__read_field_names *names, tt__read_role role, const char *name);

/* Where no field has a usual name for text, the longest one that is nothing else stands in for it, unless the title
 * says more: value is at least twice as long as the title and has more than one word. */
bool tt__read_stands_in(tt__read_slice value, tt__read_slice title);

/* Append the labels of a path written as one string, each ended by a NUL: "a > b > c", or else "a/b/c". */
tt_status tt__read_split_path(tt__base_buffer *out, tt__read_slice path);

#endif
