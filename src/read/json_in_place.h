/* JSON records as nearly all of them are: one object, in which what is wanted are strings and arrays of strings.  They
 * are read where they stand, without a tree; a record that is anything else, or is no JSON, is left to cJSON, which
 * also says what is wrong. */
#ifndef TT_READ_JSON_IN_PLACE_H
#define TT_READ_JSON_IN_PLACE_H

#include "read/fields.h"

enum { TT__READ_PLAIN_MEMBERS = 24, TT__READ_PLAIN_KEY = 40 };

typedef enum tt__read_plain_kind {
    TT__READ_PLAIN_STRING,
    TT__READ_PLAIN_STRINGS,
    TT__READ_PLAIN_NUMBER,
    TT__READ_PLAIN_OTHER
} tt__read_plain_kind;

typedef struct tt__read_plain_member {
    tt__read_slice key;   /* without its quotes; at most TT__READ_PLAIN_KEY bytes */
    tt__read_slice value; /* as it is written; a string without its quotes, an array without its brackets */
    tt__read_plain_kind kind;
    bool escaped; /* a string with backslashes */
} tt__read_plain_member;

typedef struct tt__read_plain_record {
    int n;
    tt__read_plain_member member[TT__READ_PLAIN_MEMBERS];
} tt__read_plain_record;

/* Whether the n bytes, which are not changed, are such a record. */
bool tt__read_json_plain(tt__read_plain_record *out, const char *bytes, size_t n);

/* What the string stands for; written over it where it is escaped. */
tt__read_slice tt__read_plain_text(char *value, size_t n, bool escaped);

/* The next string of an array's values[*at ..), false at the end; *escaped as above. */
bool tt__read_plain_next(tt__read_slice *string, bool *escaped, tt__read_slice values, size_t *at);

#endif
