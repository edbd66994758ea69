/* Records written in JSON: in place where they are plain, through cJSON otherwise. */
#ifndef TT_TEXT_JSON_H
#define TT_TEXT_JSON_H

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "text/jsonplain.h"

typedef struct tt__json_record {
    cJSON *tree;        /* or NULL; free with cJSON_Delete() once the fields are used */
    tt__fields fields;  /* borrowed from tree, scratch and the bytes */
    bool lone_surrogate; /* an escape that stands for no character was replaced by U+FFFD */
    bool nul_bytes;      /* NUL bytes or escapes, taken as spaces */
    char reason[160];    /* "" or why the record is no good */
} tt__json_record;

/* What was found out about the keys of the records before; zero-initialise. */
typedef struct tt__key_ranks {
    bool known;
    size_t n;
    char key[TT__PLAIN_KEY + 1];
    int rank[TT__ROLES];
} tt__key_ranks;
typedef struct tt__json_keys {
    tt__key_ranks at[TT__PLAIN_MEMBERS];
} tt__json_keys;

typedef struct tt__json_reader {
    const tt__field_names *names;
    const char *fallback; /* the field that is the text where no field has a usual name for it, or NULL */
    tt__buffer *scratch;
    tt__json_keys *keys;  /* of the same names */
} tt__json_reader;

/* Parse n bytes (changed in place: escapes, NUL bytes).  Only running out of memory is an error. */
tt_status tt__json_parse(tt__json_record *out, char *bytes, size_t n, const tt__json_reader *reader);
/* The same by way of a tree, whatever the record. */
tt_status tt__json_parse_tree(tt__json_record *out, char *bytes, size_t n, const tt__field_names *names, const char *fallback,
                              tt__buffer *scratch);

/* *out: the name of the string field that stands in for the record's text (see tt__stands_in), where it has none by its name;
 * else untouched.  Free with free(). */
tt_status tt__json_fallback(char **out, const char *bytes, size_t n, const tt__field_names *names);

#endif
