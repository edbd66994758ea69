#include "read/utf16.h"

#include <stdlib.h>
#include <unicode/ucnv.h>

#include "base/error.h"
#include "base/memory.h"

enum { PIVOT = 1024 };

struct tt__read_utf16 {
    UConverter *from, *to;
    UChar pivot[PIVOT], *read, *write; /* between the two; read..write is not converted yet */
    bool started;
};

tt_status tt__read_utf16_new(tt__read_utf16 **out, bool big_endian)
{
    UErrorCode error = U_ZERO_ERROR;
    tt__read_utf16 *converter = tt__base_calloc(1, sizeof *converter);
    if (!converter) return TT_ERR_MEMORY;
    converter->from = ucnv_open(big_endian ? "UTF-16BE" : "UTF-16LE", &error);
    converter->to = ucnv_open("UTF-8", &error);
    converter->read = converter->write = converter->pivot;
    *out = converter;
    return U_FAILURE(error) ? tt__base_fail(TT_ERR_MEMORY, "out of memory: no converter for UTF-16") : TT_OK;
}

tt_status tt__read_utf16_convert(tt__read_utf16 *converter, tt__base_buffer *out, const char *bytes, size_t n,
                                 bool last)
{
    const char *source = bytes, *source_end = bytes + n;
    UErrorCode error = U_BUFFER_OVERFLOW_ERROR;
    while (error == U_BUFFER_OVERFLOW_ERROR) {
        tt_status status = tt__base_reserve(&out->data, &out->capacity, out->length + (int64_t)n * 3 / 2 + 64, 1);
        if (status < 0) return status;
        char *target = out->data + out->length;
        error = U_ZERO_ERROR;
        ucnv_convertEx(converter->to, converter->from, &target, out->data + out->capacity - 1, &source, source_end,
                       converter->pivot, &converter->read, &converter->write, converter->pivot + PIVOT,
                       !converter->started, last, &error);
        converter->started = true;
        out->length = target - out->data;
        out->data[out->length] = '\0';
    }
    return U_FAILURE(error) ? tt__base_fail(TT_ERR_FORMAT, "UTF-16: %s", u_errorName(error)) : TT_OK;
}

void tt__read_utf16_free(tt__read_utf16 *converter)
{
    if (!converter) return;
    if (converter->from) ucnv_close(converter->from);
    if (converter->to) ucnv_close(converter->to);
    free(converter);
}
