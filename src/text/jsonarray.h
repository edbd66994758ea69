/* Telling JSON values apart without parsing them. */
#ifndef TT_TEXT_JSONARRAY_H
#define TT_TEXT_JSONARRAY_H

#include "text/fields.h"

/* Behind the JSON value that begins at `at` (< end); NULL where it has no end. */
const char *tt__json_skip(const char *at, const char *end);

/* The object that begins at `at` is no record but holds the records: a member of it is an array of objects, and no member
 * before that is a text or title.  Gives the array's bracket, or NULL. */
const char *tt__json_array_within(const char *at, const char *end, const tt__field_names *names);

#endif
