/* ICU's dictionary cuts many inflected words of Japanese after their ideograph: 混 + ぜ.  They are put together again.
 */
#include "words/segment.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/error.h"
#include "base/memory.h"

enum { KANA_BYTES = 3 }; /* a kana, or an ideograph of the basic plane */

struct tt__words_segmenter {
    UBreakIterator *breaks;
    UText text;
    const char *bytes;   /* the run, borrowed */
    size_t n, at, ahead; /* its length; where the last word and the piece after it end */
};

static tt_status open_segmenter(tt__words_segmenter **out)
{
    UErrorCode error = U_ZERO_ERROR;
    tt__words_segmenter *s = tt__base_calloc(1, sizeof *s);
    if (!s) return TT_ERR_MEMORY;
    s->text = (UText)UTEXT_INITIALIZER;
    s->breaks = ubrk_open(UBRK_WORD, "", NULL, 0, &error);
    if (U_FAILURE(error)) return free(s), tt__base_fail(TT_ERR_MEMORY, "no word breaker: %s", u_errorName(error));
    *out = s;
    return TT_OK;
}

static void step(tt__words_segmenter *s)
{
    int32_t end = ubrk_next(s->breaks);
    s->at = s->ahead;
    s->ahead = end == UBRK_DONE ? s->n : (size_t)end;
}

tt_status tt__words_segment_start(tt__words_segmenter **segmenter, const char *text, size_t n)
{
    UErrorCode error = U_ZERO_ERROR;
    tt_status status = *segmenter ? TT_OK : open_segmenter(segmenter);
    if (status < 0) return status;
    tt__words_segmenter *s = *segmenter;
    utext_openUTF8(&s->text, text, (int64_t)n, &error);
    ubrk_setUText(s->breaks, &s->text, &error);
    if (U_FAILURE(error)) return tt__base_fail(TT_ERR_MEMORY, "word breaks: %s", u_errorName(error));
    ubrk_first(s->breaks);
    s->bytes = text;
    s->n = n;
    step(s);
    s->at = 0;
    return TT_OK;
}

/* 混ぜて, 加え, 薄く: does a piece of one ideograph go on with the piece of kana after it?  Kana that only begin
 * inflections do, others may be particles (を, に, で, が ...), and so may longer pieces (から, まで, くらい). */
static bool inflects(const tt__words_segmenter *s, size_t start)
{
    static const char kana[] = "えくけきせげぎぜちっびべみめむりるれろ";
    const char *word = s->bytes + start, *rest = s->bytes + s->at;
    size_t more = s->ahead - s->at;
    if (s->at - start != KANA_BYTES || (unsigned char)word[0] < 0xe4 || (unsigned char)word[0] > 0xe9) return false;
    if (more != KANA_BYTES && more != 2 * KANA_BYTES) return false;
    for (size_t i = 0; i + 1 < sizeof kana; i += KANA_BYTES)
        if (memcmp(kana + i, rest, KANA_BYTES) == 0) return true;
    return false;
}

size_t tt__words_segment_next(tt__words_segmenter *segmenter)
{
    tt__words_segmenter *s = segmenter;
    size_t start = s->at;
    if (start >= s->n) return 0;
    step(s);
    if (inflects(s, start)) step(s);
    return s->at;
}

void tt__words_segmenter_free(tt__words_segmenter *segmenter)
{
    if (!segmenter) return;
    ubrk_close(segmenter->breaks);
    utext_close(&segmenter->text);
    free(segmenter);
}
