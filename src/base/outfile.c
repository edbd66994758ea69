#include "base/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"

enum { TRIES = 100 }; /* names that are taken already, before that is an error */

/* A new file whose name ends in a number that is not taken, with the mode that open() gives: the process's umask is the
 * kernel's to apply, since to ask for it is to change it for all threads.  -1: errno says why not. */
static int make_file(tt__base_buffer *name, const char *path, tt_status *status)
{
    int fd = -1;
    errno = EEXIST;
    for (unsigned i = 0; i < TRIES && fd < 0 && errno == EEXIST; i++) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        name->length = 0;
        *status = tt__base_buffer_format(name, "%s.%06lx", path,
                                         ((unsigned long)now.tv_nsec + (unsigned long)getpid() + i) & 0xffffff);
        if (*status < 0) return -1;
        fd = open(name->data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    }
    return fd;
}

tt_status tt__base_outfile_open(tt__base_outfile *out, const char *path)
{
    tt__base_outfile made = {0};
    tt__base_buffer name = {0};
    int fd = -1;
    tt_status status = TT_ERR_MEMORY;
    if (!(made.path = tt__base_strdup(path))) goto fail;
    if (strcmp(path, "-") == 0) {
        made.file = stdout;
        *out = made;
        return TT_OK;
    }
    fd = make_file(&name, path, &status);
    if (fd < 0) {
        if (status == TT_OK) status = tt__base_fail(TT_ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
        tt__base_buffer_free(&name);
        goto fail;
    }
    made.temporary = name.data;
    if (!(made.file = fdopen(fd, "w"))) {
        status = tt__base_fail(TT_ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
        close(fd);
        goto fail;
    }
    *out = made;
    return TT_OK;
fail:
    tt__base_outfile_abort(&made);
    return status;
}

tt_status tt__base_outfile_commit(tt__base_outfile *out)
{
    tt_status status = TT_OK;
    if (fflush(out->file) != 0 || ferror(out->file))
        status = tt__base_fail(TT_ERR_IO, "%s: cannot be written: %s", out->path, strerror(errno));
    if (out->temporary) {
        if (fclose(out->file) != 0 && status == TT_OK)
            status = tt__base_fail(TT_ERR_IO, "%s: cannot be written: %s", out->path, strerror(errno));
        out->file = NULL;
        if (status == TT_OK && rename(out->temporary, out->path) != 0)
            status = tt__base_fail(TT_ERR_IO, "%s: cannot be written: %s", out->path, strerror(errno));
        if (status == TT_OK) {
            free(out->temporary);
            out->temporary = NULL;
        }
    }
    tt__base_outfile_abort(out);
    return status;
}

void tt__base_outfile_abort(tt__base_outfile *out)
{
    if (out->temporary) {
        if (out->file) fclose(out->file);
        unlink(out->temporary);
    }
    free(out->temporary);
    free(out->path);
    *out = (tt__base_outfile){0};
}
