#include "words/stopwords.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "words/fold.h"

static const char *const no_words[] = {NULL};

static const struct {
    const char *code;
    const char *const *lines;
} languages[TT__WORDS_LANGUAGES] = {
    {"", no_words},
    {"en", tt__words_stopwords_en},
    {"de", tt__words_stopwords_de},
    {"fr", tt__words_stopwords_fr},
    {"es", tt__words_stopwords_es},
    {"it", tt__words_stopwords_it},
    {"pt", tt__words_stopwords_pt},
    {"nl", tt__words_stopwords_nl},
    {"ru", tt__words_stopwords_ru},
    {"zh", tt__words_stopwords_zh},
    {"ja", tt__words_stopwords_ja},
    {"ko", tt__words_stopwords_ko},
    {"th", tt__words_stopwords_th},
    {"el", tt__words_stopwords_el},
    {"ar", tt__words_stopwords_ar},
    {"hi", tt__words_stopwords_hi},
};

const char *tt__words_language_code(int32_t language)
{
    return language > 0 && language < TT__WORDS_LANGUAGES ? languages[language].code : "";
}

int32_t tt__words_language_index(const char *code)
{
    for (int32_t l = 1; l < TT__WORDS_LANGUAGES; l++)
        if (strcmp(languages[l].code, code) == 0) return l;
    return -1;
}

static tt_status add(tt__words_stoplist *list, const char *folded, size_t n, uint32_t mask)
{
    int32_t id, known = list->words.size;
    tt_status status = tt__base_reserve(&list->mask, &list->mask_capacity, known + 1, sizeof *list->mask);
    if (status < 0 || (status = tt__base_strmap_intern(&list->words, folded, n, &id)) < 0) return status;
    list->mask[id] = (id < known ? list->mask[id] : 0) | mask;
    return TT_OK;
}

/* Folds a word first: the lists have it as people write it. */
static tt_status add_word(tt__words_stoplist *list, const char *word, size_t n, uint32_t mask)
{
    tt__base_buffer folded = {0};
    tt_status status = tt__words_fold(&folded, word, n);
    if (status == TT_OK) status = add(list, folded.data, (size_t)folded.length, mask);
    tt__base_buffer_free(&folded);
    return status;
}

static tt_status add_words(tt__words_stoplist *list, const char *line, uint32_t mask)
{
    tt_status status = TT_OK;
    for (size_t n; *line && status == TT_OK; line += n, line += strspn(line, " "))
        status = add_word(list, line, n = strcspn(line, " "), mask);
    return status;
}

tt_status tt__words_stoplist_load(tt__words_stoplist *list)
{
    tt_status status = TT_OK;
    for (int32_t l = 1; l < TT__WORDS_LANGUAGES; l++)
        for (int i = 0; languages[l].lines[i] && status == TT_OK; i++)
            status = add_words(list, languages[l].lines[i], UINT32_C(1) << l);
    return status;
}

/* Append what stands in a line of a stop word file before a #, without the spaces around it, and a line end. */
static tt_status append_line(tt__base_buffer *out, const char *line)
{
    line += strspn(line, " \t\r\n\v\f");
    size_t n = strcspn(line, "#\r\n");
    while (n > 0 && strchr(" \t\v\f", line[n - 1])) n--;
    if (n == 0) return TT_OK;
    tt_status status = tt__base_buffer_append(out, line, n);
    return status == TT_OK ? tt__base_buffer_append(out, "\n", 1) : status;
}

tt_status tt__words_stopwords_of_file(tt__base_buffer *out, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file) return tt__base_fail(TT_ERR_IO, "%s: %s", path, strerror(errno));
    tt_status status = TT_OK;
    char line[4096]; /* no word is that long; a longer line counts as several */
    while (status == TT_OK && fgets(line, sizeof line, file)) status = append_line(out, line);
    if (status == TT_OK && ferror(file)) status = tt__base_fail(TT_ERR_IO, "%s: %s", path, strerror(errno));
    fclose(file);
    return status;
}

tt_status tt__words_stoplist_add_lines(tt__words_stoplist *list, const char *lines)
{
    tt_status status = TT_OK;
    for (size_t n; *lines && status == TT_OK; lines += n + (lines[n] != '\0')) {
        n = strcspn(lines, "\n");
        if (n > 0) status = add_word(list, lines, n, (UINT32_C(1) << TT__WORDS_LANGUAGES) - 1);
    }
    return status;
}

uint32_t tt__words_stoplist_mask(const tt__words_stoplist *list, const char *folded, size_t n, tt__base_strmap_key key)
{
    int32_t id = tt__base_strmap_find_key(&list->words, key, folded, n);
    return id < 0 ? 0 : list->mask[id];
}

void tt__words_stoplist_free(tt__words_stoplist *list)
{
    tt__base_strmap_free(&list->words);
    free(list->mask);
    *list = (tt__words_stoplist){0};
}
