/* A growing string of bytes, always ended by a NUL that is not counted. */
#ifndef TT_BASE_BUFFER_H
#define TT_BASE_BUFFER_H

#include "topictree/base.h"

typedef struct tt__base_buffer {
    char *data;     /* capacity bytes, NULL before the first append */
    int64_t length; /* bytes in use, without the NUL */
    int64_t capacity;
} tt__base_buffer;

tt_status tt__base_buffer_append(tt__base_buffer *buffer, const char *bytes, size_t n);
tt_status tt__base_buffer_format(tt__base_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void tt__base_buffer_free(tt__base_buffer *buffer);

#endif
