/* JSON going out: objects are filled and printed by cJSON, one small one at a time, so that memory does not grow with
 * the tree and no nesting limit applies; the nesting of topics is written around them. */
#ifndef TT_EXPORT_JSON_PUT_H
#define TT_EXPORT_JSON_PUT_H

#include <cjson/cJSON.h>
#include <stdio.h>

#include "base/buffer.h"
#include "topictree/export.h"

/* Add one member; false when out of memory.  A number that is not finite is null; a NULL text is empty. */
bool tt__export_json_add_text(cJSON *object, const char *key, const char *text);
bool tt__export_json_add_number(cJSON *object, const char *key, double number);
bool tt__export_json_add_count(cJSON *object, const char *key, int32_t count);

/* Print what stands between the braces of object, and delete it.  made: whether all its parts could be added. */
tt_status tt__export_json_put_members(FILE *file, cJSON *object, bool made);
/* Print one text in its quotes, or append it. */
tt_status tt__export_json_put_text(FILE *file, const char *text);
tt_status tt__export_json_append_text(tt__base_buffer *out, const char *text);
/* A line's end and the next one's indentation, which stops growing where trees are very deep. */
void tt__export_json_new_line(FILE *file, int32_t indent);

/* How a format writes a topic: the members of its object, without the braces and the children. */
typedef struct tt__export_json_nesting {
    tt_status (*put)(const struct tt__export_json_nesting *nesting, int32_t v);
    const tt_topics *topics;
    FILE *file;
    tt__base_buffer *scratch;      /* room of put's own, or NULL */
    bool members;                  /* leaves list all their documents */
    const tt_selection *selection; /* these topics alone, with the documents it lists; NULL = all */
} tt__export_json_nesting;

/* The root's object (or that of the selection's top), with the others nested as "children". */
tt_status tt__export_json_put_nested(const tt__export_json_nesting *nesting);

#endif
