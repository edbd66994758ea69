/* A text of JSON taken apart from the left: brackets, commas and colons here, everything else by cJSON. */
#include "read/json_text.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

tt_status tt__read_json_file(tt__base_buffer *out, const char *path)
{
    char block[65536];
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    if (!file) return tt__base_fail(TT_ERR_IO, "%s: cannot be read: %s", path, strerror(errno));
    tt_status status = tt__base_buffer_append(out, "", 0);
    for (size_t n; status == TT_OK && (n = fread(block, 1, sizeof block, file)) > 0;)
        status = tt__base_buffer_append(out, block, n);
    if (status == TT_OK && ferror(file))
        status = tt__base_fail(TT_ERR_IO, "%s: cannot be read: %s", path, strerror(errno));
    if (file != stdin) fclose(file);
    return status;
}

long tt__read_json_line(const tt__read_json_text *text)
{
    long line = 1;
    for (const char *c = text->start; c < text->at; c++) line += *c == '\n';
    return line;
}

/* path:line: what is wrong there. */
tt_status tt__read_json_bad(const tt__read_json_text *text, const char *format, ...)
{
    char reason[200];
    va_list args;
    va_start(args, format);
    vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    return tt__base_fail(TT_ERR_FORMAT, "%s:%ld: %s", text->path, tt__read_json_line(text), reason);
}

tt_status tt__read_json_malformed(const tt__read_json_text *text)
{
    return tt__read_json_bad(text, text->at >= text->end ? "the file ends too early" : "malformed JSON");
}

void tt__read_json_skip_space(tt__read_json_text *text)
{
    while (text->at < text->end && strchr(" \t\r\n", *text->at) && *text->at) text->at++;
}

bool tt__read_json_take(tt__read_json_text *text, char c)
{
    tt__read_json_skip_space(text);
    if (text->at >= text->end || *text->at != c) return false;
    text->at++;
    return true;
}

tt_status tt__read_json_value(tt__read_json_text *text, cJSON **out)
{
    const char *stopped = text->at;
    tt__read_json_skip_space(text);
    cJSON *value = cJSON_ParseWithLengthOpts(text->at, (size_t)(text->end - text->at), &stopped, 0);
    text->at = stopped;
    if (!value) return tt__read_json_malformed(text);
    *out = value;
    return TT_OK;
}

/* "key": */
tt_status tt__read_json_key(tt__read_json_text *text, cJSON **key)
{
    tt__read_json_skip_space(text);
    if (text->at >= text->end || *text->at != '"') return tt__read_json_malformed(text);
    tt_status status = tt__read_json_value(text, key);
    if (status < 0 || tt__read_json_take(text, ':')) return status;
    cJSON_Delete(*key);
    *key = NULL;
    return tt__read_json_bad(text, "malformed JSON: no colon after a key");
}

bool tt__read_json_is_whole(const cJSON *value, double max)
{
    double n = cJSON_IsNumber(value) ? value->valuedouble : -1;
    return n >= 0 && n <= max && n == floor(n);
}

/* null stands for what is not a number. */
tt_status tt__read_json_number(const tt__read_json_text *text, const cJSON *value, const char *key, double *out)
{
    if (!cJSON_IsNumber(value) && !cJSON_IsNull(value)) return tt__read_json_bad(text, "\"%s\" is not a number", key);
    *out = cJSON_IsNumber(value) ? value->valuedouble : (double)NAN;
    return TT_OK;
}

tt_status tt__read_json_string(const tt__read_json_text *text, const cJSON *value, const char *key, char **out)
{
    if (!cJSON_IsString(value)) return tt__read_json_bad(text, "\"%s\" is not a text", key);
    free(*out);
    *out = tt__base_strdup(value->valuestring);
    return *out ? TT_OK : TT_ERR_MEMORY;
}
