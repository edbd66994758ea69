#include "base/outfile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"

/* mkstemp makes files that their owner alone can read; give this one what open() would have given. */
static void usual_mode(int fd)
{
    mode_t mask = umask(0);
    umask(mask);
    (void)!fchmod(fd, 0666 & ~mask);
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
    if ((status = tt__base_buffer_format(&name, "%s.XXXXXX", path)) < 0) goto fail;
    made.temporary = name.data;
    if ((fd = mkstemp(made.temporary)) < 0) {
        status = tt__base_fail(TT_ERR_IO, "%s: cannot be written: %s", path, strerror(errno));
        free(made.temporary);
        made.temporary = NULL;
        goto fail;
    }
    usual_mode(fd);
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
