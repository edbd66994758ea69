/* Where the readers of formats put the records that they find, in the order of the file. */
#ifndef TT_READ_SINK_H
#define TT_READ_SINK_H

#include "read/fields.h"
#include "read/stream.h"

typedef struct tt__read_sink {
    void *into; /* first argument of the functions below; the bytes that they are given are borrowed for the call */
    tt__read_field_names names;
    tt_status (*fields)(void *into, const tt__read_fields *fields, int64_t line);
    /* One JSON value, still to be parsed. */
    tt_status (*json)(void *into, const char *bytes, size_t n, int64_t line);
    /* A record that cannot be used, and why. */
    tt_status (*bad)(void *into, int64_t line, const char *reason);
    /* All lines that are left of the stream: each that is not blank is a record, in JSON or the text of a document. */
    tt_status (*lines)(void *into, tt__read_stream *stream, bool json);
} tt__read_sink;

#endif
