/* JSON records as nearly all of them are: one object, in which what is wanted are strings and arrays of strings.  They are read
 * where they stand, without a tree; a record that is anything else, or is no JSON, is left to cJSON, which also says what is wrong. */
#ifndef TT_TEXT_JSONPLAIN_H
#define TT_TEXT_JSONPLAIN_H

#include "text/fields.h"

enum { TT__PLAIN_MEMBERS = 24, TT__PLAIN_KEY = 40 };

typedef enum tt__plain_kind { TT__PLAIN_STRING, TT__PLAIN_STRINGS, TT__PLAIN_NUMBER, TT__PLAIN_OTHER } tt__plain_kind;

typedef struct tt__plain_member {
    tt__slice key;   /* without its quotes; at most TT__PLAIN_KEY bytes */
    tt__slice value; /* as it is written; a string without its quotes, an array without its brackets */
    tt__plain_kind kind;
    bool escaped;    /* a string with backslashes */
} tt__plain_member;

typedef struct tt__plain_record {
    int n;
    tt__plain_member member[TT__PLAIN_MEMBERS];
} tt__plain_record;

/* Whether the n bytes, which are not changed, are such a record. */
bool tt__json_plain(tt__plain_record *out, const char *bytes, size_t n);

/* What the string stands for; written over it where it is escaped. */
tt__slice tt__plain_text(char *value, size_t n, bool escaped);

/* The next string of an array's values[*at ..), false at the end; *escaped as above. */
bool tt__plain_next(tt__slice *string, bool *escaped, tt__slice values, size_t *at);

#endif
