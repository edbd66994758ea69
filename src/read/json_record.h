/* Records written in JSON: in place where they are plain, through cJSON otherwise. */
#ifndef TT_READ_JSON_RECORD_H
#define TT_READ_JSON_RECORD_H

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "read/json_in_place.h"

typedef struct tt__read_json_record {
    cJSON *tree;            /* or NULL; free with cJSON_Delete() once the fields are used */
    tt__read_fields fields; /* borrowed from tree, scratch and the bytes */
    bool lone_surrogate;    /* an escape that stands for no character was replaced by U+FFFD */
    bool nul_bytes;         /* NUL bytes or escapes, taken as spaces */
    char reason[160];       /* "" or why the record is no good */
} tt__read_json_record;

/* What was found out about the keys of the records before; zero-initialise. */
typedef struct tt__read_key_ranks {
    bool known;
    size_t n;
    char key[TT__READ_PLAIN_KEY + 1];
    int rank[TT__READ_ROLES];
} tt__read_key_ranks;
typedef struct tt__read_json_keys {
    tt__read_key_ranks at[TT__READ_PLAIN_MEMBERS];
} tt__read_json_keys;

typedef struct tt__read_json_reader {
    const tt__read_field_names *names;
    const char *fallback; /* the field that is the text where no field has a usual name for it, or NULL */
    tt__base_buffer *scratch;
    tt__read_json_keys *keys; /* of the same names */
} tt__read_json_reader;

/* Parse n bytes (changed in place: escapes, NUL bytes).  Only running out of memory is an error. */
tt_status tt__read_json_parse(tt__read_json_record *out, char *bytes, size_t n, const tt__read_json_reader *reader);
/* The same by way of a tree, whatever the record. */
tt_status tt__read_json_parse_tree(tt__read_json_record *out, char *bytes, size_t n, const tt__read_field_names *names,
                                   const char *fallback, tt__base_buffer *scratch);

/* *out: the name of the string field that stands in for the record's text (see tt__read_stands_in), where it has none
 * by its name; else untouched.  Free with free(). */
tt_status tt__read_json_fallback(char **out, const char *bytes, size_t n, const tt__read_field_names *names);

#endif
