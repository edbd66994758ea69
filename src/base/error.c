#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

static _Thread_local char last_message[1024];

tt_status tt_error_set(tt_status status, const char *message)
{
    snprintf(last_message, sizeof last_message, "%s", message);
    return status;
}

tt_status tt__base_fail(tt_status code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(last_message, sizeof last_message, format, args);
    va_end(args);
    return code;
}

const char *tt_error_message(void)
{
    return last_message;
}

const char *tt_version(void)
{
    return TT_VERSION;
}
