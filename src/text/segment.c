#include "text/segment.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/error.h"
#include "base/memory.h"

struct tt__segmenter {
    UBreakIterator *breaks;
    UText text;
};

static tt_status open_segmenter(tt__segmenter **out)
{
    UErrorCode error = U_ZERO_ERROR;
    tt__segmenter *s = tt__calloc(1, sizeof *s);
    if (!s) return TT_ERR_MEMORY;
    s->text = (UText)UTEXT_INITIALIZER;
    s->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &error);
    if (U_FAILURE(error)) return free(s), tt__fail(TT_ERR_MEMORY, "no word breaker: %s", u_errorName(error));
    *out = s;
    return TT_OK;
}

tt_status tt__segment_start(tt__segmenter **segmenter, const char *text, size_t n)
{
    UErrorCode error = U_ZERO_ERROR;
    tt_status status = *segmenter ? TT_OK : open_segmenter(segmenter);
    if (status < 0) return status;
    tt__segmenter *s = *segmenter;
    utext_openUTF8(&s->text, text, (int64_t)n, &error);
    ubrk_setUText(s->breaks, &s->text, &error);
    if (U_FAILURE(error)) return tt__fail(TT_ERR_MEMORY, "word breaks: %s", u_errorName(error));
    ubrk_first(s->breaks);
    return TT_OK;
}

size_t tt__segment_next(tt__segmenter *segmenter)
{
    int32_t end = ubrk_next(segmenter->breaks);
    return end == UBRK_DONE ? 0 : (size_t)end;
}

void tt__segmenter_free(tt__segmenter *segmenter)
{
    if (!segmenter) return;
    ubrk_close(segmenter->breaks);
    utext_close(&segmenter->text);
    free(segmenter);
}
