#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"

tt_status tt__base_buffer_append(tt__base_buffer *buffer, const char *bytes, size_t n)
{
    tt_status status = tt__base_reserve(&buffer->data, &buffer->capacity, buffer->length + (int64_t)n + 1, 1);
    if (status < 0) return status;
    if (n) memcpy(buffer->data + buffer->length, bytes, n);
    buffer->length += (int64_t)n;
    buffer->data[buffer->length] = '\0';
    return TT_OK;
}

tt_status tt__base_buffer_format(tt__base_buffer *buffer, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    tt_status status = n < 0 ? tt__base_fail(TT_ERR_ARGUMENT, "cannot format a string")
                             : tt__base_reserve(&buffer->data, &buffer->capacity, buffer->length + n + 1, 1);
    if (status == TT_OK) {
        vsnprintf(buffer->data + buffer->length, (size_t)n + 1, format, again);
        buffer->length += n;
    }
    va_end(again);
    return status;
}

void tt__base_buffer_free(tt__base_buffer *buffer)
{
    free(buffer->data);
    *buffer = (tt__base_buffer){0};
}
