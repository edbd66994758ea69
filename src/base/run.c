#include "base/run.h"

#include <omp.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"

const char *tt__base_call_check(bool given, const tt_run *run)
{
    if (!given) return "an argument is NULL that must not be";
    if (run && run->threads < 0) return "the number of threads must be positive, or 0 for all processors";
    return NULL;
}

int tt__base_threads(const tt_run *run, int64_t work, int64_t grain)
{
    if (omp_in_parallel()) return 1;
    int64_t threads = run && run->threads > 0 ? run->threads : omp_get_max_threads();
    int64_t useful = grain > 0 ? work / grain : work;
    if (threads > useful) threads = useful;
    return threads < 1 ? 1 : (int)threads;
}

tt_status tt__base_progress(const tt_run *run, const char *stage, double share, int64_t count, const char *unit)
{
    if (!run || !run->progress) return TT_OK;
    tt_progress step = {.stage = stage, .share = share, .count = count, .unit = unit};
    return run->progress(&step, run->user) ? tt__base_fail(TT_ERR_CANCELLED, "stopped while %s", stage) : TT_OK;
}

void tt__base_message(const tt_run *run, tt_severity severity, const char *format, ...)
{
    char text[1024];
    if (!run || !run->message) return;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    run->message(severity, text, run->user);
}
