#include "read/source.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/run.h"
#include "read/sniff.h"
#include "read/walk.h"

enum {
    BLOCK_BYTES = 256 << 10,
    LARGE_BYTES = 1 << 20 /* a plain file of so many is read without libarchive, which would copy it twice */
};

struct tt__read_source {
    const tt_run *run;
    tt__read_inputs inputs;
    int64_t next;                  /* input to be opened next */
    struct archive *archive;       /* of inputs.at[next - 1], NULL between two inputs */
    bool several;                  /* inputs: members' paths begin with the last name of their folder or archive */
    bool packed;                   /* it is an archive with members of its own */
    int file;                      /* where the input is plain and large: it is read from here, -1 otherwise ... */
    int64_t file_bytes;            /* ... and so many are */
    int64_t done_bytes, all_bytes; /* compressed, of closed inputs, of all (-1: unknown) */
    int64_t unknown;               /* members of this archive that were left out */
    locale_t utf8;                 /* (locale_t)0: there is none */
    tt__base_buffer name, path;
};

/* libarchive gives names in the locale's encoding.  The names here are UTF-8 whatever locale the caller has, so it
 * reads headers under a locale of our own. */
static int read_header(tt__read_source *source, struct archive_entry **entry)
{
    locale_t before = source->utf8 ? uselocale(source->utf8) : (locale_t)0;
    int code = archive_read_next_header(source->archive, entry);
    if (source->utf8) uselocale(before);
    return code;
}

tt_status tt__read_source_open(tt__read_source **out, const char *const *inputs, int32_t n_inputs, const tt_run *run)
{
    tt__read_source *source = tt__base_calloc(1, sizeof *source);
    if (!source) return TT_ERR_MEMORY;
    source->run = run;
    source->file = -1;
    source->several = n_inputs > 1;
    source->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    tt_status status = TT_OK;
    for (int32_t i = 0; i < n_inputs && status == TT_OK; i++) status = tt__read_walk(&source->inputs, inputs[i], run);
    for (int64_t i = 0; i < source->inputs.n && source->all_bytes >= 0; i++)
        source->all_bytes = source->inputs.at[i].bytes < 0 ? -1 : source->all_bytes + source->inputs.at[i].bytes;
    if (status == TT_OK)
        *out = source;
    else
        tt__read_source_free(source);
    return status;
}

static const char *input_name(const tt__read_input *input)
{
    return strcmp(input->path, "-") == 0 ? "standard input" : input->path;
}

/* What went wrong with the archive, in its own words. */
static tt_status fail_archive(tt__read_source *source, int code)
{
    const char *why = archive_error_string(source->archive);
    return tt__base_fail(code == ARCHIVE_FATAL ? TT_ERR_IO : TT_ERR_FORMAT, "%s: %s",
                         input_name(&source->inputs.at[source->next - 1]), why ? why : "cannot be read");
}

static bool support(struct archive *archive)
{
    return archive_read_support_filter_gzip(archive) == ARCHIVE_OK &&
           archive_read_support_filter_bzip2(archive) == ARCHIVE_OK &&
           archive_read_support_filter_xz(archive) == ARCHIVE_OK &&
           archive_read_support_filter_zstd(archive) == ARCHIVE_OK &&
           archive_read_support_format_tar(archive) == ARCHIVE_OK &&
           archive_read_support_format_zip(archive) == ARCHIVE_OK &&
           archive_read_support_format_empty(archive) == ARCHIVE_OK &&
           archive_read_support_format_raw(archive) == ARCHIVE_OK;
}

static tt_status open_input(tt__read_source *source)
{
    const tt__read_input *input = &source->inputs.at[source->next++];
    source->archive = archive_read_new();
    if (!source->archive || !support(source->archive)) return tt__base_fail(TT_ERR_MEMORY, "out of memory: libarchive");
    const char *path = strcmp(input->path, "-") == 0 ? NULL : input->path;
    int code = archive_read_open_filename(source->archive, path, BLOCK_BYTES);
    if (code >= ARCHIVE_WARN) return TT_OK;
    errno = archive_errno(source->archive);
    return errno > 0 ? tt__read_fail_io(input->path) : fail_archive(source, code);
}

static void close_input(tt__read_source *source)
{
    const tt__read_input *input = &source->inputs.at[source->next - 1];
    if (source->unknown)
        tt__base_message(source->run, TT_NOTE, "%s: %lld member%s of unknown type left out", input->path,
                         (long long)source->unknown, source->unknown == 1 ? "" : "s");
    source->unknown = 0;
    if (source->file >= 0) close(source->file);
    source->file = -1;
    if (input->bytes > 0) source->done_bytes += input->bytes;
    archive_read_free(source->archive);
    source->archive = NULL;
}

/* libarchive has looked at the beginning and found neither an archive nor compression: read it from a descriptor of our
 * own. */
static void open_plain(tt__read_source *source)
{
    const tt__read_input *input = &source->inputs.at[source->next - 1];
    bool plain = (archive_format(source->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_RAW &&
                 archive_filter_count(source->archive) == 1;
    if (!plain || input->bytes < LARGE_BYTES || strcmp(input->path, "-") == 0) return;
    source->file = open(input->path, O_RDONLY | O_CLOEXEC); /* where that fails, libarchive's is still open */
    source->file_bytes = 0;
}

/* The last name of a path whose folders end at `end`. */
static const char *last_name(const char *path, size_t end)
{
    while (end > 0 && path[end - 1] != '/') end--;
    return path + end;
}

/* What a member's path begins with where there are several inputs, so that two folders may hold files of one name. */
static tt_status take_root(tt__read_source *source, const tt__read_input *input)
{
    if (!source->several) return TT_OK;
    size_t end = input->root ? input->root - 1 : strlen(input->path);
    const char *name = last_name(input->path, end);
    return tt__base_buffer_format(&source->path, "%.*s/", (int)(input->path + end - name), name);
}

/* Take the name of a member, or of the input itself. */
static tt_status take_name(tt__read_source *source, struct archive_entry *entry)
{
    const tt__read_input *input = &source->inputs.at[source->next - 1];
    int format = archive_format(source->archive) & ARCHIVE_FORMAT_BASE_MASK;
    source->packed = format == ARCHIVE_FORMAT_TAR || format == ARCHIVE_FORMAT_ZIP;
    source->name.length = source->path.length = 0;
    tt_status status = tt__base_buffer_append(&source->name, input_name(input), strlen(input_name(input)));
    if (status == TT_OK && (source->packed || input->root)) status = take_root(source, input);
    if (status < 0) return status;
    if (!source->packed) {
        const char *path = input->root ? input->path + input->root : last_name(input->path, strlen(input->path));
        return tt__base_buffer_append(&source->path, path, strlen(path));
    }
    const char *member = archive_entry_pathname(entry);
    if (!member) member = "";
    while (strncmp(member, "./", 2) == 0) member += 2;
    if ((status = tt__base_buffer_format(&source->name, ":%s", member)) < 0) return status;
    return tt__base_buffer_append(&source->path, member, strlen(member));
}

/* A member that is text by its name; what is hidden or a folder is passed over in silence, the rest is counted. Members
 * that are compressed once more are not unpacked. */
static bool wanted(tt__read_source *source, struct archive_entry *entry)
{
    if (!source->packed) return true;
    if (archive_entry_filetype(entry) != AE_IFREG) return false;
    const char *path = source->path.data, *slash = strrchr(path, '/');
    if (path[0] == '.' || strstr(path, "/.") || strstr(path, "__MACOSX/") || (slash && !slash[1])) return false;
    if (tt__read_sniff_name(path) != TT_FORMAT_AUTO && !tt__read_sniff_packed(path)) return true;
    source->unknown++;
    return false;
}

tt_status tt__read_source_next(tt__read_source *source, bool *more)
{
    tt_status status = TT_OK;
    *more = false;
    while (source->archive || source->next < source->inputs.n) {
        struct archive_entry *entry;
        if (!source->archive && (status = open_input(source)) < 0) return status;
        int code = source->file >= 0 ? ARCHIVE_EOF : read_header(source, &entry); /* a plain file is one stream */
        if (code == ARCHIVE_EOF) {
            close_input(source);
            continue;
        }
        if (code < ARCHIVE_WARN) return fail_archive(source, code);
        if ((status = take_name(source, entry)) < 0) return status;
        if (!wanted(source, entry)) continue;
        open_plain(source);
        *more = true;
        return TT_OK;
    }
    return TT_OK;
}

static tt_status read_plain(tt__read_source *source, char *to, size_t room, size_t *got)
{
    ssize_t n;
    do n = read(source->file, to, room);
    while (n < 0 && errno == EINTR);
    *got = n > 0 ? (size_t)n : 0;
    source->file_bytes += (int64_t)*got;
    return n < 0 ? tt__read_fail_io(source->inputs.at[source->next - 1].path) : TT_OK;
}

tt_status tt__read_source_read(tt__read_source *source, char *to, size_t room, size_t *got)
{
    la_ssize_t n;
    if (source->file >= 0) return read_plain(source, to, room, got);
    do n = archive_read_data(source->archive, to, room);
    while (n == ARCHIVE_RETRY);
    *got = n > 0 ? (size_t)n : 0;
    return n < 0 && n != ARCHIVE_WARN ? fail_archive(source, (int)n) : TT_OK;
}

const char *tt__read_source_name(const tt__read_source *source)
{
    return source->name.data;
}

const char *tt__read_source_path(const tt__read_source *source)
{
    return source->path.data;
}

bool tt__read_source_is_member(const tt__read_source *source)
{
    return source->packed || source->inputs.at[source->next - 1].root > 0;
}

double tt__read_source_share(const tt__read_source *source)
{
    if (source->all_bytes <= 0) return -1;
    int64_t done = source->done_bytes;
    if (source->file >= 0)
        done += source->file_bytes;
    else if (source->archive)
        done += archive_filter_bytes(source->archive, -1);
    return done < source->all_bytes ? (double)done / (double)source->all_bytes : 1;
}

void tt__read_source_free(tt__read_source *source)
{
    if (!source) return;
    if (source->file >= 0) close(source->file);
    archive_read_free(source->archive);
    if (source->utf8) freelocale(source->utf8);
    tt__read_inputs_free(&source->inputs);
    tt__base_buffer_free(&source->name);
    tt__base_buffer_free(&source->path);
    free(source);
}
