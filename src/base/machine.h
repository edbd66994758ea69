/* The machine: how much memory there is left to take. */
#ifndef TT_BASE_MACHINE_H
#define TT_BASE_MACHINE_H

#include "topictree/base.h"

#define TT__BASE_UNLIMITED INT64_MAX

/* Bytes of the process beside the arrays that are counted one by one: code, libraries, the small things of all stages.
 */
enum { TT__BASE_PROCESS_BYTES = 15 << 20 };

/* Bytes that the process may still take before something is swapped out or killed: the least of what the system has
 * available, what its control groups allow (versions 1 and 2; pages of files that can be dropped count as free), and
 * what its address space may grow by.  TT__BASE_UNLIMITED where nothing is known of any of them. */
int64_t tt__base_memory_free(void);
/* The same with files below root, "" for the machine's own. */
int64_t tt__base_memory_free_under(const char *root);

/* Resident bytes of the process now, and at most so far; 0 where that is not known. */
int64_t tt__base_memory_used(void);
int64_t tt__base_memory_peak(void);

/* The bytes that the process may come to: asked, or where that is 0 what it has and what is free. */
int64_t tt__base_memory_limit(int64_t asked);

/* "850 MB", "1.9 GB" (of 1024 kB) into buffer, which is returned. */
enum { TT__BASE_SIZE_TEXT = 24 };
char *tt__base_size_text(char buffer[TT__BASE_SIZE_TEXT], int64_t bytes);

#endif
