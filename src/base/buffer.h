/* A growing string of bytes, always ended by a NUL that is not counted. */
#ifndef TT_BASE_BUFFER_H
#define TT_BASE_BUFFER_H

#include "topictree/base.h"

typedef struct tt__buffer {
    char *data;       /* capacity bytes, NULL before the first append */
    int64_t length;   /* bytes in use, without the NUL */
    int64_t capacity;
} tt__buffer;

tt_status tt__buffer_append(tt__buffer *buffer, const char *bytes, size_t n);
tt_status tt__buffer_format(tt__buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void tt__buffer_free(tt__buffer *buffer);

#endif
