/* The error message: one a thread, set once where the facts are known. */
#ifndef TT_BASE_ERROR_H
#define TT_BASE_ERROR_H

#include "topictree/base.h"

/* Set this thread's message (printf style, one sentence without newline) and give back code. */
tt_status tt__base_fail(tt_status code, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
