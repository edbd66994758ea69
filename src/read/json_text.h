/* A text of JSON that is taken apart from the left, one value at a time. */
#ifndef TT_READ_JSON_TEXT_H
#define TT_READ_JSON_TEXT_H

#include <cjson/cJSON.h>

#include "base/buffer.h"

typedef struct tt__read_json_text {
    const char *path;             /* for messages */
    const char *start, *at, *end; /* the first byte, where reading stands, one past the last */
} tt__read_json_text;

/* Append a whole file, or standard input where path is "-". */
tt_status tt__read_json_file(tt__base_buffer *out, const char *path);

/* The line on which reading stands, from 1. */
long tt__read_json_line(const tt__read_json_text *text);
/* TT_ERR_FORMAT with "path:line: what is wrong there". */
tt_status tt__read_json_bad(const tt__read_json_text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The same for a character that may not stand there, or for a text that ends too early. */
tt_status tt__read_json_malformed(const tt__read_json_text *text);
void tt__read_json_skip_space(tt__read_json_text *text);
/* Take the character c if it comes next. */
bool tt__read_json_take(tt__read_json_text *text, char c);
/* Take a whole value; cJSON_Delete() it. */
tt_status tt__read_json_value(tt__read_json_text *text, cJSON **out);
/* Take "key": as a string value; cJSON_Delete() it. */
tt_status tt__read_json_key(tt__read_json_text *text, cJSON **key);

/* What a value holds, with a message that names its key where it is of another kind. */
bool tt__read_json_is_whole(const cJSON *value, double max);
tt_status tt__read_json_number(const tt__read_json_text *text, const cJSON *value, const char *key, double *out);
tt_status tt__read_json_string(const tt__read_json_text *text, const cJSON *value, const char *key, char **out);

#endif
