/* Records written in JSON, through cJSON. */
#ifndef TT_TEXT_JSON_H
#define TT_TEXT_JSON_H

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "text/fields.h"

typedef struct tt__json_record {
    cJSON *tree;        /* free with cJSON_Delete() once the fields are used */
    tt__fields fields;  /* borrowed from tree and scratch */
    bool lone_surrogate; /* an escape that stands for no character was replaced by U+FFFD */
    bool nul_bytes;      /* NUL bytes or escapes, taken as spaces */
    char reason[160];    /* "" or why the record is no good */
} tt__json_record;

/* Parse n bytes (changed in place: NUL bytes and escapes that stand for no character).  fallback: the field that is the text
 * where no field has a usual name for it, or NULL.  Only running out of memory is an error. */
tt_status tt__json_parse(tt__json_record *out, char *bytes, size_t n, const tt__field_names *names, const char *fallback,
                         tt__buffer *scratch);

/* *out: the name of the string field that stands in for the record's text (see tt__stands_in), where it has none by its name;
 * else untouched.  Free with free(). */
tt_status tt__json_fallback(char **out, const char *bytes, size_t n, const tt__field_names *names);

#endif
