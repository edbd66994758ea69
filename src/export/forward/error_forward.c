/* For libtopictree-export.so alone: what fails there is said by libtopictree's tt_error_message(). */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

tt_status tt__base_fail(tt_status code, const char *format, ...)
{
    char message[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return tt_error_set(code, message);
}
