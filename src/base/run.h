/* What a long call asks of its tt_run: threads, progress, messages.  Every function takes a NULL run. */
#ifndef TT_BASE_RUN_H
#define TT_BASE_RUN_H

#include "topictree/base.h"

/* What every public function asks before all else: NULL, or a sentence for TT_ERR_ARGUMENT.  given: no argument is NULL
 * that must not be. */
const char *tt__base_call_check(bool given, const tt_run *run);

/* Threads for a parallel region over `work` units that are worth a thread each `grain`: never more than asked for,
 * never more than there is work, 1 inside another parallel region. */
int tt__base_threads(const tt_run *run, int64_t work, int64_t grain);

/* Tell the caller how far a stage is; TT_ERR_CANCELLED where it asks to stop.  Only from the calling thread. */
tt_status tt__base_progress(const tt_run *run, const char *stage, double share, int64_t count, const char *unit);

void tt__base_message(const tt_run *run, tt_severity severity, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
