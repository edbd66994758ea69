#include "text/stopwords.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "text/fold.h"

static const struct {
    const char *code, *words;
} languages[TT__LANGUAGES] = {
    {"", ""},
    {"en", tt__stopwords_en},
};

const char *tt__language_code(int32_t language)
{
    return language > 0 && language < TT__LANGUAGES ? languages[language].code : "";
}

int32_t tt__language_index(const char *code)
{
    for (int32_t l = 1; l < TT__LANGUAGES; l++)
        if (strcmp(languages[l].code, code) == 0) return l;
    return -1;
}

static tt_status add(tt__stoplist *list, const char *folded, size_t n, uint32_t mask)
{
    int32_t id, known = list->words.size;
    tt_status status = tt__reserve(&list->mask, &list->mask_capacity, known + 1, sizeof *list->mask);
    if (status < 0 || (status = tt__strmap_intern(&list->words, folded, n, &id)) < 0) return status;
    list->mask[id] = (id < known ? list->mask[id] : 0) | mask;
    return TT_OK;
}

tt_status tt__stoplist_load(tt__stoplist *list)
{
    for (int32_t l = 1; l < TT__LANGUAGES; l++)
        for (const char *p = languages[l].words; *p; p += strspn(p, " ")) {
            size_t n = strcspn(p, " ");
            tt_status status = add(list, p, n, UINT32_C(1) << l);
            if (status < 0) return status;
            p += n;
        }
    return TT_OK;
}

/* One line of a stop word file: what stands before a #, without the spaces around it. */
static tt_status add_line(tt__stoplist *list, const char *line, tt__buffer *folded)
{
    line += strspn(line, " \t\r\n\v\f");
    size_t n = strcspn(line, "#\r\n");
    while (n > 0 && strchr(" \t\v\f", line[n - 1])) n--;
    if (n == 0) return TT_OK;
    tt_status status = tt__fold(folded, line, n);
    return status < 0 ? status : add(list, folded->data, (size_t)folded->length, (UINT32_C(1) << TT__LANGUAGES) - 1);
}

tt_status tt__stoplist_add_file(tt__stoplist *list, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) return tt__fail(TT_ERR_IO, "%s: %s", path, strerror(errno));
    tt__buffer folded = {0};
    tt_status status = TT_OK;
    char line[4096]; /* no word is that long; a longer line counts as several */
    while (status == TT_OK && fgets(line, sizeof line, file)) status = add_line(list, line, &folded);
    if (status == TT_OK && ferror(file)) status = tt__fail(TT_ERR_IO, "%s: %s", path, strerror(errno));
    tt__buffer_free(&folded);
    fclose(file);
    return status;
}

uint32_t tt__stoplist_mask(const tt__stoplist *list, const char *folded, size_t n)
{
    int32_t id = tt__strmap_find(&list->words, folded, n);
    return id < 0 ? 0 : list->mask[id];
}

void tt__stoplist_free(tt__stoplist *list)
{
    tt__strmap_free(&list->words);
    free(list->mask);
    *list = (tt__stoplist){0};
}
