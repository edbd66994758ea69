/* Telling JSON values apart without parsing them. */
#ifndef TT_READ_JSON_ARRAY_H
#define TT_READ_JSON_ARRAY_H

#include "read/fields.h"

/* Behind the JSON value that begins at `at` (< end); NULL where it has no end. */
const char *tt__read_json_skip(const char *at, const char *end);

/* The object that begins at `at` is no record but holds the records: a member of it is an array of objects, and no
 * member before that is a text or title.  Gives the array's bracket, or NULL. */
const char *tt__read_json_array_within(const char *at, const char *end, const tt__read_field_names *names);

#endif
