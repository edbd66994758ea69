/* What the formats that are JSON have in common: small objects through cJSON, brackets and line ends between them. */
#include "export/json_put.h"

#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "export/writers.h"

#define INDENT_MAX 16

static tt_status no_memory(void)
{
    return tt__base_fail(TT_ERR_MEMORY, "out of memory: writing JSON");
}

bool tt__export_json_add_text(cJSON *object, const char *key, const char *text)
{
    return cJSON_AddStringToObject(object, key, text ? text : "") != NULL;
}

bool tt__export_json_add_number(cJSON *object, const char *key, double number)
{
    char buffer[TT__EXPORT_NUMBER_SIZE];
    const char *text = tt__export_number(buffer, number);
    return cJSON_AddRawToObject(object, key, *text ? text : "null") != NULL;
}

bool tt__export_json_add_count(cJSON *object, const char *key, int32_t count)
{
    char text[16];
    snprintf(text, sizeof text, "%" PRId32, count);
    return cJSON_AddRawToObject(object, key, text) != NULL;
}

tt_status tt__export_json_put_members(FILE *file, cJSON *object, bool made)
{
    char *text = made ? cJSON_PrintBuffered(object, 256, 0) : NULL;
    cJSON_Delete(object);
    if (!text) return no_memory();
    size_t n = strlen(text);
    fwrite(text + 1, 1, n - 2, file);
    cJSON_free(text);
    return TT_OK;
}

/* cJSON prints into the buffer's own room: nothing is allocated for a text.  room: bytes that it may take, quotes
 * included. */
static bool print_text(tt__base_buffer *out, const char *text, size_t room, tt_status *status)
{
    cJSON value = {.type = cJSON_String | cJSON_IsReference, .valuestring = (char *)(uintptr_t)text};
    if (room > INT_MAX)
        *status = no_memory();
    else
        *status = tt__base_reserve(&out->data, &out->capacity, out->length + (int64_t)room, 1);
    if (*status < 0 || !cJSON_PrintPreallocated(&value, out->data + out->length, (int)room, 0)) return false;
    out->length += (int64_t)strlen(out->data + out->length);
    return true;
}

tt_status tt__export_json_append_text(tt__base_buffer *out, const char *text)
{
    enum { SLACK = 16, ESCAPED = 6 }; /* what cJSON may want beyond the text; bytes of an escaped one at most */
    size_t n = strlen(text);
    tt_status status;
    if (print_text(out, text, n + SLACK, &status) || status < 0) return status;
    return print_text(out, text, ESCAPED * n + SLACK, &status) || status < 0 ? status : no_memory();
}

tt_status tt__export_json_put_text(FILE *file, const char *text)
{
    tt__base_buffer quoted = {0};
    tt_status status = tt__export_json_append_text(&quoted, text);
    if (status == TT_OK) fwrite(quoted.data, 1, (size_t)quoted.length, file);
    tt__base_buffer_free(&quoted);
    return status;
}

void tt__export_json_new_line(FILE *file, int32_t indent)
{
    fprintf(file, "\n%*s", (int)(indent < INDENT_MAX ? indent : INDENT_MAX), "");
}

/* The next topic to write after v, or the end. */
static int32_t next_topic(const tt__export_json_nesting *nesting, int32_t v, int32_t end)
{
    do v++;
    while (v < end && nesting->selection && !nesting->selection->topic[v]);
    return v;
}

/* Topics stand in preorder: a deeper one is the first child, any other closes as many as it stands higher. */
tt_status tt__export_json_put_nested(const tt__export_json_nesting *nesting)
{
    const tt_tree *tree = &nesting->topics->tree;
    int32_t top = nesting->selection ? nesting->selection->top : 0,
            end = nesting->selection ? nesting->selection->end : tree->m;
    FILE *file = nesting->file;
    tt_status status = TT_OK;
    for (int32_t v = top, next; v < end && status == TT_OK; v = next) {
        next = next_topic(nesting, v, end);
        int32_t below = tree->level[next < end ? next : top] - tree->level[v];
        fputs("{", file);
        status = nesting->put(nesting, v);
        if (below > 0) {
            fputs(",", file);
            tt__export_json_new_line(file, 2 * tree->level[v] + 1);
            fputs("\"children\":[", file);
            tt__export_json_new_line(file, 2 * tree->level[next]);
            continue;
        }
        while (below++ < 0) fputs("}]", file);
        fputs("}", file);
        if (next == end) continue;
        fputs(",", file);
        tt__export_json_new_line(file, 2 * tree->level[next]);
    }
    return status;
}
