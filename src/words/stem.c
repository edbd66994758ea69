#include "words/stem.h"

#include <libstemmer.h>
#include <string.h>

#include "base/error.h"

/* Snowball's algorithms go by ISO codes too; Chinese, Japanese, Korean and Thai have none. */
static bool has_stemmer(int32_t language)
{
    const char *code = tt__words_language_code(language);
    return *code && !strstr("zh ja ko th", code);
}

tt_status tt__words_stem(tt__words_stemmer *stemmer, int32_t language, tt__base_buffer *word)
{
    if (!has_stemmer(language)) return TT_OK;
    if (!stemmer->of[language]) stemmer->of[language] = sb_stemmer_new(tt__words_language_code(language), "UTF_8");
    if (!stemmer->of[language])
        return tt__base_fail(TT_ERR_MEMORY, "no Snowball stemmer for %s", tt__words_language_code(language));
    const sb_symbol *stem = sb_stemmer_stem(stemmer->of[language], (const sb_symbol *)word->data, (int)word->length);
    if (!stem) return tt__base_fail(TT_ERR_MEMORY, "out of memory: stem of %s", word->data);
    word->length = 0;
    return tt__base_buffer_append(word, (const char *)stem, (size_t)sb_stemmer_length(stemmer->of[language]));
}

void tt__words_stemmer_free(tt__words_stemmer *stemmer)
{
    for (int32_t l = 0; l < TT__WORDS_LANGUAGES; l++) sb_stemmer_delete(stemmer->of[l]);
    *stemmer = (tt__words_stemmer){0};
}
