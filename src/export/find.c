/* Both sides are folded and compared byte by byte; a hit counts where no word runs on into it.  Folding changes
 * lengths, so that a hit's place in the text itself is looked for by halving: beginnings of a text hold the wanted one
 * from some length on, and of the shortest of them its ends down to some length. */
#include "export/find.h"

#include <string.h>

#include "base/error.h"
#include "base/run.h"
#include "topictree/export.h"
#include "words/fold.h"
#include "words/letters.h"

/* No title is longer; what calls itself one is looked at so far. */
#define LONGEST_TEXT ((size_t)1 << 20)

tt_status tt__export_finder_start(tt__export_finder *finder, const char *find)
{
    if (!*find) return tt__base_fail(TT_ERR_ARGUMENT, "there is no text to find");
    if (strlen(find) > LONGEST_TEXT) return tt__base_fail(TT_ERR_ARGUMENT, "the text to find is longer than any title");
    tt_status status = tt__words_fold(&finder->wanted, find, strlen(find));
    if (status == TT_OK && finder->wanted.length == 0)
        return tt__base_fail(TT_ERR_ARGUMENT, "the text to find holds no character that shows");
    return status;
}

void tt__export_finder_free(tt__export_finder *finder)
{
    tt__base_buffer_free(&finder->wanted);
    tt__base_buffer_free(&finder->folded);
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static bool is_spaced(tt__words_class class)
{
    return class == TT__WORDS_LETTER || class == TT__WORDS_DIGIT || class == TT__WORDS_MARK;
}

/* A letter or digit of a word stands on both sides of text[at]. */
static bool is_inside_word(const tt__base_buffer *text, size_t at)
{
    size_t n = (size_t)text->length, before = at;
    if (at == 0 || !is_spaced(tt__words_class_at(text->data, n, at))) return false;
    do before--;
    while (before > 0 && continues(text->data[before]));
    return is_spaced(tt__words_class_at(text->data, n, before));
}

tt_status tt__export_finder_holds(bool *held, tt__export_finder *finder, const char *text, size_t n)
{
    tt_status status = tt__words_fold(&finder->folded, text, n < LONGEST_TEXT ? n : LONGEST_TEXT);
    if (status < 0) return status;
    const char *data = finder->folded.data, *at = data;
    while ((at = strstr(at, finder->wanted.data)) && is_inside_word(&finder->folded, (size_t)(at - data))) at++;
    *held = at != NULL;
    return TT_OK;
}

/* A border between characters about half way between two others, the left one where there is none between. */
static size_t half_way(const char *text, size_t left, size_t right)
{
    size_t middle = left + (right - left) / 2;
    while (middle > left && continues(text[middle])) middle--;
    if (middle > left) return middle;
    do middle++;
    while (middle < right && continues(text[middle]));
    return middle < right ? middle : left;
}

tt_status tt_find_text(size_t *begin, size_t *end, const char *text, const char *find)
{
    const char *wrong = tt__base_call_check(begin && end && text && find, NULL);
    if (wrong) return tt__base_fail(TT_ERR_ARGUMENT, "%s", wrong);
    tt__export_finder finder = {0};
    size_t n = strnlen(text, LONGEST_TEXT), least = 0, from = 0, middle;
    bool held = false;
    tt_status status = tt__export_finder_start(&finder, find);
    if (status == TT_OK) status = tt__export_finder_holds(&held, &finder, text, n);
    size_t to = held ? n : 0, beyond;
    while (held && status == TT_OK && (middle = half_way(text, least, to)) > least) {
        bool holds = false;
        status = tt__export_finder_holds(&holds, &finder, text, middle);
        *(holds ? &to : &least) = middle;
    }
    beyond = to;
    while (held && status == TT_OK && (middle = half_way(text, from, beyond)) > from) {
        bool holds = false;
        status = tt__export_finder_holds(&holds, &finder, text + middle, to - middle);
        *(holds ? &from : &beyond) = middle;
    }
    tt__export_finder_free(&finder);
    if (status < 0) return status;
    *begin = from;
    *end = to;
    return TT_OK;
}
